"""Who may change what: real commits in real repositories, judged by the people that the base names."""

import os
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from conftest import NETWORK, PORTAL, Tree, text

from kawat import cli
from kawat.guard.command import since
from kawat.guard.commits import registry_at
from kawat.guard.territory import codeowners, owners
from kawat.problems import UsageError

TOKYO, OSAKA, EDITOR, APPROVER, WEB = (
    f"{who}@kemlu.example" for who in ("tokyo", "osaka", "editor", "approver", "web")
)
STORY = "content/tokyo/news/2026/festival/index.id.md"


class Repository:
    """A repository of a small network."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.git("init", "--quiet", "--initial-branch=main")

    def git(self, *words: str, author: str = WEB) -> str:
        who = {f"GIT_{one}_{what}": author for one in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
        environment = {**os.environ, **who, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
        done = subprocess.run(["git", *words], cwd=self.root, env=environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def commit(self, author: str, files: Mapping[str, str | None] = {}, *words: str) -> str:
        """Write files (None: delete) and commit all that is different."""
        for path, content in files.items():
            target = self.root / path
            if content is None:
                target.unlink()
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(content)
        self.git("add", "--all", "--force")
        self.git("commit", "--quiet", "--allow-empty", "-m", "A change", *words, author=author)
        return self.git("rev-parse", "HEAD")

    def judged(self, base: str = "base", **more: str) -> list[tuple[str, str]]:
        """Return what is wrong with the commits after the base: (code, path)."""
        return [(one.code, one.file) for one in since(str(self.root), base, **more)]


@pytest.fixture
def repository(tree: Tree) -> Repository:
    tree.write({
        "missions/portal.yaml": f"{PORTAL}writers: [{EDITOR}]\nmaintainers: [{WEB}]\n",
        "missions/tokyo.yaml": f"{NETWORK['missions/tokyo.yaml']}writers: [{TOKYO}]\napprovers: [{APPROVER}]\n",
        "missions/osaka.yaml": f"{NETWORK['missions/osaka.yaml']}writers: [{OSAKA}]\n",
        STORY: text("Festival"),
        "content/osaka/news/2026/pasar/index.id.md": text("Pasar"),
        "tasks.py": "print('code')\n",
    })  # fmt: skip
    made = Repository(tree.root)
    made.commit(WEB)
    made.git("tag", "base")
    return made


ALLOWED = [
    (TOKYO, STORY),
    (TOKYO.upper(), STORY),
    (EDITOR, STORY),
    (EDITOR, "content/portal/news/2026/a/index.id.md"),
    (APPROVER, "missions/approvals/tokyo.yaml"),
    *(
        (WEB, path)
        for path in (STORY, "tasks.py", "missions/tokyo.yaml", "missions/approvals/tokyo.yaml", ".github/x.yml")
    ),
]
REFUSED = [
    (TOKYO, "content/osaka/news/2026/pasar/index.id.md", "K090"),
    (TOKYO, "content/portal/news/2026/a/index.id.md", "K090"),
    (TOKYO, "missions/approvals/tokyo.yaml", "K090"),
    (APPROVER, STORY, "K090"),
    (APPROVER, "missions/approvals/osaka.yaml", "K091"),
    (TOKYO, "missions/tokyo.yaml", "K091"),
    (EDITOR, "missions/_network/topics.yaml", "K091"),
    *(
        (EDITOR, path, "K091")
        for path in ("tasks.py", "theme/x.css", ".github/workflows/x.yml", "CODEOWNERS", "content/x")
    ),
    (EDITOR, "content/nowhere/news/2026/a/index.id.md", "K091"),
    ("", STORY, "K090"),
    ("tokyo@kemlu.exаmple", STORY, "K090"),
    *(
        (TOKYO, path, "K091")
        for path in ("Content/tokyo/a.md", "content/Tokyo/a.md", "content/tokyo.md", "content/tоkyo/a")
    ),
    *((TOKYO, f"content/tokyo/{name}", "K092") for name in (".gitattributes", ".github/x.yml", "news/.htaccess")),
    (WEB, "content/tokyo/.gitmodules", "K092"),
]


@pytest.mark.parametrize(("author", "path"), ALLOWED)
def test_what_is_theirs(repository: Repository, author: str, path: str) -> None:
    repository.commit(author, {path: "changed\n"})
    assert repository.judged() == []


def test_what_is_not_theirs(repository: Repository) -> None:
    for author, path, code in REFUSED:
        repository.commit(author or "nobody", {path: f"{author}\n"}, *(["--author=Nobody <>"] if not author else []))
        assert repository.judged() == [(code, path)], (author, path)
        repository.git("reset", "--quiet", "--hard", "base")


Act = Callable[[Repository], object]


def link(repository: Repository) -> None:
    (repository.root / "content/tokyo/a.md").symlink_to("../../missions/portal.yaml")
    repository.commit(TOKYO)


def link_instead(repository: Repository) -> None:
    (repository.root / STORY).unlink()
    (repository.root / STORY).symlink_to("/etc/passwd")
    repository.commit(TOKYO)


def submodule(repository: Repository) -> None:
    head = repository.git("rev-parse", "HEAD")
    repository.git("update-index", "--add", "--cacheinfo", f"160000,{head},content/tokyo/sub")
    repository.git("commit", "--quiet", "-m", "A submodule", author=TOKYO)


def rename(repository: Repository) -> None:
    repository.git("mv", STORY, "content/osaka/news/2026/pasar/index.en.md")
    repository.commit(TOKYO)


def itself_a_writer(repository: Repository) -> None:
    mission = (repository.root / "missions/osaka.yaml").read_text().replace(OSAKA, f"{OSAKA}, {TOKYO}")
    repository.commit(TOKYO, {"missions/osaka.yaml": mission, "content/osaka/news/2026/pasar/index.id.md": "x"})


def there_and_back(repository: Repository) -> None:
    path = "content/osaka/news/2026/pasar/index.id.md"
    before = (repository.root / path).read_text()
    repository.commit(TOKYO, {path: "x"})
    repository.commit(TOKYO, {path: before})


def without_a_past(repository: Repository) -> None:
    repository.git("checkout", "--quiet", "--orphan", "other")
    repository.commit(TOKYO, {STORY: "x"})


ACTS: list[tuple[Act, set[tuple[str, str]]]] = [
    (link, {("K092", "content/tokyo/a.md")}),
    (link_instead, {("K092", STORY)}),
    (submodule, {("K092", "content/tokyo/sub")}),
    (rename, {("K090", "content/osaka/news/2026/pasar/index.en.md")}),
    (lambda one: one.commit(TOKYO, {"content/osaka/news/2026/pasar/index.id.md": None}),
     {("K090", "content/osaka/news/2026/pasar/index.id.md")}),
    (itself_a_writer, {("K091", "missions/osaka.yaml"), ("K090", "content/osaka/news/2026/pasar/index.id.md")}),
    (there_and_back, {("K090", "content/osaka/news/2026/pasar/index.id.md")}),
]  # fmt: skip


@pytest.mark.parametrize(("act", "expected"), ACTS, ids=lambda one: getattr(one, "__name__", ""))
def test_ways_round_are_none(repository: Repository, act: Act, expected: set[tuple[str, str]]) -> None:
    act(repository)
    assert set(repository.judged()) == expected


def test_a_branch_without_a_past_is_judged_whole(repository: Repository) -> None:
    without_a_past(repository)
    assert {("K091", "tasks.py"), ("K091", "missions/tokyo.yaml")} <= set(repository.judged())


# ---------------------------------------------------------------- merges


def test_merging_what_others_have_done_is_no_trespass(repository: Repository) -> None:
    repository.git("checkout", "--quiet", "-b", "tokyo")
    repository.commit(TOKYO, {STORY: "mine"})
    repository.git("checkout", "--quiet", "main")
    repository.commit(OSAKA, {"content/osaka/news/2026/pasar/index.id.md": "theirs"})
    repository.git("checkout", "--quiet", "tokyo")
    repository.git("merge", "--quiet", "--no-edit", "main", author=TOKYO)
    assert repository.judged("main") == []


@pytest.mark.parametrize("how", ["it changes what neither side has", "it drops what the base has"])
def test_a_merge_that_does_more_is_judged_for_it(repository: Repository, how: str) -> None:
    path = "content/osaka/news/2026/pasar/index.id.md"
    repository.git("checkout", "--quiet", "-b", "tokyo")
    repository.commit(TOKYO, {STORY: "mine"})
    repository.git("checkout", "--quiet", "main")
    repository.commit(OSAKA, {path: "theirs"})
    repository.git("checkout", "--quiet", "tokyo")
    if how == "it drops what the base has":
        repository.git("merge", "--quiet", "--no-edit", "--strategy=ours", "main", author=TOKYO)
    else:
        repository.git("merge", "--quiet", "--no-commit", "main", author=TOKYO)
        repository.commit(TOKYO, {path: "another"})
    assert repository.judged("main") == [("K090", path)]


# ---------------------------------------------------------------- the command


def test_the_account_that_proposes_is_asked_too(repository: Repository) -> None:
    """Whoever can write a commit can write any address into it; the host knows who has sent it."""
    repository.commit(OSAKA, {"content/osaka/news/2026/pasar/index.id.md": "x"})
    assert repository.judged() == []
    assert repository.judged(account=TOKYO) == [("K090", "content/osaka/news/2026/pasar/index.id.md")]


def test_it_is_said_on_the_file_to_people_and_to_a_host(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    name = repository.commit(TOKYO, {"content/osaka/news/2026/pasar/index.id.md": "x", "tasks.py": "x"})[:10]
    words = ["guard", "--base", "base", "--root", str(repository.root)]
    assert cli.main([*words, "--lang", "en"]) == cli.QUARANTINED
    assert capsys.readouterr().out == (
        f"content/osaka/news/2026/pasar/index.id.md: K090 commit {name} is by {TOKYO}, who may not change this file\n"
        f"    those who may: {OSAKA}, {EDITOR}; a maintainer lists writers in missions/<site>.yaml\n"
        f"tasks.py: K091 commit {name} is by {TOKYO}, and this file is for the maintainers alone\n"
        "    maintainers are listed in missions/portal.yaml; leave the file as it was\n"
    )
    assert cli.main([*words, "--format", "github", "--lang", "id"]) == cli.QUARANTINED
    first = capsys.readouterr().out.splitlines()[0]
    assert first.startswith("::error file=content/osaka/news/2026/pasar/index.id.md,title=K090::commit ")
    assert cli.main(["check", "content/tokyo", "--since", "base", "--root", str(repository.root), "--lang", "en"]) == 3
    assert "K091 commit" in capsys.readouterr().out
    assert cli.main([*words, "--head", "base"]) == cli.OK


def test_a_revision_that_is_not_there_and_people_that_cannot_be_read(repository: Repository) -> None:
    assert cli.main(["guard", "--base", "nowhere", "--root", str(repository.root)]) == cli.USAGE
    assert cli.main(["guard", "--base=--help", "--root", str(repository.root)]) == cli.USAGE
    assert cli.main(["guard", "--root", str(repository.root)]) == cli.USAGE
    with pytest.raises(UsageError, match='Git knows no revision "nowhere"'):
        registry_at(str(repository.root), "nowhere")
    repository.commit(WEB, {"missions/tokyo.yaml": "kind: [\n"})
    assert cli.main(["guard", "--base", "HEAD", "--root", str(repository.root)]) == cli.NOTHING


def test_codeowners_say_the_same(repository: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["guard", "--codeowners", "--root", str(repository.root)]) == cli.OK
    lines = capsys.readouterr().out.splitlines()
    assert lines[1] == f"* {WEB}"
    assert f"/content/tokyo/ {TOKYO} {EDITOR}" in lines and f"/content/portal/ {EDITOR}" in lines
    assert f"/missions/approvals/tokyo.yaml {APPROVER}" in lines and f"/missions/approvals/osaka.yaml {WEB}" in lines
    registry = registry_at(str(repository.root), "base")
    assert codeowners(registry).splitlines() == lines and owners(registry, "theme/x") == ()
