"""The catalogue: what is published at a moment, and not a word more."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

import pytest
from catalogues import png, utc, world
from conftest import NETWORK, text

from kawat.editorial.catalogue import Catalogue, Shown
from kawat.model import Kind, Register, Role, State

FOLDER = "content/tokyo/news/2026/festival/"
LEAD = FOLDER + "index.id.md"


def only(title: str = "Terjemahan", **fields: str) -> str:
    return text(title, date=None, **fields)  # type: ignore[arg-type]


def languages(made: Catalogue, site: str) -> list[str]:
    one = made.on(site, "tokyo/news/2026/festival")
    return [
        edition.language + (" simple" if edition.register is Register.SIMPLE else "") for edition, _ in one.editions
    ]


# ---------------------------------------------------------------- the languages of copies


def with_languages(*there: str, to: str = "osaka") -> dict[str, str | bytes | None]:
    """Return a story of Tokyo in these languages, pushed somewhere; the first carries what they share."""
    first, *others = (f"{FOLDER}index.{one}.md" for one in there)
    return {first: text(crosspost=f"{{to: {to}}}"), **{path: only() for path in others}}


ARABIC = {"missions/tokyo.yaml": NETWORK["missions/tokyo.yaml"].replace("id, ja, en", "id, ja, en, ar")}


@pytest.mark.parametrize(
    ("there", "site", "expected"),
    [
        (["id", "ja", "en"], "osaka", ["id", "ja", "en"]),
        (["id", "ja", "en"], "cairo", ["id", "en"]),
        (["id", "ja", "en", "ar"], "cairo", ["id", "en", "ar"]),
        (["id", "ja"], "cairo", ["id"]),
        (["ja", "ar"], "osaka", ["ja"]),
        (["ja"], "cairo", ["ja"]),
        (["ja", "ar"], "cairo", ["ar"]),
        (["id", "ja", "id.simple"], "cairo", ["id", "id simple"]),
    ],
)
def test_a_copy_brings_the_editions_in_the_languages_of_its_site(
    there: list[str], site: str, expected: list[str]
) -> None:
    """Failing those, the lead edition alone."""
    assert languages(world({**with_languages(*there, to=site), **ARABIC}).catalogue(), site) == expected


def test_a_copy_falls_back_on_english_before_the_lead() -> None:
    french = {"missions/cairo.yaml": NETWORK["missions/cairo.yaml"].replace("id, ar, en", "ar")}
    assert languages(world({**with_languages("ja", "en", to="cairo"), **french}).catalogue(), "cairo") == ["en"]


def test_a_simple_edition_alone_does_not_make_a_language_suitable() -> None:
    """A full text in English says more to a reader than a simple one in his own language says of the whole."""
    arabic = {"missions/cairo.yaml": NETWORK["missions/cairo.yaml"].replace("id, ar, en", "ar")}
    made = world({**with_languages("id", "en", "ar.simple", to="cairo"), **ARABIC, **arabic}).catalogue()
    assert languages(made, "cairo") == ["en"]


def test_at_home_and_through_a_link_all_editions_stand() -> None:
    files = {**with_languages("id", "ja", "en", to="cairo")}
    files[LEAD] = text(crosspost="{to: cairo, mode: link}")
    made = world(files).catalogue()
    assert languages(made, "tokyo") == languages(made, "cairo") == ["id", "ja", "en"]


# ---------------------------------------------------------------- order and indexes


def test_lists_go_from_the_oldest_to_the_newest_and_ties_are_broken_by_id() -> None:
    stories = {"b": "2026-11-01 09:00", "a": "2026-11-01 09:00", "c": "2026-10-01 09:00"}
    files = {f"content/tokyo/news/2026/{slug}/index.id.md": text(date=date) for slug, date in stories.items()}
    made = world(files).catalogue()
    assert [one.article.slug for one in made.by_kind["tokyo", Kind.NEWS]] == ["c", "a", "b"]


def test_indexes_over_all_sites_hold_each_story_once_at_its_home() -> None:
    shared = {"topics": "[budaya]", "countries": "[JP]", "provinces": "[ID-JI]"}
    made = world({LEAD: text(**shared, crosspost="{to: all}")}).catalogue()
    for index in (made.by_topic["budaya"], made.by_country["JP"], made.by_province["ID-JI"]):
        assert [(one.article.slug, one.site.code, one.placement.role) for one in index] == [
            ("festival", "tokyo", Role.HOME)
        ]
    assert {site: len(ones) for site, ones in made.shown.items()} == dict.fromkeys(made.sites, 1)


def test_what_is_named_twice_counts_once() -> None:
    tokyo = {"missions/tokyo.yaml": NETWORK["missions/tokyo.yaml"].replace("[id, ja, en]", "[id, ja, id]")}
    made = world({LEAD: text(topics="[budaya, budaya]", crosspost="{to: [osaka, osaka]}"), **tokyo}).catalogue()
    assert (len(made.by_topic["budaya"]), len(made.at["tokyo/news/2026/festival"])) == (1, 2)
    assert made.sites["tokyo"].languages == ("id", "ja")


def test_an_article_is_first_shown_at_home() -> None:
    made = world({LEAD: text(crosspost="{to: all}")}).catalogue()
    assert [one.site.code for one in made.at["tokyo/news/2026/festival"]] == ["tokyo", "cairo", "osaka", "portal"]
    assert made.home("tokyo/news/2026/festival").site.code == "tokyo"
    with pytest.raises(KeyError):
        world({LEAD: text()}).catalogue().on("cairo", "tokyo/news/2026/festival")


@pytest.mark.parametrize("status", ["withdrawn", "removed"])
def test_withdrawn_and_removed_stories_keep_their_place_but_are_in_no_list(status: str) -> None:
    files = {LEAD: text(topics="[budaya]", status=status, reason="Keliru", crosspost="{to: osaka}")}
    made = world(files).catalogue()
    state = State.WITHDRAWN if status == "withdrawn" else State.GONE
    assert [one.editions[0][1] for one in made.at["tokyo/news/2026/festival"]] == [state, state]
    assert (dict(made.by_kind), dict(made.by_topic)) == ({}, {})


def test_an_edition_in_exactly_one_language_and_register_may_be_asked_for() -> None:
    files = {LEAD: text(), FOLDER + "index.ja.md": only(status="withdrawn", reason="R"), FOLDER + "index.en.md": only()}
    one = world(files).catalogue().home("tokyo/news/2026/festival")
    asked = [one.in_language(language) is not None for language in ("id", "ja", "en", "ar")]
    assert asked == [True, False, True, False]
    assert one.in_language("id", Register.SIMPLE) is None
    assert [one.pick(language).language for language in ("ja", "id")] == ["en", "id"]


# ---------------------------------------------------------------- nobody may see yet

HIDDEN = {
    "draft": {"status": "draft"},
    "embargoed": {"embargo": "2027-01-01"},
    "future": {"date": "2027-01-01"},
    "expired": {"expires": "2026-11-02"},
}


@pytest.mark.parametrize("fields", HIDDEN.values(), ids=HIDDEN)
def test_a_hidden_story_is_nowhere_in_the_catalogue(fields: dict[str, str]) -> None:
    """Every value that pages could be made of is walked; only what links must know of is named by its path."""
    files = {
        LEAD: text("Canary", summary="Canary", topics="[budaya]", image="canary.png", image_alt="Canary", **fields),
        FOLDER + "canary.png": png(),
        "content/tokyo/news/2026/lain/index.id.md": text("Lain"),
    }
    made = world(files)
    whole = made.catalogue()
    parts = (whole.articles, whole.shown, whole.at, whole.by_kind, whole.by_topic, whole.by_country, whole.by_province)
    said = [word for part in parts for word in words(part)]
    assert any("Lain" in word for word in said)
    assert not [word for word in said if "canary" in word.lower() or "festival" in word]


def test_a_hidden_translation_is_not_shown_although_its_story_is() -> None:
    files = {LEAD: text(), FOLDER + "index.ja.md": only("Canary", embargo="2027-01-01")}
    made = world(files).catalogue()
    assert languages(made, "tokyo") == ["id"]
    assert languages(world(files).catalogue(utc(2027, 1, 1)), "tokyo") == ["id", "ja"]


def words(value: Any) -> Iterator[str]:
    """Yield every string of a value; of an article only what it shows now."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, one in value.items():
            yield from words(name)
            yield from words(one)
    elif isinstance(value, tuple | list):
        for one in value:
            yield from words(one)
    elif isinstance(value, Shown):
        yield from words(value.editions)
        yield from words(value.article.id)
    elif is_dataclass(value):
        for field in fields(value):
            yield from words(getattr(value, field.name))


# ---------------------------------------------------------------- sites that do not work any more


def test_a_suspended_missions_stories_stay() -> None:
    suspended = {"missions/tokyo.yaml": NETWORK["missions/tokyo.yaml"] + "status: suspended\n"}
    assert set(world({LEAD: text(), **suspended}).catalogue().articles) == {"tokyo/news/2026/festival"}


def test_a_closed_missions_stories_stay_where_they_are() -> None:
    closed = {"missions/tokyo.yaml": NETWORK["missions/tokyo.yaml"] + "status: closed\nsuccessor: osaka\n"}
    assert set(world({LEAD: text(), **closed}).catalogue().articles) == {"tokyo/news/2026/festival"}


def test_the_network_names_what_nearly_every_page_shows() -> None:
    topics = NETWORK["missions/_network/topics.yaml"]
    other = {"missions/_network/topics.yaml": topics.replace("Culture", "Arts")}
    assert world({}).catalogue().vocabulary != world(other).catalogue().vocabulary
