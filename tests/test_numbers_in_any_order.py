"""Events in any order, and doubled, give the same numbers of the summary (row R4)."""

from collections.abc import Iterable
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from app.model import events, scopes
from app.model.sight import Sight
from app.model.work import work
from tests.harness.canary import HOME_ID, WORK, programme_of
from tests.harness.core import Core
from tests.harness.telling import Telling
from tests.world import HOME, STARTS
from workflows.summary.numbers import Numbers, count
from workflows.summary.rhythm import weeks

BEGINS, DAY = STARTS + 5 * 86400.0, 86400.0
OPEN = Sight({HOME: HOME_ID, **{name: id for id, name in WORK.items()}}, dict.fromkeys(WORK, False))


def numbers(told: Iterable[events.Event]) -> dict[str, list[Numbers]]:
    """By mentee, of each week."""
    core, now = Core(HOME_ID, programme_of(0)), BEGINS + 30 * DAY
    for event in told:
        core.take(event)
    for key in core.scopes:
        core.plan(key, now, OPEN)
    told_weeks = list(weeks(core.programme.cohorts[0]))
    mentees = {k: card for k, card in core.cards.items() if scopes.parse(k).kind == "mentee"}
    return {k: count(work(card, OPEN, HOME), told_weeks) for k, card in mentees.items()}


@given(st.integers(0, 10_000), st.integers(1, 40))
def test_in_any_order(seed: int, length: int) -> None:
    random = Random(seed)
    telling = Telling(random, WORK)
    told = [telling.something(BEGINS + n * DAY / 3) for n in range(length)]
    expected = numbers(told)
    again = told + random.sample(told, length // 2)
    random.shuffle(again)
    assert numbers(again) == expected


def test_they_are_not_all_nothing() -> None:
    tellings = [Telling(Random(seed), WORK) for seed in range(4)]
    found = [numbers(it.something(BEGINS + n * DAY / 6) for n in range(120)) for it in tellings]
    every = [each for them in found for weekly in them.values() for each in weekly]
    assert all(any(each[n] for each in every) for n in range(len(Numbers._fields)))
