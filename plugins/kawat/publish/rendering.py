"""Rendering: outputs become bytes, by their recipes; what they are joined from is told, recalled, and made first."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from .. import cldr
from ..digests import digest, key
from ..editorial.catalogue import Catalogue
from ..model import Output
from .desk import Desk
from .feeds import planning
from .keys import Keys
from .recipes import PAGES, SERIALIZERS, made_by, template
from .search import planning as searching
from .templating import Press

__all__ = ["bodies", "fragments", "kept", "prepare", "recall", "reclosed", "render", "render_parts", "speak"]

_JOINED = frozenset(("feed", "search", "search_cards"))
"""Recipes of what is joined from parts."""

_OF_BODIES = frozenset(("article", "plain_text", "kit"))
"""Recipes of what shows a body whole."""


def render(desk: Desk, press: Press, output: Output) -> bytes:
    """Return the bytes of an output of a recipe above.

    Raises:
        KeyError: for a recipe that is made of files (pictures, media, the theme's static files).
    """
    if output.recipe in SERIALIZERS:
        serialized: bytes = made_by(SERIALIZERS[output.recipe])(desk, *output.subject)
        return serialized
    name, view_of = PAGES[output.recipe]
    view = made_by(view_of)(desk, *output.subject)
    return press.render(name, view, view.chrome.language).encode()


def bodies(catalogue: Catalogue, outputs: Iterable[Output]) -> Iterator[str]:
    """Yield the names of the bodies that these outputs show whole; some of them again and again."""
    return (catalogue.bodies[text] for one in outputs if one.recipe in _OF_BODIES for text in one.texts)


def fragments(desk: Desk, stale: Iterable[Output]) -> tuple[Output, ...]:
    """Return the parts that stale outputs are joined from and that are not there; they have keys but no path."""
    wanted = [one for one in stale if one.recipe in _JOINED]
    documents = list(searching.fragments(desk, wanted))
    known = desk.fragments.known(one.key for one in documents)
    return (*planning.fragments(desk, wanted), *(one for one in documents if one.key not in known))


def recall(desk: Desk, press: Press, stale: Iterable[Output], changed: Iterable[str]) -> None:
    """Let a desk that nothing was planned at know what rendering these outputs takes.

    Args:
        changed: ids of the stories whose texts were edited, and of those that came.
    """
    planning.recall(desk, stale, Keys(desk, press).told, press.words, changed)


def reclosed(planned: Output, closures: Mapping[tuple[str, str], str]) -> Output:
    """Return a page as it is planned after edits of templates, which nothing but the first part of its key tells of.

    Args:
        closures: the new by template and old, of those that are others.
    """
    old, rest = planned.key.split(" ", 1)
    new = closures.get((template(planned.recipe), old.removeprefix("template=")))
    return replace(planned, key=f"{key(template=new)} {rest}") if new else planned


def render_parts(desk: Desk, parts: Sequence[Output]) -> tuple[bytes, ...]:
    """Return the bytes of such parts, in their order; those of feeds are rendered together."""
    fed = iter(planning.serialize_fragments(desk, [one.subject for one in parts if one.recipe == "fragment"]))
    return tuple(
        next(fed) if one.recipe == "fragment" else made_by(SERIALIZERS[one.recipe])(desk, *one.subject) for one in parts
    )


def kept(desk: Desk) -> set[str]:
    """Return the keys of all parts that the outputs of a plan are joined from."""
    return planning.kept(desk) | searching.kept(desk)


def prepare(desk: Desk, press: Press, stale: Iterable[Output]) -> None:
    """Make ready what rendering these outputs takes, before processes are forked for it; parts are there already."""
    recipes, sites = set[str](), set[str]()
    for output in stale:
        recipes.add(output.recipe)
        sites.add(output.site)
    press.prepare({template(one) for one in recipes if one in PAGES}, _spoken(desk, sites))
    speak(desk, press, sites)


def speak(desk: Desk, press: Press, sites: Iterable[str]) -> None:
    """Let this process know what pages of these sites say in their languages, as far as CLDR knows it."""
    unknown = [one for one in sorted(_spoken(desk, sites)) if not cldr.is_known(one)]
    if not unknown:
        return
    network = desk.catalogue.sites.values()
    named, zones = (
        sorted({one for site in network for one in site.languages}),
        sorted({site.mission.timezone for site in network}),
    )
    parts = {digest("words", one, named, zones): one for one in unknown}
    missing = [part for part in parts if part not in press.shelf]
    if missing:
        told = desk.apart(partial(cldr.words, [parts[part] for part in missing], named, zones))()
        press.shelf.put(dict(zip(missing, told, strict=True)))
    for language, words in zip(parts.values(), press.shelf.several([*parts]), strict=True):
        cldr.know(language, words)


def _spoken(desk: Desk, sites: Iterable[str]) -> set[str]:
    """The languages of sites; "" is none."""
    return {one for code in sites if code for one in desk.site(code).languages}
