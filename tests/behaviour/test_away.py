"""`away` and `back`: no pings meanwhile, wherever it was said, also after a lost database (K3)."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from app.sandbox.state import Issue
from tests.behaviour.conftest import Enter
from tests.behaviour.files import HEAD, SMALL, STEPS, cohort, programme
from tests.behaviour.reading import DAY, answers, corner_of, reactions, say, ticked
from tests.harness.oracle import fork
from tests.world import HOME, STARTS, World

PRIVATE = "acme/mentors"
TWO = programme(
    cohort("{login: maya}, {login: ravi}", more=STEPS),
    head=f"{HEAD}  ravi: {{timezone: Asia/Kolkata}}\n",
)


def tracking(world: World) -> Issue:
    return next(issue for issue in world.issues() if issue.title == "Autumn")


def said_at(world: World, issue: Issue, zone: str = "Asia/Kolkata") -> list[str]:
    """The local days on which Cairn spoke in an issue."""
    said = [datetime.fromtimestamp(c.created, ZoneInfo(zone)) for c in world.said_in(issue)]
    return [f"{moment:%a %Y-%m-%d}" for moment in said]


async def test_nobody_is_nudged_while_away_and_those_days_do_not_count(
    enter_on_both: Enter,
) -> None:
    """Away from Friday, 28 August, until Friday, 11 September; three working days begin with the
    Monday after."""
    world = await enter_on_both(SMALL)
    issue = world.issue_of("maya")
    await world.cairn.play_until(STARTS + DAY)
    comment = await say(world, "maya", issue, "/mentor away until 11 September")
    assert reactions(comment) == ["+1"]
    assert answers(world, issue) == []
    await world.cairn.play_until(STARTS + 18 * DAY)
    assert answers(world, issue) == []
    await world.cairn.play_until(STARTS + 30 * DAY)
    assert said_at(world, issue) == ["Thu 2026-09-17"]


async def test_back_ends_it_at_once(enter: Enter) -> None:
    world = await enter(SMALL)
    issue = world.issue_of("maya")
    await say(world, "maya", issue, "/mentor away until 30 september")
    await world.cairn.play_until(STARTS + 7 * DAY)
    comment = await say(world, "maya", issue, "/mentor back")
    assert reactions(comment) == ["+1"]
    await world.cairn.play_until(STARTS + 13 * DAY)
    assert said_at(world, issue) == ["Tue 2026-09-08"]


async def test_a_later_word_counts_and_not_a_later_delivery(enter: Enter) -> None:
    world = await enter(SMALL)
    issue = world.issue_of("maya")
    maya = world.person("maya")
    maya.comment(HOME, issue.number, "/mentor away until 30 september")
    world.clock.advance_to(world.clock.now + 60)
    maya.comment(HOME, issue.number, "/mentor back")
    for delivery in reversed(world.sandbox.take_deliveries()):
        await world.cairn.service.intake.keep(delivery.event, delivery.id, delivery.body)
        await world.cairn.service.inbox.work()
        await world.cairn.settle()
    await world.cairn.play_until(STARTS + 9 * DAY)
    assert len(answers(world, issue)) == 1


@pytest.mark.parametrize("where", ["tracking", "another's", "private"])
async def test_it_counts_wherever_it_was_said(enter: Enter, where: str) -> None:
    """bartek, who is the main mentor of both, hears only then that ravi is quiet."""
    world = await enter(TWO)
    await world.cairn.play_until(STARTS + 15 * DAY)
    corner = corner_of(world)
    assert len(answers(world, corner)) == 1
    await say(world, "maya", world.issue_of("maya"), "On it")
    issue = {"tracking": tracking(world), "another's": world.issue_of("ravi"), "private": corner}
    await say(world, "bartek", issue[where], "/mentor away until 2026-10-12")
    await world.cairn.play_until(STARTS + 45 * DAY)
    assert len(answers(world, corner)) == 1
    await world.cairn.play_until(STARTS + 50 * DAY)
    assert said_at(world, corner, "Europe/Berlin")[1:] == ["Tue 2026-10-13"]
    assert "@bartek" in answers(world, corner)[1]


async def test_an_issue_is_not_opened_for_somebody_who_is_away(enter: Enter) -> None:
    later = programme(cohort("{login: maya}, {login: ravi, starts: 2026-09-14}", more=STEPS))
    world = await enter(later)
    await say(world, "ravi", tracking(world), "/mentor away until 2026-09-16")
    await world.cairn.play_until(STARTS + 20 * DAY)
    assert not [issue for issue in world.issues() if "ravi" in issue.title]
    await world.cairn.play_until(STARTS + 22 * DAY)
    assert world.issue_of("ravi").created > STARTS + 20 * DAY


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("/mentor away", "Until when?"),
        ("/mentor away until", "Until when?"),
        ("/mentor away until the cows come home", "I could not read that day"),
        ("/mentor away until 12/11", "I could not read that day"),
        ("/mentor away until 2026-02-30", "I could not read that day"),
        ("/mentor away until 2026-08-26", "26 August 2026 has passed already"),
        ("/mentor away until 2027-08-29", "more than a year away"),
        ("/mentor away until 26 August", "Do you mean 26 August 2027?"),
        ("/mentor awya until friday", "Did you mean `/mentor away until friday`?"),
    ],
)
async def test_a_day_that_cannot_be_taken_is_answered(enter: Enter, text: str, said: str) -> None:
    world = await enter(SMALL)
    issue = world.issue_of("maya")
    comment = await say(world, "maya", issue, text)
    assert reactions(comment) == ["confused"]
    assert [said in answer for answer in answers(world, issue)] == [True]
    await world.cairn.play_until(STARTS + 9 * DAY)
    assert len(answers(world, issue)) == 2, "and the nudge comes as ever"


@pytest.mark.parametrize(
    "text",
    [
        "/mentor away until friday",
        "/Mentor away until Friday.",
        "/mentor away until today",
        "/mentor away until 5 October",
        "/mentor away until 2026-10-05",
        "/mentor away till Oct 5th, 2026",
        "/mentor away 5 October",
        "/mentor away until 26 August 2027",
    ],
)
async def test_days_as_people_write_them(enter: Enter, text: str) -> None:
    world = await enter(SMALL)
    comment = await say(world, "maya", world.issue_of("maya"), text)
    assert reactions(comment) == ["+1"]
    assert answers(world, world.issue_of("maya")) == []


async def test_where_no_sweep_looks_it_is_not_promised(enter: Enter) -> None:
    world = await enter(SMALL)
    work = world.person("maya").open_issue("acme/engine", "A question")
    comment = await say(world, "maya", work, "/mentor away until friday")
    assert reactions(comment) == ["confused"]
    assert "in your own first steps, acme/mentorship#" in answers(world, work)[0]


async def test_undo_names_the_word_for_it_and_undoes_nothing(enter: Enter) -> None:
    world = await enter(SMALL)
    issue = world.issue_of("maya")
    await say(world, "maya", issue, "/mentor done chat")
    await say(world, "maya", issue, "/mentor away until friday")
    comment = await say(world, "maya", issue, "/mentor undo")
    assert "- [x] **chat**" in (issue.body or "")
    assert reactions(comment) == ["confused"]
    assert "`/mentor back` takes it back" in answers(world, issue)[0]
    await say(world, "maya", issue, "/mentor done hello")
    await say(world, "maya", issue, "/mentor undo")
    assert "- [ ] **hello**" in (issue.body or "")
    assert "- [x] **chat**" in (issue.body or "")
    assert len(answers(world, issue)) == 1


async def test_undo_after_a_pause_of_the_cohort_undoes_nothing(enter: Enter) -> None:
    """An admin whom the file does not name: GitHub is asked, in the mentee's scope as well."""
    world = await enter(SMALL)
    world.sandbox.set_permission(HOME, "zoe", "admin")
    issue = world.issue_of("maya")
    for who in ("alice", "zoe"):
        await say(world, who, issue, "/mentor done chat")
        await say(world, who, issue, "/mentor pause everywhere")
        comment = await say(world, who, issue, "/mentor undo")
        assert reactions(comment) == ["confused"]
        assert ticked(issue) == ["chat"]
        assert "`/mentor resume everywhere` takes it back" in answers(world, issue)[-1]


