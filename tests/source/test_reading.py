"""Reading: the bytes of one file become an Edition, its HTML and Problems."""

from datetime import UTC, datetime

import pytest
from conftest import text
from hypothesis import given, settings
from hypothesis import strategies as st

from kawat.digests import file_digest
from kawat.messages import MESSAGES, is_error
from kawat.model import Kind, Picture, Place, Reference, Source, Status
from kawat.source.reading import MAX_BODY_BYTES, Options, Reading, read
from kawat.source.schema import FIELDS

PATH = "content/tokyo/news/2026/festival/index.id.md"
TOKYO = Options("Asia/Tokyo", ("id", "ja", "en"))


def reading(typed: str | bytes, kind: Kind = Kind.NEWS, site: str = "tokyo", options: Options = TOKYO) -> Reading:
    data = typed.encode() if isinstance(typed, str) else typed
    return read(data, Place(PATH, site, kind, 2026, "festival", "id"), options)


def told(found: Reading) -> list[tuple[str, int, int]]:
    return [(one.code, one.line, one.column) for one in found.problems]


def test_a_text_becomes_an_edition() -> None:
    typed = text(
        "Festival", body="Satu *dua* tiga.\n", summary="Ringkas.", topics="[budaya]", image="a.jpg", image_alt="Tari"
    )
    found = reading(typed)
    edition = found.edition
    assert edition is not None and found.problems == () and found.html == "<p>Satu <em>dua</em> tiga.</p>\n"
    assert edition.source == Source(PATH, file_digest(typed.encode()), 9)
    assert (edition.site, edition.kind, edition.year, edition.slug) == ("tokyo", Kind.NEWS, 2026, "festival")
    assert (edition.title, edition.summary, edition.words, edition.status) == (
        "Festival",
        "Ringkas.",
        3,
        Status.PUBLISHED,
    )
    assert edition.date == datetime(2026, 11, 1, 0, 0, tzinfo=UTC)
    assert edition.picture == Picture("a.jpg", "Tari")
    assert edition.references == (Reference("topic", "budaya", 5, 10), Reference("file", "a.jpg", 6, 8))
    assert edition.body_references == 0


def test_a_missing_summary_is_the_first_paragraph_cut_at_a_word() -> None:
    found = reading(text(body="## Judul\n\nSatu [dua](https://example.org) & *tiga*.\n\nEmpat."))
    assert found.edition is not None and found.edition.summary == "Satu dua & tiga."
    long = reading(text(body="kata, " * 100))
    assert long.edition is not None and long.edition.summary == ("kata, " * 40).rstrip(", ") + " …"


def test_lines_of_japanese_are_joined_without_a_blank() -> None:
    place = Place(PATH.replace(".id.", ".ja."), "tokyo", Kind.NEWS, 2026, "festival", "ja")
    found = read(text("祭り", body="短い巻きに\n分けます。").encode(), place, TOKYO)
    assert found.html == "<p>短い巻きに分けます。</p>\n"
    assert found.edition is not None and found.edition.summary == "短い巻きに分けます。"


@pytest.mark.parametrize(
    ("body", "html", "references"),
    [
        ("[a](../b/index.id.md)", '<a href="kawat:0">a</a>', [("link", "../b/index.id.md", 5)]),
        ("[a](/tokyo/)", '<a href="kawat:0">a</a>', [("link", "/tokyo/", 5)]),
        ("[a]({filename}/b.md)", '<a href="kawat:0">a</a>', [("link", "{filename}/b.md", 5)]),
        ("[a](https://example.org)", '<a href="https://example.org">a</a>', []),
        ("<tel:+62>", '<a href="tel:+62">tel:+62</a>', []),
        ("![a](b.jpg)", '<img src="kawat:0" alt="a">', [("picture", "b.jpg", 6)]),
        ("![a](./b.jpg)", '<img src="kawat:0" alt="a">', [("picture", "b.jpg", 6)]),
        ("![a]({static}b.jpg)", '<img src="kawat:0" alt="a">', [("picture", "b.jpg", 6)]),
        ("![a]({attach}./b.jpg)", '<img src="kawat:0" alt="a">', [("picture", "b.jpg", 6)]),
        ("![a](写真.jpg)", '<img src="kawat:0" alt="a">', [("picture", "写真.jpg", 6)]),
        ("![a](<b c.jpg>)", '<img src="kawat:0" alt="a">', [("picture", "b c.jpg", 7)]),
        ("x ![a](b.jpg) [c](d.md)", 'x <img src="kawat:0" alt="a"> <a href="kawat:1">c</a>',
         [("picture", "b.jpg", 8), ("link", "d.md", 19)]),
    ],
)  # fmt: skip
def test_addresses_of_the_tree_become_references(body: str, html: str, references: list[tuple[str, str, int]]) -> None:
    found = reading(text(body=body))
    assert found.problems == () and found.html == f"<p>{html}</p>\n"
    assert found.edition is not None
    assert found.edition.references == tuple(Reference(name, value, 6, column) for name, value, column in references)
    assert found.edition.body_references == len(references)


