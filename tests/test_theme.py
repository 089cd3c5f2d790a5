"""The theme: its templates, its words, its colours."""

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages import pofile
from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from jinja2.ext import babel_extract

from kawat.model import MissionKind
from kawat.publish.labels import LABELS
from kawat.publish.templating import Press, Theme

THEME = Path(__file__).parent.parent / "theme"
TEMPLATES = {path.name: path.read_text("utf-8") for path in sorted((THEME / "templates").glob("*.html"))}
CATALOGUES = {path.stem: path.read_bytes() for path in sorted((THEME / "locale").glob("*.po"))}
SHEET = (THEME / "static" / "kawat.css").read_text("utf-8")
VIEWS = (
    "portal mission article page tombstone redirect listing topic country province directory terms not_found "
    "feeds embed editors social search travel travel_country emergency offers cooperation report partner".split()
)  # one template a view; what they share is below

_OPTIONS = {"silent": "false", "extensions": "kawat.publish.once.Once"}


def catalogue(language: str) -> Catalog:
    return pofile.read_po((THEME / "locale" / f"{language}.po").open("rb"), locale=language, abort_invalid=True)


def messages(name: str) -> Iterator[str | tuple[str, ...]]:
    """What a template asks gettext for."""
    with (THEME / "templates" / name).open("rb") as source:
        for _, message, _, _ in extract(babel_extract, source, options=_OPTIONS):
            yield message if isinstance(message, str) else tuple(part for part in message if part)


def words(name: str) -> set[str | tuple[str, ...]]:
    return set(messages(name))


# Templates


def test_there_is_a_template_for_each_view() -> None:
    shared = ("base", "macros", "land", "meta", "outlets", "offline", "charts")
    assert set(TEMPLATES) == {f"{name}.html" for name in (*VIEWS, *shared)}


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_parses_with_all_that_it_includes(name: str) -> None:
    assert Press(Theme(TEMPLATES, CATALOGUES, {})).closure(name, "id")


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_obeys_the_content_security_policy(name: str) -> None:
    """No inline style, no script but data and our modules, no handler; and nothing is fetched from another host."""
    text = TEMPLATES[name].replace('<script type="application/ld+json">', "")  # data
    text = re.sub(r'<script type="module" src="{{ [\w.]+ }}"></script>', "", text)
    assert not re.search(r"<(style|script|iframe|object|embed|base)\b", text, re.IGNORECASE)
    assert not re.search(r"\s(style|on[a-z]+)\s*=\s*[\"'{]", text, re.IGNORECASE)
    assert not re.search(r"(https?:)?//[a-z0-9]", text, re.IGNORECASE)


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_trusts_nothing(name: str) -> None:
    """Only the text's body is HTML already, and the reader made it so: no template lifts the escaping."""
    assert not re.search(r"\|\s*safe\b|autoescape|Markup", TEMPLATES[name])


def test_the_policy_lets_in_our_own_files_only() -> None:
    # From another host, the portal's index may be fetched besides (docs/search.md).
    base = re.sub(r"{% if '://' in chrome.search_data %}.*?{% endif %}", "", TEMPLATES["base.html"])
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', base)
    assert policy is not None
    directives = dict(one.strip().split(" ", 1) for one in policy[1].split(";"))
    assert {"default-src", "img-src", "media-src", "style-src", "script-src", "form-action"} <= directives.keys()
    assert set(directives.values()) == {"'self'", "'none'"}


# Words


@pytest.mark.parametrize("name", TEMPLATES)
def test_what_a_template_says_is_said_in_indonesian(name: str) -> None:
    indonesian = catalogue("id")
    missing = [one for one in messages(name) if not _translated(indonesian, one)]
    assert missing == []


@pytest.mark.parametrize("domain", LABELS)
def test_every_label_is_said_in_indonesian(domain: str) -> None:
    indonesian = catalogue("id")
    assert [label for label in LABELS[domain].values() if not _translated(indonesian, label)] == []


def test_what_templates_say_is_found() -> None:
    assert {"Skip to the content", ("Correction", "Corrections")} <= set().union(*map(words, TEMPLATES))


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_domain_that_a_template_asks_labels_of_exists(name: str) -> None:
    asked = set(re.findall(r'label\("(\w+)"\)', TEMPLATES[name]))
    assert asked <= LABELS.keys()


@pytest.mark.parametrize("language", CATALOGUES)
def test_a_catalogue_is_sound(language: str) -> None:
    """Its placeholders are those of the message, its plurals are as many as the language has, nothing in it is dead."""
    read = catalogue(language)
    assert [(message.id, list(map(str, errors))) for message, errors in read.check()] == []
    used = set().union(*map(words, TEMPLATES)) | {label for labels in LABELS.values() for label in labels.values()}
    assert [one.id for one in read if one.id and _key(one.id) not in used] == []
    assert [one.id for one in read if one.id and one.fuzzy] == []
    for message in read:
        if isinstance(message.id, tuple):
            assert len(message.string) == read.num_plurals and all(message.string)


def _key(identity: str | tuple[str, ...]) -> str | tuple[str, ...]:
    return identity if isinstance(identity, str) else tuple(identity)


def _translated(read: Catalog, identity: str | tuple[str, ...]) -> bool:
    message = read.get(identity if isinstance(identity, str) else identity[0])
    if message is None:
        return False
    strings = message.string if isinstance(message.string, tuple | list) else (message.string,)
    return all(strings)


