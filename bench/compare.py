"""Kawat beside Hugo, Eleventy and stock Pelican: the same stories, in one run, in turn.

    python3 tasks.py bench                                 1,000 stories, Hugo, three rounds: a few minutes
    python3 tasks.py bench --articles 5000 --articles 20000 --peers Kawat,Hugo,Pelican,Eleventy

Cases: a cold build, one with nothing changed, one edited body (a sentence more, of words that others use too), one that
is nearly twice as long afterwards (so that all its words weigh less in a search), one title with a word more, one new
story, one of the portal's own, a changed article template.  In each round every program does a case before the next
case begins, so that all meet the same noise, and an edit of several stories, as not all are alike; what is printed are
medians and ratios of them.  Wall and CPU seconds are those of the whole process tree as the kernel accounts them;
memory is the highest sum of the proportional set sizes (PSS) of all processes at one moment, sampled ten times a
second, or less often where that would take more than a twentieth of the time.

Kawat is measured twice: with the theme that it ships, and as "Kawat, small", where stories, lists and home pages have
templates that say what those of the others say (bench/theme).  No cards are drawn.  Both make all sites, languages,
feeds, kits and the index of the search, of which the others make one feed; so they write more files, which are in the
table.  "The same pages" is the processor time without what only Kawat makes, by the costs that a build reports: the
index, pictures, the parts of feeds, and recipes that the others have not.  Reading, planning, comparing and putting
into place are in it whole, though the files of feeds and search have a part in them.

Writes bench/results/<name>.json, .md and .svg.
"""

import argparse
import itertools
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import chart
import corpus
from peers import PEERS, Peer

from kawat import cli

_SMALL = Path(__file__).resolve().parent / "theme"
_CHECKOUT = ("missions", "plugins", "theme", "pelicanconf.py")
"""What the tree of a corpus has of this one: with these, its theme is trusted as one's own is."""

CASES = (
    "cold",
    "nothing changed",
    "one edit",
    "one long edit",
    "one new title",
    "one new story",
    "one story of the portal",
    "one translation",
    "one other topic",
    "template edit",
)
RESULTS = Path(__file__).resolve().parent / "results"
_SHIPPED, _BASE = "Kawat", "Kawat, small"
_REPORT = "report.json"
_TICK_S, _REST = 0.1, 20
"""Memory is asked for so often, but not for more than a twentieth of the time: who is asked has to wait, and most where
several processes share pages."""

_TURNS = {"one edit": 3, "one long edit": 3, "one new title": 3}
"""So many times in a round a case is done, one after the other; else once."""

_STRIDE = 37
"""Edited stories lie so far apart, so that they are of several sites."""

_RACY_S = 2.1
"""Files that are read so soon after they were written may have changed again unseen, so Kawat reads them twice."""

_ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
"""As on a user's machine: modules are compiled once, and not at every start."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run of a program cost.

    Attributes:
        files: those that it wrote or wrote anew.
        same_s: of Kawat: `cpu_s` without the making of what others do not make; else the same.
    """

    wall_s: float
    cpu_s: float
    peak_mb: float
    files: int
    same_s: float = 0.0


SAME = ("article", "page", "portal", "mission", "listing", "topics", "terms", "sitemap", "sitemap_index", "static")
"""Recipes of what the others make too."""

APART = ("analyse", "index", "pictures", "join")
"""Stages in which something is made that the others do not make: the search, pictures, the parts of feeds."""


def run(command: tuple[str, ...], folder: Path, output: Path) -> Cost:
    """Run a program and return what it cost.

    Raises:
        SystemExit: it failed.
    """
    before = {path: one.stat().st_mtime_ns for path, one in _files(output)}
    began = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=folder, env=_ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    peak: list[int] = [0]
    watcher = threading.Thread(target=_watch, args=(process.pid, peak))
    watcher.start()
    said = process.stderr.read() if process.stderr else ""
    _, status, usage = os.wait4(process.pid, 0)
    wall_s = time.perf_counter() - began
    watcher.join()
    if os.waitstatus_to_exitcode(status) not in (0, 3):
        raise SystemExit(f"{command[0]} failed:\n{said[-2000:]}")
    written = sum(before.get(path) != one.stat().st_mtime_ns for path, one in _files(output))
    cpu_s = usage.ru_utime + usage.ru_stime
    return Cost(wall_s, cpu_s, peak[0] / 1024, written, cpu_s - _apart_s(folder / _REPORT))


def _apart_s(report: Path) -> float:
    """Processor time of what only Kawat makes: whole stages, and of "make" all but the recipes that others have too."""
    if not report.exists():
        return 0.0
    told = json.loads(report.read_text("utf-8"))
    made_s = sum(float(cpu_s) for stage, _, cpu_s in told["stages"] if stage in (*APART, "make"))
    same_s = sum(float(cpu_s) for recipe, _, _, cpu_s in told["costs"] if recipe in SAME)
    return max(0.0, made_s - same_s)


