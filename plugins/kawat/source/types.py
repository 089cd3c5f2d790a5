"""What a field may hold: small readers from nodes to values, and combinators of them.

A Type turns a node into a value or, where it cannot, tells the Reading what is wrong and returns None.  Each is
named in English and Indonesian, so that problems, the browser editor's form and the handbook can name it too.
"""

import re
from collections.abc import Callable
from collections.abc import Mapping as Mapped
from dataclasses import field, replace
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

from ..codes import zone
from ..harmonized import chapter
from ..model import Reference
from ..networks import Network
from ..patterns import pattern
from ..problems import Problem, problem, suggest
from ..records import dataclass
from .nodes import Mapping, Node, Scalar, Sequence

__all__ = [
    "Field",
    "Sheet",
    "Type",
    "boolean",
    "choice",
    "code",
    "day",
    "days",
    "duration",
    "file",
    "harmonized",
    "instant",
    "integer",
    "latlon",
    "listing",
    "names",
    "paragraph",
    "post",
    "quoted",
    "read_fields",
    "record",
    "reference",
    "text",
    "web",
]

FILE_NAME = pattern(r"[A-Za-z0-9][A-Za-z0-9_-]*(\.[A-Za-z0-9_-]+)*\.[A-Za-z0-9]{1,8}", re.ASCII)
_MOMENT = pattern(
    r"\d{4}-\d{2}-\d{2}([ T]\d{1,2}:\d{2}(:\d{2})?)?( ?(Z|[+-]\d{2}:?\d{2}))?",
    re.ASCII,
)
_HTTPS = pattern(r"https://[a-z0-9.-]+\.[a-z]{2,}(:\d+)?(/[^\s<>\"\\^`{|}]*)?(\?[^\s<>\"\\^`{|}]*)?", re.IGNORECASE)


@dataclass(slots=True)
class Sheet:
    """One file while its fields are read: what to read naive times by, and what was found.

    Attributes:
        zone: IANA name of the zone in which times without an offset are meant.
    """

    file: str
    zone: str = "UTC"
    problems: list[Problem] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)

    def complain(self, code: str, node: Node, **about: object) -> Any:
        """Note a Problem at a node; returns None, which is what a reader then returns."""
        length = node.length if isinstance(node, Scalar) else 1
        self.problems.append(problem(code, self.file, node.line, node.column, length, **about))

    def refer(self, vocabulary: str, node: Scalar, value: str | None = None) -> None:
        """Note that what a scalar names must exist."""
        self.references.append(Reference(vocabulary, value or node.value, node.line, node.column))


Read = Callable[[Node, Sheet, str], Any]


@dataclass(frozen=True, slots=True)
class Type:
    """A kind of value: its names, an example, how it is read, and which form control suits it."""

    en: str
    id: str
    example: str
    read: Read
    widget: str = "string"
    known: tuple[str, ...] = ()
    fields: tuple["Field", ...] = ()

    def wrong(self, node: Node, sheet: Sheet, name: str) -> Any:
        """Say that a node of another shape stands where this type is wanted; returns None."""
        return sheet.complain(
            "K029", node, field=name, wanted=self.en, wanted_id=self.id, example=f"{name}: {self.example}"
        )


@dataclass(frozen=True, slots=True)
class Field:
    """A field that people may type, declared once.

    Attributes:
        en, id: what it means, for the handbook and the editor.
        kinds: the kinds of article (or of mission) that have it; empty for all.
        shared: whether translations inherit it from the lead edition.
    """

    name: str
    type: Type
    en: str
    id: str
    kinds: tuple[str, ...] = ()
    required: bool = False
    shared: bool = False


def text(limit: int = 200) -> Type:
    """Return the type of one line of text, at most `limit` characters; white space is folded."""

    def read(node: Node, sheet: Sheet, name: str) -> Any:
        if not isinstance(node, Scalar):
            return made.wrong(node, sheet, name)
        value = " ".join(node.value.split())
        if len(value) > limit:
            return sheet.complain("K039", node, field=name, size=len(value), limit=limit)
        return value

    made = Type("a line of text", "sebaris teks", "…", read)
    return made


def paragraph(limit: int = 2000) -> Type:
    """Return the type of a longer text."""
    line = text(limit)
    return Type("text", "teks", "…", line.read, "text")


