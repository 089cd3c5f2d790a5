"""What web servers are told to say, as the table has it and as real servers then say it."""

import re
from pathlib import Path

import pytest
from conftest import PROJECT, Tree, text
from webservers import SERVERS, serving

from kawat.publish import headers

FOR_EVER = "public, max-age=31536000, immutable"

TOLD = {
    "index.html": ("text/html; charset=utf-8", "public, max-age=300"),
    "tokyo/id/news/2026/festival/index.html": ("text/html; charset=utf-8", "public, max-age=300"),
    "feeds/news.xml": ("application/rss+xml", "public, max-age=300"),
    "feeds/topics/budaya.en.xml": ("application/rss+xml", "public, max-age=300"),
    "tokyo/feeds/news.xml": ("application/rss+xml", "public, max-age=300"),
    "tokyo/feeds/news.atom": ("application/atom+xml", "public, max-age=300"),
    "tokyo/feeds/news.json": ("application/feed+json", "public, max-age=300"),
    "feeds/all.opml": ("text/x-opml; charset=utf-8", "public, max-age=300"),
    "advisories/jp/a.cap.xml": ("application/cap+xml", "no-cache"),
    "wire/a.ninjs.json": ("application/json", "public, max-age=300"),
    "tokyo/episodes/a.chapters.json": ("application/json+chapters", "public, max-age=300"),
    "events.ics": ("text/calendar; charset=utf-8", "public, max-age=300"),
    "sitemap.xml": ("application/xml", "public, max-age=300"),
    "manifest.json": ("application/json", "no-cache"),
    "media/0123456789abcdef0123-640.avif": ("image/avif", FOR_EVER),
    "media/0123456789abcdef0123.vtt": ("text/vtt; charset=utf-8", FOR_EVER),
    "theme/kawat.0123456789.css": ("text/css; charset=utf-8", FOR_EVER),
    "_hosts/cairo.example/feeds/news.xml": ("application/rss+xml", "public, max-age=300"),
    "search/index.json": ("application/json", "no-cache"),
    "search/0123456789ab/t12.txt": ("text/plain; charset=utf-8", FOR_EVER),
    "search/index.html": ("text/html; charset=utf-8", "public, max-age=300"),
    "tokyo/search/index.html": ("text/html; charset=utf-8", "public, max-age=300"),
    "_redirects": ("application/octet-stream", "public, max-age=300"),
}


@pytest.mark.parametrize("path", TOLD)
def test_a_file_has_its_type_and_its_time(path: str) -> None:
    told = headers.of(path)
    assert (told["Content-Type"], told["Cache-Control"]) == TOLD[path]


def test_programs_of_other_hosts_may_read_feeds_and_only_lists_to_embed_may_be_framed() -> None:
    assert headers.of("tokyo/feeds/news.json")["Access-Control-Allow-Origin"] == "*"
    assert headers.of("search/index.json")["Access-Control-Allow-Origin"] == "*"
    assert headers.of("search/0123456789ab/t12.txt")["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Origin" not in headers.of("index.html")
    framed = {path: "frame-ancestors *" in headers.of(path)["Content-Security-Policy"] for path in
              ("index.html", "tokyo/id/index.html", "embed/id-ji/index.html", "tokyo/embed/index.html")}  # fmt: skip
    assert list(framed.values()) == [False, False, True, True]


def test_the_policy_is_the_one_that_every_page_brings() -> None:
    base = (PROJECT / "theme" / "templates" / "base.html").read_text("utf-8")
    (own,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', base)
    # The element knows the portal's host, from which other hosts fetch the search index; the header only its scheme.
    own = re.sub(r"connect-src 'self'{% if.*?{% endif %}", "connect-src 'self' https:", own)
    assert headers.of("index.html")["Content-Security-Policy"] == f"{own}; frame-ancestors 'none'"


def blocks() -> dict[str, list[str]]:
    """`_headers` read as its hosts do: globs with their lines."""
    found: dict[str, list[str]] = {}
    for line in headers.netlify().splitlines():
        if line.startswith("/"):
            found[line] = []
        else:
            found[list(found)[-1]].append(line.strip())
    return found


def matches(glob: str, path: str) -> bool:
    pattern = re.sub(r":[a-z]+", "[^/]+", glob.replace(".", r"\.")).replace("*", ".*")
    return re.fullmatch(pattern, f"/{path}") is not None


@pytest.mark.parametrize("path", [*TOLD, "embed/id-ji/index.html"])
def test_a_host_that_reads_the_headers_file_says_the_same_and_nothing_twice(path: str) -> None:
    said: dict[str, str] = {}
    if path.startswith("_hosts/"):
        path = path.split("/", 2)[2]
    for lines in (lines for glob, lines in blocks().items() if matches(glob, path)):
        for line in lines:
            if line.startswith("! "):
                del said[line[2:]]
            else:
                name, _, value = line.partition(": ")
                assert name not in said, f"{path}: {name} twice"
                said[name] = value
    wanted = headers.of(path)
    assert said == {name: wanted[name] for name in said}
    assert dict(headers.ALWAYS).keys() <= said.keys()
    if path.startswith(("media/", "theme/", "feeds/", "tokyo/feeds/")):
        assert said["Cache-Control"] == wanted["Cache-Control"]


def test_the_headers_file_is_within_the_limits_of_its_hosts() -> None:
    """At most 100 rules, one asterisk in each, lines of at most 2,000 characters (Cloudflare Pages)."""
    assert len(blocks()) < 100 and all(glob.count("*") <= 1 for glob in blocks())
    assert max(map(len, headers.netlify().splitlines())) < 2000


@pytest.mark.parametrize("server", SERVERS)
def test_a_web_server_says_what_the_table_has(server: str, tmp_path: Path) -> None:
    folder = tmp_path / "web"
    names = [path for path in TOLD if not path.startswith("_")] + ["embed/id-ji/index.html"]
    for path in names:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text("x" * 64, "utf-8")
    with serving(server, folder, tmp_path / "work", getattr(headers, server)()) as web:
        for path in names:
            status, said, _ = web.ask("/" + path.removesuffix("index.html"))
            wanted = {name.lower(): value for name, value in headers.of(path).items()}
            assert (status, {name: said.get(name) for name in wanted}) == (200, wanted), path
        status, said, _ = web.ask("/nothing")
        assert status == 404 and said["x-content-type-options"] == "nosniff"
        for path in ("", "feeds/news.xml", "tokyo/feeds/news.json", "theme/kawat.0123456789.css") * (server == "nginx"):
            _, said, body = web.ask(f"/{path}", Accept_Encoding="gzip")
            assert (said["content-encoding"], said["vary"], len(body) < 64) == ("gzip", "Accept-Encoding", True)
            assert web.ask(f"/{path}", Accept_Encoding="gzip", If_None_Match=said["etag"])[0] == 304


def test_every_host_has_the_headers_file(tree: Tree) -> None:
    cairo = (tree.root / "missions/cairo.yaml").read_text("utf-8")
    tree.write({"missions/cairo.yaml": cairo + "url: https://cairo.example\n"})
    tree.write({"content/tokyo/news/2026/a/index.id.md": text()}).build()
    assert tree.page("_headers") == tree.page("_hosts/cairo.example/_headers") == headers.netlify()
