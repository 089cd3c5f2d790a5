"""Sound and moving pictures of the sample stories: a spoken transcript, and a short silent clip.

Both are made by programs that must be installed: espeak-ng speaks, ffmpeg encodes. Their outputs carry no metadata and
are asked to be bit-exact, and each runs in one thread, so that the same versions write the same bytes.
"""

import math
import re
import shutil
import subprocess
import sys
import wave
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

from illustration.canvas import WIDTH, Canvas
from PIL import Image

__all__ = ["Cue", "ToolMissing", "cues", "record", "render_clip"]

RATE_HZ = 22_050  # what espeak-ng speaks at; speech needs no more
CLIP_SIZE_PX = (640, 360)
CLIP_FPS = 20
CLIP_LENGTH_S = 12


class ToolMissing(Exception):
    """A program that this machine does not have."""

    def __init__(self, tool: str) -> None:
        super().__init__(f"{tool} is not installed (Debian, Ubuntu: apt install {tool}); only sound and video need it")
        self.tool = tool


@dataclass(frozen=True, slots=True)
class Cue:
    """One passage of a transcript."""

    start_s: float
    end_s: float
    text: str


def cues(transcript: str) -> tuple[Cue, ...]:
    """Return the cues of a WebVTT file in the file's order, tags and settings left out.

    Source: https://www.w3.org/TR/webvtt1/#file-structure
    """
    found = []
    for block in re.split(r"\n\s*\n", transcript.replace("\r\n", "\n")):
        before, arrow, after = block.partition(" --> ")
        if arrow:
            end, _, text = after.partition("\n")
            words = " ".join(re.sub(r"<[^>]*>", "", text).split())
            found.append(Cue(_seconds(before.rsplit("\n", 1)[-1]), _seconds(end.split()[0]), words))
    return tuple(found)


# Sound ----------------------------------------------------------------------------------------------------------------


def record(transcript: str, voice: str = "id") -> bytes:
    """Return an MP3 in which each cue of a WebVTT file is spoken at its time, with a quiet chime at both ends."""
    spoken = cues(transcript)
    length_s = math.ceil(spoken[-1].end_s)
    mixed = array("d", bytes(8 * length_s * RATE_HZ))
    for cue in spoken:
        _add(mixed, cue.start_s + 0.15, _speak(cue, voice), 0.8)
    for at_s, melody in ((0.0, _INTRO), (length_s - 3.0, _OUTRO)):
        for step, pitch in enumerate(melody):
            _add(mixed, at_s + 0.3 * step, _strike(_SCALE_HZ[pitch]), 0.05)
    loudest = max(map(abs, mixed))
    samples = array("h", (round(29_000 * value / loudest) for value in mixed))
    if sys.byteorder == "big":
        samples.byteswap()
    form = ["-f", "s16le", "-ar", str(RATE_HZ), "-ac", "1", "-i", "pipe:0"]
    return _encode(form, ["-c:a", "libmp3lame", "-b:a", "48k", "-id3v2_version", "0"], [samples.tobytes()],
        "recording.mp3")


# A five-tone scale whose steps are nearly equal, in the manner of slendro; each gamelan has a tuning of its own.
_SCALE_HZ = tuple(270 * 2 ** (step / 5) for step in range(8))
_INTRO = (0, 2, 3, 2, 4, 5, 3, 0)
_OUTRO = (5, 4, 2, 0)


def _strike(pitch_hz: float, length_s: float = 2.4) -> list[float]:
    """Return a bronze key struck once: partials that are no harmonics, and a pair out of tune that beats."""
    partials = ((1.0, 1.0, 1.6), (1.006, 0.8, 1.6), (2.76, 0.35, 3.2), (5.4, 0.12, 6.0))
    tone = []
    for i in range(round(length_s * RATE_HZ)):
        t = i / RATE_HZ
        attack = min(1.0, t / 0.004)
        waves = (level * math.exp(-decay * t) * math.sin(2 * math.pi * pitch_hz * ratio * t) for ratio, level,
            decay in partials)
        tone.append(attack * sum(waves))
    return tone


def _speak(cue: Cue, voice: str) -> list[float]:
    """Return the cue as sound that ends before the cue does: spoken again, faster, when it was too slow."""
    room_s = cue.end_s - cue.start_s - 0.2
    words_per_minute = 150
    for _ in range(4):
        sound = _utter(cue.text, voice, words_per_minute)
        length_s = len(sound) / RATE_HZ
        if length_s <= room_s:
            break
        words_per_minute = math.ceil(words_per_minute * length_s / room_s) + 5
    return sound


def _utter(text: str, voice: str, words_per_minute: int) -> list[float]:
    with TemporaryDirectory() as folder:
        file = Path(folder, "spoken.wav")
        _run(["espeak-ng", "-v", voice, "-s", str(words_per_minute), "-p", "42", "-w", str(file), "--", text])
        with wave.open(str(file)) as spoken:
            samples = array("h", spoken.readframes(spoken.getnframes()))
    if sys.byteorder == "big":
        samples.byteswap()
    return [sample / 32_768 for sample in samples]


