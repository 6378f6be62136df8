"""When somebody may be pinged: by day, on a working day, three times a week (row K3, rule 10)."""

from collections.abc import Sequence
from datetime import datetime
from math import inf
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.attention import AWAKE, CAP, Standing, decide
from app.model.days import parse_week
from app.model.time import WORKING, Calendar

BERLIN = Calendar("Europe/Berlin")
CALENDARS = {
    "kolkata": Calendar("Asia/Kolkata"),
    "berlin": BERLIN,
    "bavaria": Calendar("Europe/Berlin", holidays="DE-BY"),
    "chicago": Calendar("America/Chicago", parse_week("mon-thu")),
    "cairo": Calendar("Africa/Cairo", parse_week("sun-thu")),
    "kathmandu": Calendar("Asia/Kathmandu"),
    "chatham": Calendar("Pacific/Chatham"),
    "kiritimati": Calendar("Pacific/Kiritimati"),
    "pago": Calendar("Pacific/Pago_Pago"),
    "lord howe": Calendar("Australia/Lord_Howe"),
    "apia": Calendar("Pacific/Apia"),
    "fridays": Calendar("Asia/Kolkata", parse_week("fri")),
    "utc": Calendar("UTC"),
}


def at(text: str, zone: str) -> float:
    """An instant, from a local date and hour; with an offset in `text`, that counts."""
    moment = datetime.fromisoformat(text)
    return (moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(zone))).timestamp()


@pytest.mark.parametrize(
    ("who", "now", "opens"),
    [
        # hours, in zones with half and quarter hours
        ("kolkata", "2026-09-01T10:00", None),
        ("kolkata", "2026-09-01T08:59", "2026-09-01T09:00"),
        ("kolkata", "2026-09-01T16:59", None),
        ("kolkata", "2026-09-01T17:00", "2026-09-02T09:00"),
        ("kathmandu", "2026-09-01T03:00+00:00", "2026-09-01T03:15+00:00"),
        ("kathmandu", "2026-09-01T03:15+00:00", None),
        ("chatham", "2026-09-01T20:00+00:00", "2026-09-01T20:15+00:00"),
        # on both sides of the date line, one instant: Tuesday's morning, and Sunday's night
        ("kiritimati", "2026-08-31T19:00+00:00", None),
        ("pago", "2026-08-31T10:00+00:00", "2026-08-31T20:00+00:00"),
        ("kiritimati", "2026-09-04T20:00+00:00", "2026-09-06T19:00+00:00"),
        ("pago", "2026-09-05T00:00+00:00", None),
        # weeks
        ("berlin", "2026-09-04T17:00", "2026-09-07T09:00"),
        ("berlin", "2026-09-05T12:00", "2026-09-07T09:00"),
        ("chicago", "2026-09-04T10:00", "2026-09-07T09:00"),
        ("cairo", "2026-09-04T12:00", "2026-09-06T09:00"),
        ("cairo", "2026-09-06T12:00", None),
        ("fridays", "2026-09-04T17:00", "2026-09-11T09:00"),
        # holidays: Christmas is a Friday; Epiphany is one in Bavaria, not in all of Germany
        ("bavaria", "2026-12-25T10:00", "2026-12-28T09:00"),
        ("bavaria", "2026-01-06T10:00", "2026-01-07T09:00"),
        ("berlin", "2026-01-06T10:00", None),
        # the missing hour: the Monday after is an hour nearer
        ("berlin", "2026-03-27T17:00+01:00", "2026-03-30T09:00+02:00"),
        ("cairo", "2026-04-23T17:00+02:00", "2026-04-26T09:00+03:00"),
        ("lord howe", "2026-10-02T17:00+10:30", "2026-10-05T09:00+11:00"),
        # the doubled hour: the Monday after is an hour further
        ("berlin", "2026-10-23T17:00+02:00", "2026-10-26T09:00+01:00"),
        ("lord howe", "2026-04-03T17:00+11:00", "2026-04-06T09:00+10:30"),
        # the Friday that Samoa left out when it moved across the date line
        ("apia", "2011-12-29T17:00-10:00", "2012-01-02T09:00+14:00"),
    ],
)
def test_by_day_and_on_a_working_day(who: str, now: str, opens: str | None) -> None:
    calendar = CALENDARS[who]
    moment = at(now, calendar.zone)
    expected = moment if opens is None else at(opens, calendar.zone)
    assert decide({who: Standing(calendar)}, moment) == (expected, (who,))


