"""Front matter: a safe subset of YAML, whose nodes know where they stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kawat.source.frontmatter import MAX_BYTES, parse, split
from kawat.source.nodes import Mapping, Node, Refused, Scalar, Sequence

FILE = "content/tokyo/news/2026/festival/index.id.md"


def plain(node: Node) -> object:
    """Return a node as dictionaries, lists and strings."""
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return {name.value: plain(value) for name, value in node.entries}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("country: NO", {"country": "NO"}),
        ("start: 12:30", {"start": "12:30"}),
        ("level: 010", {"level": "010"}),
        ("date: 2026-11-20", {"date": "2026-11-20"}),
        ("price: 1e3\nready: yes", {"price": "1e3", "ready": "yes"}),
        ("hs_code: '0901'", {"hs_code": "0901"}),
        ('title: "a: b # c"', {"title": "a: b # c"}),
        ("summary: >\n  satu\n  dua", {"summary": "satu dua"}),
        ("reason: ~\nid: null\nemail: '~'", {"reason": "", "id": "", "email": "~"}),
        ("topics: [budaya, ekonomi]", {"topics": ["budaya", "ekonomi"]}),
        ("topics:\n- budaya\n- ekonomi", {"topics": ["budaya", "ekonomi"]}),
        ("crosspost: {to: [portal], mode: copy}", {"crosspost": {"to": ["portal"], "mode": "copy"}}),
        ("# a remark\ntitle: a # another", {"title": "a"}),
        ("title: 日本 🎋", {"title": "日本 🎋"}),
        ("a: [1, [2, [3, [4, [5, [6, 7]]]]]]", {"a": ["1", ["2", ["3", ["4", ["5", ["6", "7"]]]]]]}),
        ("title: |\n  satu\n  dua\n", {"title": "satu\ndua\n"}),
        ("", {}),
        ("# only a remark", {}),
        ("\n\n", {}),
    ],
)
def test_scalars_stay_the_strings_that_were_typed(typed: str, meant: object) -> None:
    assert plain(parse(typed, FILE)) == meant


PIECES = [*"aZ_1é日 \n:#,[]{}'\"-/().~?!&*%\\", ": ", " #", "- ", "null", "2026-11-20 09:00", "\nname: ", "\ntags: ["]


@given(st.sampled_from(["title: ", "null: ", ""]), st.lists(st.sampled_from(PIECES), max_size=8).map("".join))
def test_plain_lines_mean_what_libyaml_takes_them_for(name: str, typed: str) -> None:
    """Where there is a remark, all is read by libyaml."""

    def found(text: str, first_line: int) -> object:
        try:
            return parse(text, FILE, first_line).entries
        except Refused as refused:
            return refused.problem

    assert found(f"{name}{typed}", 2) == found(f"# a remark\n{name}{typed}", 1)


def test_every_node_knows_its_line_column_and_length() -> None:
    typed = 'title: Judul\ncrosspost:\n  to: [portal, "osaka"]\n'
    assert parse(typed, FILE, first_line=2) == Mapping(
        (
            (Scalar("title", 2, 1, 5), Scalar("Judul", 2, 8, 5)),
            (
                Scalar("crosspost", 3, 1, 9),
                Mapping(
                    (
                        (
                            Scalar("to", 4, 3, 2),
                            Sequence((Scalar("portal", 4, 8, 6), Scalar("osaka", 4, 16, 7)), 4, 7),
                        ),
                    ),
                    4,
                    3,
                ),
            ),
        ),
        2,
        1,
    )


@pytest.mark.parametrize(
    ("typed", "code", "line", "column", "about"),
    [
        ("title: Tokyo: festival", "K021", 1, 13, {"reason": 'a ": " inside a value'}),
        ("title: a\nhello", "K021", 2, 1, {"reason": 'a line without "field: value"'}),
        ("title: [a, b\ndate: c", "K021", 1, 8, {"reason": 'a "[" without its "]", or a comma is missing'}),
        ("title: {a: b", "K021", 1, 8, {"reason": 'a "{" without its "}", or a comma is missing'}),
        ("title: 'a\ndate: b", "K021", 1, 8, {"reason": "a quotation mark is not closed"}),
        (
            "title: a\n\tdate: b",
            "K021",
            2,
            1,
            {"reason": "a tab indents this line"},
        ),
        ("title: a\n  date: b", "K021", 2, 7, {"reason": 'a ": " inside a value'}),
        ("title: @kemlu", "K021", 1, 8, {"reason": "a character that needs quotes around the value (tab, @ or `)"}),
        ("title: `a`", "K021", 1, 8, {"reason": "a character that needs quotes around the value (tab, @ or `)"}),
        ('title: "\\q"', "K021", 1, 9, {"reason": "found unknown escape character"}),
        ("- a\n- b", "K021", 1, 1, {"reason": 'a line without "field: value"'}),
        ("only words", "K021", 1, 1, {"reason": 'a line without "field: value"'}),
        ("{[a]: b}", "K021", 1, 2, {"reason": "a field's name is one word"}),
        ("a: b\n--- # x\nc: d", "K021", 2, 1, {"reason": "a second document begins here"}),
        ("{a: b}\n{c: d}", "K021", 2, 1, {"reason": "did not find expected <document start>"}),
        ('title: "a\\u202eb"', "K021", 1, 8, {"reason": "an escaped control character"}),
        ('title: "a\\0b"', "K021", 1, 8, {"reason": "an escaped control character"}),
        ('"a\\x07": b', "K021", 1, 1, {"reason": "an escaped control character"}),
        ('title: "\\ud800"', "K021", 1, 11, {"reason": "found invalid Unicode character escape code"}),
        ("title: a\ntitle: b", "K022", 2, 1, {"value": "title", "first": "1"}),
        ("a: {b: 1, b: 2}", "K022", 1, 11, {"value": "b", "first": "1"}),
        ("a: &x b", "K023", 1, 4, {}),
        ("a: *x", "K023", 1, 4, {}),
        ("&x a: b", "K023", 1, 1, {}),
        ("a: !!python/object/apply:os.system [id]", "K023", 1, 4, {}),
        ("a: !x b", "K023", 1, 4, {}),
        ("a: &x {b: 1}", "K023", 1, 4, {}),
        ("a: &x [b]", "K023", 1, 4, {}),
        ("<<: *x", "K023", 1, 5, {}),
        ("a: [[[[[[[[x]]]]]]]]", "K024", 1, 11, {"limit": "8"}),
        ("a: {b: {c: {d: {e: {f: {g: {h: i}}}}}}}", "K024", 1, 29, {"limit": "8"}),
        ("a: " + "x" * MAX_BYTES, "K025", 1, 1, {"size": "17", "limit": "16"}),
    ],
)
def test_what_lies_outside_the_subset_is_refused_at_its_place(
    typed: str, code: str, line: int, column: int, about: dict[str, str] | None
) -> None:
    with pytest.raises(Refused) as caught:
        parse(typed, FILE)
    found = caught.value.problem
    assert (found.file, found.code, found.line, found.column) == (FILE, code, line, column)
    assert about is None or {name: value for name, value in found.about if name != "reason_id"} == about


def test_bombs_are_refused_at_their_first_anchor_or_at_the_ninth_level() -> None:
    laughs = "a: &a [lol, lol]\n" + "".join(
        f"{name}: &{name} [{', '.join(f'*{before}' for _ in range(9))}]\n"
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    for bomb, code in ((laughs, "K023"), ("a: " + "[" * 16_000, "K024"), ("{a: " * 4_000, "K024")):
        with pytest.raises(Refused) as caught:
            parse(bomb, FILE)
        assert (caught.value.problem.code, caught.value.problem.line) == (code, 1)


@given(st.text(max_size=400))
def test_arbitrary_text_is_read_or_refused_and_nothing_else(typed: str) -> None:
    try:
        assert isinstance(parse(typed, FILE), Mapping)
    except Refused as refused:
        assert refused.problem.file == FILE and refused.problem.line >= 1 and refused.problem.column >= 1


@given(st.text(alphabet="ab:-?,[]{}#&*!|>'\"%@`~ \n\t\\0x", max_size=120))
def test_text_made_of_yaml_is_read_or_refused_and_nothing_else(typed: str) -> None:
    try:
        assert isinstance(parse(typed, FILE), Mapping)
    except Refused as refused:
        assert refused.problem.code in {"K021", "K022", "K023", "K024"}


@given(
    st.dictionaries(
        st.from_regex(r"[a-z_]{1,12}", fullmatch=True), st.from_regex(r"[A-Za-z0-9 ]*[a-z]", fullmatch=True)
    )
)
def test_what_is_typed_between_quotes_comes_back_in_order(fields: dict[str, str]) -> None:
    typed = "".join(f'"{name}": "{value}"\n' for name, value in fields.items())
    assert list(plain(parse(typed, FILE)).items()) == list(fields.items())  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("---\ntitle: a\n---\nisi\n", ("title: a", "isi\n", 4)),
        ("---\ntitle: a\n...\nisi", ("title: a", "isi", 4)),
        ("--- \ntitle: a\n---  \n\nisi", ("title: a", "\nisi", 4)),
        ("---\n---\nisi", ("", "isi", 3)),
        ("---\na: b\n---\nsatu\n---\ndua", ("a: b", "satu\n---\ndua", 4)),
        ("---\ntitle: a\n", ("title: a\n", "", 4)),
        ("---", ("", "", 2)),
        ("title: a", None),
        ("", None),
        (" ---\ntitle: a\n---\n", None),
        ("----\ntitle: a\n---\n", None),
    ],
)
def test_front_matter_stands_between_two_lines_of_three_hyphens(text: str, parts: tuple[str, str, int] | None) -> None:
    assert split(text) == parts


@given(st.text(max_size=200))
def test_a_body_begins_on_the_line_that_is_told(text: str) -> None:
    parts = split(text)
    if parts is not None and parts[1]:
        assert "\n".join(text.split("\n")[parts[2] - 1 :]) == parts[1]
