"""What is decided about contributions elsewhere: when, where, and what is shown (row R7)."""

from collections import Counter
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.model.contributions import Contribution, link, seen
from app.model.facts import Facts, Known
from app.model.order import order
from app.model.searches import EVERY, LATE, LONGEST, MOST, fits, query
from app.model.sight import Sight
from app.model.work import Work
from app.programme.model import Cohort, Enrolment, Group, Mentee, Programme
from workflows.elsewhere.card import MOST as MOST_SHOWN
from workflows.elsewhere.card import card
from workflows.elsewhere.plan import chosen_of
from workflows.elsewhere.when import DAY, due, is_turn_of
from workflows.summary.apart import LINES, apart
from workflows.summary.rhythm import Week

FIRST, LAST = date(2026, 9, 1), date(2026, 11, 27)
NOON = 1_788_256_800.0  # 2026-09-01T10:00:00Z


def enrolled(*cohorts: tuple[str, tuple[str, ...]], **more: Any) -> Programme:
    """maya in each of these cohorts, by id and ecosystem."""
    mentee = Mentee("maya", FIRST, LAST)
    group = Group("engine", "engine", ("bartek",), ("acme/engine",), mentees=(mentee,))
    made = [
        Cohort(
            id, id, "acme/mentorship", False, "open-source", False, "UTC", FIRST, LAST,
            ecosystem=ecosystem, groups=(group,),
        )
        for id, ecosystem in cohorts
    ]  # fmt: skip
    return Programme("acme/mentorship", "UTC", cohorts=tuple(replace(c, **more) for c in made))


def in_autumn(*ecosystem: str) -> Enrolment:
    return enrolled(("autumn", ecosystem)).enrolments("maya")[0]


