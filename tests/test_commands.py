"""The grammar of commands: where a line is one, and how it is read."""

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.commands import (
    Command,
    CommandSpec,
    NearMiss,
    begins_command,
    key,
    nearest,
    new_in_edit,
    parse,
    parse_date,
    registry,
    split_names,
)
from app.commands.grammar import MOST
from tests.attacks import ATTACKS

DONE = CommandSpec(
    "done", "done NAME…", "ticks", "mentee, mentors", "done chat", "words", ("tick",)
)
TODO = CommandSpec("todo", "todo NAME…", "unticks", "mentee, mentors", "todo chat", "words")
ASK = CommandSpec("ask", "ask TEXT", "asks", "all", "ask how to rebase", "text")
PAUSE = CommandSpec("pause", "pause", "falls silent", "organisers", "pause", "none")
SPECS = registry([DONE, TODO, ASK, PAUSE])
NAMES = ("chat", "handle", "guide")


def lines(body: str) -> list[str]:
    return [given.line for given in parse(body, SPECS)]


def command(body: str) -> Command:
    (found,) = parse(body, SPECS)
    assert isinstance(found, Command)
    return found


@pytest.mark.parametrize(
    "line",
    [
        "/mentor done chat",
        "   /mentor done chat",
        "/Mentor Done chat",
        "/MENTOR DONE chat",
        "/ mentor done chat",
        "/mentor: done chat",
        "/mentor done: chat",
        "/mentor, done, chat.",
        "/mentor—done chat",
        "/mentor – done – chat",
        "/mentor - done chat",
        "／mentor done chat",
        "/mentor done “chat”",
        "/mentor done ‘chat’.",
        "/mentor done `chat`",
        "/mentor done **chat**",
        "/mentor done <!-- the chat --> chat",
        "/mentor\u00a0done\u2009chat",
        "\ufeff/mentor done chat",
        "/men\u200btor do\u200dne chat",
        "/mentor   done\tchat  ",
        "/mentor done chat\\",
        "/mentor tick chat",
    ],
)
def test_a_phone_is_forgiven(line: str) -> None:
    assert (command(line).name, split_names(command(line).words)) == ("done", ("chat",))


@pytest.mark.parametrize(
    "body",
    [
        "/mentoring is nice",
        "/mentor-done chat",
        "/mentors done",
        "/mentor's idea",
        "I typed /mentor done",
        "a/mentor done",
        "//mentor done",
        "mentor done",
        "/mentor_done chat",
        r"\/mentor done",
        "**/mentor done**",
        "# /mentor done",
        "#/mentor done",
    ],
)
def test_no_command(body: str) -> None:
    assert lines(body) == []


@pytest.mark.parametrize(
    "body",
    [
        "    /mentor done",
        "\t/mentor done",
        "```\n/mentor done\n```",
        "~~~text\n/mentor done",
        "`/mentor done`",
        "`a\n/mentor done\nb`",
        "> /mentor done",
        ">/mentor done",
        "> quoted\n/mentor done",
        "> > a\n>\n> /mentor done",
        "- > a\n/mentor done",
        "On Monday, maya wrote:\n> Hi\n> /mentor done\n>> /mentor undo",
        "<!-- \n/mentor done\n-->",
        "a <!--\n/mentor done\n--> b",
        "<!--\n\n/mentor done\n\n-->",
        "<pre>\n/mentor done\n\n/mentor done\n</pre>",
        "<div>\n/mentor done\n</div>",
        '<a title="\n/mentor done\n">x</a>',
        "- /mentor done",
        "1. /mentor done",
        "- a\n  /mentor done",
        "- [ ] /mentor done",
        "| a |\n|---|\n/mentor done",
        "[a]:\n/mentor",
        '[a](b "c\n/mentor done\n")',
    ],
)
def test_code_quotes_html_and_lists_run_nothing(body: str) -> None:
    assert lines(body) == []


