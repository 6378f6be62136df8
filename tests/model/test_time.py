"""Local time, clock changes and working days."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.model.days import Duration
from app.model.time import Calendar, at, calendar_of, local
from app.programme.model import Person

MON_THU = frozenset({0, 1, 2, 3})
SUN_THU = frozenset({6, 0, 1, 2, 3})
BERLIN = Calendar("Europe/Berlin", holidays="DE")
BERLIN_BY = Calendar("Europe/Berlin", holidays="DE-BY")
NEW_YORK = Calendar("America/New_York", holidays="US")
KOLKATA = Calendar("Asia/Kolkata", holidays="IN")
SHORT = Calendar("America/Chicago", MON_THU, "US")


def utc(text: str) -> float:
    return datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp()


@pytest.mark.parametrize(
    ("day", "hour", "zone", "expected"),
    [
        ("2026-07-01", "10:00", "Europe/Berlin", "2026-07-01T08:00"),
        ("2026-12-01", "10:00", "Europe/Berlin", "2026-12-01T09:00"),
        ("2026-12-01", "10:00", "Asia/Kolkata", "2026-12-01T04:30"),
        # Skipped by the clock change: read with the offset before it.
        ("2026-03-29", "02:30", "Europe/Berlin", "2026-03-29T01:30"),
        ("2026-03-08", "02:30", "America/New_York", "2026-03-08T07:30"),
        # Comes twice: the first.
        ("2026-10-25", "02:30", "Europe/Berlin", "2026-10-25T00:30"),
        ("2026-11-01", "01:30", "America/New_York", "2026-11-01T05:30"),
    ],
)
def test_at(day: str, hour: str, zone: str, expected: str) -> None:
    assert at(date.fromisoformat(day), time.fromisoformat(hour), zone) == utc(expected)


def test_local_is_the_wall_clock() -> None:
    assert (
        local(utc("2026-10-25T00:30"), "Europe/Berlin").isoformat() == "2026-10-25T02:30:00+02:00"
    )
    assert (
        local(utc("2026-10-25T01:30"), "Europe/Berlin").isoformat() == "2026-10-25T02:30:00+01:00"
    )
    assert local(utc("2026-01-01T00:00"), "Asia/Kolkata").isoformat() == "2026-01-01T05:30:00+05:30"


@pytest.mark.parametrize(
    ("calendar", "day", "expected"),
    [
        (BERLIN, "2026-09-01", True),
        (BERLIN, "2026-09-05", False),
        (BERLIN, "2026-12-25", False),
        (BERLIN, "2026-01-06", True),
        (BERLIN_BY, "2026-01-06", False),
        (NEW_YORK, "2026-11-26", False),
        (NEW_YORK, "2026-10-03", False),
        (KOLKATA, "2026-10-02", False),
        (SHORT, "2026-09-04", False),
        (SHORT, "2026-09-03", True),
        (Calendar("Asia/Riyadh", SUN_THU), "2026-09-06", True),
        (Calendar("Europe/Berlin"), "2026-12-25", True),
    ],
)
def test_working_days(calendar: Calendar, day: str, expected: bool) -> None:
    assert calendar.is_working_day(date.fromisoformat(day)) is expected


@pytest.mark.parametrize(
    ("calendar", "start", "count", "expected"),
    [
        (BERLIN, "2026-09-01T10:00", 0, "2026-09-01T10:00"),
        (BERLIN, "2026-09-01T10:00", 1, "2026-09-02T10:00"),
        (BERLIN, "2026-09-04T10:00", 1, "2026-09-07T10:00"),
        (BERLIN, "2026-09-04T10:00", 6, "2026-09-14T10:00"),
        # From a day off, the first working day has to pass.
        (BERLIN, "2026-09-05T10:00", 1, "2026-09-08T00:00"),
        (BERLIN, "2026-12-24T10:00", 1, "2026-12-28T10:00"),
        # The same local hour on both sides of a clock change.
        (BERLIN, "2026-10-23T10:00", 1, "2026-10-26T10:00"),
        (NEW_YORK, "2026-03-06T10:00", 1, "2026-03-09T10:00"),
        (NEW_YORK, "2026-11-25T09:00", 1, "2026-11-27T09:00"),
        (KOLKATA, "2026-10-01T18:00", 1, "2026-10-05T18:00"),
        (SHORT, "2026-09-03T10:00", 1, "2026-09-08T10:00"),
    ],
)
def test_add_working_days(calendar: Calendar, start: str, count: int, expected: str) -> None:
    zone = ZoneInfo(calendar.zone)
    begin = datetime.fromisoformat(start).replace(tzinfo=zone).timestamp()
    end = local(calendar.add_working_days(begin, count), calendar.zone)
    assert end.replace(tzinfo=None).isoformat(timespec="minutes") == expected


@pytest.mark.parametrize(
    ("calendar", "day", "count", "expected"),
    [
        (BERLIN, "2026-09-01", 0, "2026-09-01"),
        (BERLIN, "2026-09-01", 3, "2026-08-27"),
        (BERLIN, "2026-09-07", 1, "2026-09-04"),
        (BERLIN, "2026-12-28", 1, "2026-12-24"),
        (SHORT, "2026-09-08", 1, "2026-09-03"),
    ],
)
def test_working_days_before(calendar: Calendar, day: str, count: int, expected: str) -> None:
    found = calendar.working_days_before(date.fromisoformat(day), count)
    assert found == date.fromisoformat(expected)


@pytest.mark.parametrize(
    ("span", "before", "after"),
    [
        (Duration(1, "week"), "2026-08-28", "2026-09-11"),
        (Duration(2, "day"), "2026-09-02", "2026-09-06"),
        (Duration(2, "working day"), "2026-09-02", "2026-09-08"),
    ],
)
def test_spans(span: Duration, before: str, after: str) -> None:
    friday = date(2026, 9, 4)
    assert BERLIN.before(friday, span).isoformat() == before
    noon = at(friday, time(12), BERLIN.zone)
    moved = local(BERLIN.after(noon, span), BERLIN.zone)
    assert (moved.date().isoformat(), moved.hour) == (after, 12)


@pytest.mark.parametrize(
    ("calendar", "start", "expected"),
    [
        (BERLIN, "2026-09-01T10:15", "2026-09-01T10:15"),
        (BERLIN, "2026-09-01T03:00", "2026-09-01T09:00"),
        (BERLIN, "2026-09-01T09:00", "2026-09-01T09:00"),
        (BERLIN, "2026-09-01T17:00", "2026-09-02T09:00"),
        (BERLIN, "2026-09-04T17:01", "2026-09-07T09:00"),
        (BERLIN, "2026-12-24T20:00", "2026-12-28T09:00"),
        (SHORT, "2026-09-03T18:00", "2026-09-08T09:00"),
        (KOLKATA, "2026-10-02T12:00", "2026-10-05T09:00"),
    ],
)
def test_next_open(calendar: Calendar, start: str, expected: str) -> None:
    begin = datetime.fromisoformat(start).replace(tzinfo=ZoneInfo(calendar.zone)).timestamp()
    opens = local(calendar.next_open(begin), calendar.zone)
    assert opens.replace(tzinfo=None).isoformat(timespec="minutes") == expected


def test_next_open_has_hours_of_its_own() -> None:
    begin = at(date(2026, 9, 1), time(8), "Europe/Berlin")
    assert BERLIN.next_open(begin, opens=7, closes=9) == begin
    assert BERLIN.next_open(begin, opens=11, closes=12) == begin + 3 * 3600


@pytest.mark.parametrize(
    ("calendar", "start", "end", "hours"),
    [
        (BERLIN, "2026-09-01T08:00", "2026-09-01T10:30", 2.5),
        (BERLIN, "2026-09-01T04:00", "2026-09-01T08:00", 1),
        (BERLIN, "2026-09-01T14:00", "2026-09-02T08:00", 2),
        (BERLIN, "2026-09-01T16:00", "2026-09-02T05:00", 0),
        (BERLIN, "2026-09-04T14:00", "2026-09-07T08:00", 2),  # a weekend
        (BERLIN, "2026-10-23T07:00", "2026-10-26T16:00", 16),  # the clock changes in between
        (BERLIN, "2026-12-24T08:00", "2026-12-28T09:00", 9),  # Christmas
        (KOLKATA, "2026-09-01T03:30", "2026-09-01T05:00", 1.5),
        (SHORT, "2026-09-03T14:00", "2026-09-08T15:00", 9),  # works to Thursday; Labor Day
        (BERLIN, "2026-09-02T08:00", "2026-09-01T08:00", 0),
    ],
)
def test_working_seconds(calendar: Calendar, start: str, end: str, hours: float) -> None:
    assert calendar.working_seconds(utc(start), utc(end)) == hours * HOUR


def test_a_week_needs_a_working_day() -> None:
    with pytest.raises(ValueError, match="working day"):
        Calendar("UTC", frozenset())


def test_a_persons_calendar() -> None:
    person = Person("noor", "America/Chicago", None, "US", MON_THU)
    assert calendar_of(person) == SHORT


INSTANTS = st.integers(int(utc("2025-01-01T00:00")), int(utc("2030-01-01T00:00"))).map(float)
CALENDARS = st.sampled_from([BERLIN, BERLIN_BY, NEW_YORK, KOLKATA, SHORT])
HOUR = 3600.0


@given(CALENDARS, INSTANTS, st.floats(HOUR, 40 * 86400), st.integers(0, 12))
def test_a_later_start_never_ends_earlier(
    calendar: Calendar, start: float, more: float, count: int
) -> None:
    first = calendar.add_working_days(start, count)
    assert calendar.add_working_days(start + more, count) >= first
    assert calendar.add_working_days(start, count + 1) > first


@given(CALENDARS, INSTANTS, st.floats(0, 40 * 86400))
def test_next_open_is_monotone_and_stays(calendar: Calendar, start: float, more: float) -> None:
    opens = calendar.next_open(start)
    assert opens >= start
    assert calendar.next_open(opens) == opens
    assert calendar.next_open(start + more) >= opens
    moment = local(opens, calendar.zone)
    assert calendar.is_working_day(moment.date())
    assert 9 <= moment.hour < 17


@given(CALENDARS, INSTANTS, st.floats(0, 40 * 86400), st.floats(0, 1))
def test_working_time_adds_up(calendar: Calendar, start: float, more: float, part: float) -> None:
    middle, end = start + part * more, start + more
    whole = calendar.working_seconds(start, end)
    halves = calendar.working_seconds(start, middle) + calendar.working_seconds(middle, end)
    assert halves == pytest.approx(whole, abs=1e-3)
    assert 0 <= whole <= more + 1e-3


@given(CALENDARS, st.dates(date(2025, 1, 1), date(2030, 1, 1)), st.integers(1, 12))
def test_counting_back_and_forth_meet(calendar: Calendar, day: date, count: int) -> None:
    back = calendar.working_days_before(day, count)
    between = [back + timedelta(days=n) for n in range((day - back).days)]
    assert sum(map(calendar.is_working_day, between)) == count
    assert calendar.is_working_day(back)


@given(CALENDARS, INSTANTS)
@example(NEW_YORK, 1762063200.0)  # the second of the two hours from one to two
def test_the_wall_clock_leads_back(calendar: Calendar, instant: float) -> None:
    moment = local(instant, calendar.zone)
    again = at(moment.date(), moment.time().replace(fold=0), calendar.zone)
    assert instant - again == (3600 if moment.fold else 0)
