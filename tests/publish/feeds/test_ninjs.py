"""The wire, held against ninjs 2.1.

The official schema is not part of any package; what it asks of the properties that we use is written down here.
"""

import json
from typing import Any

import pytest
from catalogues import png
from conftest import Tree, text
from feedtrees import desk_of, planned, published
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from kawat.publish.feeds import ninjs


def record(required: str, **kinds: str) -> dict[str, Any]:
    """Return the schema of an object: the names of its properties by their JSON type."""
    properties = {name: {"type": kind} for kind, names in kinds.items() for name in names.split()}
    return {"type": "object", "required": required.split(), "additionalProperties": False, "properties": properties}


def listing(of: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": of}


VALUES = listing(record("value", string="role contenttype value", number="charcount wordcount"))
CONCEPTS = listing(record("", string="name rel uri literal role"))
RENDITION = record("name", string="name href contenttype", number="width height sizeinbytes duration")
OBJECT = record(
    "uri",
    string="version firstcreated versioncreated language by ednote expires copyrightholder copyrightnotice usageterms",
)
OBJECT["properties"] |= {
    "uri": {"type": "string", "pattern": "^[a-z]+:"},
    "standard": record("", string="name version schema"),
    "type": {"enum": ["text", "audio", "video", "picture", "graphic", "composite", "component"]},
    "representationtype": {"enum": ["full", "partial"]},
    "pubstatus": {"enum": ["usable", "withheld", "canceled"]},
    "headlines": VALUES,
    "bodies": VALUES,
    "descriptions": VALUES,
    "subjects": CONCEPTS,
    "places": CONCEPTS,
    "infosources": CONCEPTS,
    "altids": listing(record("", string="role value")),
    "renditions": listing(RENDITION),
}
ASSOCIATED = {**OBJECT, "required": ["name", "uri"]}
ASSOCIATED["properties"] = {**OBJECT["properties"], "name": {"type": "string"}}
SCHEMA = {**OBJECT, "properties": {**OBJECT["properties"], "associations": listing(ASSOCIATED)}}

STORY = "content/tokyo/news/2026/festival"
PATH = "wire/tokyo-news-2026-festival.ninjs.json"


def story(**fields: str) -> dict[str, str | bytes]:
    typed = {"summary": "Ringkas.", "topics": "[budaya]", "countries": "[JP]", "crosspost": "{to: [portal]}"}
    typed |= {"republish": "{license: CC-BY-4.0, images: excluded}", "authors": "[Pensosbud]"}
    return {
        f"{STORY}/index.id.md": text("Festival", body="Gamelan *dan* tari.", **(typed | fields)),
        f"{STORY}/index.en.md": text("The festival", None, "Gamelan.", summary="Short."),  # type: ignore[arg-type]
    }


def wire(files: dict[str, str | bytes], path: str = PATH) -> Any:
    found = json.loads(published(desk_of(files), path))
    Draft202012Validator(SCHEMA).validate(found)
    return found


def test_a_story_on_the_portal_is_a_news_object() -> None:
    found = wire(story())
    html, plain = (body.pop("value") for body in found["bodies"])
    assert "<p>Gamelan <em>dan</em> tari.</p>" in html and plain.startswith("Gamelan dan tari.")
    assert found["bodies"][1]["wordcount"] == len(plain.split())
    del found["bodies"]
    assert found == {
        "uri": "tag:kawat.example,2026:tokyo/news/2026/festival",
        "standard": {
            "name": "ninjs",
            "version": "2.1",
            "schema": "https://iptc.org/std/ninjs/ninjs-schema_2.1.json",
        },
        "type": "text",
        "representationtype": "full",
        "version": "1",
        "firstcreated": "2026-11-01T00:00:00Z",
        "versioncreated": "2026-11-01T00:00:00Z",
        "pubstatus": "usable",
        "language": "id",
        "headlines": [{"role": "main", "contenttype": "text/plain", "value": "Festival"}],
        "infosources": [{"name": "KBRI Tokyo", "role": "source"}],
        "copyrightholder": "KBRI Tokyo",
        "copyrightnotice": "© 2026 KBRI Tokyo",
        "altids": [{"role": "url", "value": "https://kawat.example/tokyo/id/news/2026/festival/"}],
        "descriptions": [{"role": "summary", "contenttype": "text/plain", "value": "Ringkas."}],
        "by": "Pensosbud",
        "subjects": [
            {"name": "Budaya", "rel": "about", "uri": "tag:kawat.example,2026:topics/budaya", "literal": "budaya"}
        ],
        "places": [{"name": "Jepang", "rel": "about", "literal": "JP"}],
        "usageterms": "CC-BY-4.0; images: excluded",
    }


def test_each_edition_is_an_object_of_its_own() -> None:
    found = wire(story(), "wire/tokyo-news-2026-festival.en.ninjs.json")
    assert (found["uri"], found["language"]) == ("tag:kawat.example,2026:tokyo/news/2026/festival.en", "en")


def test_what_the_portal_does_not_show_is_not_on_the_wire() -> None:
    assert not [path for path in planned(desk_of(story(crosspost="{to: [osaka]}"))) if path.endswith(".ninjs.json")]


def test_a_correction_is_a_new_version() -> None:
    found = wire(story(corrections="[{at: 2026-11-05 09:00, note: Jumlah diperbaiki.}]"))
    assert (found["version"], found["versioncreated"]) == ("2", "2026-11-05T00:00:00Z")
    assert "Ralat" in found["bodies"][1]["value"]


def test_a_withdrawn_story_is_canceled_in_a_new_version() -> None:
    found = wire(story(status="withdrawn", reason="Ditinjau ulang."))
    assert (found["pubstatus"], found["version"], found["ednote"]) == ("canceled", "2", "Ditinjau ulang.")
    assert found["headlines"][0]["value"] == "DICABUT: Festival"


def test_of_a_removed_story_only_the_reason_is_told() -> None:
    told = json.dumps(wire(story(status="removed", reason="Keliru.")))
    assert "Keliru." in told
    assert not [word for word in ("Festival", "Gamelan", "Ringkas", "Budaya", "Pensosbud") if word in told]


def test_the_list_names_the_newest_changes_first() -> None:
    late = "content/portal/press/2026/lama/index.id.md"
    files = story() | {late: text("Lama", "2026-10-01 09:00", corrections="[{at: 2026-11-20 09:00, note: A}]")}
    items = json.loads(published(desk_of(files), "wire/index.json"))["items"]
    assert [(one["uri"].rpartition(":")[2], one["version"], one["pubstatus"]) for one in items] == [
        ("portal/press/2026/lama", "2", "usable"),
        ("tokyo/news/2026/festival", "1", "usable"),
        ("tokyo/news/2026/festival.en", "1", "usable"),
    ]
    assert items[0]["url"] == "https://kawat.example/wire/portal-press-2026-lama.ninjs.json"


def test_the_list_is_bounded() -> None:
    files = {f"content/portal/news/2026/s{n}/index.id.md": text(f"S {n}") for n in range(ninjs.MOST_LISTED + 3)}
    assert len(json.loads(published(desk_of(files), "wire/index.json"))["items"]) == ninjs.MOST_LISTED


def test_the_pictures_size_is_that_of_the_file_on_disk(tree: Tree) -> None:
    files = story(image="a.png", image_alt="Penari", image_credit="Ilustrasi")
    tree.write(files | {f"{STORY}/a.png": png(width_px=40, height_px=30)}).build()
    found = json.loads(tree.page(PATH))
    Draft202012Validator(SCHEMA).validate(found)
    (picture,) = found["associations"]
    (rendition,) = picture["renditions"]
    assert (rendition["width"], rendition["height"], picture["usageterms"]) == (40, 30, "excluded")
    assert (
        rendition["sizeinbytes"]
        == (tree.dest / rendition["href"].removeprefix("https://kawat.example/")).stat().st_size
    )


ROWS = st.dictionaries(st.sampled_from("abcdefgh"), st.tuples(*[st.sampled_from("12")] * 3, st.sampled_from("1234")))


@given(ROWS, ROWS, st.integers(1, 4))
def test_of_the_newest_changes_those_are_known_that_were_listed(
    before: dict[str, tuple[str, str, str, str]], changed: dict[str, tuple[str, str, str, str]], most: int
) -> None:
    """Or it is known that one may be missing."""

    def rows(told: dict[str, tuple[str, str, str, str]]) -> list[ninjs.Row]:
        return [(name, *one) for name, one in told.items()]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ninjs, "MOST_LISTED", most)
        wanted = ninjs._listed(rows(before | changed))
        found = ninjs._revised(list(ninjs._listed(rows(before))), rows(changed))
        assert found in (wanted, None)
        if len(before) < most or not before.keys() & changed.keys():
            assert found == wanted
