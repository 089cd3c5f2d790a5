"""The law of incremental builds: whatever was edited, the output equals that of a clean build, byte for byte.

`Edit`s are drawn at random, in short sequences, over a small network with a theme of its own.  Each sequence starts
from the same finished build, so a failing one stands for itself; Hypothesis shrinks it and prints it.

Then, the other half: how little is written.  Those tests name the exact files.
"""

import dataclasses
import difflib
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import jinja2
import pytest
from catalogues import png
from conftest import NETWORK, NOW, PROJECT, Tree, mission, read_all, text
from hypothesis import HealthCheck, example, given, note
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as some

from kawat import journey, settings
from kawat.orders import Built, Order

# ---------------------------------------------------------------- a small network, as values


@dataclass
class Story:
    """A story as its writers think of it; `fields` are typed in the lead edition."""

    site: str
    kind: str
    slug: str
    fields: dict[str, str]
    body: str = "Isi naskah."
    others: dict[str, str] = field(default_factory=dict)
    """Title by "<language>" or "<language>.simple" of the editions besides the first one, index.id.md."""
    hues: dict[str, str] = field(default_factory=dict)
    """Colour by name of the pictures beside it."""

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Yield the files of its folder."""
        year = "" if self.kind == "page" else "2026/"
        folder = f"content/{self.site}/{self.kind}/{year}{self.slug}/"
        yield f"{folder}index.id.md", text(**{"body": self.body, **self.fields}).encode()
        for name, title in self.others.items():
            yield f"{folder}index.{name}.md", text(title, date=None, body=f"{title}.").encode()  # type: ignore[arg-type]
        for name, colour in self.hues.items():
            yield folder + name, png(colour)


def _stories() -> list[Story]:
    return [
        Story(
            "tokyo", "news", "festival",
            {"title": "Festival", "summary": "Ringkas", "topics": "[budaya]", "image": "a.png", "image_alt": "Panggung",
             "crosspost": "{to: [osaka]}", "countries": "[JP]"},
            "Lihat [lain](../lain/) dan [siaran](/portal/press/2026/siaran/index.id.md).",
            {"ja": "祭り"}, {"a.png": "red"},
        ),
        Story("tokyo", "news", "lain", {"title": "Lain", "date": "2026-10-01 09:00", "topics": "[budaya, ekonomi]"}),
        Story("osaka", "event", "pameran", {"title": "Pameran", "start": "2026-12-01 09:00"},
              "Bersama [Tokyo](/tokyo/news/2026/festival/) dan [Kairo](/cairo/)."),
        Story("portal", "press", "siaran", {"title": "Siaran", "crosspost": "{to: [all], mode: link}"},
              others={"en": "Release"}),
        Story("cairo", "advisory", "waspada", {"title": "Waspada", "country": "EG", "level": "2"}),
        Story("cairo", "page", "tentang", {"title": "Tentang", "provinces": "[ID-JI]"}),
    ]  # fmt: skip


THEME = {
    str(path.relative_to(PROJECT)): path.read_bytes()
    for path in sorted((PROJECT / "theme").rglob("*"))
    if path.is_file() and (path.suffix != ".po" or path.stem in ("id", "ja"))
}
"""The project's theme with the words of two languages; the others' pages speak English."""


@dataclass
class World:
    """The whole tree, and the moment."""

    stories: list[Story] = field(default_factory=_stories)
    missions: dict[str, str] = field(default_factory=lambda: {**NETWORK, **_FEWER_LANGUAGES})
    theme: dict[str, bytes] = field(default_factory=lambda: dict(THEME))
    now: datetime = NOW

    def files(self) -> dict[str, bytes]:
        """Return every file of the tree by its path."""
        found = {path: one.encode() for path, one in self.missions.items()} | self.theme
        for story in self.stories:
            found |= dict(story.files())
        return found

    def story(self, number: int) -> Story:
        """Return some story."""
        return self.stories[number % len(self.stories)]


_FEWER_LANGUAGES = {
    "missions/tokyo.yaml": mission("Tokyo", "JP", "east-asia", "Asia/Tokyo", "id, ja"),
    "missions/osaka.yaml": mission("Osaka", "JP", "east-asia", "Asia/Tokyo", "id", "consulate-general"),
    "missions/cairo.yaml": mission("Kairo", "EG", "middle-east", "Africa/Cairo", "id, ar"),
}

# ---------------------------------------------------------------- what people do to it

Change = Callable[[World, int, int], None]
"""(the world, which story or site, which of the values) -> nothing; the world is changed."""


def _field(name: str, *values: str | None) -> Change:
    """Set or (None) leave out a field of a story."""

    def change(world: World, number: int, value: int) -> None:
        fields = world.story(number).fields
        chosen = values[value % len(values)]
        fields.pop(name, None)
        fields.update({} if chosen is None else {name: chosen})

    return change


def _status(world: World, number: int, value: int) -> None:
    status = ("published", "draft", "withdrawn", "removed")[value % 4]
    world.story(number).fields.update(status=status, reason="Keliru")


def _body(world: World, number: int, value: int) -> None:
    bodies = (
        "Lain.",
        "[L](/tokyo/news/2026/lain/)[^1]\n\n[^1]: Catatan.",
        "[F](/tokyo/ja/news/2026/festival/#a)",
        "## A\n",
    )
    world.story(number).body = bodies[value % 4]


def _picture(world: World, number: int, value: int) -> None:
    story = world.story(number)
    story.hues["a.png"] = ("red", "green", "blue", "white")[value % 4]
    story.fields.update(image="a.png", image_alt=f"Gambar {value % 2}")


def _no_picture(world: World, number: int, value: int) -> None:
    for name in ("image", "image_alt"):
        world.story(number).fields.pop(name, None)


def _picture_in_body(world: World, number: int, value: int) -> None:
    story = world.story(number)
    story.hues["b.png"] = ("red", "black")[value % 2]
    story.body += "\n\n![Pohon](b.png)"


def _rename(world: World, number: int, value: int) -> None:
    world.story(number).slug += f"-{value}"


def _delete(world: World, number: int, value: int) -> None:
    if len(world.stories) > 1:
        world.stories.remove(world.story(number))


def _add(world: World, number: int, value: int) -> None:
    site, kind = ("tokyo", "osaka", "cairo", "portal")[number % 4], ("news", "story", "press", "page")[value % 4]
    slug = f"baru-{len(world.stories)}-{number}-{value}"
    fields = {"title": f"Baru {value}", "date": f"2026-11-{10 + value} 09:00", "topics": "[ekonomi]"}
    world.stories.append(Story(site, kind, slug, fields))


def _edition(world: World, number: int, value: int) -> None:
    """A translation or a simple edition comes, or goes again."""
    story, second = world.story(number), {"tokyo": "ja", "cairo": "ar", "portal": "en", "osaka": "id.simple"}
    name = (second[story.site], "id.simple")[value % 2]
    if story.others.pop(name, None) is None:
        story.others[name] = f"Edisi {value}"


def _in_mission(*changes: tuple[str, str]) -> Change:
    """Replace something in a mission's file; more is added at its end where the first word is empty."""

    def change(world: World, number: int, value: int) -> None:
        code = ("tokyo", "osaka", "cairo", "portal")[number % 4]
        old, new = changes[value % len(changes)]
        new = new.replace("CODE", code)
        said = world.missions[f"missions/{code}.yaml"]
        if old:
            world.missions[f"missions/{code}.yaml"] = said.replace(old, new, 1)
        elif new.partition(":")[0] + ":" not in said:
            world.missions[f"missions/{code}.yaml"] = said + new + "\n"

    return change


