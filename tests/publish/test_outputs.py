"""Outputs: a rich tree is built once, and every file of it is looked at."""

import dataclasses
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from urllib.parse import urlsplit

import feedparser
import pytest
from catalogues import png, world
from conftest import NETWORK, NOW, Tree, text
from lxml import etree
from selectolax.lexbor import LexborHTMLParser

from kawat.build.ledger import refuse_collisions
from kawat.digests import changed, file_digest
from kawat.orders import Built

MP3, WEBM = b"ID3" + bytes(64), b"\x1a\x45\xdf\xa3" + bytes(64)
VTT = b"WEBVTT\n\n00:00.000 --> 00:01.000\nHalo\n"
HOSTS = {"https://kawat.example": "", "https://cairo.example": "_hosts/cairo.example/"}

Files = dict[str, str | bytes]


def only(title: str = "Terjemahan", **fields: str) -> str:
    return text(title, date=None, **fields)  # type: ignore[arg-type]


BODY = """\
[relatif](../panen/) [berkas](/osaka/event/2026/pameran/index.id.md) [situs](/cairo/) [akar](/) [bagian](#akhir)
[dokumen](acara.pdf) [belum](/cairo/news/2026/nanti/index.id.md) [luar](https://example.org/)
[bagian lain](../panen/#jagung)

![Panggung](b.png) Catatan.[^1]

## Akhir {#akhir}

[^1]: Isi catatan.
"""
FESTIVAL = "content/tokyo/news/2026/festival/"
RICH: Files = {
    **NETWORK,
    "missions/cairo.yaml": NETWORK["missions/cairo.yaml"] + "url: https://cairo.example\n",
    "missions/osaka.yaml": NETWORK["missions/osaka.yaml"]
    + "subscribe: [{from: [all], topics: [ekonomi], mode: copy}, {from: [cairo], mode: link}]\n",
    FESTIVAL + "index.id.md": text(
        "Festival", summary="Ringkas", image="a.png", image_alt="Penari", topics="[budaya]", countries="[JP]",
        provinces="[ID-JI]", cities="[surabaya]", crosspost="{to: [portal, cairo]}", body=BODY,
        corrections="[{at: 2026-11-05, note: Ralat.}]", republish="{license: CC-BY-4.0}",
    ),
    FESTIVAL + "index.ja.md": only("祭り", image_alt="踊り手"),
    FESTIVAL + "index.en.md": only("The festival", status="withdrawn", reason="Wrong"),
    FESTIVAL + "index.id.simple.md": only("Festival, mudah"),
    FESTIVAL + "a.png": png("red", 1000, 20),
    FESTIVAL + "b.png": png("blue"),
    FESTIVAL + "acara.pdf": b"%PDF-1.7",
    "content/tokyo/news/2026/panen/index.id.md": text("Panen", "2026-10-02", "## J {#jagung}", topics="[ekonomi]"),
    "content/osaka/event/2026/pameran/index.id.md": text("Pameran", start="2026-12-01", online="https://example.org/"),
    "content/osaka/page/tentang/index.id.md": text("Tentang"),
    "content/osaka/story/2026/jalan/index.ja.md": text("道", crosspost="{to: [cairo]}"),
    "content/portal/press/2026/siaran/index.id.md": text("Siaran", crosspost="{to: all, mode: link}"),
    "content/portal/press/2026/siaran/index.en.md": only("Release"),
    "content/portal/agreement/2026/kota/index.id.md": text(
        form="mou", stage="in-force", parties="[{name: Kota Surabaya}]", topics="[ekonomi]"
    ),
    "content/portal/potential/2026/kopi/index.id.md": text("Kopi", province="ID-JI", city="surabaya"),
    "content/portal/infographic/2026/angka/index.id.md": text("Angka", image="g.png", image_alt="Angka"),
    "content/portal/infographic/2026/angka/g.png": png("green"),
    "content/cairo/advisory/2026/waspada/index.id.md": text("Waspada", country="EG", level="3", crosspost="{to: all}"),
    "content/cairo/advisory/2026/waspada/index.ar.md": only("تحذير"),
    "content/cairo/gallery/2026/foto/index.id.md": text(pictures="[{image: p.png, alt: P, credit: K}]", body=""),
    "content/cairo/gallery/2026/foto/p.png": png("black"),
    "content/cairo/video/2026/klip/index.id.md": text(
        video="v.webm", captions="c.vtt", poster="d.png", poster_alt="Diam", crosspost="{to: [tokyo]}"
    ),
    "content/cairo/video/2026/klip/v.webm": WEBM,
    "content/cairo/video/2026/klip/c.vtt": VTT,
    "content/cairo/video/2026/klip/d.png": png("white"),
    "content/portal/episode/2026/bincang/index.id.md": text(
        audio="r.mp3", transcript="t.vtt", crosspost="{to: cairo}"
    ),
    "content/portal/episode/2026/bincang/r.mp3": MP3,
    "content/portal/episode/2026/bincang/t.vtt": VTT + b"\n",
    "content/cairo/news/2026/salah/index.id.md": text(status="withdrawn", reason="Keliru", crosspost="{to: [tokyo]}"),
    **{
        f"content/tokyo/news/2025/s{number:02}/index.id.md": text(f"Lama {number}", f"2025-01-{1 + number % 28:02}")
        for number in range(45)
    },
}  # fmt: skip

