"""New: the beginning of a text, in the right folder and with the fields that its kind wants."""

import json
import os
import re
from datetime import datetime

from .codes import zone
from .model import Kind
from .problems import UsageError, suggest
from .source import registry, schema
from .source.editing import save
from .source.tree import slugify

__all__ = ["begin"]


def begin(root: str, site: str, kind: str, title: str, now: datetime) -> str:
    """Write the lead edition of a new text as a draft and return its path.

    Raises:
        NetworkError: missions/ has errors.
        UsageError: there is no such site or kind, the title is empty, or the text is there already.
    """
    title = " ".join(title.split())
    if not title:
        raise UsageError("a text needs a title, between quotes")
    missions = {mission.code: mission for mission in registry.load(root).missions}
    for typed, known in ((site, tuple(missions)), (kind, tuple(Kind))):
        if typed not in known:
            near = suggest(typed, known)
            raise UsageError(f'there is no "{typed}"' + (f'; did you mean "{near}"?' if near else ""))
    mission = missions[site]
    local = now.astimezone(zone(mission.timezone))
    year = "" if kind == Kind.PAGE else f"{local.year}/"
    path = f"content/{site}/{kind}/{year}{slugify(title)}/index.{mission.languages[0]}.md"
    target = os.path.join(root, path)
    if os.path.exists(target):
        raise UsageError(f"{path} is there already")
    lines = ["---", f"title: {_quoted(title)}", f"date: {local:%Y-%m-%d %H:%M}", "summary:", "topics: []"]
    wanted = [name for name, _ in schema.REQUIRED[Kind(kind)] if name != "date"]
    lines += [f"{name}:   # {schema.FIELDS[name].en}" for name in wanted]
    lines += ["image:", "image_alt:", "image_credit:", "status: draft   # published, when it is ready", "---", "", ""]
    save(root, path, "\n".join(lines))
    return path


def _quoted(title: str) -> str:
    """Several plain words stand as they are; anything else might mean something to YAML, which reads JSON's strings."""
    plain = re.fullmatch(r"[^\W\d_]\w*( \w+)+", title)
    return title if plain else json.dumps(title, ensure_ascii=False)
