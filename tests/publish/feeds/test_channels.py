"""Which feeds there are, what each holds, and what an edit makes anew."""

from datetime import timedelta

import feedparser
from conftest import NOW, Tree, text
from feedtrees import desk_of, planned, published

from kawat.publish import rendering

STORY = "content/tokyo/news/2026/festival/index.id.md"


def ids(files: dict[str, str | bytes], path: str, **options: object) -> list[str]:
    found = feedparser.parse(published(desk_of(files, **options), path))  # type: ignore[arg-type]
    return [one.id.partition(":2026:")[2] or one.id.split(":", 2)[2] for one in found.entries]


def test_declared_subjects_have_feeds_before_their_first_story() -> None:
    paths = set(planned(desk_of({})))
    for name in ("topics/budaya", "regions/east-asia", "countries/jp", "provinces/id-ji", "cities/surabaya"):
        assert {f"feeds/{name}.xml", f"feeds/{name}.en.xml"} <= paths
    assert {"feeds/advisories.xml", "feeds/countries/jp/advisories.xml", "feeds/episodes.xml"} <= paths
    own = {"news.xml", "news.ja.xml", "news.en.xml", "news.atom", "news.json"}
    own |= {"simple.id.xml", "simple.ja.xml", "simple.en.xml", "index.html"}
    assert {path.removeprefix("tokyo/feeds/") for path in paths if path.startswith("tokyo/feeds/")} == own


def test_a_story_is_in_the_feeds_of_all_that_it_names() -> None:
    files: dict[str, str | bytes] = {
        STORY: text(topics="[budaya]", countries="[JP]", provinces="[ID-JI]", cities="[surabaya]")
    }
    holding = [
        path for path in planned(desk_of(files)) if path.endswith(".xml") and "feeds/" in path and ids(files, path)
    ]
    assert holding == [
        "feeds/cities/surabaya.xml",
        "feeds/countries/jp.xml",
        "feeds/provinces/id-ji.xml",
        "feeds/regions/east-asia.xml",
        "feeds/topics/budaya.xml",
        "tokyo/feeds/news.xml",
        "tokyo/feeds/simple.id.xml",
    ]


def test_the_default_language_leaves_nothing_out_and_another_holds_only_its_own() -> None:
    files: dict[str, str | bytes] = {
        STORY: text(),
        "content/tokyo/news/2026/lain/index.en.md": text("Other", "2026-11-02 09:00"),
    }
    assert ids(files, "tokyo/feeds/news.xml") == ["tokyo/news/2026/lain.en", "tokyo/news/2026/festival"]
    assert ids(files, "tokyo/feeds/news.en.xml") == ["tokyo/news/2026/lain.en"]
    assert ids(files, "tokyo/feeds/news.ja.xml") == []


def test_a_feed_holds_thirty_and_the_portals_own_all_of_seven_days() -> None:
    files: dict[str, str | bytes] = {
        f"content/{site}/news/2026/s{n}/index.id.md": text(date=f"2026-11-{1 + n // 4:02} 0{n % 4}:00")
        for site in ("portal", "tokyo")
        for n in range(48)
    }
    assert len(ids(files, "tokyo/feeds/news.xml")) == 30
    late = {path.replace("s", "t", 0): one for path, one in files.items()}
    late |= {f"content/portal/news/2026/t{n}/index.id.md": text(date="2026-11-12 05:00") for n in range(40)}
    assert len(ids(late, "feeds/news.xml")) > 40


def test_the_simple_feed_tells_the_plain_edition_else_the_summary() -> None:
    files: dict[str, str | bytes] = {
        STORY: text("Festival", body="Panjang.", summary="Ringkas."),
        STORY.replace("id.md", "id.simple.md"): text("Pesta", None, "Mudah.", summary="Singkat."),  # type: ignore[arg-type]
        STORY.replace("festival", "lain"): text("Lain", "2026-10-01 09:00", "Rahasia.", summary="Pokoknya."),
    }
    simple, summary = feedparser.parse(published(desk_of(files), "tokyo/feeds/simple.id.xml")).entries
    assert (simple.title, "Mudah." in simple.content[0].value) == ("Pesta", True)
    assert simple.id.endswith("festival.simple")
    assert "Pokoknya." in summary.content[0].value and "Rahasia." not in summary.content[0].value
    assert summary.id.endswith("lain.simple")