# ---- when ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("mentees", [1_000, 10_000])
def test_searches_are_spread_over_the_day(mentees: int) -> None:
    found = [due(f"mentee-{number}", NOON) for number in range(mentees)]
    assert all(NOON - DAY < at <= NOON for at in found)
    assert max(Counter(int(at // 60) for at in found).values()) <= 30
    assert len({int(at // 3600) for at in found}) >= 24


@given(st.from_regex(r"[a-z]{1,39}", fullmatch=True), st.floats(0, 4e9))
def test_a_day_of_searching_lasts_a_day(login: str, now: float) -> None:
    at = due(login, now)
    assert at <= now < at + DAY
    assert at == due(login.upper(), at) == due(login, at + DAY - 1)


def test_turns_never_come_to_thirty_a_minute() -> None:
    """Those that are late by as much as is allowed, and those that are just due."""
    assert (60.0 + LATE) / EVERY < 30


def test_two_cohorts_take_turns() -> None:
    programme = enrolled(("one", ("a/b",)), ("two", ("c/d",)), ("none", ()))
    days = [NOON + number * DAY for number in range(1, 7)]
    turns = [
        [e.cohort.id for e in programme.enrolments("maya") if is_turn_of(programme, e, day)]
        for day in days
    ]
    assert turns in ([["one"], ["two"]] * 3, [["two"], ["one"]] * 3)


@pytest.mark.parametrize("day", [NOON - 2 * DAY, NOON + 90 * DAY])
def test_before_and_after_it_is_nobody_s_turn(day: float) -> None:
    programme = enrolled(("one", ("a/b",)))
    assert not is_turn_of(programme, programme.enrolments("maya")[0], day)


def test_a_draft_takes_no_turn() -> None:
    programme = enrolled(("one", ("a/b",)), draft=True)
    assert not is_turn_of(programme, programme.enrolments("maya")[0], NOON)


# ---- what is asked -------------------------------------------------------------------------------


def test_the_query() -> None:
    assert query("maya", ("a/b", "c/d"), NOON) == (
        "(repo:a/b OR repo:c/d) is:pr is:public author:maya updated:>=2026-09-01"
    )


def test_the_longest_names_can_be_asked_for() -> None:
    owner, name, login = "o" * 39, "n" * 100, "l" * 39
    assert len(query(login, (f"{owner}/{name}",), NOON)) <= LONGEST
    assert fits(login, (f"{owner}/{name}",))
    assert not fits(login, (f"{owner}/{name}", "a/b", "owner/name"))


def asked(**repositories: tuple[float, bool]) -> Facts:
    """When each was searched, and whether by itself; `a__b` is a/b."""
    return {
        "asked": {
            name.replace("__", "/"): Known(
                order(at), {"until": at, "alone": alone, "hidden": False}
            )
            for name, (at, alone) in repositories.items()
        }
    }


@pytest.mark.parametrize(
    ("facts", "chosen"),
    [
        ({}, ("a/b", "C/d", "e/f")),
        (asked(a__b=(5.0, False)), ("C/d", "e/f", "a/b")),
        (asked(a__b=(5.0, True)), ("C/d", "e/f")),
        (asked(a__b=(5.0, True), c__d=(7.0, False), e__f=(7.0, False)), ("a/b",)),
        (asked(a__b=(5.0, True), c__d=(4.0, True), e__f=(3.0, False)), ("e/f",)),
    ],
)
def test_which_repositories_are_searched(facts: Facts, chosen: tuple[str, ...]) -> None:
    assert chosen_of("maya", ("a/b", "C/d", "e/f"), facts) == chosen


@given(st.integers(1, 20), st.lists(st.integers(0, 19), max_size=20))
def test_every_repository_has_its_day(count: int, bad: list[int]) -> None:
    """Whatever the list, and whichever of them GitHub refuses."""
    names = [f"owner-{number}/a-name-of-some-length" for number in range(count)]
    known: dict[str, Known] = {}
    for day in range(count * 2):
        for name in (chosen := chosen_of("maya", names, {"asked": known})):
            alone = any(names.index(each) in bad for each in chosen)
            data = {"until": 0, "alone": alone, "hidden": False}
            known[name] = Known(order(float(day)), data)
        assert fits("maya", chosen)
    assert set(known) == set(names)
    assert len(chosen) <= MOST


# ---- what is shown -------------------------------------------------------------------------------


def found(number: int, repository: str = "a/b", opened: float = NOON, source: int = 0) -> Known:
    link = f"https://github.test/{repository}/pull/{number}"
    return Known(
        order(opened),
        {
            **{"repository": repository, "source": source, "number": number, "title": "A title"},
            **{"link": link, "state": "open", "opened": opened, "merged": None, "closed": None},
        },
    )


def made(facts: Facts, *ecosystem: str) -> dict[str, Any]:
    told = card(facts, in_autumn(*ecosystem), NOON)
    return {"elsewhere": told} if told is not None else {}


def test_a_card_holds_what_the_file_names_today_in_the_mentees_time() -> None:
    facts = {
        "found": {
            "1": found(1),
            "2": found(2, opened=NOON - 1),
            "3": found(3, "x/y"),
            "4": found(4, "A/B", opened=NOON + 1),
        }
    }
    told = made(facts, "a/b")["elsewhere"]
    assert [each["number"] for each in told["contributions"]] == [1, 4]
    assert made(facts, "other/one") == {}


def test_a_card_holds_the_newest() -> None:
    facts = {"found": {str(n): found(n, opened=NOON + n) for n in range(MOST_SHOWN + 3)}}
    told = made(facts, "a/b")["elsewhere"]["contributions"]
    assert [each["number"] for each in told] == list(range(3, MOST_SHOWN + 3))


@pytest.mark.parametrize(
    ("source", "names", "private", "hidden", "where", "shown"),
    [
        (0, {}, {}, False, "acme/open", True),  # the App is not installed there
        (0, {}, {}, True, "acme/open", False),  # and GitHub does not show it any more
        (0, {}, {}, True, "acme/mentors", True),
        (7, {"a/b": 7}, {7: False}, False, "acme/open", True),
        (7, {"a/b": 7}, {7: True}, False, "acme/open", False),
        (7, {"a/b": 7}, {7: True}, False, "acme/mentors", True),
        (7, {}, {}, False, "acme/open", False),  # out of reach: nobody can tell
        (0, {"a/b": 7}, {7: True}, False, "acme/open", False),  # installed since
    ],
)
def test_what_may_be_shown_where(
    source: int,
    names: dict[str, int],
    private: dict[int, bool],
    hidden: bool,
    where: str,
    shown: bool,
) -> None:
    known = Known(order(NOON), {"until": 0, "alone": hidden, "hidden": hidden})
    facts = {"found": {"1": found(1, source=source)}, "asked": {"a/b": known}}
    sight = Sight({"acme/open": 1, "acme/mentors": 2, **names}, {1: False, 2: True, **private})
    assert bool(seen(made(facts, "a/b"), sight, where)) is shown


@pytest.mark.parametrize(
    ("address", "goal"),
    [
        ("https://github.com/a/b/pull/1", "https://redirect.github.com/a/b/pull/1"),
        ("https://git.example/a/b/pull/1", "https://git.example/a/b/pull/1"),
    ],
)
def test_links_leave_no_trace(address: str, goal: str) -> None:
    it = Contribution("a/b", 1, "word " * 40, address, "open", NOON, None, None)
    assert link(it).url == goal
    assert link(it).text == "word " * 10 + "word …"


WEEKS = [Week(1, 0.0, 100.0, 100.0, FIRST), Week(2, 100.0, 200.0, 200.0, FIRST)]


@pytest.mark.parametrize(
    ("opened", "merged", "closed", "now", "last", "listed"),
    [
        (150.0, None, None, 1, 0, 1),
        (50.0, None, None, 0, 1, 1),
        (50.0, 150.0, 150.0, 0, 1, 1),
        (50.0, None, 150.0, 0, 1, 1),
        (50.0, 60.0, 60.0, 0, 1, 0),
        (200.0, None, None, 0, 0, None),
        (-50.0, 60.0, 60.0, 0, 0, None),
    ],
)
def test_a_week_tells_what_happened_in_it(
    opened: float,
    merged: float | None,
    closed: float | None,
    now: int,
    last: int,
    listed: int | None,
) -> None:
    it = Contribution("a/b", 1, "A title", "https://x.test/1", "open", opened, merged, closed)
    told = apart([("maya", Work(elsewhere=(it,))), ("ravi", Work())], WEEKS)
    if listed is None:
        assert told == []
        return
    (maya,) = told
    assert maya["opened"] == {"now": now, "last": last}
    assert (len(maya["pulls"]), maya["all"]) == (listed, listed)


def test_a_page_has_an_end() -> None:
    it = Contribution("a/b", 1, "A title", "https://x.test/1", "open", 150.0, None, None)
    people = [(f"mentee-{n}", Work(elsewhere=(it,) * 9)) for n in range(20)]
    told = apart(people, WEEKS)
    assert sum(len(each["pulls"]) for each in told) <= LINES
    assert {each["all"] for each in told} == {9}
