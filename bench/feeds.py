"""What feeds cost: their share of a cold build, what an edit makes anew, and the same with stock feedgen.

    python bench/feeds.py [--articles 5000] [--seed 1] [--pictures 0.9] [--rounds 3]

Builds a corpus (`bench/corpus.py`) cold in processes of its own, and takes their CPU seconds as the kernel accounts
them.  Then, in this process, it plans and makes all feeds of the same tree again and takes that part's CPU seconds.

For "stock feedgen" most stories have a picture, as a newsroom's have; that tree is read and not built, so pictures have
no sizes.  It makes each RSS and Atom feed of the same entries in one piece, one feed at a time, with feedgen and the
extensions that it brings (dc, media): neither ours nor any fragment.  What it is given, finished Items, is made for
each feed as well.  In all of this nothing looks for garbage, as in a build (`journey`).  Nothing is written but figures
on standard output.
"""

import argparse
import contextlib
import dataclasses
import gc
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import corpus  # puts plugins/ into the path
from feedgen.feed import FeedGenerator

from kawat import settings, theming
from kawat.build import images
from kawat.editorial import catalogue as catalogues
from kawat.gathering import gather
from kawat.model import Item, Output
from kawat.publish import outputs, rendering
from kawat.publish.desk import Desk
from kawat.publish.feeds import items, planning
from kawat.publish.feeds.channels import Feed, channel, entries
from kawat.publish.keys import Keys
from kawat.publish.templating import Press
from kawat.source.cache import Cache
from kawat.workshop import press_of


@contextlib.contextmanager
def clocked(spent: dict[str, float], name: str) -> Iterator[None]:
    """Add the CPU seconds of the body."""
    began = time.process_time()
    yield
    spent[name] = spent.get(name, 0.0) + time.process_time() - began


