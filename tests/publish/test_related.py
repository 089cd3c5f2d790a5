"""Related stories: older ones that share most."""

from catalogues import world
from conftest import text
from hypothesis import given
from hypothesis import strategies as st

from kawat.editorial.catalogue import Shown
from kawat.publish.related import LATER, Feature, again, forget, related, renamed

Files = dict[str, str | bytes | None]


def story(slug: str, day: int, title: str, language: str = "id", **fields: str) -> Files:
    path = f"content/tokyo/news/2026/{slug}/index.{language}.md"
    return {path: text(title, date=f"2026-10-{day:02} 09:00", **fields)}


def lists(*stories: Files) -> dict[str, list[str]]:
    """Return the slugs of what is related to each story that has any, by slug, or slug:language if not Indonesian."""
    files: Files = {}
    for one in stories:
        files |= one
    homes = world(files).catalogue().homes
    ids = [one.article.id for one in homes]
    found = {name: [ids[at] for at in places] for name, places in related(enumerate(homes), {}).items()}
    names = {(name, language): name.rpartition("/")[2] for name, language in found}
    return {
        names[key] if key[1] == "id" else f"{names[key]}:{key[1]}": [one.rpartition("/")[2] for one in ones]
        for key, ones in found.items()
    }


FESTIVAL = story("festival", 1, "Festival gamelan di Tokyo", topics="[budaya]", tags="[gamelan]")
CONCERT = story("konser", 2, "Konser gamelan", topics="[budaya]", tags="[gamelan]")
HARVEST = story("panen", 3, "Panen kopi", topics="[ekonomi]")
WORKSHOP = story("lokakarya", 4, "Lokakarya gamelan", topics="[budaya]", tags="[Gamelan]")


def test_a_story_leads_to_the_older_ones_that_share_most_with_it_the_latest_first() -> None:
    assert lists(FESTIVAL, CONCERT, HARVEST, WORKSHOP) == {"konser": ["festival"], "lokakarya": ["konser", "festival"]}


def test_sharing_one_topic_makes_no_kinship() -> None:
    assert lists(story("a", 1, "Satu", topics="[budaya]"), story("b", 2, "Dua", topics="[budaya]")) == {}


def test_what_few_have_in_common_counts_more() -> None:
    common = [story(f"s{day}", day, f"Laporan harian ekonomi {day}", topics="[ekonomi]") for day in range(1, 9)]
    rare = story("kapal", 9, "Laporan kapal pinisi", tags="[pinisi]")
    asked = story("tanya", 10, "Laporan harian pinisi", topics="[ekonomi]", tags="[pinisi]")
    assert lists(*common, rare, asked)["tanya"] == ["kapal", "s8", "s7"]


def test_it_is_read_in_the_same_language() -> None:
    japanese = story("dua", 2, "東京の音楽祭", "ja", topics="[budaya]", tags="[gamelan]")
    older = story("satu", 1, "大阪の音楽祭", "ja", topics="[budaya]", tags="[gamelan]")
    assert lists(FESTIVAL, older, japanese) == {"dua:ja": ["satu"]}


def test_what_is_not_published_or_was_taken_back_is_not_in_it() -> None:
    draft = story("konsep", 2, "Konser gamelan", topics="[budaya]", tags="[gamelan]", status="draft")
    later = story("nanti", 2, "Konser gamelan", topics="[budaya]", tags="[gamelan]", embargo="2027-01-01")
    gone = story("hilang", 2, "Konser gamelan", topics="[budaya]", tags="[gamelan]", status="removed", reason="R")
    wrong = story("salah", 2, "Konser gamelan", topics="[budaya]", tags="[gamelan]", status="withdrawn", reason="R")
    assert lists(FESTIVAL, draft, later, gone, wrong, WORKSHOP)["lokakarya"] == ["festival"]


TAGS = st.lists(st.lists(st.sampled_from("satu dua tiga empat".split()), max_size=4, unique=True), max_size=9)


@given(older=TAGS, newer=TAGS)
def test_a_list_stays_as_it_is_when_newer_stories_appear(older: list[list[str]], newer: list[list[str]]) -> None:
    def stories(tags: list[list[str]], first: int) -> list[Files]:
        return [
            story(f"s{day}", day, f"Judul {day}", tags=f"[{', '.join(those)}]") for day, those in enumerate(tags, first)
        ]

    before = lists(*stories(older, 1))
    after = lists(*stories(older, 1), *stories(newer, 15))
    assert {slug: ones for slug, ones in after.items() if int(slug[1:]) < 15} == before


WORDS = st.sampled_from(("kopi", "gamelan", "pameran", "beasiswa"))


@given(st.lists(st.lists(WORDS, min_size=1, max_size=3), min_size=1, max_size=28), st.integers(0, LATER))
def test_a_story_that_comes_late_is_related_as_if_it_had_come_in_time(titles: list[list[str]], newer: int) -> None:
    """Of each word there are enough that the oldest are remembered no more."""
    files: Files = {}
    for day, words in enumerate(titles, 1):
        files |= story(f"s{day}", day, " ".join(words), topics="[budaya]", tags="[kopi]")
    homes = world(files).catalogue().homes
    begin = max(0, len(homes) - 1 - newer)
    late, *newest = homes[begin:]
    others = (*homes[:begin], *newest)
    wanted: dict[Feature, list[int]] = {}
    whole = related(enumerate(homes), wanted)
    earlier: dict[Feature, list[int]] = {}
    related(enumerate(others), earlier)
    forget(reversed(newest), earlier)
    found = related(enumerate(homes[begin:], begin), earlier)
    again = {one.article.id for one in (late, *newest)}
    assert found == {name: places for name, places in whole.items() if name[0] in again}
    assert earlier == wanted


TITLES = st.lists(st.lists(WORDS, min_size=1, max_size=3), min_size=1, max_size=20)


@given(TITLES, st.lists(WORDS, min_size=1, max_size=3), st.integers(0, 19), st.sets(st.integers(0, 19), max_size=4))
def test_a_story_that_gets_another_title_and_newer_ones_are_related_as_if_it_always_had_it(
    titles: list[list[str]], other: list[str], at: int, withdrawn: set[int]
) -> None:
    at %= len(titles)

    def homes(titles: list[list[str]]) -> tuple[Shown, ...]:
        files: Files = {}
        for day, words in enumerate(titles):
            taken_back = {"status": "withdrawn", "reason": "R"} if day in withdrawn - {at} else {}
            files |= story(f"s{day:02}", day + 1, " ".join(words), tags="[kopi]" if day % 2 else "[teh]", **taken_back)
        return world(files).catalogue().homes

    before, now = homes(titles), homes([*titles[:at], other, *titles[at + 1 :]])
    wanted: dict[Feature, list[int]] = {}
    whole = related(enumerate(now), wanted)
    earlier: dict[Feature, list[int]] = {}
    known = related(enumerate(before), earlier)
    for place in {at, *renamed(at, before[at], now[at], earlier)}:
        name = now[place].article.id
        known = {of: places for of, places in known.items() if of[0] != name}
        known |= {(name, language): places for language, places in again(place, now[place], earlier).items()}
    assert known == whole
    assert {feature: row for feature, row in earlier.items() if row} == wanted
