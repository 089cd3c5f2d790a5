"""Cards: which stories have one, under which address, and what their pages say of it."""

import re

import pytest
from catalogues import png, world
from conftest import NETWORK, PROJECT, text
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from kawat.build import drawing
from kawat.model import Output
from kawat.publish import cards

FOLDER = "content/tokyo/news/2026/a/"
LEAD = FOLDER + "index.id.md"
PAGE = "tokyo/id/news/2026/a/index.html"
Files = dict[str, str | bytes | None]


def planned(files: Files) -> list[Output]:
    return [one for one in world(files).plan().values() if one.recipe == "card"]


def shared(page: str) -> list[str]:
    return [one.attributes["content"] or "" for one in HTMLParser(page).css('meta[property="og:image"]')]


def site(cards: str) -> Files:
    return {"missions/tokyo.yaml": NETWORK["missions/tokyo.yaml"] + f"cards: {cards}\n"}


def test_a_story_is_shared_with_a_card_of_its_title_its_mission_and_the_missions_accent() -> None:
    files: Files = {LEAD: text("Festival"), "missions/tokyo.yaml": NETWORK["missions/tokyo.yaml"] + "accent: rimba\n"}
    (card,) = planned(files)
    assert card.subject == ("Festival", "Perwakilan Tokyo", "kawat.example/tokyo", "#1d5c38", "id")
    page = world(files).page(PAGE)
    assert shared(page) == [f"https://kawat.example/{card.path}"] and re.fullmatch(
        r"media/cards/[0-9a-f]{20}\.png", card.path
    )
    found = {one.attributes["property"]: one.attributes["content"] for one in HTMLParser(page).css("meta[property]")}
    assert (found["og:image:width"], found["og:image:height"]) == ("1200", "630")
    assert (found["og:image:type"], found["og:image:alt"]) == ("image/png", "Festival – Perwakilan Tokyo")


def test_the_photograph_comes_second() -> None:
    files: Files = {LEAD: text(image="a.png", image_alt="A"), FOLDER + "a.png": png()}
    first, second = shared(world(files).page(PAGE))
    assert first.endswith(".png") and second.endswith("-8.jpg")


def test_each_language_has_its_own_and_copies_show_the_one_at_home() -> None:
    files: Files = {LEAD: text("Festival", crosspost="{to: portal}"), FOLDER + "index.ja.md": text("祭り", date=None)}  # type: ignore[arg-type]
    assert {one.subject[0] for one in planned(files)} == {"Festival", "祭り"}
    made = world(files)
    assert shared(made.page("id/from/tokyo/news/2026/a/index.html")) == shared(made.page(PAGE))


def test_editions_that_are_called_the_same_share_one() -> None:
    assert len(planned({LEAD: text("Festival"), FOLDER + "index.id.simple.md": text("Festival", date=None)})) == 1  # type: ignore[arg-type]


def test_a_demonstration_says_so_on_its_cards_too() -> None:
    """A card is seen where the page around it is not."""
    files: Files = {LEAD: text(), "missions/portal.yaml": NETWORK["missions/portal.yaml"] + "demonstration: true\n"}
    assert planned(files)[0].subject[2] == "Demonstrasi · Demonstration · kawat.example/tokyo"


def test_a_site_with_a_host_of_its_own_keeps_its_cards_there() -> None:
    own = NETWORK["missions/tokyo.yaml"] + "url: https://tokyo.example\n"
    (card,) = planned({LEAD: text(), "missions/tokyo.yaml": own})
    assert card.path.startswith("_hosts/tokyo.example/media/cards/") and card.subject[2] == "tokyo.example"


@pytest.mark.parametrize(
    "fields", [{"status": "draft"}, {"embargo": "2027-01-01"}, {"status": "withdrawn", "reason": "Keliru."}]
)
def test_what_is_not_to_be_read_has_no_card(fields: dict[str, str]) -> None:
    assert planned({LEAD: text("Rahasia", **fields)}) == []


def test_a_site_chooses_which_stories_have_one() -> None:
    pictured: Files = {LEAD: text(image="a.png", image_alt="A"), FOLDER + "a.png": png()}
    plain: Files = {LEAD: text()}
    counts = {choice: (len(planned(pictured | site(choice))), len(planned(plain | site(choice)))) for choice in
              ("all", "pictureless", "none")}  # fmt: skip
    assert counts == {"all": (1, 1), "pictureless": (0, 1), "none": (0, 0)}
    assert len(shared(world(pictured | site("pictureless")).page(PAGE))) == 1


def test_pages_that_tell_no_story_have_none() -> None:
    assert planned({"content/tokyo/page/tentang/index.id.md": text()}) == []


def test_the_grounds_are_the_accents_of_the_theme() -> None:
    sheet = (PROJECT / "theme/static/kawat.css").read_text("utf-8")
    found = re.findall(r'\[data-accent="(\w+)"\] \{ --accent: light-dark\((#[0-9a-f]{6})', sheet)
    assert dict(found) == cards.GROUNDS
    assert (cards.WIDTH_PX, cards.HEIGHT_PX) == (drawing.WIDTH_PX, drawing.HEIGHT_PX)