def test_what_was_withdrawn_is_remembered_for_thirty_days() -> None:
    files: dict[str, str | bytes] = {STORY: text(updated="2026-11-10 09:00", status="withdrawn", reason="Keliru.")}
    assert ids(files, "tokyo/feeds/news.xml", now=NOW) == ["tokyo/news/2026/festival"]
    assert ids(files, "tokyo/feeds/news.xml", now=NOW + timedelta(days=30)) == []


def test_an_edit_renders_one_fragment_and_rejoins_the_feeds_that_hold_it() -> None:
    files: dict[str, str | bytes] = {STORY: text(topics="[budaya]", body="Satu.")}
    files |= {STORY.replace("festival", f"s{n}"): text(topics="[budaya]", date="2026-10-01 09:00") for n in range(9)}
    before = desk_of(files)
    old = planned(before)
    edited = desk_of(files | {STORY: text(topics="[budaya]", body="Dua.")})
    stale = [one for path, one in planned(edited).items() if old[path].key != one.key]
    assert [one.path for one in stale if one.recipe == "feed"] == [
        "feeds/regions/east-asia.xml",
        "feeds/topics/budaya.xml",
        "tokyo/feeds/news.atom",
        "tokyo/feeds/news.json",
        "tokyo/feeds/news.xml",
        "tokyo/feeds/simple.id.xml",
    ]
    known = rendering.kept(before)
    anew = [
        one.subject for one in rendering.fragments(edited, stale) if one.key not in known and one.recipe == "fragment"
    ]
    name = "tokyo/news/2026/festival"
    assert sorted(anew) == [
        ("atom", "", name, "id", "full", ""),
        ("json", "", name, "id", "full", ""),
        ("rss", "", name, "id", "full", ""),
        ("rss", "", name, "id", "full", "summary"),
    ]


def test_the_feeds_that_an_edit_writes_are_those_that_tell_it(tree: Tree) -> None:
    tree.write({STORY: text(topics="[budaya]", summary="Ringkas.", body="Satu.")}).build()
    built = tree.write({STORY: text(topics="[budaya]", summary="Ringkas.", body="Dua.")}).build()
    assert tuple(path for path in built.written if not path.startswith("search/")) == (
        "feeds/regions/east-asia.xml",
        "feeds/topics/budaya.xml",
        "tokyo/feeds/news.atom",
        "tokyo/feeds/news.json",
        "tokyo/feeds/news.xml",
        "tokyo/id/news/2026/festival/festival.txt",
        "tokyo/id/news/2026/festival/festival.zip",
        "tokyo/id/news/2026/festival/index.html",
    )


def test_an_empty_feed_never_asks_the_clock() -> None:
    early, late = desk_of({}), desk_of({}, NOW + timedelta(days=400))
    assert published(early, "feeds/topics/budaya.xml") == published(late, "feeds/topics/budaya.xml")


def test_a_feed_that_was_published_stays_when_the_only_story_that_asked_for_it_has_gone(tree: Tree) -> None:
    path = "feeds/countries/fj.xml"
    tree.write({STORY: text(countries="[FJ]", expires="2026-12-01 09:00")}).build()
    assert len(feedparser.parse(tree.page(path).encode()).entries) == 1
    tree.build(now=NOW + timedelta(days=30))
    for later in (path, "feeds/countries/fj.en.xml", "feeds/countries/fj/advisories.xml"):
        found = feedparser.parse(tree.page(later).encode())
        assert not found.bozo and found.entries == []
    assert feedparser.parse(tree.page(path).encode()).feed.link == "https://kawat.example/id/countries/"
    assert not (tree.dest / "id/countries/fj").exists()
    tree.build(now=NOW + timedelta(days=31))
    assert (tree.dest / path).exists(), "and stays from then on"
