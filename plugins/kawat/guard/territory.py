"""Who may change which file: a pure function of the people that missions/ names and of what commits have changed.

    content/<site>/…                  the site's `writers`, and those of the portal, who edit all sites
    missions/approvals/<site>.yaml    the site's `approvers`
    everything else                   the portal's `maintainers`: code, theme, tests, missions/ itself

Maintainers may change everything. A path that is only spelled like one of these (another case, another form of
Unicode) is none of them, so it is the maintainers'. In content/ and missions/ nobody keeps symbolic links, submodules
or hidden files: they act where they do not lie. People are git e-mail addresses; whether a commit is really by its
author is for the Git host to see to (docs/operations.md).
"""

from collections.abc import Iterable, Iterator

from ..model import Registry
from ..patterns import pattern
from ..problems import Problem, problem
from ..records import dataclass

__all__ = ["Change", "Commit", "codeowners", "owners", "violations"]

_LINKS = ("120000", "160000")
_CONTENT = pattern(r"content/([a-z0-9-]+)/.+")
_APPROVALS = pattern(r"missions/approvals/([a-z0-9-]+)\.yaml")


@dataclass(frozen=True, slots=True)
class Change:
    """A path that a commit adds, edits or deletes, and its mode thereafter ("000000": it is gone)."""

    path: str
    mode: str


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit's author, by git e-mail address, and what it changes of its own; a renaming is two changes."""

    name: str
    author: str
    changes: tuple[Change, ...]


def violations(registry: Registry, commits: Iterable[Commit]) -> Iterator[Problem]:
    """Yield what authors have changed that is not theirs to change.

    Args:
        registry: as it was before any of these commits: nobody makes himself a writer.
    """
    for commit in commits:
        for change in commit.changes:
            if _acts_elsewhere(change):
                yield problem("K092", change.path, commit=commit.name[:10])
            elif not _may(registry, commit.author, change.path):
                allowed = owners(registry, change.path)
                code = "K090" if allowed else "K091"
                people = ", ".join(allowed) or None
                yield problem(code, change.path, author=commit.author or "?", commit=commit.name[:10], people=people)


def owners(registry: Registry, path: str) -> tuple[str, ...]:
    """Return who may change a path, in the order of the files in missions/; empty where only maintainers may."""
    missions = {mission.code: mission for mission in registry.missions}
    if (found := _CONTENT.fullmatch(path)) and found[1] in missions:
        return tuple(dict.fromkeys((*missions[found[1]].writers, *missions["portal"].writers)))
    if (found := _APPROVALS.fullmatch(path)) and found[1] in missions:
        return missions[found[1]].approvers
    return ()


def codeowners(registry: Registry) -> str:
    """Return the same as a CODEOWNERS file; of lines that match a path, the last counts.

    Source: docs.github.com, "About code owners"; docs.gitlab.com, "Code Owners" (both take e-mail addresses).
    """
    maintainers = registry.missions[0].maintainers
    lines = ["# Made by `tasks.py guard --codeowners` from missions/; do not edit.", _line("*", maintainers)]
    for mission in sorted(registry.missions, key=lambda one: one.code):
        places = (f"/content/{mission.code}/", f"/missions/approvals/{mission.code}.yaml")
        for place in places:
            people = owners(registry, f"{place.removeprefix('/')}x" if place.endswith("/") else place.removeprefix("/"))
            lines.append(_line(place, people or maintainers))
    return "\n".join(lines) + "\n"


def _line(place: str, people: Iterable[str]) -> str:
    return " ".join((place, *people))


def _may(registry: Registry, author: str, path: str) -> bool:
    known = {one.lower() for one in (*registry.missions[0].maintainers, *owners(registry, path))}
    return bool(author) and author.isascii() and author.lower() in known


def _acts_elsewhere(change: Change) -> bool:
    if change.mode == "000000":  # whoever may change it may also take it away
        return False
    parts = change.path.split("/")
    hidden = any(part.startswith(".") for part in parts)
    return parts[0].lower() in ("content", "missions") and (hidden or change.mode in _LINKS)