# ---------------------------------------------------------------- what nobody may read

CANARY = "kenari"
"""A word in everything that must not be published."""


def hidden(folder: str, slug: str = CANARY, **fields: str) -> Files:
    """Return a story in which every field, file and name says the word; its picture is in no other story."""
    place = f"content/{folder}/{slug}/"
    said = {"image": f"{CANARY}.png", "image_alt": CANARY, "image_credit": CANARY, "authors": CANARY, "tags": CANARY}
    said |= {"summary": CANARY, "countries": "[BR]", "topics": "[ekonomi]", "crosspost": "{to: all}"}
    body = f"{CANARY} [{CANARY}]({CANARY}.pdf) ![{CANARY}]({CANARY}-2.png)"
    return {
        f"{place}index.id.md": text(CANARY, body=body, **{**said, **fields}),
        f"{place}{CANARY}.png": png("#123456"),
        f"{place}{CANARY}-2.png": png("#654321"),
        f"{place}{CANARY}.pdf": b"%PDF-1.7 kenari",
    }


HIDDEN: Files = {
    **hidden("tokyo/news/2026", f"{CANARY}-konsep", status="draft"),
    **hidden("osaka/event/2026", start="2026-12-01", embargo="2026-11-22 14:00:01"),
    **hidden("cairo/advisory/2026", country="BR", level="4", date="2026-11-23"),
    **hidden("portal/page", expires="2026-11-22 12:00"),
    "content/cairo/news/2026/nanti/index.id.md": text(CANARY, status="draft"),
    "content/osaka/page/tentang/index.ja.md": only(CANARY, summary=CANARY, embargo="2027-01-01"),
    "content/osaka/page/tentang/index.id.simple.md": only(CANARY, status="draft"),
}
"""Drafts, embargoed (one second before), of tomorrow, and expired (this very second); translations of live ones too."""

REMOVED = hidden("cairo/news/2026", "ditarik-kembali", status="removed", reason="Keliru")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Tree, Built]:
    folder = tmp_path_factory.mktemp("rich")
    tree = Tree(folder / "root", folder / "output")
    (folder / "root" / "content").mkdir(parents=True)
    made = tree.write({**RICH, **HIDDEN, **REMOVED}).build()
    return tree, made


@pytest.fixture(scope="module")
def output(built: tuple[Tree, Built]) -> dict[str, bytes]:
    return built[0].output()


def pages(output: dict[str, bytes]) -> Iterator[tuple[str, LexborHTMLParser]]:
    for path, data in output.items():
        if path.endswith(".html"):
            yield path, parsed(data)


