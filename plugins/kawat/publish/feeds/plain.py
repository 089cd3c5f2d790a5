"""Plain text of a story's HTML: for formats that carry no markup.

Paragraphs are set apart by an empty line, points of lists begin with a hyphen, cells of tables are set apart by a bar.
Addresses of links are left out: each format that needs one has its own place for it.
"""

from functools import lru_cache
from html.parser import HTMLParser

__all__ = ["text"]

_BLOCKS = frozenset(
    "address article aside blockquote dd div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 hr li ol p pre section "
    "table tbody td th tfoot thead tr ul".split()
)
_CLOSE = frozenset(("li", "tr", "dd", "dt"))
_CELLS = frozenset(("td", "th"))


@lru_cache(64)  # a story's kit, its plain text and its items in feeds ask one after the other
def text(html: str) -> str:
    """Return the words of sanitised HTML, without a line break at the end."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.text()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._blocks: list[tuple[bool, str]] = []  # (whether it stands close to its like, words)
        self._words: list[str] = []
        self._close, self._mark = False, ""

    def text(self) -> str:
        """Return what was read."""
        self._end()
        found = ""
        before = False
        for close, words in self._blocks:
            found += ("\n" if close and before else "\n\n" if found else "") + words
            before = close
        return found

    def updatepos(self, i: int, j: int) -> int:
        """Count no lines: nobody asks for them."""
        return j

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a block."""
        if tag == "br":
            self._words.append("\n")
        elif tag in _CELLS:
            self._words.append(" | " if "".join(self._words).strip() else "")
        elif tag in _BLOCKS:
            self._end()
            if not (tag == "p" and self._mark):  # a point's first paragraph is the point
                self._close, self._mark = tag in _CLOSE, "- " if tag == "li" else ""

    def handle_endtag(self, tag: str) -> None:
        """End a block."""
        if tag in _BLOCKS and tag not in _CELLS:
            self._end()
            self._close, self._mark = False, ""

    def handle_data(self, data: str) -> None:
        """Take words."""
        self._words.append(data.replace("\n", " "))

    def _end(self) -> None:
        lines = "".join(self._words).split("\n")
        words = "\n".join(" ".join(line.split()) for line in lines).strip()
        if words:
            self._blocks.append((self._close, self._mark + words))
            self._mark = ""
        self._words = []
