"""What a reader of a very large archive fetches: the index alone is made, and asked in Chromium.

    python bench/search_large.py FOLDER --documents 100000

Stories are those of `bench/corpus.py`, with 400,000 rare words in all, as a vocabulary grows with what is written.  No
site is built and nothing is planned: each story is analysed, segments are inverted and written to FOLDER/site.  Printed
are processor time a document, memory, files and bytes, and requests and bytes of questions as `bench/search.py` counts
them.
"""

import argparse
import gc
import resource
import shutil
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import corpus
import search
from playwright.sync_api import sync_playwright

from kawat.publish.search import families, inverted, parts
from kawat.publish.search.segments import PER_BLOCK, Document, Segment, partition

_WORDS = 400_000


def analysed(count: int) -> Iterator[tuple[Document, bytes]]:
    """Yield stories as documents, from the oldest, each with its words."""
    for one in corpus.texts(count, names=_WORDS):
        article = f"{one.site}/news/{one.year}/{one.slug}"
        part = parts.compose(one.language, one.title, one.summary, [one.body.replace("*", "")], one.summary[:160])
        url = f"/{one.site}/{one.language}/news/{one.year}/{one.slug}/"
        document = Document(article, one.language, "full", one.site, "news", f"{one.date:%Y-%m-%d}", url, article)
        yield document, parts.pack(part)


def files(segment: Segment, packed: dict[str, bytes]) -> Iterator[tuple[str, str]]:
    """Yield the files of a segment by name, as they are published."""
    kept: dict[str, str] = {}
    told = (parts.unpack(packed[one.key]) for one in segment.documents)
    for name, content in inverted.invert(segment, told, kept.__setitem__).contents.items():
        yield name, families.listed(kept[content]) if name[0] == "t" else kept[content]
    for at in range(0, len(segment.documents), PER_BLOCK):
        some = segment.documents[at : at + PER_BLOCK]
        yield f"c{at // PER_BLOCK}.json", inverted.block(some, [parts.unpack(packed[one.key]) for one in some])


def put(site: search.Site, count: int) -> None:
    """Write the index of so many stories, and print what it costs."""
    shutil.rmtree(site.folder, ignore_errors=True)
    gc.disable()  # as builds do
    began = time.process_time()
    made = dict(analysed(count))
    packed = {one.key: data for one, data in made.items()}
    print(f"texts made and analysed: {(time.process_time() - began) / count * 1000:.2f} ms a document")
    segments = partition(tuple(made))
    began, stored, written = time.process_time(), 0, 0
    for segment in segments:
        folder = site.folder / "search" / segment.name
        folder.mkdir(parents=True)
        for name, text in files(segment, packed):
            stored += (folder / name).write_bytes(text.encode())
            written += 1
    print(f"inverted and written: {(time.process_time() - began) / count * 1000:.2f} ms a document")
    index = inverted.index((one.name, one.version) for one in segments)
    (site.folder / "search" / "index.json").write_bytes(index)
    (site.folder / "theme").mkdir()
    shutil.copy(corpus.PROJECT / "theme" / "static" / "search.js", site.folder / "theme")
    print("segments of", ", ".join(f"{len(one.documents):,}" for one in segments), "documents")
    print(f"{written:,} files, {stored / 1e6:,.1f} MB")
    print(f"memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.2f} GB")


def main() -> None:
    """Measure."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("folder", type=Path)
    asked.add_argument("--documents", type=int, default=100_000)
    asked.add_argument("--kept", action="store_true", help="ask the index that is there")
    options = asked.parse_args()
    site = search.Site(options.folder / "site")
    if not options.kept:
        put(site, options.documents)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=search.CHROMIUM, args=["--no-sandbox"])
        for question, costs in zip(
            search.QUESTIONS, search.asked(site, browser, "Kawat", search.QUESTIONS), strict=True
        ):
            print(f"{question!r}: first {costs[0]} requests, {costs[1]:,} bytes; the next {costs[2]}, {costs[3]:,}")
        browser.close()


if __name__ == "__main__":
    sys.exit(main())
