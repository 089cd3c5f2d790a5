"""References: whether what an edition names exists in the network and in its folder.

Asked anew in every build, because the answers change without the edition's file.
"""

import dataclasses
from collections.abc import Mapping

from ..codes import Vocabulary, unknown
from ..model import Edition, Media
from ..problems import Problem, problem, suggest

__all__ = ["check"]


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
    for one in edition.references:
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
