"""The terminal: progress, problems and summaries in words, in English or Indonesian.

Progress goes to standard error and only to a terminal; problems likewise go to standard error during a build, and to
standard output when they are what was asked for (`check`).
"""

import json
import os
import sys
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from .messages import hint, is_error, sentence
from .patterns import pattern
from .problems import Problem

if TYPE_CHECKING:
    from .orders import Built

__all__ = ["Terminal", "as_data", "as_text"]

_WORDS = {
    "scanned": "menemukan berkas",
    "read": "membaca naskah",
    "made": "membuat halaman",
    "indexed": "mengindeks naskah",
    "nothing was found": "tidak ada yang ditemukan",
    "nothing changed": "tidak ada yang berubah",
    "half changed: the next build completes it": "berubah sebagian: pembangunan berikutnya menyelesaikannya",
    "nothing changed: missions/ has errors": "tidak ada yang berubah: missions/ bermasalah",
    "nothing changed: there are problems, and --strict was given": (
        "tidak ada yang berubah: ada masalah, dan --strict diminta"
    ),
    "{sites} sites, {articles} stories: {total} files in {dest}": (
        "{sites} situs, {articles} cerita: {total} berkas di {dest}"
    ),
    "{written} written, {gone} removed, {made} made anew, in {seconds:.1f} s": (
        "{written} ditulis, {gone} dihapus, {made} dibuat ulang, dalam {seconds:.1f} dtk"
    ),
    "{errors} files are not published (see above), {warnings} warnings": (
        "{errors} berkas tidak diterbitkan (lihat di atas), {warnings} peringatan"
    ),
    "next change is due {due}": "perubahan berikutnya pada {due}",
    "asked": "bertanya kepada media",
    "draft": "draf",
    "known": "sudah dikenal",
    "changed": "berubah di sumbernya",
    "ours": "milik kita",
    "other": "di luar topik",
    "nothing new": "tidak ada yang baru",
    "cannot be read: {why}": "tidak terbaca: {why}",
    "; its feed has moved to {url}": "; umpannya telah pindah ke {url}",
    "no outlets: missions/_network/outlets.yaml names none": (
        "tidak ada media: missions/_network/outlets.yaml tidak menyebut satu pun"
    ),
    "an interrupted build was completed first": "pembangunan yang terputus telah diselesaikan lebih dahulu",
    "sent": "mengirim berkas",
    "verified": "memeriksa berkas",
    "{new} new, {changed} changed, {removed} removed": "{new} baru, {changed} berubah, {removed} dihapus",
    "nothing was sent: this was a dry run": "tidak ada yang dikirim: ini hanya percobaan",
    "an interrupted deployment was completed": "penayangan yang terputus telah diselesaikan",
    "the target may be changed in part; deploying again completes it": (
        "sasaran mungkin berubah sebagian; penayangan berikutnya menyelesaikannya"
    ),
    "{count} feeds were announced to {hub}": "{count} umpan diberitahukan kepada {hub}",
    "back at generation {number}; what has ended since stays away": (
        "kembali ke generasi {number}; yang telah berakhir tetap tidak tampil"
    ),
    "{wrong} of {total} files are not as they were built": "{wrong} dari {total} berkas tidak seperti saat dibuat",
    "all {total} files are as they were built": "semua {total} berkas sama seperti saat dibuat",
    "to look at it: python3 tasks.py serve": "untuk melihatnya: python3 tasks.py serve",
}
"""Indonesian for what the shell says; problems have their own catalogue (`messages`)."""

