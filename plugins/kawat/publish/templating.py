"""Templates: a theme, read once, becomes the functions that turn views into pages.

Jinja2 with autoescape and strict undefined names; a template sees `view`, the filters below, and gettext (`{% trans
%}`, `gettext()`), nothing else.  There is one environment for each language, because dates and messages depend on it.
 A template's *closure* is the digest of every file that it can reach, so that a page knows when its look changed.

Compiled templates are marshalled code, which whoever can write it could run; so where they are kept is for the shell to
say (`kept`), and never in a cache that is handed on.
"""

import gettext
import io
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from functools import cache, partial
from types import CodeType
from typing import Any

import jinja2
from jinja2 import meta
from jinja2.bccache import Bucket
from jinja2.runtime import Context
from markupsafe import Markup

from ..cldr import clock_name, locale_of, long_date
from ..codes import direction, zone
from ..digests import digest
from ..moments import rfc3339
from ..problems import UsageError
from ..records import dataclass
from .labels import LABELS
from .once import Once
from .quick import Environment, Sandbox
from .shelf import Memory, Shelf

__all__ = ["Press", "Theme"]

_FALLBACK = "en"


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme as it lies on disk.

    Attributes:
        templates: text by name, such as "article.html"; overrides have already replaced what they override.
        catalogues: gettext catalogues (.po texts) by language.
        static: bytes by name, such as "kawat.css".
        trusted: whether its templates may run any Jinja2; those of a foreign tree are sandboxed.
    """

    templates: Mapping[str, str]
    catalogues: Mapping[str, bytes]
    static: Mapping[str, bytes]
    trusted: bool = True


class Press:
    """Renders views with a theme, in any language.

    Attributes:
        shelf: has catalogues as gettext takes them, and the names of the templates that each template asks for; to
            compile a catalogue, or to parse all templates, takes longer than to render a dozen pages.
    """

    def __init__(
        self,
        theme: Theme,
        settings: Mapping[str, Any] | None = None,
        filters: Mapping[str, Callable[..., Any]] | None = None,
        shelf: Shelf | None = None,
        kept: jinja2.BytecodeCache | None = None,
    ) -> None:
        """Args:
        settings: Pelican's JINJA_ENVIRONMENT.
        filters: Pelican's JINJA_FILTERS.
        kept: has compiled templates of earlier builds by the same program.
        """
        self._theme = theme
        self.shelf = Memory() if shelf is None else shelf
        self._settings = dict(settings or {})
        self._extensions: list[Any] = ["jinja2.ext.i18n", "jinja2.ext.do", "jinja2.ext.loopcontrols", Once]
        self._extensions += self._settings.get("extensions", ())
        self._filters = dict(filters or {})
        self._environments: dict[str, jinja2.Environment] = {}
        self._closures: dict[str, str] = {}
        self._closed: dict[tuple[str, str], str] = {}
        self._words: dict[str, str] = {}
        self._compiled = _Compiled(kept, digest(theme.trusted, repr(self._settings), *map(str, self._extensions)))
        self._spoken: dict[str, gettext.NullTranslations] = {}

    @property
    def theme(self) -> Theme:
        """The theme that it renders with."""
        return self._theme

    def speaks(self, language: str) -> bool:
        """Return whether the theme has a catalogue for the language; English is its source."""
        return language == _FALLBACK or language in self._theme.catalogues

    def say(self, message: str, language: str) -> str:
        """Return an English message of the theme in a language; itself where there is no translation."""
        if language not in self._spoken:
            self._spoken[language] = self._translations(language)
        return self._spoken[language].gettext(message)

    def words(self, language: str) -> str:
        """Return the digest of the theme's words in a language."""
        if language not in self._words:
            self._words[language] = digest(self._theme.catalogues.get(language, b"").decode("utf-8", "replace"))
        return self._words[language]

    def render(self, name: str, view: Any, language: str) -> str:
        """Return the page that a template makes of a view.

        Raises:
            jinja2.TemplateError: the template is wrong, or asks for what the view does not have.
        """
        return self._environment(language).get_template(name).render(view=view)

    def prepare(self, names: Iterable[str], languages: Iterable[str] = ()) -> None:
        """Compile templates, and all that they reach, so that processes forked from this one need not.

        Args:
            languages: in which they are rendered there; each takes a little more.
        """
        waiting = list(names)
        reached: set[str] = set()
        while waiting:
            name = waiting.pop()
            if name not in reached:
                reached.add(name)
                waiting += self._asked(name)
        for language in (_FALLBACK, *languages):
            environment = self._environment(language)
            for name in reached:
                environment.get_template(name)

    def closure(self, name: str, language: str) -> str:
        """Return the digest of a template, all that it includes or extends, and the language's catalogue."""
        if (name, language) not in self._closed:
            self._closed[name, language] = digest(self._closure(name, ()), self.words(language))
        return self._closed[name, language]

    @property
    def closures(self) -> Mapping[tuple[str, str], str]:
        """The closures that were asked for, by template and language."""
        return self._closed

    def know(self, closures: Mapping[tuple[str, str], str]) -> None:
        """Take closures that were asked of the same theme before; to find them, templates have to be parsed."""
        self._closed.update(closures)

    def _closure(self, name: str, path: tuple[str, ...]) -> str:
        if name in path:
            raise UsageError(f"theme: {' -> '.join((*path, name))} is a circle")
        if name not in self._closures:
            if name not in self._theme.templates:
                raise UsageError(
                    f"theme: there is no template {name}" + (f", which {path[-1]} asks for" if path else "")
                )
            text = self._theme.templates[name]
            self._closures[name] = digest(text, *(self._closure(other, (*path, name)) for other in self._asked(name)))
        return self._closures[name]

    def _asked(self, name: str) -> list[str]:
        """The templates that one includes, extends or imports."""
        text = self._theme.templates[name]
        part = digest("asked", text, *map(str, self._extensions))
        if part not in _ASKED:
            try:
                _ASKED[part] = self.shelf[part].decode().splitlines()
            except KeyError:
                _ASKED[part] = self._parsed(name, text)
                self.shelf.put({part: "\n".join(_ASKED[part]).encode()})
        return _ASKED[part]

    def _parsed(self, name: str, text: str) -> list[str]:
        try:
            tree = self._environment(_FALLBACK).parse(text, name)
        except jinja2.TemplateSyntaxError as error:
            raise UsageError(f"theme/templates/{name}:{error.lineno}: {error.message}") from error
        return sorted({str(other) for other in meta.find_referenced_templates(tree)})

    def _environment(self, language: str) -> jinja2.Environment:
        if language not in self._environments:
            kind = Environment if self._theme.trusted else Sandbox
            options: dict[str, Any] = {"undefined": jinja2.StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
            options |= {"bytecode_cache": self._compiled, "auto_reload": False, "cache_size": -1}
            options |= {"optimized": False}  # to look for constants is an eighth of compiling; templates have none
            environment = kind(
                **{**options, **self._settings, "extensions": self._extensions, "autoescape": True},
                loader=jinja2.DictLoader(self._theme.templates),
            )
            environment.globals = {"_": environment.globals["_"]}
            self.say("", language)
            translations = self._spoken[language]
            environment.install_gettext_translations(translations, newstyle=True)  # type: ignore[attr-defined]
            environment.globals |= _messages(translations)
            environment.filters |= {**_filters(language, translations), **self._filters}
            self._environments[language] = environment
        return self._environments[language]

    def _translations(self, language: str) -> gettext.NullTranslations:
        source = self._theme.catalogues.get(language)
        if source is None:
            return gettext.NullTranslations()
        name = digest("messages", language, source.decode("utf-8", "replace"))
        try:
            compiled = self.shelf[name]
        except KeyError:
            compiled = _compiled(source, language)
            self.shelf.put({name: compiled})
        return gettext.GNUTranslations(io.BytesIO(compiled))


def _compiled(catalogue: bytes, language: str) -> bytes:
    """A catalogue as gettext takes it."""
    from babel.messages import mofile, pofile  # of no use to most builds

    compiled = io.BytesIO()
    mofile.write_mo(compiled, pofile.read_po(io.BytesIO(catalogue), locale=locale_of(language)))
    return compiled.getvalue()


# A process that builds often, as the server does, asks again and again.
_ASKED: dict[str, list[str]] = {}


class _Compiled(jinja2.BytecodeCache):
    """Compiled templates in memory, and those that were kept: one compilation serves every language."""

    def __init__(self, kept: jinja2.BytecodeCache | None, about: str) -> None:
        """Args:
        about: digest of what decides on the code besides the template's text.
        """
        self._code: dict[str, CodeType | None] = {}
        self._kept, self._about = kept, about

    def get_source_checksum(self, source: str) -> str:
        """Return what tells whether code was compiled of the same, by the same."""
        return digest(self._about, self._kept.get_source_checksum(source) if self._kept else source)

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give what was compiled before."""
        if bucket.key in self._code:
            bucket.code = self._code[bucket.key]
        elif self._kept:
            self._kept.load_bytecode(bucket)
            if bucket.code:
                self._code[bucket.key] = bucket.code

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        self._code[bucket.key] = bucket.code
        if self._kept:
            self._kept.dump_bytecode(bucket)


def _messages(translations: gettext.NullTranslations) -> dict[str, Callable[..., Markup]]:
    """What Jinja's new-style gettext does where all is escaped, without asking for a message again and again."""

    @cache
    def message(text: str) -> Markup:
        return Markup(translations.gettext(text))

    @cache
    def bare(text: str) -> Markup:
        return message(text) % {}

    def one(text: str, /, **variables: Any) -> Markup:
        return message(text) % variables if variables else bare(text)

    def many(singular: str, plural: str, number: int, /, **variables: Any) -> Markup:
        return Markup(translations.ngettext(singular, plural, number)) % {"num": number, **variables}

    return {"gettext": one, "ngettext": many, "_": one}


def _filters(language: str, translations: gettext.NullTranslations) -> dict[str, Callable[..., Any]]:
    return {
        "day": partial(_day, language),
        "moment": partial(_moment, language),
        "elsewhere": partial(_elsewhere, language),
        "iso": _iso,
        # Said to need the context, or Jinja2 would work out `"topics"|label("terms")` when it compiles a template; a
        # bytecode cache (Pelican's JINJA_ENVIRONMENT may bring one) knows templates by their text and not by language.
        "label": jinja2.pass_context(partial(_label, translations)),
        "clock": _clock,
        "megabytes": _megabytes,
        "lines": _lines,
    }


def _day(language: str, value: date, zone_name: str) -> str:
    """A date in words, as the language writes it; a moment's in a zone."""
    local = value.astimezone(zone(zone_name)).date() if isinstance(value, datetime) else value
    return long_date(local, language)


def _moment(language: str, value: datetime, zone_name: str) -> str:
    """A date and time in words, with the zone's name."""
    local = value.astimezone(zone(zone_name))
    comma = "،" if direction(language) == "rtl" else ","
    return f"{long_date(local.date(), language)}{comma} {local:%H:%M} {clock_name(local, language)}"


def _elsewhere(language: str, value: datetime, zone_name: str, here_name: str) -> str:
    """The time at another place, with the date where it is another day there; empty where both clocks agree."""
    there, here = value.astimezone(zone(zone_name)), value.astimezone(zone(here_name))
    if there.utcoffset() == here.utcoffset():
        return ""
    if there.date() != here.date():
        return _moment(language, value, zone_name)
    return f"{there:%H:%M} {clock_name(there, language)}"


def _iso(value: date) -> str:
    """RFC 3339, for the datetime attribute."""
    return rfc3339(value) if isinstance(value, datetime) else value.isoformat()


def _label(translations: gettext.NullTranslations, _: Context, code: str | int, domain: str) -> str:
    """The words for one of our codes; a code without any stands for itself."""
    known = LABELS[domain].get(str(code))
    return translations.gettext(known) if known else str(code)


def _clock(seconds: int) -> str:
    """1:05 or 1:02:03."""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def _megabytes(size_bytes: int) -> str:
    return f"{size_bytes / 1_000_000:.1f} MB"


def _lines(text: str) -> Markup:
    """Plain text with its line ends kept."""
    return Markup("<br>").join(text.split("\n"))
