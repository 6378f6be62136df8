"""Office hours' decisions: which days, which hours, which topics."""

from collections.abc import Mapping
from datetime import UTC, datetime
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.github.markers import Signer
from app.github.writer import MAX_BODY
from app.model import scopes
from app.model.artefacts import Issue
from app.model.facts import Facts, Known, Said
from app.model.order import order
from app.model.sight import Sight
from app.model.text import Text
from app.model.time import local
from app.model.workflow import Context, View
from app.programme.model import Home, Programme
from app.templates import Messages
from app.wiring import kinds
from tests.commanding import as_given
from tests.programme.support import errors, programme, source
from workflows.office_hours.agenda import MOST, Topic, hear
from workflows.office_hours.commands import SPECS, understand
from workflows.office_hours.dates import left_out, upcoming
from workflows.office_hours.plan import FIRST_OPENS, plan
from workflows.office_hours.settings import OfficeHours

BERLIN, NEW_YORK = "Europe/Berlin", "America/New_York"
HEAD = "version: 1\ntimezone: Europe/Berlin\noffice_hours:\n"


def entry(first: str = "2026-09-03T17:00", every: str = "2 weeks", **more: Any) -> OfficeHours:
    """Office hours, with what the file says of them."""
    return OfficeHours.model_validate(
        {"title": "Open hour", "hosts": ["bartek"], "first": first, "every": every, **more}
    )


def utc(moment: str) -> float:
    """An ISO time in UTC, as Unix seconds."""
    return datetime.fromisoformat(moment).replace(tzinfo=UTC).timestamp()


def shown(moment: float, zone: str = "UTC") -> str:
    return local(moment, zone).strftime("%Y-%m-%dT%H:%M")


# ---- which day and hour --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "skip", "on"),
    [
        ("2020-01-01T00:00", [], "2026-09-03"),
        ("2026-09-03T14:59", [], "2026-09-03"),
        ("2026-09-03T15:59", [], "2026-09-03"),
        ("2026-09-03T16:00", [], "2026-09-17"),
        ("2026-09-16T00:00", [], "2026-09-17"),
        ("2026-09-04T00:00", ["2026-09-17"], "2026-10-01"),
        ("2026-09-04T00:00", ["2026-09-17", "2026-10-01"], "2026-10-15"),
        ("2020-01-01T00:00", ["2026-09-03"], "2026-09-17"),
        ("2036-09-01T00:00", [], "2036-09-04"),
    ],
)
def test_the_next_day(now: str, skip: list[str], on: str) -> None:
    meeting = upcoming(entry(skip=skip), BERLIN, utc(now))
    assert shown(meeting.starts, BERLIN) == f"{on}T17:00"
    assert meeting.ends - meeting.starts == 3600


@pytest.mark.parametrize(
    ("every", "minutes", "now", "on"),
    [
        ("1 day", 60, "2026-09-10T15:30", "2026-09-10"),
        ("1 day", 60, "2026-09-10T16:30", "2026-09-11"),
        ("3 days", 60, "2026-09-10T00:00", "2026-09-12"),
        ("1 week", 60, "2026-09-10T16:00", "2026-09-17"),
        ("999 weeks", 60, "2026-09-04T00:00", "2045-10-26"),
        ("1 day", 1439, "2026-09-10T14:58", "2026-09-09"),
        ("1 week", 10_000, "2026-09-10T13:00", "2026-09-03"),
    ],
)
def test_every_rhythm(every: str, minutes: int, now: str, on: str) -> None:
    meeting = upcoming(entry(every=every, minutes=minutes), BERLIN, utc(now))
    assert shown(meeting.starts, BERLIN) == f"{on}T17:00"


