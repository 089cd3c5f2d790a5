"""The partner report as a command: a page and a JSON file, in a folder of their own, apart from what is published."""

import argparse
import os

from . import settings
from .options import OK, Commands, clock, command, gathered_tree, tree_options
from .terminal import Terminal

__all__ = ["add_commands"]


def add_commands(commands: Commands) -> None:
    """Add report."""
    made = command(
        commands,
        "report",
        _report,
        "Count stories by mission, kind, language, month and province; say what is missing.",
        "examples:\n"
        "  tasks.py report                       into .cache/report/: index.html and report.json\n"
        "  tasks.py report --to laporan          into another folder\n\n"
        "With `report: true` in missions/portal.yaml it is published with the site as well, at /<lang>/report/.",
    )
    made.add_argument("--to", default="", metavar="FOLDER", help="where it is written (default: ROOT/.cache/report)")
    tree_options(made)


def _report(asked: argparse.Namespace) -> int:
    from . import theming
    from .build import images
    from .editorial import catalogue as catalogues
    from .publish.desk import Desk
    from .publish.services import partner
    from .workshop import press_of

    heeded = settings.from_file(settings.CONFIGURATION)
    folder = asked.to or os.path.join(asked.root, ".cache", "report")
    language = Terminal(asked.lang).language
    with gathered_tree(asked) as gathered:
        now = clock(asked.now, heeded.timezone)
        catalogue = catalogues.compile(
            gathered.articles, gathered.registry, now, gathered.texts, gathered.media, heeded.siteurl
        )
        press = press_of(heeded, theming.read(heeded, asked.root), theming.trusted(heeded, asked.root))
        desk = Desk(catalogue, press.speaks, {}, images.widths, say=press.say)
        view = partner.page(desk, language, "kawat.css")
        files = {
            "index.html": press.render("partner.html", view, view.chrome.language).encode(),
            "report.json": partner.data(desk),
            "kawat.css": press.theme.static.get("kawat.css", b""),
        }
    os.makedirs(folder, exist_ok=True)
    for name, data in files.items():
        with open(os.path.join(folder, name), "wb") as opened:
            opened.write(data)
    print(os.path.join(folder, "index.html"))
    return OK
