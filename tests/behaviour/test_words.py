"""People's own words in an issue survive (row O6)."""

from collections.abc import Callable

import pytest

from app.sandbox.http import Request
from app.sandbox.state import Issue
from tests.behaviour.conftest import Enter
from tests.behaviour.files import SMALL
from tests.behaviour.reading import answers, say, shown, ticked
from tests.world import HOME, World

Edit = Callable[[str], str]


def edit(world: World, who: str, issue: Issue, change: Edit) -> None:
    """Somebody edits an issue's body in the browser."""
    world.person(who).edit_issue(HOME, issue.number, body=change(issue.body or ""))


@pytest.mark.parametrize(
    ("change", "kept"),
    [
        (lambda body: f"A note by alice\n\n{body}", "A note by alice"),
        (lambda body: f"{body}\n\nA note by alice", "A note by alice"),
        (lambda body: f"One\n\n{body}\n\nTwo", "Two"),
        (lambda body: f"{body}\n\n- [x] **chat** a box of hers", "- [x] **chat** a box of hers"),
    ],
)
async def test_words_around_our_part_stay(enter: Enter, change: Edit, kept: str) -> None:
    world = await enter(SMALL)
    issue = world.issue_of("maya")
    edit(world, "alice", issue, change)
    await world.cairn.settle()
    assert kept in shown(issue)
    await say(world, "maya", issue, "/mentor done hello")
    assert kept in shown(issue)
    assert "- [x] **hello**" in shown(issue)


async def test_words_inside_our_part_give_way(enter: Enter) -> None:
    world = await enter(SMALL)
    issue = world.issue_of("maya")
    before = shown(issue)
    edit(world, "alice", issue, lambda body: body.replace("**chat** Join", "**chat** Please join"))
    await world.cairn.settle()
    assert shown(issue) == before


async def test_a_title_by_people_stays(enter: Enter) -> None:
    world = await enter(SMALL)
    issue = world.issue_of("maya")
    world.person("alice").edit_issue(HOME, issue.number, title="Maya's first weeks")
    await world.cairn.settle()
    await say(world, "maya", issue, "/mentor done chat")
    assert issue.title == "Maya's first weeks"
    assert ticked(issue) == ["chat"]


async def test_labels_and_assignees_by_people_stay(enter: Enter) -> None:
    world = await enter(SMALL)
    issue = world.issue_of("maya")
    world.person("alice").unlabel(HOME, issue.number, "onboarding")
    world.person("alice").assign(HOME, issue.number, "kemal")
    await say(world, "maya", issue, "/mentor done chat")
    assert "onboarding" not in [label.name for label in issue.labels]
    assert [who.login for who in issue.assignees] == ["kemal"]


def slips_in(world: World, issue: Issue) -> list[str]:
    """alice writes into the body between Cairn's next read and write; filled once she has."""
    slipped: list[str] = []

    def slip_in(request: Request) -> None:
        if request.method == "PATCH" and request.path.endswith(f"/{issue.number}") and not slipped:
            slipped.append("once")
            edit(world, "alice", issue, lambda body: f"{body}\n\nWritten in between")

    world.sandbox.before_write = slip_in
    return slipped


async def test_words_that_slip_in_before_the_write_come_back(enter_on_both: Enter) -> None:
    world = await enter_on_both(SMALL)
    issue = world.issue_of("maya")
    slipped = slips_in(world, issue)
    await say(world, "maya", issue, "/mentor done chat")
    assert slipped
    assert shown(issue).endswith("Written in between")
    assert ticked(issue) == ["chat"]


async def test_also_if_our_webhook_is_faster_than_the_answer(enter: Enter) -> None:
    world = await enter(SMALL)
    issue = world.issue_of("maya")

    async def deliver() -> None:
        await world.cairn.deliver()

    slipped, world.answered = slips_in(world, issue), deliver
    await say(world, "maya", issue, "/mentor done chat")
    assert slipped
    assert shown(issue).endswith("Written in between")


async def test_also_if_cairn_restarts_before_it_puts_them_back(enter: Enter) -> None:
    """The look at everything sees what Cairn wrote, and takes it for all that there is."""
    world = await enter(SMALL)
    issue = world.issue_of("maya")
    slipped = slips_in(world, issue)
    world.person("maya").comment(HOME, issue.number, "/mentor done chat")
    while not slipped:
        await world.cairn.deliver()
        await world.cairn.step()
        world.clock.advance_to(world.clock.now + 1)
    await world.cairn.deliver()
    assert "Written in between" not in shown(issue)
    await world.crash(begin=True)
    await world.cairn.settle()
    assert shown(issue).endswith("Written in between")


async def test_a_box_that_slips_in_before_the_write_counts(enter: Enter) -> None:
    world = await enter(SMALL)
    issue = world.issue_of("maya")
    slipped: list[str] = []

    def slip_in(request: Request) -> None:
        if request.method == "PATCH" and request.path.endswith(f"/{issue.number}") and not slipped:
            slipped.append("once")
            world.person("alice").tick(HOME, issue.number, "hello")

    world.sandbox.before_write = slip_in
    await say(world, "maya", issue, "/mentor done chat")
    assert ticked(issue) == ["chat", "hello"]


async def test_an_emptied_body_gets_our_part_again(enter: Enter) -> None:
    world = await enter(SMALL)
    issue = world.issue_of("maya")
    edit(world, "alice", issue, lambda _body: "All gone")
    await world.cairn.settle()
    await say(world, "maya", issue, "/mentor done chat")
    assert "All gone" in shown(issue)
    assert ticked(issue) == ["chat"]


async def test_a_deleted_issue_does_not_come_back(enter: Enter) -> None:
    world = await enter(SMALL)
    issue = world.issue_of("maya")
    world.person("alice").delete_issue(HOME, issue.number)
    await world.cairn.settle()
    await world.cairn.play_until(world.clock.now + 8 * 3600)
    assert [i.title for i in world.issues()] == ["Autumn"]
    assert answers(world, issue) == []