@cache
def parsed(data: bytes) -> LexborHTMLParser:
    return LexborHTMLParser(data)


def url_of(path: str) -> str:
    """Return the URL under which a file of the output is served."""
    host, folder = next((h, f) for h, f in reversed(HOSTS.items()) if path.startswith(f))
    return f"{host}/{path.removeprefix(folder).removesuffix('index.html')}"


def file_of(url: str, here: str) -> str | None:
    """Return the file that answers a URL on a page; None where it is on a host that is not ours."""
    if url.startswith("#"):
        return here
    parts = urlsplit(url)
    host = (
        f"{parts.scheme}://{parts.netloc}"
        if parts.netloc
        else next(h for h in HOSTS if url_of(here).startswith(h + "/"))
    )
    if host not in HOSTS:
        return None
    path = HOSTS[host] + parts.path.removeprefix("/")
    return path + "index.html" if path.endswith("/") or not path else path


def addresses(page: LexborHTMLParser) -> Iterator[str]:
    """Yield every address that a page names."""
    for name in ("href", "src", "poster"):
        for node in page.css(f"[{name}]"):
            yield node.attributes[name] or ""
    for node in page.css("[srcset]"):
        yield from (one.split()[0] for one in (node.attributes["srcset"] or "").split(","))
    for node in page.css('meta[property="og:url"], meta[property="og:image"]'):
        yield node.attributes["content"] or ""


# ---------------------------------------------------------------- what is there


def test_nothing_is_wrong_with_the_rich_tree(built: tuple[Tree, Built]) -> None:
    assert [one for one in built[1].report.problems if one.code != "K063"] == []


def test_every_address_on_every_page_is_answered(output: dict[str, bytes]) -> None:
    dead = {
        (path, url) for path, page in pages(output) for url in addresses(page)
        if (file := file_of(url, path)) is not None and file not in output
    }  # fmt: skip
    assert dead == set()


def test_every_fragment_names_an_element(output: dict[str, bytes]) -> None:
    dead = set()
    for path, page in pages(output):
        for url in addresses(page):
            file, fragment = file_of(url, path), urlsplit(url).fragment
            if fragment and not fragment.startswith("t=") and file is not None:
                named = {node.attributes["id"] for node in parsed(output[file]).css("[id]")}
                dead |= set() if fragment in named else {(path, url)}
    assert dead == set()


def test_no_id_stands_twice_on_a_page(output: dict[str, bytes]) -> None:
    for path, page in pages(output):
        counted = Counter(node.attributes["id"] for node in page.css("[id]"))
        assert [one for one, times in counted.items() if times > 1] == [], path


def test_no_page_asks_another_host_for_anything(output: dict[str, bytes]) -> None:
    for path, page in pages(output):
        asked = [node.attributes["src"] or "" for node in page.css("[src]")]
        asked += [node.attributes["href"] or "" for node in page.css("link[rel=stylesheet], link[rel=icon]")]
        assert [url for url in asked if not url.startswith("/") or url.startswith("//")] == [], path


def canonical(page: LexborHTMLParser) -> str:
    (found,) = [node.attributes["href"] or "" for node in page.css("link[rel=canonical]")]
    return found


def test_a_page_is_its_own_canonical_unless_it_is_a_copy(output: dict[str, bytes]) -> None:
    for path, page in pages(output):
        target = file_of(canonical(page), path)
        assert target is not None
        is_copy = "/from/" in f"/{path}" and "This text has been removed" not in output[path].decode()
        is_copy = is_copy and page.css_first(".source-line") is not None
        assert (target != path) == is_copy, path
        assert canonical(parsed(output[target])) == canonical(page)


def test_hreflang_is_symmetric_and_has_one_default(output: dict[str, bytes]) -> None:
    alternates = {
        url_of(path): {node.attributes["hreflang"]: node.attributes["href"] for node in page.css("link[hreflang]")}
        for path, page in pages(output)
    }
    named = {url: others for url, others in alternates.items() if others}
    assert named
    for url, others in named.items():
        assert url in others.values() and "x-default" in others, url
        for other in others.values():
            assert other is not None and alternates[other] == others, (url, other)


