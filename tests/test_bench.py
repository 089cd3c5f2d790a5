"""What is measured is real: the corpus is a tree as writers make it, and the same one everywhere."""

from datetime import UTC, datetime
from pathlib import Path

from conftest import PROJECT, read_all
from lxml import etree

from bench import chart, corpus, judged
from kawat import check, settings


def test_a_corpus_has_nothing_wrong_with_it_and_follows_from_its_seed(tmp_path: Path) -> None:
    one, same, other = (tmp_path / name for name in ("one", "same", "other"))
    for root, seed in ((one, 7), (same, 7), (other, 8)):
        corpus.write(root, 60, seed, pictures=0.1)
    assert read_all(one) == read_all(same) != read_all(other)
    heeded, now = settings.from_file(settings.CONFIGURATION), datetime(2026, 11, 22, tzinfo=UTC)
    assert check.check(heeded, str(one), (), now, str(tmp_path / "cache"), 1, lambda *_: None) == ()


def test_stories_of_a_corpus_stand_on_many_sites_in_several_languages() -> None:
    made = list(corpus.texts(2000))
    assert len({one.path for one in made}) == 2000
    assert len({one.site for one in made}) > 100 and {"id", "en", "ar"} < {one.language for one in made}
    assert 150 < sum(bool(one.targets) for one in made) < 250
    words = sorted(len(one.body.split()) for one in made if one.language == "id")
    assert 420 < words[len(words) // 2] < 560
    assert (PROJECT / "missions" / f"{made[0].site}.yaml").exists()


def test_a_chart_names_every_bar_and_its_figure() -> None:
    drawn = chart.bars("Detik", {"1.000 naskah & satu suntingan": {"Kawat": 0.5, "Hugo": 20.0}})
    words = ["".join(one.itertext()) for one in etree.fromstring(drawn.encode()) if one.tag.endswith("text")]
    assert words == ["Detik (logarithmic)", "1.000 naskah & satu suntingan", "Kawat", "0.50", "Hugo", "20.00"]
    widths = [float(one.get("width", "0")) for one in etree.fromstring(drawn.encode()) if one.get("height") == "13"]
    assert 0 < widths[0] < widths[1]


def test_collections_are_read_in_both_forms(tmp_path: Path) -> None:
    cranfield, beir = tmp_path / "cranfield", tmp_path / "beir"
    write_all(
        cranfield,
        {
            "cran.all.1400": ".I 1\n.T\nwings in\nslipstreams\n.A\nbrenckman\n.W\nlift of a wing .\n"
            ".I 2\n.T\nshear\n.W\nflow\n",
            "cran.qry": ".I 001\n.W\nwhat lifts\na wing .\n.I 004\n.W\nwhat shears\n",
            "cranqrel": "1 1 2\n1 2 -1\n2 2 3 \n2 9 1\n",
        },
    )
    read = judged.read(cranfield)
    assert read.documents == {"1": ("wings in slipstreams", "lift of a wing ."), "2": ("shear", "flow")}
    assert read.questions == {"1": "what lifts a wing .", "2": "what shears"}
    assert read.judged == {"1": {"1": 1.0}, "2": {"2": 1.0}}
    write_all(
        beir,
        {
            "corpus.jsonl": '{"_id": "a", "title": "T", "text": "x"}\n{"_id": "b", "text": "y"}\n',
            "queries.jsonl": '{"_id": "q", "text": "why"}\n{"_id": "unjudged", "text": "no"}\n',
            "qrels/test.tsv": "query-id\tcorpus-id\tscore\nq\ta\t2\nq\tb\t0\n",
        },
    )
    assert judged.read(beir) == judged.Collection({"a": ("T", "x"), "b": ("", "y")}, {"q": "why"}, {"q": {"a": 2.0}})


def write_all(folder: Path, files: dict[str, str]) -> None:
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(data, encoding="utf-8")


def test_a_ranking_is_measured_against_the_best_one() -> None:
    grades = {"a": 3.0, "b": 1.0}
    assert judged.ndcg(["a", "b", "x"], grades) == 1.0
    assert judged.ndcg(["x", "y"], grades) == judged.ndcg([], grades) == judged.ndcg(["a"], {}) == 0.0
    assert round(judged.ndcg(["b", "a"], grades), 3) == round((1 + 3 / 1.585) / (3 + 1 / 1.585), 3)
    assert judged.ndcg([*"qrstuvwxyz", "a"], grades) == 0.0
