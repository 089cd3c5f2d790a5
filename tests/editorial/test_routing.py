"""Routing: placements = (pushes + pulls) - except - refuse."""

from datetime import timedelta

import pytest
from catalogues import World, utc, where, world
from conftest import NETWORK, mission, text
from hypothesis import given, settings
from hypothesis import strategies as some

from kawat.editorial.routing import Router
from kawat.model import Role

STORY = "content/tokyo/news/2026/festival/index.id.md"


def placed(files: dict[str, str]) -> dict[str, str]:
    """Return where the only article of the files stands, besides its home."""
    made = world(files)
    roles = where(Router(made.registry).place(made.article()))
    assert roles.pop(made.article().site) == "home"
    return roles


def pushed(**crosspost: str) -> dict[str, str]:
    typed = ", ".join(f"{name.strip('_')}: {value}" for name, value in crosspost.items())
    return placed({STORY: text(topics="[budaya]", crosspost=f"{{{typed}}}")})


def subscribing(rule: str, code: str = "osaka", more: str = "") -> dict[str, str]:
    """Return a mission's file with a standing rule."""
    return {f"missions/{code}.yaml": f"{NETWORK[f'missions/{code}.yaml']}subscribe: [{{{rule}}}]\n{more}"}


def pulled(rule: str, **fields: str) -> dict[str, str]:
    """Return where a story of Tokyo stands when Osaka has a standing rule."""
    return placed({STORY: text(**fields), **subscribing(rule)})


