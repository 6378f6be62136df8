"""What is alike in a week stands once (row P7)."""

from collections import Counter
from dataclasses import replace

import pytest

from app.simulation.course import Row
from app.simulation.folded import ALIKE, short, silently
from tests.simulation.support import act

PEOPLE = {"maya", "li-2"}


def opened(text: str, at: str = "2026-09-01T10:00", number: int = 7) -> Row:
    return replace(act("opened", at), text=text, number=number)


@pytest.mark.parametrize(
    ("first", "second", "shared"),
    [
        ("Welcome, maya: hello", "Welcome, Li-2: hello", "Welcome, …: hello"),
        ("@maya, how is it?", "@li-2, how is it?", "…, how is it?"),
        ("Talk: Monday 7 September 2026", "Talk: Friday 11 September 2026", "Talk: …"),
        ("Retrospective: g1", "Retrospective: g12", "Retrospective: …"),
    ],
)
def test_texts_that_differ_in_names_and_numbers(first: str, second: str, shared: str) -> None:
    rows = [opened(first), *[opened(second)] * (ALIKE - 1)]
    (fold,) = short(rows, PEOPLE).folds
    assert (fold.text, len(fold.rows)) == (shared, ALIKE)


@pytest.mark.parametrize(
    "rows",
    [
        [opened("Welcome, maya")] * (ALIKE - 1),
        [opened(f"Welcome, {who}") for who in ("kemal", "sam", "noor", "ravi")],
        [replace(opened("Hello"), repository=f"acme/{name}") for name in "abcd"],
        [replace(opened("Hello"), what=what) for what in ("opened", "commented") * 2],
    ],
)
def test_what_is_not_alike_or_not_often_stands_by_itself(rows: list[Row]) -> None:
    found = short(rows, PEOPLE).folds
    assert [fold.text for fold in found] == [row.text for row in sorted(rows, key=lambda r: r.at)]


def test_the_oldest_comes_first() -> None:
    alike = [opened("Hello", f"2026-09-0{day}T10:00") for day in (2, 3, 4, 5)]
    rows = [opened("Before", "2026-09-01T10:00"), *alike, opened("After", "2026-09-03T10:00")]
    assert [fold.text for fold in short(rows, ()).folds] == ["Before", "Hello", "After"]


def test_words_for_what_mails_nobody() -> None:
    assert silently(Counter()) == ""
    assert silently(Counter(edited=1)) == "1 edit, which mails nobody"
    assert silently(Counter(edited=3, closed=1)) == "1 closing, 3 edits, which mail nobody"
