"""How the pages of a long list fill."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.model.facts import Said
from app.model.paged import ROOM, Entry, numbers, others, paged, placed, size

HALF = ROOM // 2


@pytest.mark.parametrize(
    ("entries", "before", "grow", "expected"),
    [
        ({}, {}, False, {}),
        ({"a": Entry(HALF), "b": Entry(HALF)}, {}, False, {"a": 1, "b": 1}),
        ({"a": Entry(HALF), "b": Entry(HALF + 1)}, {}, False, {"a": 1, "b": 2}),
        ({"a": Entry(ROOM + 1), "b": Entry(1)}, {}, False, {"a": 1, "b": 2}),
        # Where nothing grows, what is there stays, and what is new is the last.
        ({"a": Entry(ROOM), "b": Entry(9)}, {"a": 1, "b": 1}, False, {"a": 1, "b": 1}),
        ({"a": Entry(9), "b": Entry(9), "c": Entry(9)}, {"a": 1, "b": 2}, False,
         {"a": 1, "b": 2, "c": 2}),
        # Where it may, the last to change moves, and gaps are filled.
        ({"a": Entry(ROOM), "b": Entry(9)}, {"a": 1, "b": 1}, True, {"a": 1, "b": 2}),
        ({"b": Entry(9), "a": Entry(ROOM)}, {"a": 1, "b": 1}, True, {"a": 2, "b": 1}),
        ({"a": Entry(9), "b": Entry(9), "c": Entry(9)}, {"a": 1, "b": 2}, True,
         {"a": 1, "b": 2, "c": 1}),
        # A heading counts once on each page.
        ({"a": Entry(HALF - 5, "x", 10), "b": Entry(HALF - 5, "x", 10)}, {}, True,
         {"a": 1, "b": 1}),
        ({"a": Entry(HALF - 5, "x", 10), "b": Entry(HALF - 5, "y", 10)}, {}, True,
         {"a": 1, "b": 2}),
    ],
)  # fmt: skip
def test_pages(
    entries: dict[str, Entry], before: dict[str, int], grow: bool, expected: dict[str, int]
) -> None:
    assert paged(entries, before, grow=grow) == expected


sizes = st.lists(st.integers(1, ROOM), max_size=20)


@given(sizes, st.integers(0, 20), st.booleans())
def test_newcomers_move_nobody_and_no_page_overflows(
    each: list[int], first: int, grow: bool
) -> None:
    whole = {f"{n:02}": Entry(size) for n, size in enumerate(each)}
    before = paged(dict(list(whole.items())[:first]), {}, grow=grow)
    after = paged(whole, before, grow=grow)
    assert before.items() <= after.items()
    assert after.keys() == whole.keys()
    for page in after.values():
        assert sum(whole[key].size for key in after if after[key] == page) <= ROOM
    if not grow:
        assert [after[key] for key in whole] == sorted(after.values())


def test_sizes_count_the_text_the_marker_and_what_is_around() -> None:
    assert size("abc", ["k"], 7) == 3 * 3 + len('["k"]') * 4 // 3 + 7


def row(ref: int, *keys: str) -> Said:
    people = {"people": dict.fromkeys(keys)}
    return Said("issue", 7, ref, 0.0, "", "open", people, "there")


def test_what_pages_remember() -> None:
    said = {
        "page:2": row(12, "b", "a"),
        "page:1": row(11, "a"),
        "page:10": replace(row(13, "c"), status="gone"),
        "other:3": row(14, "d"),
    }
    assert numbers(said, "page:") == [1, 2, 10]
    assert others(said, "page:", 1) == [12]
    assert placed(said, "page:", "people") == {"a": 1, "b": 2, "c": 10}