@pytest.mark.parametrize(
    ("body", "html", "problems"),
    [
        ("[a](http://example.org)", "<p><a>a</a></p>\n", [("K047", 6, 5)]),
        ("[a](javascript:alert(1))", "<p><a>a</a></p>\n", [("K047", 6, 5)]),
        ("[a](//example.org)", "<p><a>a</a></p>\n", [("K047", 6, 5)]),
        ("[a](ssh://[b])", "<p><a>a</a></p>\n", [("K047", 6, 5)]),
        ("<a href='https://[b]'>a</a>", "<p><a>a</a></p>\n", [("K047", 6, 10)]),
        ('satu\n<a href="http://example.org">a</a>', "<p>satu\n<a>a</a></p>\n", [("K047", 7, 10)]),
        ("![a](https://example.org/b.jpg)", '<p><img src="kawat:0" alt="a"></p>\n', [("K048", 6, 6)]),
        ("![a](http://example.org/b.jpg)", "<p>a</p>\n", [("K047", 6, 6)]),
        ("![a](data:image/png;base64,AA)", "<p>a</p>\n", [("K047", 6, 6)]),
        ("a <script>b()</script>", "<p>a </p>\n", [("K041", 6, 3)]),
        ("a <b onclick=b()>c</b>", "<p>a <b>c</b></p>\n", [("K041", 6, 6)]),
        ("satu\n\n<iframe src=a></iframe>\ndua", "<p>satu</p>\n\ndua\n", [("K041", 8, 1)]),
        (
            "a <iframe title=b src='//b.example/'></iframe>",
            '<p>a <a href="https://b.example/">https://b.example/</a></p>\n',
            [("K056", 6, 24)],
        ),
        ("satu\n\ndua &#7;tiga", "<p>satu</p>\n<p>dua tiga</p>\n", [("K009", 8, 5)]),
        ("`&#7;`", "<p><code>&amp;#7;</code></p>\n", []),
    ],
)
def test_what_is_left_out_is_told_and_the_rest_is_published(
    body: str, html: str, problems: list[tuple[str, int, int]]
) -> None:
    found = reading(text(body=body))
    assert (found.html, told(found)) == (html, problems) and found.edition is not None


ERRORS = [
    ("", [("K020", 1, 1)]),
    ("Hanya kata-kata.", [("K020", 1, 1)]),
    ("---\ntitle: a\n---\n\n\n", [("K040", 4, 1)]),
    ("---\ndate: 2026-01-01\n---\nisi", [("K028", 2, 1)]),
    (text(image="a.jpg"), [("K035", 4, 8)]),
    (text(status="removed"), [("K036", 4, 9)]),
    (text(status="withdrawn"), [("K036", 4, 9)]),
    (text(id="osaka/news/2026/a"), [("K037", 4, 5)]),
    (text(aliases="[/osaka/a/]"), [("K038", 4, 10)]),
    (text(aliases="[/tokyo/../osaka/]"), [("K038", 4, 10)]),
    (text(aliases="[/tokyo//evil.example/]"), [("K038", 4, 10)]),
    (text(aliases="[/tokyo/.]"), [("K038", 4, 10)]),
    (text(aliases="[/tokyo/.git/config]"), [("K038", 4, 10)]),
    (text(aliases="['https://example.org/']"), [("K030", 4, 11)]),
    (text(expires="2026-10-31"), [("K055", 4, 10)]),
    (text(embargo="2026-12-02", expires="2026-12-01"), [("K055", 5, 10)]),
    (text(body="![](a.jpg)"), [("K049", 6, 5)]),
    (text(body="<img src='a.jpg'>"), [("K049", 6, 11)]),
    (text(body="x" * (MAX_BODY_BYTES + 1)), [("K007", 5, 1)]),
    (text(body="- " * 3000 + "a"), [("K062", 5, 1)]),
    (text("Judul: anak judul"), [("K021", 2, 13)]),
]


@pytest.mark.parametrize(("typed", "problems"), ERRORS)
def test_an_error_keeps_the_text_back_and_is_told_at_its_place(
    typed: str, problems: list[tuple[str, int, int]]
) -> None:
    found = reading(typed)
    assert (told(found), found.edition, found.html) == (problems, None, "")


