"""Search beside Pagefind: the same pages, the same questions, one table.

    python bench/search.py FOLDER --articles 3000                    (pip install kawat[bench])
    python bench/search.py FOLDER --articles 0 --collection beir/nfcorpus --language en

FOLDER keeps the corpus (`bench/corpus.py`), its pages and both indexes.  Every story is a page of the shipped theme;
Pagefind (PyPI: pagefind[extended]) reads their `main`.  Measured are

    CPU         processor time a story, of all processes; ours from texts (a build has read them), its from pages
    index       files and bytes as they are stored
    one story   added, and one edited: files and bytes that are new or other
    questions   in Chromium over HTTP with gzip, on an empty page: requests and bytes of the first question with nothing
                cached, and of the next, each until ten results can be shown; script, index and results are counted
    ranking     nDCG@10 over a collection with judgements (`bench/judged.py`), if one is given
"""

import argparse
import gc
import gzip
import http.server
import json
import os
import resource
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import corpus
import judged

sys.path.insert(0, str(corpus.PROJECT / "tests"))

from catalogues import press, world
from indexes import SHIPPED
from judged import Collection
from playwright.sync_api import Browser, sync_playwright

from kawat.publish import outputs, rendering
from kawat.publish.desk import Desk
from kawat.publish.search import planning

QUESTIONS = ("festival", "penanaman", "kerja sama ekonomi", "pameran batik", "kopi gayo", "travel advice")
CHROMIUM = os.environ.get("KAWAT_CHROMIUM", "/usr/bin/chromium")
_STORED = (".pf_meta", ".pf_index", ".pf_fragment", ".pf_filter", ".wasm", ".pagefind")
"""Pagefind's files that are compressed already."""

_ASK = {
    "Kawat": """async ([question, most]) => {
        const { Index } = await import("/theme/search.js");
        self.index ??= new Index(new URL("/search/", location.href).href);
        const { hits } = await index.find(question);
        return (await index.cards(hits.slice(0, most))).map((card) => new URL(card.href).pathname);
    }""",
    "Pagefind": """async ([question, most]) => {
        self.pagefind ??= await import("/pagefind/pagefind.js");
        const { results } = await pagefind.search(question);
        const found = await Promise.all(results.slice(0, most).map((one) => one.data()));
        return found.map((one) => one.raw_url ?? one.url);
    }""",
}
"""How each is asked in a page: what comes back are the paths of the best results."""


