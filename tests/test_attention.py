"""When somebody may be pinged: by day, on a working day, three times a week (row K3, rule 10)."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.attention import CAP, WEEK, gate
from app.model.time import calendar_of
from app.programme.model import Person, Programme

PEOPLE = {
    "maya": Person("maya", "Asia/Kolkata"),
    "sam": Person("sam", "America/New_York"),
    "noor": Person("noor", "America/Chicago", week=frozenset({0, 1, 2, 3})),
    "greta": Person("greta", "Europe/Berlin", holidays="DE"),
}
PROGRAMME = Programme("acme/mentorship", "Europe/Berlin", people=PEOPLE)


def instant(text: str, zone: str) -> float:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).timestamp()


@pytest.mark.parametrize(
    ("who", "now", "zone", "opens"),
    [
        ("maya", "2026-09-01T10:00", "Asia/Kolkata", None),
        ("maya", "2026-09-01T03:00", "Asia/Kolkata", "2026-09-01T09:00"),
        ("maya", "2026-09-01T23:00", "Asia/Kolkata", "2026-09-02T09:00"),
        ("maya", "2026-09-05T10:00", "Asia/Kolkata", "2026-09-07T09:00"),
        ("Maya", "2026-09-05T10:00", "Asia/Kolkata", "2026-09-07T09:00"),
        ("noor", "2026-09-04T10:00", "America/Chicago", "2026-09-07T09:00"),
        ("greta", "2026-12-25T10:00", "Europe/Berlin", "2026-12-28T09:00"),
        ("nobody-known", "2026-09-01T03:00", "Europe/Berlin", "2026-09-01T09:00"),
    ],
)
def test_by_day_and_on_a_working_day(who: str, now: str, zone: str, opens: str | None) -> None:
    expected = instant(opens, zone) if opens else None
    assert gate([who], {}, PROGRAMME, instant(now, zone)) == expected


def test_two_people_are_pinged_when_it_is_day_for_both() -> None:
    now = instant("2026-09-01T10:00", "Europe/Berlin")
    at = gate(["greta", "sam"], {}, PROGRAMME, now)
    assert at == instant("2026-09-01T09:00", "America/New_York")


def test_a_fourth_ping_waits_until_the_first_is_a_week_old() -> None:
    now = instant("2026-09-03T10:00", "Asia/Kolkata")
    first = instant("2026-08-31T10:00", "Asia/Kolkata")
    pings = {"maya": [first, first + 3600, first + 7200]}
    at = gate(["maya"], pings, PROGRAMME, now)
    assert at is not None
    assert first + WEEK < at <= first + WEEK + 60


def test_people_without_hours_in_common_do_not_wait_for_ever() -> None:
    """Where no hour suits all, somebody has to be pinged at an odd one: an answer must come."""
    far = {
        "east": Person("east", "Pacific/Auckland"),
        "west": Person("west", "America/Los_Angeles"),
        "middle": Person("middle", "Africa/Cairo"),
    }
    programme = Programme("acme/mentorship", "UTC", people=far)
    now = instant("2026-09-01T10:00", "UTC")
    at = gate(list(far), {}, programme, now)
    assert at is None or at < now + WEEK


@given(
    st.sampled_from(sorted(PEOPLE)),
    st.floats(1.78e9, 1.82e9),
    st.lists(st.floats(0, 10 * 86400), max_size=8),
)
def test_the_gate_keeps_its_word(who: str, now: float, ages: list[float]) -> None:
    """At the instant that it names it says "now", and both rules hold."""
    pings = {who: sorted(now - age for age in ages)}
    at = gate([who], pings, PROGRAMME, now)
    at = now if at is None else at
    assert gate([who], pings, PROGRAMME, at) is None
    assert len([ping for ping in pings[who] if ping > at - WEEK]) < CAP
    assert calendar_of(PROGRAMME.person(who)).next_open(at) == at