@pytest.mark.parametrize(
    "body",
    [
        "Hi!\n/mentor done chat\nThanks!",
        "Hi!\r\n/mentor done chat\r\nThanks!",
        "Hi!\r/mentor done chat\rThanks!",
        "Hi!  \n/mentor done chat  \nThanks!",
        "Hi!\\\n/mentor done chat\\\nThanks!",
        "> quoted\n\n/mentor done chat",
        "- a\n- b\n/mentor done chat",
        "- a\n\n/mentor done chat",
        "```\ncode\n```\n/mentor done chat",
        "# Heading\n/mentor done chat",
        "/mentor done chat\n---\nMaya",
        "/mentor done chat\n-- \nMaya",
        "/mentor done chat\n===",
        "/mentor done chat\n<!-- cairn:end -->",
        "<details>\n\n/mentor done chat\n\n</details>",
        "*a\n/mentor done chat\nb*",
        "a ` b\n/mentor done chat",
        "\ue0000\ue001\n/mentor done chat",
    ],
)
def test_a_line_of_its_own_is_a_command(body: str) -> None:
    assert command(body).words == ("chat",)


def test_several_commands_in_order() -> None:
    found = parse("/mentor done chat\nand\n\n/mentor ask Why?\n/mentor doen chat", SPECS)
    assert [type(given) for given in found] == [Command, Command, NearMiss]
    assert [given.index for given in found] == [0, 1, 2]


def test_free_text_is_kept_as_written() -> None:
    found = command("/mentor ask “Why” — is **it** `slow`, @sam?  ")
    assert found.text == "“Why” — is **it** `slow`, @sam?"
    assert found.line == '/mentor ask "Why" - is **it** `slow`, @sam?'


def test_alone_it_asks_for_help() -> None:
    assert [command(body).name for body in ("/mentor", "/mentor.", "/mentor :")] == ["help"] * 3


def test_the_same_command_twice_has_two_keys() -> None:
    first, second, other = parse("/mentor done chat\n/Mentor Done chat.\n/mentor done guide", SPECS)
    assert (first.occurrence, second.occurrence, other.occurrence) == (0, 1, 0)
    assert len({key(first), key(second), key(other)}) == 3
    assert key(first) == key(command("well\n\n / mentor done “chat”"))


def test_a_flood_is_cut_off() -> None:
    assert len(parse("/mentor done chat\n" * 1000, SPECS)) == MOST


@pytest.mark.parametrize(
    ("line", "suggestion"),
    [
        ("/mentor doen chat", "/mentor done chat"),
        ("/mentor doen caht and guied", "/mentor done chat guide"),
        ("/mentor dnoe 3", "/mentor done 3"),
        ("/mentor chat done", "/mentor done chat"),
        ("/mentor aks why, @sam?", "/mentor ask why, @sam?"),
        ("/mentor paus it", "/mentor pause"),
        ("/mentor please tick chat", None),
        ("/mentor frobnicate", None),
        ("/mentor 👍", None),
    ],
)
def test_near_misses(line: str, suggestion: str | None) -> None:
    assert parse(line, SPECS, NAMES) == (NearMiss(line.rstrip("."), suggestion, 0),)


@pytest.mark.parametrize(
    ("before", "after", "new"),
    [
        ("/mentor done chat", "/mentor done chat", []),
        ("/mentor done chat", "Typo fixed\n\n/mentor done chat.", []),
        ("/mentor done chat", "/mentor done chat\n/mentor done guide", ["/mentor done guide"]),
        ("/mentor done chat", "/mentor done guide\n/mentor done chat", ["/mentor done guide"]),
        ("/mentor done chat", "/mentor done chat\n/mentor done chat", ["/mentor done chat"]),
        ("/mentor done chat\n/mentor done chat", "/mentor done chat", []),
        ("> /mentor done chat", "/mentor done chat", ["/mentor done chat"]),
        ("/mentor doen chat", "/mentor done chat", ["/mentor done chat"]),
        ("/mentor done chat", "", []),
        (None, "/mentor done chat", ["/mentor done chat"]),
    ],
)
def test_an_edit_runs_only_what_is_new(before: str | None, after: str, new: list[str]) -> None:
    assert [given.line for given in new_in_edit(before, after, SPECS)] == new


