"""What each sort of output costs: how many files, how many bytes, how much processor's time.

    python bench/recipes.py [--articles 2000] [--pictures 0.2] [ROOT]

Made in this process, one after the other, of a corpus (or of the tree at ROOT); pictures are made before and not
counted, since a kit takes them from the cache.  Feeds' parts are made with their feeds and counted as "fragment".
"""

import argparse
import contextlib
import dataclasses
import sys
import tempfile
import time
from collections import Counter
from datetime import datetime
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(PROJECT), str(PROJECT / "plugins")]

from bench import corpus  # noqa: E402
from kawat import gathering, settings, theming  # noqa: E402
from kawat.build import images  # noqa: E402
from kawat.editorial import catalogue as catalogues  # noqa: E402
from kawat.model import Output  # noqa: E402
from kawat.publish import outputs, rendering  # noqa: E402
from kawat.publish.desk import Desk  # noqa: E402
from kawat.publish.templating import Press  # noqa: E402
from kawat.source.cache import Cache  # noqa: E402
from kawat.workshop import press_of  # noqa: E402

OF_FILES = ("picture", "copy", "static")


def desk_of(root: Path, cache: Path) -> tuple[Desk, Press]:
    """Return what all outputs of a tree are made of."""
    heeded = settings.from_file(settings.CONFIGURATION)
    with contextlib.closing(Cache(str(cache))) as store:
        gathered = gathering.gather(str(root), store, heeded, 1, lambda *_: None)
        texts = dict(gathered.texts)
    catalogue = catalogues.compile(
        gathered.articles, gathered.registry, datetime.fromisoformat(corpus.NOW), texts, gathered.media
    )
    press = press_of(heeded, theming.read(heeded, str(root)), trusted=True)
    pictures = images.Renditions(str(root), str(cache / "pictures"))
    names = {name: name for name in press.theme.static}
    return Desk(catalogue, press.speaks, names, images.widths, say=press.say, rendition=pictures.of), press


def main() -> None:
    """Print a table: recipe, files, megabytes, processor's seconds, milliseconds a file; the dearest first."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("root", nargs="?", type=Path, help="a tree; without one, a corpus is made")
    asked.add_argument("--articles", type=int, default=2000, help="how many stories the corpus has")
    asked.add_argument("--pictures", type=float, default=0.2, help="which share of them has a picture")
    options = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = options.root or Path(folder) / "root"
        if not options.root:
            corpus.write(root, options.articles, pictures=options.pictures)
        desk, press = desk_of(root, Path(folder) / "cache")
        began = time.process_time()
        planned = tuple(outputs.plan(desk, press))
        print(f"{len(planned)} outputs planned in {time.process_time() - began:.1f} s")
        made = [one for one in planned if one.recipe not in OF_FILES]
        rendering.prepare(desk, press, made)
        fragments = rendering.fragments(desk, made)
        for one in (one for one in planned if one.recipe == "kit"):  # the pictures that it holds
            rendering.render(desk, press, one)
        seconds, sizes, files = Counter[str](), Counter[str](), Counter(one.recipe for one in [*fragments, *made])

        def measured(one: Output, of: Desk) -> bytes:
            start = time.process_time()
            data = rendering.render_parts(of, [one])[0] if not one.path else rendering.render(of, press, one)
            seconds[one.recipe] += time.process_time() - start  # type: ignore[assignment]
            sizes[one.recipe] += len(data)
            return data

        parts = {one.key: measured(one, desk) for one in fragments}
        whole = dataclasses.replace(desk, fragments=parts)
        for one in made:
            measured(one, whole)
    print(f"{'recipe':14} {'files':>8} {'MB':>8} {'CPU s':>8} {'ms each':>8}")
    for recipe, spent in seconds.most_common():
        count, size = files[recipe], sizes[recipe] / 1e6
        print(f"{recipe:14} {count:8} {size:8.1f} {spent:8.2f} {1000 * spent / count:8.2f}")


if __name__ == "__main__":
    main()
