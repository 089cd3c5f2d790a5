"""A story that says something else where it stands takes a short road to where the long one leads."""

import mmap
from collections.abc import Callable, Iterable
from datetime import timedelta
from pathlib import Path

import pytest
from catalogues import png
from conftest import Tree, text
from test_arrivals import story
from test_edits import FESTIVAL, PANEN, built, clean, more, planned_anew, short, template, themed

from kawat.edits import Edited
from kawat.recollection import Recollection

__all__ = ["built", "short", "themed"]

Short = Callable[[Tree], Edited | None]
Files = dict[str, str | bytes]

JA = FESTIVAL.replace("id.md", "ja.md")
CHILD = "content/tokyo/news/2026/anak/index.id.md"
PICTURE = FESTIVAL.replace("index.id.md", "p.png")
SECOND = FESTIVAL.replace("index.id.md", "q.png")


def festival(body: str = "Lihat [panen](../panen/).\n\n![P](p.png)", **fields: str) -> Files:
    told = {"summary": "Ringkas", "topics": "[budaya]", "crosspost": "{to: [osaka]}", "countries": "[JP]"}
    return {FESTIVAL: text("Festival", body=body, **{**told, **fields})}


def panen(body: str = "Isi.", **fields: str) -> Files:
    told = {"summary": "Ringkas", "topics": "[budaya]", "provinces": "[ID-JI]"}
    return {PANEN: text("Panen", "2026-10-01 09:00", body, **{**told, **fields})}


AMENDED: list[Files] = [
    panen("Lihat [festival](../festival/) dan [siaran](/portal/press/2026/siaran/index.id.md)."),
    panen("Lihat [nanti](/cairo/news/2026/nanti/)."),
    festival("Tanpa tautan.\n\n![P](p.png)"),
    panen(summary="Ringkas lagi"),
    panen(updated="2026-11-20 10:00", corrections="[{at: 2026-11-20 10:00, note: Jumlahnya keliru.}]"),
    festival(authors="[Ani]", social="{x: Datanglah}"),
    festival(credit="{name: Antara, url: 'https://example.org/'}", republish="{license: CC-BY-4.0}"),
    festival("Lihat [panen](../panen/) lagi.\n\n![P](p.png)", summary="Lain")
    | {JA: text("祭り", None, "本文", summary="別")},
    festival("Lihat [panen](../panen/).\n\n![P](p.png)\n\n![Q](q.png)") | {SECOND: png("blue")},
    festival(image="q.png", image_alt="Q") | {SECOND: png("green")},
    festival(image="p.png", image_alt="P") | panen(image="r.png", image_alt="R")
    | {PANEN.replace("index.id.md", "r.png"): png("green")},
    panen(tags="[padi]"),
    panen(topics="[budaya, ekonomi]"),
    panen(cities="[surabaya]"),
    panen(crosspost="{to: [osaka]}", topics="[ekonomi, budaya]"),
    panen(crosspost="{to: [osaka], mode: link}"),
    festival("Lihat.\n\n![P](p.png)", crosspost="{to: [osaka], override: {osaka: {title: Lain}}}"),
    panen(countries="[JP]", summary="Lain") | festival("Lihat.\n\n![P](p.png)", topics="[ekonomi]"),
    festival("[Dokumen](d.pdf) ![P](p.png)") | {FESTIVAL.replace("index.id.md", "d.pdf"): b"%PDF-1.4 satu"},
]  # fmt: skip


def made_alone(tree: Tree, short: Short, files: Files, beside: Path) -> Edited:
    """Write files and build; what is read is these texts, and what is made is what a clean build has otherwise."""
    before = tree.output()
    edited = short(tree.write(files))
    assert edited is not None
    assert dict(edited.counts)["texts parsed"] == sum(path.endswith(".md") for path in files)
    after = tree.output()
    assert after == clean(tree, beside)
    assert {*edited.written, "manifest.json"} == {path for path, data in after.items() if before.get(path) != data}
    assert set(edited.gone) == before.keys() - after.keys()
    return edited


@pytest.mark.parametrize("files", AMENDED)
def test_what_shows_it_is_made_and_nothing_else(built: Tree, short: Short, tmp_path: Path, files: Files) -> None:
    edited = made_alone(built, short, files, tmp_path)
    after = built.output()
    assert edited.written and edited.about.total == len(after)
    assert not planned_anew(built).verdicts  # which has the same keys


def test_a_correction_reaches_the_page_its_copy_the_lists_and_the_feeds(built: Tree, short: Short) -> None:
    corrected = festival(corrections="[{at: 2026-11-20 10:00, note: Harinya Minggu.}]")
    edited = short(built.write(corrected))
    assert edited is not None
    assert {
        "tokyo/id/news/2026/festival/index.html",
        "osaka/id/from/tokyo/news/2026/festival/index.html",
        "tokyo/feeds/news.xml",
        "osaka/feeds/news.xml",
        "feeds/topics/budaya.xml",
    } <= {*edited.written}
    assert b"Harinya Minggu." in built.output()["tokyo/feeds/news.xml"]


