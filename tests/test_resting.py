"""`away`, `back`, `pause` and `resume`: what their words mean (table K)."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.commands import Command, NearMiss, parse, registry
from app.model.facts import Known
from app.model.order import order
from app.model.rests import ends
from app.replies import OWN_COMMANDS
from app.resting import YEAR, scope_of, understand
from workflows import WORKFLOWS

SPECS = registry([*OWN_COMMANDS, *(spec for each in WORKFLOWS for spec in each.commands)])
FRIDAY = datetime(2026, 8, 28, 23, 30, tzinfo=ZoneInfo("Europe/Berlin")).timestamp()
"""A Saturday already in Kolkata, and the afternoon in Chicago."""


def given_as(line: str) -> Command:
    (found,) = parse(line, SPECS)
    assert isinstance(found, Command)
    return found


@pytest.mark.parametrize(
    ("words", "zone", "problem", "day"),
    [
        ("until 2026-10-05", "UTC", None, "2026-10-05"),
        ("until friday", "Europe/Berlin", None, "2026-09-04"),
        ("until saturday", "Europe/Berlin", None, "2026-08-29"),
        ("until saturday", "Asia/Kolkata", None, "2026-09-05"),
        ("until today", "America/Chicago", None, "2026-08-28"),
        ("until tomorrow.", "Asia/Kolkata", None, "2026-08-30"),
        ("until 28 August", "Europe/Berlin", None, "2026-08-28"),
        ("until 28 August", "Asia/Kolkata", "year", "2027-08-28"),
        ("until 28 August 2027", "Asia/Kolkata", None, "2027-08-28"),
        ("until 2026-08-28", "Asia/Kolkata", "past", "2026-08-28"),
        ("until 2027-08-29", "Europe/Berlin", None, "2027-08-29"),
        ("until 2027-08-30", "Europe/Berlin", "far", "2027-08-30"),
        ("until 29 february", "Europe/Berlin", "far", "2028-02-29"),
        ("until 31.12.", "Europe/Berlin", "unknown", None),
        ("until I am well", "Europe/Berlin", "unknown", None),
        ("until", "Europe/Berlin", "none", None),
        ("…", "Europe/Berlin", "none", None),
        ("", "Europe/Berlin", "none", None),
    ],
)
def test_until_when(words: str, zone: str, problem: str | None, day: str | None) -> None:
    found = understand(given_as(f"/mentor away {words}"), FRIDAY, zone)
    assert found == {"problem": problem, "day": day}


@given(st.text(max_size=40), st.integers(0, 2_000_000_000))
def test_whatever_is_taken_is_within_a_year(words: str, at: int) -> None:
    command = Command("away", (), words, "", 0)
    found = understand(command, float(at), "UTC")
    if found["problem"] is None:
        today = datetime.fromtimestamp(at, ZoneInfo("UTC")).date()
        assert today <= date.fromisoformat(found["day"]) <= today + YEAR


@pytest.mark.parametrize(
    ("line", "everywhere", "odd"),
    [
        ("/mentor pause", False, False),
        ("/mentor pause here, please", False, False),
        ("/mentor pause everywhere", True, False),
        ("/mentor Resume for everybody.", True, False),
        ("/mentor pause the cohort", True, False),
        ("/mentor pause the whole cohort", True, False),
        ("/mentor resume this cohort", True, False),
        ("/mentor pause this whole issue", False, False),
        ("/mentor pause until friday", False, True),
        ("/mentor pause the cohort until friday", False, True),
        ("/mentor pause everywhere until friday", False, True),
        ("/mentor pause @maya", False, True),
    ],
)
def test_here_or_everywhere(line: str, everywhere: bool, odd: bool) -> None:
    command = given_as(line)
    found = understand(command, FRIDAY, "UTC")
    assert found == {"everywhere": everywhere, "odd": odd}
    place = "mentee:7/autumn/maya"
    assert scope_of(command, found, place) == ("cohort:7/autumn" if everywhere else place)
    assert scope_of(command, found, "cohort:7/autumn") == "cohort:7/autumn"


@pytest.mark.parametrize(
    ("line", "suggestion"),
    [
        ("/mentor awya until friday", "/mentor away until friday"),
        ("/mentor aways until friday", "/mentor away until friday"),
        ("/mentor bakc", "/mentor back"),
        ("/mentor bak again", "/mentor back"),
        ("/mentor puase", "/mentor pause"),
        ("/mentor paused everywhere", "/mentor pause everywhere"),
        ("/mentor resmue everywhere", "/mentor resume everywhere"),
        ("/mentor holiday", None),
    ],
)
def test_near_misses(line: str, suggestion: str | None) -> None:
    assert parse(line, SPECS) == (NearMiss(line, suggestion, 0),)


@pytest.mark.parametrize(
    ("until", "zone", "over"),
    [
        ("2026-09-04", "Asia/Kolkata", "2026-09-05T00:00+05:30"),
        ("2026-09-04", "Pacific/Kiritimati", "2026-09-05T00:00+14:00"),
        ("2026-09-04", "Pacific/Pago_Pago", "2026-09-05T00:00-11:00"),
        ("2026-10-24", "Europe/Berlin", "2026-10-25T00:00+02:00"),
        ("2026-10-25", "Europe/Berlin", "2026-10-26T00:00+01:00"),
        # a midnight that a clock change skips, and one that comes twice
        ("2026-04-23", "Africa/Cairo", "2026-04-24T01:00+03:00"),
        ("2026-10-31", "America/Havana", "2026-11-01T00:00-04:00"),
    ],
)
def test_an_absence_ends_with_its_last_day(until: str, zone: str, over: str) -> None:
    known = Known(order(FRIDAY), {"on": True, "until": until})
    assert ends(known, zone) == datetime.fromisoformat(over).timestamp()
