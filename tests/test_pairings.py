"""Pairings as they are kept and counted (row H8)."""

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from app.model import scopes
from app.model.facts import Facts, Known
from app.model.order import order
from app.model.pairings import PAIRING, Numbers, Pairing, fact_of, numbers, pairings
from app.model.sight import Sight
from app.model.time import Calendar
from app.model.workflow import View
from app.programme.model import Programme
from workflows.pairing.own import figures

NEW_YORK = "America/New_York"


def at(text: str, zone: str = NEW_YORK) -> float:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).timestamp()


NOW = at("2026-11-25T12:00")
"""A Wednesday."""


def pairing(text: str, *people: str) -> Pairing:
    return Pairing(people or ("sam", "maya"), "", at(text), 30, 1, 2, "pair")


def facts(*those: Pairing, taken_back: Iterable[Pairing] = ()) -> Facts:
    made = [fact_of(7, f"pair:{n}", order(NOW), each) for n, each in enumerate(those)]
    made += [fact_of(7, f"back:{n}", order(NOW), p, on=False) for n, p in enumerate(taken_back)]
    assert {fact.scope for fact in made} <= {scopes.pairings(7)}
    return {PAIRING: {fact.key: Known(fact.order, fact.data) for fact in made}}


def test_what_is_kept_comes_back() -> None:
    one, two = pairing("2026-11-23T10:00"), pairing("2026-11-24T10:00", "sam", "li", "noor")
    assert list(pairings(facts(one, two, taken_back=[pairing("2026-11-25T10:00")]))) == [one, two]


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ([], Numbers(0, 0.0)),
        (["2026-11-23T00:00", "2026-11-25T12:00"], Numbers(2, 0.0)),
        (["2026-11-25T12:01"], Numbers(0, 0.0)),
        (["2026-11-22T23:59"], Numbers(0, 0.25)),
        (["2026-10-26T00:00", "2026-11-16T09:00"], Numbers(0, 0.5)),
        (["2026-10-25T23:59"], Numbers(0, 0.0)),
    ],
)
def test_weeks_are_those_of_ones_own_calendar(when: list[str], expected: Numbers) -> None:
    """From Monday's midnight in New York, over the change of the clock on 1 November."""
    known = facts(*(pairing(each) for each in when))
    assert numbers(known, "Sam", Calendar(NEW_YORK), NOW) == expected
    assert numbers(known, "noor", Calendar(NEW_YORK), NOW) == Numbers(0, 0.0)


def test_a_week_that_begins_on_sunday() -> None:
    known = facts(pairing("2026-11-22T10:00"))
    week = frozenset({6, 0, 1, 2, 3})
    assert numbers(known, "sam", Calendar(NEW_YORK, week), NOW).this_week == 1


def test_figures_are_for_those_whom_they_concern() -> None:
    scope = scopes.parse(scopes.pairings(7))
    known = facts(pairing("2026-11-23T10:00"))
    view = View(str(scope), scope, known, {}, Programme("acme/home", "UTC"), NOW, sight=Sight())
    assert figures(view, "zoe") is None
    found = figures(view, "Maya")
    assert found is not None
    assert [(each.label, each.value) for each in found.figures] == [
        ("Pairings this week", 1),
        ("A week, on average over the last four", 0.0),
    ]
    assert found.words.startswith("About one each working day is what seniors intend")