@pytest.mark.parametrize(
    ("zone", "now", "starts"),
    [
        # Europe's clocks change on 25 October 2026 and 28 March 2027, New York's a week
        # later, and two weeks earlier.
        (BERLIN, "2026-10-02T00:00", "2026-10-15T15:00"),
        (BERLIN, "2026-10-16T00:00", "2026-10-29T16:00"),
        (BERLIN, "2027-03-05T00:00", "2027-03-18T16:00"),
        (BERLIN, "2027-03-20T00:00", "2027-04-01T15:00"),
        (NEW_YORK, "2026-10-16T00:00", "2026-10-29T21:00"),
        (NEW_YORK, "2026-10-30T00:00", "2026-11-12T22:00"),
        (NEW_YORK, "2027-02-20T00:00", "2027-03-04T22:00"),
        (NEW_YORK, "2027-03-06T00:00", "2027-03-18T21:00"),
    ],
)
def test_the_wall_clock_is_kept(zone: str, now: str, starts: str) -> None:
    assert shown(upcoming(entry(), zone, utc(now)).starts) == starts


def test_an_hour_that_the_clock_skips_is_the_one_after() -> None:
    early = entry("2027-03-21T02:30", "1 week")
    assert shown(upcoming(early, BERLIN, utc("2027-03-22T00:00")).starts, BERLIN) == (
        "2027-03-28T03:30"
    )


@given(
    st.integers(0, 4_000), st.integers(1, 40), st.sets(st.integers(0, 60)), st.integers(0, 4_000)
)
def test_no_meeting_is_left_behind(now: int, days: int, skip: set[int], after: int) -> None:
    """Counted one by one, from the first on."""
    start = datetime(2026, 9, 3, 17)  # noqa: DTZ001
    days_of = [(start.date().toordinal() + n * days) for n in range(4_100 // days + 70)]
    out = [datetime.fromordinal(days_of[n]).date() for n in skip]
    moment = utc("2026-09-03T17:30") + now * 86400
    later = utc("2026-09-03T17:00") + after * 86400 if after else 0.0
    found = upcoming(entry(every=f"{days} days", skip=out), "UTC", moment, later)
    held = [d for n, d in enumerate(days_of) if n not in skip]
    starts = [utc(f"{datetime.fromordinal(d):%Y-%m-%d}T17:00") for d in held]
    assert found.starts == next(s for s in starts if s + 3600 > moment and s > later)


@pytest.mark.parametrize(
    ("on", "skip", "out"),
    [
        ("2026-09-03", [], []),
        ("2026-09-03", ["2026-09-17"], ["2026-09-17"]),
        ("2026-10-01", ["2026-09-17"], ["2026-09-17"]),
        ("2026-10-15", ["2026-09-17"], []),
        ("2026-10-15", ["2026-09-17", "2026-10-01", "2026-10-29"], None),
    ],
)
def test_which_left_out_days_are_told(on: str, skip: list[str], out: list[str] | None) -> None:
    day = datetime.fromisoformat(on).date()
    found = [each.isoformat() for each in left_out(entry(skip=skip), day)]
    assert found == (skip if out is None else out)


# ---- the file ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "id", "identity"),
    [
        ("Community office hours", None, "community-office-hours"),
        ("Sprechstunde für alle!", None, "sprechstunde-fur-alle"),
        ("Open hour", "open", "open"),
        ("Приём", None, "office-hours"),
        ("a" * 39 + " b", None, "a" * 39),
    ],
)
def test_what_tells_entries_apart(title: str, id: str | None, identity: str) -> None:
    assert entry(title=title, id=id).identity() == identity


GOOD = "  - {title: Open hour, hosts: [bartek], first: 2026-09-03T17:00, every: 2 weeks}\n"


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (GOOD, []),
        (GOOD.replace("}", ", skip: [2026-12-24, 2026-09-03]}"), []),
        (
            GOOD.replace("}", ", skip: [2026-12-24, 2026-12-23]}"),
            [
                "4:101: `office_hours`: `skip`: 2026-12-23 is not one of its days; "
                "write 2026-12-24, or delete it"
            ],
        ),
        (
            GOOD.replace("}", ", skip: [2026-08-20]}"),
            [
                "4:89: `office_hours`: `skip`: 2026-08-20 is not one of its days; "
                "write 2026-09-03, or delete it"
            ],
        ),
        (
            GOOD.replace("2 weeks", "3 working days"),
            [
                "4:73: `office_hours`: `every`: 3 working days is no rhythm; "
                "write days or weeks, like 2 weeks"
            ],
        ),
        (
            GOOD.replace("2 weeks", "0 days"),
            [
                "4:73: `office_hours`: `every`: 0 days is no rhythm; "
                "write days or weeks, like 2 weeks"
            ],
        ),
        (
            GOOD.replace("2 weeks}", "1 day, minutes: 1440}"),
            [
                "4:89: `office_hours`: `minutes`: it would not be over when the next one begins; "
                "write fewer"
            ],
        ),
        (
            GOOD + GOOD.replace("Open", "open"),
            ["5:5: in `office_hours`, `open-hour` is in line 4 already; give one another `id`"],
        ),
        (GOOD + GOOD.replace("{", "{id: late, "), []),
    ],
)
def test_what_is_wrong_in_the_file(rows: str, told: list[str]) -> None:
    assert errors(source(HEAD + rows)) == [f".github/mentorship.yml:{each}" for each in told]


