"""Hostile content: what one stolen account can type is, wherever readers meet it, nothing but words.

A tree that is full of payloads, in every field of every kind, is built once.  Chromium then opens all its pages with
their policy switched off, the HTML of its feeds as a reader without any care would show it, and its search results;
nothing may run, and no dangerous node may be there (oracle.js says what that is).
"""

import html
import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

import pytest
from conftest import NETWORK, PORTAL, Tree, mission, served
from forgeries import CLOSED, FREE, WORD, Forged, forge
from payloads import PAYLOADS, Payload, naive

from kawat.source.schema import FIELDS

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

pytestmark = pytest.mark.browser
HERE = Path(__file__).parent
FEEDS = (".xml", ".atom", ".json")
NO_FEEDS = ("manifest.json", "removed.json", "search/", "sitemap")
POLICY = """<meta http-equiv="Content-Security-Policy" content="default-src 'self'; script-src 'self'">"""


@dataclass
class Place:
    """The built tree as readers meet it: a page in Chromium, and which scripts ran."""

    tree: Tree
    forged: Forged
    refused: set[str]
    page: "Page"
    ran: list[str]
    asked: list[str]

    def paths(self, *suffixes: str) -> list[str]:
        """Return the addresses of files, from the root of the site."""
        found = (str(path.relative_to(self.tree.dest)) for path in sorted(self.tree.dest.rglob("*")) if path.is_file())
        return [f"/{path}" for path in found if path.endswith(suffixes)]


