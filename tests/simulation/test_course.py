"""Mails by person and week, and how a course is shown (row P7)."""

from datetime import date, time

from app.simulation.course import Receipt, Week, weeks
from app.simulation.shown import WIDTH, Simulation
from app.simulation.warnings import Warning
from tests.simulation.support import CALENDARS, got, row
from tests.world import HOME


def test_weeks_are_each_persons_own() -> None:
    found = [
        row(got("maya", "2026-09-01T09:00"), got("noor", "2026-09-04T10:00", ping=False)),
        row(got("maya", "2026-09-06T16:30")),
        row(got("maya", "2026-09-07T09:00")),
        row(),
    ]
    assert weeks(found, CALENDARS) == [
        Week("maya", date(2026, 8, 31), 2, 2, time(9), time(16, 30)),
        Week("maya", date(2026, 9, 7), 1, 1, time(9), time(9)),
        Week("noor", date(2026, 8, 31), 1, 0, time(10), time(10)),
    ]


def simulation(
    *receipts: Receipt, text: str = "Hello", warning: Warning | None = None
) -> Simulation:
    found = row(*receipts, text=text)
    ends = found.at + 86400.0
    warned = (warning,) if warning else ()
    by_week = tuple(weeks([found], CALENDARS))
    return Simulation("a.yml", HOME, found.at, ends, "Europe/Berlin", (found,), by_week, warned)


def test_each_hour_is_the_persons_own_and_mails_say_why() -> None:
    shown = list(
        simulation(
            got("maya", "2026-09-01T14:30"),
            got("bartek", "2026-09-01T10:00", ping=False),
            warning=Warning("zone", "a zone is assumed", "add it", 12),
        ).text()
    )
    assert shown[0] == (
        "a.yml in acme/mentorship, simulated from 1 September 2026 to 2 September 2026"
    )
    assert shown[5:] == [
        "Tuesday, 1 September 2026",
        "  11:00  commented  acme/mentorship#7 Hello",
        "                    maya Tue 14:30 (mentioned), bartek Tue 10:00 (follows)",
        "",
        "Mails for each person and week",
        "  person                                  week of     mails  pings  earliest  latest",
        "  bartek                                  2026-08-31      1      0     10:00     10:00",
        "  maya                                    2026-08-31      1      1     14:30     14:30",
        "",
        "Please look at",
        "  - a.yml:12: a zone is assumed; add it",
    ]


def test_no_line_is_too_long_and_no_name_is_parted_from_its_hour() -> None:
    many = [got("maya", f"2026-09-01T{hour:02}:00") for hour in range(9, 17)]
    shown = list(simulation(*many, text="word " * 60).text())
    assert max(map(len, shown)) <= WIDTH
    named = [line.strip() for line in shown if "(mentioned)" in line]
    assert len(named) > 1
    assert " ".join(named).count("maya Tue ") == 8
    assert all(line.startswith("maya Tue ") for line in named)


def test_without_anything_to_warn_of_that_is_said() -> None:
    assert list(simulation(got("maya", "2026-09-01T14:30")).text())[-1] == "Nothing to warn of."


def test_what_programs_get() -> None:
    warning = Warning("zone", "a zone is assumed", "add it", 12, ("maya",))
    found = simulation(got("maya", "2026-09-01T14:30"), warning=warning)
    mail = {"person": "maya", "local": "2026-09-01T14:30", "reason": "mention", "ping": True}
    week = {"person": "maya", "week": "2026-08-31", "mails": 1, "pings": 1}
    assert found.data() == {
        "version": 1,
        "file": "a.yml",
        "home": "acme/mentorship",
        "starts": "2026-09-01T09:00:00Z",
        "ends": "2026-09-02T09:00:00Z",
        "timezone": "Europe/Berlin",
        "rows": [
            {
                "at": "2026-09-01T09:00:00Z",
                "what": "commented",
                "repository": "acme/mentorship",
                "number": 7,
                "text": "Hello",
                "mails": [mail],
            }
        ],
        "weeks": [{**week, "earliest": "14:30", "latest": "14:30"}],
        "warnings": [
            {
                "kind": "zone",
                "what": "a zone is assumed",
                "do": "add it",
                "line": 12,
                "people": ["maya"],
            }
        ],
    }
