"""What is measured is real: the corpus is a tree as writers make it, and the same one everywhere."""

from datetime import UTC, datetime
from pathlib import Path

from conftest import PROJECT, read_all
from lxml import etree

from bench import chart, corpus
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
