"""Pairings on one's own page, and nowhere else (row H8)."""

from tests.behaviour.donuts import OPEN, at, begun, pairs
from tests.behaviour.reading import say
from tests.pages.conftest import Enter, Visit

THIS_WEEK = "<dt>Pairings this week</dt><dd>{}</dd>"


async def test_everybody_sees_their_own(enter: Enter, visit: Visit) -> None:
    world = await begun(enter, OPEN, "maya", "bartek")
    await world.cairn.play_until(at("2026-09-08T12:00"))
    await say(world, "maya", pairs(world)[0], "/mentor done")
    await say(world, "maya", world.issue_of("maya"), "/mentor pair @kemal the first steps")
    for login, count in (("maya", 2), ("bartek", 1), ("kemal", 1)):
        text = await (await visit(world, login)).text()
        assert THIS_WEEK.format(count) in text
        assert "About one each working day is what seniors intend" in text
    assert "Pairings this week" not in await (await visit(world, "ravi")).text()
    await say(world, "maya", world.issue_of("maya"), "/mentor undo")
    await world.cairn.play_until(at("2026-09-14T12:00"))
    text = await (await visit(world, "maya")).text()
    assert THIS_WEEK.format(0) in text
    assert "<dt>A week, on average over the last four</dt><dd>0.2</dd>" in text, (
        "one in four weeks, rounded"
    )