def test_copies_name_their_source(output: dict[str, bytes]) -> None:
    copies = {path: page for path, page in pages(output) if re.search(r"/from/\w+/(?!.*ditarik-kembali)", f"/{path}")}
    assert len(copies) > 10
    for path, page in copies.items():
        source = page.css_first(".source-line a")
        assert source is not None and source.attributes["href"] == canonical(page), path


def test_every_url_of_the_sitemaps_exists_and_is_meant_for_search(output: dict[str, bytes]) -> None:
    urls: list[str] = []
    for path, data in output.items():
        if re.search(r"(^|/)sitemap(-portal)?\.xml$", path):
            root = etree.fromstring(data)
            locations = [str(one) for one in root.xpath("//*[local-name()='loc']/text()")]
            urls += locations
            for url in [*locations, *(str(one) for one in root.xpath("//@href"))]:
                assert file_of(url, path) in output, url
                assert b'content="noindex"' not in output[file_of(url, path) or ""], url
    assert max(Counter(urls).values()) == 1


def test_every_item_of_every_feed_leads_to_its_page_and_one_guid_to_one_address(output: dict[str, bytes]) -> None:
    links, contents = defaultdict(set), defaultdict(set)
    for path, data in output.items():
        if "feeds/" in path and path.endswith(".xml"):
            feed = feedparser.parse(data)
            assert not feed.bozo and file_of(feed.feed.link, path) in output, path
            assert len({entry.id for entry in feed.entries}) == len(feed.entries)
            for entry in feed.entries:
                links[entry.id].add(entry.link)
                contents[entry.id].add(entry.content[0].value)
                for url in addresses(LexborHTMLParser(entry.content[0].value)):
                    assert url.startswith("https://") and (file_of(url, path) or "robots.txt") in output, url
    assert len(links) > 10
    assert {len(urls) for urls in links.values()} == {len(texts) for texts in contents.values()} == {1}
    # Where no edition in plain words is there, its feed tells the summary, under a guid that waits for it.
    whole = {next(iter(urls)) for guid, urls in links.items() if not guid.endswith(".simple")}
    assert len(whole) == len([guid for guid in links if not guid.endswith(".simple")])


def test_the_manifest_names_every_file_and_where_every_story_stands(output: dict[str, bytes]) -> None:
    manifest = json.loads(output["manifest.json"])
    files = {path: [file_digest(data), len(data)] for path, data in output.items() if path != "manifest.json"}
    assert manifest["files"] == files
    urls = {url for urls in manifest["ids"].values() for url in urls}
    assert {file_of(url, "index.html") for url in urls} <= files.keys()
    stories = {url_of(path) for path, page in pages(output) if page.css_first("article.story")}
    assert stories <= urls


def test_only_renditions_of_pictures_are_published(output: dict[str, bytes]) -> None:
    originals = {data for path, data in RICH.items() if path.endswith(".png") and isinstance(data, bytes)}
    assert not originals & set(output.values())


# ---------------------------------------------------------------- and what is not


def leaks(output: dict[str, bytes], files: Files) -> list[str]:
    """Return where the word, or the digest of a picture that only hidden texts show, can be found."""
    secrets = {CANARY.encode(), CANARY.upper().encode(), CANARY.capitalize().encode()}
    secrets |= {file_digest(data)[:20].encode() for data in files.values() if isinstance(data, bytes)}
    return [path for path, data in output.items() if any(one in data or one in path.encode() for one in secrets)]


def test_not_one_byte_of_what_nobody_may_see_is_published(output: dict[str, bytes]) -> None:
    """Drafts, embargoed, future, expired and removed ones; in pages, feeds, sitemaps, the manifest or a file's name."""
    assert leaks(output, {**HIDDEN, **REMOVED}) == []