def test_names_and_aliases_are_unique() -> None:
    with pytest.raises(ValueError, match="'tick'"):
        registry([DONE, CommandSpec("tick", "tick", "x", "all", "tick", "none")])


@pytest.mark.parametrize(
    ("words", "names"),
    [
        (["chat", "handle"], ("chat", "handle")),
        (["Chat,handle", "and", "guide."], ("chat", "handle", "guide")),
        (["chat", "&", "handle", "+", "3"], ("chat", "handle", "3")),
        (["“chat”;", "chat", "CHAT"], ("chat",)),
        (["chat‑prometheus"], ("chat-prometheus",)),
        (["sandbox", "android"], ("sandbox", "android")),
        ([], ()),
    ],
)
def test_split_names(words: list[str], names: tuple[str, ...]) -> None:
    assert split_names(words) == names


@pytest.mark.parametrize(
    ("name", "near"),
    [("caht", "chat"), ("Chat", "chat"), ("guide", "guide"), ("x", None), ("dog", None)],
)
def test_nearest(name: str, near: str | None) -> None:
    assert nearest(name, NAMES) == near


SATURDAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-12-24", date(2026, 12, 24)),
        ("until 2026-12-24.", date(2026, 12, 24)),
        ("till Friday!", date(2026, 11, 27)),
        ("24 december", date(2026, 12, 24)),
        ("24. December 2027", date(2027, 12, 24)),
        ("Dec 24th, 2026", date(2026, 12, 24)),
        ("the 1st of january", date(2027, 1, 1)),
        ("21 nov", SATURDAY),
        ("20 nov", date(2027, 11, 20)),
        ("29 feb", date(2028, 2, 29)),
        ("today", SATURDAY),
        ("Tomorrow", date(2026, 11, 22)),
        ("on friday", date(2026, 11, 27)),
        ("sat", date(2026, 11, 28)),
        ("sun", date(2026, 11, 22)),
        ("12/11", None),
        ("2026-02-30", None),
        ("30 february", None),
        ("32 dec", None),
        ("24 foo", None),
        ("fr", None),
        ("", None),
        ("next year", None),
        ("9" * 5000, None),
    ],
)
def test_dates(text: str, expected: date | None) -> None:
    assert parse_date(text, SATURDAY) == expected


WAYS = ("%d %B", "%d. %b", "%B %d", "until the %d of %b", "On %A")
"""How people write a day that they expect soon; each leaves out the year."""


@given(
    st.dates(date(2000, 1, 1), date(2200, 1, 1)),
    st.integers(1, 364),
    st.sampled_from((*WAYS, "%Y-%m-%d", "%d %B %Y")),
)
def test_a_day_is_read_as_it_was_written(today: date, ahead: int, way: str) -> None:
    day = today + timedelta(days=(ahead - 1) % 7 + 1 if "%A" in way else ahead)
    assert parse_date(day.strftime(way), today) == day


TYPED = st.tuples(
    st.sampled_from(["", "until", "on the"]),
    st.sampled_from(["3", "12", "29th", "31.", "friday", "today"]),
    st.sampled_from(["", "feb", "of may", "dec", "12", "never"]),
).map(" ".join)


@given(TYPED | st.text(max_size=60), st.dates(date(2000, 1, 1), date(2200, 1, 1)))
def test_a_day_without_a_year_is_never_past(text: str, today: date) -> None:
    found = parse_date(text, today)
    if found is not None and not re.search(r"\d{4}", text):
        years = 8 if (found.month, found.day) == (2, 29) else 1
        assert today <= found <= today + timedelta(days=years * 366)


