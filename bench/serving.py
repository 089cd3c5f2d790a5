"""From saving a text to seeing it: `serve --watch`, measured in Chromium.

    python bench/serving.py [--articles 5000] [--edits 20]

A corpus (`bench/corpus.py`) is served with --watch, a story's page is open in Chromium, and its text is saved with one
more sentence, again and again.  What is printed is how long it took until the refreshed page showed the sentence:
median, least and most.  Edits are of the newest stories in turn, as many lists and feeds show them.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import corpus
from playwright.sync_api import Page, sync_playwright

CHROMIUM = os.environ.get("KAWAT_CHROMIUM", "/usr/bin/chromium")
_LOOK_MS = 5


def edited_s(page: Page, file: Path, sentence: str) -> float:
    """Save a text with one more sentence; return after how many seconds the page shows it."""
    began = time.perf_counter()
    with file.open("a", encoding="utf-8") as opened:
        opened.write(f"\n{sentence}\n")
    page.wait_for_function("said => document.body?.innerText.includes(said)", arg=sentence, polling=_LOOK_MS)
    return time.perf_counter() - began


def main() -> None:
    """Measure, and print the figures."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--articles", type=int, default=5000)
    asked.add_argument("--edits", type=int, default=20)
    options = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        root = Path(folder)
        files = corpus.write(root, options.articles)
        command = [sys.executable, str(corpus.PROJECT / "tasks.py"), "serve", "--watch", "--port", "0"]
        command += ["--root", str(root), "--now", corpus.NOW]
        environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
        with subprocess.Popen(
            command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        ) as process:
            assert process.stdout is not None
            address = next(line for line in process.stdout if line.startswith("http://")).split()[0]
            took_s = []
            try:
                page = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"]).new_page()
                for number in range(options.edits):
                    file = files[-1 - number % 5]
                    site, kind, year, slug = file.relative_to(root / "content").parts[:4]
                    below = "" if site == "portal" else f"{site}/"
                    page.goto(f"{address}{below}{file.name.split('.')[1]}/{kind}/{year}/{slug}/")
                    took_s.append(edited_s(page, file, f"Kalimat tambahan nomor {number}."))
                    print(f"{took_s[-1] * 1000:.0f} ms", flush=True)
            finally:
                process.terminate()
    median, least, most = (f"{1000 * of(took_s):.0f}" for of in (statistics.median, min, max))
    print(f"{options.articles} stories, {options.edits} edits: median {median} ms, least {least}, most {most}")


if __name__ == "__main__":
    main()
