"""Markdown that was made to cost much: families of texts that look alike at any size."""

from collections.abc import Callable

__all__ = ["FAMILIES"]


def _numbered(text: str, each: int) -> Callable[[int], str]:
    """Return what repeats a text with another number each time; `each` is about its length."""
    return lambda size: "".join(text.replace("#", str(number)) for number in range(size // each))


def _repeated(text: str, end: str = "") -> Callable[[int], str]:
    return lambda size: text * (size // len(text)) + end


FAMILIES: dict[str, Callable[[int], str]] = {
    # ---- what may open and never closes
    "brackets": _repeated("["),
    "picture brackets": _repeated("!["),
    "links that never close": _repeated("[a]("),
    "links in links": _repeated("[a](b"),
    "parentheses in an address": lambda size: "[a](" + "(" * size,
    "stars": _repeated("*a "),
    "double stars": _repeated("**a"),
    "stars of two sorts": _repeated("*a **b "),
    "stars that open and close": lambda size: "a**b" * (size // 8) + "c* " * (size // 6),
    "underscores": _repeated("_a "),
    "tildes": _repeated("~~a "),
    "ever longer backticks": lambda size: "".join("`" * long + "a" for long in range(1, int((2 * size) ** 0.5))),
    "backticks of three sorts": _repeated("`a``b```"),
    "backslashes": _repeated("\\"),
    "quotation marks": _repeated("\"'"),
    "ampersands": _repeated("&"),
    "less-than signs": _repeated("<"),
    "tags that never end": _repeated("<a "),
    "attributes that never end": _repeated('<a b="'),
    "pictures that never end": _repeated("<img alt='x' src='"),
    "addresses that never end, in a block": lambda size: "<div>\n" + "<a hrefs " * (size // 9),
    "comments that never end": _repeated("<!--"),
    "instructions that never end": _repeated("<?"),
    "CDATA that never ends": _repeated("<![CDATA["),
    "frames that never end": _repeated("<iframe "),
    # ---- what lies within itself
    "quotations": _repeated("> ", "a"),
    "lists": _repeated("- ", "a"),
    "numbered lists": _repeated("1. ", "a"),
    "lists, each indented further": lambda size: "".join("  " * deep + "- a\n" for deep in range(int(size**0.5))),
    "quoted fences": lambda size: ("> " * int(size**0.5) + "a\n") * int(size**0.5),
    "divisions": _repeated("<div>"),
    "bold": _repeated("<b>"),
    "formatting of several sorts": _repeated("<a><b><i><u>"),
    "tables in tables": _repeated("<table><tr><td>"),
    "footnotes of footnotes": _numbered("[^#]: [^1#]\n\n", 14),
    # ---- what is asked for again and again
    "a footnote that all refer to": lambda size: "[^1]" * (size // 4) + "\n\n[^1]: a",
    "footnotes": lambda size: _numbered("[^#] ", 18)(size) + _numbered("\n\n[^#]: a", 18)(size),
    "a definition that all refer to": lambda size: "[a]" * (size // 3) + "\n\n[a]: https://kawat.example/" + "x" * 90,
    "definitions of the same": lambda size: "[a]: /u 'x'\n" * (size // 12) + "[a]" * (size // 12),
    "definitions": _numbered("[a#]: /u\n", 12),
    # ---- what is told with its place
    "links to one address": _repeated("[a](/b)"),
    "links to many addresses": _numbered("[a](/b#) ", 12),
    "pictures": _numbered("![](b#.png) ", 15),
    "pictures elsewhere": _repeated("![a](https://a.example/c.png) "),
    "links that are left out": _repeated("[a](javascript:b) "),
    "links in a long line that is not ASCII": _repeated("é[a](/b)"),
    "tags that are left out": _numbered("<x#></x#>", 16),
    "frames": _numbered("<iframe src='https://a.example/#'></iframe>\n\n", 44),
    "event handlers": _numbered("<b on#=a></b>", 15),
    "references to controls": _repeated("&#1;"),
    "controls": _repeated("\x07a"),
    "characters that reverse text": _repeated("\u202ea"),
    # ---- what is simply much
    "headings": _repeated("# a\n"),
    "headings with attributes": _repeated("# a {#b .c}\n"),
    "underlined headings": _repeated("a\n=\n"),
    "paragraphs": _repeated("a\n\n"),
    "blank lines": _repeated("\n"),
    "blanks": lambda size: "a" + " " * size + "b",
    "tabs": _repeated("\t", "a"),
    "rules": _repeated("---\n\n"),
    "fences": _repeated("```\n"),
    "one wide table": lambda size: "|" * (size // 2) + "\n" + "|-" * (size // 4) + "|\n",
    "empty rows of a wide table": lambda size: (
        "|a" * int(size**0.5) + "|\n" + "|-" * int(size**0.5) + "|\n" + "|\n" * size
    ),
    "rows of a table": lambda size: "|a|b|\n|-|-|\n" + "|a|b|\n" * (size // 6),
    "terms": _repeated("a\n: b\n\n"),
    "alerts": _repeated("> [!NOTE]\n> a\n\n"),
    "addresses between angle brackets": _numbered("<https://a.example/#> ", 24),
    "e-mail addresses": _repeated("<a@b.example>"),
    "marks upon a letter": lambda size: "a" + "\u0301" * (size // 2),
    "pictographs": _repeated("\U0001f600"),
}
"""By name: what makes a body of about so many characters."""
