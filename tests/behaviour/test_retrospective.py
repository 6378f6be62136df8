"""Each group's retrospective (rows T1 to T5)."""

from pathlib import Path

import pytest

from app.sandbox.state import Issue
from tests.behaviour.conftest import Enter
from tests.behaviour.files import programme
from tests.behaviour.reading import answers, reactions, remembered, say, shown
from tests.behaviour.retrospectives import MENTORS, at, begun, entry, file, one, retrospectives
from tests.behaviour.test_confirming import lose_database
from tests.behaviour.test_membership import push
from tests.world import HOME, World

BEFORE, ON, AFTER = at("2026-09-09"), at("2026-09-16", "12:01"), at("2026-09-22", "08:00")


async def anew(world: World, folder: Path) -> list[str]:
    """Lose the database; what is written after that."""
    writes = len(world.writes)
    (folder / "anew").mkdir()
    await lose_database(world, folder / "anew")
    return world.writes[writes:]


def listed(issue: Issue) -> list[str]:
    """The notes that are shown, in their order."""
    return [line[3:] for line in shown(issue).splitlines() if line.startswith("1. ")]


def learned(issue: Issue) -> list[str]:
    """The rows of the table of learnings."""
    return [line for line in shown(issue).splitlines() if line.startswith("| ")][1:]


# ---- prepared ------------------------------------------------------------------------------------


async def test_from_a_week_before_to_the_end(enter_on_both: Enter, tmp_path: Path) -> None:
    world = await begun(enter_on_both, file())
    await world.cairn.play_until(at("2026-09-09", "06:30"))
    assert retrospectives(world) == []
    await world.cairn.play_until(BEFORE)
    issue = one(world)
    assert (issue.title, issue.assignees) == ("Retrospective: autumn-group, Autumn", [])
    assert shown(issue).startswith("@bartek, @kemal: **autumn-group** looks back together on")
    await world.cairn.play_until(ON)
    assert "Still writing: bartek, kemal, maya." in shown(issue)
    for who, text in (("maya", "well Pairs"), ("bartek", "better Talks"), ("kemal", "written")):
        assert reactions(await say(world, who, issue, f"/mentor {text}")) == ["+1"]
    await world.cairn.play_until(at("2026-09-16", "12:30"))
    assert listed(issue) == ["Pairs", "Talks"]
    await say(world, "kemal", issue, "/mentor learning change: Draft early @maya friday")
    assert learned(issue) == ["| change | Draft early | maya | 18 September 2026 |"]
    assert issue.state == "open"
    await world.cairn.play_until(AFTER)
    assert (issue.state, learned(issue)) == (
        "closed",
        ["| change | Draft early | maya | 18 September 2026 |"],
    )
    explained, published = answers(world, issue)
    assert explained.startswith("@maya: something is coming up")
    assert published.startswith("@bartek, @kemal: thank you for looking back")
    assert "- We change: Draft early (maya looks after it)" in published
    assert "Pairs" not in published
    assert retrospectives(world, HOME) == []


async def test_a_mentor_who_writes_anything_has_told_the_mentees(
    enter: Enter, tmp_path: Path
) -> None:
    world = await begun(enter, file())
    await world.cairn.play_until(BEFORE)
    issue = one(world)
    comment = await say(world, "kemal", issue, "I told maya in our chat.")
    assert "Cairn leaves the telling to you" in shown(issue)
    world.person("kemal").delete_comment(comment.id)
    await world.cairn.settle()
    assert await anew(world, tmp_path) == []
    await world.cairn.play_until(ON)
    assert answers(world, issue) == []


@pytest.mark.parametrize("who", ["maya", "alice"])
async def test_others_who_write_have_not(enter: Enter, who: str) -> None:
    world = await begun(enter, file())
    await world.cairn.play_until(BEFORE)
    await say(world, who, one(world), "Nice!")
    await world.cairn.play_until(ON)
    assert [said[:5] for said in answers(world, one(world))] == ["@maya"]


async def test_mentors_who_are_away_hold_nothing_up(enter: Enter) -> None:
    world = await begun(enter, file())
    for who in ("bartek", "kemal"):
        await say(world, who, world.issue_of("maya"), "/mentor away until 2026-09-30")
    await world.cairn.play_until(BEFORE)
    issue = one(world)
    assert shown(issue).startswith("**autumn-group** looks back")
    await world.cairn.play_until(ON)
    await say(world, "maya", issue, "/mentor written")
    assert "Now all notes are read together" in shown(issue)


# ---- where ---------------------------------------------------------------------------------------


async def test_where_mentees_cannot_read_it_is_in_the_open(enter: Enter, tmp_path: Path) -> None:
    world = await begun(enter, file(), reads=False)
    await world.cairn.play_until(BEFORE)
    assert retrospectives(world) == []
    issue = one(world, HOME)
    assert "as comments in this issue, which everybody can read" in shown(issue)
    await say(world, "maya", issue, "/mentor well Pairs")
    await world.cairn.play_until(at("2026-09-16", "12:30"))
    assert listed(issue) == ["Pairs"]
    assert await anew(world, tmp_path) == []


