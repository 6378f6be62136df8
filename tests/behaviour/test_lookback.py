"""What a retrospective comes to elsewhere: in farewells and at the meetup (rows F1, M3)."""

from pathlib import Path

import pytest

from tests.behaviour.conftest import Enter
from tests.behaviour.files import programme
from tests.behaviour.meetups import ON, agenda, meetup, two, until
from tests.behaviour.meetups import begun as begun_with_meetup
from tests.behaviour.meetups import file as with_meetup
from tests.behaviour.reading import say, shown
from tests.behaviour.retrospectives import MENTORS, at, begun, entry, file, one
from tests.behaviour.test_farewell import anew, block, data, farewells
from tests.behaviour.test_membership import push
from tests.world import HOME, World

RAVI = "{login: maya}, {login: ravi, ends: 2026-09-16}, {login: li, left: 2026-09-10}"


async def looked_back(enter: Enter, *, reads: bool = True, text: bytes | None = None) -> World:
    """A world on the evening of a retrospective that has come to two learnings, one taken back; it
    is private if mentees can read there."""
    world = await begun(enter, text or file(mentees="{login: maya}"), reads=reads)
    await world.cairn.play_until(at("2026-09-16", "12:10"))
    issue = one(world, MENTORS if reads else HOME)
    await say(world, "bartek", issue, "/mentor learning change: Draft early @maya friday")
    await say(world, "maya", issue, "/mentor learning Tea")
    await say(world, "maya", issue, "/mentor undo")
    return world


# ---- in the farewell -----------------------------------------------------------------------------


@pytest.mark.parametrize("reads", [True, False])
async def test_learnings_are_in_the_farewell_once_they_are_published(
    enter_on_both: Enter, tmp_path: Path, reads: bool
) -> None:
    """The cohort ends on a Friday, and they are published on Monday afternoon: so it waits."""
    world = await looked_back(enter_on_both, reads=reads)
    await world.cairn.play_until(at("2026-09-21", "12:00"))
    assert farewells(world) == []
    assert await anew(world, tmp_path) == []
    await world.cairn.play_until(at("2026-09-22", "12:00"))
    (said,) = farewells(world)
    assert data(said)["learnings"] == [{"text": "Draft early", "verb": "change"}]
    assert "What you and your group learned:\n\n- Change: Draft early\n" in shown(said)
    assert "## What my group learned\n\n- Change: Draft early" in block(said, "markdown")


async def test_each_has_their_own_end_and_who_left_has_none(enter: Enter) -> None:
    """Ravi's last day is that of the meeting; a private retrospective is not told of earlier."""
    world = await looked_back(enter, text=file(mentees=RAVI))
    await world.cairn.play_until(at("2026-09-21", "12:00"))
    assert [len(farewells(world, world.issue_of(who))) for who in ("ravi", "li")] == [0, 0]
    await world.cairn.play_until(at("2026-09-23", "12:00"))
    (said,) = farewells(world, world.issue_of("ravi"))
    assert len(data(said)["learnings"]) == 1
    assert farewells(world, world.issue_of("li")) == []


async def test_it_does_not_wait_for_ever(enter: Enter) -> None:
    """The cohort goes on for long after the meeting, and one mentee does not."""
    world = await looked_back(enter, text=file(mentees=RAVI, ends="2026-11-27"))
    await world.cairn.play_until(at("2026-09-26"))
    ravi = world.issue_of("ravi")
    assert farewells(world, ravi) == []
    await world.cairn.play_until(at("2026-09-28"))
    assert "learned" not in shown(farewells(world, ravi)[0])


async def test_nobody_waits_where_nobody_looks_back(enter: Enter) -> None:
    world = await begun(enter, file())
    await world.cairn.play_until(at("2026-09-21", "05:00"))
    (said,) = farewells(world)
    assert "learned" not in shown(said)


async def test_other_cohorts_and_groups_learn_for_themselves(enter: Enter) -> None:
    week = {"last": "2026-09-24T14:00", "ends": "2026-09-25", "mentees": "{login: ravi}"}
    winter = entry(id="winter", name="Winter", **week)
    world = await looked_back(enter, text=programme(entry(), winter))
    await world.cairn.play_until(at("2026-09-29"))
    assert "learned" not in shown(farewells(world, world.issue_of("ravi"))[0])
    assert len(data(farewells(world)[0])["learnings"]) == 1


