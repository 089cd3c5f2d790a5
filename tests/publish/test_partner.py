"""The partner report: what is counted, what is missing, and that it is published only where it is wanted."""

import json
from pathlib import Path

import pytest
from catalogues import World, world
from conftest import NETWORK, PORTAL, Tree, text
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from kawat.publish.services import partner
from kawat.publish.services.partner import MissionFigures

FILES: dict[str, str | bytes | None] = {
    "content/tokyo/news/2026/a/index.id.md": text("A", provinces="[ID-JI]"),
    "content/tokyo/news/2026/a/index.id.simple.md": "---\ntitle: A\n---\n\nMudah.\n",
    "content/tokyo/news/2026/a/index.ja.md": "---\ntitle: A\n---\n\nText.\n",
    "content/tokyo/news/2026/a/index.en.md": "---\ntitle: A\n---\n\nText.\n",
    "content/tokyo/story/2026/b/index.id.md": text("B", date="2026-06-01 00:30", crosspost="{to: [osaka]}"),
    "content/tokyo/page/tentang/index.id.md": text("Tentang"),
    "content/cairo/news/2025/c/index.id.md": text("C", date="2025-01-01"),
    "content/cairo/news/2026/d/index.id.md": text("D", status="withdrawn", reason="x"),
}


@pytest.fixture(scope="module")
def made() -> World:
    return world(FILES)


def test_stories_are_counted_once_at_their_home(made: World) -> None:
    found = partner.figures(made.desk())
    assert found.stories == 3
    assert found.kinds == (("news", 2), ("story", 1))
    assert found.languages == (("en", 1), ("id", 3), ("ja", 1))
    assert found.months == (("2025-01", 1), ("2026-06", 1), ("2026-11", 1))  # as Tokyo counts its days
    assert found.provinces == (("ID-JI", 1),)


def test_what_is_missing_is_told_by_story_and_by_mission(made: World) -> None:
    found = partner.figures(made.desk())
    assert found.untranslated == (("cairo/news/2025/c", ("ar", "en")), ("tokyo/story/2026/b", ("ja", "en")))
    assert found.unsimplified == ("cairo/news/2025/c", "tokyo/story/2026/b")
    assert found.missions == (
        MissionFigures("cairo", 1, "2025-01-01", True, 1, 1),
        MissionFigures("osaka", 0, "", True, 0, 0),
        MissionFigures("portal", 0, "", True, 0, 0),
        MissionFigures("tokyo", 2, "2026-11-01", False, 1, 1),
    )


def test_it_is_published_where_the_portal_wants_it_and_nowhere_else(made: World) -> None:
    assert not [path for path in made.plan() if "report" in path.replace("cooperation/report", "")]
    wanted = world({**FILES, "missions/portal.yaml": PORTAL + "report: true\n"})
    paths = ["en/report/index.html", "id/report/index.html", "report.json"]
    assert [path for path in wanted.plan() if "report" in path.replace("cooperation/report", "")] == paths
    page = HTMLParser(wanted.page("id/report/index.html"))
    assert [len(svg.css("rect")) for svg in page.css("svg.chart")] == [2, 2, 3, 3, 1]
    assert page.css_first("meta[name=robots]").attributes["content"] == "noindex"
    told = json.loads(wanted.page("report.json"))
    assert told["untranslated"]["cairo/news/2025/c"] == ["ar", "en"] and told["months"]["2026-06"] == 1


def test_the_command_writes_a_page_that_stands_alone(tree: Tree, tmp_path: Path) -> None:
    tree.write({path: content for path, content in FILES.items() if content is not None})
    to = tmp_path / "laporan"
    done = tree.run("report", "--to", str(to), "--now", tree.now.isoformat(), "--lang", "id")
    assert (done.returncode, done.stdout.strip()) == (0, str(to / "index.html")), done.stderr
    assert sorted(path.name for path in to.iterdir()) == ["index.html", "kawat.css", "report.json"]
    page = HTMLParser((to / "index.html").read_text("utf-8"))
    assert page.css_first("link[rel=stylesheet]").attributes["href"] == "kawat.css"
    assert [one.text() for one in page.css("#silent + ul a")] == ["KBRI Kairo", "KJRI Osaka", "Kemlu"]
    assert not tree.dest.exists()
    assert json.loads((to / "report.json").read_text("utf-8"))["stories"] == 3


def test_silence_is_of_those_who_work() -> None:
    closed = NETWORK["missions/osaka.yaml"] + "status: closed\nsuccessor: tokyo\n"
    found = partner.figures(world({"missions/osaka.yaml": closed}).desk())
    assert {one.code: one.silent for one in found.missions} == {
        "cairo": True, "osaka": False, "portal": True, "tokyo": True,
    }  # fmt: skip