def quoted() -> Type:
    """Return the type of words that must stand in the transcript."""
    line = text(500)

    def read(node: Node, sheet: Sheet, name: str) -> Any:
        typed = line.read(node, sheet, name)
        if typed and isinstance(node, Scalar):
            sheet.refer("quote", node)
        return typed

    return replace(line, read=read)


def post(network: Network) -> Type:
    """Return the type of a text for a social network, as long as that allows; its lines are kept.

    Where it names no address, room is left for the story's own, which is added to it.
    """

    def read(node: Node, sheet: Sheet, name: str) -> Any:
        if not isinstance(node, Scalar):
            return made.wrong(node, sheet, name)
        value = "\n".join(line.strip() for line in node.value.strip().splitlines())
        size = network.measure(f"{value}\n\nhttps://kawat.example/" if network.links and "://" not in value else value)
        if size > network.limit:
            return sheet.complain("K065", node, network=network.name, size=size, limit=network.limit)
        return value

    made = Type("text", "teks", "…", read, "text")
    return made


def choice(words: type[StrEnum] | tuple[str, ...]) -> Type:
    """Return the type of one word out of few; an enumeration's members are returned as such."""
    known = tuple(words) if isinstance(words, tuple) else tuple(str(word) for word in words)

    def read(node: Node, sheet: Sheet, name: str) -> Any:
        if not isinstance(node, Scalar):
            return made.wrong(node, sheet, name)
        if node.value not in known:
            listed, near = ", ".join(known), suggest(node.value, known)
            return sheet.complain("K031", node, value=node.value, field=name, known=listed, suggestion=near)
        return node.value if isinstance(words, tuple) else words(node.value)

    made = Type("one of: " + ", ".join(known), "salah satu: " + ", ".join(known), known[0], read, "select", known)
    return made


def boolean() -> Type:
    """Return the type of yes and no (`true`, `false`)."""

    def read(node: Node, sheet: Sheet, name: str) -> Any:
        if isinstance(node, Scalar) and node.value in ("true", "false"):
            return node.value == "true"
        return made.wrong(node, sheet, name)

    made = Type("true or false", "true atau false", "true", read, "boolean")
    return made


def integer(low: int, high: int) -> Type:
    """Return the type of a whole number between two bounds, both included."""

    def read(node: Node, sheet: Sheet, name: str) -> Any:
        if not isinstance(node, Scalar):
            return made.wrong(node, sheet, name)
        if not re.fullmatch(r"\d{1,9}", node.value, re.ASCII) or not low <= int(node.value) <= high:
            return sheet.complain("K032", node, value=node.value, low=low, high=high)
        return int(node.value)

    made = Type(f"a number from {low} to {high}", f"angka dari {low} sampai {high}", str(low), read, "number")
    return made


def instant() -> Type:
    """Return the type of a moment; without an offset it is meant in the sheet's zone; UTC comes back."""

    def read(node: Node, sheet: Sheet, name: str) -> Any:
        if not isinstance(node, Scalar):
            return made.wrong(node, sheet, name)
        moment = _moment(node.value, sheet.zone)
        if moment is None:
            sheet.complain("K030", node, value=node.value, wanted=made.en, wanted_id=made.id, example=made.example)
        return moment

    made = Type("date and time", "tanggal dan jam", "2026-11-20 09:00", read, "datetime")
    return made


def _moment(typed: str, zone_name: str) -> datetime | None:
    if not _MOMENT.fullmatch(typed):
        return None
    clock = typed.replace(" ", "T", 1).replace(" ", "")
    if re.search(r"T\d:", clock):
        clock = clock.replace("T", "T0", 1)
    try:
        moment = datetime.fromisoformat(clock)
        aware = moment if moment.tzinfo else moment.replace(tzinfo=zone(zone_name))
        return aware.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def day() -> Type:
    """Return the type of a calendar day."""

    def read(node: Node, sheet: Sheet, name: str) -> Any:
        if not isinstance(node, Scalar):
            return made.wrong(node, sheet, name)
        try:
            if re.fullmatch(r"\d{4}-\d{2}-\d{2}", node.value, re.ASCII):
                return date.fromisoformat(node.value)
        except ValueError:
            pass
        return sheet.complain("K030", node, value=node.value, wanted=made.en, wanted_id=made.id, example=made.example)

    made = Type("date", "tanggal", "2026-11-20", read, "date")
    return made


