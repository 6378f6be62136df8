"""What is in the calendars of rota, office hours and people: as another library reads them."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from io import StringIO
from itertools import islice
from zoneinfo import ZoneInfo

import pytest
import vobject
from dateutil.tz import tzical

from app.model import scopes
from app.model.calendar import Day, Entry, Event, Feed
from app.model.facts import Said
from app.model.figures import Figure
from app.model.sight import Sight
from app.model.workflow import View
from app.pages.calendar import ical
from app.pages.cohort_dates import cohort_dates
from app.programme.model import Programme
from tests.behaviour.files import HEAD
from tests.behaviour.rotas import FIVE, SUPPORT, file
from tests.programme.support import programme, source
from workflows.office_hours.feed import own_dates as office_hours
from workflows.rota.feed import feed, own_dates
from workflows.rota.own import figures

BERLIN, NEW_YORK = "Europe/Berlin", "America/New_York"
SCOPE = scopes.rota(7, "amer")
HOURS = scopes.office_hours(7, "open-hour")
NAMES = {"acme/mentorship": 7, SUPPORT: 8}
AMER = programme(source(file()))


def utc(text: str) -> float:
    return datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp()


def view(
    days: Mapping[str, str],
    now: str,
    *,
    on: Programme = AMER,
    private: bool = False,
    page: int = 8,
    scope: str = SCOPE,
) -> View:
    """A rota whose page says who leads when."""
    row = Said("issue", page, 1, utc(now), "", "open", {"days": days}, "there")
    sight = Sight(NAMES, {7: private, 8: private})
    return View(scope, scopes.parse(scope), {}, {f"page:{page}": row}, on, utc(now), sight=sight)


def held(entries: Iterable[Entry], zone: str) -> list[str]:
    """When they begin, on a clock that shows what the feed's own changes of the clock come to."""
    text = ical(Feed("Dates", tuple(entries)), utc("2026-08-27T00:00"))
    theirs = tzical(StringIO(text)).get(zone)
    found = []
    for each in vobject.readOne(text).vevent_list:
        rules = each.getrruleset(addRDate=True)
        for local in islice(rules, 2) if rules else [each.dtstart.value]:
            instant = local.replace(tzinfo=theirs).astimezone(UTC)
            found.append(instant.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%d %H:%M %z"))
    return found


CHANGES = [
    (BERLIN, "2026-10-23", "2026-10-26", "+0200", "+0100"),
    (BERLIN, "2026-10-24", "2026-10-25", "+0200", "+0100"),
    (BERLIN, "2027-03-26", "2027-03-29", "+0100", "+0200"),
    (BERLIN, "2027-03-27", "2027-03-28", "+0100", "+0200"),
    (NEW_YORK, "2026-10-30", "2026-11-02", "-0400", "-0500"),
    (NEW_YORK, "2026-10-31", "2026-11-01", "-0400", "-0500"),
    (NEW_YORK, "2027-03-12", "2027-03-15", "-0500", "-0400"),
    (NEW_YORK, "2027-03-13", "2027-03-14", "-0500", "-0400"),
]
"""Both changes of the clock: a day before, a day after or of the change, and both offsets."""


# ---- the rota ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("zone", "before", "after", "was", "then"), CHANGES)
def test_a_session_keeps_its_hour(zone: str, before: str, after: str, was: str, then: str) -> None:
    on = programme(source(file(zone=zone)))
    for entries in (
        feed(view({before: "sam", after: "noor"}, before, on=on)),
        Feed("", tuple(own_dates(view({before: "sam", after: "noor"}, before, on=on), "sam"))),
    ):
        assert entries is not None
        assert held(entries.events, zone) == [f"{before} 11:00 {was}", f"{after} 11:00 {then}"]


def titles(found: Feed | Iterable[Entry] | None) -> list[str]:
    entries = found.events if isinstance(found, Feed) else found or ()
    return [each.title for each in entries]


WEEK = {"2026-11-20": "sam", "2026-11-23": "", "2026-11-24": "Noor", "2026-11-25": ""}


def test_it_says_who_leads_from_this_weeks_monday_on() -> None:
    found = feed(view(WEEK, "2026-11-24T12:00"))
    assert found is not None
    assert found.name == "Help sessions, amer"
    assert titles(found) == ["Help session, amer: Noor", "Help session, amer: nobody yet"]
    assert [each.uid for each in found.events] == [
        "2026-11-24.amer.7.rota@cairn",
        "2026-11-25.amer.7.rota@cairn",
    ]


@pytest.mark.parametrize(
    ("login", "expected"),
    [
        ("noor", ["You lead: help session, amer", "Help session, amer: nobody yet"]),
        ("SAM", ["Help session, amer: Noor", "Help session, amer: nobody yet"]),
        ("maya", []),
    ],
)
def test_seniors_have_all_days_with_their_own_marked(login: str, expected: list[str]) -> None:
    for private in (False, True):
        found = own_dates(view(WEEK, "2026-11-24T12:00", private=private), login)
        assert titles(found) == expected


def test_there_is_no_public_feed_of_what_is_private_or_gone() -> None:
    now = "2026-11-24T12:00"
    assert feed(view(WEEK, now, private=True)) is None
    assert feed(view(WEEK, now, page=9)) is None, "its page was elsewhere, maybe in private"
    assert feed(view(WEEK, now, on=programme(source(HEAD)))) is None
    assert titles(own_dates(view(WEEK, now, page=9), "noor")) == []


@pytest.mark.parametrize(
    ("now", "ahead", "behind"),
    [
        # It begins at 11:00 in New York: 16:00, and in summer 15:00 UTC.
        ("2026-10-01T12:00", 0, 0),
        ("2026-10-06T12:00", 1, 0),
        ("2026-10-20T14:59", 2, 0),
        ("2026-10-20T15:00", 1, 1),
        ("2026-11-03T15:59", 1, 1),
        ("2026-11-03T16:00", 0, 2),
        ("2026-11-17T04:59", 0, 2),
        ("2026-11-17T05:00", 0, 1),
        ("2026-12-02T12:00", 0, 0),
    ],
)
def test_how_often_somebody_leads(now: str, ahead: int, behind: int) -> None:
    days = {"2026-10-20": "Sam", "2026-10-21": "noor", "2026-10-22": "", "2026-11-03": "sam"}
    found = figures(view(days, now), "sam")
    assert found is not None
    assert found.figures == (
        Figure("You lead in the next two weeks", ahead),
        Figure("You led in the last four weeks", behind),
    )


def test_numbers_are_for_seniors_of_a_rota_that_is_there() -> None:
    assert figures(view(WEEK, "2026-11-24T12:00"), "maya") is None
    assert figures(view(WEEK, "2026-11-24T12:00", on=programme(source(HEAD))), "sam") is None
    assert all(figures(view({}, "2026-11-24T12:00"), login) for login in FIVE)


# ---- office hours --------------------------------------------------------------------------------


def hours(first: str, zone: str = BERLIN, *, every: str = "1 week", private: bool = False) -> View:
    when = f"first: {first}, every: {every}, timezone: {zone}"
    section = f"office_hours:\n  - {{title: Open hour, hosts: [bartek], {when}}}\n"
    files = [source(HEAD if private else HEAD + section)]
    files += [source(section, ".github/mentorship/hours.yml", private=True)] if private else []
    return View(HOURS, scopes.parse(HOURS), {}, {}, programme(*files), utc("2026-08-27T00:00"))


@pytest.mark.parametrize(("zone", "before", "after", "was", "then"), CHANGES)
def test_office_hours_keep_their_hour(
    zone: str, before: str, after: str, was: str, then: str
) -> None:
    every = f"{(date.fromisoformat(after) - date.fromisoformat(before)).days} days"
    found = office_hours(hours(f"{before}T17:00", zone, every=every), "maya")
    assert held(found, zone) == [f"{before} 17:00 {was}", f"{after} 17:00 {then}"]


@pytest.mark.parametrize(
    ("login", "private", "has_it"),
    [
        ("maya", False, True),
        ("maya", True, False),
        ("bartek", True, True),
        ("alice", True, True),
        ("kemal", True, False),
    ],
)
def test_a_private_entry_is_in_the_calendars_of_hosts_and_organisers(
    login: str, private: bool, has_it: bool
) -> None:
    found = list(office_hours(hours("2026-09-03T17:00", private=private), login))
    assert bool(found) is has_it


# ---- a cohort ------------------------------------------------------------------------------------

COHORT = """\
cohorts:
  - id: autumn
    name: Autumn
    starts: 2026-09-01
    ends: 2026-11-27
    dates:
      - {on: 2026-10-14, title: Half-time}
      - {on: 2026-11-04, title: Check-in}
      - {on: 2026-11-18, title: Check-in}
    groups:
      - id: engine
        name: Engine
        mentors: [bartek]
        last_meeting: 2026-11-24T16:00
        mentees:
          - {login: maya}
          - {login: ravi, starts: 2026-09-15, ends: 2026-12-11}
          - {login: lena, left: 2026-10-20}
      - id: other
        name: Other
        mentors: [kemal]
        mentees: [{login: zoe}]
"""


def dates(login: str) -> list[Entry]:
    (cohort,) = programme(source(HEAD + COHORT)).cohorts
    return list(cohort_dates(cohort, 7, login))


@pytest.mark.parametrize(
    ("login", "first", "last", "meets"),
    [
        ("maya", "2026-09-01", "2026-11-27", True),
        ("RAVI", "2026-09-15", "2026-12-11", True),
        ("bartek", "2026-09-01", "2026-11-27", True),
        ("kemal", "2026-09-01", "2026-11-27", False),
        ("zoe", "2026-09-01", "2026-11-27", False),
    ],
)
def test_everybody_has_their_own_days(login: str, first: str, last: str, meets: bool) -> None:
    found = dates(login)
    days = {each.title: each.on.isoformat() for each in found if isinstance(each, Day)}
    assert days["Autumn: first day"] == first
    assert days["Autumn: last day"] == last
    assert days["Autumn: Half-time"] == "2026-10-14"
    assert ("Autumn: last meeting of Engine" in titles(found)) is meets
    assert len({each.uid for each in found}) == len(found)


def test_whoever_leaves_has_what_comes_before() -> None:
    assert titles(dates("lena")) == ["Autumn: first day", "Autumn: Half-time", "Autumn: last day"]
    assert [each.on for each in dates("lena") if isinstance(each, Day)][-1] == date(2026, 10, 20)


@pytest.mark.parametrize("login", ["alice", "nobody"])
def test_whoever_is_in_no_group_has_none(login: str) -> None:
    assert dates(login) == []


def test_another_parser_reads_whole_days_and_meetings() -> None:
    text = ical(Feed("Mentorship, maya", tuple(dates("maya"))), utc("2026-08-27T00:00"))
    found = {each.summary.value: each for each in vobject.readOne(text).vevent_list}
    assert found["Autumn: Half-time"].dtstart.value == date(2026, 10, 14)
    assert found["Autumn: Half-time"].transp.value == "TRANSPARENT"
    assert "dtend" not in found["Autumn: Half-time"].contents
    meeting = found["Autumn: last meeting of Engine"]
    assert meeting.duration.value.total_seconds() == 3600
    events = [each for each in dates("maya") if isinstance(each, Event)]
    assert held(events, BERLIN) == ["2026-11-24 16:00 +0100"]