@pytest.mark.parametrize("slip", ["/mentor pause", "/mentor pause everywhere", "/mentor resume"])
async def test_what_was_refused_is_not_the_last_command(enter: Enter, slip: str) -> None:
    world = await enter(SMALL)
    issue = world.issue_of("maya")
    for text in ("/mentor done chat", slip, "/mentor undo"):
        await say(world, "maya", issue, text)
    assert ticked(issue) == []


@pytest.mark.parametrize(
    ("who", "slip"),
    [
        ("alice", "/mentor pause maya"),
        ("alice", "/mentor away until 2020-01-01"),
        ("alice", "/mentor puase"),
    ],
)
async def test_nor_is_what_was_not_understood(enter: Enter, who: str, slip: str) -> None:
    world = await enter(SMALL)
    issue = world.issue_of("maya")
    for text in ("/mentor done chat", slip, "/mentor undo"):
        await say(world, who, issue, text)
    assert ticked(issue) == []


@pytest.mark.parametrize("slip", ["/mentor done caht", "/mentor done chat\n/mentor undo"])
async def test_what_came_to_nothing_does_not_hide_an_absence(enter: Enter, slip: str) -> None:
    world = await enter(SMALL)
    issue = world.issue_of("maya")
    for text in ("/mentor done hello", "/mentor away until friday", slip, "/mentor undo"):
        await say(world, "maya", issue, text)
    assert ticked(issue) == ["hello"]
    assert "`/mentor back` takes it back" in answers(world, issue)[-1]


async def test_help_lists_it(enter: Enter) -> None:
    world = await enter(SMALL)
    await say(world, "maya", world.issue_of("maya"), "/mentor help")
    for usage in ("away until DATE", "back", "pause, pause everywhere", "resume"):
        assert f"`/mentor {usage}" in answers(world, world.issue_of("maya"))[0]


@pytest.mark.parametrize("where", ["own", "another's", "tracking"])
async def test_after_a_lost_database_it_still_holds(
    enter: Enter, tmp_path: Path, where: str
) -> None:
    """It is lost on the very day on which maya would be nudged; her own issue is planned first."""
    world = await enter(TWO)
    issues = {
        "own": world.issue_of("maya"),
        "another's": world.issue_of("ravi"),
        "tracking": tracking(world),
    }
    await say(world, "maya", issues["own"], "/mentor help")
    await say(world, "maya", issues[where], "/mentor away until 30 September")
    await say(world, "ravi", world.issue_of("ravi"), "/mentor done hello")
    await world.cairn.play_until(STARTS + 7 * DAY)
    world.clock.advance_to(STARTS + 8 * DAY)
    rebuilt = await fork(world, tmp_path / "rebuilt", keep=False)
    try:
        await rebuilt.cairn.play_until(STARTS + 9 * DAY)
        assert len(answers(rebuilt, rebuilt.issue_of("maya"))) == 1
        assert len(answers(rebuilt, rebuilt.issue_of("ravi"))) == 1
    finally:
        await rebuilt.close()