def duration() -> Type:
    """Return the type of a length of time, `hh:mm:ss` or `mm:ss`; seconds come back."""

    def read(node: Node, sheet: Sheet, name: str) -> Any:
        if not isinstance(node, Scalar):
            return made.wrong(node, sheet, name)
        if not re.fullmatch(r"(\d{1,2}:)?[0-5]?\d:[0-5]\d", node.value, re.ASCII):
            return sheet.complain(
                "K030", node, value=node.value, wanted=made.en, wanted_id=made.id, example=made.example
            )
        seconds = 0
        for part in node.value.split(":"):
            seconds = seconds * 60 + int(part)
        return seconds

    made = Type("length of time", "lama waktu", "00:12:30", read)
    return made


def days() -> Type:
    """Return the type of a number of days, such as `365d`."""

    def read(node: Node, sheet: Sheet, name: str) -> Any:
        if isinstance(node, Scalar) and re.fullmatch(r"\d{1,5}d", node.value, re.ASCII):
            return int(node.value[:-1])
        return made.wrong(node, sheet, name)

    made = Type("number of days", "jumlah hari", "365d", read)
    return made


def latlon() -> Type:
    """Return the type of a place: [latitude, longitude] in degrees."""

    def read(node: Node, sheet: Sheet, name: str) -> Any:
        if isinstance(node, Sequence) and len(node.items) == 2:
            try:
                lat, lon = (float(item.value) if isinstance(item, Scalar) else 999.0 for item in node.items)
            except ValueError:
                lat = lon = 999.0
            if -90 <= lat <= 90 and -180 <= lon <= 180:
                return lat, lon
        return made.wrong(node, sheet, name)

    made = Type("[latitude, longitude]", "[lintang, bujur]", "[35.68, 139.77]", read)
    return made


def web() -> Type:
    """Return the type of an https address."""

    def read(node: Node, sheet: Sheet, name: str) -> Any:
        if not isinstance(node, Scalar):
            return made.wrong(node, sheet, name)
        if not _HTTPS.fullmatch(node.value):
            return sheet.complain("K033", node, value=node.value)
        return node.value

    made = Type("an https address", "alamat https", "https://example.org/page", read)
    return made


def code(form: str, example: str) -> Type:
    """Return the type of a word of a fixed form, given as a regular expression."""
    written = pattern(form, re.ASCII)

    def read(node: Node, sheet: Sheet, name: str) -> Any:
        if not isinstance(node, Scalar):
            return made.wrong(node, sheet, name)
        if not written.fullmatch(node.value):
            return sheet.complain("K030", node, value=node.value, wanted=made.en, wanted_id=made.id, example=example)
        return node.value

    made = Type("code", "kode", example, read)
    return made


def harmonized() -> Type:
    """Return the type of a code of the Harmonized System, whose chapter must exist."""

    def read(node: Node, sheet: Sheet, name: str) -> Any:
        typed = form.read(node, sheet, name)
        if typed and not chapter(typed) and isinstance(node, Scalar):
            return sheet.complain("K059", node, value=typed[:2])
        return typed

    form = code(r"\d{2}(\d{2}){0,2}", "0901")
    return replace(form, read=read)


def reference(vocabulary: str, *prefixes: str) -> Type:
    """Return the type of a word that must be declared in a vocabulary.

    Args:
        prefixes: other vocabularies that may be named as `<vocabulary>:<word>`; with any of them, `all` is allowed too.
    """

    def read(node: Node, sheet: Sheet, name: str) -> Any:
        if not isinstance(node, Scalar) or not node.value:
            return made.wrong(node, sheet, name)
        prefix, separator, word = node.value.partition(":")
        if separator and prefix in prefixes:
            sheet.refer(prefix, node, word)
        elif not (prefixes and node.value == "all"):
            sheet.refer(vocabulary, node)
        return node.value

    made = Type(f"a declared {vocabulary}", f"{vocabulary} yang dikenal", "…", read, "relation")
    return made