def test_where_an_entry_is_declared() -> None:
    private = source(
        "office_hours:\n" + GOOD.replace("Open", "Quiet"), ".github/x.yml", private=True
    )
    found = programme(source(HEAD + GOOD), private).declared(OfficeHours)
    assert [(each.entry.title, *each.home) for each in found] == [
        ("Open hour", "acme/mentorship", False),
        ("Quiet hour", "acme/mentors", True),
    ]


# ---- the agenda ----------------------------------------------------------------------------------

KEY = scopes.office_hours(7, "open-hour")
STARTS = utc("2026-09-03T15:00")
ENDS = STARTS + 3600
HOME = Home("acme/mentorship", False)


def view(facts: Facts, said: Mapping[str, Said], now: float, **more: Any) -> View:
    made = Programme(
        home=HOME.repository,
        timezone=BERLIN,
        settings={OfficeHours: (entry(**more),)},
        declared_in={OfficeHours: (HOME,)},
    )
    sight = Sight({"acme/mentorship": 7}, {7: False})
    return View(KEY, scopes.parse(KEY), facts, said, made, now, sight=sight)


def row(topics: Mapping[str, Topic], number: int = 12) -> Said:
    kept = {"topics": {key: list(each) for key, each in topics.items()}}
    return Said("issue", 7, number, 0.0, "", "open", kept, "there")


def command(second: int, name: str = "topic", by: str = "maya", **more: Any) -> Known:
    data = {"name": name, "by": by, "number": 12, "repository": "acme/Mentorship", "comment": 1}
    return Known(order(STARTS - 9_000 + second, 2, second), {**data, "topic": "A", **more})


@pytest.mark.parametrize(
    ("line", "topic"),
    [
        ("/mentor topic Parsers", "Parsers"),
        ("/mentor Topic: how   to test?", "how to test?"),
        ("/mentor topic", ""),
        ("/mentor topic " + "word " * 100, "word " * 55 + "word…"),
    ],
)
def test_what_a_command_says(line: str, topic: str) -> None:
    context = Context({}, lambda _r, _t: None, "cairn[bot]")
    assert understand(context, as_given(line, SPECS, KEY)) == {"topic": topic}


GIVEN = {
    "a": command(1, topic="A"),
    "b": command(2, topic="B"),
    "c": command(3, "undo"),
    "d": command(4, topic="D", by="zoe"),
    "e": command(5, "undo"),
}


@pytest.mark.parametrize("arriving", list(permutations(GIVEN)))
def test_in_any_order(arriving: tuple[str, ...]) -> None:
    """Each time something arrives, the issue is written, and remembers what it shows."""
    topics: Mapping[str, Topic] = {}
    for count in range(1, len(arriving) + 1):
        known = {key: GIVEN[key] for key in arriving[:count]}
        topics = hear(view({"command": known}, {}, 0.0), row(topics), ENDS).topics
    assert [(key, each.text) for key, each in topics.items() if not each.back] == [("d", "D")]
    assert [each.text for each in topics.values() if each.back] == ["", ""]


