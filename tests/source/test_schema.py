"""The fields of a text: one table from which all else derives."""

import dataclasses
import typing

import pytest

from kawat.model import Agreement, Details, Edition, Kind, Party, Picture, Place
from kawat.source.reading import Options, read
from kawat.source.schema import DETAILS, FIELDS, REQUIRED

FRONT: dict[Kind, str] = {
    Kind.EPISODE: "audio: a.mp3\nduration: 00:01:30\ntranscript: a.vtt\nchapters: [{start: 0:00, title: Awal}]\n"
    "guests: [{name: Kepala kantor, role: Tamu}]\nquotes: [{text: Kopi dipetik., by: Petani}]\n"
    "live_at: 2026-01-01 10:00\nlive_url: https://example.org/x",
    Kind.ADVISORY: "country: JP\nlevel: 2\nareas: [Tokyo]\nseverity: Moderate\nurgency: Expected\ncertainty: Likely\n"
    "effective: 2026-01-01\nreviewed: 2026-01-02",
    Kind.AGREEMENT: "form: sister-city\nparties: [{name: Surabaya, kind: city, country: ID, province: ID-JI}]\n"
    "stage: in-force\nsectors: [air]\nsigned: 2026-01-01\nends: 2027-01-01",
    Kind.POTENTIAL: "province: ID-JI\ncity: surabaya\nsector: kopi\nproduct: biji\nhs_code: '0901'\ncapacity: banyak\n"
    "offered_by: koperasi\ncontact: kantor",
    Kind.EVENT: "start: 2026-01-01 10:00\nend: 2026-01-01 12:00\nvenue: aula\nonline: https://example.org/x",
    Kind.VIDEO: "video: a.webm\nposter: a.jpg\nposter_alt: gambar\ncaptions: a.vtt\ntranscript: b.vtt\nduration: 1:30",
    Kind.GALLERY: "pictures: [{image: a.jpg, alt: satu, credit: x, caption: y}]",
}


def edition(kind: Kind, front: str) -> Edition:
    """Return what a text of a kind with this front matter says."""
    place = Place(f"content/tokyo/{kind}/2026/a/index.id.md", "tokyo", kind, 2026, "a", "id")
    found = read(f"---\ntitle: a\n{front}\n---\nisi\n".encode(), place, Options("UTC", ("id", "en")))
    assert found.problems == () and found.edition is not None
    return found.edition


@pytest.mark.parametrize("kind", list(DETAILS))
def test_every_field_of_a_kind_fills_its_place_in_the_value(kind: Kind) -> None:
    details = edition(kind, FRONT[kind]).details
    assert type(details) is DETAILS[kind]
    empty = [field.name for field in dataclasses.fields(details) if getattr(details, field.name) == field.default]
    assert empty == []


@pytest.mark.parametrize("kind", list(DETAILS))
def test_every_field_of_a_kind_is_typed_in_the_examples(kind: Kind) -> None:
    typed = {line.partition(":")[0] for line in FRONT[kind].splitlines()}
    assert typed == {field.name for field in FIELDS.values() if kind in field.kinds}


def test_kinds_with_fields_of_their_own_have_a_value_of_their_own() -> None:
    assert set(DETAILS.values()) | {type(None)} == set(typing.get_args(Details))
    assert {Kind(kind) for field in FIELDS.values() for kind in field.kinds} == set(DETAILS)


def test_parties_and_pictures_are_records() -> None:
    details = edition(Kind.AGREEMENT, FRONT[Kind.AGREEMENT]).details
    assert isinstance(details, Agreement) and details.parties == (Party("Surabaya", "city", "ID", "ID-JI"),)
    gallery = edition(Kind.GALLERY, FRONT[Kind.GALLERY]).details
    assert gallery.pictures == (Picture("a.jpg", "satu", "x", "y"),)  # type: ignore[union-attr]


def test_the_lead_edition_of_each_kind_must_have_these() -> None:
    assert {kind: tuple(name for name, _ in names) for kind, names in REQUIRED.items()} == {
        **dict.fromkeys(Kind, ("date",)),
        Kind.ADVISORY: ("date", "country", "level"),
        Kind.AGREEMENT: ("date", "form", "parties", "stage"),
        Kind.POTENTIAL: ("date", "province"),
        Kind.EVENT: ("date", "start"),
        Kind.VIDEO: ("date", "video"),
        Kind.GALLERY: ("date", "pictures"),
    }


def test_only_the_title_must_stand_in_every_edition() -> None:
    assert [field.name for field in FIELDS.values() if field.required and not field.shared] == ["title"]


@pytest.mark.parametrize("name", list(FIELDS))
def test_every_field_is_explained_in_both_languages_and_has_an_example(name: str) -> None:
    field = FIELDS[name]
    assert field.name == name and field.en.endswith(".") and field.id.endswith(".") and field.type.example


@pytest.mark.parametrize("name", list(FIELDS))
def test_no_field_names_a_template_or_an_address_of_its_own(name: str) -> None:
    assert name not in {"template", "url", "save_as", "slug", "lang", "site", "path"}


def test_crosspost_and_its_overrides_are_read() -> None:
    front = (
        "crosspost: {to: [portal, 'region:east-asia', 'topic:budaya', all], except: [osaka], mode: link,\n"
        "  override: {osaka: {title: Lain, embargo: 2026-02-01}}, approve: required}"
    )
    found = edition(Kind.NEWS, front)
    assert found.crosspost.to == ("portal", "region:east-asia", "topic:budaya", "all")
    assert (found.crosspost.exclude, str(found.crosspost.mode), found.crosspost.approve) == (("osaka",), "link", True)
    assert [(one.site, one.title, str(one.embargo)) for one in found.crosspost.override] == [
        ("osaka", "Lain", "2026-02-01 00:00:00+00:00")
    ]
    assert [(one.vocabulary, one.value, one.line, one.column) for one in found.references] == [
        ("site", "portal", 3, 18),
        ("region", "east-asia", 3, 26),
        ("topic", "budaya", 3, 46),
        ("site", "osaka", 3, 77),
        ("site", "osaka", 4, 14),
    ]
