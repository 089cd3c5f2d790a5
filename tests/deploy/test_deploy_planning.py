"""What a deployment does, in which order, and what it does not do without being told."""

from datetime import timedelta

from smallsites import HOST, LATER, NOW, manifest

from kawat.deploy.planning import GRACE, plan, refusals, taken_back

OLD = {
    "index.html": b"1", "news/a/index.html": b"1", "feeds/news.xml": b"1", "search/index.json": b"1",
    "theme/a.css": b"1", "media/a.webp": b"1", "search/s1/x.json": b"1", "_hosts/tokyo.example/theme/a.css": b"1",
}  # fmt: skip
NEW = {
    "index.html": b"2", "news/a/index.html": b"1", "feeds/news.xml": b"2", "search/index.json": b"2",
    "theme/b.css": b"2", "media/b.webp": b"2", "search/s2/x.json": b"2", "_hosts/tokyo.example/theme/b.css": b"2",
    "news/b/index.html": b"2", "feeds/b.xml": b"2",
}  # fmt: skip
URL = f"{HOST}/news/a/"


def test_things_come_first_then_what_is_new_then_what_leads_there() -> None:
    made = plan([manifest(OLD)], manifest(NEW), {}, NOW)
    assert made.stages == (
        ("_hosts/tokyo.example/theme/b.css", "media/b.webp", "search/s2/x.json", "theme/b.css"),
        ("news/b/index.html",),
        ("feeds/b.xml",),
        ("index.html",),
        ("feeds/news.xml", "search/index.json"),
    )
    assert made.new == ("_hosts/tokyo.example/theme/b.css", "feeds/b.xml", "media/b.webp", "news/b/index.html",
                        "search/s2/x.json", "theme/b.css")  # fmt: skip
    assert made.changed == ("feeds/news.xml", "index.html", "search/index.json")


def test_what_is_no_longer_named_is_deleted_after_a_time_of_grace() -> None:
    gone = ("_hosts/tokyo.example/theme/a.css", "media/a.webp", "search/s1/x.json", "theme/a.css")
    made = plan([manifest(OLD)], manifest(NEW), {}, NOW)
    assert (made.delete, made.removed) == ((), gone)
    assert made.late == tuple((path, NOW + GRACE) for path in gone)
    soon = plan([manifest(NEW)], manifest(NEW), dict(made.late), NOW + GRACE - timedelta(seconds=1))
    assert (soon.delete, soon.late, soon.removed) == ((), made.late, ())
    then = plan([manifest(NEW)], manifest(NEW), dict(made.late), NOW + GRACE)
    assert (then.delete, then.late, then.put) == (gone, (), ())


def test_what_comes_back_in_time_is_not_deleted() -> None:
    late = dict(plan([manifest(OLD)], manifest(NEW), {}, NOW).late)
    back = plan([manifest(NEW)], manifest(OLD), late, LATER)
    assert "theme/a.css" in back.put and "theme/a.css" not in back.delete


def test_what_was_taken_back_goes_at_once() -> None:
    """Also what earlier deployments had left for later; only the theme's files tell nothing."""
    before = manifest(OLD, ids=[URL])
    late = {"media/old.webp": NOW + GRACE}
    for after in (manifest(NEW, {URL: "removed"}, [URL]), manifest(NEW, {URL: "expired"}, [URL]), manifest(NEW)):
        made = plan([before], after, late, NOW)
        assert taken_back(before, after) == (URL,)
        assert made.delete == ("media/a.webp", "media/old.webp", "search/s1/x.json")
        assert [path for path, _ in made.late] == ["_hosts/tokyo.example/theme/a.css", "theme/a.css"]
    ending = manifest(NEW, {URL: "2027-01-01T00:00:00Z"}, [URL])
    assert taken_back(before, ending) == () and plan([before], ending, {}, NOW).delete == ()
    assert taken_back(manifest(OLD, {URL: "removed"}, [URL]), manifest(NEW, {URL: "removed"}, [URL])) == ()


def test_what_an_interrupted_deployment_may_have_put_there_counts_as_different() -> None:
    """It had begun to bring NEW; now OLD is deployed again: what NEW shares with it by name is put anew."""
    made = plan([manifest(OLD), manifest(NEW)], manifest(OLD), {}, NOW)
    assert set(made.put) == {"index.html", "feeds/news.xml", "search/index.json", "theme/a.css", "media/a.webp",
                             "search/s1/x.json", "_hosts/tokyo.example/theme/a.css"}  # fmt: skip
    assert "news/b/index.html" in made.removed
    assert plan([manifest(OLD)], manifest(OLD), {}, NOW).put == ()


def test_a_first_deployment_puts_everything() -> None:
    made = plan([manifest({})], manifest(NEW), {}, NOW)
    assert set(made.put) == NEW.keys() and not made.removed
    assert refusals(manifest({}), manifest(NEW), made.removed) == ()


def test_more_than_a_tenth_is_not_removed_unasked() -> None:
    many = {f"news/{number}/index.html": b"" for number in range(20)}
    fewer = dict(list(many.items())[:17])
    removed = plan([manifest(many)], manifest(fewer), {}, NOW).removed
    assert refusals(manifest(many), manifest(fewer), removed) == (
        ("--allow-removal", "3 of 20 pages and feeds would vanish, more than 10%"),
    )
    assert refusals(manifest(many), manifest(many), removed[:2]) == ()


def test_pictures_and_styles_may_all_be_replaced() -> None:
    many = {f"media/{number}.webp": b"" for number in range(80)} | {"index.html": b""}
    removed = plan([manifest(many)], manifest({"index.html": b""}), {}, NOW).removed
    assert len(removed) == 80 and refusals(manifest(many), manifest({"index.html": b""}), removed) == ()


def test_an_output_that_does_not_know_what_is_published_is_refused() -> None:
    (option, why), = refusals(manifest(OLD, ids=[URL]), manifest(OLD), ())  # fmt: skip
    assert option == "--allow-removal" and "1 published addresses are unknown to it, such as " + URL in why
    assert refusals(manifest(OLD, ids=[URL]), manifest(OLD, ids=[URL]), ()) == ()


def test_a_removed_text_does_not_come_back_unasked() -> None:
    gone, back = manifest(OLD, {URL: "removed"}, [URL]), manifest(OLD, {}, [URL])
    assert refusals(gone, back, ()) == (("--allow-return", f"1 removed texts would be back, such as {URL}"),)
    assert refusals(gone, gone, ()) == ()
    assert refusals(manifest(OLD, {URL: "unavailable"}, [URL]), back, ()) == ()
