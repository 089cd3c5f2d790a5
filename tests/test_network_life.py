"""The life of stories in random networks: sites with rules, items with dates and states, approvals, clocks.

Everything is made in memory, from source text to the bytes of every page, so that hundreds of networks take seconds.
"""

import dataclasses
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from conftest import NETWORK, PROJECT, Tree, mission, text
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from kawat import codes, settings, theming
from kawat.build import images
from kawat.editorial import catalogue as catalogues
from kawat.editorial import editions, history
from kawat.editorial.catalogue import Catalogue
from kawat.editorial.routing import Router
from kawat.model import Approval, Article, Edition, Kind, Place, Register, Registry, Role
from kawat.publish import outputs, rendering
from kawat.publish.desk import Desk
from kawat.publish.shelf import Memory
from kawat.source import reading, registry, schema, tree
from kawat.source.reading import Options
from kawat.workshop import press_of

EPOCH = datetime(2026, 6, 1, tzinfo=UTC)
CODES = ("tokyo", "osaka", "cairo")
HEEDED = settings.from_file(str(PROJECT / "pelicanconf.py"))
PRESS = press_of(HEEDED, theming.read(HEEDED, str(PROJECT)), trusted=True)


@dataclass(frozen=True)
class Drawn:
    """A network as drawn: files, approvals given (site, id), and the clock."""

    files: dict[str, str]
    approved: frozenset[tuple[str, str]]
    now: datetime


def day(number: int) -> str:
    """A moment in front matter, so many days after the epoch."""
    return f"{EPOCH + timedelta(days=number):%Y-%m-%d %H:%M}Z"


targets = st.sampled_from(["portal", *CODES, "all", "region:east-asia", "kind:embassy", "topic:budaya"])
origins = st.sampled_from(["portal", *CODES, "all", "region:east-asia", "kind:consulate-general"])


@st.composite
def rules(draw: st.DrawFn) -> str:
    """A standing rule."""
    parts = [f"from: [{draw(origins)}]"]
    if draw(st.booleans()):
        parts.append("topics: [budaya]")
    if draw(st.booleans()):
        parts.append(f"max_age: {draw(st.integers(1, 40))}d")
    parts.append(f"mode: {draw(st.sampled_from(['copy', 'link']))}")
    if draw(st.integers(0, 3)) == 0:
        parts.append("approve: required")
    return "{" + ", ".join(parts) + "}"


@st.composite
def items(draw: st.DrawFn, number: int) -> dict[str, str]:
    """The files of one story; its words are canaries that name it."""
    site = draw(st.sampled_from(["portal", *CODES]))
    languages = draw(st.sampled_from([["id"], ["id", "en"], ["en"], ["id", "id.simple"]]))
    status = draw(st.sampled_from(["published"] * 5 + ["draft", "withdrawn", "removed"]))
    fields: dict[str, str] = {
        "date": day(draw(st.integers(-30, 30))),
        "topics": draw(st.sampled_from(["[]", "[budaya]"])),
    }
    fields["status"] = status
    if status in ("withdrawn", "removed"):
        fields["reason"] = f"alasan {number}"
    if draw(st.integers(0, 3)) == 0:
        fields["embargo"] = day(draw(st.integers(-30, 30)))
    if draw(st.integers(0, 3)) == 0:
        fields["expires"] = day(draw(st.integers(31, 60)))
    if draw(st.booleans()):
        pushed = ", ".join(f'"{one}"' for one in draw(st.lists(targets, min_size=1, max_size=3)))
        excluded = ", ".join(draw(st.lists(st.sampled_from(CODES), max_size=1)))
        mode = draw(st.sampled_from(["copy", "link"]))
        fields["crosspost"] = f"{{to: [{pushed}], except: [{excluded}], mode: {mode}}}"
    other = draw(st.integers(0, 3))
    body = f"isikenari{number}x. [lain](/{site}/news/2026/kenari{other}/index.id.md) [p](/portal/)"
    folder = f"content/{site}/news/2026/kenari{number}"
    made = {}
    for language in languages:
        lead = language == languages[0]
        words = {"title": f"judulkenari{number}x {language}", "summary": f"ringkaskenari{number}x"}
        made[f"{folder}/index.{language}.md"] = text(body=body, **words, **(fields if lead else {"date": None}))  # type: ignore[arg-type]
    return made


