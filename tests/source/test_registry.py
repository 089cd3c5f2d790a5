"""The registry: missions/ as a whole, or every reason why not."""

import os
from pathlib import Path

import pytest
from conftest import NETWORK, PORTAL, PROJECT, mission

from kawat.model import Approval, MissionKind, Mode, Refusal, Registry, Rule, SiteStatus
from kawat.problems import NetworkError, Problem
from kawat.source.registry import load

TOKYO = "missions/tokyo.yaml"


def written(root: Path, files: dict[str, str | bytes | None]) -> str:
    for path, content in {**NETWORK, **files}.items():
        if content is not None:
            target = root / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content if isinstance(content, bytes) else content.encode())
    return str(root)


def loaded(root: Path, files: dict[str, str | bytes | None] | None = None) -> Registry:
    return load(written(root, files or {}))


def refused(root: Path, files: dict[str, str | bytes | None]) -> tuple[Problem, ...]:
    with pytest.raises(NetworkError) as caught:
        load(written(root, files))
    return caught.value.problems


def tokyo(more: str = "", languages: str = "id, ja, en", country: str = "JP", region: str = "east-asia") -> str:
    return mission("Tokyo", country, region, "Asia/Tokyo", languages, more=more)


def test_the_portal_comes_first_and_the_missions_by_code(tmp_path: Path) -> None:
    registry = loaded(tmp_path)
    assert [one.code for one in registry.missions] == ["portal", "cairo", "osaka", "tokyo"]
    portal, tokyo_ = registry.missions[0], registry.missions[3]
    assert (portal.kind, portal.url, portal.status) == (MissionKind.MINISTRY, "https://kawat.example", SiteStatus.OPEN)
    assert tokyo_.names == (("id", "Perwakilan Tokyo"), ("en", "Mission in Tokyo"))
    assert (tokyo_.location, tokyo_.timezone, tokyo_.languages) == ((35.0, 135.0), "Asia/Tokyo", ("id", "ja", "en"))
    assert tokyo_.accreditation == ("JP",)


def test_a_mission_that_names_no_accent_has_the_one_of_its_code(tmp_path: Path) -> None:
    """Never the default: that is the ministry's."""
    accents = {one.code: one.accent for one in loaded(tmp_path).missions}
    assert accents == {"portal": "garuda", "cairo": "terakota", "osaka": "kunyit", "tokyo": "batu"}
    chosen = loaded(tmp_path, {"missions/tokyo.yaml": tokyo("accent: senja\n")})
    assert chosen.missions[3].accent == "senja"


def test_the_network_keeps_the_order_of_its_files(tmp_path: Path) -> None:
    network = loaded(tmp_path).network
    assert [one.code for one in network.topics] == ["budaya", "ekonomi"]
    assert [one.code for one in network.regions] == ["southeast-asia", "east-asia", "middle-east"]
    assert [(one.code, one.capital, one.island) for one in network.provinces] == [("ID-JI", "Surabaya", "Jawa")]
    assert [(one.code, one.province, one.kind) for one in network.cities] == [("surabaya", "ID-JI", "city")]


def test_standing_rules_and_refusals_are_read(tmp_path: Path) -> None:
    more = (
        "subscribe:\n"
        '  - {from: [portal, "region:east-asia"], topics: [ekonomi], mode: copy, max_age: 365d, approve: required}\n'
        "  - {from: all}\n"
        "refuse: [{from: [cairo], kinds: [news]}, {topics: [budaya]}]\n"
    )
    registry = loaded(tmp_path, {TOKYO: tokyo(more)})
    assert registry.missions[3].subscribe == (
        Rule(("portal", "region:east-asia"), ("ekonomi",), mode=Mode.COPY, max_age_days=365, approve=True),
        Rule(("all",)),
    )
    assert registry.missions[3].refuse == (Refusal(("cairo",), kinds=("news",)), Refusal(("all",), ("budaya",)))


def test_approvals_names_of_countries_and_rules_for_all_are_read(tmp_path: Path) -> None:
    registry = loaded(
        tmp_path,
        {
            "missions/approvals/tokyo.yaml": "osaka/news/2026/a: {digest: 00ff, by: a@example.org, at: 2026-11-01}\n",
            "missions/_network/countries.yaml": "JP: {id: Jepang}\n",
            "missions/_network/routing.yaml": "subscribe: [{from: [portal]}]\n",
        },
    )
    assert registry.approvals == (("tokyo", (Approval("osaka/news/2026/a", "00ff", "a@example.org", "2026-11-01"),)),)
    assert registry.network.country_names == (("JP", (("id", "Jepang"),)),)
    assert registry.network.subscribe == (Rule(("portal",)),)


def test_a_closed_mission_names_its_successor(tmp_path: Path) -> None:
    registry = loaded(tmp_path, {TOKYO: tokyo("status: closed\nsuccessor: osaka\n")})
    assert (registry.missions[3].status, registry.missions[3].successor) == (SiteStatus.CLOSED, "osaka")