async def test_without_mentees_or_switched_off_there_is_none(enter: Enter) -> None:
    gone = file(mentees="{login: maya, left: 2026-09-04}")
    off = file(more="retrospective: {enabled: false}")
    for text in (gone, off):
        world = await begun(enter, text)
        await world.cairn.play_until(AFTER)
        assert retrospectives(world) == []


async def test_a_document_stands_instead(enter: Enter) -> None:
    text = file().replace(
        b"        mentors: [", b"        working_doc: https://acme.example/doc\n        mentors: ["
    )
    world = await begun(enter, text)
    await world.cairn.play_until(ON)
    assert "They are in <https://acme.example/doc>." in shown(one(world))
    assert "What we did well" not in shown(one(world)).partition("\n### ")[2]


async def test_support_finishes_the_project_first(enter: Enter) -> None:
    world = await begun(enter, file(more="template: support"))
    await world.cairn.play_until(BEFORE)
    assert "The project is finished first" in shown(one(world))
    await world.cairn.play_until(ON)
    heads = [line for line in shown(one(world)).splitlines() if line.startswith("### ")]
    assert heads == ["### What worked", "### What didn't"]


# ---- without a meeting ---------------------------------------------------------------------------


async def test_without_a_meeting_each_writes_when_it_suits_them(enter: Enter) -> None:
    """The cohort's last working day is a Friday; there is time until Monday."""
    world = await begun(enter, file(last=None, ends="2026-09-20"))
    await world.cairn.play_until(at("2026-09-18", "15:00"))
    issue = one(world)
    assert answers(world, issue)[-1].startswith("@bartek, @kemal, @maya: **autumn-group** looks")
    await say(world, "maya", issue, "/mentor better Talks")
    await world.cairn.play_until(at("2026-09-21", "14:00"))
    assert "Now each writes for themselves" in shown(issue)
    await world.cairn.play_until(at("2026-09-21", "16:00"))
    assert "Now all notes are read together" in shown(issue)
    await world.cairn.play_until(at("2026-09-24", "12:00"))
    assert issue.state == "open"
    await world.cairn.play_until(at("2026-09-24", "16:00"))
    assert (issue.state, len(answers(world, issue))) == ("closed", 2)


# ---- days that move ------------------------------------------------------------------------------


def told(world: World) -> list[str]:
    """The corrections."""
    said = answers(world, one(world))
    return [each for each in said if "the day has moved" in each]


async def test_a_cohorts_end_moves_twice_after_the_reminder(enter: Enter, tmp_path: Path) -> None:
    world = await begun(enter, file(last=None))
    await world.cairn.play_until(at("2026-09-14", "15:00"))
    issue = one(world)
    assert len(answers(world, issue)) == 1
    await push(world, file(last=None, ends="2026-10-02"))
    await world.cairn.play_until(at("2026-09-15", "15:00"))
    assert "looks back from Friday 2 October 2026" in shown(issue)
    (first,) = told(world)
    assert first.startswith("@bartek, @kemal, @maya: the day has moved.")
    assert "from Friday 2 October 2026, 14:00 (Europe/Berlin) on, and not from Friday 18" in first
    await push(world, file(last=None, ends="2026-09-25"))
    await world.cairn.play_until(at("2026-09-22", "15:00"))
    second = told(world)[1]
    assert "from Friday 25 September 2026, 14:00 (Europe/Berlin) on, and not" in second
    assert await anew(world, tmp_path) == []
    await world.cairn.play_until(at("2026-09-25", "13:00"))
    kinds = [said.split(":")[1][:12] for said in answers(world, issue)]
    assert kinds == [" something i", " the day has", " the day has", " **autumn-gr"]


async def test_a_day_that_moves_back_in_time_was_never_told(enter: Enter) -> None:
    """At night nobody is told; in the morning there is nothing to tell."""
    world = await begun(enter, file())
    await world.cairn.play_until(at("2026-09-09", "19:00"))
    for last in ("2026-09-17T14:00", "2026-09-15T14:00", "2026-09-16T14:00"):
        await push(world, file(last))
        await world.cairn.play_until(world.clock.now + 600)
    await world.cairn.play_until(at("2026-09-10", "16:00"))
    assert told(world) == []


async def test_mentors_who_told_the_others_are_told(enter: Enter) -> None:
    world = await begun(enter, file())
    await world.cairn.play_until(BEFORE)
    await say(world, "bartek", one(world), "Told.")
    await push(world, file("2026-09-17T14:00"))
    await world.cairn.play_until(at("2026-09-10", "15:00"))
    (said,) = told(world)
    assert said.startswith("@bartek, @kemal: the day has moved.")
    assert "If you have told your mentee already" in said