@st.composite
def networks(draw: st.DrawFn) -> Drawn:
    """A network of four sites with rules, up to four stories, approvals and a clock."""
    files = dict(NETWORK)
    for code in CODES:
        lines = ""
        if subscribed := draw(st.lists(rules(), max_size=2)):
            lines += f"subscribe: [{', '.join(subscribed)}]\n"
        if draw(st.integers(0, 4)) == 0:
            lines += f"refuse: [{{from: [{draw(origins)}]}}]\n"
        files[f"missions/{code}.yaml"] += lines
    ids = []
    for number in range(draw(st.integers(1, 4))):
        made = draw(items(number))
        files |= made
        ids.append(next(iter(made)).removeprefix("content/").rpartition("/")[0])
    approved = draw(st.sets(st.tuples(st.sampled_from(["portal", *CODES]), st.sampled_from(ids)), max_size=3))
    return Drawn(files, frozenset(approved), EPOCH + timedelta(days=draw(st.integers(-40, 70))))


# ---------------------------------------------------------------- from files to bytes, in memory


def gathered(drawn: Drawn, tmp: Any) -> tuple[Registry, tuple[Article, ...], dict[str, str]]:
    """Read the files as a build would, without disk for the texts."""
    network = tmp(drawn.files)
    languages = network.languages()
    zones = {one.code: one.timezone for one in network.missions}
    found: list[Edition] = []
    texts: dict[str, str] = {}
    for path, content in drawn.files.items():
        if path.startswith("content/"):
            place = tree.place(path, languages)
            assert isinstance(place, Place)
            read = reading.read(content.encode(), place, Options(zones[place.site], languages[place.site]))
            assert read.edition is not None, read.problems
            found.append(read.edition)
            texts[read.edition.text] = read.html
    articles, problems = editions.gather(found, [], languages, schema.REQUIRED)
    assert not [one for one in problems if one.code != "K053"], problems
    given_by = {(site, name): one for site, name in drawn.approved for one in articles if one.id == name}
    approvals: dict[str, tuple[Approval, ...]] = {}
    for (site, name), article in sorted(given_by.items()):
        approvals[site] = (*approvals.get(site, ()), Approval(name, article.digest, "x@y.example"))
    return Registry(network.missions, network.network, tuple(sorted(approvals.items()))), articles, texts


def made(
    network: Registry, articles: tuple[Article, ...], texts: Mapping[str, str], now: datetime, past: history.Past
) -> tuple[Catalogue, dict[str, bytes], dict[str, tuple[str, ...]]]:
    """Return the catalogue, the bytes of all outputs by path, and the new history."""
    catalogue = catalogues.compile(articles, network, now, texts, {})
    desk = Desk(catalogue, PRESS.speaks, {"kawat.css": "kawat.css", "icon.svg": "icon.svg"}, images.widths)
    standing = tuple(outputs.plan(desk, PRESS))
    taken = frozenset(one.path for one in standing)
    left, _, told = history.traces(catalogue, articles, past, now, taken)
    desk = dataclasses.replace(desk, traces={one.path: one for one in left}, told=told)
    planned = [one for one in (*standing, *outputs.plan_traces(desk, PRESS)) if one.recipe != "static"]
    wanted = rendering.fragments(desk, planned)
    parts = Memory(zip((one.key for one in wanted), rendering.render_parts(desk, wanted), strict=True))
    desk = dataclasses.replace(desk, fragments=Memory({**desk.fragments, **parts}))
    rendering.prepare(desk, PRESS, planned)
    # A card is a picture of the words in its subject.
    cards = {one.path: "\n".join(one.subject).encode() for one in planned if one.recipe == "card"}
    pages = {one.path: rendering.render(desk, PRESS, one) for one in planned if one.path not in cards}
    return catalogue, pages | cards, told


