"""What help lists in a place works there, and nothing else does (rows K1, C3)."""

import re

import pytest

from app.sandbox.state import Issue
from tests.behaviour.conftest import Enter
from tests.behaviour.files import STEPS, cohort, programme
from tests.behaviour.meetups import ON, at, meetup, two
from tests.behaviour.reading import answers, reactions, say, shown
from tests.behaviour.retrospectives import one
from tests.behaviour.test_dashboard import tracking
from tests.world import HOME, World
from workflows import WORKFLOWS

EXAMPLES = {spec.name: spec.example for each in WORKFLOWS for spec in each.commands}
ELSEWHERE = "works in the issue that it is about"
LAST = "        last_meeting: 2026-11-10T14:00\n"
PLACES = ("own", "tracking", "retrospective", "meetup", "pull")
ANYWHERE = {"ask", "outcome", "pair"}
"""About the issue itself, whatever else it is: help lists them where nothing else works."""


def file() -> bytes:
    mentees = "{login: maya}, {login: ravi}"
    text = cohort(mentees, ends="2026-11-27", more=f"{STEPS}    meetup: {{{ON}}}")
    return programme(text.replace("        mentors: [", f"{LAST}        mentors: ["))


async def begun(enter: Enter) -> World:
    """A world on the day of the retrospective; mentees cannot read what is private."""
    world = await enter(file(), at=at("2026-10-28T12:00"))
    await world.cairn.play_until(at("2026-11-10T14:10"))
    await two(world)
    return world


async def place(world: World, name: str) -> Issue:
    if name == "pull":
        pull = world.person("maya").open_pull_request("acme/engine", "Mend it")
        await world.cairn.settle()
        return pull
    found = {
        "own": world.issue_of("maya"),
        "tracking": tracking(world),
        "retrospective": one(world, HOME),
        "meetup": meetup(world),
    }
    return found[name]


def listed(text: str) -> set[str]:
    """The commands that an answer to `help` lists."""
    return set(re.findall(r"^\| `/mentor ([a-z]+)", text, re.M))


@pytest.mark.parametrize("name", PLACES)
async def test_help_lists_what_works(enter: Enter, name: str) -> None:
    """Said by a mentee: what is not theirs is refused with another word than what is of another
    place."""
    world = await begun(enter)
    issue = await place(world, name)
    await say(world, "maya", issue, "/mentor help")
    named = listed(answers(world, issue)[-1])
    wrong = set[str]()
    for command, example in EXAMPLES.items():
        before = len(answers(world, issue))
        await say(world, "maya", issue, f"/mentor {example}")
        said = answers(world, issue)[before:]
        is_here = not any(ELSEWHERE in text for text in said)
        if is_here != (command in named):
            wrong.add(command)
    assert wrong == ANYWHERE


# ---- a mentor in a mentee's pull request ---------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "shows"),
    [
        ("goal A fast parser", "A fast parser"),
        ("done chat", "- [x] **chat**"),
        ("extend 2 weeks", "11 December 2026"),
    ],
)
async def test_what_is_about_the_mentee_works_in_their_pull_request(
    enter: Enter, text: str, shows: str
) -> None:
    world = await begun(enter)
    pull = await place(world, "pull")
    comment = await say(world, "bartek", pull, f"/mentor {text}")
    assert (reactions(comment), answers(world, pull)[1:]) == (["+1"], [])
    assert shows in shown(world.issue_of("maya"))


@pytest.mark.parametrize("text", ["goal Mine", "done chat", "extend 2 weeks"])
async def test_others_are_told_where_it_works(enter: Enter, text: str) -> None:
    world = await begun(enter)
    pull = await place(world, "pull")
    comment = await say(world, "zoe", pull, f"/mentor {text}")
    assert reactions(comment) == ["confused"]
    assert ELSEWHERE in answers(world, pull)[-1]


async def test_undo_in_a_retrospective_means_what_was_said_last(enter: Enter) -> None:
    """Also where that was for the meetup."""
    world = await begun(enter)
    issue = one(world, HOME)
    for text in ("better Smaller steps", "talk Another title", "undo"):
        await say(world, "maya", issue, f"/mentor {text}")
    assert "Smaller steps" in shown(issue)
    assert "Another title" not in shown(meetup(world))
    for text in ("talk Another title", "well We paired", "undo"):
        await say(world, "maya", issue, f"/mentor {text}")
    assert "We paired" not in shown(issue)
    assert "Another title" in shown(meetup(world))
