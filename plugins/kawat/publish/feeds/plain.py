"""Plain text of a story's HTML: for formats that carry no markup.

Paragraphs are set apart by an empty line, points of lists begin with a hyphen, cells of tables are set apart by a bar.
Addresses of links are left out: each format that needs one has its own place for it.

What is read is HTML that was sanitised (`source.sanitize`), so every "<" begins a tag and every value stands in double
quotes; to split it at its tags takes a tenth of the time that `html.parser` does.
"""

from functools import lru_cache
from html import unescape

from ...patterns import pattern

__all__ = ["text"]

_BLOCKS = frozenset(
    "address article aside blockquote dd div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 hr li ol p pre section "
    "table tbody td th tfoot thead tr ul".split()
)
_CLOSE = frozenset(("li", "tr", "dd", "dt"))
_CELLS = frozenset(("td", "th"))
_REST = r'\b(?:[^">]|"[^"]*")*>'
_INLINE = pattern(rf"<(?!/?(?:{'|'.join(sorted(_BLOCKS))}|br)\b)/?[a-z0-9]+{_REST}")
_TAG = pattern(rf"<(/?[a-z0-9]+){_REST}")


@lru_cache(64)  # a story's kit, its plain text and its items in feeds ask one after the other
def text(html: str) -> str:
    """Return the words of sanitised HTML, without a line break at the end."""
    first, *others = _TAG.split(_INLINE.sub("", html))
    reader = _Reader()
    reader.take(first)
    for tag, words in zip(others[::2], others[1::2], strict=True):
        reader.begin(tag) if tag[0] != "/" else reader.end(tag[1:])
        reader.take(words)
    return reader.text()


class _Reader:
    def __init__(self) -> None:
        self._blocks: list[tuple[bool, str]] = []  # (whether it stands close to its like, words)
        self._words = ""
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

    def begin(self, tag: str) -> None:
        """Begin a block."""
        if tag == "br":
            self._words += "\n"
        elif tag in _CELLS:
            self._words += " | " if self._words.strip() else ""
        else:
            self._end()
            if not (tag == "p" and self._mark):  # a point's first paragraph is the point
                self._close, self._mark = tag in _CLOSE, "- " if tag == "li" else ""

    def end(self, tag: str) -> None:
        """End a block."""
        if tag not in _CELLS:
            self._end()
            self._close, self._mark = False, ""

    def take(self, words: str) -> None:
        """Take words."""
        if words:
            self._words += unescape(words).replace("\n", " ")

    def _end(self) -> None:
        if not self._words:
            return
        if "\n" in self._words:  # of a <br>
            words = "\n".join([" ".join(line.split()) for line in self._words.split("\n")]).strip()
        else:
            words = " ".join(self._words.split())
        if words:
            self._blocks.append((self._close, self._mark + words))
            self._mark = ""
        self._words = ""