async def test_once_it_has_begun_no_day_moves_it(enter: Enter) -> None:
    world = await begun(enter, file(last=None))
    await world.cairn.play_until(at("2026-09-18", "13:00"))
    issue = one(world)
    await say(world, "maya", issue, "/mentor well Pairs")
    await push(world, file(last=None, ends="2026-10-02"))
    await world.cairn.play_until(at("2026-09-22", "13:00"))
    assert (listed(issue), told(world)) == (["Pairs"], [])
    await world.cairn.play_until(at("2026-10-01"))
    assert issue.state == "open"
    await world.cairn.play_until(at("2026-10-06"))
    assert issue.state == "closed"


# ---- what is said --------------------------------------------------------------------------------


async def test_undo_takes_back_what_was_said_last(enter: Enter, tmp_path: Path) -> None:
    world = await begun(enter, file())
    await world.cairn.play_until(ON)
    issue = one(world)
    for text in ("well One", "better Two", "written", "learning Three"):
        await say(world, "maya", issue, f"/mentor {text}")
    await say(world, "bartek", issue, "/mentor well Four")
    await world.cairn.play_until(at("2026-09-16", "12:40"))
    left = []
    for _ in range(4):
        assert reactions(await say(world, "maya", issue, "/mentor undo")) == ["+1"]
        left.append((listed(issue), len(learned(issue))))
    assert left == [
        (["One", "Four", "Two"], 0),
        (["One", "Four", "Two"], 0),
        (["One", "Four"], 0),
        (["Four"], 0),
    ]
    assert reactions(await say(world, "maya", issue, "/mentor undo")) != ["+1"]


@pytest.mark.parametrize("tidied", [(), (0,), (1,), (2,), (0, 1, 2)])
async def test_a_lost_database_forgets_nothing(
    enter: Enter, tmp_path: Path, tidied: tuple[int, ...]
) -> None:
    world = await begun(enter, file())
    await world.cairn.play_until(ON)
    issue = one(world)
    texts = ("well One\n/mentor written", "better Two", "undo", "learning keep: Three @maya")
    comments = [await say(world, "maya", issue, f"/mentor {text}") for text in texts]
    await world.cairn.play_until(at("2026-09-16", "12:40"))
    for n in tidied:
        world.person("maya").delete_comment(comments[n].id)
    await world.cairn.settle()
    assert await anew(world, tmp_path) == []
    assert (listed(issue), learned(issue)) == (["One"], ["| keep | Three | maya | – |"])
    await world.cairn.play_until(AFTER)
    assert await anew(world, tmp_path / "anew") == []
    assert issue.state == "closed"


@pytest.mark.parametrize("who", ["alice", "ravi"])
async def test_others_are_thanked_and_refused(enter: Enter, who: str) -> None:
    world = await begun(enter, file())
    await world.cairn.play_until(ON)
    comment = await say(world, who, one(world), "/mentor better Mine")
    assert reactions(comment) == ["confused"]
    assert "is the group's own" in answers(world, one(world))[-1]
    assert listed(one(world)) == []


async def test_when_it_is_over_nothing_is_added(enter: Enter) -> None:
    world = await begun(enter, file())
    await world.cairn.play_until(AFTER)
    issue = one(world)
    await say(world, "maya", issue, "/mentor learning Late")
    assert (learned(issue), issue.state) == ([], "closed")
    assert "The retrospective is over" in answers(world, issue)[-1]


async def test_help_knows_the_commands(enter: Enter) -> None:
    world = await begun(enter, file())
    await world.cairn.play_until(BEFORE)
    await say(world, "maya", one(world), "/mentor help")
    for usage in ("well TEXT", "better TEXT", "written", "learning TEXT OWNER DATE", "undo"):
        assert f"`/mentor {usage}`" in answers(world, one(world))[0]


async def test_in_a_locked_issue_cairn_says_nothing(enter: Enter) -> None:
    world = await begun(enter, file())
    await world.cairn.play_until(BEFORE)
    world.person("alice").lock(MENTORS, one(world).number)
    await world.cairn.play_until(AFTER)
    assert answers(world, one(world)) == []


async def test_who_left_is_not_waited_for(enter: Enter) -> None:
    both = "{login: maya}, {login: ravi, left: 2026-09-10}"
    world = await begun(enter, file(mentees=both))
    await world.cairn.play_until(ON)
    assert "Still writing: bartek, kemal, maya." in shown(one(world))
    for who in ("maya", "bartek", "kemal"):
        await say(world, who, one(world), "/mentor written")
    assert "Now all notes are read together" in shown(one(world))


async def test_a_cohort_that_is_deleted_is_left_as_it_is(enter: Enter) -> None:
    world = await begun(enter, file())
    await world.cairn.play_until(ON)
    issue, said = one(world), answers(world, one(world))
    body = shown(issue)
    winter = entry(None, id="winter", name="Winter", starts="2026-11-01", ends="2026-12-18")
    await push(world, programme(winter))
    await world.cairn.play_until(AFTER)
    assert (shown(issue), answers(world, issue), issue.state) == (body, said, "open")
    assert "t" in remembered(issue.body)[0]
