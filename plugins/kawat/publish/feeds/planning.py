"""Planning feeds: which files there are, out of which fragments each is joined, and their keys.

A fragment is a story in one format, the same in all feeds that carry it; so one edit renders one fragment, and joins
anew only the feeds that hold it.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby, product

from ...digests import Digest, digest, key
from ...editorial import addresses
from ...model import Channel, Edition, Item, Output, Role, State
from ..desk import Desk
from ..keys import Told, with_bodies
from ..scope import Scope
from . import serializers
from .channels import Entry, Feed, address, all_feeds, channel, entries, feeds, new_archives
from .items import item

__all__ = [
    "fragments",
    "kept",
    "plan",
    "recall",
    "serialize",
    "serialize_fragments",
    "subscriptions",
]

FragmentName = tuple[str, ...]
"""(format, site whose words it uses, id, language, register, "summary" or "")"""


def plan(
    desk: Desk, told: Callable[[str, Edition], str], words: Callable[[str], str], scope: Scope
) -> Iterator[Output]:
    """Yield the outputs of all feeds and subscription lists.

    Args:
        told: key of what is told of an edition, as at home.
        words: key of the theme's words in a language.
    """
    bodies: Told = {}
    for feed in all_feeds(desk) if scope.whole else _within(desk, scope):
        parts_of = digest(_note(desk, feed, told, words, bodies))
        said, _ = desk.feeds[feed]
        site = desk.site(feed.site)
        whole = key(items=parts_of, channel=digest(said))
        yield Output(address(site, feed).path, "feed", feed.subject, whole, feed.site, updated=said.updated)
    for of, code in _lists(desk) if scope.whole else ():
        listed = digest([(name, channels) for name, channels in subscriptions(desk, of, code)])
        called, language = f"{of}/{code.lower()}" if code else "all", desk.portal.languages[0]
        path = addresses.feed(desk.portal, called, language, ".opml").path
        yield Output(path, "opml", (of, code), key(feeds=listed), "portal")


def _within(desk: Desk, scope: Scope) -> Iterator[Feed]:
    found = [Feed(*subject) for subject in scope.feeds]
    if scope.arrived:
        found += [*feeds(desk, scope.subjects, scope.sites), *new_archives(desk, scope.sites)]
    yield from dict.fromkeys(found)


def recall(
    desk: Desk,
    stale: Iterable[Output],
    told: Callable[[str, Edition], str],
    words: Callable[[str], str],
    changed: Iterable[str],
) -> None:
    """Let the desk know what some feeds are joined from, where it does not, as `plan` does of all.

    Args:
        changed: ids of the stories of which there may be no fragments yet; they are looked for there first.
    """
    bodies: Told = {}
    feeds = [Feed(*output.subject) for output in stale if output.recipe == "feed"]
    for feed in feeds:
        if feed not in desk.feeds:
            _note(desk, feed, told, words, bodies)
    forms = {feed.form for feed in feeds}
    for shown in (one for name in changed for one in desk.catalogue.at.get(name, ())):
        within = [Entry(shown, *edition, short) for edition in shown.editions for short in (False, True)]
        for form, one in product(forms, within):
            name, made = _fragment(desk, form, one, told, words)
            desk.named[with_bodies(made, desk.catalogue.bodies, bodies)] = name


def fragments(desk: Desk, stale: Iterable[Output]) -> tuple[Output, ...]:
    """Return what stale feeds are joined from and is not there, each once; they have keys but no path."""
    feeds = [Feed(*output.subject) for output in stale if output.recipe == "feed"]
    wanted = {stored for feed in feeds for stored in desk.feeds[feed][1].splitlines()}
    missing = wanted - desk.fragments.known(wanted)
    found = {desk.named[one]: Output("", "fragment", desk.named[one], one, "") for one in missing & desk.named.keys()}
    missing -= desk.named.keys()
    for feed in feeds if missing else ():
        rows = [row if row in missing else "" for row in desk.feeds[feed][1].splitlines()]
        while rows and not rows[-1]:  # stories behind the last that is missing need not be looked at
            rows.pop()
        for stored, one in zip(rows, entries(desk, feed), strict=False):  # in this order: the last is not passed
            if stored and (name := _name(desk, feed.form, one)) not in found:
                found[name] = Output("", "fragment", name, stored, "")
    return tuple(found[name] for name in sorted(found, key=lambda name: name[1:]))  # a story's formats side by side


def kept(desk: Desk) -> set[str]:
    """Return the keys of all fragments that the planned feeds are joined from."""
    return {stored for _, keys in desk.feeds.values() for stored in keys.splitlines()}


def serialize_fragments(desk: Desk, names: Sequence[FragmentName]) -> Iterator[bytes]:
    """Yield the bytes of fragments, in the order of their names; a story is made an Item once for its formats."""
    for words, formats in groupby(names, key=lambda name: name[1:]):
        told = _item(desk, *words)
        yield from (serializers.fragment(form, told) for form, *_ in formats)


def _item(desk: Desk, site: str, name: str, language: str, register: str, part: str) -> Item:
    shown = desk.catalogue.on(site, name) if site else desk.catalogue.home(name)
    edition, state = next((e, what) for e, what in shown.editions if e.language == language and e.register == register)
    return item(desk, Entry(shown, edition, state, bool(part)))


def serialize(desk: Desk, *subject: str) -> bytes:
    """Return the bytes of a feed, joined out of the desk's fragments."""
    feed = Feed(*subject)
    said, keys = desk.feeds[feed]
    return serializers.join(feed.form, said, desk.fragments.several(keys.splitlines()))


