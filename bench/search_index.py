"""What the search index costs, and what of it a reader fetches.

    python bench/search_index.py FOLDER --articles 3000 [--write] [--additions 400]

FOLDER keeps the corpus (`bench/corpus.py`) and the cache between runs.  Printed are: processor time a document for
making and writing; files and bytes; what one added and one edited story change and cost; and the bytes of first
questions, as compressed by gzip, without the page and the module.  With --write the index is put into FOLDER/output.
With --additions the last stories are added one by one, and edited and removed for comparison: how many files and bytes
each changes, as they are stored and as compressed by gzip.
"""

import argparse
import contextlib
import gzip
import json
import sys
import time
from collections import ChainMap
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import corpus

sys.path.insert(0, str(corpus.PROJECT / "tests" / "publish" / "search"))

from searchclient import Client

from kawat import gathering, settings
from kawat.build import images
from kawat.editorial import catalogue
from kawat.model import Output
from kawat.publish.desk import Desk
from kawat.publish.search import inverted, parts, planning
from kawat.publish.search.documents import documents
from kawat.publish.search.segments import PER_BLOCK, Document, Segment, partition
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


def index(desk: Desk) -> tuple[dict[str, bytes], dict[str, float]]:
    """Return the files of the index by path, and how many seconds of processor time each step took."""
    began = time.process_time()
    outputs = list(planning.plan(desk))
    planned = time.process_time()
    files = written(desk, outputs)
    return files, {"make": planned - began, "write": time.process_time() - planned}


def written(desk: Desk, outputs: Iterable[Output]) -> dict[str, bytes]:
    """Return files of the index by path."""
    render = {
        "search_index": planning.serialize_index,
        "search_cards": planning.serialize_cards,
        "search": planning.serialize,
    }
    return {one.path: render[one.recipe](desk, *one.subject) for one in outputs}


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
    asked.add_argument("--additions", type=int, default=0, help="how many of the last stories to add one by one")
    asked.add_argument("--write", action="store_true", help="put the index into FOLDER/output/search")
    options = asked.parse_args()
    root = options.folder / f"root-{options.articles}"
    if not (root / "content").exists():
        corpus.write(root, options.articles)
    desk, cache = desk_of(root)
    with cache:
        files, spent = index(desk)
        count = sum(json.loads(data)["documents"] for path, data in files.items() if path.endswith("segment.json"))
        print(f"{count} documents; CPU a document, ms:")
        print("  " + ", ".join(f"{step} {seconds / count * 1000:.3f}" for step, seconds in spent.items()))
        print(f"  together {sum(spent.values()) / count * 1000:.2f}")
        print(f"{len(files)} files, {sum(map(len, files.values())):,} bytes, {packed(files.values()):,} compressed")
        for name, table in desk.tables.items():
            held = {path: data for path, data in files.items() if name in path}
            print(
                f"  segment of {len(table.documents)}:",
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
        edit(desk, files)
        if options.additions:
            grow(desk, options.additions)


def edit(desk: Desk, files: dict[str, bytes]) -> None:
    """Add a sentence to the oldest story, and print what it costs."""
    oldest = desk.catalogue.homes[0]
    article, edition = oldest.article, oldest.editions[0][0]
    body = desk.catalogue.texts[edition.text] + "<p>Satu kalimat tambahan tentang layang-layang.</p>"
    edition = replace(edition, text="edited")
    shown = replace(oldest, editions=((edition, oldest.editions[0][1]), *oldest.editions[1:]))
    texts = ChainMap({"edited": body}, desk.catalogue.texts)  # type: ignore[arg-type]
    changed_now = replace(
        desk.catalogue,
        texts=texts,
        homes=(shown, *desk.catalogue.homes[1:]),
        at={**desk.catalogue.at, article.id: (shown,)},
    )
    again = replace(desk, catalogue=changed_now)
    began = time.process_time()
    outputs = list(planning.replan(again, files["search/index.json"], {article.id}))
    new = written(again, outputs)
    print(f"the oldest story edited: {time.process_time() - began:.3f} s;", changed(files, {**files, **new}))
    began = time.process_time()
    whole = {one.path: one.key for one in planning.plan(again)}
    print(f"  planned with all others, of which tables are kept: {time.process_time() - began:.3f} s")
    assert all(whole[one.path] == one.key for one in outputs)


def grow(desk: Desk, additions: int) -> None:
    """Add the last stories one by one, and take some away; print what each changes."""
    whole = tuple(documents(desk))
    made: dict[str, dict[str, bytes]] = {}

    def changes(before: Sequence[Document], after: Sequence[Document]) -> list[bytes]:
        old = {one.name for one in partition(before)}
        new = [one for one in partition(after) if one.name not in old]
        for segment in new:
            if segment.name not in made:
                made[segment.name] = _files(desk, segment)
        return [inverted.index([]), *(data for segment in new for data in made[segment.name].values())]

    count = len(whole)
    steps = [changes(whole[: at - 1], whole[:at]) for at in range(count - additions + 1, count + 1)]
    _tell(f"{additions} stories added one by one", steps)
    for title, places in (("one of the newest hundred", range(count - 100, count, 7)), ("any", range(0, count, 500))):
        _tell(f"{title} removed", [changes(whole, (*whole[:at], *whole[at + 1 :])) for at in places])


def _tell(title: str, steps: list[list[bytes]]) -> None:
    print(f"{title}: median, nine in ten, 99 in 100, most")
    for what, of in (
        ("files", len),
        ("bytes", lambda step: sum(map(len, step))),
        ("bytes compressed", packed),
    ):
        values = sorted(map(of, steps))
        told = [values[min(len(values) - 1, round(len(values) * share))] for share in (0.5, 0.9, 0.99, 1)]
        print(f"  {what}:", ", ".join(f"{value:,}" for value in told))
    held = sum(1 for step in steps if len(step) <= 30 and sum(map(len, step)) <= 100_000)
    print(f"  at most 30 files and 100 kB: {held} of {len(steps)}")


def _files(desk: Desk, segment: Segment) -> dict[str, bytes]:
    told = [parts.unpack(desk.fragments[one.key]) for one in segment.documents]
    kept: dict[str, str] = {}
    made = inverted.invert(segment, told, kept.__setitem__)
    found = {name: kept[content].encode() for name, content in made.contents.items()}
    for at in range(0, len(told), PER_BLOCK):
        block = inverted.block(segment.documents[at : at + PER_BLOCK], told[at : at + PER_BLOCK])
        found[f"c{at // PER_BLOCK}.json"] = block.encode()
    return found


if __name__ == "__main__":
    main()
