"""Somebody who is a mentee in two cohorts at once: each has an issue, and a life, of its own."""

import pytest

from app.sandbox.state import Issue
from tests.behaviour.conftest import Enter
from tests.behaviour.files import STEPS, cohort, programme
from tests.behaviour.reading import answers, reactions, say, ticked
from tests.behaviour.test_membership import push
from tests.world import World

PROVEN = """\
onboarding:
      items:
        - {id: conduct, text: Read the code of conduct}
        - {id: opened, text: Open a pull request, proof: {pull_request: opened}}
        - {id: dco, text: Sign off, proof: {check: DCO}}
"""


def both(more: str = STEPS) -> bytes:
    """maya in two cohorts that overlap."""
    return programme(
        cohort(id="autumn", name="Autumn", more=more),
        cohort(id="course", name="Course", mentors="sam", repositories="acme/ui", more=more),
    )


def issues_of(world: World) -> tuple[Issue, Issue]:
    """maya's issues, in the order of the file."""
    found = {i.title.rpartition(" in ")[2]: i for i in world.issues() if "maya" in i.title}
    assert len(found) == 2
    return found["Autumn"], found["Course"]


async def test_each_cohort_has_its_own_issue_and_list(enter: Enter) -> None:
    world = await enter(both())
    autumn, course = issues_of(world)
    await say(world, "maya", autumn, "/mentor done chat")
    await say(world, "sam", course, "/mentor done conduct")
    assert (ticked(autumn), ticked(course)) == (["chat"], ["conduct"])
    await say(world, "maya", autumn, "/mentor undo")
    assert (ticked(autumn), ticked(course)) == ([], ["conduct"])


async def test_a_mentor_of_one_cohort_has_no_say_in_the_other(enter: Enter) -> None:
    world = await enter(both())
    autumn, _ = issues_of(world)
    comment = await say(world, "sam", autumn, "/mentor done chat")
    assert ticked(autumn) == []
    assert reactions(comment) == ["confused"]


async def test_what_is_said_elsewhere_is_asked_back_and_not_guessed(enter: Enter) -> None:
    world = await enter(both())
    world.person("maya").comment("acme/engine", 42, "/mentor done chat")
    await world.cairn.settle()
    thread = world.sandbox.world.repository("acme/engine").issues[42]
    assert answers(world, thread)[0].startswith("Nothing has changed: `/mentor done` works in")
    assert [ticked(issue) for issue in issues_of(world)] == [[], []]


@pytest.mark.parametrize("order", ["as sent", "check first", "check much later"])
async def test_a_commit_proves_it_in_both(enter: Enter, order: str) -> None:
    world = await enter(both(PROVEN))
    pull = world.person("maya").open_pull_request("acme/engine", "Compact old blocks")
    if order == "check much later":
        await world.cairn.settle()
    world.person("bartek").complete_check("acme/engine", pull.number, "DCO")
    if order == "check first":
        world.sandbox.world.deliveries.reverse()
    await world.cairn.settle()
    assert [ticked(issue) for issue in issues_of(world)] == [["opened", "dco"]] * 2


async def test_leaving_one_cohort_leaves_the_other_alone(enter: Enter) -> None:
    world = await enter(both())
    autumn, course = issues_of(world)
    await push(world, programme(cohort(id="autumn", name="Autumn", more=STEPS)))
    assert (autumn.state, course.state) == ("open", "closed")
    await say(world, "maya", autumn, "/mentor done chat")
    assert ticked(autumn) == ["chat"]
