"""The tree of content/: which file is what, told from its path alone.

    content/<site>/<kind>/<year>/<slug>/index.<lang>[.simple].md     an edition; `page` may omit <year>
    content/<site>/news/**/<any name>.md                             an old Pelican post
    anything beside an edition                                       its media
    content/portal/wire/                                             what came over the wire; never published

Links are not followed and hidden files are not read.
"""

import os
import re
from collections.abc import Collection, Iterator
from operator import attrgetter

from ..model import Kind, Place, Register
from ..patterns import pattern
from ..problems import Problem, problem, suggest
from ..records import dataclass
from .schema import AUDIO, DOCUMENTS, PICTURES, TRACKS, VIDEO

__all__ = ["INCOMING", "MEDIA", "Entry", "beside", "place", "printable", "scan", "slugify"]

MEDIA = PICTURES + AUDIO + VIDEO + TRACKS + DOCUMENTS
"""Suffixes of what may lie beside a text."""

INCOMING = "content/portal/wire"
"""Where drafts lie that came over the wire (`wire.drafts`); no build looks there."""

_INCOMING_NAME = INCOMING.rpartition("/")[2]
_KINDS = {str(kind): kind for kind in Kind}
_SLUG = pattern(r"[a-z0-9]+(-[a-z0-9]+)*", re.ASCII)
_SLUG_MOST = 80
_RACY_NS = 2_000_000_000
_DEEPEST = 20
"""How many folders deep the tree is read; a text lies six deep."""

# What no file or folder may be called on Windows (learn.microsoft.com, "Naming Files, Paths, and Namespaces").
_DEVICES = frozenset(("con", "prn", "aux", "nul", *(f"{name}{n}" for name in ("com", "lpt") for n in range(1, 10))))
_INDEX = pattern(r"index\.(?P<language>[A-Za-z]{2,3}(-[A-Za-z0-9]+)*)(?P<simple>\.simple)?\.md", re.ASCII)
_YEAR = pattern(r"(19|20)\d{2}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Entry:
    """A file as the file system shows it; two equal entries are taken for the same bytes (see `cache`).

    Attributes:
        path: from the root of the tree, with forward slashes.
        link: whether it is a symbolic link (or anything else that is not a plain file).
    """

    path: str
    size_bytes: int
    mtime_ns: int
    ctime_ns: int
    inode: int
    link: bool = False

    def racy(self, looked_ns: int) -> bool:
        """Whether it was written to so shortly before that moment that it may change again without showing it."""
        return max(self.mtime_ns, self.ctime_ns) >= looked_ns - _RACY_NS


def scan(root: str, folder: str = "content", folders: list[Entry] | None = None) -> list[Entry]:
    """Return every file below a folder of the root that is not hidden, in the order of their paths.

    What lies deeper than any text is not looked at: such a folder is returned itself, and has no place.

    Args:
        folders: to it each folder is added as it looked before it was listed.
    Raises:
        OSError: where a folder cannot be read.
    """
    at, found = os.path.join(root, folder), list[Entry]()
    if folders is not None and os.path.isdir(at):
        folders.append(_entry(folder, os.lstat(at)))
    _walk(at, folder, found, [] if folders is None else folders)
    return found


def beside(root: str, folder: str, known: Collection[str]) -> tuple[list[Entry], list[Entry]]:
    """Return the folders and files that `scan` would find in a folder besides what is known by these names."""
    files, folders = list[Entry](), list[Entry]()
    _walk(os.path.join(root, folder), folder, files, folders, known)
    return folders, files


def _walk(at: str, folder: str, files: list[Entry], folders: list[Entry], but: Collection[str] = ()) -> None:
    for entry in sorted(_within(at, folder), key=attrgetter("name")):
        path = f"{folder}/{entry.name}"
        if entry.name in but:
            continue
        if entry.is_symlink():
            files.append(Entry(path, 0, 0, 0, 0, link=True))
        elif not entry.is_dir():
            files.append(_entry(path, entry.stat(), not entry.is_file()))
        elif path.count("/") < _DEEPEST:
            folders.append(_entry(path, entry.stat()))
            _walk(entry.path, path, files, folders)
        else:
            files.append(Entry(path, 0, 0, 0, 0))


def _within(at: str, folder: str) -> Iterator["os.DirEntry[str]"]:
    """What lies in a folder and is not hidden, in any order; nothing where there is no such folder."""
    try:
        found = os.scandir(at)
    except FileNotFoundError:
        return
    with found:
        for entry in found:
            name = entry.name
            hidden = name.startswith((".", "~")) or name.endswith("~")
            if not hidden and not (name == _INCOMING_NAME and f"{folder}/{name}" == INCOMING):
                yield entry


def _entry(path: str, stat: os.stat_result, link: bool = False) -> Entry:
    return Entry(path, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino, link)


def place(path: str, languages: dict[str, tuple[str, ...]]) -> Place | Problem | None:
    """Return what the text at a path is, or what is wrong with the path; None for media, which belong to their texts.

    Args:
        languages: the languages of each site, by its code.
    """
    parts = path.split("/")[1:]
    if not path.isprintable() or len(parts) >= _DEEPEST:
        return problem("K001", printable(path))
    if not path.endswith(".md"):
        return None if path.lower().endswith(MEDIA) else problem("K064", path, known=", ".join(MEDIA))
    if len(parts) < 2:
        return problem("K001", path)
    site, folders, name = parts[0], parts[1:-1], parts[-1]
    if site not in languages:
        return problem("K002", path, value=site, suggestion=suggest(site, languages))
    if not folders:
        return problem("K001", path)
    if (kind := _KINDS.get(folders[0])) is None:
        known = ", ".join(Kind)
        return problem("K003", path, value=folders[0], known=known, suggestion=suggest(folders[0], tuple(Kind)))
    index = _INDEX.fullmatch(name)
    if index is None:
        return Place(path, site, kind, post=True) if kind is Kind.NEWS else problem("K001", path)
    dated = len(folders) == 3 and _YEAR.fullmatch(folders[1])
    if not dated and not (kind is Kind.PAGE and len(folders) == 2):
        return problem("K001", path)
    slug, language = folders[-1], index["language"]
    if not _SLUG.fullmatch(slug) or len(slug) > _SLUG_MOST or slug in _DEVICES:
        return problem("K004", path, value=slug[:80], proposal=slugify(slug))
    if language not in languages[site]:
        return problem("K005", path, site=site, value=language, known=", ".join(languages[site]))
    register = Register.SIMPLE if index["simple"] else Register.FULL
    return Place(path, site, kind, int(folders[1]) if dated else 0, slug, language, register)


def printable(path: str) -> str:
    """Return a path as it can be shown: line ends, controls and bytes that are not UTF-8 are escaped."""
    return path if path.isprintable() else repr(path)[1:-1]


def slugify(words: str) -> str:
    """Return words as a part of an address: ASCII, lower case, hyphens, at most 80 characters, never empty."""
    from unidecode import unidecode  # Pelican's own choice for slugs; only needed on this rare path

    ascii_words = re.sub(r"[^a-z0-9]+", "-", unidecode(words).lower()).strip("-")
    slug = ascii_words[:_SLUG_MOST].strip("-") or "tanpa-judul"
    return f"{slug}-1" if slug in _DEVICES else slug