@pytest.mark.parametrize(
    ("known", "kept"),
    [
        (command(1), True),
        (command(1, topic=""), False),
        (command(1, number=13), False),
        (command(1, repository="acme/mentors"), False),
        (command(9_000 + 3_599), True),
        (command(9_000 + 3_600), False),
    ],
)
def test_what_counts(known: Known, kept: bool) -> None:
    found = hear(view({"command": {"a": known}}, {}, 0.0), row({}), ENDS)
    assert ("a" in found.topics) == kept


def test_nobody_fills_it_alone() -> None:
    many = {f"{n:02}": command(n) for n in range(MOST + 2)} | {"z": command(99, by="zoe")}
    found = hear(view({"command": many}, {}, 0.0), row({}), ENDS)
    assert [*found.topics] == [*(f"{n:02}" for n in range(MOST)), "z"]
    assert [key for key, verdict in found.verdicts.items() if verdict.refused] == ["05", "06"]


def test_a_refusal_stands_where_the_meeting_moves() -> None:
    answer = Said("comment", 7, 99, 0.0, "", None, {"refused": ["a"]}, "there")
    late = {"command": {"a": command(9_000 + 3_600)}}
    assert not hear(view(late, {"reply:a": answer}, 0.0), row({}), ENDS + 9_000).topics


@pytest.mark.parametrize("words", ["word " * 55, "@|" * 140, "<!--" * 70, "\U00010380" * 280])
def test_the_issue_fits(words: str) -> None:
    """However many people with however long topics there are."""
    many = {f"{n}:x": command(n, by=f"person-{n}", topic=words) for n in range(400)}
    (want,) = plan(view({}, {}, STARTS - 100)).wants
    assert isinstance(want, Issue)
    there = Said("issue", 7, 12, 0.0, "", "open", want.parameters, "there")
    (want,) = plan(view({"command": many}, {want.key: there}, STARTS - 100)).wants
    assert isinstance(want, Issue)
    assert isinstance(want.body, Text)
    data = {"s": KEY, "k": want.key, "p": want.parameters, "m": {}}
    content = Messages(kinds().texts.sources).render(want.body, ())
    assert len(Signer([b"secret"], 1).region(content, data, 7)) < MAX_BODY - 5_000
    assert len(want.parameters["topics"]) > 5


# ---- which issue ---------------------------------------------------------------------------------


def opened(now: float, said: Mapping[str, Said], **more: Any) -> dict[str, Said]:
    """The ledger after what is wanted now was written."""
    made = dict(said)
    for number, want in enumerate(plan(view({}, said, now, **more)).wants, start=20):
        assert isinstance(want, Issue)
        ref = said[want.key].ref if want.key in said else number
        made[want.key] = Said("issue", 7, ref, now, "", want.state, want.parameters, "there")
    return made


def test_it_wakes_when_there_is_something_to_do() -> None:
    early = STARTS - FIRST_OPENS - 1
    assert plan(view({}, {}, early)).wake == STARTS - FIRST_OPENS
    there = opened(STARTS - 1, {})
    assert plan(view({}, there, STARTS - 1)).wake == ENDS
    after = opened(ENDS, there)
    assert {key: each.state for key, each in after.items()} == {
        "meeting:1": "closed",
        "meeting:2": "open",
    }
    assert plan(view({}, after, ENDS)).wake == utc("2026-09-17T16:00")


@pytest.mark.parametrize("moved", ["2026-09-03T16:00", "2026-08-27T17:00", "2026-09-11T17:00"])
def test_a_meeting_that_is_over_has_no_second_issue_for_itself(moved: str) -> None:
    """However the file moves then: what was held was held."""
    after = opened(ENDS, opened(STARTS - 1, {}))
    again = opened(ENDS + 60, after, first=moved)
    assert [*again] == ["meeting:1", "meeting:2"]
    assert again["meeting:1"].parameters == after["meeting:1"].parameters
    assert again["meeting:2"].parameters["starts"] > ENDS


def test_an_issue_whose_marker_cannot_be_believed_is_written_anew() -> None:
    """After a rotated secret only its place is known (rule 11)."""
    there = opened(STARTS - 1, {})
    unknown = {"meeting:1": Said("issue", 7, 20, 0.0, "?", "open", {}, "there")}
    assert opened(STARTS - 1, unknown)["meeting:1"].parameters == there["meeting:1"].parameters