def _add(mixed: "array[float]", at_s: float, sound: list[float], level: float) -> None:
    start = round(at_s * RATE_HZ)
    for i, value in enumerate(sound[: max(0, len(mixed) - start)], start):
        mixed[i] += level * value


def _seconds(time: str) -> float:
    total = 0.0
    for part in time.strip().split(":"):
        total = total * 60 + float(part)
    return total


# The clip -------------------------------------------------------------------------------------------------------------


def render_clip(picture: Image.Image) -> bytes:
    """Return a silent WebM that moves over a gamelan: all of it, then the keys, the kettles and the drum, the gong.

    Args:
        picture: the scene ``gamelan``, whose instruments stand where ``illustration.craft`` puts them.
    """
    size = "x".join(map(str, CLIP_SIZE_PX))
    form = ["-f", "rawvideo", "-pix_fmt", "rgb24", "-s", size, "-r", str(CLIP_FPS), "-i", "pipe:0"]
    vp9 = ["-c:v", "libvpx-vp9", "-pix_fmt", "yuv420p", "-b:v", "0", "-crf", "35", "-deadline", "good", "-cpu-used",
        "3", "-g", "80"]
    return _encode(form, [*vp9, "-row-mt", "0", "-an"], _frames(picture), "clip.webm")


def _frames(picture: Image.Image) -> Iterator[bytes]:
    scale = picture.width / WIDTH
    for number in range(CLIP_FPS * CLIP_LENGTH_S):
        t = number / CLIP_FPS
        surface = Canvas.over(picture)
        for struck_s, x, y, reach in _STROKES:
            if 0 <= t - struck_s < 1.6:
                _light(surface, t - struck_s, x, y, reach)
        x, y, width = _camera(t)
        height = width * CLIP_SIZE_PX[1] / CLIP_SIZE_PX[0]
        box = (x * scale, y * scale, (x + width) * scale, (y + height) * scale)
        frame = surface.finish().resize(CLIP_SIZE_PX, Image.Resampling.BICUBIC, box=box)
        yield frame.tobytes()


def _light(surface: Canvas, age_s: float, x: float, y: float, reach: float) -> None:
    """A struck instrument shines, and a ring leaves it."""
    fading = math.exp(-3 * age_s)
    surface.glow(x, y, reach * 1.5, (255, 236, 180), 0.9 * fading)
    surface.ring(x, y, reach * (0.5 + 1.3 * age_s), 4, (255, 240, 200), 0.75 * fading)


def _camera(t: float) -> tuple[float, float, float]:
    """Return the left, top and width of what is seen at a time, in design units."""
    for (start_s, *before), (end_s, *after) in pairwise(_VIEWS):
        if t <= end_s:
            share = (t - start_s) / (end_s - start_s)
            eased = share * share * (3 - 2 * share)
            x, y, width = (a + (b - a) * eased for a, b in zip(before, after, strict=True))
            return (x, y, width)
    return _VIEWS[-1][1:]


# When, and then left, top and width: the whole set; the keys; the kettles and the drum; the gong.
_VIEWS = (
    (0.0, 0.0, 0.0, 1200.0),
    (2.6, 0.0, 80.0, 1200.0),
    (3.4, 0.0, 386.0, 730.0),
    (5.6, 20.0, 376.0, 730.0),
    (6.5, 330.0, 335.0, 820.0),
    (8.6, 370.0, 335.0, 820.0),
    (9.4, 240.0, 120.0, 720.0),
    (12.0, 130.0, 60.0, 940.0),
)

# When, where and how far its light reaches.
_STROKES = (
    *((3.3 + 0.34 * i, 94.0 + 73 * key, 670.0, 60.0) for i, key in enumerate((0, 2, 3, 5, 4, 3, 1))),
    *((6.2 + 0.3 * i, 156.0 + 148 * pot, 538.0, 80.0) for i, pot in enumerate((3, 4, 6, 5))),
    *((7.5 + 0.36 * i, x, 716.0, 90.0) for i, x in enumerate((700.0, 1090.0, 700.0, 1090.0))),
    (9.5, 600.0, 358.0, 260.0),
    (10.4, 600.0, 358.0, 180.0),
)


# Programs -------------------------------------------------------------------------------------------------------------


def _encode(form: list[str], codec: list[str], data: Iterable[bytes], name: str) -> bytes:
    """Return what ffmpeg makes of raw data; it writes to a real file because both formats are completed at the end."""
    with TemporaryDirectory() as folder:
        file = Path(folder, name)
        exact = ["-map_metadata", "-1", "-fflags", "+bitexact", "-flags", "+bitexact", "-threads", "1"]
        _run(["ffmpeg", "-v", "error", *form, *codec, *exact, str(file)], b"".join(data))
        return file.read_bytes()


def _run(command: list[str], data: bytes = b"") -> None:
    if shutil.which(command[0]) is None:
        raise ToolMissing(command[0])
    done = subprocess.run(command, input=data, capture_output=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{command[0]} failed: {done.stderr.decode(errors='replace').strip()}")


