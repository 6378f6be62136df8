"""Reading YAML with places, and refusing what hides or multiplies things."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.programme.invisible import hidden
from app.programme.source import MAX_BYTES, parse
from tests.programme.support import loaded, source


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: 1", 1),
        ("a: 010", 10),
        ("a: 9:00", "9:00"),
        ("a: 2026-09-01", "2026-09-01"),
        ("a: 2026-11-25T14:00", "2026-11-25T14:00"),
        ("a: yes", "yes"),
        ("a: true", True),
        ("a: FALSE", False),
        ("a: 1.5", 1.5),
        ("a: 1.9.2026", "1.9.2026"),
        ('a: "1"', "1"),
        ("a:", None),
        ("a: ~", None),
        ('a: ""', ""),
        ("a: [1, {b: c}]", [1, {"b": "c"}]),
        ("a: acme/engine#42", "acme/engine#42"),
        ("a: 👩‍🚀 Ünï", "👩‍🚀 Ünï"),
        ("\ufeffa: 1", 1),
        ("a: 1\r\n", 1),
        (f"a: {'9' * 5000}", "9" * 5000),
    ],
)
def test_values_are_those_of_yaml_1_2(text: str, value: object) -> None:
    root, errors = parse(source(text))
    assert errors == []
    assert root is not None
    assert root.plain() == {"a": value}


@pytest.mark.parametrize(
    ("text", "places", "words"),
    [
        ("a: *x\nb: *x", ["1:4", "2:4"], "alias"),
        ("a: &x 1", ["1:4"], "anchor"),
        ("a: {<<: {b: 1}}", ["1:5"], "merges"),
        ("a: !foo 1", ["1:4"], "`!foo` is a tag"),
        ("a: !!str 1", ["1:4"], "`!!str` is a tag"),
        ("%YAML 1.1\n---\na: 1", ["1:1"], "%"),
        ("a: 1\n---\nb: 2", ["2:1"], "second document"),
        ("a: 1\nb: 1\na: 2\nb: 2", ["3:1", "4:1"], "the first is in line"),
        ("a:\n\tb: 1\n\tc: 1", ["2:1"], "tab"),
        ("a:\tb", ["1:3"], "tab"),
        ("a: [@maya]", ["1:5"], "without @"),
        ("a: [1\nb: 2", ["1:4"], "never closed; write ] at its end"),
        ("a: {b: 1, c", ["1:4"], "never closed; write } at its end"),
        (
            "a:\n  b: 1\n c: 2",
            ["3:2"],
            "begins with 1 space; begin it with 2",
        ),
        ("a: b: c", ["1:4"], "text with a colon in it needs quotes"),
        ("a\n", ["1:1"], "should begin with keys"),
        ("a: 'b\nc: d", ["1:4"], "never closed"),
        ('a: "\\d"', ["1:6"], "backslash"),
        ("a: `b`", ["1:4"], "needs quotes"),
        ("? [a]\n: b", ["1:3"], "a key should be a word"),
        ("", ["1:1"], "empty"),
        ("# only a comment", ["1:1"], "empty"),
        ("a: \u202eb\n# \u200b", ["1:4", "2:3"], "invisible character"),
        ("a: b\x07", ["1:5"], "U+0007"),
        ('a: "\\u202e"', ["1:4"], "U+202E"),
        ('a: "\\ud800"', ["1:4"], "U+D800"),
        (b"a: \xff", ["1:4"], "UTF-8"),
        (b"a: 1\nb: \xc3\xa4\xe4", ["2:5"], "UTF-8"),
        (b"\x89PNG\r\n\x1a\n\x00", ["1:1"], "UTF-8"),
        (f"a: {'[' * 25}{']' * 25}", ["1:23"], "20 levels"),
        ("[" * 30_000, ["1:21"], "20 levels"),
        ("#" * (MAX_BYTES + 1), ["1:1"], "65,537 bytes; at most 65,536"),
    ],
)
def test_what_is_refused_is_named_at_its_place(
    text: str | bytes, places: list[str], words: str
) -> None:
    errors = [error for error in loaded(source(text)).errors if words in error.message]
    assert [f"{error.line}:{error.column}" for error in errors] == places


def test_the_largest_file_is_read() -> None:
    text = "version: 1\ntimezone: UTC\n"
    assert loaded(source(text + "#" * (MAX_BYTES - len(text)))).errors == ()


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
@example(b"%YAML 1.3\n---\na: 1")
@example(b"- - - -\n-")
@example(b"&a [*a]")
def test_nothing_makes_it_fail(content: bytes) -> None:
    result = loaded(source(content))
    lines = content.count(b"\n") + content.count(b"\r") + content.count(b"\x85") + 2
    assert result.programme is None
    assert result.errors
    assert all(1 <= error.line <= lines and error.column >= 1 for error in result.errors)


_YAML = st.text("ab:-,[]{}&*!|>'\"#%@`?\n \t\\<~1.", max_size=60)


@given(_YAML)
def test_no_yaml_makes_it_fail(text: str) -> None:
    assert loaded(source(text)).errors


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ("a: b\u00a0", 5),
        ("a: b\u00a0\u2003 \r", 5),
        ("a: b\u00a0 \u00a0", 7),
        ("\u00a0\u00a0a: b", 1),
        ("- \u3000a", 3),
        ("a:\u202fb", 3),
        ("a: b\u00a0c", None),
        ("a: b" + "\u00a0" * 30_000 + "c", None),
        ("a: b" + "\u00a0 " * 30_000 + "c", None),
    ],
)
def test_blanks_for_print_are_found_where_spaces_count(line: str, column: int | None) -> None:
    assert [slip.column for slip in hidden(line)] == ([] if column is None else [column])
