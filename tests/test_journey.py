"""The journey: from texts on disk to a published tree, and only as much work as there is change."""

from conftest import Tree, text


def test_a_text_becomes_a_page_at_its_address(tree: Tree) -> None:
    tree.write({"content/tokyo/news/2026/festival/index.id.md": text("Festival Indonesia", body="Gamelan *dan* tari.")})
    built = tree.build()
    page = tree.page("tokyo/id/news/2026/festival/")
    assert "<h1" in page and "Festival Indonesia" in page and "Gamelan <em>dan</em> tari." in page
    assert built.report.problems == () and built.articles == 1


def test_a_build_without_changes_writes_nothing(tree: Tree) -> None:
    tree.write({"content/tokyo/news/2026/festival/index.id.md": text()})
    tree.build()
    before = {path: (tree.dest / path).stat().st_mtime_ns for path in tree.output()}
    built = tree.build()
    assert (built.written, built.gone, built.verdicts) == ((), (), ())
    assert {path: (tree.dest / path).stat().st_mtime_ns for path in tree.output()} == before


def test_an_edited_body_rewrites_only_its_page_its_kit_and_the_feeds_that_hold_it(tree: Tree) -> None:
    story = "content/tokyo/news/2026/festival/index.id.md"
    tree.write({story: text(summary="Ringkas", body="Satu."), story.replace("festival", "lain"): text("Lain")})
    tree.build()
    built = tree.write({story: text(summary="Ringkas", body="Dua.")}).build()
    assert tuple(path for path in built.written if not path.startswith("search/")) == (
        "feeds/regions/east-asia.xml",
        "tokyo/feeds/news.atom",
        "tokyo/feeds/news.json",
        "tokyo/feeds/news.xml",
        "tokyo/id/news/2026/festival/festival.txt",
        "tokyo/id/news/2026/festival/festival.zip",
        "tokyo/id/news/2026/festival/index.html",
    )
    assert dict(built.report.counts)["texts parsed"] == 1
