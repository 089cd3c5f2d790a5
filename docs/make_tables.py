"""The tables of the handbooks: made from the declarations in the code, so that each field is described once.

A section between `<!-- fields: NAME -->` and `<!-- /fields -->` holds what the function NAME in `SECTIONS` returns.

    python docs/make_tables.py             rewrite the sections
    python docs/make_tables.py --check     say which documents are stale; exit 1 if any is
"""

import argparse
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

DOCS = Path(__file__).resolve().parent
if str(DOCS.parent / "plugins") not in sys.path:
    sys.path.insert(0, str(DOCS.parent / "plugins"))

from kawat import cli  # noqa: E402
from kawat.model import Kind, MissionKind  # noqa: E402
from kawat.source import registry, schema  # noqa: E402
from kawat.source.types import Field, Type  # noqa: E402

_SECTION = re.compile(r"(<!-- fields: (?P<name>[a-z_]+) -->\n).*?(<!-- /fields -->)", re.DOTALL)
_MARK = {True: "●", False: ""}
_WORDS = {
    "a declared accredited": "a country (ISO 3166-1) or a declared organisation",
    "a declared country": "a country (ISO 3166-1)",
    "a declared language": "a language (BCP 47)",
    "a declared zone": "an IANA time zone",
    "one of: " + ", ".join(Kind): "kinds of text",
    "site yang dikenal": "situs yang dikenal",
    "topic yang dikenal": "topik yang dikenal",
    "country yang dikenal": "negara (ISO 3166-1)",
    "province yang dikenal": "provinsi yang dikenal",
    "city yang dikenal": "kota yang dikenal",
}
"""Where the words of a type, which are made of its vocabulary's name, can be said better to people."""
_SELF_EVIDENT = frozenset({"boolean", "number", "file", "select"})
"""Controls of types whose words need no example."""


def texts() -> str:
    """Every field that all kinds of text have."""
    rows = (
        (_code(one.name), _type(one), _MARK[one.required], _MARK[one.shared], one.en)
        for one in schema.FIELDS.values()
        if not one.kinds
    )
    return _table(("Field", "Holds", "Required", "Lead", "Meaning"), rows)


def kinds() -> str:
    """The fields that only some kinds have, by kind."""
    rows = (
        (", ".join(one.kinds), _code(one.name), _type(one), _MARK[one.required], _MARK[one.shared], one.en)
        for one in schema.FIELDS.values()
        if one.kinds
    )
    return _table(("Kind", "Field", "Holds", "Required", "Lead", "Meaning"), rows)


def parts() -> str:
    """The fields inside the fields of a text."""
    return _parts(schema.FIELDS.values())


def missions() -> str:
    """The fields of a mission file."""
    rows = ((_code(one.name), _type(one), _MARK[one.required], one.en) for one in registry.MISSION_FIELDS.values())
    return _table(("Field", "Holds", "Required", "Meaning"), rows)


def rules() -> str:
    """The fields of a standing rule and of a refusal."""
    return _parts(registry.MISSION_FIELDS.values())


def mission_kinds() -> str:
    """The kinds of missions, as a list in one line."""
    return ", ".join(_code(one) for one in MissionKind) + "\n"


def text_kinds() -> str:
    """The kinds of texts, as a list in one line."""
    return ", ".join(_code(one) for one in Kind) + "\n"


def isian() -> str:
    """Every field that all kinds of text have, in Indonesian."""
    rows = (
        (_code(one.name), _jenis(one), _MARK[one.required], _MARK[one.shared], one.id)
        for one in schema.FIELDS.values()
        if not one.kinds
    )
    return _table(("Isian", "Berisi", "Wajib", "Utama", "Arti"), rows)


def isian_jenis() -> str:
    """The fields that only some kinds have, in Indonesian."""
    rows = (
        (", ".join(one.kinds), _code(one.name), _jenis(one), _MARK[one.required], _MARK[one.shared], one.id)
        for one in schema.FIELDS.values()
        if one.kinds
    )
    return _table(("Jenis", "Isian", "Berisi", "Wajib", "Utama", "Arti"), rows)