@pytest.fixture(scope="module")
def load(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Reads missions/ out of a mapping of files."""
    root = tmp_path_factory.mktemp("network")
    made_tree = Tree(root, root)

    def read(files: Mapping[str, str]) -> Registry:
        made_tree.write({path: content for path, content in files.items() if path.startswith("missions/")})
        return registry.load(str(root))

    return read


CANARY = re.compile(rb"(?:judul|ringkas|isi)kenari(\d)x")
HREF = re.compile(r'href="(/[^"#]*)')


@hypothesis_settings(max_examples=300, suppress_health_check=list(HealthCheck), derandomize=True)
@given(drawn=networks())
def test_a_random_network_keeps_every_promise(load: Any, drawn: Drawn) -> None:
    network, articles, texts = gathered(drawn, load)
    catalogue, pages, told = made(network, articles, texts, drawn.now, {})
    _one_placement_for_each_story_and_site(network, articles)
    _nothing_hidden_is_in_any_byte(catalogue, articles, pages)
    _each_language_has_one_canonical_which_names_itself(catalogue, pages)
    _translations_name_each_other(catalogue, pages)
    _every_link_resolves(pages)
    _file_order_is_irrelevant(network, articles, texts, drawn.now, pages)

    # A month later, everything whose text is published is recalled: no address of the first build is forgotten.
    recalled = Drawn(
        {
            path: content.replace("status: published", "status: removed\nreason: dicabut")
            for path, content in drawn.files.items()
        },
        drawn.approved,
        drawn.now,
    )
    network, articles, texts = gathered(recalled, load)
    after, later, told_later = made(network, articles, texts, drawn.now, told)
    for name, urls in told.items():
        assert set(urls) <= set(told_later[name])
        for url in urls:
            path = url.removeprefix("https://kawat.example/") + "index.html" * url.endswith("/")
            assert path in later, (name, url)
            if after.home(name).editions[0][1] == "gone":
                assert b"dicabut" in later[path] or b"alasan" in later[path]
    assert not [path for path, data in later.items() if _canaries(data) & _gone(after)]
    _every_link_resolves(later)


def _canaries(data: bytes) -> set[int]:
    return {int(number) for number in CANARY.findall(data)}


def _gone(catalogue: Catalogue) -> set[int]:
    return {int(name[-1]) for name, shown in catalogue.at.items() if shown[0].editions[0][1] == "gone"}


def _one_placement_for_each_story_and_site(network: Registry, articles: tuple[Article, ...]) -> None:
    router = Router(network)
    homes = {article.id: article.site for article in articles}
    for article in articles:
        placements = router.place(article)
        assert len({one.site for one in placements}) == len(placements)
        assert [one.site for one in placements if one.role is Role.HOME] == [article.site]
        # No copy is a source: every reason speaks of the story's own pushes or of a rule about its own home.
        assert all(one.article == article.id and homes[one.article] == article.site for one in placements)


def _nothing_hidden_is_in_any_byte(
    catalogue: Catalogue, articles: tuple[Article, ...], files: Mapping[str, bytes]
) -> None:
    readable = {int(article.slug[-1]) for article in articles if _may_be_read(article, catalogue.now)}
    for path, data in files.items():
        assert _canaries(data) <= readable, path
    hidden = {article.slug for article in articles if article.id not in catalogue.at}
    shown = {article.slug for article in articles if article.id in catalogue.at}
    for path, data in files.items():
        for slug in hidden - shown:
            assert slug not in path and slug.encode() not in data, (path, slug)


def _may_be_read(article: Article, now: datetime) -> bool:
    """The rule once more, in other words than the code's."""
    opens = max(article.date, article.embargo or article.date)
    return (
        article.status in ("published", "withdrawn")
        and opens <= now
        and not (article.expires and article.expires <= now)
    )


def _each_language_has_one_canonical_which_names_itself(catalogue: Catalogue, files: Mapping[str, bytes]) -> None:
    for shown in catalogue.at.values():
        canonicals: dict[tuple[str, Register], set[str]] = {}
        for one in shown:
            if one.placement.role is Role.LINK or one.article.kind is Kind.PAGE:
                continue
            for edition, state in one.editions:
                if state == "gone":
                    continue
                page = files[catalogue.address(one, edition).path].decode()
                (canonical,) = re.findall(r'<link rel="canonical" href="([^"]+)"', page)
                canonicals.setdefault((edition.language, edition.register), set()).add(canonical)
        for found in canonicals.values():
            (url,) = found
            target = files[url.removeprefix("https://kawat.example/") + "index.html"].decode()
            assert f'<link rel="canonical" href="{url}"' in target


def _translations_name_each_other(catalogue: Catalogue, files: Mapping[str, bytes]) -> None:
    told: dict[str, set[tuple[str, str]]] = {}
    for path, data in files.items():
        if path.endswith("index.html"):
            page = data.decode()
            pairs = set(re.findall(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)"', page))
            if pairs:
                told["https://kawat.example/" + path.removesuffix("index.html")] = pairs
                assert any(language == "x-default" for language, _ in pairs)
                assert "/from/" not in path, "a copy has no hreflang of its own"
    for url, pairs in told.items():
        for _, other in pairs:
            assert told[other] == pairs, (url, other)


def _every_link_resolves(files: Mapping[str, bytes]) -> None:
    for path, data in files.items():
        if path.endswith(".html"):
            for href in HREF.findall(data.decode()):
                target = href.lstrip("/") + ("index.html" if href.endswith("/") else "")
                assert target in files or target.startswith("theme/"), (path, href)


def _file_order_is_irrelevant(
    network: Registry,
    articles: tuple[Article, ...],
    texts: Mapping[str, str],
    now: datetime,
    files: Mapping[str, bytes],
) -> None:
    turned = tuple(reversed(articles))
    assert made(network, turned, texts, now, {})[1] == files


# ---------------------------------------------------------------- loops, zones, growth


def test_three_sites_that_follow_each_other_and_push_to_each_other_end_with_one_placement_each(tree: Tree) -> None:
    files = dict(NETWORK)
    for code in CODES:
        files[f"missions/{code}.yaml"] += "subscribe: [{from: [all], mode: copy}]\n"
        sent = text(crosspost="{to: [all, tokyo, osaka, cairo]}")
        files[f"content/{code}/news/2026/cerita/index.id.md"] = sent
    built = tree.write(files).build()
    assert built.report.problems == () and built.articles == 3
    homes = [path for path in tree.output() if re.search(r"id/news/2026/cerita/index.html$", path)]
    copies = [path for path in tree.output() if re.search(r"id/from/\w+/news/2026/cerita/index.html$", path)]
    assert (len(homes), len(copies)) == (3, 9)  # each of three stories on the portal and the two other missions


@pytest.mark.parametrize("sites", [33, 132])
def test_all_pulling_everything_from_all_costs_as_much_as_there_are_placements(tree: Tree, sites: int) -> None:
    more = "subscribe: [{from: [all], mode: link}]\n"
    names = [f"m{number}" for number in range(sites)]
    tree.write(
        {f"missions/{name}.yaml": mission("Kota", "JP", "east-asia", "Asia/Tokyo", "id", more=more) for name in names}
    )
    network = registry.load(str(tree.root))
    place = Place("content/m0/news/2026/a/index.id.md", "m0", Kind.NEWS, 2026, "a", "id")
    read = reading.read(text().encode(), place, Options("Asia/Tokyo", ("id",)))
    assert read.edition is not None and codes.vocabulary(network)
    articles, _ = editions.gather([read.edition], [], {"m0": ("id",)}, schema.REQUIRED)
    router, calls = Router(network), 0

    def count(frame: Any, event: str, argument: Any) -> None:
        nonlocal calls
        calls += event == "call"

    sys.setprofile(count)
    try:
        placements = router.place(articles[0])
    finally:
        sys.setprofile(None)
    assert len(placements) == sites  # all that pull: itself at home and the others, without the portal
    assert calls <= 14 * len(placements)