@pytest.mark.parametrize(
    ("files", "found"),
    [
        ({"missions/portal.yaml": None}, [("missions/portal.yaml", 0, 0, "K070")]),
        ({TOKYO: "kind: embassy\n"}, [(TOKYO, 1, 1, "K028")] * 7),
        ({TOKYO: tokyo().replace("embassy", "kedubes")}, [(TOKYO, 1, 7, "K031")]),
        ({TOKYO: tokyo(country="XX")}, [(TOKYO, 3, 10, "K014"), (TOKYO, 9, 17, "K014")]),
        ({TOKYO: tokyo(region="east-asian")}, [(TOKYO, 6, 9, "K017")]),
        ({TOKYO: tokyo().replace("Asia/Tokyo", "Asia/Tokio")}, [(TOKYO, 7, 11, "K071")]),
        ({TOKYO: tokyo(languages="id, jp")}, [(TOKYO, 8, 17, "K072")]),
        ({TOKYO: tokyo().replace("{id: Perw", "{xx: Perw")}, [(TOKYO, 2, 9, "K072")]),
        ({TOKYO: tokyo().replace("[35.0,", "[95.0,")}, [(TOKYO, 5, 11, "K029")]),
        ({TOKYO: tokyo().replace("[JP]", "[JP, asean]")}, [(TOKYO, 9, 21, "K019")]),
        ({TOKYO: tokyo("status: closed\n")}, [(TOKYO, 1, 1, "K074")]),
        ({TOKYO: tokyo("successor: nagoya\n")}, [(TOKYO, 10, 12, "K012")]),
        ({TOKYO: tokyo("telepon: 1\n")}, [(TOKYO, 10, 1, "K026")]),
        ({TOKYO: tokyo("url: https://kawat.example/\n")}, [(TOKYO, 0, 0, "K075")]),
        ({TOKYO: tokyo("url: http://example.org\n")}, [(TOKYO, 10, 6, "K033")]),
        ({TOKYO: tokyo("subscribe: [{from: ['kind:kedubes']}]\n")}, [(TOKYO, 10, 21, "K018")]),
        ({TOKYO: tokyo("subscribe: [{topics: [seni]}]\n")}, [(TOKYO, 10, 13, "K028"), (TOKYO, 10, 23, "K013")]),
        ({TOKYO: tokyo() + "x: &a b\n"}, [(TOKYO, 10, 4, "K023")]),
        ({TOKYO: tokyo() + "kind: embassy\n"}, [(TOKYO, 10, 1, "K022")]),
        ({"missions/Tokyo 2.yaml": tokyo()}, [("missions/Tokyo 2.yaml", 0, 0, "K073")]),
        ({"missions/topics.yaml": tokyo()}, [("missions/topics.yaml", 0, 0, "K073")]),
        ({"missions/social.yaml": tokyo()}, [("missions/social.yaml", 0, 0, "K073")]),
        ({"missions/de.yaml": tokyo()}, [("missions/de.yaml", 0, 0, "K073")]),
        ({TOKYO: tokyo().encode() + b"# \xff"}, [(TOKYO, 10, 3, "K008")]),
        ({TOKYO: b"\0"}, [(TOKYO, 1, 1, "K010")]),
        ({TOKYO: tokyo("hours: {id: '" + "a" * 65_536 + "'}\n")}, [(TOKYO, 1, 1, "K025")]),
        ({"missions/_network/topics.yaml": "budaya: Budaya\n"}, [("missions/_network/topics.yaml", 1, 9, "K029")]),
        (
            {"missions/_network/cities.yaml": "x: {names: X, province: ID-XX, kind: town}\n"},
            [("missions/_network/cities.yaml", 1, 25, "K015"), ("missions/_network/cities.yaml", 1, 38, "K031")],
        ),
        ({"missions/_network/countries.yaml": "XX: X\n"}, [("missions/_network/countries.yaml", 1, 1, "K014")]),
        ({"missions/approvals/tokyo.yaml": "a: {by: b}\n"}, [("missions/approvals/tokyo.yaml", 1, 4, "K028")]),
    ],
)
def test_what_is_wrong_with_missions_is_told_at_its_place(
    tmp_path: Path, files: dict[str, str | bytes | None], found: list[tuple[str, int, int, str]]
) -> None:
    assert [(one.file, one.line, one.column, one.code) for one in refused(tmp_path, files)] == found


def test_a_mission_that_cannot_be_read_is_not_unknown_to_others(tmp_path: Path) -> None:
    rules = tokyo("subscribe: [{from: [portal, cairo]}]\n")
    problems = refused(tmp_path, {TOKYO: rules, "missions/cairo.yaml": "kind: [", "missions/portal.yaml": "\0"})
    assert [(one.file, one.code) for one in problems] == [
        ("missions/cairo.yaml", "K021"),
        ("missions/portal.yaml", "K010"),
    ]


def test_all_problems_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    problems = refused(
        tmp_path,
        {
            TOKYO: tokyo(country="XX"),
            "missions/cairo.yaml": "kind: [",
            "missions/portal.yaml": PORTAL + "demonstration: maybe\n",
            "missions/_network/topics.yaml": "a: {}\n",
        },
    )
    assert {(one.file, one.code) for one in problems} >= {
        (TOKYO, "K014"),
        ("missions/cairo.yaml", "K021"),
        ("missions/portal.yaml", "K029"),
        ("missions/_network/topics.yaml", "K028"),
    }
    assert list(problems) == sorted(problems)


def test_a_mission_file_that_is_a_link_is_refused(tmp_path: Path) -> None:
    root = written(tmp_path, {"elsewhere.yaml": tokyo(), TOKYO: None})
    os.symlink("../elsewhere.yaml", tmp_path / TOKYO)
    with pytest.raises(NetworkError) as caught:
        load(root)
    assert (TOKYO, "K006") in {(one.file, one.code) for one in caught.value.problems}


def test_the_shipped_network_is_read() -> None:
    registry = load(str(PROJECT))
    assert registry.missions[0].code == "portal" and len(registry.missions) > 130
