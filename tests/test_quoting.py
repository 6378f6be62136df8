"""Quoting against its independent checker, over the corpus and over made-up text."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from app.commands import CommandSpec, parse, registry
from app.github.live import commands, html_at, live_mentions, live_parts
from app.github.quoting import block, clean, code, inline, looks_live, plain, shorten, title
from tests.attacks import ATTACKS

MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])
SPECS = registry([CommandSpec("undo", "undo", "takes it back", "all", "undo", "none")])

PIECES = ["<!--", "-->", "cairn:", "/mentor", "@maya", "#12", "&#64;", "https://", "www.", "GH-1"]
PIECES += ["abcdef1", "\u200b", "\u202e", "é", "```", "\r\n", "…"]
FRAGMENTS = st.sampled_from([*"`~*_[]()<>!#@&;:|$\\/.,-+=1a '\"\n\t", *PIECES])
TEXTS = st.lists(FRAGMENTS, max_size=25).map("".join) | st.text(max_size=40)

attacks = pytest.mark.parametrize("text", ATTACKS.values(), ids=ATTACKS.keys())


def visible(markdown: str) -> str:
    """What a reader sees, code included."""
    lines = []
    for token in MARKDOWN.parse(markdown):
        children = token.children or []
        shown = ("\n" if c.type in ("softbreak", "hardbreak") else c.content for c in children)
        lines += ["".join(shown)] if token.type == "inline" else []
    return "\n\n".join(lines)


def structure(markdown: str) -> set[str]:
    tokens = MARKDOWN.parse(markdown)
    inner = {child.type for token in tokens for child in token.children or []}
    return {token.type for token in tokens} | inner


INERT = {"paragraph_open", "inline", "paragraph_close", "text", "code_inline", "softbreak"}
QUOTE = {"blockquote_open", "blockquote_close"}


def test_corpus_is_large_and_distinct() -> None:
    assert len(set(ATTACKS.values())) >= 500


@attacks
def test_attacks_are_inert(text: str) -> None:
    for quoted in (inline(text), block(text), code(text)):
        assert looks_live(quoted) == []
        assert "<!--" not in quoted
        assert commands(quoted) == [] or quoted == code(text)
        assert parse(quoted, SPECS) == ()


@attacks
def test_attacks_cannot_leave_their_place(text: str) -> None:
    assert structure(inline(text)) <= INERT
    assert structure(block(text)) <= INERT | QUOTE
    assert len(inline(text).splitlines()) <= 1
    assert all(line.startswith(">") for line in block(text).splitlines())


@attacks
def test_quoting_a_quote_stays_inert(text: str) -> None:
    assert looks_live(inline(block(text))) == []
    assert looks_live(block(inline(text))) == []


@attacks
def test_words_of_attacks_survive(text: str) -> None:
    words = re.findall(r"\w+", clean(text))
    assert re.findall(r"\w+", visible(inline(text, limit=10_000))) == words
    assert re.findall(r"\w+", visible(block(text))) == words


@attacks
def test_a_table_cell_holds_attacks(text: str) -> None:
    table = f"| name | x |\n|---|---|\n| {inline(text)} | {code(text)} |\n"
    assert looks_live(table) == []
    assert MARKDOWN.parse(table)[0].type == "table_open"


@given(TEXTS)
def test_inline_shows_what_was_typed(text: str) -> None:
    typed = "".join(clean(text).split())
    shown = "".join(visible(inline(text)).split())
    # A live word loses its backticks: it is code anyway.
    assert shown.replace("`", "").lstrip("…") == typed.replace("`", "").lstrip("…")


@given(st.lists(TEXTS, min_size=2, max_size=4))
def test_values_side_by_side_do_not_open_each_other(texts: list[str]) -> None:
    together = "".join(inline(text) for text in texts)
    kinds = {part.kind for part in live_parts(together)}
    assert not kinds & {"mention", "closing word", "HTML", "image", "marker", "math", "footnote"}


@given(TEXTS)
def test_any_text_is_inert(text: str) -> None:
    assert looks_live(f"a {inline(text)} b {code(text)} c\n\n{block(text)}") == []
    assert structure(block(text)) <= INERT | QUOTE
    assert structure(inline(text)) <= INERT


@given(TEXTS, TEXTS)
def test_two_values_in_a_sentence_do_not_join(first: str, second: str) -> None:
    assert looks_live(f"**{inline(first)}** and {inline(second)}: {inline(first)}.") == []


@given(TEXTS, st.integers(1, 30))
def test_cut_text_is_inert_and_short(text: str, limit: int) -> None:
    assert looks_live(inline(text, limit)) == []
    assert len(visible(inline(text, limit)).removeprefix("… ")) <= limit


@given(TEXTS)
def test_cleaning_is_done_in_one_pass(text: str) -> None:
    assert clean(clean(text)).split() == clean(text).split()
    assert "<!--" not in clean(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Maya Rao", "Maya Rao"),
        ("(@maya), hi", "(`@maya`), hi"),
        ("snake_case *b*", r"snake_case \*b\*"),
        ("see acme/engine#42.", "see `acme/engine#42`."),
        ("R&D < 3 > 2", r"R\&D \< 3 > 2"),
        ("x|@maya", r"x\|`@maya`"),
        ("costs $5", "costs `$5`"),
        ("- [ ] milk", r"\- \[ \] milk"),
        ("1. one", "1\\. one"),
        ("`@a` `b`", "`@a` \\`b\\`"),
        ("a\n\tb", "a b"),
        ("well 👩\u200d💻 done", "well 👩💻 done"),
        ("/mentor done", "… `/mentor` done"),
        ("/etc/hosts", "`/etc/hosts`"),
        ("a\u3164\u034f\u202eb", "ab"),
        ("❤\ufe0f", "❤\ufe0f"),
        ("", ""),
    ],
)
def test_inline(text: str, expected: str) -> None:
    assert inline(text) == expected


def test_code() -> None:
    assert code("fix/`x`|@maya <!-- x --> now") == r"`fix/x`\|`@maya now`"
    assert code("``") == code("\u200b") == ""


def test_block_keeps_lines_and_paragraphs() -> None:
    assert block("Hi @maya\r\n\r\n\r\n\r\n# b\nc") == "> Hi `@maya`\n>\n> \\# b\n> c"
    assert block(" \n\u200b") == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Fix *this* <b> for @maya", "Fix *this* <b> for `@maya`"),
        ("a `b` x|#1", "a 'b' `x|#1`"),
        ("two\nlines <!-- x -->", "two lines"),
    ],
)
def test_title(text: str, expected: str) -> None:
    assert title(text) == expected


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [
        ("abcdef", 6, "abcdef"),
        ("abcdef", 5, "abcd…"),
        ("abc def", 5, "abc…"),
        ("abe\u0301f", 4, "ab…"),
        ("ab❤\ufe0fcd", 4, "ab…"),
    ],
)
def test_shorten_cuts_between_whole_characters(text: str, limit: int, expected: str) -> None:
    assert shorten(text, limit) == expected


@pytest.mark.parametrize(
    ("markdown", "kind"),
    [
        ("hi @maya", "mention"),
        ("hi @acme/mentors", "mention"),
        ("&#64;maya", "mention"),
        (r"\@maya", "mention"),
        ("**@maya**", "mention"),
        ("@*maya*", "mention"),
        ("see #12", "reference"),
        (r"\#12", "reference"),
        ("acme/engine#1", "reference"),
        ("gh-12", "reference"),
        ("in abcdef1", "reference"),
        ("Fixes: acme/engine#1", "closing word"),
        ("closes https://github.com/a/b/issues/1", "closing word"),
        ("https://github.com", "link"),
        ("www.github.com", "link"),
        ("maya@acme.example", "link"),
        ("[a](b)", "link"),
        ("<https://a.example>", "link"),
        ("![a](b)", "image"),
        ("<b>x</b>", "HTML"),
        ("<div>\nx\n</div>", "HTML"),
        ("`<!-- cairn:end -->`", "marker"),
        ("/close", "command"),
        ("a\n/mentor done", "command"),
        (r"\/close", "command"),
        ("```\n/mentor done\n```", "command"),
        ("- [ ] x", "task box"),
        ("$a$", "math"),
        ("a[^1]\n\n[^1]: b", "footnote"),
    ],
)
def test_the_checker_finds(markdown: str, kind: str) -> None:
    assert kind in {part.kind for part in live_parts(markdown)}


@pytest.mark.parametrize(
    "markdown",
    [
        "`@maya` and `#12`, ``a ` @b``",
        "```\n@maya #12 https://a.example\n```",
        "and/or, a@b, C# 12, 1.2.3, e-mail",
        "# Heading\n\n- list\n- *two*\n\n> quote",
        "Type `/mentor done chat` here.",
    ],
)
def test_the_checker_lets_be(markdown: str) -> None:
    assert looks_live(markdown) == []


def test_mentions_in_links_and_code_notify_nobody() -> None:
    text = "@Maya `@ravi` [@li](https://a.example) <https://social.example/@lin> @acme/team"
    assert live_mentions(text) == {"maya", "acme/team"}


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("a\n> `/mentor done`", ["> `/mentor done`"]),
        ("    /mentor done", ["    /mentor done"]),
        ("**/mentor** done", []),
        ("Type `/mentor done`", []),
        ("- `/mentor done`", []),
    ],
)
def test_lines_that_a_reply_by_mail_would_run(markdown: str, expected: list[str]) -> None:
    assert commands(markdown) == expected


@pytest.mark.parametrize(
    ("markdown", "at"),
    [
        ("a <b>c</b>", (1, 3)),
        ("a\n\n> - x\n>   y <i>", (4, 7)),
        ("| a |\n|---|\n| b <i> |", (3, 5)),
        ("<details><summary>a</summary>\n\nb\n</details>", None),
        ("<details>\n<b>c</b>", (2, 1)),
        ("a\n<details open>\n", (2, 1)),
        ("```\nx <!-- y\n```", (2, 3)),
        ("a <!", None),
        ("`<b>` and <https://a.example> and <me@a.example>, 1 < 2 > 1", None),
        ("```\n<b>\n```", None),
    ],
)
def test_html_is_found_where_it_stands(markdown: str, at: tuple[int, int] | None) -> None:
    assert html_at(markdown) == at


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("@maya *reads* `#12`", "@maya *reads* `#12`"),
        ("a\r\nBcc: eve@evil.example", "a Bcc: eve@evil.example"),
        ("a\u202eb\x00c\u200b <!-- hidden --> d", "abc d"),
        ("a" * 201, "a" * 199 + "…"),
    ],
)
def test_plain_text_is_one_line_that_hides_nothing(text: str, expected: str) -> None:
    assert plain(text) == expected
