"""When a retrospective is, what the words of a learning mean, and that order does not matter."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.model import scopes
from app.model.days import Duration
from app.model.facts import Known, Said
from app.model.order import Rank, order
from app.model.own import Notes, Own
from app.model.time import at, local
from app.model.workflow import View
from app.programme.model import Cohort, Group, Programme
from workflows.retrospective.commands import Learning, parse_learning
from workflows.retrospective.dates import dates, posts
from workflows.retrospective.heard import LEARNINGS_ROOM, MOST, NOTES_ROOM, SAID, hear
from workflows.retrospective.sealed import ROOM, unseal
from workflows.retrospective.settings import RetrospectiveSettings
from workflows.retrospective.state import KEY

TODAY = date(2026, 9, 16)
LATER = "Fri 20 09:00, Fri 27 14:00, Mon 30 17:00, Thu 03 15:00"
BERLIN, NEW_YORK = "Europe/Berlin", "America/New_York"
GROUP = Group("engine", "Engine", ("bartek",))
AUTUMN = Cohort(
    "autumn",
    "Autumn",
    "acme/mentorship",
    private=False,
    template="open-source",
    draft=False,
    timezone=BERLIN,
    starts=date(2026, 9, 1),
    ends=date(2026, 11, 29),
)
SCOPE = scopes.group(1, "autumn", "engine")


def shown(instant: float, zone: str = BERLIN) -> str:
    return f"{local(instant, zone):%a %d %b %H:%M}"


# ---- dates ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("zone", "ends", "last", "expected"),
    [
        # The last working day, and three working days to talk.
        (
            BERLIN,
            date(2026, 11, 29),
            None,
            "Fri 20 09:00, Fri 27 14:00, Mon 30 17:00, Thu 03 15:00",
        ),
        # In a meeting some days before the end.
        (BERLIN, date(2026, 11, 27), 25, "Wed 18 09:00, Wed 25 14:00, Wed 25 14:05, Mon 30 15:00"),
        # In a meeting on the last day.
        (BERLIN, date(2026, 11, 25), 25, "Wed 18 09:00, Wed 25 14:00, Wed 25 14:05, Mon 30 15:00"),
        # The week in which the clock changes.
        (NEW_YORK, date(2026, 11, 2), 2, "Mon 26 09:00, Mon 02 14:00, Mon 02 14:05, Thu 05 15:00"),
        (BERLIN, date(2026, 10, 26), 26, "Mon 19 09:00, Mon 26 14:00, Mon 26 14:05, Thu 29 15:00"),
    ],
)
def test_all_dates_follow_from_the_file(
    zone: str, ends: date, last: int | None, expected: str
) -> None:
    day = None if last is None else at(ends.replace(day=last), time(14), zone)
    cohort = replace(AUTUMN, timezone=zone, ends=ends)
    found = dates(cohort, replace(GROUP, last_meeting=day), RetrospectiveSettings())
    assert ", ".join(f"{local(it, zone):%a %d %H:%M}" for it in found[:4]) == expected


def test_a_short_cohort_is_not_prepared_before_it_starts() -> None:
    cohort = replace(AUTUMN, starts=date(2026, 11, 25))
    assert shown(dates(cohort, GROUP, RetrospectiveSettings()).opens) == "Wed 25 Nov 09:00"


def test_what_began_does_not_move() -> None:
    held = at(TODAY, time(14), BERLIN)
    found = dates(AUTUMN, GROUP, RetrospectiveSettings(), held)
    assert (found.meets, shown(found.read)) == (held, "Thu 17 Sep 17:00")


@pytest.mark.parametrize(
    ("opened", "expected"),
    [
        (datetime(2026, 11, 20, 8, tzinfo=UTC), "Mon 23 Nov 09:00"),
        (datetime(2026, 11, 20, 12, tzinfo=UTC), "Mon 23 Nov 13:00"),
        (datetime(2026, 11, 1, 12, tzinfo=UTC), "Mon 23 Nov 09:00"),  # the day was moved later
    ],
)
def test_mentors_have_a_working_day(opened: datetime, expected: str) -> None:
    settings = RetrospectiveSettings(post_after=Duration(1, "working day"))
    found = dates(AUTUMN, GROUP, settings)
    assert shown(posts(found, opened.timestamp(), settings, BERLIN)) == expected


# ---- words ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Draft early", Learning("", "Draft early")),
        ("keep: Tea", Learning("keep", "Tea")),
        ("Change - Tea @maya", Learning("change", "Tea", "maya")),
        ("keep calm", Learning("", "keep calm")),
        ("Tea @maya friday", Learning("", "Tea", "maya", "2026-09-18")),
        ("Tea @maya by 24 December", Learning("", "Tea", "maya", "2026-12-24")),
        ("Tea by 2026-10-01 @maya", Learning("", "Tea", "maya", "2026-10-01")),
        ("Tea until friday", Learning("", "Tea", "", "2026-09-18")),
        ("Ask @maya about tea", Learning("", "Ask @maya about tea")),
        ("Ask @maya, says @bartek", Learning("", "Ask @maya, says", "bartek")),
        ("mail a@maya.example", Learning("", "mail a@maya.example")),
        ("stand by me", Learning("", "stand by me")),
        ("@maya friday", Learning("", "", "maya", "2026-09-18")),
        ("", Learning("", "")),
    ],
)
def test_the_words_of_a_learning(text: str, expected: Learning) -> None:
    assert parse_learning(text, TODAY) == expected


@given(st.text(max_size=400))
def test_any_words_are_a_learning(text: str) -> None:
    found = parse_learning(" ".join(text.split()), TODAY)
    assert len(found.text) <= 280
    assert "\n" not in found.text


# ---- in any order --------------------------------------------------------------------------------

STARTS = at(TODAY, time(14), BERLIN)
NAMES = ("well", "better", "written", "learning", "undo")
COMMANDS = st.lists(
    st.tuples(st.sampled_from(("maya", "bartek")), st.sampled_from(NAMES)), max_size=12
)


def command(n: int, by: str, name: str) -> Known:
    data = {"by": by, "name": name, "roles": ["mentee"], "note": f"Note {n}", "comment": n}
    data["learning"] = list(Learning("", f"Learning {n}"))
    return Known(order(STARTS + n, Rank.COMMAND, n), data)


def view(commands: dict[str, Known], said: dict[str, Said]) -> View:
    programme = Programme(home="acme/mentorship", timezone="UTC", cohorts=(AUTUMN,))
    facts = {"command": commands}
    return View(SCOPE, scopes.parse(SCOPE), facts, said, programme, STARTS + 100)


def row(entries: object) -> Said:
    return Said("issue", 1, 3, STARTS, "", "open", {SAID: entries}, "there")


def heard(commands: dict[str, Known], said: dict[str, Said]) -> dict[str, list[str]]:
    found = hear(view(commands, said), said.get(KEY), STARTS + 1000)
    return {key: list(entry) for key, entry in found.entries.items()}


@given(COMMANDS, st.randoms(use_true_random=False), st.data())
def test_notes_and_undo_come_to_the_same_in_any_order(
    given_: list[tuple[str, str]], random: Random, data: st.DataObject
) -> None:
    """Delivered in any order, some late, planned in between; and whatever people tidied away once
    it was heard, also after the database was lost."""
    commands = {f"{n}:x": command(n, by, name) for n, (by, name) in enumerate(given_)}
    expected = heard(commands, {KEY: row({})})
    keys = list(commands)
    random.shuffle(keys)
    known: dict[str, Known] = {}
    said = {KEY: row({})}
    for key in keys:
        known[key] = commands[key]
        said = {KEY: row(heard(known, said))}
        assert heard(known, said) == said[KEY].parameters[SAID]
    assert said[KEY].parameters[SAID] == expected
    left = {key for key in keys if data.draw(st.booleans())}
    after = heard({key: commands[key] for key in keys if key in left}, said)
    assert {k: v[-1] for k, v in after.items()} == {k: v[-1] for k, v in expected.items()}


def test_lists_have_an_end() -> None:
    few = {f"{n}:x": command(n, "maya", "well") for n in range(MOST + 2)}
    assert len(heard(few, {})) == MOST
    wide = {
        f"{n}:x": replace(known, data={**known.data, "by": f"p{n}", "note": "x" * 280})
        for n in range(60)
        for known in [command(n, "", "better")]
    }
    kept = heard(wide, {})
    assert sum(3 * len(each[3]) for each in kept.values()) < NOTES_ROOM < 3 * 280 * len(wide)
    assert NOTES_ROOM + LEARNINGS_ROOM + ROOM < 54_000


# ---- sealed --------------------------------------------------------------------------------------


def own(**notes: tuple[str, ...]) -> View:
    people = {
        login: Own(notes=(Notes(group=SCOPE, better=texts), Notes(group="other", well=("No",))))
        for login, texts in notes.items()
    }
    found = view({}, {})
    return replace(found, programme=replace(found.programme, own=people))


def test_the_order_of_notes_tells_nobody_who_wrote_them() -> None:
    mine, theirs = tuple(f"a{n}" for n in range(9)), tuple(f"b{n}" for n in range(9))
    here = own(maya=mine, bartek=theirs)
    found = [note.text for note in unseal(here, ("Maya", "bartek"))]
    assert found == [note.text for note in unseal(here, ("bartek", "Maya"))]
    assert sorted(found) == [*mine, *theirs]
    assert found not in ([*mine, *theirs], [*theirs, *mine])
    assert unseal(here, ("kemal",)) == []


def test_what_two_wrote_alike_stands_twice() -> None:
    found = unseal(own(maya=("Tea",), bartek=("Tea",)), ("maya", "bartek"))
    assert [note.text for note in found] == ["Tea", "Tea"]


@pytest.mark.parametrize(("people", "length"), [(1, 280), (9, 70), (60, 20)])
def test_notes_of_many_are_shorter(people: int, length: int) -> None:
    names = tuple(f"p{n}" for n in range(people))
    found = unseal(own(**dict.fromkeys(names, ("x" * 280,) * 10)), names)
    assert max(len(note.text) for note in found) <= length
    assert sum(3 * len(note.text) for note in found) < ROOM
