"""What is recalled of a snapshot equals what was compiled, however it is asked for."""

import contextlib
from pathlib import Path

from conftest import NOW, Tree
from test_edits import FILES

from kawat import settings
from kawat.editorial import catalogue as catalogues
from kawat.gathering import gather
from kawat.imprint import parts
from kawat.publish.desk import Desk
from kawat.publish.feeds import archives
from kawat.recollection import Recollection
from kawat.snapshot import Past, Snapshot
from kawat.source.cache import Cache

URL = "https://kawat.example"


def test_lists_stories_media_and_targets_are_the_same(tree: Tree, tmp_path: Path) -> None:
    heeded, root = settings.from_file(settings.CONFIGURATION), str(tree.write(FILES).root)
    with contextlib.closing(Cache(str(tmp_path / "cache"))) as cache:
        gathered = gather(root, cache, heeded, 1, lambda *_: None)
        compiled = catalogues.compile(gathered.articles, gathered.registry, NOW, gathered.texts, gathered.media, URL)
        desk = Desk(compiled, lambda language: True, {}, lambda width_px: ())
        Snapshot(str(tmp_path), "output", "1").keep(parts(gathered, desk), anew=True)

        snapshot = Snapshot(str(tmp_path), "output", "1")
        recollection = Recollection(Past(cache, snapshot, {}, snapshot.registry()), NOW)
        recalled = recollection.catalogue(URL)
        for index in ("shown", "by_kind", "by_topic", "by_country", "by_province"):
            lists = getattr(recalled, index)
            assert {name: tuple(shown) for name, shown in lists.items()} == dict(getattr(compiled, index)), index
        assert {name: list(shown) for name, shown in recollection.subjects().items()} == desk.subjects()
        assert {name: recollection.kin().get(name, ()) for name in desk.kin()} == desk.kin()
        for site in compiled.sites:
            full, waiting = archives.divided(desk, site)
            known, left = recollection.archives()[site]
            assert [(one.name, tuple(one.stories)) for one in known] == [(one.name, one.stories) for one in full]
            assert tuple(left) == waiting
        assert tuple(recalled.homes) == compiled.homes and recalled.homes[-1:] == compiled.homes[-1:]
        assert {name: recalled.at[name] for name in compiled.at} == compiled.at
        assert {name: recalled.at.get(name) for name in ("cairo/news/2026/nanti", "x")} == {
            "cairo/news/2026/nanti": None,
            "x": None,
        }
        assert dict(recalled.media) == compiled.media and recalled.sites == compiled.sites
        assert recalled.bodies.items() >= compiled.bodies.items() and recalled.vocabulary == compiled.vocabulary
        assert recalled.targets.texts == compiled.targets.texts and recalled.targets.known == compiled.targets.known
        assert recalled.registry == compiled.registry and repr(recalled.registry) == repr(compiled.registry)


def test_a_snapshot_made_under_other_circumstances_is_none(tmp_path: Path) -> None:
    Snapshot(str(tmp_path), "output", "1").keep({"about": b"{}", "stories": b""})
    assert Snapshot(str(tmp_path), "output", "1").about() is None
    assert Snapshot(str(tmp_path), "output", "2").text("about") == ""
