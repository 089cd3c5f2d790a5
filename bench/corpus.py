"""A corpus made from a seed: as many stories as asked, over the portal and all missions that the repository ships.

    python bench/corpus.py ROOT --articles 5000 [--seed 1] [--pictures 0.2] [--cards all]

ROOT becomes a tree that `tasks.py build --root ROOT` takes: content/ made here, missions/ copied.  The same arguments
give the same bytes anywhere.  A story is one text of about 450 words:

    sites       the portal publishes a tenth; missions differ as they do in life, few write much and many little
    languages   mostly Indonesian, then English, then the language of the country
    sentences   of the shipped texts in that language, with made-up names in them, which give a corpus its rare words
    Markdown    paragraphs, two headings, emphasis, a list, and in every fourth a link to an earlier story of the site
    topics      one or two; tags three of many; a country; every third names a province
    cards       none unless asked for: an archive of this size would say so, and other programs draw none
    cross-posts one in ten stands on one to four other sites too
    dates       evenly over eight years, so that years and lists grow as they do in life

Other programs' trees are made from the same `Text`s (see `peers`).
"""

import argparse
import functools
import io
import random
import re
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT / "plugins"))

from kawat.model import Mission, Registry  # noqa: E402
from kawat.source import registry  # noqa: E402

__all__ = ["NOW", "PROJECT", "Text", "draw_cards", "markdown", "renamed", "texts", "write"]

NOW = "2026-11-22T00:00Z"
"""The moment to build for: all that is made here has appeared by then."""

_BEGIN, _SPAN_S = datetime(2018, 12, 1), 7 * 365 * 24 * 3600
_WORDS = 450
_TAGS = 400
_FRONT = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_MARKS = re.compile(r"[*_`#>|\[\]{}<~\\]|\(\S*\)|^[:\d]\S*|https?:\S+", re.MULTILINE)
_SYLLABLES = "ba ra ku ta sa ma ni do wi lu ja pe ti an ong ar di yo ha se ga mu ri en to la".split()


@dataclass(frozen=True, slots=True)
class Text:
    """One story as its writer knows it; `targets` are the sites that it is also sent to."""

    site: str
    year: int
    slug: str
    language: str
    title: str
    date: datetime
    summary: str
    topics: tuple[str, ...]
    tags: tuple[str, ...]
    countries: tuple[str, ...]
    provinces: tuple[str, ...]
    targets: tuple[str, ...]
    body: str
    pictured: bool = False

    @property
    def folder(self) -> str:
        """The folder of its file, from the root of the tree."""
        return f"content/{self.site}/news/{self.year}/{self.slug}"

    @property
    def path(self) -> str:
        """Its file, from the root of the tree."""
        return f"{self.folder}/index.{self.language}.md"


def texts(articles: int, seed: int = 1, pictures: float = 0.0, names: int = 20_000) -> Iterator[Text]:
    """Yield stories from the oldest to the newest.

    Args:
        articles: how many.
        pictures: which share of them has one, 0 to 1.
        names: how many different rare words there are in all of them.
    """
    network, chance = registry.load(str(PROJECT)), random.Random(seed)
    sites = _sites(network, articles, chance)
    rare = _names(chance, names)
    earlier: dict[str, Text] = {}
    for number, mission in enumerate(sites):
        made = _text(chance, number, articles, mission, network, rare, earlier.get(mission.code), pictures)
        earlier[mission.code] = made
        yield made


def markdown(text: Text) -> str:
    """Return a story as Kawat reads it."""
    front = {
        "title": text.title,
        "date": f"{text.date:%Y-%m-%d %H:%M}",
        "summary": text.summary,
        "topics": f"[{', '.join(text.topics)}]",
        "tags": f"[{', '.join(text.tags)}]",
        "countries": f"[{', '.join(text.countries)}]" if text.countries else "",
        "provinces": f"[{', '.join(text.provinces)}]" if text.provinces else "",
        "authors": f"[Pensosbud {text.site}]",
        "image": "gambar.jpg" if text.pictured else "",
        "image_alt": "Pola warna" if text.pictured else "",
        "crosspost": f"{{to: [{', '.join(text.targets)}], mode: copy}}" if text.targets else "",
    }
    lines = [f"{name}: {value}" for name, value in front.items() if value]
    return "\n".join(["---", *lines, "---", text.body])