def decided(files: dict[str, str], site: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the reasons for and against a site."""
    made = world(files)
    one = next(one for one in Router(made.registry).decide(made.article()) if one.site == site)
    return one.reasons, one.against


# ---------------------------------------------------------------- pushes


def test_a_story_that_nobody_pushes_or_pulls_stands_at_home_only() -> None:
    assert placed({STORY: text()}) == {}


@pytest.mark.parametrize(
    ("to", "expected"),
    [
        ("osaka", {"osaka": "copy"}),
        ("[portal, cairo]", {"cairo": "copy", "portal": "copy"}),
        ("region:east-asia", {"osaka": "copy"}),
        ("region:middle-east", {"cairo": "copy"}),
        ("kind:embassy", {"cairo": "copy"}),
        ("kind:consulate-general", {"osaka": "copy"}),
        ("kind:ministry", {"portal": "copy"}),
        ("all", {"cairo": "copy", "osaka": "copy", "portal": "copy"}),
        ("tokyo", {}),
        ("topic:budaya", {}),
    ],
)
def test_a_push_names_sites_regions_kinds_or_all_and_never_its_own_home(to: str, expected: dict[str, str]) -> None:
    assert pushed(to=f'"{to}"' if ":" in to else to) == expected


def test_a_push_to_a_topic_reaches_the_sites_whose_rules_name_it() -> None:
    """Whatever those rules ask for besides: here, only what comes from the portal."""
    files = {STORY: text(crosspost='{to: "topic:ekonomi"}'), **subscribing("from: portal, topics: ekonomi")}
    assert placed(files) == {"osaka": "copy"}


def test_a_push_is_a_copy_unless_it_says_link() -> None:
    assert pushed(to="osaka", mode="link") == {"osaka": "link"}
    assert pushed(to="osaka", mode="copy") == {"osaka": "copy"}


def test_an_exception_stops_pushes_and_pulls_alike() -> None:
    assert pushed(to="all", except_="[osaka, 'kind:ministry']") == {"cairo": "copy"}
    files = {STORY: text(crosspost="{except: [osaka]}"), **subscribing("from: tokyo")}
    assert placed(files) == {}
    assert decided(files, "osaka") == (("pulled by rule 1 of osaka",), ("except osaka",))


# ---------------------------------------------------------------- pulls


@pytest.mark.parametrize(
    ("origins", "found"),
    [
        ("tokyo", True),
        ("all", True),
        ('"region:east-asia"', True),
        ('"kind:embassy"', True),
        ("[cairo, tokyo]", True),
        ("cairo", False),
        ('"region:middle-east"', False),
        ('"kind:ministry"', False),
    ],
)
def test_a_pull_names_where_stories_come_from(origins: str, found: bool) -> None:
    assert pulled(f"from: {origins}") == ({"osaka": "link"} if found else {})


@pytest.mark.parametrize(
    ("condition", "found"),
    [
        ("topics: [budaya]", True),
        ("topics: [ekonomi, budaya]", True),
        ("topics: [ekonomi]", False),
        ("kinds: [news]", True),
        ("kinds: [press, event]", False),
        ("countries: [JP, KR]", True),
        ("countries: [EG]", False),
        ("provinces: [ID-JI]", True),
        ("languages: [id]", True),
        ("languages: [en, ja]", False),
        ("topics: [budaya], kinds: [news], countries: [JP]", True),
        ("topics: [budaya], kinds: [news], countries: [EG]", False),
    ],
)
def test_a_pull_holds_when_all_its_conditions_do(condition: str, found: bool) -> None:
    fields = {"topics": "[budaya]", "countries": "[JP]", "provinces": "[ID-JI]"}
    assert pulled(f"from: tokyo, {condition}", **fields) == ({"osaka": "link"} if found else {})


def test_a_pull_by_province_leaves_out_what_names_none() -> None:
    assert pulled("from: tokyo, provinces: [ID-JI]") == {}


def test_a_pull_by_language_looks_at_every_edition() -> None:
    files = {STORY: text(), STORY.replace(".id.", ".ja."): text(date=None), **subscribing("from: tokyo, languages: ja")}
    assert placed(files) == {"osaka": "link"}


def test_a_pull_with_an_age_ends_that_many_days_after_the_story_appeared() -> None:
    made = world({STORY: text(date="2026-11-01 09:00"), **subscribing("from: tokyo, max_age: 30d")})
    placement = Router(made.registry).place(made.article())[1]
    assert placement.expires == utc(2026, 11, 1, 0, 0) + timedelta(days=30)
    on_osaka = "osaka/id/news/index.html"
    assert on_osaka in made.plan(utc(2026, 11, 30, 23, 59, 59))
    assert on_osaka not in made.plan(utc(2026, 12, 1, 0, 0))


def test_pages_are_about_their_own_office_and_are_pushed_but_never_pulled() -> None:
    page = "content/tokyo/page/tentang/index.id.md"
    assert placed({page: text(), **subscribing("from: tokyo")}) == {}
    assert placed({page: text(crosspost="{to: osaka}"), **subscribing("from: tokyo")}) == {"osaka": "copy"}


def test_rules_of_the_network_hold_for_every_mission_but_not_for_the_ministry() -> None:
    rules = "subscribe:\n  - {from: [tokyo], topics: [budaya], mode: copy}\n"
    files = {STORY: text(topics="budaya"), "missions/_network/routing.yaml": rules}
    assert placed(files) == {"cairo": "copy", "osaka": "copy"}
    assert decided(files, "cairo") == (("pulled by network rule 1 of cairo",), ())


# ---------------------------------------------------------------- both, and what stands against


def test_a_copy_wins_over_a_link_whoever_asked_for_which() -> None:
    link = {STORY: text(crosspost="{to: osaka, mode: link}")}
    assert placed({**link, **subscribing("from: tokyo, mode: copy")}) == {"osaka": "copy"}
    copy = {STORY: text(crosspost="{to: osaka, mode: copy}")}
    assert placed({**copy, **subscribing("from: tokyo, mode: link")}) == {"osaka": "copy"}


def test_the_earliest_expiry_of_several_rules_counts() -> None:
    rules = "from: tokyo, max_age: 90d}, {from: all, max_age: 10d}, {from: tokyo"
    made = world({STORY: text(), **subscribing(rules)})
    assert Router(made.registry).place(made.article())[1].expires == utc(2026, 11, 11, 0, 0)


def test_reasons_are_sorted_and_name_rules_by_number() -> None:
    files = {
        STORY: text(topics="[budaya, ekonomi]", crosspost='{to: [osaka, "region:east-asia"]}'),
        **subscribing("from: cairo}, {from: tokyo, topics: [ekonomi, budaya]}, {from: all"),
    }
    expected = (
        "pulled by rule 2 of osaka",
        "pulled by rule 3 of osaka",
        "pushed to osaka",
        "pushed to region:east-asia",
    )
    assert decided(files, "osaka") == (expected, ())


@pytest.mark.parametrize(
    ("refusal", "stopped"),
    [
        ("from: [tokyo]", True),
        ('from: ["region:east-asia"]', True),
        ("topics: [budaya]", True),
        ("kinds: [news]", True),
        ("from: [cairo]", False),
        ("topics: [ekonomi]", False),
        ("from: [tokyo], kinds: [event]", False),
        ("from: [tokyo], topics: [budaya], kinds: [news]", True),
    ],
)
def test_a_refusal_stops_what_meets_all_its_conditions(refusal: str, stopped: bool) -> None:
    osaka = f"{NETWORK['missions/osaka.yaml']}refuse: [{{{refusal}}}]\n"
    files = {STORY: text(topics="[budaya]", crosspost="{to: osaka}"), "missions/osaka.yaml": osaka}
    assert placed(files) == ({} if stopped else {"osaka": "copy"})
    assert decided(files, "osaka")[1] == (("refused by refusal 1 of osaka",) if stopped else ())


def test_nothing_arrives_at_a_closed_mission() -> None:
    osaka = f"{NETWORK['missions/osaka.yaml']}status: closed\nsuccessor: tokyo\n"
    files = {STORY: text(crosspost="{to: all}"), "missions/osaka.yaml": osaka}
    assert placed(files) == {"cairo": "copy", "portal": "copy"}
    assert decided(files, "osaka") == (("pushed to all",), ("osaka is closed",))


def test_a_suspended_mission_still_shows_what_it_is_sent() -> None:
    osaka = f"{NETWORK['missions/osaka.yaml']}status: suspended\n"
    assert placed({STORY: text(crosspost="{to: osaka}"), "missions/osaka.yaml": osaka}) == {"osaka": "copy"}


# ---------------------------------------------------------------- approval


def approving(digest: str) -> dict[str, str]:
    return {"missions/approvals/osaka.yaml": f"tokyo/news/2026/festival: {{digest: {digest}, by: a@example.org}}\n"}


ASKING = [
    {STORY: text(crosspost="{to: osaka, approve: required}")},
    {STORY: text(), **subscribing("from: tokyo, mode: copy, approve: required")},
    {STORY: text(crosspost="{to: osaka}"), **subscribing("from: cairo", more="approve: required\n")},
]


@pytest.mark.parametrize("files", ASKING, ids=["the push", "the rule", "the site"])
def test_what_wants_approval_waits_until_this_very_text_was_approved(files: dict[str, str]) -> None:
    assert placed(files) == {}
    assert decided(files, "osaka")[1] == ("waits for approval by osaka",)
    given = {**files, **approving(world(files).article().digest)}
    assert placed(given) == {"osaka": "copy"}


@pytest.mark.parametrize("files", ASKING, ids=["the push", "the rule", "the site"])
def test_an_edit_voids_the_approval(files: dict[str, str]) -> None:
    edited = {**files, **approving(world(files).article().digest), STORY: files[STORY].replace("Isi", "Lain")}
    assert placed(edited) == {}
    assert decided(edited, "osaka")[1] == ("approved before it was edited",)


def test_the_strictest_of_several_rules_decides_on_approval() -> None:
    files = {STORY: text(), **subscribing("from: tokyo}, {from: all, approve: required")}
    assert placed(files) == {}


# ---------------------------------------------------------------- other words for one site


@pytest.mark.parametrize("more", [{}, subscribing("from: tokyo, mode: copy")], ids=["pushed", "pulled"])
def test_an_override_may_hold_a_story_back_on_one_site_however_it_got_there(more: dict[str, str]) -> None:
    """An embargo for Osaka holds whether the story is pushed there or pulled."""
    to = "" if more else "to: osaka, "
    story = text(crosspost=f"{{{to}override: {{osaka: {{embargo: 2026-11-10 09:00}}}}}}")
    made = world({STORY: story, **more})
    placement = Router(made.registry).place(made.article())[1]
    assert (placement.site, placement.embargo) == ("osaka", utc(2026, 11, 10, 0, 0))
    copy = "osaka/id/from/tokyo/news/2026/festival/index.html"
    assert copy not in made.plan(utc(2026, 11, 9, 23, 59, 59))
    assert copy in made.plan(utc(2026, 11, 10, 0, 0))


# ---------------------------------------------------------------- whatever the rules

SITES = ("portal", "tokyo", "osaka", "cairo")
TARGETS = some.sampled_from([*SITES, "all", "region:east-asia", "kind:embassy", "topic:budaya", "topic:ekonomi"])
ORIGINS = some.sampled_from([*SITES, "all", "region:east-asia", "region:middle-east", "kind:embassy"])


@some.composite
def rules(draw: some.DrawFn) -> str:
    origins = draw(some.lists(ORIGINS, min_size=1, max_size=3))
    topics = draw(some.lists(some.sampled_from(["budaya", "ekonomi"]), max_size=2))
    mode = draw(some.sampled_from(["copy", "link"]))
    age = draw(some.sampled_from(["", ", max_age: 30d"]))
    quoted = ", ".join(f'"{one}"' for one in origins)
    return f"{{from: [{quoted}], topics: [{', '.join(topics)}], mode: {mode}{age}}}"


@some.composite
def networks(draw: some.DrawFn) -> dict[str, str]:
    files = {}
    for code in SITES:
        wanted = draw(some.lists(rules(), max_size=3))
        refused = draw(some.lists(some.sampled_from(["{from: [tokyo]}", "{topics: [ekonomi]}"]), max_size=1))
        more = f"subscribe: [{', '.join(wanted)}]\nrefuse: [{', '.join(refused)}]\n"
        files[f"missions/{code}.yaml"] = NETWORK[f"missions/{code}.yaml"] + more
    return files


@settings(derandomize=True)
@given(networks(), some.lists(TARGETS, max_size=4), some.lists(TARGETS, max_size=2), some.sampled_from(SITES))
def test_whatever_the_rules_a_story_stands_at_most_once_on_a_site(
    missions: dict[str, str], to: list[str], without: list[str], home: str
) -> None:
    """At home first, elsewhere for a stated reason, nowhere where it is excepted or refused."""
    quoted = {name: ", ".join(f'"{one}"' for one in ones) for name, ones in (("to", to), ("except", without))}
    crosspost = f"{{to: [{quoted['to']}], except: [{quoted['except']}]}}"
    made: World = world(
        {f"content/{home}/news/2026/a/index.id.md": text(topics="budaya", crosspost=crosspost), **missions}
    )
    router, article = Router(made.registry), made.article()
    placements = router.place(article)
    sites = [one.site for one in placements]
    assert sites[0] == home and placements[0].role is Role.HOME
    assert len(set(sites)) == len(sites) and sites[1:] == sorted(sites[1:])
    excepted = {code for one in without for code in router.expand(one)}
    assert not excepted & set(sites[1:])
    for decision in router.decide(article):
        assert decision.site != home and decision.reasons
        assert (decision.placement is None) == bool(decision.against)


def test_a_copy_is_never_a_source_so_rules_may_point_at_each_other() -> None:
    """Osaka takes all from Tokyo, Cairo all from Osaka, Tokyo all from Cairo: nothing goes round."""
    ring = {
        **subscribing("from: tokyo, mode: copy", "osaka"),
        **subscribing("from: osaka, mode: copy", "cairo"),
        **subscribing("from: cairo, mode: copy", "tokyo"),
    }
    assert placed({STORY: text(), **ring}) == {"osaka": "copy"}


def test_a_new_site_gets_what_is_pushed_to_all_without_any_file_being_touched() -> None:
    seoul = {"missions/seoul.yaml": mission("Seoul", "KR", "east-asia", "Asia/Seoul", "id, ko, en")}
    assert placed({STORY: text(crosspost="{to: all}"), **seoul})["seoul"] == "copy"