def isian_bagian() -> str:
    """The fields inside the fields of a text, in Indonesian."""
    rows = (
        (_code(outer.name), _code(inner.name), _jenis(inner), _MARK[inner.required], inner.id)
        for outer in schema.FIELDS.values()
        for inner in outer.type.fields
    )
    return _table(("Dalam", "Isian", "Berisi", "Wajib", "Arti"), rows)


def commands() -> str:
    """Every command with its arguments and options."""
    return "\n".join(_commands()) + "\n"


SECTIONS: dict[str, Callable[[], str]] = {
    one.__name__: one
    for one in (
        texts, kinds, parts, missions, rules, mission_kinds, text_kinds, isian, isian_jenis, isian_bagian, commands,
    )
}  # fmt: skip


def rewritten(text: str) -> str:
    """Return a document with every section as the code says it now.

    Raises:
        KeyError: a section has a name that nobody makes.
    """
    return _SECTION.sub(lambda found: found[1] + SECTIONS[found["name"]]() + found[3], text)


def _parts(fields: Iterable[Field]) -> str:
    rows = (
        (_code(outer.name), _code(inner.name), _type(inner), _MARK[inner.required], inner.en)
        for outer in fields
        for inner in outer.type.fields
    )
    return _table(("In", "Field", "Holds", "Required", "Meaning"), rows)


def _commands() -> Iterator[str]:
    choices = next(action.choices for action in cli.parser()._actions if isinstance(action.choices, dict))
    for name, command in choices.items():
        usage = f"python3 tasks.py {name}"
        rows = []
        for action in command._actions:
            if action.dest == "help":
                continue
            value = action.metavar or action.dest.upper()
            if action.option_strings:
                takes = "" if action.nargs == 0 else f" {'|'.join(action.choices or ()) or value}"
                rows.append((_code(action.option_strings[-1] + takes), action.help or ""))
            else:
                several = action.nargs in ("*", "+")
                usage += f" [{value}]…" if several else f" {value}"
                rows.append((_code(str(value)), action.help or ""))
        yield f"### `{usage}`\n\n{command.description}\n\n{_table(('Argument or option', 'Meaning'), rows)}"


def _type(one: Field) -> str:
    return _held(one.type, one.type.en, "such as", "fields, see below")


def _jenis(one: Field) -> str:
    return _held(one.type, one.type.id, "contoh", "kelompok isian, lihat di bawah")


def _held(of: Type, words: str, such_as: str, see_below: str) -> str:
    if of.fields:
        return words.rpartition(": ")[0] + ": " + see_below if of.widget == "list" else see_below
    for said, better in _WORDS.items():
        words = words.replace(said, better)
    plain = "…" in of.example or of.known or of.widget in _SELF_EVIDENT
    return words if plain else f"{words}, {such_as} `{of.example}`"


def _code(words: object) -> str:
    return f"`{words}`"


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *(tuple(cell_of(cell) for cell in row) for row in rows)]
    return "".join("| " + " | ".join(line) + " |\n" for line in lines)


def cell_of(words: str) -> str:
    """Return words as they stand in a table: what Markdown would take for its own is escaped."""
    return words.replace("|", "\\|").replace("<", "&lt;")


def main() -> int:
    """Rewrite or check the documents."""
    asked = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    asked.add_argument("--check", action="store_true", help="change nothing, only tell")
    check, stale = asked.parse_args().check, False
    for path in sorted(DOCS.glob("*.md")):
        text = path.read_text("utf-8")
        if (new := rewritten(text)) != text:
            stale = True
            print(f"{path.relative_to(DOCS.parent)}: {'stale' if check else 'rewritten'}")
            if not check:
                path.write_text(new, "utf-8")
    return int(check and stale)


if __name__ == "__main__":
    sys.exit(main())
