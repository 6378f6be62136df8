"""The donut's decisions: who is paired, which hours they share, when a round is (row H9)."""

import sys
from dataclasses import replace
from datetime import date, datetime
from itertools import combinations
from subprocess import run
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.model.time import Calendar
from tests.harness.donut import MONDAY, Year, crowd, play
from workflows.pairing.hours import has_an_hour, hours_of, quarters, spans
from workflows.pairing.matching import Group, Member, Past, draw
from workflows.pairing.rounds import current, drawn_at, following, key_of, past, read_key
from workflows.pairing.settings import DonutSettings

BERLIN = ("Europe/Berlin",)
NEVER: Past = Past({})


def at(text: str, zone: str = "UTC") -> float:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).timestamp()


def people(count: int, **avoided: str) -> list[Member]:
    """a, b, c, … in Berlin; `avoided`: whom these avoid, as letters."""
    names = "abcdefghijklmnop"[:count]
    members = zip(names, crowd(count, zones=BERLIN), strict=True)
    return [replace(m, login=n, avoid=frozenset(avoided.get(n, ""))) for n, m in members]


def drawn(members: list[Member], past: Past = NEVER, seed: str = "s") -> list[str]:
    return ["".join(group) for group in draw(members, past, seed)]


# ---- who is paired -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("members", "possible"),
    [
        (people(0), [[]]),
        (people(1), [[]]),
        (people(2), [["ab"]]),
        (people(3), [["abc"]]),
        (people(2, a="b"), [[]]),
        (people(2, b="a"), [[]]),
        (people(4, a="b", c="d"), [["ac", "bd"], ["ad", "bc"]]),
        (people(4, a="bc"), [["ad", "bc"]]),
        (people(4, a="bcd"), [["bcd"]]),
        (people(5, a="bc", d="e"), [["ad", "bce"], ["ae", "bcd"]]),
    ],
)
def test_small_rounds(members: list[Member], possible: list[list[str]]) -> None:
    assert drawn(members) in possible


def test_of_three_of_whom_one_avoids_another_one_sits_out() -> None:
    """And goes first the next time."""
    members = people(3, a="b")
    (first,) = drawn(members)
    assert first in ("ac", "bc")
    left = ({"a", "b"} - set(first)).pop()
    (second,) = drawn(members, Past({("a", "c"): 1, ("b", "c"): 1}, {left}))
    assert left in second


def test_never_met_goes_first_and_then_who_met_long_ago() -> None:
    members = people(4)
    assert drawn(members, Past({("a", "b"): 3, ("c", "d"): 3, ("a", "c"): 1})) == ["ad", "bc"]
    all_met = dict.fromkeys(combinations("abcd", 2), 2) | {("a", "b"): 9, ("c", "d"): 9}
    assert drawn(members, Past(all_met)) == ["ab", "cd"]


def test_one_who_never_met_counts_for_more_than_two_long_ago() -> None:
    past = dict.fromkeys(combinations("abcd", 2), 500)
    del past["a", "b"]
    past["c", "d"] = 1
    assert drawn(people(4), Past(past)) == ["ab", "cd"]


def test_hours_in_common_come_after_that() -> None:
    members = people(4)
    early = Calendar("Europe/Berlin", hours=(6, 10))
    for place in (0, 2):
        hours = hours_of(early, MONDAY, awake=True), hours_of(early, MONDAY)
        members[place] = replace(members[place], awake=hours[0], works=hours[1])
    assert drawn(members) == ["ac", "bd"]
    assert drawn(members, Past({("a", "c"): 1, ("b", "d"): 1})) in (["ab", "cd"], ["ad", "bc"])


def test_without_a_common_hour_nobody_is_paired() -> None:
    one, other = crowd(2, zones=("America/New_York", "Asia/Bangkok"))
    assert not has_an_hour(one.awake & other.awake)
    assert draw([one, other], NEVER, "s") == ()
    third = replace(crowd(1, zones=("Europe/London",))[0], login="third")
    found = draw([one, other, third], NEVER, "s")
    assert len(found) == 1
    assert len(found[0]) == 2, "no hour suits all three"


def test_without_a_place_for_their_issue_nobody_is_paired() -> None:
    one, other = people(2)
    assert drawn([replace(one, places=frozenset({"x"})), other]) == []


def test_the_same_is_the_same_and_another_week_is_another() -> None:
    members = people(16)
    found = drawn(members, seed="w1")
    assert drawn(list(reversed(members)), seed="w1") == found
    assert drawn(members, seed="w2") != found


def test_a_member_does_not_show_whom_it_avoids() -> None:
    assert "secret" not in repr(replace(people(1)[0], avoid=frozenset({"secret"})))


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_no_round_breaks_a_rule(data: st.DataObject) -> None:
    """Whoever is there, whoever avoids whom, whatever was before."""
    count = data.draw(st.integers(2, 9))
    most = count * (count - 1) // 2
    members = crowd(count, data.draw(st.integers(0, most)), data.draw(st.integers(0, 99)))
    year = Year()
    for week in range(4):
        here = [member for member in members if data.draw(st.integers(0, 4)) > 0]
        year.add(here, draw(here, year.past(), str(week)))
    assert (year.broken, year.again) == ([], 0)


