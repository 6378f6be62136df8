"""Mails by person and week, and how a course is shown (row P7)."""

from datetime import date, time

from app.simulation.as_json import data
from app.simulation.course import Receipt, Row, Week, weeks
from app.simulation.shown import MOST_NAMED, NAMED, PEOPLE, WIDTH, Simulation
from app.simulation.warnings import Place, Warning
from tests.simulation.support import CALENDARS, act, got, row
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
            warning=Warning("zone", "a zone is assumed", "add it", Place("b.yml", 12)),
        ).text()
    )
    assert shown[0] == (
        "a.yml in acme/mentorship, simulated from 1 September 2026 to 2 September 2026"
    )
    assert shown[1:5] == [
        "Mails: 2 to 2 people; 1 mean them, the others only follow along.",
        "",
        "Please look at",
        "  - b.yml:12: a zone is assumed; add it",
    ]
    assert shown[10:16] == [
        "",
        "Week of 31 August 2026",
        "  Tue  1 11:00  commented  acme/mentorship#7 Hello",
        "                           maya Tue 14:30 (mentioned), bartek Tue 10:00 (follows)",
        "",
        "Mails for each person, with the week that has most of them; who gets most comes first",
    ]
    assert [line.split() for line in shown[16:]] == [
        ["person", "mails", "pings", "most", "week", "of", "earliest", "latest"],
        ["bartek", "1", "0", "1", "2026-08-31", "10:00", "10:00"],
        ["maya", "1", "1", "1", "2026-08-31", "14:30", "14:30"],
    ]


def test_no_line_is_too_long_and_no_name_is_parted_from_its_hour() -> None:
    many = [got("maya", f"2026-09-01T{hour:02}:00") for hour in range(9, 9 + MOST_NAMED)]
    shown = list(simulation(*many, text="word " * 60).text())
    assert max(map(len, shown)) <= WIDTH
    named = [line.strip() for line in shown if "(mentioned)" in line]
    assert len(named) > 1
    assert " ".join(named).count("maya Tue ") == MOST_NAMED
    assert all(line.startswith("maya Tue ") for line in named)


def test_without_anything_to_warn_of_that_is_said() -> None:
    assert list(simulation(got("maya", "2026-09-01T14:30")).text())[3] == "Nothing to warn of."


def test_what_programs_get() -> None:
    warning = Warning("zone", "a zone is assumed", "add it", Place("b.yml", 12), ("maya",))
    found = simulation(got("maya", "2026-09-01T14:30"), warning=warning)
    mail = {"person": "maya", "local": "2026-09-01T14:30", "reason": "mention", "ping": True}
    week = {"person": "maya", "week": "2026-08-31", "mails": 1, "pings": 1}
    assert data(found) == {
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
                "file": "b.yml",
                "line": 12,
                "people": ["maya"],
            }
        ],
    }


def played(*rows: Row, warnings: tuple[Warning, ...] = ()) -> list[str]:
    """The lines from the first week, or from the warnings, to the end."""
    by_week = tuple(weeks(rows, CALENDARS))
    shown = Simulation("a.yml", HOME, rows[0].at, rows[-1].at, "UTC", rows, by_week, warnings)
    return list(shown.text())[3:]


def test_edits_and_closings_that_mail_nobody_are_counted_by_week() -> None:
    edits = [act("edited", f"2026-09-0{day}T10:00") for day in (1, 2, 3)]
    told = act("closed", "2026-09-03T10:00", got("maya", "2026-09-03T15:30"))
    lines = played(*edits, act("closed", "2026-09-03T10:00"), told)
    assert "  also 1 closing, 3 edits, which mail nobody" in lines
    assert sum("#7" in line for line in lines) == 1


def test_weeks_in_which_nobody_gets_anything_are_one() -> None:
    lines = played(*(act("edited", f"2026-09-{day:02}T10:00") for day in (1, 8, 15)))
    at = lines.index("Weeks of 31 August 2026 to 14 September 2026")
    assert lines[at + 1] == "  only 3 edits, which mail nobody"


def test_many_people_of_one_row_are_named_in_part_and_counted() -> None:
    many = [got("maya", f"2026-09-01T{9 + n % 8:02}:00", ping=n > 0) for n in range(MOST_NAMED + 1)]
    lines = played(row(*many))
    assert f"maya: Tue 09:00 to Tue 16:00, {MOST_NAMED + 1} mails, {MOST_NAMED} mean them" in str(
        lines
    )


def test_many_warnings_of_one_kind_are_shown_in_part_and_counted() -> None:
    many = [Warning("cap", f"{n} mails", "spread them") for n in range(MOST_NAMED + 1)]
    lines = played(
        row(got("maya", "2026-09-01T14:30")), warnings=(*many, Warning("zone", "w", "d"))
    )
    assert sum("mails; spread" in line for line in lines) == NAMED
    assert f"  - and {MOST_NAMED + 1 - NAMED} more like the one before" in lines
    assert "  - w; d" in lines


def test_of_very_many_people_only_the_first_have_a_line() -> None:
    first = date(2026, 8, 31)
    by_week = [Week(f"m{n}", first, 1 + (n == 50), 1, time(9), time(9)) for n in range(PEOPLE + 20)]
    shown = list(Simulation("a.yml", HOME, 0.0, 1.0, "UTC", (), tuple(by_week), ()).text())
    assert shown[-PEOPLE - 1].startswith("  m50 ")
    assert shown[-1] == "  and 20 more, with at most 1 in a week"
