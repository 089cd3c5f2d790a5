"""Doctor: whether this machine has what Kawat needs, and what to do where it has not.

Each examination returns what it found; nothing is changed.  What only some commands need is a notice, not a fault.
"""

import os
import re
import shutil
import sys
import time
from collections.abc import Iterator
from importlib import metadata

from .records import dataclass
from .settings import PROJECT

__all__ = ["Finding", "examine"]

_ROOM_BYTES = 2_000_000_000


@dataclass(frozen=True, slots=True)
class Finding:
    """What an examination found.

    Attributes:
        about: its subject.
        state: `good`, `notice` (some commands will not work) or `bad`.
        hint: what to do, in English and Indonesian; empty where all is well.
    """

    about: str
    state: str
    found: str
    hint: tuple[str, str] = ("", "")


def examine(root: str, languages: tuple[str, ...]) -> Iterator[Finding]:
    """Yield what is found, in the order of a build.

    Args:
        root: the tree that is to be built.
        languages: of all its sites.
    """
    yield _python()
    yield _packages()
    yield _locale_data(languages)
    yield _fonts()
    yield from (_writable(os.path.join(root, name)) for name in (".cache", "output"))
    yield _room(root)
    yield _clock()
    for program, needed_for in _PROGRAMS.items():
        yield _program(program, needed_for)


def _python() -> Finding:
    found = ".".join(map(str, sys.version_info[:3]))
    hint = ("install Python 3.11 or newer", "pasang Python 3.11 atau lebih baru")
    return _judged("Python", sys.version_info >= (3, 11), found, hint)


def _packages() -> Finding:
    """Compare what is installed with the lock."""
    with open(os.path.join(PROJECT, "requirements.lock"), encoding="utf-8") as opened:
        pins = dict(re.findall(r"^([\w.-]+)==([^\s\\]+)", opened.read(), re.MULTILINE))
    there = {re.sub(r"[-_.]+", "-", one.name).lower(): one.version for one in metadata.distributions()}
    wrong = [f"{name} {there.get(name, '-')} ({pin})" for name, pin in pins.items() if there.get(name) != pin]
    wrong = [one for one in wrong if not one.startswith("setuptools ")]  # only makes the others
    found = f"{len(pins)}" if not wrong else ", ".join(wrong)
    hint = ("remove .venv and run any command anew", "hapus .venv dan jalankan perintah apa pun kembali")
    return _judged("requirements.lock", not wrong, found, hint)


def _locale_data(languages: tuple[str, ...]) -> Finding:
    from babel import Locale, UnknownLocaleError

    unknown = []
    for language in languages:
        try:
            Locale.parse(language, sep="-")
        except (UnknownLocaleError, ValueError):
            unknown.append(language)
    hint = ("install Babel anew: its data is incomplete", "pasang ulang Babel: datanya tidak lengkap")
    return _judged("CLDR", not unknown, ", ".join(unknown or languages), hint)


def _fonts() -> Finding:
    """Those of the cards lie beside the code that sets them."""
    folder = os.path.join(PROJECT, "plugins", "kawat", "build", "fonts")
    found = [name for name in sorted(os.listdir(folder)) if name.endswith(".ttf")] if os.path.isdir(folder) else []
    hint = ("this checkout is not whole; fetch it anew", "salinan ini tidak utuh; ambil kembali")
    return _judged("fonts", bool(found), f"{len(found)}", hint)


def _writable(folder: str) -> Finding:
    at = folder
    while not os.path.exists(at):
        at = os.path.dirname(at)
    hint = (f"give this user the right to write to {at}", f"beri pengguna ini hak menulis ke {at}")
    return _judged(folder, os.access(at, os.W_OK | os.X_OK), at, hint)


def _room(folder: str) -> Finding:
    free = shutil.disk_usage(folder).free
    hint = ("make room; a build needs its output twice", "kosongkan ruang; pembangunan memerlukan dua kali hasilnya")
    return _judged("disk", free >= _ROOM_BYTES, f"{free / 1e9:.1f} GB", hint)


def _clock() -> Finding:
    """A clock that is behind the program's own files would hold back what is due, or publish it late."""
    now = time.time()
    newest = os.stat(os.path.join(PROJECT, "requirements.lock")).st_mtime
    hint = ("set the clock (timedatectl)", "setel jam (timedatectl)")
    return _judged("clock", now >= newest - 86_400, time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(now)), hint)


_PROGRAMS = {
    "git": ("guard, approve and git: targets", "guard, approve, dan sasaran git:"),
    "rsync": ("deploying with rsync", "penayangan dengan rsync"),
    "minisign": ("signing the manifest", "menandatangani manifes"),
    "chromium": ("the browser tests", "uji peramban"),
}


def _program(name: str, needed_for: tuple[str, str]) -> Finding:
    where = shutil.which(name)
    hint = (f"only for {needed_for[0]}: apt install {name}", f"hanya untuk {needed_for[1]}: apt install {name}")
    return Finding(name, "good", where) if where else Finding(name, "notice", "-", hint)


def _judged(about: str, good: bool, found: str, hint: tuple[str, str]) -> Finding:
    return Finding(about, "good", found) if good else Finding(about, "bad", found, hint)