PIECES = ["/mentor done chat", "/mentor", "/mentor ask x", "hello", "", "- a", "*b*", "## c"]
BODIES = st.lists(st.sampled_from(PIECES), max_size=8).map("\n".join)
WILD = st.lists(
    st.sampled_from(
        [*"`~*_[]()<>!#-|\\ \t\n\r", "```", "<!--", "-->", "> ", "\ue000", "\n/mentor "]
    )
    | st.text(max_size=3),
    max_size=30,
).map("".join)


@given(WILD)
def test_never_raises_and_keys_differ(body: str) -> None:
    keys = [key(given) for given in parse(body, SPECS, NAMES)]
    assert len(set(keys)) == len(keys)
    assert new_in_edit(body, body, SPECS) == ()


@given(WILD)
def test_line_ends_do_not_matter(body: str) -> None:
    unix = body.replace("\r\n", "\n").replace("\r", "\n")
    assert parse(unix, SPECS) == parse(unix.replace("\n", "\r\n"), SPECS)


@given(WILD)
def test_a_command_begins_its_line(body: str) -> None:
    assert not parse(body, SPECS) or any(begins_command(line) for line in body.splitlines())


@given(BODIES)
def test_quoted_fenced_or_indented_bodies_run_nothing(body: str) -> None:
    rows = body.split("\n")
    assert lines("\n".join(f"> {row}" for row in rows)) == []
    assert lines("\n".join(f"    {row}" for row in rows)) == []
    assert lines(f"~~~~\n{body}\n~~~~") == []
    assert lines(f"<!--\n{body}\n-->") == []


@given(BODIES, BODIES)
def test_an_edit_and_what_was_there_make_the_whole(before: str, after: str) -> None:
    had = {key(given) for given in parse(before, SPECS)}
    new = {key(given) for given in new_in_edit(before, after, SPECS)}
    assert had | new >= {key(given) for given in parse(after, SPECS)}
    assert not had & new


@pytest.mark.parametrize("text", ATTACKS.values(), ids=ATTACKS.keys())
def test_no_attack_breaks_the_parser(text: str) -> None:
    assert all(given.line.startswith("/mentor") for given in parse(text, SPECS))


INLINE = [
    "[",
    "![",
    "[a](",
    "[a](<",
    "[a](b)",
    '[a](b "',
    "`",
    "``a",
    "*a ",
    "a**b",
    "~",
    "<",
    "<a ",
]
INLINE += ["<!--", "<?", "&", "\\", "(", "@a", "—", "\t", "/mentor ", "/mentor 'x"]
BLOCK = ["> ", "- ", "a\n", "[a]: b\n", "[a]:\n", "> a\n", "```\n", "|", "x|y\n", "    a\n"]
BLOCK += ["/mentor\n", "/mentor done chat\n"]


# A fence and an HTML block without an end hold all that follows.
HOLDS = ("`", "~", "```\n", "<!--", "<?")
FLOODS = ("/mentor\n", "/mentor done chat\n")


@pytest.mark.parametrize("piece", INLINE + BLOCK)
def test_the_longest_comments_are_read_to_their_end(piece: str) -> None:
    # What would take quadratic time here never ends.
    found = lines((piece * 65_536)[:65_500] + "\n\n/mentor done chat")
    own = [line for line in found if line == "/mentor done chat"]
    if piece in FLOODS:
        assert len(found) == MOST
    else:
        assert own == ([] if piece in HOLDS else ["/mentor done chat"])
        assert len(found) <= 2


@pytest.mark.parametrize(
    ("body", "below"),
    [
        ("/mentor done", [""]),
        ("/mentor done\nWhy.\n\n- a\n", ["Why.\n\n- a"]),
        ("Hello\n/mentor done\none\n/mentor todo\ntwo", ["one", "two"]),
        ("/mentor done\n```\n/mentor todo\n```", ["```\n/mentor todo\n```"]),
    ],
)
def test_the_lines_below_a_command(body: str, below: list[str]) -> None:
    assert [given.below for given in parse(body, SPECS) if isinstance(given, Command)] == below
