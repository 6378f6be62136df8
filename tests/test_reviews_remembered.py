"""What the marker of a mentee's issue remembers of the reviews that they gave (rows R3, R5)."""

import json
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.model import scopes
from app.model.facts import Known
from app.model.order import order
from app.model.reviews import GIVEN, NEWEST, REMARK, memory, recall, telling
from app.model.sight import Sight
from app.model.workflow import View
from app.programme.model import Programme

HOME, OPEN, SECRET = "acme/mentorship", "acme/open", "acme/secret"
SIGHT = Sight({HOME: 1, OPEN: 2, SECRET: 3}, {1: False, 2: False, 3: True})
MAYA = scopes.mentee(1, "autumn", "maya")


def view(*facts: tuple[str, str, Known]) -> View:
    found: dict[str, dict[str, Known]] = {}
    for kind, key, known in facts:
        found.setdefault(kind, {})[key] = known
    programme = Programme(HOME, "UTC")
    return View(MAYA, scopes.parse(MAYA), found, {}, programme, 1e6, sight=SIGHT)


def review(
    id: int, state: str = "approved", repository: str = OPEN, *, words: bool = True
) -> tuple[str, str, Known]:
    data = {"repository": repository, "number": 7, "state": state, "words": words}
    return GIVEN, str(id), Known(order(1000.0 + id, int(state == "dismissed"), id), data)


def remark(id: int) -> tuple[str, str, Known]:
    return REMARK, str(id), Known(order(1000.0), {})


def read_again(remembered: Mapping[str, Any]) -> View:
    """After the marker was read as JSON, with nothing else known."""
    told = json.loads(json.dumps(remembered))
    return view(*((f.kind, f.key, Known(f.order, f.data)) for f in recall(MAYA, told)))


@pytest.mark.parametrize(
    ("known", "numbers"),
    [
        ([], 0),
        ([review(1), review(2, "dismissed"), review(3, "changes_requested")], 3),
        ([review(1, "commented", words=False)], 0),
        ([review(1, "commented", words=False), remark(1)], 1),
        ([review(1, "commented")], 1),
        ([review(1, repository=SECRET), review(2)], 1),
        ([review(n) for n in range(NEWEST + 5)], NEWEST),
    ],
    ids=["none", "states", "an answer", "on a line", "in words", "private", "many"],
)
def test_what_is_remembered(known: list[tuple[str, str, Known]], numbers: int) -> None:
    again = telling(read_again(memory(view(*known), HOME)))
    shown = [each for each in telling(view(*known)) if each.data["repository"] != SECRET]
    assert [each.order for each in again] == [each.order for each in shown][-NEWEST:]
    assert len(again) == numbers


def test_nothing_is_written_where_there_is_nothing() -> None:
    assert memory(view(review(1, repository=SECRET)), HOME) == {}
    assert SECRET in str(memory(view(review(1, repository=SECRET)), SECRET))
    assert list(recall(scopes.cohort(1, "autumn"), memory(view(review(1)), HOME))) == []


STATES = st.sampled_from(["approved", "commented", "changes_requested", "dismissed"])


@given(st.dictionaries(st.integers(1, 99), st.tuples(STATES, st.booleans()), max_size=30))
def test_what_was_read_again_is_remembered_alike(drawn: dict[int, tuple[str, bool]]) -> None:
    known = [review(id, state, words=words) for id, (state, words) in drawn.items()]
    first = memory(view(*known), HOME)
    assert memory(read_again(first), HOME) == first
    found = {(GIVEN, each.key): each for each in recall(MAYA, first)}
    told_again = [each for each in known if (each[0], each[1]) not in found]
    merged = view(
        *told_again, *((f.kind, f.key, Known(f.order, f.data)) for f in recall(MAYA, first))
    )
    assert memory(merged, HOME) == first, "what a sweep finds beside it changes nothing"
