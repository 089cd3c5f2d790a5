"""Problems: what is wrong with somebody's file, said to the person who can mend it.

A Problem is a value.  It names its kind by a code out of `messages.MESSAGES` (which holds the
sentences and the severity) and carries what the sentence needs; the words are chosen when it is shown, in the
reader's language.  All Problems of a build are collected into one Report and shown together.

The exceptions below are for the other case, in which nothing can be built at all:

    KawatError
     +-- NetworkError       missions/ cannot be trusted (carries the Problems)
     +-- StrictError        --strict was given and there are Problems
     +-- CollisionError     two outputs want the same path
     +-- BusyError          another build holds the destination
     +-- WriteError         the destination could not be written; it is as it was before
     +-- UnfinishedError    the destination is changed in part; the next build completes it
     +-- UsageError         the command line or a setting makes no sense
"""

from collections.abc import Iterable, Sequence
from typing import Any

from .records import dataclass

__all__ = [
    "BusyError",
    "CollisionError",
    "KawatError",
    "NetworkError",
    "Problem",
    "Report",
    "StrictError",
    "UnfinishedError",
    "UsageError",
    "WriteError",
    "problem",
    "suggest",
]


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong, and where.

    Attributes:
        file: path from the root of the tree, with forward slashes; empty for the tree as a whole.
        line, column: counted from 1, columns in characters; 0 where the whole file is meant.
        code: a key of `messages.MESSAGES`, such as "K012".
        length: how many characters the offending text takes, for the underline.
        about: the sentence's parameters as (name, value), sorted by name.
        excerpt: the offending line; filled in by whoever has the file at hand.
    """

    file: str
    line: int
    column: int
    code: str
    length: int = 1
    about: tuple[tuple[str, str], ...] = ()
    excerpt: str = ""


def problem(code: str, file: str, line: int = 0, column: int = 0, length: int = 1, **about: Any) -> Problem:
    """Return a Problem; `about` holds the parameters of the code's sentence, None values are left out."""
    known = tuple(sorted((name, str(value)) for name, value in about.items() if value is not None))
    return Problem(file, line, column, code, max(1, length), known)


def suggest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that `word` most likely stands for, or None when none is near."""
    import difflib  # of no use where nothing is wrong

    matches = difflib.get_close_matches(word, sorted(known), n=1, cutoff=0.6)
    return matches[0] if matches else None


@dataclass(frozen=True, slots=True)
class Report:
    """What a build or check has to say, for people (`cli`) and for machines (`as_json`).

    Attributes:
        problems: sorted by file, line, column, code.
        quarantined: paths of the sources that are not published because of an error; sorted.
        counts: named amounts of work done, such as ("files parsed", 12), in the order of the journey.
    """

    problems: tuple[Problem, ...]
    quarantined: tuple[str, ...] = ()
    counts: tuple[tuple[str, int], ...] = ()


class KawatError(Exception):
    """Nothing was built; the message says why."""


class NetworkError(KawatError):
    """missions/ has errors; all sites depend on it, so nothing is guessed."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(f"{len(problems)} errors in missions/")
        self.problems = tuple(problems)


class StrictError(KawatError):
    """--strict: any Problem stops the build."""

    def __init__(self, report: Report) -> None:
        super().__init__(f"{len(report.problems)} problems, and --strict was given")
        self.report = report


class CollisionError(KawatError):
    """Two outputs want the same path on some file system (case-folded, NFC)."""

    def __init__(self, paths: Sequence[tuple[str, str]]) -> None:
        listed = "; ".join(f"{one} and {other}" for one, other in paths)
        super().__init__(f"two outputs want one path: {listed}")
        self.paths = tuple(paths)


class BusyError(KawatError):
    """Another build is writing to the same destination."""


class WriteError(KawatError):
    """The destination could not be written."""


class UnfinishedError(KawatError):
    """Writing was interrupted when it had begun; the next build completes it first."""


class UsageError(KawatError):
    """The command line, a setting or a folder makes no sense."""