@pytest.fixture(scope="module")
def place(browser: "Browser", tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    folder = tmp_path_factory.mktemp("hostile")
    forged = forge(10, 36, "tokyo", "osaka")
    tree = Tree(folder / "root", folder / "output").write(NETWORK).write(forged.files)
    tree.delete("missions/cairo.yaml").write(
        {
            "missions/portal.yaml": PORTAL.replace("[id, en]", "[id]"),
            "missions/tokyo.yaml": mission("Tokyo", "JP", "east-asia", "Asia/Tokyo", "id"),
            "missions/osaka.yaml": mission("Osaka", "JP", "east-asia", "Asia/Tokyo", "id", "consulate-general"),
        }
    )
    built = tree.build()
    (tree.dest / "reader.html").write_text(f"<!DOCTYPE html><title>reader</title>{POLICY}")
    with (
        served(tree.dest) as origin,
        browser.new_context(bypass_csp=True, service_workers="block", base_url=origin) as context,
    ):
        ran, asked = list[str](), list[str]()
        context.expose_binding("alert", lambda source, *said: ran.append(source["frame"].url))
        context.on("request", lambda request: asked.append(request.url))
        page = context.new_page()
        page.goto("/reader.html")
        for script in ("oracle.js", "visit.js"):
            page.add_script_tag(content=(HERE / script).read_text("utf-8"))
        yield Place(tree, forged, set(built.report.quarantined), page, ran, asked)


def foreign(place: Place) -> list[str]:
    """Return what was asked of other hosts."""
    own = (place.page.url.removesuffix("reader.html"), "https://kawat.example/media/", "about:")
    return [url for url in place.asked if not url.startswith(own)]


# ---------------------------------------------------------------- the corpus


def test_every_payload_is_dangerous_where_nothing_is_escaped(place: Place) -> None:
    assert len({one.text for one in PAYLOADS}) >= 1500
    harmless = {context: naive(Payload("", context, "x")) for context in {one.context for one in PAYLOADS}}
    before = dict(zip(harmless, place.page.evaluate("count", list(harmless.values())), strict=True))
    counts = place.page.evaluate("count", [naive(one) for one in PAYLOADS])
    idle = [one for one, seen in zip(PAYLOADS, counts, strict=True) if seen <= before[one.context]]
    assert idle == []


def test_every_payload_is_in_a_body_and_every_field_of_every_kind_gets_many(place: Place) -> None:
    free = {name.partition(".")[0] for names in FREE.values() for name in names} - {"override"}
    assert CLOSED | free == set(FIELDS), "a field is new: say which it is"
    assert len(place.forged.placed) == sum(map(len, FREE.values())) + 2
    assert place.forged.placed["commonmark", "body"] == set(PAYLOADS)
    families: dict[str, set[str]] = {}
    for (_, name), found in place.forged.placed.items():
        assert len(found) >= 10
        families.setdefault(name, set()).update(one.family for one in found)
    assert min(map(len, families.values())) >= 4 and families["body"] == {one.family for one in PAYLOADS}
    assert len(place.refused) < 0.1 * len(place.forged.files) / 3


# ---------------------------------------------------------------- what readers meet


def test_pages_hold_nothing_dangerous_and_nothing_runs(place: Place) -> None:
    pages = [path for path in place.paths(".html") if path != "/reader.html"]
    assert len(pages) > 250
    assert place.page.evaluate("visit", pages) == {}
    assert (place.ran, foreign(place)) == ([], [])


def test_feeds_and_kits_hold_nothing_dangerous_even_for_a_reader_without_care(place: Place) -> None:
    feeds = [path for path in place.paths(*FEEDS) if not any(one in path for one in NO_FEEDS)]
    texts: list[str] = place.page.evaluate("fed", feeds)
    kits = place.paths(".zip")
    for path in kits:
        with zipfile.ZipFile(io.BytesIO((place.tree.dest / path[1:]).read_bytes())) as kit:
            pages = [kit.read(name).decode() for name in kit.namelist() if name.endswith(".html")]
        texts += [page.partition("<article>")[2] for page in pages]
    assert len(feeds) > 50 and len(kits) > 80 and len(texts) > 400
    assert place.page.evaluate("read", texts) == {}
    assert (place.ran, foreign(place)) == ([], [])


def test_search_results_are_words(place: Place) -> None:
    found = [f"/search/?q={WORD}&page={number}" for number in range(1, 13)]
    questions = [f"/search/?q={WORD}%20{quote(one.text)}" for one in PAYLOADS[::120]]
    assert place.page.evaluate("visit", found + questions) == {}
    assert (place.ran, foreign(place)) == ([], [])


def test_titles_are_shown_as_they_were_typed(place: Place) -> None:
    """Also by templates and formats, which find something of theirs in each."""
    typed = {}
    for path, text in place.forged.files.items():
        if isinstance(text, str) and path.endswith(".md") and "status:" not in text and path not in place.refused:
            _, site, kind, year, slug, _ = path.split("/")
            title = json.loads(text.split("\n")[1].removeprefix("title: "))
            typed[f"/{site}/id/{kind}/{year}/{slug}/index.html"] = " ".join(title.split())
    shown = place.page.evaluate("headings", list(typed))
    assert len(typed) > 80 and shown == typed


# ---------------------------------------------------------------- what the oracles see


CONTROLS = {
    "a script": "<script>alert(1)</script>",
    "a handler": "<img src=x.png onerror=alert(1)>",
    "SVG": "<svg onload=alert(1)>",
    "a frame": "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "a link": "<a href='&#1;java&Tab;script:alert(1)'>x</a>",
    "an event of the keyboard": "<b onkeydown=alert(1)>x</b>",
    "JSON-LD": '<script type="application/ld+json">{"@graph": ["</script><script>alert(1)</script>"]}</script>',
}


def test_scripts_are_seen_to_run_on_a_page_in_spite_of_its_policy(place: Place) -> None:
    for number, (name, text) in enumerate(CONTROLS.items()):
        page = f"control-{number}.html"
        (place.tree.dest / page).write_text(f"<!DOCTYPE html>{POLICY}<title>x</title><main>{text}</main>")
        assert place.page.evaluate("visit", [f"/{page}"]), name
        assert place.ran, name
        place.ran.clear()


def test_what_does_not_run_is_seen_to_be_dangerous(place: Place) -> None:
    linked = '<script type="application/ld+json">{"@graph": [{"url": "javascript:alert(1)"}]}</script>'
    text = f"{linked}<img src=//evil.example/x.png><div class=body><b id=search-field></b></div>"
    (place.tree.dest / "idle.html").write_text(f"<!DOCTYPE html><title>x</title>{text}")
    said = place.page.evaluate("visit", ["/idle.html"])["/idle.html"]
    assert [one.split(" in ")[0] for one in said] == [
        "script is there", "img leads to //evil.example/x.png", "b takes the id search-field"
    ]  # fmt: skip
    assert [urlsplit(url).path for url in foreign(place)] == ["/x.png"]
    place.asked.clear()


def test_what_feeds_give_out_as_html_is_found_and_seen_to_run(place: Place) -> None:
    run = "&lt;img src=x.png onerror=alert(1)&gt;"
    rss = (
        f"<rss><channel><title>{run}</title><item><title>{run}</title><description>{run}</description></item></channel>"
    )
    atom = '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>x</title><content type="html">{}</content></entry>'
    written = {
        "control.xml": f"{rss}</rss>",
        "control.atom": f"{atom.format(run + 'atom')}</feed>",
        "control.json": '{"items": [{"title": "<b>", "content_html": "<svg onload=alert(1)>"}]}',
    }
    for name, text in written.items():
        (place.tree.dest / name).write_text(text)
    texts = place.page.evaluate("fed", [f"/{name}" for name in written])
    assert texts == [html.unescape(run), html.unescape(run) + "atom", "<svg onload=alert(1)>"]
    assert list(place.page.evaluate("read", texts)) == texts
    assert len(place.ran) >= 2
    place.ran.clear()


def test_a_search_that_made_html_of_titles_would_be_noticed(place: Place) -> None:
    def careless(route: "Route") -> None:
        script = route.fetch().text()
        assert script.count("made.append(...children)") == 1
        wrong = "made.innerHTML = children.map((one) => one.outerHTML ?? one).join('')"
        route.fulfill(body=script.replace("made.append(...children)", wrong), content_type="text/javascript")

    place.page.context.route("**/search.*.js", careless)
    said = place.page.evaluate("visit", [f"/search/?q={WORD}"])
    place.page.context.unroute("**/search.*.js")
    assert said and place.ran
    place.ran.clear()
    place.asked.clear()
