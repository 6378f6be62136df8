"""What is told of a change of the file, and what only changes the page (P5, rule 5)."""

from datetime import date
from typing import Any

import pytest

from app.model.facts import Data, Said
from app.model.text import Mention
from workflows.onboarding.changes import TOLD, change

TODAY = date(2026, 9, 15)
NOW: Data = {
    "mentor": "bartek",
    "starts": "2026-09-01",
    "ends": "2026-11-27",
    "dates": [["2026-09-10", "Start"], ["2026-10-16", "Talk"], ["2026-10-30", "Talk"]],
}


def said(told: Data, status: Any = "there") -> Said:
    return Said("comment", 1, 1, 0.0, "", None, {TOLD: told}, status)


def told(
    *rows: Said, now: Data, farewell: bool = False
) -> tuple[str | None, list[tuple[str, str | None, str, str | None]]]:
    """The mentor and the days that would be told."""
    ledger = {"home": rows[0], **{f"changed:{n}": row for n, row in enumerate(rows[1:], 1)}}
    found = change(ledger, now, "maya", TODAY, farewell=farewell)
    if found is None:
        return None, []
    mentor, moved = found.text.values["mentor"], found.text.values["moved"]
    assert isinstance(moved, list)
    assert found.key == f"changed:{len([r for r in rows[1:] if r.status != 'refused']) + 1}"
    who = mentor.login if isinstance(mentor, Mention) else None
    assert found.notify == (("maya", who) if who else ("maya",))
    return who, [tuple(day.values()) for day in moved]


@pytest.mark.parametrize(
    ("new", "mentor", "moved"),
    [
        ({}, None, []),
        ({"mentor": "kemal"}, "kemal", []),
        ({"mentor": "Bartek"}, None, []),
        ({"mentor": None}, None, []),
        ({"ends": "2026-12-04"}, None, [("ends", None, "2026-11-27", "2026-12-04")]),
        ({"starts": "2026-09-02"}, None, []),
        ({"starts": "2026-09-21"}, None, [("starts", None, "2026-09-01", "2026-09-21")]),
        (
            {"mentor": "kemal", "ends": "2026-09-14"},
            None,
            [("ends", None, "2026-11-27", "2026-09-14")],
        ),
    ],
)
def test_people_and_the_cohorts_days(new: Data, mentor: str | None, moved: list[Any]) -> None:
    assert told(said(NOW), now={**NOW, **new}) == (mentor, moved)


@pytest.mark.parametrize(
    ("ends", "is_told"), [("2026-09-14", False), ("2026-09-15", True), ("2026-11-28", True)]
)
def test_a_last_day_that_has_passed_is_left_to_the_farewell(ends: str, is_told: bool) -> None:
    _, moved = told(said(NOW), now={**NOW, "ends": ends}, farewell=True)
    assert [day[0] for day in moved] == (["ends"] if is_told else [])


@pytest.mark.parametrize(
    ("dates", "moved"),
    [
        (NOW["dates"][::-1], []),
        ([["2026-09-09", "Start"], *NOW["dates"][1:]], []),
        ([*NOW["dates"], ["2026-11-01", "Party"]], []),
        (
            [NOW["dates"][0], ["2026-10-17", "Talk"], NOW["dates"][2]],
            [("date", "Talk", "2026-10-16", "2026-10-17")],
        ),
        (
            [["2026-10-17", "Talk"], ["2026-10-31", "Talk"]],
            [
                ("date", "Talk", "2026-10-16", "2026-10-17"),
                ("date", "Talk", "2026-10-30", "2026-10-31"),
            ],
        ),
        ([["2026-10-16", "Demo"], NOW["dates"][2]], []),
        ([NOW["dates"][2]], [("date", "Talk", "2026-10-16", None)]),
    ],
)
def test_dates(dates: list[list[str]], moved: list[Any]) -> None:
    assert told(said(NOW), now={**NOW, "dates": dates}) == (None, moved)


@pytest.mark.parametrize(("status", "mentor"), [("there", None), ("gone", None), ("refused", "li")])
def test_what_counts_as_told(status: Any, mentor: str | None) -> None:
    new = {**NOW, "mentor": "li"}
    assert told(said(NOW), said(new, status), now=new)[0] == mentor


def test_an_issue_from_before_this_was_kept_tells_nothing() -> None:
    home = Said("issue", 1, 1, 0.0, "", "open", {}, "there")
    assert told(home, now=NOW) == (None, [])


def test_a_mentor_who_has_not_confirmed_does_not_hide_who_was_told() -> None:
    new = {**NOW, "mentor": None, "ends": "2026-12-04"}
    found = change({"home": said(NOW)}, new, "maya", TODAY)
    assert found is not None
    assert found.parameters[TOLD]["mentor"] == "bartek"
