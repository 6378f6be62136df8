"""What an organiser is warned of before a cohort starts (row P7)."""

from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from app.model.calendar import Day, Entry, Event, Rhythm
from app.programme.source import parse
from app.simulation.course import weeks
from app.simulation.meetings import Clash, clashes, unled
from app.simulation.warnings import (
    FindPlace,
    Place,
    Warning,
    above_cap,
    assumed_zones,
    find_place,
    many_mentees,
    on_holidays,
    unknown_teams,
    unread_private,
    untimely,
    without_leader,
)
from tests.programme.support import programme, source
from tests.simulation.support import CALENDARS, got, row

HEAD = "version: 1\ntimezone: Europe/Berlin\n"
STARTS, ENDS = (
    datetime.fromisoformat(day).replace(tzinfo=ZoneInfo("Europe/Berlin")).timestamp()
    for day in ("2026-09-01", "2026-12-01")
)


def lines(text: str) -> FindPlace:
    found = parse(source(text)).root
    assert found is not None
    return find_place([("a.yml", found)])


def nowhere(_word: str) -> Place | None:
    return None


@pytest.mark.parametrize(
    ("person", "wall", "kinds"),
    [
        ("maya", "2026-09-01T08:00", []),
        ("maya", "2026-09-01T19:59", []),
        ("maya", "2026-09-01T07:59", ["night"]),
        ("maya", "2026-09-01T20:00", ["night"]),
        ("maya", "2026-09-05T12:00", ["day off"]),
        ("maya", "2026-09-06T23:00", ["night", "day off"]),
        ("noor", "2026-09-03T12:00", []),
        ("noor", "2026-09-04T12:00", ["day off"]),  # no Friday in that week
        ("noor", "2026-11-26T12:00", ["day off"]),  # Thanksgiving
        ("bartek", "2026-11-26T12:00", []),
    ],
)
def test_mails_at_the_wrong_time(person: str, wall: str, kinds: list[str]) -> None:
    found = list(untimely([row(got(person, wall))], CALENDARS))
    assert [each.kind for each in found] == kinds
    assert all(each.people == (person,) for each in found)


def test_one_warning_for_a_person_names_some_and_counts_the_others() -> None:
    nights = [row(got("maya", f"2026-09-0{day}T21:00")) for day in (1, 2, 3, 4, 7, 8, 9)]
    (found,) = untimely(nights, CALENDARS)
    assert found.what == (
        "maya gets a mail at night: Tue 1 Sep 21:00 (acme/mentorship#7), "
        "Wed 2 Sep 21:00 (acme/mentorship#7), Thu 3 Sep 21:00 (acme/mentorship#7), "
        "Fri 4 Sep 21:00 (acme/mentorship#7), Mon 7 Sep 21:00 (acme/mentorship#7) and 2 more"
    )


@pytest.mark.parametrize(("number", "warned"), [(3, 0), (4, 1)])
def test_more_mails_in_a_week_than_the_cap(number: int, warned: int) -> None:
    found = [row(got("maya", f"2026-09-01T{9 + n:02}:00")) for n in range(number)]
    assert len(list(above_cap(weeks(found, CALENDARS)))) == warned


def test_who_gets_most_in_a_week_is_told_first_and_each_person_once() -> None:
    found = [
        *(row(got("maya", f"2026-09-01T{9 + n:02}:00")) for n in range(4)),
        *(row(got("maya", f"2026-09-08T{9 + n:02}:00")) for n in range(5)),
        *(row(got("noor", f"2026-09-01T{9 + n:02}:00")) for n in range(6)),
    ]
    assert [each.what for each in above_cap(weeks(found, CALENDARS))] == [
        "noor gets 6 mails in the week of 2026-08-31",
        "maya gets 5 mails in the week of 2026-09-07, and more than 3 in 1 other",
    ]


def test_places_in_another_file_are_told_with_its_name() -> None:
    text = HEAD + COHORT + _group("g", "kemal", "{login: li}")
    places = {"kemal": Place("a.yml", 10), "li": Place("b.yml", 3)}
    (found,) = assumed_zones(programme(source(text)), ["kemal", "li"], places.get)
    assert found.what == "Europe/Berlin is assumed for kemal (line 10), li (b.yml:3)"


@pytest.mark.parametrize(
    ("repository", "path", "is_read", "told"),
    [
        (None, None, False, []),
        ("acme/mentors", Path("mentors"), True, []),
        ("acme/mentors", None, False, ["what the files of acme/mentors say is missing here"]),
        (None, Path("mentors"), True, ["the files name no private repository"]),
        ("acme/mentors", Path("mentors"), False, ["mentors has no programme file"]),
    ],
)
def test_a_private_repository_that_was_not_read(
    repository: str | None, path: Path | None, is_read: bool, told: list[str]
) -> None:
    found = list(unread_private(repository, path, is_read, nowhere))
    assert [each.what[: len(words)] for each, words in zip(found, told, strict=True)] == told


COHORT = """\
cohorts:
  - id: autumn
    starts: 2026-09-01
    ends: 2026-11-27
    groups:
"""


def _group(id: str, mentors: str, *mentees: str) -> str:
    return f"      - {{id: {id}, mentors: [{mentors}], mentees: [{', '.join(mentees)}]}}\n"