@dataclass
class Site:
    """Pages, both indexes, and a server that counts what it sends."""

    folder: Path
    sent: list[int] = field(default_factory=list)

    def files(self, program: str) -> dict[str, bytes]:
        """Return an index's files by path."""
        below = self.folder / {"Kawat": "search", "Pagefind": "pagefind"}[program]
        return {str(path.relative_to(below)): path.read_bytes() for path in sorted(below.rglob("*")) if path.is_file()}

    @contextmanager
    def served(self) -> Iterator[str]:
        """Serve the folder on this machine with gzip; yield the address."""
        site = self

        class Handler(http.server.SimpleHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                path = Path(self.translate_path(self.path))
                data = path.read_bytes() if path.is_file() else b"<!DOCTYPE html><title>Bench</title>"
                packed = path.suffix not in _STORED
                data = gzip.compress(data, 6) if packed else data
                self.send_response(200)
                self.send_header("Content-Type", self.guess_type(path.name) if path.is_file() else "text/html")
                self.send_header("Content-Length", str(len(data)))
                self.send_header("Cache-Control", "max-age=3600")
                if packed:
                    self.send_header("Content-Encoding", "gzip")
                self.end_headers()
                self.wfile.write(data)
                if path.is_file():
                    site.sent.append(len(data))

            def log_message(self, format: str, *args: object) -> None:
                pass

        def make(*arguments: object) -> Handler:
            return Handler(*arguments, directory=str(self.folder))  # type: ignore[arg-type]

        with http.server.ThreadingHTTPServer(("127.0.0.1", 0), make) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            yield f"http://127.0.0.1:{server.server_address[1]}"
            server.shutdown()


def put(site: Site, files: dict[str, str]) -> tuple[float, int]:
    """Write the pages of all stories and our index; return the index's CPU seconds, and how many stories there are."""
    desk = world(files, SHIPPED).desk()
    shutil.rmtree(site.folder / "search", ignore_errors=True)
    gc.disable()  # as builds do
    began = time.process_time()
    for path, data in _index(desk).items():
        _write(site.folder / path, data)
    spent = time.process_time() - began
    gc.enable()
    for one in outputs.plan(desk, press()):
        if one.recipe == "article" and "/from/" not in one.path:
            _write(site.folder / one.path, rendering.render(desk, press(), one))
    for name, data in press().theme.static.items():
        _write(site.folder / "theme" / name, data)
    return spent, len(files)


def _index(desk: Desk) -> dict[str, bytes]:
    planned = list(planning.plan(desk))
    return {one.path: rendering.render(desk, press(), one) for one in planned}


def pagefind(site: Site) -> float:
    """Let Pagefind index the pages; return its CPU seconds."""
    shutil.rmtree(site.folder / "pagefind", ignore_errors=True)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "pagefind", "--site", str(site.folder), "--root-selector", "main", "--silent"]
    subprocess.run(command, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def changed(before: dict[str, bytes], after: dict[str, bytes]) -> str:
    """Return how many files are new or other, and their bytes as they are stored and as they travel."""
    new = [data for path, data in after.items() if before.get(path) != data]
    packed = sum(min(len(data), len(gzip.compress(data, 6))) for data in new)
    return f"{len(new)} files, {sum(map(len, new)) / 1000:,.0f} kB ({packed / 1000:,.0f} kB compressed)"


def asked(site: Site, browser: Browser, program: str, questions: Iterable[str]) -> list[tuple[int, int, int, int]]:
    """Return (requests, bytes) of each question with nothing cached, and then of the question after it."""
    found, questions = [], tuple(questions)
    with site.served() as address:
        for first, second in zip(questions, (*questions[1:], questions[0]), strict=True):
            context = browser.new_context()
            page = context.new_page()
            page.goto(address)
            costs: list[int] = []
            for question in (first, second):
                site.sent.clear()
                page.evaluate(_ASK[program], [question, 10])
                costs += [len(site.sent), sum(site.sent)]
            found.append((costs[0], costs[1], costs[2], costs[3]))
            context.close()
    return found


def ranking(site: Site, browser: Browser, program: str, collection: Collection) -> float:
    """Return the mean nDCG@10 over the questions of a collection."""
    names = {_slug(name): name for name in collection.documents}
    with site.served() as address:
        page = browser.new_page()
        page.goto(address)
        found = {name: page.evaluate(_ASK[program], [text, 10]) for name, text in collection.questions.items()}
        page.close()
    ranked = {name: [names[path.rstrip("/").rpartition("/")[2]] for path in paths] for name, paths in found.items()}
    return sum(judged.ndcg(ranked[name], grades) for name, grades in collection.judged.items()) / len(ranked)


def stories_of(collection: Collection, language: str) -> dict[str, str]:
    """Return a collection's documents as texts of the portal."""
    found = {}
    for name, (given, text) in collection.documents.items():
        title = json.dumps(given or text[:60] or name, ensure_ascii=False)
        body = "".join(f"\\{letter}" if letter in "\\`*_{}[]<>()#+-.!|&~^:\"'" else letter for letter in text)
        path = f"content/portal/news/2026/{_slug(name)}/index.{language}.md"
        found[path] = f"---\ntitle: {title}\ndate: 2026-01-01 09:00\n---\n\n{body}\n"
    return found


def _slug(name: str) -> str:
    return "d" + "".join(letter if letter.isalnum() else "-" for letter in name.lower())


def _write(file: Path, data: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)


def questioned(site: Site, browser: Browser, program: str) -> dict[str, str]:
    """Return what questions cost."""
    requests, size, more_requests, more_size = zip(*asked(site, browser, program, QUESTIONS), strict=True)
    return {
        "first question, kB": f"{min(size) / 1000:.0f} to {max(size) / 1000:.0f}",
        "first question, requests": f"{min(requests)} to {max(requests)}",
        "next question, kB": f"{min(more_size) / 1000:.0f} to {max(more_size) / 1000:.0f}",
        "next question, requests": f"{min(more_requests)} to {max(more_requests)}",
    }


def measure(site: Site, browser: Browser, texts: list[corpus.Text]) -> dict[str, dict[str, str]]:
    """Return what each program costs, by program and measure."""
    table: dict[str, dict[str, str]] = {"Kawat": {}, "Pagefind": {}}
    states: dict[str, list[dict[str, bytes]]] = {"Kawat": [], "Pagefind": []}
    files = {one.path: corpus.markdown(one) for one in texts}
    added = corpus.renamed(texts[-1], "satu-lagi")
    versions = {"one story added": {**files, added.path: corpus.markdown(added)}}
    for name, one in (("the newest story edited", texts[-1]), ("the oldest story edited", texts[0])):
        versions[name] = {**files, one.path: files[one.path] + "\nSatu kalimat tambahan tentang layang-layang.\n"}
    for version in (files, *versions.values()):
        shutil.rmtree(site.folder, ignore_errors=True)
        ours, count = put(site, version)
        theirs = pagefind(site)
        for program, seconds in (("Kawat", ours), ("Pagefind", theirs)):
            states[program].append(site.files(program))
            if version is files:
                index = states[program][0]
                stored = f"{len(index):,} files, {sum(map(len, index.values())) / 1000:,.0f} kB"
                table[program] |= {"CPU a story": f"{seconds / count * 1000:.2f} ms", "index": stored}
                table[program] |= questioned(site, browser, program)
    for program, (base, *others) in states.items():
        table[program] |= {name: changed(base, other) for name, other in zip(versions, others, strict=True)}
    return table


def main() -> None:
    """Measure what is asked, and print the table as Markdown."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", type=Path)
    options.add_argument("--articles", type=int, default=3000, help="how many stories; 0: only the ranking")
    options.add_argument("--collection", type=Path, help="a folder in BEIR's or Cranfield's form")
    options.add_argument("--language", default="en", help="of the collection (default: en)")
    given = options.parse_args()
    table: dict[str, dict[str, str]] = {"Kawat": {}, "Pagefind": {}}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        if given.articles:
            table = measure(Site(given.folder / "stories"), browser, list(corpus.texts(given.articles)))
        if given.collection:
            site = Site(given.folder / "collection")
            shutil.rmtree(site.folder, ignore_errors=True)
            collection = judged.read(given.collection)
            put(site, stories_of(collection, given.language))
            pagefind(site)
            for program in table:
                table[program]["nDCG@10"] = f"{ranking(site, browser, program, collection):.3f}"
        browser.close()
    print(f"| {given.articles:,} stories | Kawat | Pagefind |\n| --- | ---: | ---: |")
    for name, ours in table["Kawat"].items():
        print(f"| {name} | {ours} | {table['Pagefind'][name]} |")


if __name__ == "__main__":
    main()
