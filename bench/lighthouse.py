"""What Lighthouse says of the pages that readers come by most: on a telephone, the median of three runs each.

    python bench/lighthouse.py [--built output] [--runs 3]

Lighthouse is pinned in `bench/lighthouse/` and fetched into `.cache/lighthouse/` (this needs npm and, once, the
network); Chromium must be there.  Pages are served with our own headers (those of `tasks.py headers`), compressed.
Performance depends on the machine, so let it do nothing else; the last figure of a line says how fast Lighthouse found
it.  Desktops at rest have 1,000 to 2,000 (Lighthouse, docs/throttling.md); below, performance says more of the machine
than of the page.  The status is 1 where a page falls short.
"""

import argparse
import functools
import gzip
import http.server
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import threading
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT / "plugins"))

from kawat.publish import headers  # noqa: E402

FETCHED = PROJECT / ".cache" / "lighthouse"
WANTED = {"performance": 95, "accessibility": 100, "best-practices": 95, "seo": 100}
PAGES = {
    "home": "/",
    "article": "/tokyo/id/news/2026/festival-indonesia/",
    "mission": "/tokyo/",
    "directory": "/id/missions/",
    "advisory": "/id/advisory/2026/latihan-stasiun-riset/",
    "search": "/search/",
}


class Server(http.server.SimpleHTTPRequestHandler):
    """Answers as a web server that is set up by our table of headers, texts compressed."""

    protocol_version = "HTTP/1.1"  # connections stay open

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        """Answer with the file that the path names."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        body, told = path.read_bytes(), headers.of(str(path.relative_to(self.directory)))
        if not re.match(r"(image/(?!svg)|audio|video|application/zip)", told["Content-Type"]):
            body = gzip.compress(body, 6)
            told["Content-Encoding"] = "gzip"
        self.send_response(200)
        for name, value in (told | {"Content-Length": str(len(body))}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


def fetched() -> Path:
    """Return Lighthouse's command, fetched as pinned where it is not there yet."""
    command, pinned = FETCHED / "node_modules" / "lighthouse" / "cli" / "index.js", PROJECT / "bench" / "lighthouse"
    if not command.exists():
        FETCHED.mkdir(parents=True, exist_ok=True)
        for name in ("package.json", "package-lock.json"):
            shutil.copyfile(pinned / name, FETCHED / name)
        subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=FETCHED, check=True)
    return command


def audit(url: str) -> tuple[dict[str, float], list[str], float]:
    """Return the score of each category, of 100, the audits that cost some of it, and the machine's speed."""
    chromium = os.environ.get("KAWAT_CHROMIUM") or shutil.which("chromium") or ""
    flags = "--headless=new --no-sandbox --disable-gpu --disable-background-networking"
    command = ["node", str(fetched()), url, "--quiet", "--output=json", f"--chrome-flags={flags}"]
    command.append(f"--only-categories={','.join(WANTED)}")
    environment = {**os.environ, "CHROME_PATH": chromium}
    done = subprocess.run(command, capture_output=True, text=True, env=environment)
    if done.returncode:
        raise SystemExit(f"Lighthouse did not get through {url}:\n{done.stderr}")
    said = json.loads(done.stdout)
    scores: dict[str, float] = {name: 100 * (said["categories"][name]["score"] or 0) for name in WANTED}
    weighty = {one["id"] for kind in said["categories"].values() for one in kind["auditRefs"] if one["weight"]}
    failed = [name for name in sorted(weighty) if (said["audits"][name]["score"] or 0) < 0.9]
    failed = [name for name in failed if said["audits"][name]["scoreDisplayMode"] != "notApplicable"]
    return scores, failed, said["environment"]["benchmarkIndex"]


def main() -> int:
    """Print a table of medians; return 1 where one is lower than wanted."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--built", default=str(PROJECT / "output"), help="a built network; default: output")
    options.add_argument("--runs", type=int, default=3)
    given = options.parse_args()
    short = 0
    print("| Page | " + " | ".join(WANTED) + " | | machine |\n| --- |" + " ---: |" * len(WANTED) + " --- | ---: |")
    handler = functools.partial(Server, directory=given.built)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        for name, path in PAGES.items():
            if not Path(given.built, path.strip("/"), "index.html").exists():
                print(f"| {name} |" + " |" * len(WANTED) + " not built | |")
                short = 1
                continue
            runs = [audit(f"http://127.0.0.1:{server.server_address[1]}{path}") for _ in range(given.runs)]
            medians = {category: statistics.median(scores[category] for scores, _, _ in runs) for category in WANTED}
            short |= any(medians[category] < WANTED[category] for category in WANTED)
            failed = sorted({one for _, audits, _ in runs for one in audits})
            speed = statistics.median(index for _, _, index in runs)
            told = [f"{medians[one]:.0f}" for one in WANTED]
            print(f"| {name} | {' | '.join(told)} | {' '.join(failed)} | {speed:.0f} |", flush=True)
        server.shutdown()
    return int(short)


if __name__ == "__main__":
    raise SystemExit(main())