def _some(letter: str, number: int) -> list[str]:
    return [f"{{login: {letter}{n}}}" for n in range(number)]


@pytest.mark.parametrize(
    ("groups", "warned"),
    [
        (_group("g", "kemal", *_some("m", 4)), []),
        (_group("g", "kemal", *_some("m", 5)), [("kemal mentors 5 mentees in autumn", 8)]),
        (_group("g", "kemal", *_some("m", 4), "{login: li, left: 2026-10-01}"), []),
        (
            _group("g", "kemal, sam", *_some("m", 3)) + _group("h", "Kemal", *_some("n", 2)),
            [("kemal mentors 5 mentees in autumn", 8)],
        ),
    ],
)
def test_many_mentees(groups: str, warned: list[tuple[str, int]]) -> None:
    text = HEAD + COHORT + groups
    found = many_mentees(programme(source(text)), lines(text))
    assert [(each.what, each.place and each.place.line) for each in found] == warned


def test_zones_that_are_only_assumed() -> None:
    text = f"{HEAD}people:\n  maya: {{timezone: Asia/Kolkata}}\n" + COHORT
    text += _group("g", "kemal", "{login: maya}", "{login: li}")
    (found,) = assumed_zones(programme(source(text)), ["maya", "kemal", "li"], lines(text))
    assert found.what == "Europe/Berlin is assumed for kemal (line 10), li (line 10)"
    assert (found.place, found.people) == (Place("a.yml", 10), ("kemal", "li"))
    assert list(assumed_zones(programme(source(text)), ["maya"], lines(text))) == []


def test_teams_are_not_known() -> None:
    text = f"{HEAD}organisers: [alice, acme/mentors]\n"
    (found,) = unknown_teams(programme(source(text)), lines(text))
    assert found.what.startswith("who is in acme/mentors is known to GitHub only")
    assert found.place == Place("a.yml", 3)


# ---- meetings ------------------------------------------------------------------------------------


def meeting(starts: str, zone: str = "Europe/Berlin", *, skip: Iterable[date] = ()) -> Event:
    rhythm = Rhythm(7, tuple(skip))
    first = datetime.fromisoformat(starts)
    return Event(uid="1", title="Hours", starts=first, zone=zone, minutes=60, rhythm=rhythm)


THANKSGIVING = Clash("Hours", date(2026, 11, 26), (("noor", "Thanksgiving Day"),))


@pytest.mark.parametrize(
    ("entry", "found"),
    [
        (meeting("2026-09-03T17:00"), [THANKSGIVING]),
        (meeting("2025-11-27T17:00"), [THANKSGIVING]),  # what is over by then does not count
        (meeting("2026-09-04T17:00"), []),
        (meeting("2026-09-03T17:00", skip=[date(2026, 11, 26)]), []),
        # In Auckland it is Friday by then; for noor it is Thursday
        (
            meeting("2026-09-04T08:00", "Pacific/Auckland"),
            [THANKSGIVING._replace(day=date(2026, 11, 27))],
        ),
        (Day("1", "Hours", date(2026, 11, 26)), [THANKSGIVING]),
        (Day("1", "Hours", date(2026, 11, 25)), []),
        (Day("1", "Hours", date(2027, 11, 25)), []),  # after the end
    ],
)
def test_meetings_on_a_holiday(entry: Entry, found: list[Clash]) -> None:
    dates = {"noor": [entry, entry], "bartek": [entry], "maya": [entry]}
    clashing = clashes(dates, CALENDARS, STARTS, ENDS)
    assert [each for each in clashing if each.day.month == 11] == found


def test_a_meeting_on_a_holiday_is_told_with_its_line() -> None:
    (found,) = on_holidays([THANKSGIVING], lines("a: 1\ntitle: Hours\n"))
    assert found == Warning(
        "holiday",
        "Hours, Thu 26 Nov 2026, is on a holiday of noor (Thanksgiving Day)",
        "choose another day, or tell them that they need not come",
        Place("a.yml", 2),
        ("noor",),
    )


def test_days_on_which_nobody_of_a_rota_works() -> None:
    text = HEAD + (
        "people:\n"
        "  sam: {timezone: America/New_York, holidays: US}\n"
        "  noor: {timezone: America/Chicago, week: mon-thu}\n"
        "help_sessions:\n"
        "  rotas:\n"
        "    - {id: amer, timezone: America/New_York, seniors: [sam, noor]}\n"
        "    - {id: emea, timezone: Europe/Berlin, seniors: [kemal]}\n"
    )
    # Sam is off on Thursday 26 November, noor on Fridays
    assert unled(programme(source(text)), STARTS, ENDS) == {}
    alone = text.replace("[sam, noor]", "[sam]")
    found = unled(programme(source(alone)), STARTS, ENDS)
    assert found == {
        "amer": [date(2026, 9, 7), date(2026, 10, 12), date(2026, 11, 11), date(2026, 11, 26)]
    }
    (warning,) = without_leader({"amer": [date(2026, 11, 26)]}, nowhere)
    assert warning.what == "nobody of the rota amer works on Thu 26 Nov 2026"
