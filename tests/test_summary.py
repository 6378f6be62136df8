"""The summary's decisions: when it is due, what it counts, whom it asks (rows R3, R4)."""

from dataclasses import replace
from datetime import date, datetime
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.model.listing import Need, fitting, within
from app.model.sight import Sight
from app.model.text import Link
from app.model.work import Pull, Work, work
from app.programme.model import Cohort, Group, Mentee, Person, Programme
from workflows.pull_requests.card import shortened
from workflows.summary.chart import chart
from workflows.summary.needed import FIRST, first
from workflows.summary.numbers import Numbers, count, first_answer
from workflows.summary.rhythm import Week, latest, next_due, weeks

BERLIN = "Europe/Berlin"
DAY = 86400.0


def local(text: str, zone: str = BERLIN) -> float:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).timestamp()


def a_cohort(starts: str, ends: str, mentee_ends: str | None = None) -> Cohort:
    first_day, last_day = date.fromisoformat(starts), date.fromisoformat(ends)
    own = date.fromisoformat(mentee_ends) if mentee_ends else last_day
    mentees = (Mentee("maya", first_day, own),)
    group = Group("engine", "engine", ("bartek",), ("acme/engine",), mentees=mentees)
    return Cohort(
        "autumn", "Autumn", "acme/mentorship", False, "open-source", False, BERLIN,
        first_day, last_day, groups=(group,),
    )  # fmt: skip


def a_pull(number: int = 1, **more: Any) -> Pull:
    plain = Pull(
        number=number, repository="acme/engine", title="A title", link=f"https://github.test/acme/engine/pull/{number}",
        by="maya", stage="review", turn="reviewer", since=0.0, opened=0.0, ready=0.0, merged=None,
        closed=None, asked=(), reviews=(), first=None, changed=None, files=None,
    )  # fmt: skip
    return replace(plain, **more)


# ---- when ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("starts", "ends", "mentee_ends", "first_due", "last_due", "number"),
    [
        ("2026-09-01", "2026-11-27", None, "2026-09-07", "2026-11-30", 13),
        ("2026-09-07", "2026-09-13", None, "2026-09-14", "2026-09-14", 1),  # Monday to Sunday
        ("2026-09-07", "2026-09-14", None, "2026-09-14", "2026-09-21", 2),
        ("2026-09-06", "2026-09-06", None, "2026-09-07", "2026-09-07", 1),
        ("2026-09-01", "2026-09-10", "2026-09-24", "2026-09-07", "2026-09-28", 4),
    ],
)
def test_weeks(
    starts: str, ends: str, mentee_ends: str | None, first_due: str, last_due: str, number: int
) -> None:
    found = list(weeks(a_cohort(starts, ends, mentee_ends)))
    assert [found[0].key, found[-1].key] == [first_due, last_due]
    assert [week.number for week in found] == list(range(1, number + 1))
    assert all(local(f"{week.key}T10:00") == week.due for week in found)


def test_a_week_is_of_local_days_also_where_the_clock_changes() -> None:
    found = {week.key: week for week in weeks(a_cohort("2026-09-01", "2026-11-27"))}
    changed = found["2026-10-26"]
    assert changed.until - changed.start == 7 * DAY + 3600
    assert changed.start == found["2026-10-19"].until == local("2026-10-19T00:00")


@pytest.mark.parametrize(
    ("now", "found", "due"),
    [
        ("2026-09-07T09:59", None, "2026-09-07T10:00"),
        ("2026-09-07T10:00", "2026-09-07", "2026-09-14T10:00"),
        ("2026-10-05T09:00", "2026-09-28", "2026-10-05T10:00"),
        ("2026-11-30T10:00", "2026-11-30", None),
        ("2027-05-01T10:00", "2026-11-30", None),
    ],
)
def test_the_latest_and_the_next(now: str, found: str | None, due: str | None) -> None:
    cohort = a_cohort("2026-09-01", "2026-11-27")
    week = latest(cohort, local(now))
    assert (week.key if week else None) == found
    assert next_due(cohort, local(now)) == (local(due) if due else None)


# ---- numbers -------------------------------------------------------------------------------------

WEEK = Week(1, 100.0, 200.0, 210.0, date(2026, 9, 7))


def test_a_week_has_its_first_second_and_not_its_last() -> None:
    pulls = [
        a_pull(1, opened=99.0, merged=100.0, closed=100.0),
        a_pull(2, opened=100.0, closed=199.0, reviews=(99.0, 100.0, 150.0, 200.0)),
        a_pull(3, opened=200.0),
    ]
    (found,) = count(Work(tuple(pulls), given=(50.0, 100.0, 199.9, 200.0)), [WEEK])
    assert found == Numbers(opened=1, merged=1, closed=1, given=2, received=2)


@given(st.lists(st.floats(0, 1000), max_size=30), st.lists(st.floats(0, 1000), max_size=4))
def test_every_event_is_in_one_week(opened: list[float], cuts: list[float]) -> None:
    edges = [0.0, *sorted(set(cuts) - {0.0}), 1001.0]
    them = Work(tuple(a_pull(n, opened=at) for n, at in enumerate(opened)))
    told = [Week(1, a, b, b, date(2026, 9, 7)) for a, b in pairwise(edges)]
    assert sum(numbers.opened for numbers in count(them, told)) == len(opened)


