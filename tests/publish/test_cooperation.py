"""The registry of agreements: who is concerned, what ends soon, and the same for programs and in pictures."""

import csv
import io
import json
from datetime import timedelta

import pytest
from catalogues import World, utc, world
from conftest import NOW, text
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from kawat.publish.services import cooperation, cooperationpages
from kawat.publish.services.charts import bars, counted

PARTIES = (
    "[{name: Kota Surabaya, kind: city, country: ID, province: ID-JI}, {name: Kota Kochi, kind: city, country: JP}]"
)


def agreement(title: str, ends: str | None = None, stage: str = "in-force", **fields: str) -> str:
    given = {"form": "sister-city", "stage": stage, "parties": PARTIES, "signed": "2024-11-01", **fields}
    return text(title, **given, **({"ends": ends} if ends else {}))


FILES: dict[str, str | bytes | None] = {
    "content/tokyo/agreement/2024/lama/index.id.md": agreement("Lama", "2026-11-01", sectors="[Pelabuhan]"),
    "content/tokyo/agreement/2024/segera/index.id.md": agreement("Segera", "2027-01-01", sectors="[pelabuhan, Budaya]"),
    "content/tokyo/agreement/2024/nanti/index.id.md": agreement("Nanti", "2030-01-01", countries="[EG]"),
    "content/cairo/agreement/2024/usai/index.id.md": agreement(
        "=Usai", "2025-01-01", "ended", body="Naskah: [perjanjian](naskah.pdf).", signed="2023-01-01",
    ).replace("title: =Usai", "title: '=Usai'"),
    "content/cairo/agreement/2024/usai/naskah.pdf": b"%PDF-1.7\n%%EOF\n",
    "content/cairo/agreement/2024/usai/index.en.md": "---\ntitle: Over\nsectors: [ports]\n---\n\nText.\n",
}  # fmt: skip


@pytest.fixture(scope="module")
def made() -> World:
    found = world(FILES)
    assert found.problems == ()
    return found


def test_what_ends_soon_and_what_is_past_its_end_are_told_apart(made: World) -> None:
    desk = made.desk()
    assert [one.article.slug for one in cooperation.ending(desk)] == ["segera"]
    assert [one.article.slug for one in cooperation.overdue(desk)] == ["lama"]  # "usai" is said to have ended


def test_a_build_is_due_when_an_agreement_begins_to_end_soon_and_when_its_end_is_past(made: World) -> None:
    due = made.catalogue(NOW).due
    assert due == utc(2027, 1, 2)
    later = due + timedelta(seconds=1)
    assert [one.article.slug for one in cooperation.overdue(made.desk(later))] == ["lama", "segera"]
    path = "id/cooperation/index.html"
    assert made.plan()[path].key != made.plan(later)[path].key
    assert made.catalogue(later).due == utc(2029, 7, 3)
    assert [one.article.slug for one in cooperation.ending(made.desk(utc(2029, 7, 3)))] == ["nanti"]


def test_a_province_and_a_country_have_a_page_of_what_concerns_them(made: World) -> None:
    assert [path for path in made.plan() if path.startswith("id/cooperation/")] == [
        "id/cooperation/countries/eg/index.html", "id/cooperation/countries/jp/index.html", "id/cooperation/index.html",
        "id/cooperation/provinces/id-ji/index.html", "id/cooperation/report/index.html",
    ]  # fmt: skip
    desk = made.desk()
    egypt = cooperationpages.registry(desk, "en", "countries", "EG")
    assert ([card.title for card in egypt.agreements], egypt.ending, egypt.overdue) == (["Nanti"], (), ())
    everything = cooperationpages.registry(desk, "en", "", "")
    assert [(of, [(one.label, one.href) for one in links]) for of, links in everything.indexes] == [
        ("provinces", [("East Java", "/en/cooperation/provinces/id-ji/")]),
        ("countries", [("Egypt", "/en/cooperation/countries/eg/"), ("Japan", "/en/cooperation/countries/jp/")]),
    ]  # fmt: skip


def test_the_registry_is_a_table_that_is_filtered_without_a_script(made: World) -> None:
    page = HTMLParser(made.page("id/cooperation/index.html"))
    assert [one.text() for one in page.css("tbody th a")] == ["=Usai", "Segera", "Nanti", "Lama"]
    assert {one.attributes["value"] for one in page.css("main input")} == {"all", "in-force", "ended"}
    assert page.css_first("link[type='application/rss+xml']").attributes["href"].endswith("/feeds/agreements.xml")


def test_the_registry_for_programs_holds_parties_days_and_documents(made: World) -> None:
    told = {one["id"]: one for one in json.loads(made.page("cooperation.json"))["agreements"]}
    one = told["cairo/agreement/2024/usai"]
    assert one["parties"][1] == {"name": "Kota Kochi", "kind": "city", "country": "JP"}
    assert (one["signed"], one["ends"], one["stage"], one["mission"]) == ("2023-01-01", "2025-01-01", "ended", "cairo")
    (document,) = one["texts"]["id"]["documents"]
    assert document.removeprefix("https://kawat.example/") in made.plan()
    assert one["texts"]["en"]["sectors"] == ["ports"]


def test_the_table_for_spreadsheets_holds_no_formula(made: World) -> None:
    rows = list(csv.DictReader(io.StringIO(made.page("cooperation.csv"), newline="")))
    assert [row["title"] for row in rows] == ["'=Usai", "Segera", "Nanti", "Lama"]
    assert rows[1]["parties"] == "Kota Surabaya; Kota Kochi" and rows[1]["sectors"] == "pelabuhan; Budaya"


def test_the_report_counts_by_country_province_sector_stage_and_year(made: World) -> None:
    one = cooperationpages.report(made.desk(), "id")
    assert {chart.name: [(bar.label, bar.count) for bar in chart.bars] for chart in one.charts} == {
        "provinces": [("Jawa Timur", 4)],
        "countries": [("Jepang", 4), ("Mesir", 1)],
        "sectors": [("pelabuhan", 2), ("budaya", 1)],
        "stages": [("Berlaku", 3), ("Berakhir", 1)],
        "years": [("2023", 1), ("2024", 3)],
    }
    drawn = HTMLParser(made.page("id/cooperation/report/index.html"))
    assert [len(svg.css("rect")) for svg in drawn.css("svg.chart")] == [1, 2, 2, 2, 2]
    assert [row.text() for row in drawn.css("#chart-countries ~ details td")] == ["4", "1"]


def test_bars_are_in_proportion_and_their_labels_fit() -> None:
    chart = bars("years", [("a", 4), ("b" * 60, 1), ("c", 0)])
    assert [(bar.length, bar.top) for bar in chart.bars] == [(300, 0), (75, 38), (0, 76)]
    assert (chart.bars[1].label, chart.bars[1].short) == ("b" * 60, "b" * 45 + "…")
    assert bars("years", []).height == 0
    assert counted("cabbc", str.upper) == [("B", 2), ("C", 2), ("A", 1)]
