"""The list in the mentee's own comment, which they may tick themselves (row O5)."""

from pathlib import Path

import pytest

from app.sandbox.state import Comment, Issue
from tests.behaviour.conftest import Enter
from tests.behaviour.files import SMALL
from tests.behaviour.reading import answers, boxes, reactions, say, shown, ticked
from tests.behaviour.test_confirming import lose_database
from tests.world import HOME, World


async def asked(enter: Enter, text: str = "/mentor checklist") -> tuple[World, Issue, Comment]:
    """A world in which maya has just asked for her list."""
    world = await enter(SMALL)
    issue = world.issue_of("maya")
    return world, issue, await say(world, "maya", issue, text)


async def test_the_list_comes_into_the_comment_that_asks(enter_on_both: Enter) -> None:
    world, issue, mine = await asked(enter_on_both, "Hello there\n\n/mentor checklist")
    assert boxes(mine) == {"conduct": False, "chat": False, "hello": False}
    assert shown(mine).startswith("Hello there\n\n/mentor checklist")
    assert reactions(mine) == ["+1"]
    assert answers(world, issue) == []


async def test_both_are_kept_in_step(enter: Enter) -> None:
    world, issue, mine = await asked(enter)
    world.person("maya").tick_comment(mine.id, "chat")
    await world.cairn.settle()
    assert ticked(issue) == ["chat"]
    world.person("alice").tick(HOME, issue.number, "hello")
    await world.cairn.settle()
    assert ticked(mine) == ["chat", "hello"]
    await say(world, "bartek", issue, "/mentor todo hello")
    assert ticked(mine) == ticked(issue) == ["chat"]


async def test_a_box_can_be_unticked(enter: Enter) -> None:
    world, issue, mine = await asked(enter)
    for value in (True, False, True, False):
        world.person("maya").tick_comment(mine.id, "chat", value)
        await world.cairn.settle()
        assert ticked(issue) == ticked(mine) == (["chat"] if value else [])


async def test_quick_taps_are_all_kept(enter: Enter) -> None:
    world, issue, mine = await asked(enter)
    maya = world.person("maya")
    maya.tick_comment(mine.id, "chat")
    maya.tick_comment(mine.id, "hello")
    maya.tick_comment(mine.id, "chat", False)
    maya.tick_comment(mine.id, "conduct")
    await world.cairn.settle()
    assert ticked(issue) == ticked(mine) == ["conduct", "hello"]


async def test_the_last_tap_may_close_the_issue(enter: Enter) -> None:
    world, issue, mine = await asked(enter)
    world.person("maya").tick_comment(mine.id, "chat")
    world.person("maya").tick_comment(mine.id, "conduct")
    await world.cairn.settle()
    assert issue.state == "closed"
    assert ticked(mine) == ["conduct", "chat"]


async def test_a_second_list_takes_over(enter: Enter) -> None:
    world, issue, first = await asked(enter)
    second = await say(world, "maya", issue, "/mentor checklist")
    assert boxes(second) == {"conduct": False, "chat": False, "hello": False}
    assert boxes(first) == {}
    assert "newer comment" in shown(first)
    world.person("maya").tick_comment(second.id, "chat")
    await world.cairn.settle()
    assert ticked(issue) == ["chat"]


async def test_after_the_newer_comment_is_deleted_the_older_has_the_list(
    enter: Enter, tmp_path: Path
) -> None:
    world, issue, first = await asked(enter)
    second = await say(world, "maya", issue, "/mentor checklist")
    world.person("maya").delete_comment(second.id)
    await world.cairn.settle()
    await say(world, "maya", issue, "/mentor done chat")
    assert ticked(first) == ["chat"]
    before = len(world.writes)
    await lose_database(world, tmp_path)
    assert world.writes[before:] == []


async def test_the_list_asked_for_by_an_edit_outlives_the_database(
    enter: Enter, tmp_path: Path
) -> None:
    """A sweep does not know when that was; the list itself remembers."""
    world, issue, first = await asked(enter)
    await say(world, "maya", issue, "/mentor checklist")
    await world.cairn.play_until(world.clock() + 60)
    world.person("maya").edit_comment(first.id, f"{first.body}\n/mentor checklist")
    await world.cairn.settle()
    assert "Your list, for you" in shown(first)
    before = len(world.writes)
    await lose_database(world, tmp_path)
    assert world.writes[before:] == []


async def test_asked_twice_in_one_comment_the_list_is_there_once(enter: Enter) -> None:
    """Two requests for one place: writing both by turns would never end."""
    world, issue, mine = await asked(enter, "/mentor checklist\n/mentor checklist")
    world.person("maya").edit_comment(mine.id, f"{mine.body}\n/mentor checklist")
    await world.cairn.settle()
    await say(world, "maya", issue, "/mentor done chat")
    assert ticked(mine) == ["chat"]
    assert shown(mine).count("Your list") == 1


@pytest.mark.parametrize(
    "text", ["/mentor checklist", "I changed my mind", "/mentor checklist\n\nand a word"]
)
async def test_a_comment_edited_into_something_else_is_let_go(enter: Enter, text: str) -> None:
    """The list was taken out by its owner: it does not come back by itself."""
    world, issue, mine = await asked(enter)
    world.person("maya").edit_comment(mine.id, text)
    await world.cairn.settle()
    await say(world, "maya", issue, "/mentor done chat")
    assert shown(mine) == text
    assert ticked(issue) == ["chat"]


async def test_words_beside_the_list_stay(enter: Enter) -> None:
    world, issue, mine = await asked(enter)
    world.person("maya").edit_comment(mine.id, f"Before\n\n{mine.body}\n\nAfter")
    await world.cairn.settle()
    await say(world, "maya", issue, "/mentor done chat")
    assert ticked(mine) == ["chat"]
    assert shown(mine).startswith("Before")
    assert shown(mine).endswith("After")


async def test_a_deleted_list_is_gone(enter: Enter) -> None:
    world, issue, mine = await asked(enter)
    world.person("maya").delete_comment(mine.id)
    await world.cairn.settle()
    await say(world, "maya", issue, "/mentor done chat")
    assert ticked(issue) == ["chat"]
    again = await say(world, "maya", issue, "/mentor checklist")
    assert ticked(again) == ["chat"]


async def test_a_list_copied_by_somebody_else_says_nothing(enter: Enter) -> None:
    world, issue, mine = await asked(enter)
    copy = await say(world, "zoe", issue, mine.body)
    world.person("zoe").tick_comment(copy.id, "chat")
    await world.cairn.settle()
    assert ticked(issue) == []


async def test_a_mentor_cannot_have_the_list(enter: Enter) -> None:
    world = await enter(SMALL)
    issue = world.issue_of("maya")
    comment = await say(world, "bartek", issue, "/mentor checklist")
    assert shown(comment) == "/mentor checklist"
    assert reactions(comment) == ["confused"]
    assert "so only maya can use it" in answers(world, issue)[0]
