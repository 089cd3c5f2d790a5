"""docs/problems.md: every problem code, made from `kawat.messages` so that it is described once.

python docs/make_problems.py             rewrite the page
python docs/make_problems.py --check     exit 1 if it is stale
"""

import argparse
import re
import sys
from pathlib import Path

PAGE = Path(__file__).resolve().with_name("problems.md")
if str(PAGE.parent.parent / "plugins") not in sys.path:
    sys.path.insert(0, str(PAGE.parent.parent / "plugins"))

from kawat.messages import MESSAGES  # noqa: E402

_HEAD = """\
# Problems, and how to mend them · Masalah dan cara memperbaikinya

`python3 tasks.py check` names everything that is wrong with a text, all at once: the file, the line and the column, a
code, what is wrong, the line itself, and under it what to do. `--lang id` says it in Indonesian; without it, the
system's language counts.

`python3 tasks.py check` menyebut semua masalah sekaligus: berkas, baris dan kolom, kode, apa yang salah, barisnya
sendiri, dan di bawahnya apa yang perlu dilakukan. `--lang id` menyebutnya dalam bahasa Indonesia.

```
content/tokyo/news/2026/festival/index.id.md:9:8: K012 unknown site "osakka"
    to: [osakka, portal]
         ^^^^^^ did you mean "osaka"?
```

- **error · galat** – the text is not published until it is mended; all other texts are, and the build ends with
  status 3. If it is a story's lead edition, its translations wait for it, because they inherit its dates and places.
  *Naskah tidak diterbitkan sampai diperbaiki; naskah lain tetap terbit.*
- **warning · peringatan** – the text is published; what is named was mended or left out.
  *Naskah diterbitkan; yang disebut telah diperbaiki atau dihilangkan.*

An error in `missions/` concerns all sites: nothing is changed until it is mended, and the build ends with status 1.
*Galat di `missions/` menyangkut semua situs: tidak ada yang berubah sampai diperbaiki.*

Below, `…` stands for words of the text in question. Where a known word is near, the hint asks "did you mean …?"
instead. · *Di bawah ini `…` mewakili kata-kata naskah tersebut.*
"""
_GROUPS = (
    (11, "Where a file lies, and its bytes", "Letak berkas dan isinya"),
    (19, "Words that must be declared", "Kata yang harus dikenal"),
    (39, "Front matter", "Data pembuka"),
    (49, "The body and its files", "Naskah dan berkasnya"),
    (59, "Stories", "Cerita"),
    (69, "Limits, and files that nobody uses", "Batas, dan berkas yang tidak dipakai"),
    (79, "`missions/`", "`missions/`"),
    (99, "Old Pelican posts", "Tulisan Pelican lama"),
    (109, "Talks", "Bincang"),
)
"""(the highest number of a code in it, its title in English and Indonesian)"""
_SEVERITY = {"error": "error · galat", "warning": "warning · peringatan"}
_PARAMETER = re.compile(r"\{(\w+)\}")
_SHOWN = {"example": ("(an example)", "(contohnya)")}


def page() -> str:
    """Return the whole page."""
    parts, lowest = [_HEAD], 0
    for highest, en, id in _GROUPS:
        codes = [code for code in sorted(MESSAGES) if lowest < int(code[1:]) <= highest]
        parts.append(_table(en if en == id else f"{en} · {id}", codes))
        lowest = highest
    return "\n".join(parts)


def _table(title: str, codes: list[str]) -> str:
    rows = [f"## {title}", "", "| Code | | What it says | What to do |", "| --- | --- | --- | --- |"]
    for code in codes:
        one = MESSAGES[code]
        said = f"{_words(one.en, 0)}<br>*{_words(one.id, 1)}*"
        do = f"{_words(one.hint_en, 0)}<br>*{_words(one.hint_id, 1)}*"
        rows.append(f"| **{code}** | {_SEVERITY[one.severity]} | {said} | {do} |")
    return "\n".join([*rows, ""])


def _words(template: str, language: int) -> str:
    """Return a sentence with its parameters as dots, safe inside a Markdown table."""
    words = _PARAMETER.sub(lambda match: _SHOWN[match[1]][language] if match[1] in _SHOWN else "…", template)
    for character in "\\*_|[]()":
        words = words.replace(character, f"\\{character}")
    return words.replace("<", "&lt;")


def main() -> int:
    """Rewrite the page, or say whether it is stale."""
    parser = argparse.ArgumentParser(description="Write docs/problems.md.")
    parser.add_argument("--check", action="store_true", help="change nothing; exit 1 if the page is stale")
    stale = not PAGE.exists() or PAGE.read_text("utf-8") != page()
    if not parser.parse_args().check:
        PAGE.write_text(page(), "utf-8")
        return 0
    if stale:
        print("docs/problems.md is stale; run python docs/make_problems.py", file=sys.stderr)
    return int(stale)


if __name__ == "__main__":
    sys.exit(main())
