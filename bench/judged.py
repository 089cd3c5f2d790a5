"""Collections of documents and questions with judgements, in two forms, from a folder.

    BEIR        corpus.jsonl, queries.jsonl, qrels/test.tsv (Thakur et al., 2021)
    Cranfield   cran.all.1400, cran.qry, cranqrel, as Glasgow distributes them, and others in SMART's format

Cranfield's judgements name questions by their place in the file, not by the number that stands there, and
accounts of what its grades mean differ; so what was judged relevant at all counts alike.
"""

import csv
import json
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Collection", "ndcg", "read"]

_RECORD = re.compile(r"^\.I\s+(\S+)\s*$", re.MULTILINE)
_FIELD = re.compile(r"^\.([A-Z])\s*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Collection:
    """What was asked of which documents.

    Attributes:
        documents: title and text by id.
        questions: texts by id; judged: grades above 0 of documents, by question.
    """

    documents: dict[str, tuple[str, str]]
    questions: dict[str, str]
    judged: dict[str, dict[str, float]]


def read(folder: Path) -> Collection:
    """Return the collection in a folder."""
    return _beir(folder) if (folder / "corpus.jsonl").exists() else _smart(folder)


def ndcg(ranked: list[str], grades: dict[str, float], depth: int = 10) -> float:
    """Return the discounted gain of a ranking over that of the best one, 0 to 1.

    Source: Järvelin and Kekäläinen, "Cumulated gain-based evaluation of IR techniques" (2002).
    """
    ideal = _gain(sorted(grades.values(), reverse=True)[:depth])
    return _gain([grades.get(one, 0.0) for one in ranked[:depth]]) / ideal if ideal else 0.0


def _gain(grades: list[float]) -> float:
    return sum(grade / math.log2(at + 2) for at, grade in enumerate(grades))


def _beir(folder: Path) -> Collection:
    judged: dict[str, dict[str, float]] = {}
    with (folder / "qrels" / "test.tsv").open(encoding="utf-8", newline="") as opened:
        for question, document, grade in list(csv.reader(opened, delimiter="\t"))[1:]:
            if float(grade) > 0:
                judged.setdefault(question, {})[document] = float(grade)
    documents = {one["_id"]: (one.get("title", ""), one["text"]) for one in _lines(folder / "corpus.jsonl")}
    questions = {one["_id"]: one["text"] for one in _lines(folder / "queries.jsonl")}
    return Collection(documents, {name: questions[name] for name in judged}, judged)


def _lines(file: Path) -> Iterator[dict[str, str]]:
    with file.open(encoding="utf-8") as opened:
        yield from map(json.loads, opened)


def _smart(folder: Path) -> Collection:
    records = _records(folder / "cran.all.1400")
    documents = {name: (fields.get("T", ""), fields.get("W", "")) for name, fields in records}
    asked = [fields.get("W", "") for _, fields in _records(folder / "cran.qry")]
    judged: dict[str, dict[str, float]] = {}
    for line in (folder / "cranqrel").read_text("utf-8").splitlines():
        question, document, grade = line.split()[:3]
        if 0 < int(grade) < 5 and document in documents:
            judged.setdefault(question, {})[document] = 1.0
    return Collection(documents, {name: asked[int(name) - 1] for name in judged}, judged)


def _records(file: Path) -> Iterator[tuple[str, dict[str, str]]]:
    _, *parts = _RECORD.split(file.read_text("utf-8"))
    for name, record in zip(parts[::2], parts[1::2], strict=True):
        _, *fields = _FIELD.split(record)
        yield name, {letter: " ".join(text.split()) for letter, text in zip(fields[::2], fields[1::2], strict=True)}
