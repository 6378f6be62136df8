"""What was learned comes up in the next cohort, until it is kept or dropped (row T6)."""

from pathlib import Path

import pytest

from app.sandbox.state import Issue
from tests.behaviour.conftest import Enter
from tests.behaviour.files import programme
from tests.behaviour.reading import answers, reactions, say, shown
from tests.behaviour.retrospectives import at, begun, entry, one
from tests.behaviour.test_confirming import lose_database
from tests.behaviour.test_membership import push
from tests.world import World

AUTUMN = entry()
ENDS = "2026-12-18"
RAVI, LI = "{login: ravi}", "{login: li}"
WINTER = entry(None, id="winter", name="Winter", starts="2026-09-28", ends=ENDS, mentees=RAVI)
SPRING = entry(None, id="spring", name="Spring", starts="2026-10-05", ends=ENDS, mentees=LI)
DRAFT = "- **1** Change: Draft early (autumn-group, Autumn)"
TEA = "- **2** Tea (autumn-group, Autumn)"
STEPS: list[tuple[str, list[str]]] = [
    ("drop 2", [DRAFT]),
    ("keep 1", []),
    ("undo", [DRAFT]),
    ("undo", [DRAFT, TEA]),
]


async def learned(enter: Enter, *cohorts: str) -> World:
    """A world in which a group has learned two things; the cohorts after it are in the file."""
    world = await begun(enter, programme(AUTUMN, *cohorts))
    await world.cairn.play_until(at("2026-09-16", "12:01"))
    for text in ("learning change: Draft early @maya", "learning Tea", "learning No", "undo"):
        await say(world, "maya", one(world), f"/mentor {text}")
    await world.cairn.play_until(at("2026-10-06"))
    return world


def tracking(world: World, name: str) -> Issue:
    (found,) = [issue for issue in world.issues() if issue.title == name]
    return found


def listed(world: World, name: str = "Winter") -> list[str]:
    """The lines of what earlier groups learned."""
    part = shown(tracking(world, name)).partition("### From last time")[2].partition("\n### ")[0]
    return [line for line in part.splitlines() if line.startswith("- ")]


async def anew(world: World, folder: Path) -> list[str]:
    writes = len(world.writes)
    (folder / "anew").mkdir()
    await lose_database(world, folder / "anew")
    return world.writes[writes:]


async def test_the_next_cohort_lists_it_until_it_is_decided(
    enter_on_both: Enter, tmp_path: Path
) -> None:
    world = await learned(enter_on_both, WINTER, SPRING)
    assert listed(world) == listed(world, "Spring") == [DRAFT, TEA]
    assert listed(world, "Autumn") == []
    issue = tracking(world, "Winter")
    assert reactions(await say(world, "alice", issue, "/mentor keep 1")) == ["+1"]
    await world.cairn.play_until(at("2026-10-06", "13:00"))
    assert listed(world) == listed(world, "Spring") == [TEA]
    await say(world, "alice", tracking(world, "Spring"), "/mentor drop #2")
    await world.cairn.play_until(at("2026-10-06", "14:00"))
    assert "From last time" not in shown(issue)
    assert "From last time" not in shown(tracking(world, "Spring"))
    assert answers(world, issue) == []


async def test_undo_brings_it_back(enter: Enter) -> None:
    world = await learned(enter, WINTER, SPRING)
    issue = tracking(world, "Winter")
    for text, left in STEPS:
        assert reactions(await say(world, "alice", issue, f"/mentor {text}")) == ["+1"]
        await world.cairn.play_until(world.clock.now + 1200)
        assert listed(world) == listed(world, "Spring") == left


@pytest.mark.parametrize("tidied", [False, True])
async def test_a_lost_database_forgets_nothing(enter: Enter, tmp_path: Path, tidied: bool) -> None:
    world = await learned(enter, WINTER)
    issue = tracking(world, "Winter")
    comment = await say(world, "alice", issue, "/mentor drop 1")
    if tidied:
        world.person("alice").delete_comment(comment.id)
        await world.cairn.settle()
    assert await anew(world, tmp_path) == []
    assert listed(world) == [TEA]


async def test_a_cohort_that_is_added_later_lists_it_too(enter: Enter) -> None:
    world = await learned(enter)
    await push(world, programme(AUTUMN, WINTER))
    await world.cairn.play_until(at("2026-10-07"))
    assert listed(world) == [DRAFT, TEA]


async def test_the_cohort_may_be_deleted(enter: Enter, tmp_path: Path) -> None:
    world = await learned(enter, WINTER)
    await push(world, programme(WINTER))
    await world.cairn.play_until(at("2026-10-08"))
    assert listed(world) == [DRAFT, TEA]
    assert await anew(world, tmp_path) == []
    await push(world, programme(WINTER, SPRING))
    await world.cairn.play_until(at("2026-10-09"))
    assert listed(world, "Spring") == [DRAFT, TEA]


@pytest.mark.parametrize(
    ("who", "text", "said"),
    [
        ("ravi", "keep 1", "for this programme's organisers to say"),
        ("alice", "keep 9", "Which learning is it?"),
        ("alice", "drop", "Which learning is it?"),
        ("alice", "drop 1 2", "Which learning is it?"),
    ],
)
async def test_what_decides_nothing(enter: Enter, who: str, text: str, said: str) -> None:
    world = await learned(enter, WINTER)
    issue = tracking(world, "Winter")
    comment = await say(world, who, issue, f"/mentor {text}")
    assert reactions(comment) == ["confused"]
    assert said in answers(world, issue)[-1]
    assert listed(world) == [DRAFT, TEA]


async def test_the_next_cohort_may_be_added_when_the_last_is_long_gone(enter: Enter) -> None:
    world = await learned(enter)
    earlier = entry(None, id="summer", name="Summer", starts="2026-08-31", ends=ENDS, mentees=RAVI)
    await push(world, programme(earlier))
    await world.cairn.play_until(at("2026-10-12"))
    await push(world, programme(SPRING))
    await world.cairn.play_until(at("2026-10-14"))
    assert listed(world, "Spring") == [DRAFT, TEA]