def _files(folder: Path) -> Iterator[tuple[str, os.DirEntry[str]]]:
    with os.scandir(folder) if folder.exists() else open(os.devnull) as entries:  # type: ignore[attr-defined]
        for entry in entries:
            if entry.is_dir():
                yield from _files(Path(entry.path))
            else:
                yield entry.path, entry


def _watch(root: int, peak: list[int]) -> None:
    """Keep the highest sum of memory (KiB) of a process and all below it, until it ends."""
    while True:
        began = time.perf_counter()
        before = list(_tree(root))
        total = sum(map(_pss, before))
        if not total:
            return
        if before == list(_tree(root)):  # what a process shares counts twice when it is forked in the midst of asking
            peak[0] = max(peak[0], total)
        time.sleep(max(_TICK_S, _REST * (time.perf_counter() - began)))


def _tree(root: int) -> Iterator[int]:
    yield root
    try:
        for thread in os.listdir(f"/proc/{root}/task"):
            for child in Path(f"/proc/{root}/task/{thread}/children").read_text().split():
                yield from _tree(int(child))
    except OSError:
        return


def _pss(process: int) -> int:
    try:
        rollup = Path(f"/proc/{process}/smaps_rollup").read_text()
        return next(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:"))
    except (OSError, StopIteration):
        return 0


@dataclass(frozen=True, slots=True)
class Bench:
    """One program with its tree.

    Attributes:
        peer: None for Kawat.
        small: whether Kawat has templates as small as the others'.
    """

    root: Path
    stories: list[corpus.Text]
    peer: Peer | None
    small: bool = False

    def prepare(self) -> None:
        """Lay out the tree, with nothing built.

        What was there is set aside and not deleted: where ext4 has deleted many files shortly before, it takes several
        times as long to create one.
        """
        if self.root.exists():
            self.root.rename(self.root.with_name(f"{self.root.name} until {time.time_ns()}"))
        if self.peer:
            self.peer.write(self.root, self.stories)
            return
        self.root.mkdir(parents=True)
        for name in _CHECKOUT:
            source, target = corpus.PROJECT / name, self.root / name
            if source.is_dir():
                shutil.copytree(source, target, ignore=shutil.ignore_patterns("approvals"))
            else:
                shutil.copy2(source, target)
        corpus.draw_cards(self.root, "none")
        if self.small:
            shutil.copytree(_SMALL, self.root / "theme" / "templates", dirs_exist_ok=True)
        for story in self.stories:
            self._kawat_file(story)
        time.sleep(_RACY_S)

    def measure(self, case: str, number: int) -> Cost:
        """Change what a case asks for, build, and return the cost."""
        edited = self.stories[(len(self.stories) // 2 + _STRIDE * number) % len(self.stories)]
        if case == "cold":
            self.prepare()
        elif case == "one edit":
            self._put(edited, f"\n{edited.summary} ({number}).\n")
        elif case == "one long edit":
            self._put(edited, "\n" + "\n\n".join(one for one in edited.body.split("\n\n") if "](" not in one) + "\n")
        elif case == "one new title":
            neighbour = self.stories[self.stories.index(edited) - 1]  # whose body is as it was
            self._put(replace(neighbour, title=f"{neighbour.title} {neighbour.site}"), "")
        elif case == "one new story":
            self._put(corpus.renamed(self.stories[-1], f"baru-{number}"), "")
        elif case == "one story of the portal":
            newest = next(one for one in reversed(self.stories) if one.site == "portal")
            self._put(replace(corpus.renamed(newest, f"pusat-{number}"), date=self.stories[-1].date), "")
        elif case == "one translation":
            told = [one for one in self.stories[-100:] if one.language == "id"][-1 - number]
            slug = f"{told.slug}-en" if self.peer else told.slug
            self._put(
                replace(told, language="en", slug=slug, title=f"{told.title} (en)", body=self.stories[0].body), ""
            )
        elif case == "one other topic":
            # Of a mission, as rules show those of the portal on all others; in a language without a translation above.
            missions = [one for one in self.stories[-100:] if one.site != "portal" and one.language != "id"]
            told = missions[-1 - number]
            other = next(one.topics for one in reversed(self.stories) if not {*one.topics} & {*told.topics})
            self._put(replace(told, topics=other), "")
        elif case == "template edit":
            template = self.root / (self.peer.template if self.peer else "theme/templates/article.html")
            text = template.read_text("utf-8")
            mark = "</article>" if "</article>" in text else "</h1>"
            template.write_text(text.replace(mark, f"<!-- {number} -->{mark}", 1), "utf-8")
        command = self.peer.command if self.peer else _kawat(self.root)
        return run(command, self.root, self.root / (self.peer.output if self.peer else "output"))

    def _put(self, story: corpus.Text, more: str) -> None:
        if self.peer:
            self.peer.add(self.root, story, more)
        else:
            self._kawat_file(story, more)

    def _kawat_file(self, story: corpus.Text, more: str = "") -> None:
        file = self.root / story.path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(corpus.markdown(story) + more, "utf-8")


def _kawat(root: Path) -> tuple[str, ...]:
    start = f"import gc, sys; gc.disable(); sys.path.insert(0, {str(root / 'plugins')!r})"  # as tasks.py does
    start += "; from kawat import cli, options; options.leave(cli.main())"
    asked = ("build", "--root", str(root), "--now", corpus.NOW, "--report", str(root / _REPORT))
    return (sys.executable, "-c", start, *asked)


def compare(
    articles: int, peers: list[Peer], rounds: int, cases: tuple[str, ...], shipped: bool
) -> dict[str, dict[str, list[Cost]]]:
    """Return the costs of every round, by program and case; of Kawat with its own theme too, where `shipped`."""
    stories = list(corpus.texts(articles))
    found: dict[str, dict[str, list[Cost]]] = {}
    with tempfile.TemporaryDirectory() as folder:
        programs = {_SHIPPED: Bench(Path(folder, "kawat"), stories, None)} if shipped else {}
        programs[_BASE] = Bench(Path(folder, "small"), stories, None, small=True)
        programs |= {peer.name: Bench(Path(folder, peer.name), stories, peer) for peer in peers}
        for number in range(rounds):
            turns = [(case, turn) for case in cases for turn in range(_TURNS.get(case, 1))]
            for (case, turn), name in itertools.product(turns, programs):
                cost = programs[name].measure(case, number * _TURNS.get(case, 1) + turn)
                found.setdefault(name, {}).setdefault(case, []).append(cost)
                print(
                    f"{articles:>6} {case:16} {name:12} {cost.wall_s:7.2f} s wall {cost.cpu_s:7.2f} s CPU "
                    f"{cost.peak_mb:6.0f} MB {cost.files:6} files",
                    flush=True,
                )
    return found


def medians(costs: list[Cost]) -> Cost:
    """Return the median of each figure."""
    return Cost(*(statistics.median(getattr(one, name) for one in costs) for name in Cost.__dataclass_fields__))


def table(found: dict[int, dict[str, dict[str, list[Cost]]]]) -> str:
    """Return the medians as Markdown, with ratios to Kawat with small templates."""
    lines = [
        "| stories | case | program | wall s | CPU s | of it the same pages | peak MB | files written "
        "| times Kawat, small: wall | CPU | the same pages | memory |",
        "| ---: | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for articles, programs in found.items():
        for case in programs[_BASE]:
            ours = medians(programs[_BASE][case])
            for name, cases in programs.items():
                one = medians(cases[case])
                figures = (one.wall_s, one.cpu_s, one.same_s, one.peak_mb)
                base = (ours.wall_s, ours.cpu_s, ours.same_s, ours.peak_mb)
                told = [f"{figure / max(0.001, by):.1f}" for figure, by in zip(figures, base, strict=True)]
                lines.append(
                    f"| {articles:,} | {case} | {name} | {one.wall_s:.2f} | {one.cpu_s:.2f} | {one.same_s:.2f} "
                    f"| {one.peak_mb:.0f} | {one.files:,.0f} | {' | '.join(told)} |"
                )
    return "\n".join(lines) + "\n"


def main() -> None:
    """Measure what is asked (the options of `tasks.py bench`), and write the results."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.bench_options(asked)
    options = asked.parse_args()
    beside = options.peers.split(",")
    peers = [PEERS[name] for name in beside if name and name != _SHIPPED]
    for peer in peers:
        if peer.missing:
            raise SystemExit(f"{peer.name} is not here; first: {peer.missing}")
    cases = tuple(case for case in CASES if case in ("cold", *(options.cases or ",".join(CASES)).split(",")))
    sizes = options.articles or [1000]
    found = {articles: compare(articles, peers, options.rounds, cases, _SHIPPED in beside) for articles in sizes}
    machine = f"{platform.system()} {platform.machine()}, {len(os.sched_getaffinity(0))} processors"
    said = f"Medians of {options.rounds} rounds; {machine}, Python {platform.python_version()}.\n\n{table(found)}"
    data = {
        "machine": machine,
        "rounds": options.rounds,
        "costs": {
            articles: {name: {case: [asdict(one) for one in costs] for case, costs in cases_of.items()}
                       for name, cases_of in programs.items()}
            for articles, programs in found.items()
        },
    }  # fmt: skip
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / f"{options.name}.json").write_text(json.dumps(data, indent=1) + "\n", "utf-8")
    (RESULTS / f"{options.name}.md").write_text(said, "utf-8")
    bars = {
        f"{articles:,} stories, {case}": {name: medians(cases_of[case]).wall_s for name, cases_of in programs.items()}
        for articles, programs in found.items()
        for case in cases
    }
    (RESULTS / f"{options.name}.svg").write_text(chart.bars("Wall seconds, medians", bars), "utf-8")
    print(f"\n{said}")


if __name__ == "__main__":
    main()