def _subscribe(world: World, number: int, value: int) -> None:
    code = ("tokyo", "osaka", "cairo", "portal")[number % 4]
    rules = ("{from: [all]}", "{from: [tokyo], mode: copy}", "{from: [all], topics: [ekonomi], mode: copy}", "")
    said = world.missions[f"missions/{code}.yaml"].partition("subscribe:")[0]
    world.missions[f"missions/{code}.yaml"] = f"{said}subscribe: [{rules[value % 4]}]\n"


def _mission(world: World, number: int, value: int) -> None:
    """A mission is opened, or closed and gone."""
    path = "missions/seoul.yaml"
    if world.missions.pop(path, None) is None:
        world.missions[path] = mission("Seoul", "KR", "east-asia", "Asia/Seoul", "id, en")


def _network(name: str, *changes: tuple[str, str]) -> Change:
    def change(world: World, number: int, value: int) -> None:
        path = f"missions/_network/{name}.yaml"
        old, new = changes[value % len(changes)]
        said = world.missions.get(path, "")
        world.missions[path] = said.replace(old, new) if old else said if new in said else said + new

    return change


def _theme(suffix: str, *additions: str) -> Change:
    """Add something to a file of the theme."""

    def change(world: World, number: int, value: int) -> None:
        names = [name for name in world.theme if name.endswith(suffix)]
        world.theme[names[number % len(names)]] += additions[value % len(additions)].encode()

    return change