@pytest.mark.parametrize(
    ("who", "pings", "now", "opens"),
    [
        # two leave room for a third
        ("berlin", ["2026-08-31T10:00", "2026-09-01T10:00"], "2026-09-02T10:00", None),
        ("berlin", ["2026-08-31T10:00"] * 3, "2026-09-02T10:00", "2026-09-07T09:00"),
        ("berlin", ["2026-08-31T10:00"] * 4, "2026-09-06T23:00", "2026-09-07T09:00"),
        # the week turns: what was on Friday belongs to the last one
        ("berlin", ["2026-09-04T16:59"] * 3, "2026-09-07T09:00", None),
        # where work begins on Sunday, so does the week
        ("cairo", ["2026-09-03T10:00"] * 3, "2026-09-06T09:00", None),
        ("cairo", ["2026-09-06T10:00"] * 3, "2026-09-07T09:00", "2026-09-13T09:00"),
        ("fridays", ["2026-09-04T10:00"] * 3, "2026-09-04T11:00", "2026-09-11T09:00"),
        # a Monday in Kiritimati, while it is still Sunday nearly everywhere else
        (
            "kiritimati",
            ["2026-09-06T19:00+00:00"] * 3,
            "2026-09-07T20:00+00:00",
            "2026-09-14T09:00",
        ),
        # a week with the missing hour, and one with the doubled one
        ("berlin", ["2026-03-23T09:00"] * 3, "2026-03-27T10:00", "2026-03-30T09:00"),
        ("berlin", ["2026-10-19T09:00"] * 3, "2026-10-23T10:00", "2026-10-26T09:00"),
        # the new week begins with a holiday
        ("bavaria", ["2026-03-30T10:00"] * 3, "2026-04-01T10:00", "2026-04-07T09:00"),
    ],
)
def test_the_cap_of_a_week(who: str, pings: Sequence[str], now: str, opens: str | None) -> None:
    zone = CALENDARS[who].zone
    standing = Standing(CALENDARS[who], [at(ping, zone) for ping in pings])
    moment = at(now, zone)
    assert decide({who: standing}, moment).at == (at(opens, zone) if opens else moment)


@pytest.mark.parametrize(
    ("pings", "now", "opens"),
    [
        ([], "2026-09-07T10:00", None),
        (["2026-09-06T23:59"], "2026-09-07T10:00", None),
        (["2026-09-07T09:00"], "2026-09-07T10:00", "2026-09-08T09:00"),
        (["2026-09-11T09:00"], "2026-09-11T16:00", "2026-09-14T09:00"),
        (["2026-09-07T09:00"] * 3, "2026-09-07T10:00", "2026-09-14T09:00"),
    ],
)
def test_a_reminder_waits_for_a_day_of_its_own(
    pings: Sequence[str], now: str, opens: str | None
) -> None:
    told, moment = [at(ping, BERLIN.zone) for ping in pings], at(now, BERLIN.zone)
    standing = Standing(BERLIN, told, once_a_day=True)
    assert decide({"maya": standing}, moment).at == (at(opens, BERLIN.zone) if opens else moment)


@pytest.mark.parametrize(
    ("who", "until", "now", "opens"),
    [
        ("berlin", "2026-09-05T00:00", "2026-09-01T10:00", "2026-09-07T09:00"),
        ("berlin", "2026-09-09T00:00", "2026-09-01T10:00", "2026-09-09T09:00"),
        ("berlin", "2026-09-01T00:00", "2026-09-01T10:00", None),
        ("berlin", "2026-09-01T10:00", "2026-09-01T10:00", None),
        ("bavaria", "2026-12-24T00:00", "2026-12-20T10:00", "2026-12-24T09:00"),
        ("cairo", "2026-09-04T00:00", "2026-09-01T10:00", "2026-09-06T09:00"),
    ],
)
def test_nobody_is_pinged_while_away(who: str, until: str, now: str, opens: str | None) -> None:
    zone = CALENDARS[who].zone
    standing = Standing(CALENDARS[who], quiet_until=at(until, zone))
    moment = at(now, zone)
    assert decide({who: standing}, moment).at == (at(opens, zone) if opens else moment)


def test_who_wants_no_pings_gets_none() -> None:
    assert decide({"maya": Standing(BERLIN, quiet_until=inf)}, 1.8e9) == (inf, ())


def test_nobody_is_asked_for_at_any_time() -> None:
    assert decide({}, 1.8e9) == (1.8e9, ())


TUESDAY = at("2026-09-01T10:00", "Europe/Berlin")


@pytest.mark.parametrize(
    ("people", "opens", "whom"),
    [
        (["berlin", "new york"], "2026-09-01T15:00", ["berlin", "new york"]),
        # no working hours in common: an hour at which both are awake
        (["berlin", "los angeles"], "2026-09-01T17:00", ["berlin", "los angeles"]),
        # nor that: the first one's hour, and only those for whom it is day
        (["berlin", "auckland", "los angeles"], "2026-09-01T10:00", ["berlin"]),
        # who is away is not waited for
        (["away", "berlin"], "2026-09-01T10:00", ["berlin"]),
        (["away", "opted out"], "2026-09-09T09:00", []),
        # one whose week is full is
        (["full", "berlin"], "2026-09-07T09:00", ["full", "berlin"]),
    ],
)
def test_several_together(people: list[str], opens: str, whom: list[str]) -> None:
    standing = {
        "berlin": Standing(BERLIN),
        "new york": Standing(Calendar("America/New_York")),
        "los angeles": Standing(Calendar("America/Los_Angeles")),
        "auckland": Standing(Calendar("Pacific/Auckland")),
        "away": Standing(BERLIN, quiet_until=at("2026-09-09T00:00", BERLIN.zone)),
        "opted out": Standing(BERLIN, quiet_until=inf),
        "full": Standing(BERLIN, [TUESDAY - 3600] * CAP),
    }
    found = decide({name: standing[name] for name in people}, TUESDAY)
    assert found == (at(opens, BERLIN.zone), tuple(whom))


