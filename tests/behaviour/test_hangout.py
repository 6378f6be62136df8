"""The mentees' hangout: an issue in which mentors are never mentioned (row O9)."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from app.sandbox.mail import mails
from app.sandbox.state import Issue
from tests.behaviour.conftest import Enter
from tests.behaviour.files import STEPS, cohort, programme
from tests.behaviour.reading import DAY, answers, say, shown
from tests.behaviour.test_confirming import lose_database
from tests.behaviour.test_membership import push
from tests.behaviour.whys import lines, of, why
from tests.world import HOME, STARTS, World

ASKS = "hangout: {enabled: true}\n    " + STEPS
BOTH = "{login: maya}, {login: ravi}"
WANTED = programme(cohort(BOTH, more=ASKS))


def hangouts(world: World, repository: str = HOME) -> list[Issue]:
    """The hangouts there are."""
    return [i for i in world.issues(repository) if i.title.startswith("The mentees' hangout")]


async def played(enter: Enter, file: bytes, days: float = 10) -> World:
    """A world some days later; the cohort's first day is the fifth one."""
    world = await enter(file)
    await world.cairn.play_until(STARTS + days * DAY)
    return world


async def test_it_opens_on_the_first_morning_and_calls_nobody(enter_on_both: Enter) -> None:
    world = await played(enter_on_both, WANTED)
    (issue,) = hangouts(world)
    at = datetime.fromtimestamp(issue.created, ZoneInfo("Europe/Berlin"))
    assert (at.date().isoformat(), at.hour) == ("2026-09-01", 9)
    assert issue.assignees == []
    assert "Mentors are never mentioned here" in shown(issue)
    for login in ("bartek", "kemal", "maya", "ravi"):
        assert login not in (issue.body or "") + issue.title
    assert [mail for mail in mails(world.sandbox.world) if mail.about.issue is issue] == []


@pytest.mark.parametrize(
    "file",
    [
        programme(cohort(BOTH, more=STEPS)),
        programme(cohort(BOTH, more="hangout: {enabled: false}\n    " + STEPS)),
        programme(cohort("{login: maya}", more=ASKS)),
        programme(cohort("{login: maya}, {login: ravi, left: 2026-09-01}", more=ASKS)),
    ],
    ids=["not asked for", "off", "one mentee", "one who is left"],
)
async def test_where_there_is_none(enter: Enter, file: bytes) -> None:
    world = await played(enter, file)
    assert hangouts(world) == []


async def test_it_stays_theirs_when_the_cohort_is_over(enter: Enter) -> None:
    world = await played(enter, WANTED)
    await push(world, programme(cohort("{login: maya}", more=ASKS)))
    await world.cairn.play_until(STARTS + 100 * DAY)
    (issue,) = hangouts(world)
    assert issue.state == "open"
    assert answers(world, issue) == []


async def test_none_opens_in_a_cohort_that_is_over(enter: Enter) -> None:
    world = await played(enter, programme(cohort(BOTH, more=STEPS)))
    await world.cairn.play_until(STARTS + 100 * DAY)
    await push(world, WANTED)
    await world.cairn.play_until(STARTS + 101 * DAY)
    assert hangouts(world) == []


async def test_a_private_cohort_has_it_in_its_own_place(enter: Enter) -> None:
    world = await enter(programme(cohort("{login: li}", more=STEPS)), start=False)
    file = b"cohorts:\n" + cohort(BOTH, id="quiet", name="Quiet", more=ASKS).encode()
    world.person("alice").push_file("acme/mentors", ".github/mentorship/private.yml", file)
    await world.start()
    await world.cairn.play_until(STARTS + 10 * DAY)
    assert hangouts(world) == []
    assert len(hangouts(world, "acme/mentors")) == 1


async def test_a_pause_holds_it_back(enter: Enter) -> None:
    world = await enter(WANTED)
    await say(world, "alice", world.issue_of("maya"), "/mentor pause everywhere")
    await world.cairn.play_until(STARTS + 10 * DAY)
    assert hangouts(world) == []
    await say(world, "alice", world.issue_of("maya"), "/mentor resume everywhere")
    assert len(hangouts(world)) == 1


async def test_a_lost_database_opens_no_second_one(enter: Enter, tmp_path: Path) -> None:
    world = await played(enter, WANTED)
    writes = len(world.writes)
    (tmp_path / "anew").mkdir()
    await lose_database(world, tmp_path / "anew")
    assert world.writes[writes:] == []


async def test_why_it_is_there(enter: Enter) -> None:
    world = await played(enter, WANTED)
    found = await why(world, of(hangouts(world)[0]))
    assert found.because.startswith("Mentees have a place of their own")
    due, opened, in_file = lines(found)
    assert due.startswith("Due: Tue 2026-09-01 09:00 (Europe/Berlin, the cohort's)")
    assert opened.startswith("Opened: Tue 2026-09-01 07:00")
    assert in_file.startswith("In the file: hangout: {enabled: true} -> ")
    await push(world, programme(cohort(id="next", name="Next", more=STEPS)))
    found = await why(world, of(hangouts(world)[0]))
    assert len(lines(found)) == 1