def subscriptions(desk: Desk, of: str, code: str) -> Iterator[tuple[str, tuple[Channel, ...]]]:
    """Yield the groups of a subscription list: all sites, or what concerns a province or a region."""
    network, language = desk.catalogue.registry.network, desk.portal.languages[0]
    if of == "provinces":
        cities = [one.code for one in network.cities if one.province == code]
        wanted = [
            ("provinces", code.lower()),
            *(("cities", city) for city in cities),
            ("advisories", ""),
            ("episodes", ""),
        ]
        feeds = [Feed("portal", what, language, which) for what, which in wanted]
    else:
        sites = [one for one in desk.catalogue.sites.values() if not code or one.mission.region == code]
        feeds = [Feed("portal", of, language, code)] if code else []
        feeds += [Feed(one.code, "news", spoken) for one in sites for spoken in one.languages]
    groups: dict[str, list[Channel]] = {}
    for feed in feeds:
        group = desk.name(desk.site(feed.site).mission.names, language)
        # Where the archives beside a feed are, a list of feeds does not tell.
        groups.setdefault(group, []).append(replace(channel(desk, feed, ()), previous=""))
    yield from ((group, tuple(channels)) for group, channels in groups.items())


def _lists(desk: Desk) -> Iterator[tuple[str, str]]:
    network = desk.catalogue.registry.network
    yield "", ""
    yield from (("provinces", one.code) for one in network.provinces)
    yield from (("regions", one.code) for one in network.regions)


def _note(
    desk: Desk, feed: Feed, told: Callable[[str, Edition], str], words: Callable[[str], str], bodies: Told
) -> list[Digest]:
    """Let the desk know what a feed is joined from; return the keys of its fragments, which tell of no bodies yet."""
    within, planned, kept_under = tuple(entries(desk, feed)), list[Digest](), list[str]()
    for one in within:
        made = _fragment(desk, feed.form, one, told, words)[1]
        planned.append(made)
        kept_under.append(with_bodies(made, desk.catalogue.bodies, bodies))
    # As one string: small ones lie among much that is forgotten after planning, and would keep its memory.
    desk.feeds[feed] = channel(desk, feed, within), "\n".join(kept_under)
    return planned


def _fragment(
    desk: Desk, form: str, one: Entry, told: Callable[[str, Edition], str], words: Callable[[str], str]
) -> tuple[FragmentName, Digest]:
    """The name of a fragment, and its key, which tells of no bodies yet."""
    name = _name(desk, form, one)
    override = desk.override(one.edition, name[1]) if name[1] else {}
    parts = (told(one.shown.article.id, one.edition), words(one.edition.language), override, str(one.state))
    made = digest(name, *parts)
    assert isinstance(made, Digest)  # what is told of a story stands on its body
    return name, made


def _name(desk: Desk, form: str, one: Entry) -> FragmentName:
    """A story reads the same in all feeds but those of a site for which it has other words."""
    edition, code = one.edition, one.shown.site.code
    told_apart = one.shown.placement.role is not Role.HOME and desk.override(edition, code)
    site = code if told_apart and one.state is State.LIVE else ""
    part = "summary" if one.summary_only else ""
    return form, site, one.shown.article.id, edition.language, str(edition.register), part
