"""Which review is suggested to whom (row R3)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from random import Random
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.model.work import Pull
from tests.test_summary import a_pull
from workflows.dashboard.reviews import MOST, Fellow, Monday, of, suggest, week_of

START = 1000.0
WEEK = Monday(0, START)


def pull(number: int, by: str, since: float = 0.0) -> Pull:
    return replace(a_pull(number), by=by, since=since)


def fellow(login: str, *waiting: int, group: str = "engine", since: float = 0.0) -> Fellow:
    return Fellow(login, group, tuple(pull(number, login, since) for number in waiting))


def numbers(fellows: Sequence[Fellow], week: Monday = WEEK) -> dict[str, int]:
    """The number of what is suggested, by login."""
    return {who: found.number for who, found in suggest(fellows, week)}


MAYA, RAVI, LI = fellow("maya", 1), fellow("ravi", 2), fellow("li", 3)
TWO = MAYA._replace(waiting=(pull(1, "maya", 10.0), pull(4, "maya", 20.0)))
LATER = fellow("ravi", 2, since=START + 5)


@pytest.mark.parametrize(
    ("fellows", "found"),
    [
        ([], {}),
        ([MAYA], {}),
        ([MAYA, fellow("ravi")], {"ravi": 1}),
        ([MAYA, RAVI, LI], {"maya": 2, "ravi": 3, "li": 1}),
        ([MAYA, RAVI, LI._replace(reads=False)], {"maya": 2, "ravi": 3}),
        ([MAYA._replace(reviewed=frozenset({("acme/engine", 2)})), RAVI, LI],
         {"maya": 3, "ravi": 3, "li": 1}),
        ([MAYA, LATER, LI], {"maya": 3, "ravi": 3, "li": 1}),
        ([MAYA, LATER], {"maya": 2, "ravi": 1}),
        ([TWO, fellow("ravi"), fellow("li")], {"ravi": 1, "li": 4}),
        ([MAYA, fellow("ravi", 2, group="ui"), LI], {"maya": 3, "ravi": 3, "li": 1}),
        ([fellow("maya", 1), fellow("Maya", 5)], {}),
    ],
    ids=[
        *("nobody", "alone", "one waits", "each one's", "who rests", "reviewed before"),
        *("what began to wait this week is last", "and better than nothing", "two of one author"),
        *("the own group first", "never one's own"),
    ],
)  # fmt: skip
def test_what_is_suggested(fellows: list[Fellow], found: dict[str, int]) -> None:
    assert numbers(fellows) == found


def test_each_week_it_is_somebody_elses() -> None:
    people = [MAYA, RAVI, LI]
    assert numbers(people, Monday(1, START)) == {"maya": 3, "ravi": 1, "li": 2}
    assert numbers(people, Monday(2, START)) == numbers(people)


@pytest.mark.parametrize(
    ("now", "monday"),
    [
        ("2026-09-07T00:00", "2026-09-07T00:00"),
        ("2026-09-13T23:59", "2026-09-07T00:00"),
        ("2026-10-25T23:00", "2026-10-19T00:00"),  # the clock went back in between
        ("2027-01-01T12:00", "2026-12-28T00:00"),
    ],
)
def test_a_week_begins_on_monday(now: str, monday: str) -> None:
    berlin = ZoneInfo("Europe/Berlin")
    found = week_of(datetime.fromisoformat(now).replace(tzinfo=berlin).timestamp(), str(berlin))
    start = datetime.fromisoformat(monday).replace(tzinfo=berlin)
    assert found == Monday(start.toordinal() // 7, start.timestamp())


COHORTS = st.lists(
    st.tuples(
        st.sampled_from(["engine", "ui"]),
        st.lists(st.floats(0, 2 * START), max_size=3),
        st.sets(st.integers(0, 30), max_size=8),
        st.booleans(),
    ),
    max_size=9,
)
WEEKS = st.integers(0, 5000).map(lambda number: Monday(number, START))


def people(drawn: list[tuple[str, list[float], set[int], bool]]) -> list[Fellow]:
    found = []
    for place, (group, since, reviewed, reads) in enumerate(drawn):
        who = f"mentee-{place}"
        own = tuple(pull(3 * place + n, who, at) for n, at in enumerate(since))
        seen = frozenset(("acme/engine", number) for number in reviewed)
        found.append(Fellow(who, group, own, seen, reads))
    return found


@given(COHORTS.map(people), WEEKS)
def test_it_is_always_one_that_makes_sense(fellows: list[Fellow], week: Monday) -> None:
    told = list(suggest(fellows, week))
    by_login = {each.login: each for each in fellows}
    assert max(Counter(who for who, _ in told).values(), default=1) == 1
    for who, found in told:
        assert by_login[who].reads
        assert found.by != who
        assert of(found) not in by_login[who].reviewed
    left_out = [each for each in fellows if each.reads and each.login not in dict(told)]
    for each in left_out:
        others = {of(p) for other in fellows if other is not each for p in other.waiting}
        assert others <= each.reviewed, "whoever can have one gets one"


@given(COHORTS.map(people), WEEKS, st.randoms(use_true_random=False))
def test_the_order_of_cards_does_not_count(
    fellows: list[Fellow], week: Monday, random: Random
) -> None:
    mixed = [
        each._replace(waiting=tuple(random.sample(each.waiting, len(each.waiting))))
        for each in fellows
    ]
    assert numbers(mixed, week) == numbers(fellows, week)


@given(COHORTS.map(people), WEEKS, st.data())
def test_it_stays_while_it_holds(fellows: list[Fellow], week: Monday, data: st.DataObject) -> None:
    """What others open later, or what is done with others' work, moves nobody's suggestion."""
    before = numbers(fellows, week)
    who = data.draw(st.sampled_from(sorted(before) or [""]))
    gone = data.draw(st.sets(st.integers(0, 30))) - {before.get(who, -1)}
    new = pull(99, "mentee-0", 2 * START + 1)
    after = [
        each._replace(waiting=(*(p for p in each.waiting if p.number not in gone), new))
        if each.login == new.by
        else each._replace(waiting=tuple(p for p in each.waiting if p.number not in gone))
        for each in fellows
    ]
    assert numbers(after, week).get(who) == before.get(who)


@given(st.integers(2, 12), WEEKS)
def test_where_everybody_waits_each_is_read_by_one(count: int, week: Monday) -> None:
    fellows = [fellow(f"mentee-{n}", n) for n in range(count)]
    assert sorted(numbers(fellows, week).values()) == list(range(count))


def test_in_a_large_cohort_others_turn_comes_a_week_later() -> None:
    fellows = [fellow(f"mentee-{n}", n) for n in range(3 * MOST)]
    weeks = [{who for who, _ in suggest(fellows, Monday(n, START))} for n in range(3)]
    assert [len(week) for week in weeks] == [MOST] * 3
    assert len(set().union(*weeks)) == 3 * MOST
