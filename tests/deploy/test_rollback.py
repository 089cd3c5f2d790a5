"""Going back brings an older output, and nothing that has ended since."""

from datetime import timedelta
from pathlib import Path

import pytest
from conftest import Tree, read_all, text
from smallsites import LATER, NOW, dangling, order, put, send, site

from kawat import cli
from kawat.deploy import run

THEN = NOW + timedelta(days=1)


def visible(target: Path) -> dict[str, bytes]:
    found = read_all(target / "current")
    return {path: data for path, data in found.items() if not path.startswith((".kawat/", "manifest.json"))}


def test_an_output_in_which_nothing_has_ended_comes_back_as_it_was(tmp_path: Path) -> None:
    old, target = site(["angklung", "batik"]), tmp_path / "srv"
    send(put(tmp_path / "output", old), target, tmp_path)
    send(put(tmp_path / "output", site(["angklung", "batik", "festival"], note="<p>broken</p>")), target, tmp_path)
    run.back(order(target, tmp_path, now=LATER))
    assert {path: data for path, data in visible(target).items() if path in old} == old
    assert (
        dangling(visible(target)) == []
        and "news/festival/index.html" not in run.source.opened(str(target / "current")).manifest.files
    )


@pytest.mark.parametrize("how", ["removed", "expired by the clock", "forgotten"])
def test_what_has_ended_since_stays_away(tmp_path: Path, how: str) -> None:
    target, output = tmp_path / "srv", tmp_path / "output"
    expires = {"batik": f"{THEN:%Y-%m-%dT%H:%M:%SZ}"} if how == "expired by the clock" else {}
    send(put(output, site(["angklung", "batik", "gamelan"]), expires=expires), target, tmp_path)
    removed = ["batik"] if how == "removed" else []
    files = site(["angklung", "gamelan"], style="p { color: red }", removed=removed)
    past = [] if how == "forgotten" else ["batik"]
    send(put(output, files, past=past, removed=removed), target, tmp_path, told=frozenset({"--allow-removal"}))
    run.back(order(target, tmp_path, now=LATER))
    shown = visible(target)
    told = [path for path, data in shown.items() if b"batik" in data.lower() and path != "removed.json"]
    assert told == [] and dangling(shown) == []
    if how == "removed":
        assert shown["news/batik/index.html"] == files["news/batik/index.html"], "its notice stays"
    assert b"gamelan" in shown["news/gamelan/index.html"].lower() and b"color" not in shown["news/gamelan/index.html"]


def test_a_real_output_goes_back_without_what_was_removed(tree: Tree, tmp_path: Path) -> None:
    festival, batik = (f"content/{one}/index.id.md" for one in ("tokyo/news/2026/festival", "cairo/news/2026/batik"))
    tree.write({festival: text("Festival Rahasia", crosspost="{to: [portal]}"), batik: text("Pameran Batik")})
    tree.build()
    assert "Festival Rahasia" in tree.page("tokyo/") + tree.page("")
    target, options = tmp_path / "srv", ["--now", NOW.isoformat(), "--root", str(tree.root), "--dest", str(tree.dest)]
    assert cli.main(["deploy", str(target), *options]) == cli.OK
    tree.write({festival: text("Festival Rahasia", status="removed", reason="Dibatalkan.", crosspost="{to: [portal]}"),
                batik: text("Pameran Batik yang Salah")})  # fmt: skip
    tree.build()
    assert cli.main(["deploy", str(target), *options]) == cli.OK
    assert cli.main(["rollback", str(target), *options[:4]]) == cli.OK
    shown = visible(target)
    assert [path for path, data in shown.items() if b"Festival Rahasia" in data] == []
    assert b"Dibatalkan." in shown["tokyo/id/news/2026/festival/index.html"]
    assert b"yang Salah" not in shown["cairo/id/news/2026/batik/index.html"]
    assert cli.main(["verify", str(target), "--now", NOW.isoformat()]) == cli.OK