def cold(root: Path) -> tuple[float, int]:
    """Build the tree and return CPU seconds of all processes, and how many files there are."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, str(corpus.PROJECT / "tasks.py"), "build", "--root", str(root), "--now", corpus.NOW]
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    files = json.loads((root / "output" / "manifest.json").read_text("utf-8"))["files"]
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, len(files)


def the_desk(root: Path) -> tuple[Desk, Press]:
    """Return what feeds of the tree are made from; its readings are in the cache by now."""
    heeded = settings.from_file(str(corpus.PROJECT / "pelicanconf.py"))
    with contextlib.closing(Cache(str(root / ".cache"))) as cache:
        found = gather(str(root), cache, heeded, 1, lambda stage, done, total: None)
    now = datetime.fromisoformat(corpus.NOW)
    catalogue = catalogues.compile(found.articles, found.registry, now, found.texts, found.media, heeded.siteurl)
    press = press_of(heeded, theming.read(heeded, str(root)), trusted=True)
    return Desk(catalogue, press.speaks, {}, images.widths, say=press.say), press


def stock(desk: Desk, feed: Feed, told: list[Item]) -> bytes:
    """Return a feed as feedgen makes it, in one piece."""
    head = channel(desk, feed, ())
    made = FeedGenerator()
    made.load_extension("dc")
    made.load_extension("media")
    made.id(head.url)
    made.title(head.title)
    made.description(head.description)
    made.link(href=head.url, rel="self")
    made.link(href=head.home_url, rel="alternate")
    made.updated(head.updated)
    for one in told:
        entry = made.add_entry(order="append")
        entry.guid(one.guid, permalink=False)
        entry.link(href=one.url)
        entry.title(one.title)
        entry.description(one.summary, isSummary=True)
        entry.content(one.content, type="html")
        entry.published(one.published)
        entry.updated(one.updated)
        entry.dc.dc_creator(one.creator)
        entry.dc.dc_language(one.language)
        for category in one.categories:
            entry.category(term=category)
        if one.picture is not None:
            entry.enclosure(one.picture.url, str(one.picture.size_bytes), one.picture.type)
            entry.media.content({"url": one.picture.url, "type": one.picture.type}, group=None)
    return bytes(made.atom_str(pretty=True) if feed.form == "atom" else made.rss_str(pretty=True))


def edited(root: Path) -> tuple[int, int, int]:
    """Edit one body; return how many parts are rendered anew, how many feeds are joined anew, and how many hold it."""
    desk, press = the_desk(root)
    before = {one.path: one.key for one in outputs.plan(desk, press)}
    known = rendering.kept(desk)
    file = max((root / "content").rglob("index.*.md"))
    file.write_text(file.read_text("utf-8") + "\nSatu kalimat lagi.\n", "utf-8")
    desk, press = the_desk(root)
    stale = [one for one in outputs.plan(desk, press) if before.get(one.path) != one.key and one.recipe == "feed"]
    parts = [one for one in rendering.fragments(desk, stale) if one.key not in known]
    path = str(file.relative_to(root))
    holding = sum(
        any(one.edition.source.path == path for one in entries(desk, Feed(*made.subject)))
        for made in outputs.plan(desk, press)
        if made.recipe == "feed"
    )
    return len(parts), len(stale), holding


def made(desk: Desk, press: Press, wanted: list[Output], parts: dict[str, bytes]) -> list[int]:
    """Make these feeds; return their sizes, and add the parts that they are joined from."""
    missing = [one for one in rendering.fragments(desk, wanted) if one.key not in parts]
    parts |= zip((one.key for one in missing), rendering.render_parts(desk, missing), strict=True)
    joining = dataclasses.replace(desk, fragments=parts)
    return [len(rendering.render(joining, press, one)) for one in wanted]


def planned(desk: Desk, press: Press) -> list[Output]:
    """Return the outputs of all feeds."""
    return list(planning.plan(desk, Keys(desk, press).told, press.words))


def share(root: Path) -> None:
    """Print how much of a cold build feeds take, and what an edit makes anew."""
    spent: dict[str, float] = {}
    whole_s, files = cold(root)
    desk, press = the_desk(root)
    with clocked(spent, "plan"):
        feeds = planned(desk, press)
    with clocked(spent, "make"):
        parts: dict[str, bytes] = {}
        sizes = made(desk, press, feeds, parts)
    ours_s = sum(spent.values())
    archives = sum(bool(one.subject[5:] and one.subject[5]) for one in feeds)
    print(f"{len(desk.catalogue.articles)} stories, {len(desk.catalogue.sites)} sites, {files} files")
    print(f"feed files: {len(feeds)}, archives among them: {archives}; {Counter(one.recipe for one in feeds)}")
    print(f"largest: {max(sizes)} bytes; parts: {len(parts)}")
    print(f"cold build: {whole_s:.1f} CPU s; feeds: {ours_s:.1f} CPU s, {100 * ours_s / whole_s:.1f} %", spent)
    print("one edit: {} parts rendered, {} feeds joined, {} feeds hold it".format(*edited(root)))


def beside_stock(root: Path, rounds: int) -> None:
    """Print what RSS and Atom feeds take with us and with stock feedgen, in turn: medians."""
    desk, press = the_desk(root)
    feeds = [one for one in planned(desk, press) if one.recipe == "feed" and one.subject[4] in ("rss", "atom")]
    held = {feed: entries(desk, feed) for feed in (Feed(*one.subject) for one in feeds)}
    measured: list[dict[str, float]] = []
    for _ in range(rounds):
        spent: dict[str, float] = {}
        with clocked(spent, "ours"):
            made(desk, press, feeds, {})
        for feed, within in held.items():
            with clocked(spent, "Items for each feed"):
                told = [items.item(desk, one) for one in within]
            with clocked(spent, "stock feedgen"):
                stock(desk, feed, told)
        measured.append(spent)
    ours_s, items_s, stock_s = (statistics.median(one[name] for one in measured) for name in measured[0])
    entered = sum(map(len, held.values()))
    print(f"{len(feeds)} RSS and Atom feeds of {entered} entries, CPU s, medians of {rounds}: ours {ours_s:.2f}")
    print(f"stock feedgen, one feed at a time: {stock_s:.2f}, and {items_s:.2f} for its Items; ", end="")
    print(f"{(stock_s + items_s) / ours_s:.1f} times as long as ours")


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--pictures", type=float, default=0.9, help="which share of the stories has one; default: 0.9")
    parser.add_argument("--rounds", type=int, default=3, help="of what is beside stock feedgen; default: 3")
    asked = parser.parse_args()
    gc.disable()
    with tempfile.TemporaryDirectory() as folder:
        corpus.write(Path(folder), asked.articles, asked.seed)
        share(Path(folder))
    with tempfile.TemporaryDirectory() as folder:
        corpus.write(Path(folder), asked.articles, asked.seed, asked.pictures)
        beside_stock(Path(folder), asked.rounds)


if __name__ == "__main__":
    main()