def renamed(text: Text, slug: str) -> Text:
    """Return another story of the same words, newer than any in whatever time zone."""
    return replace(text, slug=slug, title=f"{text.title} {slug}", date=text.date + timedelta(days=1))


def write(root: Path, articles: int, seed: int = 1, pictures: float = 0.0, cards: str = "none") -> list[Path]:
    """Make the tree at `root`, anew, and return the stories' files, oldest first."""
    for folder in ("content", "missions"):
        shutil.rmtree(root / folder, ignore_errors=True)
    shutil.copytree(PROJECT / "missions", root / "missions")
    shutil.rmtree(root / "missions" / "approvals", ignore_errors=True)  # they are of the shipped texts
    draw_cards(root, cards)
    made = []
    for number, text in enumerate(texts(articles, seed, pictures)):
        file = root / text.path
        file.parent.mkdir(parents=True)
        file.write_text(markdown(text), "utf-8")
        if text.pictured:
            (file.parent / "gambar.jpg").write_bytes(_picture(number))
        made.append(file)
    return made


def draw_cards(root: Path, cards: str) -> None:
    """Let every mission of a tree say for which stories cards are drawn: all, pictureless, none."""
    for file in sorted((root / "missions").glob("*.yaml")):
        file.write_text(f"{file.read_text('utf-8').rstrip()}\ncards: {cards}\n", "utf-8")


def _sites(network: Registry, articles: int, chance: random.Random) -> list[Mission]:
    portal, *missions = [one for one in network.missions if one.status == "open"]
    weights = [1 / rank for rank in range(8, 8 + len(missions))]
    chance.shuffle(missions)
    return chance.choices([portal, *missions], [sum(weights) / 9, *weights], k=articles)


