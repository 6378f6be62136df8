"""`pause` and `resume`: Cairn falls silent in an issue, or in a whole cohort (K2, K3)."""

from pathlib import Path

import pytest

from app.sandbox.state import Issue, Role
from tests.behaviour.conftest import Enter
from tests.behaviour.files import SMALL, STEPS, cohort, programme
from tests.behaviour.reading import DAY, answers, corner_of, reactions, say, ticked
from tests.behaviour.test_away import TWO, tracking
from tests.harness.oracle import fork
from tests.world import HOME, STARTS, World

PRIVATE = "acme/mentors"


def nudged(world: World, issue: Issue) -> int:
    return len([text for text in answers(world, issue) if "somebody will help" in text])


async def test_in_a_mentees_issue_it_is_that_issue(enter_on_both: Enter) -> None:
    world = await enter_on_both(TWO)
    maya, ravi = world.issue_of("maya"), world.issue_of("ravi")
    comment = await say(world, "alice", maya, "/mentor pause")
    assert reactions(comment) == ["+1"]
    await world.cairn.play_until(STARTS + 20 * DAY)
    assert answers(world, maya) == []
    assert nudged(world, ravi) == 1
    comment = await say(world, "alice", maya, "/mentor resume")
    assert reactions(comment) == ["+1"]
    await world.cairn.play_until(STARTS + 21 * DAY)
    assert answers(world, maya) == [], "what was due meanwhile is not made up for"
    await world.cairn.play_until(STARTS + 26 * DAY)
    assert nudged(world, maya) == 1


async def test_commands_are_answered_and_the_list_is_kept(enter: Enter) -> None:
    world = await enter(SMALL)
    issue = world.issue_of("maya")
    await say(world, "alice", issue, "/mentor pause")
    await say(world, "maya", issue, "/mentor done chat")
    assert ticked(issue) == ["chat"]
    await say(world, "maya", issue, "/mentor done caht")
    assert len(answers(world, issue)) == 1
    mine = await say(world, "maya", issue, "/mentor checklist")
    assert "cairn:end" in mine.body


async def test_in_a_mentees_issue_the_cohort_may_be_named(enter: Enter) -> None:
    world = await enter(TWO)
    comment = await say(world, "alice", world.issue_of("maya"), "/mentor pause the whole cohort")
    assert reactions(comment) == ["+1"]
    await world.cairn.play_until(STARTS + 20 * DAY)
    assert [nudged(world, world.issue_of(who)) for who in ("maya", "ravi")] == [0, 0]


@pytest.mark.parametrize("where", ["tracking", "everywhere", "private"])
async def test_a_whole_cohort(enter: Enter, where: str) -> None:
    world = await enter(TWO)
    if where == "private":
        await world.cairn.play_until(STARTS + 13 * DAY)
    said = {who: nudged(world, world.issue_of(who)) for who in ("maya", "ravi")}
    corner = corner_of(world) if where == "private" else None
    lines = len(answers(world, corner)) if corner else 0
    match where:
        case "tracking":
            comment = await say(world, "alice", tracking(world), "/mentor pause")
        case "everywhere":
            comment = await say(world, "alice", world.issue_of("maya"), "/mentor pause everywhere")
        case _:
            assert corner is not None
            comment = await say(world, "alice", corner, "/mentor pause")
    assert reactions(comment) == ["+1"]
    for who in ("maya", "ravi"):
        await say(world, who, world.issue_of(who), "Hello")
    await world.cairn.play_until(STARTS + 40 * DAY)
    assert {who: nudged(world, world.issue_of(who)) for who in said} == said
    assert corner is None or len(answers(world, corner)) == lines
    await say(world, "alice", tracking(world), "/mentor resume")
    await world.cairn.play_until(STARTS + 47 * DAY)
    assert {who: nudged(world, world.issue_of(who)) for who in said} == {
        who: before + 1 for who, before in said.items()
    }