def test_all_errors_are_told_at_once() -> None:
    found = reading(text(datee="x", level="2", topics="{a: b}", image="a.jpg", status="removed", body="![](b.jpg)"))
    assert told(found) == [
        ("K026", 4, 1),
        ("K027", 5, 1),
        ("K029", 6, 9),
        ("K035", 7, 8),
        ("K036", 8, 9),
        ("K049", 11, 5),
    ]


@pytest.mark.parametrize("kind", [Kind.GALLERY, Kind.VIDEO, Kind.EPISODE, Kind.EVENT, Kind.AGREEMENT, Kind.POTENTIAL])
def test_some_kinds_say_all_in_their_fields(kind: Kind) -> None:
    assert reading(text(body=""), kind).problems == ()


def test_a_former_address_of_the_portal_begins_at_the_root() -> None:
    assert reading(text(aliases="[/id/news/lama/]"), site="portal").problems == ()


def test_what_is_mended_changes_nothing_that_readers_see() -> None:
    plain = reading(text(body="Satu.\n\nDua."))
    mended = reading(b"\xef\xbb\xbf" + text(body="Sa\x07tu.\n\nDua.").replace("\n", "\r\n").encode())
    assert told(mended) == [("K009", 6, 3)] and mended.html == plain.html
    assert plain.edition is not None and mended.edition is not None
    assert (plain.edition.digest, plain.edition.face) == (mended.edition.digest, mended.edition.face)


def test_the_digest_names_the_text_and_the_face_all_but_the_body() -> None:
    one, same, other, body = (
        reading(typed).edition
        for typed in (
            text(body="Satu.", summary="a"),
            text(body="\n\nSatu.", summary="'a'"),
            text(body="Satu.", summary="b"),
            text(body="Dua.", summary="a"),
        )
    )
    assert one and same and other and body
    assert (one.digest, one.face, one.text) == (same.digest, same.face, same.text)
    assert one.face != other.face and one.text == other.text and one.digest != other.digest
    assert one.face == body.face and one.text != body.text and one.digest != body.digest


@pytest.mark.parametrize(
    ("engine", "field", "html"),
    [
        ("commonmark", None, "<p>~~a~~</p>".replace("~~a~~", "<del>a</del>") + "\n"),
        ("python", None, "<p>~~a~~</p>"),
        ("commonmark", "python", "<p>~~a~~</p>"),
        ("python", "commonmark", "<p><del>a</del></p>\n"),
    ],
)
def test_a_text_may_choose_its_markdown(engine: str, field: str | None, html: str) -> None:
    options = Options("UTC", ("id",), engine)
    assert reading(text(body="~~a~~", **({"markdown": field} if field else {})), options=options).html == html


FRONT_LINES = st.lists(
    st.tuples(
        st.sampled_from([*FIELDS, "evil", "Title"]),
        st.sampled_from(
            "a|2026-01-01|[a, b]|{a: b}|{to: [all], override: {tokyo: {title: x}}}|~|[]|'|a.jpg|-1|https://example.org/|"
            "removed|0:01|[{image: a.jpg, alt: b}]|[{name: a}]|tokyo/news/1|[/tokyo/x]|2026-01-01 10:00+07:00".split(
                "|"
            )
        ),
    ),
    max_size=8,
)
BODIES = st.text(alphabet="ab \n*_`[]()!<>#|-:{}\\&;^~\"'1é日\t\0\x07\u202e", max_size=120)


@settings(max_examples=200)
@given(FRONT_LINES, BODIES, st.sampled_from(list(Kind)), st.sampled_from(("commonmark", "python")))
def test_whatever_a_file_holds_reading_never_raises_and_is_always_the_same(
    lines: list[tuple[str, str]], body: str, kind: Kind, engine: str
) -> None:
    typed = "\n".join(["---", *(f"{name}: {value}" for name, value in lines), "---", body])
    found = reading(typed, kind, options=Options("UTC", ("id",), engine))
    assert found == reading(typed, kind, options=Options("UTC", ("id",), engine))
    assert (found.edition is None) == any(is_error(one) for one in found.problems)
    assert all(one.file == PATH and one.code in MESSAGES and one.line >= 1 for one in found.problems)


@given(st.binary(max_size=300), st.booleans())
def test_whatever_bytes_a_file_holds_reading_never_raises(data: bytes, post: bool) -> None:
    place = Place("content/tokyo/news/lama.md", "tokyo", Kind.NEWS, post=True)
    found = read(data, place, TOKYO) if post else reading(data)
    assert (found.edition is None) == any(is_error(one) for one in found.problems)