# Style


def test_the_style_sheet_is_small() -> None:
    assert len(gzip.compress(SHEET.encode(), 9)) <= 12 * 1024


def test_the_style_sheet_fetches_nothing() -> None:
    assert not re.search(r"url\(|@import", SHEET)


def test_the_style_sheet_knows_no_left_and_right() -> None:
    """Logical properties serve both directions."""
    physical = (
        r"(?:margin|padding|border)-(?:left|right|top|bottom)|(?:^|[\s;{])(?:left|right|top|bottom|width|height)\s*:"
    )
    assert re.findall(physical, SHEET) == []


def test_every_custom_property_that_is_used_is_defined() -> None:
    defined = set(re.findall(r"(--[\w-]+)\s*:", SHEET))
    assert set(re.findall(r"var\((--[\w-]+)", SHEET)) <= defined


def test_the_directory_can_be_filtered_by_every_kind_of_mission() -> None:
    """Without a script the sheet must name each; the ministry itself is not in the directory."""
    filtered = re.findall(r'\.directory:has\(\[value="([\w-]+)"\]:checked\)', SHEET)
    assert filtered == [str(kind) for kind in MissionKind if kind is not MissionKind.MINISTRY]


@pytest.mark.parametrize("name", ["form", "stage"])
def test_the_registry_can_be_filtered_by_every_form_and_stage(name: str) -> None:
    assert re.findall(rf":checked\) tbody tr:not\(\.{name}-([\w-]+)\)", SHEET) == list(LABELS[name])


def test_every_class_of_the_templates_that_is_styled_exists() -> None:
    """A class in the sheet is written by a template, or by the Markdown engines in a text's body."""
    text = " ".join(TEMPLATES.values())
    styled = set(re.findall(r"\.([a-z][\w-]*)", re.sub(r"/\*.*?\*/|\"[^\"]*\"", "", SHEET, flags=re.DOTALL)))
    made = {f"{stem}{number}" for stem in ("level-", "advisory-") for number in range(1, 5)}
    made |= {
        "card-lead",
        "card-row",
        "card-line",
        "card-brief",
        *(f"size-{number}" for number in range(1, 6)),
        *(f"kind-{kind}" for kind in MissionKind),
    }
    made |= {f"{name}-{value}" for name in ("form", "stage") for value in LABELS[name]}
    engines = {one for one in styled if one.startswith(("markdown-alert", "admonition", "footnote", "align-"))}
    assert sorted(one for one in styled - made - engines if not re.search(rf"\b{one}\b", text)) == []


PALETTE = {
    name: (light, dark)
    for name, light, dark in re.findall(r"(?m)^ +--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);", SHEET)
}
ACCENTS = {
    name: (light, dark)
    for name, light, dark in re.findall(
        r'\[data-accent="(\w+)"\] \{ --accent: light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\); \}', SHEET
    )
}
BACKGROUNDS = ("paper", "panel")
TEXTS = ("ink", "quiet", "accent", "level-1", "level-2", "level-3", "level-4", "note")


def test_there_are_eight_accents() -> None:
    assert set(ACCENTS) == set("garuda samudra rimba kunyit senja batu nila terakota".split())
    assert ACCENTS["garuda"] == PALETTE["accent"]  # the default


@pytest.mark.parametrize("background", BACKGROUNDS)
@pytest.mark.parametrize("name", ACCENTS)
def test_an_accent_can_be_read(name: str, background: str) -> None:
    for accent, behind in zip(ACCENTS[name], PALETTE[background], strict=True):
        assert contrast(accent, behind) >= 4.5


@pytest.mark.parametrize("name", ACCENTS)
def test_what_stands_on_an_accent_can_be_read(name: str) -> None:
    for text, behind in zip(PALETTE["on-accent"], ACCENTS[name], strict=True):
        assert contrast(text, behind) >= 4.5


def test_what_stands_on_the_band_above_a_page_can_be_read() -> None:
    """The band is the site's accent, in the dark a panel."""
    assert "--band: light-dark(var(--accent), var(--panel));" in SHEET
    on_band = PALETTE["on-band"]
    assert min(contrast(on_band[0], light) for light, _ in ACCENTS.values()) >= 4.5
    assert contrast(on_band[1], PALETTE["panel"][1]) >= 4.5


@pytest.mark.parametrize(
    ("text", "background"),
    [
        *((text, background) for text in TEXTS for background in BACKGROUNDS),
        ("ink", "demonstration"),
        ("on-focus", "focus"),
    ],
)
def test_a_text_can_be_read(text: str, background: str) -> None:
    for letters, behind in zip(PALETTE[text], PALETTE[background], strict=True):
        assert contrast(letters, behind) >= 4.5


def test_browsers_without_light_dark_get_the_light_colours() -> None:
    fallback = SHEET[SHEET.index("@supports not") :].split("}", 1)[0]
    given = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", fallback))
    assert given == {name: light for name, (light, _) in PALETTE.items()}


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours (WCAG 2.2, "contrast ratio")."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    """Return a colour's relative luminance (WCAG 2.2, "relative luminance")."""
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in channels)
    return sum(share * one for share, one in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_contrast_is_that_of_the_standard() -> None:
    assert round(contrast("#000000", "#ffffff"), 2) == 21
    assert round(contrast("#767676", "#ffffff"), 2) == 4.54  # the well-known lightest grey that passes