_UNSHOWN = pattern("[\0-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
"""What an excerpt must not send to a terminal: it could recolour, overwrite or reverse what is written there."""


class Terminal:
    """One command's voice."""

    def __init__(self, language: str = "") -> None:
        self.language = language or _system_language()
        self._is_terminal = sys.stderr.isatty()
        self._shown_at = 0.0

    def words(self, english: str) -> str:
        """Return what to say, in the reader's language."""
        return _WORDS[english] if self.language == "id" else english

    def line(self, text: str) -> None:
        """Say something on standard error."""
        self.done()
        print(text, file=sys.stderr)

    def progress(self, stage: str, done: int, total: int) -> None:
        """Show how far a stage is, at most ten times a second."""
        now = time.monotonic()
        if self._is_terminal and (now - self._shown_at > 0.1 or done == total):
            self._shown_at = now
            width = 30 * done // total if total else 30
            bar = "█" * width + "░" * (30 - width)
            print(f"\r\033[K{bar} {self.words(stage)} {done:,}/{total:,}", end="", file=sys.stderr, flush=True)

    def done(self) -> None:
        """Take the progress bar away."""
        if self._is_terminal and self._shown_at:
            print("\r\033[K", end="", file=sys.stderr, flush=True)

    def problems(self, root: str, problems: Sequence[Problem]) -> None:
        """Show problems on standard error."""
        self.done()
        for one in _with_excerpts(root, problems):
            print(self._coloured(as_text(one, self.language)), file=sys.stderr)

    def show(self, root: str, problems: Sequence[Problem], form: str) -> None:
        """Show problems on standard output, as text, JSON or GitHub's annotations."""
        found = _with_excerpts(root, problems)
        if form == "json":
            print(json.dumps([as_data(one, self.language) for one in found], ensure_ascii=False, indent=1))
            return
        for one in found:
            print(_annotation(one, self.language) if form == "github" else as_text(one, self.language))

    def summary(self, built: "Built", dest: str, seconds: float) -> None:
        """Say what a build made."""

        def say(english: str, **values: Any) -> None:
            self.line(self.words(english).format(**values))

        if built.recovered:
            say("an interrupted build was completed first")
        say(
            "{sites} sites, {articles} stories: {total} files in {dest}",
            sites=f"{built.sites:,}",
            articles=f"{built.articles:,}",
            total=f"{built.total:,}",
            dest=os.path.relpath(dest) if not os.path.relpath(dest).startswith("..") else dest,
        )
        made = {
            "written": f"{len(built.written):,}",
            "gone": f"{len(built.gone):,}",
            "made": f"{len(built.verdicts):,}",
        }
        say("{written} written, {gone} removed, {made} made anew, in {seconds:.1f} s", seconds=seconds, **made)
        if built.report.problems:
            warnings = sum(not is_error(one) for one in built.report.problems)
            errors = f"{len(built.report.quarantined):,}"
            say("{errors} files are not published (see above), {warnings} warnings", errors=errors, warnings=warnings)
        if built.due:
            say("next change is due {due}", due=built.due.isoformat())
        if self._is_terminal and built.written:
            say("to look at it: python3 tasks.py serve")

    def _coloured(self, text: str) -> str:
        if not self._is_terminal or "NO_COLOR" in os.environ:
            return text
        head, newline, rest = text.partition("\n")
        return f"\033[1m{head}\033[0m{newline}\033[2m{rest}\033[0m"


def as_text(one: Problem, language: str = "en") -> str:
    """Return a Problem as the writer sees it: place, sentence, the line, and under it the hint.

    content/tokyo/news/2026/festival/index.id.md:9:8: K012 unknown site "osakka"
        to: [osakka, portal]
             ^^^^^^ did you mean "osaka"?
    """
    place = ":".join([one.file, *(str(number) for number in (one.line, one.column) if number)])
    head = f"{place}: {one.code} {sentence(one, language)}"
    said = hint(one, language)
    if not one.excerpt.strip():
        return f"{head}\n    {said}" if said else head
    indent = len(one.excerpt) - len(one.excerpt.lstrip())
    shown = _UNSHOWN.sub("\ufffd", one.excerpt.strip().replace("\t", " "))
    before = max(0, one.column - 1 - indent)
    if before > 60:  # a long line is shown from shortly before the place
        shown, before = "…" + shown[before - 40 :], 41
    shown = shown[:110]
    marker = " " * before + "^" * max(1, min(one.length, len(shown) - before))
    return f"{head}\n    {shown}\n    {marker} {said}".rstrip()


def as_data(one: Problem, language: str = "en") -> dict[str, Any]:
    """Return a Problem as JSON values."""
    return {
        "code": one.code,
        "severity": "error" if is_error(one) else "warning",
        "file": one.file,
        "line": one.line,
        "column": one.column,
        "message": sentence(one, language),
        "hint": hint(one, language),
        "excerpt": one.excerpt,
    }


_ESCAPES = {ord("%"): "%25", ord("\r"): "%0D", ord("\n"): "%0A"}


def _annotation(one: Problem, language: str) -> str:
    """GitHub's workflow command (docs.github.com, "Workflow commands", "Setting an error message")."""
    level = "error" if is_error(one) else "warning"
    file = one.file.translate(_ESCAPES | {ord(":"): "%3A", ord(","): "%2C"})
    place = f"file={file}" + (f",line={one.line},col={one.column}" if one.line else "")
    message = f"{sentence(one, language)}. {hint(one, language)}".translate(_ESCAPES)
    return f"::{level} {place},title={one.code}::{message}"


def _with_excerpts(root: str, problems: Sequence[Problem]) -> list[Problem]:
    lines: dict[str, list[str]] = {}
    return [_with_excerpt(root, one, lines) for one in problems]


def _with_excerpt(root: str, one: Problem, lines: dict[str, list[str]]) -> Problem:
    """The offending line is read when it is shown, so that nobody has to carry it along."""
    import dataclasses

    if not one.line:
        return one
    if one.file not in lines:
        try:
            with open(os.path.join(root, one.file), "rb") as opened:
                text = opened.read(1_000_000).decode("utf-8-sig", "replace")
            lines[one.file] = text.replace("\r\n", "\n").split("\n")
        except OSError:
            lines[one.file] = []
    known = lines[one.file]
    return dataclasses.replace(one, excerpt=known[one.line - 1][:2000]) if one.line <= len(known) else one


def _system_language() -> str:
    """The environment's LC_ALL, LC_MESSAGES or LANG; the process's locale is not touched."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value:
            return "id" if value.startswith("id") else "en"
    return "en"