def people(**zones: str) -> Programme:
    them = {who: Person(who, zone) for who, zone in zones.items()}
    return Programme("acme/mentorship", BERLIN, people=them)


def test_medians_are_of_the_reviewers_working_hours() -> None:
    """Ready on Friday at 16:00 in Berlin; each reviewer's own clock counts."""
    ready = local("2026-09-04T16:00")
    monday = local("2026-09-07T10:00")
    reviewers = ("ada", "noor", "kim")
    pulls = [a_pull(n, ready=ready, first=(who, monday)) for n, who in enumerate(reviewers)]
    programme = people(ada=BERLIN, noor="America/New_York", kim="Asia/Tokyo")
    # ada: 1 + 1; noor: 10:00 to 17:00; kim: all of Monday, 9:00 to 17:00.
    assert first_answer(programme, [Work(tuple(pulls))], monday + 1) == 7.0


def test_of_few_reviewers_nothing_is_told() -> None:
    pulls = [a_pull(n, first=(who, 10.0)) for n, who in enumerate(["ada", "Ada", "kim"])]
    assert first_answer(people(), [Work(tuple(pulls))], 100.0) is None


# ---- what may be seen ----------------------------------------------------------------------------


def card(repository: str, title: str) -> dict[str, object]:
    same = {"number": 1, "title": title, "link": "x", "by": "maya", "repository": repository}
    times = {"since": 1.0, "opened": 1.0, "ready": 1.0, "merged": None, "closed": None}
    more = {
        "asked": [],
        "reviews": [1.0],
        "first_review": None,
        "acted": 1.0,
        "changed": 1,
        "files": 1,
    }
    return {**same, **times, **more, "acted": 1.0, "stage": "review", "turn": "reviewer"}


def test_what_is_private_is_not_even_counted_in_public() -> None:
    sight = Sight(
        {"acme/open": 1, "acme/secret": 2, "acme/mentors": 3}, {1: False, 2: True, 3: True}
    )
    told = {
        "pulls": {"a": card("acme/open", "Shown"), "b": card("acme/secret", "Canary")},
        "reviews": [{"repository": "acme/secret", "at": 5.0}],
    }
    public = work(told, sight, "acme/open")
    assert [pull.title for pull in public.pulls] == ["Shown"]
    assert public.given == ()
    assert public.repositories == {"acme/open"}
    assert len(work(told, sight, "acme/mentors").pulls) == 2


def test_what_is_over_is_kept_short_and_counts_the_same() -> None:
    over = {**card("acme/open", "Done"), "stage": "merged", "merged": 5.0, "closed": 5.0}
    sight = Sight({"acme/open": 1}, {1: False})
    full, short = (
        work({"pulls": {"a": each}}, sight, "acme/open") for each in (over, shortened({**over}))
    )
    weeks = [Week(1, 0.0, 10.0, 10.0, date(2026, 9, 7))]
    assert count(full, weeks) == count(short, weeks) == [Numbers(1, 1, 0, 0, 1)]
    assert "title" not in shortened(over)
    assert shortened(card("acme/open", "Under way")) == card("acme/open", "Under way")


# ---- who is needed -------------------------------------------------------------------------------


def test_the_oldest_few_for_each_person() -> None:
    needs = [Need(("bartek",), a_pull(n, since=float(-n))) for n in range(10)]
    needs += [Need(("kemal", "bartek"), a_pull(20, since=5.0))]
    found = first(needs)
    assert [need.pull.number for need in found] == [9, 8, 7, 20]
    assert len(found) == FIRST + 1


@pytest.mark.parametrize(
    ("sizes", "listed", "more"),
    [
        ([3, 4], [3, 4], [0, 0]),
        ([150, 50], [150, 50], [0, 0]),
        ([150, 51], [150, 50], [0, 1]),
        ([250, 3], [200, 0], [50, 3]),
    ],
)
def test_a_page_has_room_for_so_many_mentees(
    sizes: list[int], listed: list[int], more: list[int]
) -> None:
    found = within([{"name": "engine", "mentees": list(range(size))} for size in sizes])
    assert [len(group["mentees"]) for group in found] == listed
    assert [group["more"] for group in found] == more


@pytest.mark.parametrize(
    ("mentees", "each", "listed"), [(10, 9, 5), (30, 5, 5), (31, 5, 4), (75, 9, 2), (151, 3, 0)]
)
def test_a_page_lists_as_many_as_fit(mentees: int, each: int, listed: int) -> None:
    group = {"name": "engine", "mentees": [{"open": list(range(each))} for _ in range(mentees)]}
    (found,) = fitting([group], "open")
    assert found["name"] == "engine"
    assert [len(mentee["open"]) for mentee in found["mentees"]] == [listed] * mentees


def test_titles_are_cut_at_a_word() -> None:
    shown = Need((), a_pull(1, title="word " * 40)).shown("Europe/Berlin")["pull"]
    assert isinstance(shown, Link)
    assert shown.text == "word " * 10 + "word …"


def test_the_chart_holds_the_highest_week() -> None:
    assert chart([3, 0], [0, 4]).splitlines()[2:6] == [
        '    x-axis "Week" [1, 2]',
        '    y-axis "Pull requests" 0 --> 4',
        "    bar [3, 0]",
        "    line [0, 4]",
    ]