def _words(world: World, number: int, value: int) -> None:
    """A catalogue is edited, or taken away."""
    names = [name for name in world.theme if name.endswith(".po")]
    if names and value % 4 == 3:
        world.theme.pop(names[number % len(names)])
    elif names:
        said = world.theme[names[number % len(names)]]
        latest = b'msgid "Latest"\nmsgstr "'
        world.theme[names[number % len(names)]] = said.replace(latest, latest + str(value).encode())


def _now(world: World, number: int, value: int) -> None:
    world.now = NOW + timedelta(days=(-15, 5, 40, 400)[value % 4])


CHANGES: dict[str, Change] = {
    "title": _field("title", "Satu", "Dua <b> & \"tiga\"", "三", "أربعة"),
    "summary": _field("summary", "Ringkas", "Lain & lagi", None),
    "date": _field("date", "2026-11-01 09:00", "2026-11-20 23:30", "2025-12-31 23:30", "2026-12-24 09:00"),
    "updated": _field("updated", "2026-11-05 09:00", None),
    "topics": _field("topics", "[ekonomi]", "[budaya, ekonomi]", None),
    "countries": _field("countries", "[JP, EG]", "[ID]", "[BR]", None),
    "provinces": _field("provinces", "[ID-JI]", None),
    "tags": _field("tags", "[gamelan, tari]", None),
    "id": _field("id", "tokyo/news/2026/tetap", "osaka/event/2026/tetap", None),
    "embargo": _field("embargo", "2026-11-25 09:00", "2026-11-02 09:00", None),
    "expires": _field("expires", "2026-12-20 09:00", "2026-11-10 09:00", None),
    "corrections": _field("corrections", "[{at: 2026-11-21 10:00, note: Ralat.}]", None),
    "license": _field("republish", "{license: CC-BY-4.0}", None),
    "social": _field("social", "{x: Satu}", "{facebook: Dua, mastodon: Tiga}", None),
    "crosspost": _field(
        "crosspost", "{to: [all]}", '{to: ["region:east-asia"], mode: link}', "{to: [all], except: [portal]}",
        "{to: [cairo, portal], override: {cairo: {title: Lain, embargo: 2026-11-24}}}", None,
    ),
    "status": _status,
    "body": _body,
    "picture": _picture,
    "no picture": _no_picture,
    "picture in the body": _picture_in_body,
    "rename": _rename,
    "delete": _delete,
    "add": _add,
    "edition": _edition,
    "mission renamed": _in_mission(("Perwakilan", "Kantor"), ("Mission in", "Office in"), ("en: ", "en: X")),
    "mission moved": _in_mission(
        ("timezone: Asia/Tokyo", "timezone: Asia/Jakarta"), ("region: east-asia", "region: middle-east"),
        ("country: JP", "country: KR"), ("city: ", "city: New "),
    ),
    "mission changed": _in_mission(
        ("accreditation: [", "accreditation: [BR, "), ("", "menu: [news, event]"),
        ("", "hours: {id: 'Senin 9-12'}"),
        ("", "cards: none"), ("", "cards: pictureless"), ("", "accent: rimba"), ("", "demonstration: true"),
        ("kind: embassy", "kind: consulate"), ("", "authority: tetap.example"),
    ),
    "mission's languages": _in_mission(
        ("languages: [id, ja]", "languages: [id]"), ("languages: [id", "languages: [id, fr"),
        ("languages: [id, ar]", "languages: [ar, id]"), ("languages: [id, en]", "languages: [en, id]"),
    ),
    "mission's status": _in_mission(("", "status: suspended"), ("", "status: closed\nsuccessor: portal")),
    "mission's host": _in_mission(("", "url: https://CODE.example"), ("kawat.example", "kawat.example.org")),
    "subscribe": _subscribe,
    "mission": _mission,
    "topic": _network(
        "topics", ("Culture", "Arts"), ("Budaya,", "Seni,"), ("Economy}", "Trade}, description: {id: D}"),
    ),
    "region": _network("regions", ("Asia Timur", "Timur"), ("East Asia", "The East")),
    "province": _network("provinces", ("East Java", "Java"), ("Jawa Timur", "Jatim")),
    "country": _network("countries", ("", "EG: {id: Misir}\n"), ("", "JP: {en: Nippon}\n")),
    "network's rules": _network("routing", ("", "subscribe: [{from: [portal], mode: copy}]\n"), ("copy", "link")),
    "template": _theme(".html", "{# sunting #}", "<!-- sunting -->"),
    "style sheet": _theme(".css", "/* sunting */", "p {color: red}"),
    "words": _words,
    "now": _now,
    "build": lambda world, number, value: None,
}  # fmt: skip
"""What may be edited; "build" builds in between."""


