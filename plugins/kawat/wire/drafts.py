"""Drafts: a received story as a Markdown text that waits for an editor.

    content/portal/wire/<outlet>/<yyyy-mm-dd>-<slug>.md

Nothing below that folder is ever read by a build (`source.tree`).  An editor takes a draft (`take`), and only then
does it become a text like any other: still a draft, until somebody writes `status: published`.
"""

import json
import os
from datetime import datetime

from ..model import Outlet
from ..patterns import pattern
from ..problems import UsageError
from ..source.frontmatter import parse, split
from ..source.nodes import Mapping, Refused, Scalar
from ..source.tree import INCOMING, slugify
from .intake import Received
from .matching import Matches

__all__ = ["compose", "credits", "path"]

_SPECIAL = pattern(r"([\\`*_{}\[\]<>#|~&^$])")
_MARKER = pattern(r"^(\d{1,9})([.)])|^([-+=:])")


def path(outlet: Outlet, story: Received, at: datetime) -> str:
    """Return where the draft of a story lies; the digest keeps two stories of one title apart."""
    day = (story.published or at).strftime("%Y-%m-%d")
    return f"{INCOMING}/{outlet.code}/{day}-{slugify(story.title)[:60].rstrip('-')}-{story.digest[:6]}.md"


def compose(outlet: Outlet, story: Received, found: Matches, at: datetime) -> str:
    """Return the draft.  Without an agreed licence only what a headline service tells is in it, and a link."""
    credit = {"name": outlet.name, "url": story.url, "license": outlet.license, "digest": story.digest}
    moment = (story.published or at).strftime("%Y-%m-%dT%H:%MZ")
    lines = ["---", f"title: {_quoted(story.title)}", f"date: {moment}"]
    lines += [f"summary: {_quoted(story.summary)}"] if story.summary else []
    for name in ("topics", "provinces", "cities"):
        codes = getattr(found, name)
        lines += [f"{name}: [{', '.join(codes)}]"] if codes else []
    told = ", ".join(f"{name}: {_quoted(value)}" for name, value in credit.items() if value)
    lines += [f"credit: {{{told}}}", "status: draft   # published, when an editor has read it", "---", ""]
    paragraphs = story.text if outlet.license else ()
    return "\n".join(lines) + "".join(f"\n{_escaped(one)}\n" for one in paragraphs)


def credits(root: str) -> dict[str, tuple[str, str]]:
    """Return (path, digest) of the drafts that lie there, by the address of their source."""
    found: dict[str, tuple[str, str]] = {}
    for folder, folders, names in os.walk(os.path.join(root, INCOMING)):
        folders.sort()
        for name in sorted(names):
            relative = os.path.relpath(os.path.join(folder, name), root).replace(os.sep, "/")
            if name.endswith(".md"):
                url, digest = _credit(root, relative)
                if url:
                    found[url] = (relative, digest)
    return found


def _credit(root: str, file: str) -> tuple[str, str]:
    with open(os.path.join(root, file), encoding="utf-8", errors="replace") as opened:
        parts = split(opened.read())
    try:
        entries = {name.value: value for name, value in parse(parts[0], file).entries} if parts else {}
    except Refused as refused:
        raise UsageError(f"{file}: its front matter cannot be read ({refused.problem.code})") from refused
    credit = entries.get("credit")
    told = (
        {name.value: value.value for name, value in credit.entries if isinstance(value, Scalar)}
        if isinstance(credit, Mapping)
        else {}
    )
    return told.get("url", ""), told.get("digest", "")


def _quoted(value: str) -> str:
    """Double-quoted YAML is a superset of JSON (YAML 1.2, section 1.3)."""
    return json.dumps(value, ensure_ascii=False)


def _escaped(paragraph: str) -> str:
    """A paragraph in which nothing means anything to Markdown (CommonMark 0.31, 2.4)."""
    return _MARKER.sub(lambda met: f"{met[1]}\\{met[2]}" if met[1] else f"\\{met[3]}", _SPECIAL.sub(r"\\\1", paragraph))
