"""What the search index costs, and what of it a reader fetches.

    python bench/search_index.py FOLDER --articles 3000 [--write]

FOLDER keeps the corpus (`bench/corpus.py`) and the cache between runs.  Printed are: processor time a document for
analysing, inverting and writing; files and bytes; what one added and one edited story change; and the bytes of first
questions, as compressed by gzip, without the page and the module.  With --write the index is put into FOLDER/output.
"""

import argparse
import contextlib
import gzip
import json
import sys
import time
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import corpus

sys.path.insert(0, str(corpus.PROJECT / "tests" / "publish" / "search"))

from searchclient import Client

from kawat import gathering, settings
from kawat.build import images
from kawat.editorial import catalogue
from kawat.publish.desk import Desk
from kawat.publish.search import planning
from kawat.source.cache import Cache

QUESTIONS = (
    "festival",
    "penanaman",
    "pameran batik",
    "kerja sama ekonomi",
    "indonesia",
    "travel advice",
    "kopi gayo tokyo",
)


def desk_of(root: Path) -> tuple[Desk, contextlib.closing]:
    """Return the desk of a tree."""
    cache = Cache(str(root / ".cache"))
    heeded = settings.from_file(str(corpus.PROJECT / "pelicanconf.py"))
    gathered = gathering.gather(str(root), cache, heeded, 2, lambda stage, done, total: None)
    made = catalogue.compile(
        gathered.articles, gathered.registry, datetime.fromisoformat(corpus.NOW), gathered.texts, gathered.media, ""
    )
    return Desk(made, lambda language: True, {}, images.widths), contextlib.closing(cache)


class Parts(dict):
    """Documents, analysed; what was analysed before is kept."""

    spent_s = 0.0


def index(desk: Desk, parts: Parts) -> tuple[dict[str, bytes], dict[str, float]]:
    """Return the files of the index by path, and how many seconds of processor time each step took."""
    began = time.process_time()
    desk.segments.clear()
    desk.fragment_keys.clear()
    outputs = list(planning.plan(desk))
    planned = time.process_time()
    missing = {one.key: one for one in planning.fragments(desk, outputs) if one.key not in parts}
    parts.update({name: planning.serialize_document(desk, *one.subject) for name, one in missing.items()})
    analysed = time.process_time()
    desk = replace(desk, fragments=parts)
    planning.prepare(desk, outputs)
    inverted = time.process_time()
    files = {
        one.path: planning.serialize_index(desk, *one.subject)
        if one.recipe == "search_index"
        else planning.serialize(desk, *one.subject)
        for one in outputs
    }
    written = time.process_time()
    return files, {
        "plan": planned - began,
        "analyse": analysed - planned,
        "invert": inverted - analysed,
        "write": written - inverted,
    }


def packed(files: Iterable[bytes]) -> int:
    """Return how many bytes files are when each is compressed."""
    return sum(len(gzip.compress(data, 6)) for data in files)


def changed(before: dict[str, bytes], after: dict[str, bytes]) -> str:
    """Return what of the index is new or other than before."""
    new = [data for path, data in after.items() if before.get(path) != data]
    gone = len(before.keys() - after.keys())
    return f"{len(new)} files, {sum(map(len, new)):,} bytes, {packed(new):,} compressed; {gone} files gone"


def main() -> None:
    """Measure."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("folder", type=Path)
    asked.add_argument("--articles", type=int, default=3000)
    asked.add_argument("--write", action="store_true", help="put the index into FOLDER/output/search")
    options = asked.parse_args()
    root = options.folder / f"root-{options.articles}"
    if not (root / "content").exists():
        corpus.write(root, options.articles)
    desk, cache = desk_of(root)
    with cache:
        parts = Parts()
        files, spent = index(desk, parts)
        documents = sum(json.loads(data)["documents"] for path, data in files.items() if path.endswith("segment.json"))
        print(f"{documents} documents; CPU a document, ms:")
        print("  " + ", ".join(f"{step} {seconds / documents * 1000:.3f}" for step, seconds in spent.items()))
        print(f"  together {sum(spent.values()) / documents * 1000:.2f}")
        print(f"{len(files)} files, {sum(map(len, files.values())):,} bytes, {packed(files.values()):,} compressed")
        for segment in desk.segments.values():
            held = {path: data for path, data in files.items() if segment.name in path}
            print(
                f"  segment of {len(segment.documents)}:",
                ", ".join(
                    f"{letter} {len(sizes)} of {sum(sizes) // len(sizes)}"
                    for letter in "stpwecd"
                    if (sizes := [packed([data]) for path, data in held.items() if path.split("/")[-1][0] == letter])
                ),
            )
        if options.write:
            for path, data in files.items():
                target = options.folder / "output" / path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(data)
        for question in QUESTIONS:
            client = Client(files)
            hits = client.search(question)
            fetched = client.fetched
            sizes = {
                letter: packed(data for path, data in fetched.items() if path.split("/")[-1][0] == letter)
                for letter in "istpwecd"
            }
            print(f"{question!r}: {len(hits)} hits, {len(fetched)} files, {packed(fetched.values()):,} bytes {sizes}")
        newest = desk.catalogue.homes[-1]
        again = replace(newest.article, id="tokyo/news/2026/satu-lagi")
        added = replace(newest, article=again)
        grown = replace(
            desk.catalogue, homes=(*desk.catalogue.homes, added), at={**desk.catalogue.at, again.id: (added,)}
        )
        print("one more story:", changed(files, index(replace(desk, catalogue=grown), parts)[0]))


if __name__ == "__main__":
    main()
