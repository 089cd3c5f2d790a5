"""New: the beginning of a text, in the right folder and with the fields that its kind wants.

A talk may begin with its recording, which is put beside the text and measured: its length stands in the text, and
whether it is what its name says is found out before anything is written.
"""

import json
import os
import re
from datetime import datetime

import mutagen

from .codes import zone
from .model import Kind
from .problems import Problem, UsageError, suggest
from .source import media, registry, schema
from .source.editing import place, save
from .source.tree import slugify

__all__ = ["begin"]


def begin(root: str, site: str, kind: str, title: str, now: datetime, audio: str = "") -> str:
    """Write the lead edition of a new text as a draft and return its path.

    Args:
        audio: path of the recording of a talk, which is copied.
    Raises:
        NetworkError: missions/ has errors.
        UsageError: there is no such site or kind, the title is empty, the text is there already, or the recording is
        none.
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
    recorded = _recording(audio, kind) if audio else []
    lines = ["---", f"title: {_quoted(title)}", f"date: {local:%Y-%m-%d %H:%M}", "summary:", "topics: []"]
    wanted = [name for name, _ in schema.REQUIRED[Kind(kind)] if name != "date"]
    lines += [f"{name}:   # {schema.FIELDS[name].en}" for name in wanted]
    lines += recorded
    lines += ["image:", "image_alt:", "image_credit:", "status: draft   # published, when it is ready", "---", "", ""]
    if audio:
        with open(audio, "rb") as opened:
            place(root, f"{os.path.dirname(path)}/{_audio_name(audio)}", opened.read())
    save(root, path, "\n".join(lines))
    return path


def _recording(audio: str, kind: str) -> list[str]:
    """The lines that a recording gives: its name, its length and size, and what goes with it, to be filled in."""
    if kind != Kind.EPISODE:
        raise UsageError(f"a recording goes with a talk: episode, not {kind}")
    name = _audio_name(audio)
    try:
        with open(audio, "rb") as opened:
            found = media.probe(opened.read(), name, "")
        measured = None if isinstance(found, Problem) else mutagen.File(audio)
    except OSError as error:
        raise UsageError(f"{audio}: {error.strerror}") from error
    except mutagen.MutagenError:
        measured = None
    if isinstance(found, Problem) or measured is None:
        raise UsageError(f"{audio} cannot be read as a recording; allowed: {', '.join(schema.AUDIO)}")
    minutes, seconds = divmod(max(1, round(measured.info.length)), 60)
    hours, minutes = divmod(minutes, 60)
    return [
        f"audio: {name}   # {found.size_bytes / 1_000_000:.1f} MB",
        f"duration: {hours:02}:{minutes:02}:{seconds:02}",
        "transcript:   # a WebVTT file, such as transkrip.vtt",
        "chapters: []   # - {start: 00:00:00, title: Pembukaan}",
        "guests: []   # - {name: …, role: …}",
        "quotes: []   # - {text: …, by: …}; words of the transcript that outlets may quote",
    ]


def _audio_name(audio: str) -> str:
    """The recording's name in the folder: as media are named there, and with its own ending."""
    stem, ending = os.path.splitext(os.path.basename(audio))
    if ending.lower() not in schema.AUDIO:
        raise UsageError(f"{audio} is no recording; allowed: {', '.join(schema.AUDIO)}")
    return f"{slugify(stem)}{ending.lower()}"


def _quoted(title: str) -> str:
    """Several plain words stand as they are; anything else might mean something to YAML, which reads JSON's strings."""
    plain = re.fullmatch(r"[^\W\d_]\w*( \w+)+", title)
    return title if plain else json.dumps(title, ensure_ascii=False)