async def test_talks_are_in_the_farewell(enter: Enter, tmp_path: Path) -> None:
    world = await begun_with_meetup(enter)
    await two(world)
    await say(world, "li", world.issue_of("li"), "/mentor talk Maps")
    await until(world, "2026-11-18T20:01")
    await say(world, "li", world.issue_of("li"), "/mentor undo")
    assert await anew(world, tmp_path) == []
    await until(world, "2026-12-01T12:00")
    said = {who: farewells(world, world.issue_of(who))[0] for who in ("maya", "ravi", "li")}
    assert data(said["maya"])["talks"] == [{"title": "How the parser got fast"}]
    assert "- You presented at the meetup: How the parser got fast\n" in shown(said["maya"])
    assert [len(data(said["ravi"])["talks"]), "How" in shown(said["ravi"])] == [1, False]
    assert "What you did" not in shown(said["li"])


async def test_a_talk_that_did_not_fit_was_none(enter: Enter) -> None:
    world = await begun_with_meetup(enter, with_meetup(f"{ON}, minutes: 30"))
    await two(world)
    await until(world, "2026-12-01T12:00")
    assert len(data(farewells(world)[0])["talks"]) == 1
    assert "What you did" not in shown(farewells(world, world.issue_of("ravi"))[0])


# ---- at the meetup -------------------------------------------------------------------------------

BOTH = "{login: maya}, {login: ravi}"
LATER = "meetup: {on: 2026-09-24T18:00}"
"""After the learnings are published, which is on the Monday after the cohort's end."""


async def at_the_meetup(enter: Enter, *, reads: bool) -> World:
    world = await begun(enter, file(mentees=BOTH, more=LATER), reads=reads)
    await world.cairn.play_until(at("2026-09-16", "12:10"))
    for who in ("maya", "ravi"):
        await say(world, who, world.issue_of(who), "/mentor talk Mine")
    issue = one(world, MENTORS if reads else HOME)
    for text in ("learning change: Draft early", "learning Tea @maya", "learning No", "undo"):
        await say(world, "maya", issue, f"/mentor {text}")
    return world


def boxes_of(world: World) -> list[str]:
    """Without the four of the checklist, which come last."""
    lines = shown(meetup(world)).replace("*", "").splitlines()
    return [line for line in lines if line.startswith("- [")][:-4]


def in_the_talk(world: World) -> list[str]:
    return [line for line in agenda(meetup(world)) if line.startswith("- ")]


@pytest.mark.parametrize("reads", [True, False])
async def test_learnings_are_boxes_of_the_meetup(
    enter_on_both: Enter, tmp_path: Path, reads: bool
) -> None:
    """Those of a private retrospective once they are published, the others at once."""
    world = await at_the_meetup(enter_on_both, reads=reads)
    await world.cairn.play_until(at("2026-09-16", "13:00"))
    assert len(boxes_of(world)) == (0 if reads else 2)
    await world.cairn.play_until(at("2026-09-22"))
    draft, tea = "1 Change: Draft early (autumn-group)", "2 Tea (autumn-group)"
    assert boxes_of(world) == [f"- [ ] {draft}", f"- [ ] {tea}"]
    assert in_the_talk(world) == ["- Change: Draft early", "- Tea"]
    world.person("alice").tick(HOME, meetup(world).number, "2")
    await world.cairn.settle()
    assert in_the_talk(world) == ["- Tea"]
    assert await anew(world, tmp_path) == []
    assert boxes_of(world) == [f"- [ ] {draft}", f"- [x] {tea}"]


async def test_what_is_learned_after_the_evening_is_not_added(enter: Enter) -> None:
    world = await at_the_meetup(enter, reads=True)
    await push(world, file(mentees=BOTH, more="meetup: {on: 2026-09-17T18:00}"))
    await world.cairn.play_until(at("2026-09-25"))
    issue = meetup(world)
    assert (issue.state, boxes_of(world)) == ("closed", [])