def test_a_story_in_the_midst_of_long_lists_is_shown_on_the_pages_where_it_stood(
    tree: Tree, short: Short, tmp_path: Path
) -> None:
    many = {
        f"content/tokyo/news/2026/c{day:02}{hour}/index.id.md": text(
            f"Cerita {day} {hour}",
            f"2026-{9 + day // 26:02}-{day % 26 + 1:02} 1{hour}:00",
            topics="[budaya]",
            summary="R",
        )
        for day in range(30)
        for hour in range(3)
    }
    tree.write(many).build()
    path = "content/tokyo/news/2026/c121/index.id.md"
    edited = short(tree.write({path: text("Cerita 12 1", "2026-09-13 11:00", topics="[budaya]", summary="Baru")}))
    assert edited is not None
    listed = {one for one in edited.written if "/page/" in one or "archive" in one}
    assert listed == {
        "id/topics/budaya/page/2/index.html",
        "en/topics/budaya/page/2/index.html",
        "id/countries/jp/page/2/index.html",
        "en/countries/jp/page/2/index.html",
        *(f"tokyo/{one}/news/{year}page/2/index.html" for one in ("id", "en", "ja") for year in ("", "2026/")),
        "tokyo/feeds/archive/news.2026-09.2.xml",
        "tokyo/feeds/archive/news.2026-09.2.atom",
    }
    assert tree.output() == clean(tree, tmp_path)
    assert not planned_anew(tree).verdicts


def test_stories_to_which_it_is_related_are_made_again_and_known_when_they_came_or_went(
    built: Tree, short: Short, tmp_path: Path
) -> None:
    def child(tags: str) -> Files:
        return {CHILD: text("Anak", "2026-11-20 09:00", tags=tags, topics="[budaya]", summary="R")}

    built.write(panen(tags="[padi, sawah]")).build()
    page = "tokyo/id/news/2026/anak/index.html"
    assert short(built.write(child("[padi, sawah]")))  # arrived
    edited = short(built.write(panen(tags="[padi, sawah]", summary="Satu")))
    assert edited and page in edited.written
    assert short(built.write(child("[lain, hal]")))
    edited = short(built.write(panen(tags="[padi, sawah]", summary="Dua")))
    assert edited and page not in edited.written
    assert built.output() == clean(built, tmp_path)
    newer = story("lumbung", 9, tags="[padi, sawah]") | story("giling", 15, tags="[padi, sawah]")
    assert short(built.write(newer))
    assert short(built.write(story("ladang", 12, tags="[padi, sawah]") | panen(tags="[padi, sawah]", summary="Tiga")))
    assert built.output() == clean(built, tmp_path / "b")
    edited = short(built.write(story("ladang", 12, tags="[padi, sawah]", summary="Empat")))
    assert edited and "tokyo/id/news/2026/giling/index.html" in edited.written
    assert built.output() == clean(built, tmp_path / "c")
    assert not planned_anew(built).verdicts


def test_bodies_templates_and_new_stories_go_with_it(themed: Tree, short: Short, tmp_path: Path) -> None:
    waspada = "content/cairo/advisory/2026/waspada/index.id.md"
    assert short(themed.write(panen(summary="Satu") | more(waspada, themed) | template(themed, "article.html")))
    files = story("baru", 9, body="![G](g.png)") | {"content/tokyo/news/2026/baru/g.png": png("blue")}
    files |= festival(image="q.png", image_alt="Q") | {SECOND: png("green")}
    assert short(themed.write(files))
    assert short(themed.write(panen(summary="Dua") | story("baru", 9, body="![G](g.png)\n\nLagi.")))
    assert not planned_anew(themed).verdicts
    assert themed.output()["tokyo/id/news/2026/baru/index.html"].count(b"Lagi.") == 1


def test_what_is_edited_and_what_came_before_it_are_read_together(built: Tree, short: Short, tmp_path: Path) -> None:
    built.write(story("sore", 15, tags="[padi, sawah]")).build()
    edit: Files = {path: str(said) + "\nLagi.\n" for path, said in story("sore", 15, tags="[padi, sawah]").items()}
    assert short(built.write(edit | story("pagi", 9, tags="[padi, sawah]")))
    assert built.output() == clean(built, tmp_path)