class Edit(NamedTuple):
    """Something that is done to the tree: see CHANGES."""

    what: str
    number: int = 0
    value: int = 0


EDITS = some.lists(
    some.builds(Edit, some.sampled_from(sorted(CHANGES)), some.integers(0, 7), some.integers(0, 5)),
    min_size=1,
    max_size=5,
)


class Arrival(NamedTuple):
    """A story that comes, or what else is done meanwhile (`what` is not "new"): see CHANGES."""

    what: str
    place: tuple[str, str]
    fields: dict[str, str]
    others: tuple[str, ...]
    number: int
    value: int

    def do(self, world: World) -> None:
        """Do it; each story that comes is newer than all others, unless it is to be as old as one or older."""
        if self.what != "new":
            CHANGES[self.what](world, self.number, self.value)
            return
        (site, kind), at = self.place, len(world.stories)
        slug, hour = f"tiba-{at}", at - len(_stories()) - (0, 0, 0, 1, 2, 4, 12)[min(self.number, 6)]
        fields = {"title": f"Tiba {at}", "date": f"2026-11-21 {12 + hour}:00", **self.fields}
        if kind == "event":
            fields["start"] = "2026-11-24 09:00"
        hues = {}
        if self.value == 1:
            fields |= {"image": "a.png", "image_alt": "Gambar"}
            hues = {"a.png": "green"}
        body = ("Isi.", "Lihat [lain](/tokyo/news/2026/lain/).", f"[Ini](/tokyo/news/2026/{slug}/)")[self.value % 3]
        others = {name: f"{name} {at}" for name in self.others if name.split(".")[0] in _SPOKEN[site]}
        world.stories.append(Story(site, kind, slug, fields, body, others, hues))


_SPOKEN = {"tokyo": ("id", "ja"), "osaka": ("id",), "cairo": ("id", "ar"), "portal": ("id", "en")}
_PLACES = [("tokyo", "news")] * 4 + [
    ("osaka", "event"),
    ("portal", "press"),
    ("cairo", "press"),
    ("tokyo", "press"),
] * 2
_PLACES += [("cairo", "advisory"), ("osaka", "news"), ("cairo", "news")]
_AMENDED = ("topics", "countries", "provinces", "tags", "crosspost")
ARRIVALS = some.lists(
    some.builds(
        Arrival,
        some.sampled_from(("new",) * 6 + ("edition",) * 2 + _AMENDED + ("body", "template", "title", "now")),
        some.sampled_from(_PLACES),
        some.fixed_dictionaries(
            {},
            optional={
                "topics": some.sampled_from(("[budaya]", "[budaya, ekonomi]")),
                "tags": some.sampled_from(("[satu]", "[satu, dua]")),
                "countries": some.sampled_from(("[JP]", "[EG, JP]")),
                "provinces": some.just("[ID-JI]"),
                "crosspost": some.sampled_from(("{to: [osaka]}", "{to: [all], mode: link}", "{to: [portal, cairo]}")),
            },
        ),
        some.lists(some.sampled_from(("ja", "ar", "en", "id.simple")), max_size=2, unique=True).map(tuple),
        some.integers(0, 7),
        some.integers(0, 5),
    ),
    min_size=1,
    max_size=6,
)

# ---------------------------------------------------------------- the law


