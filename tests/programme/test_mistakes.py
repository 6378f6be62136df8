"""Every mistake of `mistakes.txt`, and what is said about it: to be read aloud there, as somebody
who knows no YAML. One mistake is one error, and says what, where, and what to write instead."""

import re
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.programme.support import errors, programme, source

PAGE = Path(__file__).with_name("mistakes.txt").read_text(encoding="utf-8")
NUMBERED = re.compile(r"(\d+)(\+?)\|(.*)")
ERROR = re.compile(r"(\d+:\d+): (.*)")


class Mistake(NamedTuple):
    """What somebody wrote, and the one error."""

    file: str
    place: str
    message: str


def _good() -> list[str]:
    paragraph = next(part for part in PAGE.split("\n\n") if part.startswith("1|"))
    return [line.partition("|")[2] for line in paragraph.splitlines()]


def _mistake(paragraph: str) -> Mistake:
    """The good file with the lines of a paragraph in it."""
    *changed, error = paragraph.splitlines()
    lines = {number: [line] for number, line in enumerate(_good(), start=1)}
    for line in changed:
        found = NUMBERED.fullmatch(line)
        assert found, line
        number, more, text = found.groups()
        text = text.replace("⇥", "\t").replace("⍽", "\u00a0")
        before = lines[int(number)] if more else []
        lines[int(number)] = before if text == "(out)" else [*before, text]
    said = ERROR.fullmatch(error)
    assert said, error
    return Mistake("\n".join(chain.from_iterable(lines.values())) + "\n", said[1], said[2])


GOOD = "\n".join(_good()) + "\n"
MISTAKES = [
    _mistake(part.strip())
    for part in PAGE.split("\n\n")
    if NUMBERED.match(part) and not part.startswith("1|version: 1\n2|")
]
TWICE = GOOD + GOOD[GOOD.index("  - id: autumn") :]
WHOLE_FILES: list[tuple[str | bytes, str, str]] = [
    (TWICE, "26:9", "the cohort `autumn` is in line 5 already; give one another id"),
    ("", "1:1", "the file is empty; begin with `version: 1`"),
    (GOOD.encode("utf-16"), "1:1", "the file is not text in UTF-8; save it with that encoding"),
]


def test_the_page_is_read() -> None:
    assert programme(source(GOOD)).cohorts[0].id == "autumn"
    assert len(MISTAKES) > 100


@pytest.mark.parametrize(("file", "place", "message"), [*MISTAKES, *WHOLE_FILES])
def test_a_mistake_is_one_error(file: str | bytes, place: str, message: str) -> None:
    assert errors(source(file, "f")) == [f"f:{place}: {message}"]


JARGON = re.compile(
    r"\b(mapping|scalar|token|block|ISO|sequence|pars|node|null|string|bool|integer|dict|tuple)"
)
HELP = re.compile(
    r"write|did you mean|begin|delete|give|use |type it|quotes|fill|add |swap|move|save|it belongs|"
    r"known here are|check"
)


@pytest.mark.parametrize("message", [message for *_, message in [*MISTAKES, *WHOLE_FILES]])
def test_it_is_said_in_plain_words_in_two_lines_at_most(message: str) -> None:
    assert not JARGON.search(message)
    assert HELP.search(message), "and what to do?"
    assert len(message) <= 160


@pytest.mark.parametrize(
    ("good", "other"),
    [
        ("version: 1", "\ufeffversion: 1"),
        ("timezone: Europe/Berlin", "timezone: CET"),
        ('at: "10:00"', "at: 9:00"),
        ('at: "10:00"', "at: '10:00'"),
        ('["acme/engine#42"]', "[acme/engine#42]"),
        ('      day: monday\n      at: "10:00"\n', ""),
        ("id: autumn", "id: autumn   # the first one"),
        ("id: autumn", "id: autumn\n    name: The “big” one"),
        ("id: autumn", "id: autumn\n    name: Compacter\u00a0!"),
        ("id: autumn", "id: autumn\n    name: Compact\n      and dedupe"),
        ("          - bartek\n          - kemal", "        - bartek\n        - kemal"),
        ("          - bartek\n          - kemal", "          [bartek,\n           kemal]"),
    ],
)
def test_what_looks_odd_and_is_right(good: str, other: str) -> None:
    assert good in GOOD
    assert errors(source(GOOD.replace(good, other, 1))) == []


def test_lines_may_end_as_on_windows() -> None:
    assert errors(source(GOOD.replace("\n", "\r\n"))) == []