def test_nor_does_a_subject_appear_that_only_they_name(output: dict[str, bytes]) -> None:
    assert not [path for path in output if "/br/" in path]


def test_of_a_removed_story_a_tombstone_is_left_wherever_it_stood(output: dict[str, bytes]) -> None:
    stones = [path for path in output if "ditarik-kembali" in path and path.endswith(".html")]
    assert stones == [
        "_hosts/cairo.example/id/news/2026/ditarik-kembali/index.html",
        "id/from/cairo/news/2026/ditarik-kembali/index.html",
        "osaka/id/from/cairo/news/2026/ditarik-kembali/index.html",
        "tokyo/id/from/cairo/news/2026/ditarik-kembali/index.html",
    ]
    # Elsewhere it is named by its id and its addresses alone, so that whoever carries it knows what to take away.
    for path, data in output.items():
        if path not in stones:
            for known in (b"news/2026/ditarik-kembali", b"cairo-news-2026-ditarik-kembali"):
                data = data.replace(known, b"")
            assert b"ditarik-kembali" not in data, path


def test_removing_a_published_story_takes_all_of_it_away(tree: Tree) -> None:
    """Also what the build before had made of it."""
    seen = {
        path: data.replace("status: removed\n", "") if isinstance(data, str) else data for path, data in REMOVED.items()
    }
    tree.write(seen).build()
    assert leaks(tree.output(), REMOVED)
    tree.write(REMOVED).build()
    assert leaks(tree.output(), REMOVED) == []


def test_a_story_appears_at_its_moment_and_not_a_second_before(tree: Tree) -> None:
    files = {path: data for path, data in HIDDEN.items() if path.startswith("content/osaka/event/")}
    assert leaks(tree.write(files).build() and tree.output(), files) == []
    tree.now = NOW.replace(second=1)
    tree.build()
    assert leaks(tree.output(), files)


# ---------------------------------------------------------------- the plan


def test_the_plan_has_no_collisions_and_is_the_same_every_time() -> None:
    texts = {path: data for path, data in RICH.items() if path not in NETWORK or "missions/" in path}
    one, other = (world(dict(files)).plan() for files in (texts, dict(reversed(texts.items()))))
    assert one == other
    refuse_collisions(one)


def test_every_output_can_say_what_it_is_made_of() -> None:
    """A key is "name=digest name=digest": what changed can be said in words."""
    for output in world(dict(RICH)).plan().values():
        parts = [part.split("=") for part in output.key.split(" ")]
        assert all(len(part) == 2 and all(part) for part in parts), output
        assert len({name for name, _ in parts}) == len(parts)


def test_what_is_planned_depends_on_bodies_by_the_texts_that_an_output_names_and_in_nothing_else() -> None:
    """So after an edit of a body it is known which outputs are stale, without planning anything.

    The search index is the exception: what a segment holds of all its stories is one digest in its key.  Cards name
    the texts whose titles they show, and depend on no body.
    """
    longer = {path: data + "\n## Lagi\n" if path.endswith(".md") else data for path, data in RICH.items()}  # type: ignore[operator]
    before, after = world(dict(RICH)).plan(), world(longer).plan()
    assert [dataclasses.replace(one, key="") for one in before.values()] == [
        dataclasses.replace(one, key="") for one in after.values()
    ]
    differing = {path: changed(one.key, after[path].key) for path, one in before.items() if one.key != after[path].key}
    searched = {path for path in differing if before[path].recipe.startswith("search")}
    assert searched == {path for path in differing if "/search/" in f"/{path}"} != set()
    assert {path: why for path, why in differing.items() if path not in searched} == {
        path: ("text",) for path, one in before.items() if one.texts and one.recipe != "card"
    }
    page = before["tokyo/id/news/2026/festival/index.html"]
    assert page.texts == (FESTIVAL + "index.id.md",)
    assert "fragment" not in {one.recipe for one in before.values()} and before["feeds/news.xml"].texts
