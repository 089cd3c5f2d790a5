"""Editors' commands: finding stories, why one stands where it does, taking it back, approving it, posting about it."""

import argparse
import difflib
from typing import TYPE_CHECKING

from . import settings
from .options import OK, Commands, clock, command, gathered_tree, tree_options
from .problems import UsageError
from .source.editing import save
from .terminal import Terminal

if TYPE_CHECKING:
    from .finding import Found

__all__ = ["add_commands", "similar", "why"]

_MOST = 20


def add_commands(commands: Commands) -> None:
    """Add search, retract, inbox, approve, social and next."""
    _search_parser(commands)
    _retract_parser(commands)
    _approval_parsers(commands)
    _social_parser(commands)
    _next_parser(commands)


def why(asked: argparse.Namespace) -> int:
    """Answer `check --why`."""
    from . import approvals, retract

    with gathered_tree(asked) as gathered:
        if asked.site:
            approvals.mission(gathered, asked.site)
        for line in approvals.why(gathered, retract.find(gathered, asked.why), asked.site):
            print(line)
    return OK


def similar(asked: argparse.Namespace) -> int:
    """Answer `check --similar`."""
    from . import finding, retract

    with gathered_tree(asked) as gathered:
        if not asked.similar:
            _tell(asked, [f"{one.same:4.0%}  {one.older}  {one.newer}" for one in finding.duplicates(gathered)])
            return OK
        article = retract.find(gathered, asked.similar)
        editions = [one for one in article.editions if one.source.path.endswith(asked.similar)] or [article.lead]
        with finding.opened(gathered, asked.root, Terminal(asked.lang).progress) as index:
            found = index.similar(editions[0], _MOST)
    _tell(asked, [f"{one.same:4.0%}  {_line(one)}" for one in found])
    return OK


def _search_parser(commands: Commands) -> None:
    made = command(
        commands,
        "search",
        _search,
        "Find texts in the tree by their words, drafts too.",
        "examples:\n"
        "  tasks.py search menanam                          tanaman, penanaman … are found as well\n"
        "  tasks.py search 'gamelan AND (tokyo OR osaka)'   AND, OR, NOT, \"a phrase\", wild*cards\n"
        "  tasks.py search 'title:festival site:tokyo kind:news lang:id status:draft'\n"
        "  tasks.py search 'tags:gamelan date:[20260101 TO 20261231]'\n\n"
        "fields: title, site, kind, lang, status, topics, tags, id, path, date",
    )
    made.add_argument("words", metavar="WORDS", help="what to find, in Whoosh's query language; between quotes")
    made.add_argument("--limit", type=int, default=_MOST, metavar="N", help="how many at most")
    tree_options(made)


def _search(asked: argparse.Namespace) -> int:
    from . import finding

    with (
        gathered_tree(asked) as gathered,
        finding.opened(gathered, asked.root, Terminal(asked.lang).progress) as index,
    ):
        found = index.search(asked.words, asked.limit)
    _tell(asked, [_line(one) for one in found])
    return OK


def _line(one: "Found") -> str:
    status = "" if one.status == "published" else f", {one.status}"
    return f"{one.path}: {one.title} ({one.day:%Y-%m-%d}{status})"


def _tell(asked: argparse.Namespace, lines: list[str]) -> None:
    terminal = Terminal(asked.lang)
    terminal.done()
    print("\n".join(lines)) if lines else terminal.line(terminal.words("nothing was found"))


def _retract_parser(commands: Commands) -> None:
    made = command(
        commands,
        "retract",
        _retract,
        "Take a story back in all its editions: everywhere it stood, a notice will stand.",
        "example:\n"
        '  tasks.py retract tokyo/news/2026/festival --reason "Acara dibatalkan." --dry-run\n\n'
        "The next build puts the notice at every address where the story ever stood, into feeds and into removed.json.",
    )
    made.add_argument("id", metavar="ID", help="a story's id, file or folder")
    made.add_argument("--reason", required=True, help="one sentence, which readers will see")
    made.add_argument("--keep", action="store_true", help="withdraw: the text stays readable, below the notice")
    made.add_argument("--dry-run", action="store_true", help="show what would be edited, and edit nothing")
    tree_options(made)


