"""The command of whoever takes changes over: do these commits keep to their authors' territory?"""

import argparse

from .. import settings
from ..options import OK, QUARANTINED, Commands, command
from ..problems import Problem, UsageError
from ..source import registry
from ..terminal import Terminal

__all__ = ["add_commands", "since"]


def add_commands(commands: Commands) -> None:
    """Add guard."""
    made = command(
        commands,
        "guard",
        _guard,
        "Say which commits change what is not their author's to change.",
        "examples:\n"
        "  tasks.py guard --base origin/main --root ../proposal --format github\n"
        "  tasks.py guard --codeowners > CODEOWNERS\n\n"
        "Who may what is read from missions/ as the base has it. Run it from a checkout of the base:\n"
        "the proposal is only data.\n\n"
        "status: 0 all keep to what is theirs; 3 some do not; 1 missions/ of the base has errors",
    )
    made.add_argument("--base", default="", metavar="REV", help="the revision that the commits are to join")
    made.add_argument("--head", default="HEAD", metavar="REV", help="the last of them (default: HEAD)")
    made.add_argument("--root", default=settings.PROJECT, help="the repository that has both")
    made.add_argument(
        "--as", dest="account", default="", metavar="ADDRESS", help="judge all commits as this account's too"
    )
    made.add_argument("--format", choices=("text", "json", "github"), default="text", help="how to say it")
    made.add_argument("--lang", choices=("en", "id"), default="", help="language of messages (default: the system's)")
    made.add_argument("--codeowners", action="store_true", help="print CODEOWNERS for the Git host instead")


def since(root: str, base: str, head: str = "HEAD", account: str = "") -> tuple[Problem, ...]:
    """Return the trespasses of the commits after `base`; sorted.

    Args:
        account: who has proposed them, as the Git host knows; empty where it does not say.
    Raises:
        NetworkError: missions/ of the base has errors.
        UsageError: there is no such revision.
    """
    from . import commits, territory

    found = commits.proposed(root, base, head)
    people = commits.registry_at(root, base)
    judged = list(territory.violations(people, found))
    if account:
        ours = (territory.Commit(one.name, account, one.changes) for one in found)
        judged += territory.violations(people, ours)
    return tuple(sorted(set(judged)))


def _guard(asked: argparse.Namespace) -> int:
    from . import territory

    if asked.codeowners:
        print(territory.codeowners(registry.load(asked.root)), end="")
        return OK
    if not asked.base:
        raise UsageError("--base wants the revision that the commits are to join, such as origin/main")
    problems = since(asked.root, asked.base, asked.head, asked.account)
    Terminal(asked.lang).show(asked.root, problems, asked.format)
    return QUARANTINED if problems else OK
