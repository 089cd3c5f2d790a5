"""Let the Nu HTML checker look at every page of a built network, not only at those that the tests choose.

    python bench/nu.py [output]

It takes 1.5 minutes of one core for 7,500 pages.  npm and Java must be there; tests/judges.py fetches the checker.
"""

import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
sys.path += [str(PROJECT / "tests"), str(PROJECT / "plugins")]

import judges  # noqa: E402

if __name__ == "__main__":
    pages = sorted(Path(sys.argv[1] if len(sys.argv) > 1 else PROJECT / "output").rglob("*.html"))
    errors = judges.nu(pages)
    print(*errors, f"{len(pages)} pages, {len(errors)} errors", sep="\n")
    raise SystemExit(bool(errors))