def _retract(asked: argparse.Namespace) -> int:
    from . import retract
    from .model import Status

    status = Status.WITHDRAWN if asked.keep else Status.REMOVED
    now = clock(asked.now, settings.from_file(settings.CONFIGURATION).timezone)
    with gathered_tree(asked) as gathered:
        edits = retract.plan(gathered, asked.root, asked.id, asked.reason, status, now)
    for edit in edits:
        before, after = edit.before.splitlines(), edit.after.splitlines()
        print("\n".join(difflib.unified_diff(before, after, edit.path, edit.path, n=1, lineterm="")))
    if not asked.dry_run:
        for edit in edits:
            save(asked.root, edit.path, edit.after)
    return OK


def _approval_parsers(commands: Commands) -> None:
    made = command(commands, "inbox", _inbox, "List what waits for a site's approval.")
    made.add_argument("site", metavar="SITE", help="portal or a mission's code")
    tree_options(made)
    made = command(
        commands,
        "approve",
        _approve,
        "Approve a story's present text for a site; a later edit needs a new approval.",
        "example:\n  tasks.py approve osaka tokyo/news/2026/festival",
    )
    made.add_argument("site", metavar="SITE", help="portal or a mission's code")
    made.add_argument("id", metavar="ID", help="a story's id, file or folder")
    made.add_argument("--by", default="", metavar="ADDRESS", help="who approves (default: git's user.email)")
    tree_options(made)


def _inbox(asked: argparse.Namespace) -> int:
    from . import approvals

    with gathered_tree(asked) as gathered:
        for article, decision in approvals.waiting(gathered, asked.site):
            print(f"{article.id}: {article.lead.title}: {'; '.join((*decision.reasons, *decision.against))}")
    return OK


def _approve(asked: argparse.Namespace) -> int:
    from . import approvals, retract

    now = clock(asked.now, settings.from_file(settings.CONFIGURATION).timezone)
    with gathered_tree(asked) as gathered:
        article = retract.find(gathered, asked.id)
        by = approvals.approver(asked.root, asked.by)
        print(approvals.approve(gathered, asked.root, asked.site, article, by, now))
    return OK


def _social_parser(commands: Commands) -> None:
    made = command(
        commands,
        "social",
        _social,
        "Print what to post about a story on each social network, with its length and the network's limit.",
        "example:\n"
        "  tasks.py social tokyo/news/2026/festival                          in each of its languages\n"
        "  tasks.py social tokyo/news/2026/festival --now 2027-01-01T00:00Z  once its embargo has ended",
    )
    made.add_argument("id", metavar="ID", help="a story's id, file or folder")
    tree_options(made)


def _social(asked: argparse.Namespace) -> int:
    from . import retract
    from .editorial import catalogue as catalogues
    from .publish import social

    heeded = settings.from_file(settings.CONFIGURATION)
    now = clock(asked.now, heeded.timezone)
    with gathered_tree(asked) as gathered:
        article = retract.find(gathered, asked.id)
        catalogue = catalogues.compile(
            gathered.articles, gathered.registry, now, gathered.texts, gathered.media, heeded.siteurl
        )
    lines = list(social.told(catalogue, article))
    if not lines:
        raise UsageError(f"{article.id} is not published at this moment, so there is nothing to post yet")
    print("\n".join(lines).rstrip())
    return OK


def _next_parser(commands: Commands) -> None:
    made = command(
        commands,
        "next",
        _next,
        "Print the next moment at which something appears or disappears, for a scheduler.",
        "Prints one line in ISO 8601 (UTC); nothing where nothing waits.",
    )
    tree_options(made)


def _next(asked: argparse.Namespace) -> int:
    from .editorial import catalogue as catalogues

    now = clock(asked.now, settings.from_file(settings.CONFIGURATION).timezone)
    with gathered_tree(asked) as gathered:
        catalogue = catalogues.compile(gathered.articles, gathered.registry, now, gathered.texts, gathered.media)
    if catalogue.due:
        print(catalogue.due.isoformat())
    return OK