@pytest.mark.parametrize(
    ("others", "now", "opens"),
    [
        # whoever follows gets the same mail: it waits until they are up
        ([Calendar("America/New_York")], "2026-09-01T10:00", "2026-09-01T14:00"),
        ([Calendar("America/Chicago")], "2026-09-01T10:00", "2026-09-01T15:00"),
        # but nobody is pinged in their evening for that (it would be 17:00 here, and 8:00 there)
        ([Calendar("America/Los_Angeles")], "2026-09-01T10:00", None),
        ([Calendar("Europe/London")], "2026-09-01T09:00", None),
        (
            [Calendar("Europe/Berlin", parse_week("mon-thu"))],
            "2026-09-04T10:00",
            "2026-09-07T09:00",
        ),
        # where that takes too long, only who is needed counts
        ([Calendar("Asia/Kolkata", parse_week("mon"))], "2026-09-01T10:00", None),
        (
            [Calendar("Pacific/Auckland"), Calendar("America/Los_Angeles")],
            "2026-09-01T10:00",
            None,
        ),
    ],
)
def test_those_who_follow_are_not_woken(
    others: list[Calendar], now: str, opens: str | None
) -> None:
    found = decide({"berlin": Standing(BERLIN)}, at(now, BERLIN.zone), others)
    assert found == (at(opens or now, BERLIN.zone), ("berlin",))


def test_two_who_meet_in_the_evening_only_wait_for_who_follows() -> None:
    people = {"berlin": Standing(BERLIN), "la": Standing(Calendar("America/Los_Angeles"))}
    listening = [Calendar("America/Sao_Paulo", parse_week("wed"))]
    found = decide(people, TUESDAY, listening)
    assert found == (at("2026-09-02T17:00", BERLIN.zone), ("berlin", "la"))


@given(
    st.sampled_from(sorted(CALENDARS)),
    st.lists(st.sampled_from(sorted(CALENDARS)), max_size=4),
    st.floats(1.78e9, 1.82e9),
)
def test_nobody_is_pinged_after_hours_for_who_follows(
    who: str, others: list[str], now: float
) -> None:
    found = decide({who: Standing(CALENDARS[who])}, now, [CALENDARS[name] for name in others])
    assert CALENDARS[who].next_open(found.at, *WORKING) == found.at


@given(
    st.sampled_from(sorted(CALENDARS)),
    st.floats(1.78e9, 1.82e9),
    st.lists(st.floats(0, 10 * 86400), max_size=8),
    st.floats(-5 * 86400, 20 * 86400),
)
def test_the_gate_keeps_its_word(who: str, now: float, ages: list[float], away: float) -> None:
    """At the instant that it names it says "now", and all rules hold."""
    calendar = CALENDARS[who]
    standing = Standing(calendar, [now - age for age in ages], now + away)
    found = decide({who: standing}, now).at
    assert found >= now
    assert decide({who: standing}, found) == (found, (who,))
    week = calendar.week_start(found)
    assert sum(ping >= week for ping in standing.pings) < CAP
    assert found >= standing.quiet_until
    assert calendar.next_open(found, *WORKING) == found


@given(
    st.lists(st.sampled_from(sorted(CALENDARS)), min_size=1, max_size=4, unique=True),
    st.lists(st.sampled_from(sorted(CALENDARS)), max_size=2),
    st.floats(1.78e9, 1.82e9),
)
def test_whoever_is_pinged_is_awake_and_at_work(
    names: list[str], others: list[str], now: float
) -> None:
    people = {name: Standing(CALENDARS[name]) for name in names}
    listening = [CALENDARS[name] for name in others]
    found = decide(people, now, listening)
    for _ in range(3):  # a clock change on the way may put it off once more
        found = decide(people, found.at, listening)
    assert decide(people, found.at, listening) == found, "it would never be sent"
    assert found.people
    assert {CALENDARS[name].next_open(found.at, *AWAKE) for name in found.people} == {found.at}


@pytest.mark.parametrize(
    ("week", "first"),
    [
        ("mon-fri", 0),
        ("sun-thu", 6),
        ("mon-thu", 0),
        ("fri", 4),
        ("mon,wed,fri", 0),
        ("sat-wed", 5),
        ("tue-sat", 1),
        ("mon-sun", 0),
    ],
)
def test_a_week_begins_after_its_longest_rest(week: str, first: int) -> None:
    assert Calendar("UTC", parse_week(week)).first_day == first
