"""References: whether what an edition names exists in the network and in its folder.

Asked anew in every build, because the answers change without the edition's file.
"""

import dataclasses
from collections.abc import Iterable, Mapping

from ..codes import Vocabulary, unknown
from ..model import Edition, Media, Place
from ..patterns import pattern
from ..problems import Problem, problem, suggest

__all__ = ["check", "unused"]

_WORD = pattern(r"[^\W_]+")


def check(
    edition: Edition, known: Vocabulary, media: Mapping[str, Media], faults: Mapping[str, Problem]
) -> list[Problem]:
    """Return the Problems of an edition's references, in the order of the references.

    Args:
        media: the usable media files of the tree, by path.
        faults: what is wrong with the other ones, by path.
    """
    path = edition.source.path
    folder = path.rpartition("/")[0]
    found = list(unknown(path, edition.references, known))
    said = _said(edition, folder, media)
    for one in edition.references:
        if one.vocabulary == "quote" and said is not None and _words(one.value) not in said:
            found.append(problem("K105", path, one.line, one.column, len(one.value)))
        if one.vocabulary not in ("file", "picture"):
            continue
        file = f"{folder}/{one.value}"
        place = (path, one.line, one.column, len(one.value))
        if file in faults:
            fault = faults[file]
            found.append(dataclasses.replace(fault, file=path, line=one.line, column=one.column, length=len(one.value)))
        elif file not in media:
            beside = [other.rpartition("/")[2] for other in (*media, *faults) if other.rpartition("/")[0] == folder]
            found.append(problem("K043", *place, value=one.value, folder=folder, suggestion=suggest(one.value, beside)))
    return found


def _said(edition: Edition, folder: str, media: Mapping[str, Media]) -> str | None:
    """All words of an edition's transcript; None where it has none to compare with."""
    name = getattr(edition.details, "transcript", "")
    transcript = media.get(f"{folder}/{name}") if name else None
    return _words(" ".join(cue.text for cue in transcript.cues)) if transcript else None


def _words(text: str) -> str:
    """Words alone, in small letters, each between spaces: so that only whole words are found."""
    return f" {' '.join(_WORD.findall(text.casefold()))} "


def unused(editions: Iterable[Edition], broken: Iterable[Place], files: Iterable[str]) -> list[Problem]:
    """Return a Problem for each media file that no text names; folders with broken texts are not judged."""
    named: set[str] = set()
    for edition in editions:
        folder = edition.source.path.rpartition("/")[0]
        for one in edition.references:
            if one.vocabulary in ("file", "picture", "link"):
                typed = one.value.removeprefix("{static}").removeprefix("{attach}").removeprefix("./")
                named.add(f"content{typed}" if typed.startswith("/") else f"{folder}/{typed}")
    doubtful = {place.path.rpartition("/")[0] for place in broken}
    return [problem("K063", file) for file in files if file not in named and file.rpartition("/")[0] not in doubtful]
