"""Missions: their names in short, and who works with which country."""

import pytest
from catalogues import world
from conftest import NETWORK, mission

from kawat.editorial.missions import accredited, short_name

KINDS = [
    ("ministry", "Kemlu", "Ministry"),
    ("embassy", "KBRI Wina", "Embassy in Vienna"),
    ("consulate-general", "KJRI Wina", "Consulate General in Vienna"),
    ("consulate", "KRI Wina", "Consulate in Vienna"),
    ("permanent-mission", "PTRI Wina", "Permanent Mission in Vienna"),
    ("trade-office", "ITPC Wina", "Trade Office in Vienna"),
]


@pytest.mark.parametrize(("kind", "indonesian", "english"), KINDS)
def test_a_byline_calls_a_mission_as_people_do(kind: str, indonesian: str, english: str) -> None:
    vienna = mission("{id: Wina, en: Vienna}", "AT", "east-asia", "Europe/Vienna", "id, de, en", kind)
    vienna = vienna.replace("Perwakilan {id: Wina, en: Vienna}", "X").replace("Mission in {id: Wina, en: Vienna}", "Y")
    one = next(one for one in world({"missions/vienna.yaml": vienna}).registry.missions if one.code == "vienna")
    assert (short_name(one, "id"), short_name(one, "en"), short_name(one, "de")) == (indonesian, english, english)


def test_in_the_host_language_a_mission_has_its_own_name() -> None:
    tokyo = NETWORK["missions/tokyo.yaml"].replace("names: {", "names: {ja: 駐日インドネシア共和国大使館, ")
    one = next(one for one in world({"missions/tokyo.yaml": tokyo}).registry.missions if one.code == "tokyo")
    assert (short_name(one, "ja"), short_name(one, "fr")) == ("駐日インドネシア共和国大使館", "Embassy in Tokyo")


def charge(country: str, files: dict[str, str] | None = None) -> list[str]:
    return [one.code for one in accredited(world(files or {}).registry.missions, country)]


def test_embassies_come_before_consulates_and_the_portal_is_in_charge_of_no_country() -> None:
    assert charge("JP") == ["tokyo", "osaka"]
    assert charge("ID") == []


def test_an_embassy_may_be_accredited_to_more_countries_than_its_own() -> None:
    cairo = NETWORK["missions/cairo.yaml"].replace("accreditation: [EG]", "accreditation: [EG, JP]")
    assert charge("JP", {"missions/cairo.yaml": cairo}) == ["cairo", "tokyo", "osaka"]


def test_a_mission_is_in_charge_of_its_own_country_even_if_it_does_not_say_so() -> None:
    cairo = NETWORK["missions/cairo.yaml"].replace("accreditation: [EG]\n", "")
    assert charge("EG", {"missions/cairo.yaml": cairo}) == ["cairo"]


@pytest.mark.parametrize(("status", "found"), [("open", ["cairo"]), ("suspended", ["cairo"]), ("closed", [])])
def test_a_closed_mission_is_in_charge_of_nothing(status: str, found: list[str]) -> None:
    more = f"status: {status}\n" + ("successor: tokyo\n" if status == "closed" else "")
    assert charge("EG", {"missions/cairo.yaml": NETWORK["missions/cairo.yaml"] + more}) == found
