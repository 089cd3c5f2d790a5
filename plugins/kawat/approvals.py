"""Approvals: what waits for a site's word, and how it is given.

missions/approvals/<site>.yaml maps the id of a story to the digest of the text that was approved, by whom and when.
An edit changes the digest, so the approval does not hold for the new text.
"""

import subprocess
from collections.abc import Iterator
from datetime import datetime

from .editorial.routing import Decision, Router
from .gathering import Gathered
from .model import Article, Mission
from .problems import UsageError, suggest
from .source.editing import save

__all__ = ["approve", "approver", "waiting", "why"]


def waiting(gathered: Gathered, site: str) -> Iterator[tuple[Article, Decision]]:
    """Yield what would stand on a site if it were approved; sorted by id.

    Raises:
        UsageError: there is no such site.
    """
    mission(gathered, site)
    router = Router(gathered.registry)
    for article in gathered.articles:
        for decision in router.decide(article):
            if decision.site == site and decision.waits:
                yield article, decision


def why(gathered: Gathered, article: Article, site: str) -> Iterator[str]:
    """Yield one line for each site that a rule names for an article: where it stands or what stopped it, and why."""
    decisions = {decision.site: decision for decision in Router(gathered.registry).decide(article)}
    if not site or site == article.site:
        yield f"{article.site}: home"
    for code, decision in sorted(decisions.items()):
        if not site or site == code:
            stands = str(decision.placement.role) if decision.placement else "not there"
            against = "; ".join(decision.against)
            yield f"{code}: {stands}: {'; '.join(decision.reasons)}" + (f"; but {against}" if against else "")
    if site and site != article.site and site not in decisions:
        yield f"{site}: not there: no rule asks for it"


def mission(gathered: Gathered, site: str) -> Mission:
    """Return a site's mission.

    Raises:
        UsageError: there is none.
    """
    missions = {one.code: one for one in gathered.registry.missions}
    if site not in missions:
        near = suggest(site, missions)
        raise UsageError(f'there is no site "{site}"' + (f'; did you mean "{near}"?' if near else ""))
    return missions[site]


def approver(root: str, typed: str) -> str:
    """Return who approves: as typed, else as git knows the one at the keyboard.

    Raises:
        UsageError: nobody knows.
    """
    if typed:
        return typed
    asked = subprocess.run(["git", "-C", root, "config", "user.email"], capture_output=True, text=True, check=False)
    if not asked.stdout.strip():
        raise UsageError("who approves? git has no user.email here; say it with --by ADDRESS")
    return asked.stdout.strip()


def approve(gathered: Gathered, root: str, site: str, article: Article, by: str, now: datetime) -> str:
    """Record the approval of an article's present text for a site; return the file's path.

    Raises:
        UsageError: `by` is not an approver of the site.
    """
    approvers = mission(gathered, site).approvers
    if by not in approvers:
        listed = ", ".join(approvers) or "nobody yet"
        raise UsageError(f"{by} is not an approver of {site}; missions/{site}.yaml lists {listed}")
    path = f"missions/approvals/{site}.yaml"
    known = {one.id: (one.digest, one.by, one.at) for name, all_of in gathered.registry.approvals if name == site
             for one in all_of}  # fmt: skip
    known[article.id] = (article.digest, by, now.isoformat())
    lines = ["# Written by `tasks.py approve`: which text of which story this site has approved."]
    for name, (text, who, at) in sorted(known.items()):
        lines.append(f'"{name}": {{digest: "{text}", by: "{who}", at: "{at}"}}')
    save(root, path, "\n".join(lines) + "\n")
    return path
