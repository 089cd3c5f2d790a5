"""What editors do from the command line: why, retract, inbox, approve, social, next."""

import pytest
from conftest import NETWORK, Tree, mission, text

from kawat.source.editing import set_fields

STORY = "content/tokyo/news/2026/festival/index.id.md"
ID = "tokyo/news/2026/festival"


@pytest.fixture
def careful(tree: Tree) -> Tree:
    """Osaka approves what it takes; its approver is known."""
    more = "approvers: [siti@osaka.example]\nsubscribe: [{from: [tokyo], mode: copy, approve: required}]\n"
    return tree.write(
        {
            "missions/osaka.yaml": mission("Osaka", "JP", "east-asia", "Asia/Tokyo", "id, en", more=more),
            STORY: text("Festival", body="Satu."),
        }
    )


def test_why_names_each_site_with_its_reasons_and_what_stopped_the_others(tree: Tree) -> None:
    tree.write(
        {
            "missions/cairo.yaml": NETWORK["missions/cairo.yaml"] + "refuse: [{from: [tokyo]}]\n",
            STORY: text(crosspost="{to: [all], except: [osaka], mode: link}"),
        }
    )
    asked = tree.run("check", "--why", ID)
    assert (asked.returncode, asked.stdout.splitlines()) == (
        0,
        [
            "tokyo: home",
            "cairo: not there: pushed to all; but refused by refusal 1 of cairo",
            "osaka: not there: pushed to all; but except osaka",
            "portal: link: pushed to all",
        ],
    )
    assert tree.run("check", "--why", ID, "--site", "portal").stdout == "portal: link: pushed to all\n"


def test_why_suggests_the_story_that_was_meant(tree: Tree) -> None:
    tree.write({STORY: text()})
    asked = tree.run("check", "--why", "tokyo/news/2026/festifal")
    assert asked.returncode == 2 and f'did you mean "{ID}"?' in asked.stderr


def test_a_story_waits_until_an_approver_has_seen_this_very_text(careful: Tree) -> None:
    copy = careful.dest / "osaka/id/from/tokyo/news/2026/festival/index.html"
    careful.build()
    assert not copy.exists()
    waiting = f"{ID}: Festival: pulled by rule 1 of osaka; waits for approval by osaka\n"
    assert careful.run("inbox", "osaka").stdout == waiting
    done = careful.run("approve", "osaka", ID, "--by", "siti@osaka.example", "--now", "2026-11-22T00:00Z")
    assert (done.returncode, done.stdout) == (0, "missions/approvals/osaka.yaml\n")
    careful.build()
    assert "Satu." in copy.read_text("utf-8")
    assert careful.run("inbox", "osaka").stdout == ""

    careful.write({STORY: text("Festival", body="Dua.")}).build()
    assert "Dua." not in copy.read_text("utf-8") and "refresh" in copy.read_text("utf-8")
    assert "approved before it was edited" in careful.run("inbox", "osaka").stdout


def test_only_a_listed_approver_approves(careful: Tree) -> None:
    asked = careful.run("approve", "osaka", ID, "--by", "orang@lain.example")
    assert asked.returncode == 2
    assert (
        "orang@lain.example is not an approver of osaka; missions/osaka.yaml lists siti@osaka.example" in asked.stderr
    )
    assert not (careful.root / "missions/approvals").exists()


def test_retract_shows_its_edits_and_makes_them_only_without_dry_run(tree: Tree) -> None:
    tree.write({STORY: text(), STORY.replace(".id.", ".en."): "---\ntitle: T\nstatus: published\n---\nText.\n"})
    before = {path: (tree.root / path).read_text() for path in (STORY, STORY.replace(".id.", ".en."))}
    shown = tree.run("retract", ID, "--reason", "Acara batal.", "--dry-run").stdout
    assert "+status: removed\n+reason: Acara batal.\n" in shown and "-status: published\n" in shown
    assert {path: (tree.root / path).read_text() for path in before} == before
    assert tree.run("retract", ID, "--reason", "Acara batal.").returncode == 0
    built = tree.build()
    assert built.report.problems == () and "Acara batal." in tree.page("tokyo/en/news/2026/festival/")