def file(*suffixes: str, or_web: bool = False) -> Type:
    """Return the type of a file beside the text, by its name, with one of the suffixes; or else, if allowed, a link."""
    listed = ", ".join(suffixes)

    def read(node: Node, sheet: Sheet, name: str) -> Any:
        if not isinstance(node, Scalar):
            return made.wrong(node, sheet, name)
        if or_web and "://" in node.value:
            return web_address.read(node, sheet, name)
        if not FILE_NAME.fullmatch(node.value):
            return sheet.complain("K034", node, value=node.value)
        if not node.value.lower().endswith(suffixes):
            return sheet.complain("K044", node, value=node.value, wanted=name, known=listed)
        sheet.refer("file", node)
        return node.value

    web_address = web()
    made = Type(f"a file ({listed})", f"berkas ({listed})", "foto.jpg", read, "file")
    return made


def listing(of: Type, most: int = 100) -> Type:
    """Return the type of a list; a single value counts as a list of one."""

    def read(node: Node, sheet: Sheet, name: str) -> Any:
        nodes = node.items if isinstance(node, Sequence) else (node,)
        if len(nodes) > most:
            return sheet.complain("K039", node, field=name, size=len(nodes), limit=most)
        values = [of.read(item, sheet, name) for item in nodes if not (isinstance(item, Scalar) and not item.value)]
        # Each once: a story that names a topic twice stands in its list once, and a site has a language or has it not.
        return tuple(dict.fromkeys(value for value in values if value is not None))

    return Type(f"a list of: {of.en}", f"daftar: {of.id}", f"[{of.example}]", read, "list", of.known, of.fields)


def names() -> Type:
    """Return the type of names by language; one plain name counts for all languages."""

    def read(node: Node, sheet: Sheet, name: str) -> Any:
        if isinstance(node, Scalar) and node.value:
            return (("en", node.value), ("id", node.value))
        if not isinstance(node, Mapping):
            return made.wrong(node, sheet, name)
        line = text(300)
        for language, _ in node.entries:
            sheet.refer("language", language)
        pairs = [(language.value, line.read(said, sheet, name)) for language, said in node.entries]
        return tuple((language, said) for language, said in pairs if said)

    made = Type("names by language", "nama menurut bahasa", "{id: …, en: …}", read, "object")
    return made


def record(fields: tuple[Field, ...], build: Callable[..., Any], word: str = "fields") -> Type:
    """Return the type of a group of fields; `build` gets the values found, by name, and makes the value."""
    by_name = {one.name: one for one in fields}

    def read(node: Node, sheet: Sheet, name: str) -> Any:
        if not isinstance(node, Mapping):
            return made.wrong(node, sheet, name)
        before = len(sheet.problems)
        values = read_fields(node, by_name, sheet)
        return None if len(sheet.problems) > before else build(**values)

    example = "{" + ", ".join(f"{one.name}: {one.type.example}" for one in fields[:2]) + "}"
    made = Type(word, "kelompok isian", example, read, "object", (), fields)
    return made


def read_fields(node: Mapping, fields: Mapped[str, Field], sheet: Sheet, kind: str = "") -> dict[str, Any]:
    """Return the values of a mapping's fields by name; empty ones are left out, wrong ones are complained of.

    A required field that is shared may be inherited, so `editorial.editions` asks for it.

    Args:
        kind: which kind of thing the mapping describes, for fields that only some kinds have.
    """
    values: dict[str, Any] = {}
    for name, value in node.entries:
        declared = fields.get(name.value)
        if declared is None:
            sheet.complain("K026", name, value=name.value, suggestion=suggest(name.value, fields))
        elif declared.kinds and kind not in declared.kinds:
            sheet.complain("K027", name, value=name.value, kind=kind, known=", ".join(declared.kinds))
        elif not (isinstance(value, Scalar) and not value.value.strip()):
            found = declared.type.read(value, sheet, name.value)
            if found is not None:
                values[name.value] = found
    typed = {name.value for name, value in node.entries if not (isinstance(value, Scalar) and not value.value.strip())}
    for declared in fields.values():
        wanted = declared.required and not declared.shared and (not declared.kinds or kind in declared.kinds)
        if wanted and declared.name not in typed:
            sheet.complain("K028", node, value=declared.name, example=f"{declared.name}: {declared.type.example}")
    return values