async def test_nothing_new_is_opened_in_a_pause(enter: Enter) -> None:
    later = programme(cohort("{login: maya}, {login: ravi, starts: 2026-09-14}", more=STEPS))
    world = await enter(later)
    await say(world, "alice", tracking(world), "/mentor pause")
    await world.cairn.play_until(STARTS + 20 * DAY)
    assert len(world.issues()) == 2
    await say(world, "alice", tracking(world), "/mentor resume")
    await world.cairn.play_until(STARTS + 22 * DAY)
    assert world.issue_of("ravi").state == "open"


async def test_two_pauses_are_two(enter: Enter) -> None:
    world = await enter(TWO)
    maya, ravi = world.issue_of("maya"), world.issue_of("ravi")
    await say(world, "alice", maya, "/mentor pause")
    await say(world, "alice", maya, "/mentor pause everywhere")
    comment = await say(world, "alice", maya, "/mentor resume")
    assert reactions(comment) == ["confused"]
    assert "The whole cohort is paused as well" in answers(world, maya)[0]
    await say(world, "alice", ravi, "/mentor pause")
    await say(world, "alice", maya, "/mentor resume everywhere")
    assert len(answers(world, maya)) == 1
    await world.cairn.play_until(STARTS + 9 * DAY)
    assert (nudged(world, maya), nudged(world, ravi)) == (1, 0)


async def test_what_is_due_after_a_pause_comes_as_one(enter: Enter) -> None:
    """maya has settled in, left, and come back meanwhile."""
    world = await enter(SMALL)
    issue = world.issue_of("maya")
    gone = programme(cohort("{login: maya, left: 2026-08-28}", more=STEPS))
    world.person("alice").push_file(HOME, ".github/mentorship.yml", gone)
    await world.cairn.play_until(STARTS + 2 * DAY)
    assert len(answers(world, issue)) == 1
    await say(world, "alice", issue, "/mentor pause")
    world.person("alice").push_file(HOME, ".github/mentorship.yml", SMALL)
    world.person("alice").tick(HOME, issue.number, "conduct")
    world.person("alice").tick(HOME, issue.number, "chat")
    await world.cairn.settle()
    assert len(answers(world, issue)) == 1
    await world.cairn.play_until(STARTS + 6 * DAY)
    await say(world, "alice", issue, "/mentor resume")
    assert len(answers(world, issue)) == 2
    assert "Welcome back" in answers(world, issue)[1]
    assert "you have settled in" in answers(world, issue)[1]
    assert issue.state == "closed"
    await world.cairn.play_until(STARTS + 20 * DAY)
    assert len(answers(world, issue)) == 2


async def test_who_is_taken_out_of_the_file_in_a_pause_hears_of_it_after_it(enter: Enter) -> None:
    world = await enter(TWO)
    issue = world.issue_of("ravi")
    await say(world, "alice", issue, "/mentor pause everywhere")
    world.person("alice").push_file(HOME, ".github/mentorship.yml", SMALL)
    await world.cairn.play_until(STARTS + DAY)
    assert (issue.state, answers(world, issue)) == ("open", [])
    await say(world, "alice", tracking(world), "/mentor resume")
    assert "Your time with this cohort has come to its end" in answers(world, issue)[0]
    assert issue.state == "closed"


async def test_that_one_is_not_said_again_after_a_lost_database(
    enter: Enter, tmp_path: Path
) -> None:
    world = await enter(SMALL)
    issue = world.issue_of("maya")
    gone = programme(cohort("{login: maya, left: 2026-08-28}", more=STEPS))
    world.person("alice").push_file(HOME, ".github/mentorship.yml", gone)
    await world.cairn.play_until(STARTS + 2 * DAY)
    await say(world, "alice", issue, "/mentor pause")
    world.person("alice").push_file(HOME, ".github/mentorship.yml", SMALL)
    world.person("alice").tick(HOME, issue.number, "conduct")
    world.person("alice").tick(HOME, issue.number, "chat")
    await world.cairn.settle()
    await world.cairn.play_until(STARTS + 6 * DAY)
    await say(world, "alice", issue, "/mentor resume")
    rebuilt = await fork(world, tmp_path / "rebuilt", keep=False)
    try:
        await rebuilt.cairn.play_until(STARTS + 20 * DAY)
        assert [write for write in rebuilt.writes if HOME in write] == []
    finally:
        await rebuilt.close()