def test_half_a_year() -> None:
    year = play(20, crowd(21, avoided=10))
    assert (year.broken, year.again, year.left_out) == ([], 0, 0)


def test_many_come_out_even() -> None:
    members = crowd(120, avoided=60)
    groups: tuple[Group, ...] = draw(members, NEVER, "s")
    assert len(groups) == 60


def test_a_process_that_draws_no_pairs_stays_small() -> None:
    """networkx takes 28 MB; a fresh process has none of it."""
    code = "import sys, app.wiring; sys.exit('networkx' in sys.modules)"
    assert run([sys.executable, "-c", code], check=False).returncode == 0


# ---- hours ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "zone", "other", "expected"),
    [
        ("2026-10-19T08:00", "Europe/Berlin", "America/New_York", [(15, 17)] * 5),
        ("2026-10-26T08:00", "Europe/Berlin", "America/New_York", [(14, 17)] * 5),
        ("2026-11-02T08:00", "Europe/Berlin", "America/New_York", [(15, 17)] * 5),
        ("2026-03-09T08:00", "Europe/Berlin", "America/New_York", [(14, 17)] * 5),
        ("2026-11-02T08:00", "Asia/Kathmandu", "Europe/London", [(15, 17)] * 5),
        ("2026-11-02T08:00", "America/Los_Angeles", "Asia/Kolkata", []),
    ],
)
def test_hours_that_both_work(
    start: str, zone: str, other: str, expected: list[tuple[int, int]]
) -> None:
    """On the first one's clock, over both changes of the clock. Kathmandu is 5:45 ahead."""
    first = at(start)
    hours = hours_of(Calendar(zone), first) & hours_of(Calendar(other), first)
    found = [
        tuple(round(local_hour(moment, zone)) for moment in span) for span in spans(hours, first)
    ]
    assert found == expected


def local_hour(moment: float, zone: str) -> float:
    local = datetime.fromtimestamp(moment, ZoneInfo(zone))
    return local.hour + local.minute / 60


def test_holidays_and_short_weeks() -> None:
    start = at("2026-11-23T00:00")
    whole = Calendar("America/New_York")
    assert quarters(hours_of(whole, start)) == 5 * 8 * 4
    thanksgiving = replace(whole, holidays="US")
    assert quarters(hours_of(thanksgiving, start)) == 4 * 8 * 4
    assert quarters(hours_of(replace(whole, week=frozenset({0})), start)) == 8 * 4
    assert quarters(hours_of(whole, start, awake=True)) == 5 * 12 * 4


def test_less_than_an_hour_is_no_time() -> None:
    assert not has_an_hour(0b0111)
    assert not has_an_hour(0b1011101110111)
    assert has_an_hour(0b11110)
    assert list(spans(0b0111, 0.0)) == []
    assert [tuple(span) for span in spans(0b111100, 0.0)] == [(1800.0, 5400.0)]


# ---- rounds --------------------------------------------------------------------------------------

DONUT = DonutSettings.model_validate({"day": "wednesday", "at": "10:00"})


@pytest.mark.parametrize(
    ("now", "day"),
    [
        ("2026-11-24T19:59", "2026-11-18"),
        ("2026-11-24T20:00", "2026-11-25"),
        ("2026-11-30T23:00", "2026-11-25"),
    ],
)
def test_a_round_is_drawn_where_its_hour_comes_first(now: str, day: str) -> None:
    """Ten o'clock on Kiritimati is eight in the evening before, in Greenwich."""
    found = current(DONUT, at(now))
    assert found == date.fromisoformat(day)
    assert drawn_at(DONUT, found) <= at(now) < drawn_at(DONUT, following(found))


def test_keys_are_read_again() -> None:
    key = key_of(date(2026, 11, 25), ("li", "maya", "noor"))
    assert key == "pair:2026-11-25:li+maya+noor"
    assert read_key(key) == (date(2026, 11, 25), ("li", "maya", "noor"))


def test_what_counts_of_earlier_rounds() -> None:
    """Who came to be in no group that time, also where its issue never opened."""
    rounds = {date(2026, 11, 11): [("a", "b")], date(2026, 11, 18): [("a", "c")]}
    found = past(rounds, {}, date(2026, 11, 25), {"a", "b", "c", "d"})
    assert found.ago == {("a", "b"): 2, ("a", "c"): 1}
    assert found.sat_out == {"b", "d"}
    assert past({}, {}, date(2026, 11, 25), {"a"}) == Past({})
    old = {date(2026, 10, 1): [("a", "b")]}
    assert past(old, {}, date(2026, 11, 25), {"a", "c"}).sat_out == ()
