"""Editions become articles: who leads, what is inherited, what contradicts."""

import pytest
from catalogues import png, utc, world
from conftest import text

from kawat.editorial import editions
from kawat.model import Edition, Register, Status

FOLDER = "content/tokyo/news/2026/festival/"
LEAD = FOLDER + "index.id.md"
JAPANESE = FOLDER + "index.ja.md"
ENGLISH = FOLDER + "index.en.md"
SIMPLE = FOLDER + "index.id.simple.md"


def edition(files: dict[str, str | bytes], path: str) -> Edition:
    """Return an edition of the only article, after it has inherited."""
    return next(one for one in world(files).article().editions if one.source.path == path)


def only(title: str = "Terjemahan", **fields: str) -> str:
    """Return a text that has a title and what is given, no date."""
    return text(title, date=None, **fields)  # type: ignore[arg-type]


def test_the_editions_of_one_folder_are_one_article() -> None:
    made = world({LEAD: text("Judul"), JAPANESE: only("題名"), SIMPLE: only("Mudah")}).article()
    assert made.id == "tokyo/news/2026/festival"
    assert (made.site, str(made.kind), made.year, made.slug, made.folder) == (
        "tokyo", "news", 2026, "festival", FOLDER[:-1],
    )  # fmt: skip
    assert [(one.language, str(one.register)) for one in made.editions] == [
        ("id", "full"), ("ja", "full"), ("id", "simple"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("paths", "lead"),
    [
        ([LEAD, JAPANESE, ENGLISH], LEAD),
        ([ENGLISH, JAPANESE], JAPANESE),
        ([ENGLISH], ENGLISH),
        ([SIMPLE, ENGLISH], ENGLISH),
        ([SIMPLE, LEAD], LEAD),
        ([SIMPLE], SIMPLE),
    ],
)
def test_the_lead_is_full_before_simple_then_by_the_order_of_the_homes_languages(paths: list[str], lead: str) -> None:
    assert world({path: text() for path in paths}).article().lead.source.path == lead


@pytest.mark.parametrize(
    ("typed", "name", "value"),
    [
        ("2026-11-02 09:00", "date", utc(2026, 11, 2)),
        ("[budaya]", "topics", ("budaya",)),
        ("[gamelan, tari]", "tags", ("gamelan", "tari")),
        ("[JP]", "countries", ("JP",)),
        ("[ID-JI]", "provinces", ("ID-JI",)),
        ("[surabaya]", "cities", ("surabaya",)),
        ("[Pensosbud]", "authors", ("Pensosbud",)),
        ("tokyo/news/2026/lama", "id", "tokyo/news/2026/lama"),
        ("[/tokyo/id/news/2026/lama/]", "aliases", ("/tokyo/id/news/2026/lama/",)),
    ],
)
def test_a_translation_inherits_each_shared_field(typed: str, name: str, value: object) -> None:
    assert getattr(edition({LEAD: text(**{name: typed}), JAPANESE: only()}, JAPANESE), name) == value


def test_a_simple_edition_inherits_like_a_translation() -> None:
    found = edition({LEAD: text(topics="budaya"), SIMPLE: only()}, SIMPLE)
    assert (found.topics, found.date) == (("budaya",), utc(2026, 11, 1))


def test_its_own_words_are_not_inherited() -> None:
    lead = text(summary="Ringkas", updated="2026-11-05", social="{x: Halo}", corrections="[{at: 2026-11-04, note: R}]")
    found = edition({LEAD: lead, JAPANESE: only("題名", summary="要約")}, JAPANESE)
    assert (found.title, found.summary, found.updated, found.social.x, found.corrections) == (
        "題名", "要約", None, "", (),
    )  # fmt: skip


def test_nested_fields_are_inherited_one_by_one() -> None:
    """A translation says what its picture shows; the file and the credit are those of the lead edition."""
    picture = png()
    lead = text(image="a.png", image_alt="Panggung", image_credit="Kawat", crosspost="{to: osaka}")
    lead = lead.replace("crosspost", "republish: {license: CC-BY-4.0}\ncrosspost")
    files = {LEAD: lead, JAPANESE: only(image_alt="舞台"), FOLDER + "a.png": picture}
    found = edition(files, JAPANESE)
    assert (found.picture.image, found.picture.alt, found.picture.credit) == ("a.png", "舞台", "Kawat")
    assert (found.crosspost.to, found.republish.license) == (("osaka",), "CC-BY-4.0")


def test_particulars_are_inherited_and_lists_of_records_are_taken_as_a_whole() -> None:
    folder = "content/tokyo/agreement/2026/kota/"
    lead = text(
        form="sister-city", stage="in-force", sectors="[pendidikan]", signed="2026-01-02",
        parties="[{name: Kota Surabaya, kind: city}, {name: Kota Lain, kind: city}]",
    )  # fmt: skip
    files = {
        folder + "index.id.md": lead,
        folder + "index.ja.md": only(sectors="[教育]", parties="[{name: スラバヤ市}]"),
    }
    details = edition(files, folder + "index.ja.md").details
    assert (details.form, details.stage, details.sectors) == ("sister-city", "in-force", ("教育",))  # type: ignore[union-attr]
    assert [party.name for party in details.parties] == ["スラバヤ市"]  # type: ignore[union-attr]


# ---------------------------------------------------------------- the strictest wins


@pytest.mark.parametrize("name", ["embargo", "expires"])
@pytest.mark.parametrize(("lead", "own"), [("05", "09"), ("09", "05"), ("", "07"), ("07", "")])
def test_the_latest_embargo_and_the_earliest_expiry_of_lead_and_translation_count(
    name: str, lead: str, own: str
) -> None:
    def given(day: str) -> dict[str, str]:
        return {name: f"2026-12-{day} 09:00"} if day else {}

    found = edition({LEAD: text(**given(lead)), JAPANESE: only(**given(own))}, JAPANESE)
    days = [int(one) for one in (lead, own) if one]
    assert getattr(found, name) == utc(2026, 12, max(days) if name == "embargo" else min(days))


STATUSES = ("published", "withdrawn", "removed", "draft")


@pytest.mark.parametrize("lead", STATUSES)
@pytest.mark.parametrize("own", STATUSES)
def test_the_strictest_status_of_lead_and_translation_counts(lead: str, own: str) -> None:
    found = edition({LEAD: text(status=lead, reason="L"), JAPANESE: only(status=own, reason="O")}, JAPANESE)
    assert found.status is Status(max(lead, own, key=STATUSES.index))


def test_a_translations_own_status_says_nothing_of_the_lead() -> None:
    made = world({LEAD: text(), JAPANESE: only(status="withdrawn", reason="Salah")}).article()
    assert [one.status for one in made.editions] == [Status.PUBLISHED, Status.WITHDRAWN]


def test_the_reason_is_the_translations_own_or_that_of_the_lead_if_that_is_why() -> None:
    gone = {LEAD: text(status="removed", reason="Keliru"), JAPANESE: only()}
    assert edition(gone, JAPANESE).reason == "Keliru"
    assert edition({**gone, JAPANESE: only(status="removed", reason="誤り")}, JAPANESE).reason == "誤り"


# ---------------------------------------------------------------- what the article says


def test_the_article_was_updated_when_any_of_its_editions_was_updated_or_corrected() -> None:
    lead = text(updated="2026-11-03 09:00", corrections="[{at: 2026-11-05 09:00, note: R}]")
    assert world({LEAD: lead, JAPANESE: only(updated="2026-11-04 09:00")}).article().updated == utc(2026, 11, 5)
    assert world({LEAD: text()}).article().updated == utc(2026, 11, 1)


def test_an_advisory_is_about_its_country_and_a_potential_about_its_province() -> None:
    advisory = {"content/tokyo/advisory/2026/a/index.id.md": text(country="JP", level="2", countries="[KR, CN]")}
    assert world(advisory).article().countries == ("JP", "KR", "CN")
    named = {"content/tokyo/advisory/2026/a/index.id.md": text(country="JP", level="2", countries="[KR, JP]")}
    assert world(named).article().countries == ("KR", "JP")
    potential = {"content/portal/potential/2026/a/index.id.md": text(province="ID-JI")}
    assert world(potential).article().provinces == ("ID-JI",)


def test_the_digest_names_all_texts_and_the_face_all_but_the_bodies() -> None:
    before = world({LEAD: text(), JAPANESE: only(summary="要約")}).article()
    body = world({LEAD: text(), JAPANESE: only(summary="要約", body="別")}).article()
    title = world({LEAD: text(), JAPANESE: only("別", summary="要約")}).article()
    assert body.digest != before.digest and body.face == before.face
    assert title.digest != before.digest and title.face != before.face


# ---------------------------------------------------------------- what keeps a story from being published


def test_without_a_sound_lead_nothing_of_a_story_is_published() -> None:
    """What the translation would inherit, an embargo say, is not known."""
    made = world({LEAD: text(topics="[tari]"), JAPANESE: only(), SIMPLE: only()})
    assert made.articles == ()
    assert [(one.code, one.file) for one in made.problems] == [("K013", LEAD), ("K052", JAPANESE), ("K052", SIMPLE)]


def test_a_broken_translation_costs_itself_alone() -> None:
    made = world({LEAD: text(), JAPANESE: only(topics="[tari]"), SIMPLE: only()})
    assert [one.source.path for one in made.article().editions] == [LEAD, SIMPLE]


def test_a_lead_without_what_its_kind_needs_is_told_so() -> None:
    path = "content/tokyo/advisory/2026/a/index.id.md"
    made = world({path: text(), path.replace(".id.", ".ja."): only()})
    about = [dict(one.about).get("value") for one in made.problems]
    assert (made.articles, made.codes, about[:2]) == ((), ["K028", "K028", "K052"], ["country", "level"])


def test_a_shared_field_that_differs_is_a_warning_and_the_leads_counts() -> None:
    made = world({LEAD: text(topics="budaya"), JAPANESE: text(topics="ekonomi", date="2026-11-09 09:00")})
    assert [(one.code, dict(one.about)["field"]) for one in made.problems] == [("K053", "date"), ("K053", "topics")]
    found = made.article().editions[1]
    assert (found.topics, found.date) == (("budaya",), utc(2026, 11, 1))


def test_a_translation_may_have_authors_of_its_own() -> None:
    made = world({LEAD: text(authors="[Pensosbud]"), JAPANESE: only(authors="[広報]")})
    assert (made.article().editions[1].authors, made.problems) == (("広報",), ())


def test_an_id_belongs_to_the_story_whose_path_it_follows_from() -> None:
    other = "content/tokyo/news/2026/lain/index.id.md"
    made = world({LEAD: text(), other: text(id="tokyo/news/2026/festival")})
    assert made.article().lead.source.path == LEAD
    assert [(one.code, one.file) for one in made.problems] == [("K050", other)]


def test_the_same_files_give_the_same_articles_in_any_order() -> None:
    files = {LEAD: text(), JAPANESE: only(), ENGLISH: only(), "content/portal/press/2025/a/index.id.md": text()}
    assert world(dict(reversed(files.items()))).articles == world(files).articles
    assert [one.id for one in world(files).articles] == ["portal/press/2025/a", "tokyo/news/2026/festival"]


# ---------------------------------------------------------------- which edition suits a reader


@pytest.mark.parametrize(
    ("there", "wanted", "chosen"),
    [
        ([LEAD, JAPANESE, ENGLISH], "ja", JAPANESE),
        ([LEAD, JAPANESE, ENGLISH], "ar", ENGLISH),
        ([LEAD, JAPANESE], "ar", LEAD),
        ([LEAD, SIMPLE, ENGLISH], "id", LEAD),
        ([SIMPLE], "en", SIMPLE),
    ],
)
def test_a_reader_gets_his_language_else_english_else_the_lead(there: list[str], wanted: str, chosen: str) -> None:
    article = world({path: text() for path in there}).article()
    assert editions.choose(article, wanted).source.path == chosen


def test_only_what_is_visible_is_chosen_from() -> None:
    article = world({LEAD: text(), JAPANESE: only()}).article()
    assert editions.choose(article, "ja", [article.lead]) is article.lead
    assert editions.choose(article, "ja", [article.lead]).register is Register.FULL