@pytest.mark.parametrize(
    ("who", "role", "may"),
    [
        ("alice", None, True),
        ("zoe", "admin", True),
        ("zoe", "write", False),
        ("bartek", None, False),
        ("maya", None, False),
        ("zoe", None, False),
    ],
)
async def test_who_may(enter: Enter, who: str, role: Role | None, may: bool) -> None:
    world = await enter(SMALL)
    if role is not None:
        world.sandbox.set_permission(HOME, who, role)
    issue = world.issue_of("maya")
    comment = await say(world, who, issue, "/mentor pause")
    assert reactions(comment) == (["+1"] if may else ["confused"])
    assert [("is for the organisers (alice)" in text) for text in answers(world, issue)] == (
        [] if may else [True]
    )
    world.sandbox.set_permission(HOME, "zoe", "read")
    await world.cairn.play_until(STARTS + 8 * DAY)
    assert nudged(world, issue) == (0 if may else 1)


@pytest.mark.parametrize("text", ["/mentor pause until friday", "/mentor pause maya"])
async def test_a_pause_takes_no_date(enter: Enter, text: str) -> None:
    world = await enter(SMALL)
    comment = await say(world, "alice", world.issue_of("maya"), text)
    assert reactions(comment) == ["confused"]
    assert (
        "`/mentor pause everywhere` for the whole cohort"
        in answers(world, world.issue_of("maya"))[0]
    )


@pytest.mark.parametrize("text", ["/mentor pause", "/mentor pause everywhere"])
@pytest.mark.parametrize("tidied", [False, True])
async def test_after_a_lost_database_it_still_holds(
    enter: Enter, tmp_path: Path, text: str, tidied: bool
) -> None:
    """Also where the command was tidied away: the markers remember."""
    world = await enter(SMALL)
    issue = world.issue_of("maya")
    comment = await say(world, "alice", issue, text)
    if tidied:
        world.person("alice").delete_comment(comment.id)
    await world.cairn.play_until(STARTS + 4 * DAY)
    world.clock.advance_to(STARTS + 8 * DAY)
    rebuilt = await fork(world, tmp_path / "rebuilt", keep=False)
    try:
        assert rebuilt.writes == []
        await rebuilt.cairn.play_until(STARTS + 20 * DAY)
        at_home = [write for write in rebuilt.writes if HOME in write]
        assert at_home == [f"PATCH /repos/{HOME}/issues/1"], "the cohort's next day"
        issue = rebuilt.issue_of("maya")
        await say(rebuilt, "alice", issue, text.replace("pause", "resume"))
        await rebuilt.cairn.play_until(STARTS + 27 * DAY)
        assert nudged(rebuilt, issue) == 1
    finally:
        await rebuilt.close()


async def test_in_a_locked_issue_nothing_answers(enter: Enter) -> None:
    world = await enter(TWO)
    maya, ravi = world.issue_of("maya"), world.issue_of("ravi")
    world.sandbox.set_permission(HOME, "kemal", "write")
    world.person("alice").lock(HOME, maya.number)
    await world.cairn.settle()
    await say(world, "kemal", maya, "/mentor pause everywhere")
    assert answers(world, maya) == []
    await say(world, "alice", maya, "/mentor pause everywhere")
    await world.cairn.play_until(STARTS + 9 * DAY)
    assert nudged(world, ravi) == 0
