"""Outputs as a build would leave them, made by hand: small, all of whose links are known."""

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

from kawat.build import manifest as manifests
from kawat.build.manifest import Manifest
from kawat.deploy.run import Deployed, Order, deploy
from kawat.digests import file_digest

NOW = datetime(2026, 11, 22, 5, 0, tzinfo=UTC)
LATER = NOW + timedelta(days=3)
HOST = "https://kawat.example"
REMOVED = "Naskah ini telah dihapus."


def site(stories: Iterable[str], style: str = "p {}", removed: Iterable[str] = (), note: str = "") -> dict[str, bytes]:
    """Return a site: a home page and a feed that list its stories, each with a picture, all in one style."""
    told = sorted(stories)
    css, segment = f"theme/kawat.{file_digest(style.encode())[:8]}.css", file_digest(repr(told).encode())[:8]
    head = f'<link rel="stylesheet" href="/{css}"><link rel="alternate" href="/feeds/news.xml">{note}'
    files = {
        css: style,
        "index.html": head + "".join(f'<a href="/news/{one}/">{one.title()}</a>' for one in told),
        "feeds/news.xml": "".join(f"<item><link>{HOST}/news/{one}/</link>{one.title()}</item>" for one in told),
        "sitemap.xml": "".join(f"<loc>{HOST}/news/{one}/</loc>" for one in told),
        "search/index.json": f'{{"segments": ["/search/{segment}/words.json"]}}',
        f"search/{segment}/words.json": repr(told),
        "removed.json": repr(sorted(removed)),
    }
    for one, following in zip(told, [*told[1:], ""], strict=False):
        picture = f"media/{file_digest(one.encode())[:8]}.webp"
        after = f'<a href="/news/{following}/">{following.title()}</a>' if following else ""
        files |= {
            f"news/{one}/index.html": f'{head}<h1>{one.title()}</h1><img src="/{picture}">{after}',
            picture: f"RIFF{one}",
        }
    files |= {f"news/{one}/index.html": head + REMOVED for one in removed}
    return {path: text.encode() for path, text in files.items()}


def put(
    folder: Path,
    files: Mapping[str, bytes],
    past: Iterable[str] = (),
    removed: Iterable[str] = (),
    expires: Mapping[str, str] = {},
) -> Path:
    """Write an output: exactly these files, and their manifest.

    Args:
        past: stories that were ever published, beside those that are there.
        expires: moments by story.
    """
    for old in sorted(folder.rglob("*"), reverse=True):
        old.rmdir() if old.is_dir() else old.unlink()
    names = {match[1] for path in files if (match := re.fullmatch(r"news/(.+)/index\.html", path))} | set(past)
    ends = {f"{HOST}/news/{one}/": "removed" for one in removed}
    ends |= {f"{HOST}/news/{one}/": moment for one, moment in expires.items()}
    told = {path: (file_digest(data), len(data)) for path, data in files.items()}
    ids = {f"portal/news/{one}": (f"{HOST}/news/{one}/",) for one in names}
    for path, data in (*files.items(), ("manifest.json", manifests.serialize(told, ids, ends))):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return folder


def dangling(files: Mapping[str, bytes]) -> list[str]:
    """Return what readers come to, from the home page, feeds, sitemap and search on, and do not find.

    Nobody comes to a site that has no home page yet.
    """
    if "index.html" not in files:
        return []
    entrances = ["index.html", "feeds/news.xml", "sitemap.xml", "search/index.json"]
    seen, missing = set[str](), set[str]()
    waiting = [path for path in entrances if path in files]
    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        seen.add(path)
        for named in re.findall(rf'(?:["\'>](?:{HOST})?)(/[^"\'<> ]*)', files[path].decode("utf-8", "replace")):
            target = named[1:] + ("index.html" if named.endswith("/") else "")
            if target in files:
                waiting.append(target)
            else:
                missing.add(f"{path} -> {target}")
    return sorted(missing)


def order(target: object, cache: Path, **more: object) -> Order:
    """Return what to deploy, as of NOW."""
    return Order(**{"target": str(target), "cache": str(cache), "now": NOW, **more})  # type: ignore[arg-type]


def send(output: Path, target: object, cache: Path, **more: object) -> Deployed:
    """Deploy an output."""
    return deploy(order(target, cache, **more), str(output))


def manifest(files: Mapping[str, bytes], ends: Mapping[str, str] = {}, ids: Iterable[str] = ()) -> Manifest:
    """Return the manifest of these files, with the history of these addresses."""
    told = {path: (file_digest(data), len(data)) for path, data in files.items()}
    return manifests.parse(manifests.serialize(told, {url: (url,) for url in ids}, ends))