def _text(
    chance: random.Random,
    number: int,
    articles: int,
    mission: Mission,
    network: Registry,
    names: list[str],
    earlier: Text | None,
    pictures: float,
) -> Text:
    language = _language(chance, mission)
    date = _BEGIN + timedelta(seconds=_SPAN_S * number // articles // 60 * 60)
    sentences = _sentences(language)
    title = " ".join([_named(chance, chance.choice(sentences), names)[:70].rsplit(" ", 1)[0], str(number)])
    targets: list[str] = []
    if chance.random() < 0.1:
        others = [one.code for one in network.missions if one.code != mission.code and one.status == "open"]
        targets = sorted(chance.sample(others, chance.randint(1, 4)))
    return Text(
        site=mission.code,
        year=date.year,
        slug=f"{chance.choice(names).lower()}-{chance.choice(names).lower()}-{number}",
        language=language,
        title=_plain(title),
        date=date,
        summary=_plain(_named(chance, chance.choice(sentences), names)),
        topics=tuple(sorted(chance.sample([one.code for one in network.network.topics], chance.randint(1, 2)))),
        tags=tuple(sorted({names[min(_TAGS, int(chance.paretovariate(0.6)))] for _ in range(3)})),
        countries=(mission.country,) if mission.code != "portal" else (),
        provinces=(chance.choice(network.network.provinces).code,) if number % 3 == 0 else (),
        targets=tuple(targets),
        body=_body(chance, sentences, names, earlier if number % 4 == 0 else None),
        pictured=chance.random() < pictures,
    )


def _language(chance: random.Random, mission: Mission) -> str:
    spoken = [one for one in mission.languages if len(_sentences(one, foreign=True)) > 20]
    return chance.choices(spoken, [6.0, *[3.0] * (len(spoken) - 1)])[0] if spoken else mission.languages[0]


def _body(chance: random.Random, sentences: tuple[str, ...], names: list[str], earlier: Text | None) -> str:
    parts, words = [], 0
    while words < _WORDS:
        said = [_named(chance, one, names) for one in chance.choices(sentences, k=chance.randint(3, 5))]
        if len(parts) in (2, 5):
            parts.append(f"## {said[0][:50].strip()}")
        if len(parts) == 4:
            parts.append("\n".join(f"- {one}" for one in said))
        else:
            parts.append(" ".join(said).replace(" ", " **", 1).replace(" ", "** ", 2).replace("** **", " **", 1))
        words += sum(max(len(one.split()), len(one) // 7) for one in said)
    if earlier is not None:
        parts.append(f"[{_plain(earlier.title)}](/{earlier.path.removeprefix('content/')})")
    return "\n\n".join(parts) + "\n"


def _named(chance: random.Random, sentence: str, names: list[str]) -> str:
    """Put a made-up name into a sentence, at its end, where every language can have one."""
    name = names[min(len(names) - 1, int(chance.paretovariate(0.35)))]
    return f"{sentence.rstrip('.。!?؟ ')} {name}."


def _names(chance: random.Random, count: int) -> list[str]:
    """So many different names; the first are the frequent ones."""
    found: dict[str, None] = {}
    while len(found) < count:
        found["".join(chance.choices(_SYLLABLES, k=chance.randint(2, 5))).capitalize()] = None
    return list(found)


@functools.cache
def _sentences(language: str, foreign: bool = False) -> tuple[str, ...]:
    """The sentences of the shipped texts in a language; English ones where there are none, unless `foreign`."""
    found: dict[str, None] = {}
    for file in sorted((PROJECT / "content").rglob(f"index.{language}.md")):
        body = _MARKS.sub("", _FRONT.sub("", file.read_text("utf-8")))
        found |= dict.fromkeys(" ".join(one.split()) for one in re.findall(r"[^.!?。\n]{25,}[.!?。]", body))
    return tuple(found) if found or foreign else _sentences("en")


def _plain(words: str) -> str:
    """Words that YAML takes as they are."""
    return re.sub(r"[:#,\"'&%@!*]", "", words).strip("- .") or "Kawat"


def _picture(number: int) -> bytes:
    """A small photograph's stand-in, different for every story: one of a few, with a comment (JPEG's COM segment)."""
    drawn, comment = _drawn(number % 60), str(number).encode()
    return drawn[:2] + b"\xff\xfe" + (len(comment) + 2).to_bytes(2, "big") + comment + drawn[2:]


@functools.cache
def _drawn(number: int) -> bytes:
    from PIL import Image

    grey = Image.linear_gradient("L").resize((1200, 800)).rotate(number * 6)
    dark = (number * 53 % 128, number * 101 % 128, number * 29 % 128)
    hue = Image.merge("RGB", [grey.point([min(255, shade + one) for shade in range(256)]) for one in dark])
    made = io.BytesIO()
    hue.save(made, "JPEG", quality=80)
    return made.getvalue()


def main() -> None:
    """Make a corpus where the command says."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("root", type=Path, help="where to make it: content/ and missions/ there are replaced")
    asked.add_argument("--articles", type=int, default=1000, help="how many stories (default: 1000)")
    asked.add_argument("--seed", type=int, default=1, help="another seed gives another corpus (default: 1)")
    asked.add_argument("--pictures", type=float, default=0.0, help="which share has a picture, 0 to 1 (default: 0)")
    asked.add_argument("--cards", default="none", help="as in a mission's file: all, pictureless, none (default)")
    options = asked.parse_args()
    made = write(options.root, options.articles, options.seed, options.pictures, options.cards)
    print(f"{len(made)} stories in {options.root / 'content'}")


if __name__ == "__main__":
    main()