def test_retract_keep_withdraws(tree: Tree) -> None:
    tree.write({STORY: text("Festival", body="Gamelan.")}).build()
    tree.run("retract", ID, "--reason", "Sedang diperiksa: lihat nanti", "--keep")
    tree.build()
    page = tree.page("tokyo/id/news/2026/festival/")
    assert "Gamelan." in page and "Sedang diperiksa: lihat nanti" in page


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("title: A\n", "title: A\nstatus: removed\n"),
        ("status: draft\ntitle: A\n", "status: removed\ntitle: A\n"),
        ("# ours\nstatus: draft # why\n# next\ntitle: A\n", "# ours\nstatus: removed\n# next\ntitle: A\n"),
        ("status:\n  draft\ntitle: A\n", "status: removed\ntitle: A\n"),
        ("title: A\nstatus: >\n  draft\n", "title: A\nstatus: removed\n"),
    ],
)
def test_a_field_is_set_without_touching_the_others(before: str, after: str) -> None:
    edited = set_fields(f"---\n{before}---\nBody: x\n---\n", "a.md", {"status": "removed"})
    assert edited == f"---\n{after}---\nBody: x\n---\n"


def test_next_prints_the_next_moment_for_a_scheduler(tree: Tree) -> None:
    tree.write({STORY: text(date="2026-12-01 09:00", expires="2026-12-24 00:00")})
    assert tree.run("next", "--now", "2026-11-22T00:00Z").stdout == "2026-12-01T00:00:00+00:00\n"
    assert tree.run("next", "--now", "2026-12-02T00:00Z").stdout == "2026-12-23T15:00:00+00:00\n"
    assert tree.run("next", "--now", "2027-01-01T00:00Z").stdout == ""


def test_a_target_can_have_other_words(tree: Tree) -> None:
    words = "{osaka: {title: Judul Osaka, summary: Ringkas Osaka, lead: Alinea <b>Osaka</b>.}}"
    body = "Alinea asal.\n\nAlinea kedua."
    tree.write({STORY: text("Judul asal", body=body, crosspost=f"{{to: [osaka], override: {words}}}")}).build()
    copy, home = tree.page("osaka/id/from/tokyo/news/2026/festival/"), tree.page("tokyo/id/news/2026/festival/")
    assert "Judul Osaka" in copy and "<p>Alinea &lt;b&gt;Osaka&lt;/b&gt;.</p>" in copy and "Alinea kedua." in copy
    assert "Alinea asal." not in copy and "Alinea asal." in home and "Osaka</b>" not in home
    assert "Judul Osaka" in tree.page("osaka/id/news/") and "Ringkas Osaka" in tree.page("osaka/id/news/")


def test_what_cannot_be_retracted_says_why(tree: Tree) -> None:
    post = "Title: Lama\nDate: 2020-01-02\n\nIsi.\n"
    tree.write({STORY: text(status="draft"), "content/tokyo/news/lama.md": post})
    tree.write({"content/tokyo/news/2026/rusak/index.id.md": "tanpa kepala"})
    for name, said in (
        (ID, "is a draft, so nobody has read it"),
        ("tokyo/news/2020/lama", "has no front matter"),
        ("tokyo/news/2026/rusak", "has an error, so it is not read; mend it first"),
    ):
        asked = tree.run("retract", name, "--reason", "Batal.")
        assert asked.returncode == 2 and said in asked.stderr, name
    assert tree.run("check", "--why", ID, "--site", "osakka").returncode == 2


def test_what_to_post_about_a_story_is_printed_once_it_is_published(tree: Tree) -> None:
    tree.write({STORY: text("Festival", embargo="2027-01-01 00:00", social="{x: Halo}")})
    early = tree.run("social", ID, "--now", "2026-12-31T00:00Z")
    assert (early.returncode, early.stdout) == (2, "")
    assert early.stderr == f"kawat: {ID} is not published at this moment, so there is nothing to post yet\n"
    printed = tree.run("social", STORY, "--now", "2027-01-02T00:00Z")
    assert printed.returncode == 0
    first = (
        "Festival (id)\n\n--- X, 29/280, written for it\nHalo\n\nhttps://kawat.example/tokyo/id/news/2026/festival/\n"
    )
    assert printed.stdout.startswith(first)