def test_sitemaps_and_the_wire_tell_of_it_without_a_look_at_the_others(
    tree: Tree, short: Short, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def told(slug: str, date: str, **fields: str) -> Files:
        return {f"content/portal/press/2026/{slug}/index.id.md": text(slug, date, topics="[budaya]", **fields)}

    for day in range(120):
        tree.write(told(f"s{day:03}", f"2026-{day // 28 + 6:02}-{day % 28 + 1:02} 08:00", summary="R"))
        tree.write({f"content/portal/press/2026/s{day:03}/index.en.md": text(f"In English {day}", None)})
    tree.build()
    asked = mmap.mmap(-1, 130)  # also by workers
    article, several = Recollection.article, Recollection.several
    monkeypatch.setattr(
        Recollection, "article", lambda self, number: (asked.__setitem__(number, 1), article(self, number))[1]
    )

    def noting(self: Recollection, numbers: Iterable[int]) -> None:
        some = list(numbers)
        for number in some:
            asked[number] = 1
        several(self, some)

    monkeypatch.setattr(Recollection, "several", noting)
    at_noon = told("siang", "2026-11-21 12:00") | told("pagi", "2026-11-21 08:00")
    for files in (
        told("sore", "2026-11-21 15:00", summary="R"),
        at_noon | told("sore", "2026-11-21 15:00", summary="Lain", updated="2026-11-21 16:00"),
        told("s119", "2026-10-08 08:00", summary="R", updated="2026-11-21 17:00"),
    ):
        asked[:] = bytes(len(asked))
        edited = short(tree.write(files))
        assert edited and {"sitemap-portal.xml", "wire/index.json"} <= {*edited.written}
        assert not any(asked[:60])
        assert tree.output() == clean(tree, tmp_path / sorted(files)[0].split("/")[4])
    assert short(tree.write(told("sore", "2026-11-21 15:00", summary="Lain")))  # an update that was none
    assert tree.output() == clean(tree, tmp_path / "last")
    assert not planned_anew(tree).verdicts


def test_a_story_goes_from_lists_and_feeds_of_what_it_is_no_more_about(
    tree: Tree, short: Short, tmp_path: Path
) -> None:
    subjects = {"topics": "[budaya]", "provinces": "[ID-JI]", "countries": "[EG]"}
    for day in range(43):
        tree.write(story(f"c{day}", day // 3 + 8, summary="R", **subjects))
        tree.write({f"content/osaka/news/2026/c{day}/index.en.md": text(f"C {day}", f"2026-11-20 08:{day + 10}")})
    tree.build()
    for at, (slug, others) in enumerate(
        (
            ("c41", {"topics": "[ekonomi]"}),
            ("c41", {"topics": "[ekonomi, budaya]", "provinces": "[ID-JI]"}),
            ("c3", {"countries": "[EG]"}),
            ("c42", {"tags": "[padi]"}),
        )
    ):
        before = tree.output()
        edited = short(tree.write(story(slug, int(slug[1:]) // 3 + 8, summary="R", **others)))
        assert edited is not None
        after = tree.output()
        assert {*edited.written, "manifest.json"} == {path for path, data in after.items() if before.get(path) != data}
        assert after == clean(tree, tmp_path / str(at))
        assert not planned_anew(tree).verdicts
    page = f"/tokyo/id/news/2026/{slug}/".encode()
    assert page not in after["id/topics/budaya/index.html"] and page not in after["feeds/provinces/id-ji.xml"]


def test_a_story_that_one_more_site_shows_is_there_and_whoever_links_to_it_there_leads_to_it(
    built: Tree, short: Short, tmp_path: Path
) -> None:
    built.write(story("satu", 9, "osaka", body="[x](/tokyo/news/2026/panen/)") | story("dua", 9, "osaka")).build()
    built.write(story("lama", 8, "cairo")).build()
    edited = short(built.write(panen(crosspost="{to: [osaka], override: {osaka: {embargo: 2026-11-23 09:00}}}")))
    assert edited is not None and not any(
        path.startswith("osaka/id/from/tokyo/news/2026/panen") for path in built.output()
    )
    built.now += timedelta(days=1)
    assert short(built)  # as the embargo has ended
    assert b'href="/osaka/id/from/tokyo/news/2026/panen/"' in built.output()["osaka/id/news/2026/satu/index.html"]
    edited = short(built.write(festival(crosspost="{to: [osaka, cairo]}") | story("dua", 9, "osaka", body="Lain.")))
    assert edited and "cairo/id/from/tokyo/news/2026/festival/index.html" in edited.written
    path = "osaka/id/news/2026/tiga/index.html"
    assert short(built.write(story("tiga", 9, "osaka", body="[x](/tokyo/news/2026/empat/)") | story("empat", 8)))
    assert b'href="/tokyo/id/news/2026/empat/"' in built.output()[path]
    assert short(built.write(story("empat", 8, crosspost="{to: [osaka]}")))
    assert b'href="/osaka/id/from/tokyo/news/2026/empat/"' in built.output()[path]
    assert built.output() == clean(built, tmp_path)
    assert not planned_anew(built).verdicts


@pytest.mark.parametrize(
    "files",
    [
        panen(provinces="[]"),
        panen(countries="[FR]"),
        panen(crosspost="{to: [cairo]}"),
        panen(crosspost="{to: [osaka]}") | story("satu", 9),
        panen(expires="2027-01-01"),
        panen(status="withdrawn", reason="Keliru"),
        festival("Lihat.\n\n![P](p.png)", crosspost="{to: [cairo]}"),
        festival("Lihat.\n\n![P](p.png)", crosspost="{to: [osaka], mode: link}"),
        panen("[Ke mana](../tiada/)"),
        panen("![Tiada](tiada.png)"),
        panen(image="tiada.png", image_alt="Tiada"),
        panen(topics="[tiada]"),
        festival("Tanpa gambar."),
        festival() | {SECOND: png("blue")},
        festival(image="q.png", image_alt="Q") | {SECOND: b"rusak"},
        festival(image="q.png", image_alt="Q")
        | {SECOND: png("red"), JA: text("祭り", None, "本文。", summary="要約", image="p.png", image_alt="P")},
        {"content/cairo/event/2026/pameran/index.id.md": text("Pameran", summary="Ringkas", start="2026-12-02 09:00")},
        {"content/cairo/advisory/2026/waspada/index.id.md": text("Waspada", summary="Lain", country="EG", level="2")},
    ],
)  # fmt: skip
def test_what_may_change_more_takes_the_long_road(built: Tree, short: Short, files: Files) -> None:
    assert short(built.write(files)) is None


def test_a_story_in_whose_folder_something_is_wrong_takes_the_long_road(
    built: Tree, short: Short, tmp_path: Path
) -> None:
    assert short(built.write({SECOND: png("blue")})) is None  # no text names it
    assert short(built.write(festival(image="q.png", image_alt="Q"))) is None
    assert built.output() == clean(built, tmp_path)
    assert not [one for one in built.build(allow_removal=True).report.problems if "festival" in one.file]


def test_a_title_reaches_all_that_names_it_and_what_is_related_to_it_now(
    built: Tree, short: Short, tmp_path: Path
) -> None:
    built.write(panen(tags="[padi, sawah]") | story("lumbung", 9, tags="[padi, sawah]") | story("beras", 10)).build()
    card = {path for path in built.output() if "/cards/" in path}
    for at, title in enumerate(("Beras Padi", "Panen raya", "Lumbung beras")):
        edited = short(
            built.write({path: str(said).replace("Panen", title) for path, said in panen(tags="[padi, sawah]").items()})
        )
        assert edited is not None
        assert {"tokyo/id/news/2026/panen/index.html", "tokyo/feeds/news.xml", "tokyo/id/news/index.html"} <= {
            *edited.written
        }
        assert built.output() == clean(built, tmp_path / str(at))
        cards = {path for path in built.output() if "/cards/" in path}
        assert {*edited.gone} >= card - cards and len(card) == len(cards) == len(cards - card) + len(card & cards)
        assert not planned_anew(built).verdicts
        card = cards


def test_a_title_and_another_body_that_it_is_related_to_are_edited_together(
    built: Tree, short: Short, tmp_path: Path
) -> None:
    built.write(panen(tags="[padi]") | story("lumbung", 9, tags="[padi]") | story("beras", 10, tags="[padi]")).build()
    edit = more("content/tokyo/news/2026/lumbung/index.id.md", built)
    renamed: Files = {PANEN: str(panen(tags="[padi]")[PANEN]).replace("Panen", "Lumbung beras")}
    edited = short(built.write(edit | renamed))
    pages = {f"tokyo/id/news/2026/{slug}/index.html" for slug in ("lumbung", "beras")}
    assert edited and pages <= {*edited.written}
    assert b"Lumbung beras" in built.output()["tokyo/id/news/2026/lumbung/index.html"]
    assert built.output() == clean(built, tmp_path)
    assert not planned_anew(built).verdicts


def test_a_card_that_two_texts_share_stays_until_neither_is_called_so(
    built: Tree, short: Short, tmp_path: Path
) -> None:
    def called(slug: str, hour: int, title: str) -> Files:
        return {path: str(said).replace(slug.title(), title) for path, said in story(slug, hour).items()}

    built.write(called("satu", 10, "Pengumuman") | called("dua", 11, "Lain")).build()
    assert short(built.write(called("dua", 11, "Pengumuman"))) is None
    assert short(built.write(called("satu", 10, "Berita"))) is None
    assert built.output() == clean(built, tmp_path / "a")
    assert short(built.write(called("tiga", 12, "Berita"))) is None  # as one that came is called already
    assert short(built.write(called("dua", 11, "Kabar")))
    assert short(built.write(more("content/tokyo/news/2026/satu/index.id.md", built)))
    assert built.output() == clean(built, tmp_path / "b")
    assert not planned_anew(built).verdicts