class Workshop:
    """A tree on disk with a finished build of the small network, to which it can be set back."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        (folder / "bytecode").mkdir()
        heeded = settings.from_file(str(PROJECT / "pelicanconf.py"))
        # Compiling the templates would be most of the time; this is Pelican's own setting for not doing it again.
        compiled = jinja2.FileSystemBytecodeCache(str(folder / "bytecode"))
        self._settings = dataclasses.replace(
            heeded, jinja_environment={**heeded.jinja_environment, "bytecode_cache": compiled}
        )
        self._files: dict[str, bytes] = {}
        self.put(World())
        self.build(NOW, "output", 1)
        for name in ("output", "output.cache"):
            (folder / name).rename(folder / f"{name}.begin")

    def reset(self) -> None:
        """Make it as it was after the first build."""
        for name in ("output", "output.cache", "clean", "clean.cache"):
            shutil.rmtree(self._folder / name, ignore_errors=True)
        # The writer replaces files and never writes into them, so links are as good as copies; SQLite is not like that.
        shutil.copytree(self._folder / "output.begin", self._folder / "output", copy_function=os.link)
        shutil.copytree(self._folder / "output.cache.begin", self._folder / "output.cache")
        self.put(World())

    def put(self, world: World) -> None:
        """Write what differs, delete what is gone."""
        files, root = world.files(), self._folder / "root"
        for path in self._files.keys() - files.keys():
            (root / path).unlink()
        for path, data in files.items():
            if self._files.get(path) != data:
                (root / path).parent.mkdir(parents=True, exist_ok=True)
                (root / path).write_bytes(data)
        self._files = files

    def build(self, now: datetime, dest: str, jobs: int) -> Built:
        """Build into a folder; each has its own cache."""
        root, at, cache = (str(self._folder / name) for name in ("root", dest, f"{dest}.cache"))
        return journey.build(self._settings, Order(root=root, dest=at, now=now, cache=cache, jobs=jobs))

    def tell(self, dest: str) -> None:
        """Let a build that begins anew know where everything has been: the manifest alone says it."""
        (self._folder / dest).mkdir()
        shutil.copy2(self._folder / "output" / "manifest.json", self._folder / dest / "manifest.json")

    def forget(self, what: str) -> None:
        """Delete what is remembered of the output besides the rest."""
        for path in (self._folder / "output.cache").glob(f"{what}-*"):
            path.unlink()

    def output(self, dest: str) -> dict[str, bytes]:
        """Return every file of a build."""
        return read_all(self._folder / dest)


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    """One for all sequences: making the first build costs more than setting it back."""
    return Workshop(tmp_path_factory.mktemp("sequences"))


@hypothesis_settings(
    max_examples=60,  # each builds two to eight times, and a build makes search, kits and cards too
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture, HealthCheck.data_too_large],
)
@given(edits=EDITS)
@example(edits=[Edit("picture", 0, 1), Edit("build"), Edit("picture", 0, 3)])
@example(edits=[Edit("picture in the body", 1, 0), Edit("build"), Edit("picture in the body", 1, 1)])
@example(edits=[Edit("template", 1, 1), Edit("build"), Edit("body", 0, 1), Edit("template", 0, 1)])
@example(edits=[Edit("rename", 0, 1), Edit("status", 1, 3), Edit("build"), Edit("template", 1, 1)])
def test_after_any_edits_the_output_is_that_of_a_clean_build(workshop: Workshop, edits: list[Edit]) -> None:
    world = World()
    workshop.reset()
    for edit in edits:
        CHANGES[edit.what](world, edit.number, edit.value)
        workshop.put(world)
        if edit.what == "build":
            workshop.build(world.now, "output", 1)
    _compare(workshop, world, 1 + len(edits) % 2)


@hypothesis_settings(
    max_examples=40,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture, HealthCheck.data_too_large],
)
@given(arrivals=ARRIVALS)
def test_after_any_stories_came_the_output_is_that_of_a_clean_build(
    workshop: Workshop, arrivals: list[Arrival]
) -> None:
    world = World()
    workshop.reset()
    for one in arrivals:
        one.do(world)
        workshop.put(world)
        workshop.build(world.now, "output", 1)
    workshop.forget("snapshot")
    assert workshop.build(world.now, "output", 1).verdicts == ()  # nor do keys depend on the road
    _compare(workshop, world, 1 + len(arrivals) % 2)


def _compare(workshop: Workshop, world: World, jobs: int) -> None:
    workshop.tell("clean")
    built = workshop.build(world.now, "output", 1)
    workshop.build(world.now, "clean", jobs)  # however many workers make it
    incremental, clean = workshop.output("output"), workshop.output("clean")
    differing = sorted(path for path in incremental.keys() | clean.keys() if incremental.get(path) != clean.get(path))
    for path in differing[:5]:
        note(f"{path}:\n" + "\n".join(_difference(incremental.get(path, b""), clean.get(path, b""))))
    assert differing == [], [one for one in built.verdicts if one.output.path in differing]


def _difference(before: bytes, after: bytes) -> list[str]:
    texts = (one.decode("utf-8", "replace").splitlines() for one in (before, after))
    return list(difflib.unified_diff(*texts, "incremental", "clean", n=0, lineterm=""))[:20]


# ---------------------------------------------------------------- and how little is written

FESTIVAL = "content/tokyo/news/2026/festival/index.id.md"
LAIN = FESTIVAL.replace("festival", "lain")
BEFORE = {
    FESTIVAL: text("Festival", summary="Ringkas", topics="[budaya]", crosspost="{to: osaka}"),
    LAIN: text("Lain", "2026-10-01 09:00", summary="Ringkas", topics="[budaya]"),
    "content/cairo/news/2026/panen/index.id.md": text("Panen", summary="Ringkas"),
}
LISTS = [f"tokyo/{language}/news/{year}index.html" for language in ("en", "id", "ja") for year in ("", "2026/")]
LISTS += [page.replace("tokyo", "osaka") for page in LISTS]
HOMES = [f"{site}/{language}index.html" for site in ("tokyo", "osaka") for language in ("", "en/", "ja/")]
PORTAL = ["index.html", "en/index.html"]
TOPIC = [f"{language}/topics/budaya/index.html" for language in ("id", "en")]
TOLD = ["feeds/regions/east-asia.xml", "feeds/topics/budaya.xml"]
OSAKA = [f"osaka/feeds/news.{form}" for form in ("atom", "json", "xml")]
TOKYO = [f"tokyo/feeds/news.{form}" for form in ("atom", "json", "xml")]
FEEDS = [*TOLD, *OSAKA, *TOKYO]  # what carries a text whole
SIMPLE = ["osaka/feeds/simple.id.xml", "tokyo/feeds/simple.id.xml"]  # what carries its title and summary alone
NEWEST = ["news-sitemap.xml"]
OPML = ["feeds/all.opml", "feeds/regions/east-asia.opml"]
PAGES = ["tokyo/id/news/2026/festival/index.html", "osaka/id/from/tokyo/news/2026/festival/index.html"]
MAP = ["tokyo/sitemap.xml"]
KIT = ["tokyo/id/news/2026/festival/festival.txt", "tokyo/id/news/2026/festival/festival.zip"]  # at home alone
EMBEDS = [f"{site}/embed/{language}/index.html" for site in ("tokyo", "osaka") for language in ("en", "id", "ja")]
POSTS = ["tokyo/social/index.html"]
COUNTRY = [f"{language}/countries/jp/index.html" for language in ("id", "en")]


@pytest.fixture
def small(tree: Tree) -> Tree:
    """The small network with three stories, built."""
    tree.write(BEFORE).build()
    return tree


def written(built: Built) -> list[str]:
    """Return what was written and (after "- ") what went, besides cards, whose names are digests of their words.

    What the search index changes is told by tests/publish/search.
    """
    paths = [*besides_search(built.written), *(f"- {path}" for path in besides_search(built.gone))]
    return [path for path in paths if "media/cards/" not in path]


def besides_search(paths: Iterable[str]) -> list[str]:
    """Return what is not of the search index."""
    return [path for path in paths if not path.startswith("search/")]


def cards(built: Built) -> tuple[int, int]:
    """Return how many cards came, and how many went."""
    came, went = (sum(path.startswith("media/cards/") for path in paths) for paths in (built.written, built.gone))
    return came, went


def test_an_edited_body_rewrites_its_pages_and_the_feeds_it_is_in(small: Tree) -> None:
    built = small.write({FESTIVAL: BEFORE[FESTIVAL].replace("Isi", "Lain")}).build()
    assert written(built) == sorted(PAGES + FEEDS + KIT)
    why = {(one.why, one.output.recipe.startswith("search")) for one in built.verdicts}
    assert why == {("changed: text", False), *((f"changed: {of}", True) for of in ("words", "documents", "segments"))}
    assert cards(built) == (0, 0)


def test_an_edited_title_rewrites_what_shows_the_story_too(small: Tree) -> None:
    """Its site's home and lists, those of the copy, the portal's home, its topic; the sitemap names no title."""
    built = small.write({FESTIVAL: BEFORE[FESTIVAL].replace("title: Festival", "title: Pesta")}).build()
    shown = HOMES + LISTS + PORTAL + TOPIC + COUNTRY + POSTS + EMBEDS
    assert written(built) == sorted(PAGES + KIT + FEEDS + SIMPLE + NEWEST + shown)
    assert cards(built) == (1, 1)


def test_a_picture_that_is_replaced_under_its_name_rewrites_what_shows_it(small: Tree) -> None:
    picture = LAIN.replace("index.id.md", "p.png")
    pictured = BEFORE[LAIN].replace("date:", "image: p.png\nimage_alt: P\ndate:")
    small.write({LAIN: pictured, picture: png("red")}).build()
    built = small.write({picture: png("blue")}).build()
    lists = [page for page in (*HOMES, *LISTS) if page.startswith("tokyo/")]
    new = [path for path in built.written if path.startswith("media/")]
    assert besides_search(built.written) == sorted(
        [*lists, *TOPIC, *COUNTRY, *TOLD, *TOKYO, SIMPLE[1], *new, "tokyo/id/news/2026/lain/index.html"]
    )
    assert len(new) == len(built.gone) == 3 and all(path.startswith("media/") for path in built.gone)


def test_a_new_story_rewrites_the_lists_it_enters(small: Tree) -> None:
    built = small.write({FESTIVAL.replace("festival", "baru"): text("Baru", "2026-11-02 09:00")}).build()
    lists = [page for page in (*HOMES, *LISTS) if page.startswith("tokyo/")]
    new = [f"tokyo/id/news/2026/baru/{name}" for name in ("baru.txt", "baru.zip", "index.html")]
    told = [TOLD[0], *TOKYO, SIMPLE[1], *NEWEST, *MAP]
    assert written(built) == sorted([*lists, *EMBEDS[:3], *PORTAL, *COUNTRY, *told, *POSTS, *new])
    assert cards(built) == (1, 0)


def test_a_story_that_is_deleted_goes_and_leaves_its_lists(small: Tree) -> None:
    built = small.delete(LAIN).build(allow_removal=True)
    lists = [page for page in (*HOMES, *LISTS) if page.startswith("tokyo/")]
    told = [*TOLD, *TOKYO, SIMPLE[1], *MAP]
    assert besides_search(built.written) == sorted([*lists, *EMBEDS[:3], *TOPIC, *COUNTRY, *told, *POSTS])
    names = ("index.html", "lain.txt", "lain.zip")
    assert besides_search(built.gone)[1:] == [f"tokyo/id/news/2026/lain/{name}" for name in names]
    assert cards(built) == (0, 1)


def test_a_removed_story_leaves_its_tombstones(small: Tree) -> None:
    built = small.write(
        {FESTIVAL: text("Festival", status="removed", reason="Keliru", crosspost="{to: osaka}")}
    ).build()
    menus = [path for path in small.output() if path.startswith("osaka/") and path.endswith(".html")]
    tokyo = [page for page in (*HOMES, *LISTS) if page.startswith("tokyo/")]
    assert besides_search(built.written) == sorted(
        {*PAGES, *KIT, *FEEDS, *SIMPLE, *NEWEST, *tokyo, *EMBEDS[:3], *PORTAL, *TOPIC, *COUNTRY, *MAP, *POSTS, *menus}
        | {"removed.json"}
    )
    assert besides_search(built.gone)[1:] == sorted(page for page in LISTS if page.startswith("osaka/"))
    assert cards(built) == (0, 1)


def test_a_mission_that_is_renamed_rewrites_its_own_pages_and_the_directory(small: Tree) -> None:
    """In the language of the name; a byline says "KBRI Tokyo" as before, so of others only a copy is written: it tells
    machines whose the story is, and shows them its card."""
    tokyo = NETWORK["missions/tokyo.yaml"].replace("id: Perwakilan Tokyo", "id: Kedutaan Besar di Tokyo")
    built = small.write({"missions/tokyo.yaml": tokyo}).build()
    own = [path for path in small.output() if path.startswith("tokyo/id/") and path.endswith(".html")]
    own += [f"tokyo/{page}" for page in ("index.html", "404.html", "feeds/index.html", "search/index.html")]
    own += [EMBEDS[1]]
    assert written(built) == sorted(
        [
            *(*own, "id/missions/index.html", "feeds/index.html", PAGES[1], "safe-travel/jp.json"),
            *(*TOKYO, SIMPLE[1], *NEWEST, *OPML, *POSTS),
        ]
    )
    assert cards(built) == (2, 2)
    assert dict(built.report.counts)["texts parsed"] == 0


def test_a_mission_that_moves_to_another_city_rewrites_what_it_signs(small: Tree) -> None:
    """Its homes, its stories and their kits, the lists and copies that name it as a source, and what leads to it."""
    tokyo = NETWORK["missions/tokyo.yaml"].replace("city: Tokyo", "city: Kyoto")
    built = small.write({"missions/tokyo.yaml": tokyo}).build()
    own = [page for page in HOMES if page.startswith("tokyo/")]
    osaka = [page for page in (*HOMES, *LISTS, *PAGES) if page.startswith("osaka/")]
    lain = [f"tokyo/id/news/2026/lain/{name}" for name in ("index.html", "lain.txt", "lain.zip")]
    stories = [PAGES[0], *KIT, *lain]
    searches = [path for path in small.output() if path.endswith("/search/index.html")]  # each lets one choose a site
    lists = [*EMBEDS[3:], *FEEDS, *SIMPLE, *PORTAL, *TOPIC, *COUNTRY, *searches]
    lists += [f"safe-travel/{language}/{name}/index.html" for language in ("id", "en") for name in ("jp", "emergency")]
    assert written(built) == sorted([*own, *stories, *osaka, *lists])


def test_what_is_made_anew_but_comes_out_the_same_is_not_written(small: Tree) -> None:
    """The ledger errs on the safe side; the bytes decide, so that nothing is deployed in vain."""
    before = {path: (small.dest / path).stat().st_mtime_ns for path in small.output()}
    built = small.write(
        {"missions/tokyo.yaml": NETWORK["missions/tokyo.yaml"] + "approvers: [a@example.org]\n"}
    ).build()
    assert built.verdicts and built.written == ()
    assert {path: (small.dest / path).stat().st_mtime_ns for path in small.output()} == before


def test_moving_the_clock_alone_changes_nothing_until_something_falls_due(small: Tree) -> None:
    small.write({LAIN.replace("lain", "nanti"): text("Nanti", "2026-11-25 09:00")}).build()
    small.now = NOW + timedelta(days=2)
    built = small.build()
    assert (built.verdicts, built.written, built.due) == ((), (), datetime.fromisoformat("2026-11-25T00:00:00+00:00"))
    small.now = built.due or NOW
    assert "tokyo/id/news/2026/nanti/index.html" in small.build().written


def test_a_new_story_does_not_touch_the_full_pages_of_a_list(tree: Tree) -> None:
    """Of 45 stories the oldest 20 stand on page 1, whatever comes."""
    files = {
        f"content/tokyo/news/2026/s{number:02}/index.id.md": text(
            f"S{number}", f"2026-{1 + number // 28:02}-{1 + number % 28:02}"
        )
        for number in range(45)
    }
    tree.write(files).build()
    built = tree.write({LAIN: text("Lain", "2026-10-01 09:00")}).build()
    assert "tokyo/id/news/page/1/index.html" in tree.output()
    assert not [path for path in built.written if "/page/" in path]


def test_a_lost_or_altered_file_is_made_again_and_nothing_else(small: Tree) -> None:
    before = small.output()
    (small.dest / PAGES[0]).unlink()
    (small.dest / PAGES[1]).write_text("diubah")
    built = small.build()
    assert written(built) == sorted(PAGES)
    assert [one.why for one in built.verdicts] == ["its file was touched", "its file is missing"]
    assert small.output() == before
