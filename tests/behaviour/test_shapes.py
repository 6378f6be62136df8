"""Cohorts of other shapes than the example, from before their first day to a month after the last:
one mentee and next to nothing switched on; mentees with dates of their own; those who left."""

import re
from pathlib import Path

import pytest

from app.sandbox.state import Comment, Issue
from tests.behaviour.conftest import Enter
from tests.behaviour.files import HEAD, PUBLIC, STEPS, cohort, programme
from tests.behaviour.judge import is_write, texts
from tests.behaviour.meetups import BERLIN, at
from tests.behaviour.reading import answers, remembered, shown
from tests.behaviour.test_farewell import anew, farewells
from tests.behaviour.test_membership import NO_LONGER, push
from tests.world import HOME, World

ENGINE, MENTORS = "acme/engine", "acme/mentors"
BEFORE, AFTER = "2026-08-24T08:00", "2026-12-28T12:00"
"""A week before the first day, 1 September, and a month after the last, 27 November."""

BARE = "meetup: {enabled: false}\n    course: {weeks: []}"
_CODE = re.compile(r"^(`{3,})\w*\n.*?^\1$", re.MULTILINE | re.DOTALL)
_UNREADABLE = {
    "an empty part": re.compile(r"^#+ [^\n]*\n+(?=#|\Z)", re.MULTILINE),
    "an empty line of a list": re.compile(r"^\s*(-|\d+\.)\s*$", re.MULTILINE),
    "an empty list": re.compile(r"(: *[.;,])|\( *\)|,\s*[,.]"),
    "nothing, as a word": re.compile(r"\b(None|nil|null)\b"),
    "none, as a number": re.compile(r"^(?!\||Pull requests opened in each week:).*\b0\b", re.M),
}
_MANY = re.compile(r"\b(your (mentors|mentees)|for the mentees on)\b", re.IGNORECASE)
"""What is not said where there is one of each."""


def with_meeting(text: str, on: str = "2026-11-25T14:00") -> str:
    """The same cohort, whose group meets for the last time then."""
    return text.replace("        mentors: [", f"        last_meeting: {on}\n        mentors: [")


def alone(template: str, *, meets: bool) -> bytes:
    """One mentee and one mentor; no private repository, meetup or weeks."""
    entry = cohort(mentors="bartek", more=f"template: {template}\n    {BARE}")
    return programme(with_meeting(entry) if meets else entry, head=PUBLIC)


def several(mentees: str) -> bytes:
    """A cohort with a private repository, and all that comes by itself."""
    return programme(with_meeting(cohort(mentees, more=STEPS)), head=HEAD)


async def until(world: World, text: str) -> None:
    """Play until an hour in Berlin."""
    await world.cairn.play_until(at(text, BERLIN))


def everything(world: World) -> list[Issue]:
    """All issues and pull requests."""
    return [it for repository in (HOME, ENGINE, MENTORS) for it in world.issues(repository)]


def said_since(world: World, moment: str) -> list[Comment]:
    """What Cairn said anywhere from then on."""
    since = at(moment, BERLIN)
    return [c for issue in everything(world) for c in world.said_in(issue) if c.created >= since]


def named_since(world: World, who: str, moment: str) -> list[str]:
    """Texts sent from then on in which somebody is mentioned, and comments with their name."""
    since = at(moment, BERLIN)
    sent = [r for r in world.sandbox.requests if is_write(r) and r.at >= since]
    bodies = [str(r.body.get("body") or "") for r in sent if isinstance(r.body, dict)]
    mentioned = [body for body in bodies if f"@{who}" in body]
    spoken_of = [shown(c) for c in said_since(world, moment)]
    return mentioned + [text for text in spoken_of if re.search(rf"\b{who}\b", text)]


def assigned(world: World) -> list[str]:
    """Who has anything assigned."""
    return [user.login for issue in everything(world) for user in issue.assignees]


def judge_reading(world: World, *, one_of_each: bool = False) -> None:
    """No text has a gap where something is missing, and nothing is there twice."""
    for posted in texts(world):
        text = _CODE.sub("(code)", posted.text)
        found = [what for what, pattern in _UNREADABLE.items() if pattern.search(text)]
        assert not found, f"{found} in: {posted.text}"
        assert not (one_of_each and _MANY.search(text)), posted.text
    for repository in (HOME, ENGINE, MENTORS):
        titles = [issue.title for issue in world.issues(repository)]
        assert len(titles) == len(set(titles))
    for issue in everything(world):
        keys = [remembered(comment.body)[0]["k"] for comment in world.said_in(issue)]
        assert len(keys) == len(set(keys)), keys


def page(world: World, title: str, repository: str = HOME) -> Issue:
    """The only issue of this title."""
    (found,) = [issue for issue in world.issues(repository) if issue.title == title]
    return found


def retrospective(world: World) -> Issue:
    return page(world, "Retrospective: autumn-group, Autumn")


# ---- one mentee, and next to nothing -------------------------------------------------------------


@pytest.mark.parametrize("meets", [True, False])
@pytest.mark.parametrize("template", ["open-source", "support"])
async def test_one_mentee_and_next_to_nothing(
    enter: Enter, tmp_path: Path, template: str, meets: bool
) -> None:
    world = await enter(alone(template, meets=meets), at=at(BEFORE, BERLIN))
    await until(world, AFTER)
    assert [issue.title for issue in world.issues()] == [
        "Autumn",
        "Welcome, maya: your first steps in Autumn",
        "The mentors' week in Autumn",
        "Retrospective: autumn-group, Autumn",
    ]
    assert world.issues(MENTORS) == []
    assert len(farewells(world)) == 1
    assert assigned(world) == []
    judge_reading(world, one_of_each=True)
    assert await anew(world, tmp_path) == []


@pytest.mark.parametrize("meets", [True, False])
async def test_a_retrospective_says_whether_there_is_a_meeting(enter: Enter, meets: bool) -> None:
    world = await enter(alone("open-source", meets=meets), at=at("2026-11-12T08:00", BERLIN))
    await until(world, "2026-11-20T12:00")
    assert ("looks back together on" in shown(retrospective(world))) == meets
    assert ("each when it suits them" in shown(retrospective(world))) != meets


async def test_nobody_is_thanked_for_words_that_nobody_wrote(enter: Enter) -> None:
    world = await enter(alone("open-source", meets=True), at=at("2026-11-12T08:00", BERLIN))
    await until(world, AFTER)
    assert shown(retrospective(world)) == (
        "**autumn-group** has looked back on Autumn. Thank you, everybody."
        " No learnings were written down this time, and that is fine."
    )


# ---- dates of one's own --------------------------------------------------------------------------

LATER = "{login: maya}, {login: ravi, starts: 2026-10-05}"
LONGER = "{login: maya}, {login: ravi, ends: 2026-12-11}"
SHORTER = "{login: maya}, {login: li}, {login: ravi, ends: 2026-10-09}"


async def test_who_starts_later_is_left_in_peace_before(enter: Enter, tmp_path: Path) -> None:
    world = await enter(several(LATER), at=at(BEFORE, BERLIN))
    await until(world, "2026-09-03T12:00")
    world.person("ravi").open_pull_request(ENGINE, "Early work")
    await until(world, "2026-09-30T08:00")
    assert named_since(world, "ravi", BEFORE) == []
    tracking = page(world, "Autumn")
    assert "- ravi: starts soon" in shown(tracking)
    await until(world, "2026-10-05T12:00")
    assert "5 October 2026 to 27 November 2026" in shown(world.issue_of("ravi"))
    await until(world, AFTER)
    assert len(farewells(world, world.issue_of("ravi"))) == 1
    judge_reading(world)
    assert await anew(world, tmp_path) == []


async def test_who_goes_on_behind_the_end_is_followed(enter: Enter, tmp_path: Path) -> None:
    world = await enter(several(LONGER), at=at(BEFORE, BERLIN))
    await until(world, "2026-12-01T12:00")
    assert len(farewells(world)) == 1
    assert farewells(world, world.issue_of("ravi")) == []
    assert "ravi goes on until 11 December 2026" in shown(page(world, "Autumn"))
    world.person("ravi").open_pull_request(ENGINE, "Late work")
    await until(world, "2026-12-08T12:00")
    numbers = shown(page(world, "The mentors' week in Autumn", MENTORS))
    assert "| ravi | 1 (0) |" in numbers
    assert "| maya |" not in numbers
    await until(world, "2027-01-11T12:00")
    assert len(farewells(world, world.issue_of("ravi"))) == 1
    assert named_since(world, "maya", "2026-12-01T12:00") == []
    judge_reading(world)
    assert await anew(world, tmp_path) == []


async def test_who_ends_earlier_is_left_in_peace_after(enter: Enter, tmp_path: Path) -> None:
    """Nor are mentors called week after week to work of theirs that still waits."""
    world = await enter(several(SHORTER), at=at(BEFORE, BERLIN))
    await until(world, "2026-09-21T12:00")
    world.person("ravi").open_pull_request(ENGINE, "Work that waits")
    await until(world, "2026-10-13T08:00")
    assert len(farewells(world, world.issue_of("ravi"))) == 1
    await until(world, AFTER)
    assert named_since(world, "ravi", "2026-10-13T08:00") == []
    assert "ravi" not in shown(page(world, "The mentors' week in Autumn", MENTORS))
    assert "- ravi: took part until 9 October 2026" in shown(page(world, "Autumn"))
    assert assigned(world) == []
    assert any("would you like to present" in text for text in answers(world, world.issue_of("li")))
    judge_reading(world)
    assert await anew(world, tmp_path) == []


async def test_a_group_whose_only_mentee_ends_earlier_looks_back_with_them(enter: Enter) -> None:
    world = await enter(several("{login: maya, ends: 2026-11-13}"), at=at(BEFORE, BERLIN))
    await until(world, AFTER)
    explained = "something is coming up that is worth a few minutes"
    assert [explained in text for text in answers(world, retrospective(world))] == [True]
    judge_reading(world)


# ---- who left ------------------------------------------------------------------------------------


@pytest.mark.parametrize("how", ["a day in the file", "out of the file"])
async def test_who_left_is_mentioned_no_more(enter: Enter, tmp_path: Path, how: str) -> None:
    leaves = how == "a day in the file"
    left = "{login: maya}, {login: li}, {login: ravi, left: 2026-10-09}"
    rest = left if leaves else "{login: maya}, {login: li}"
    world = await enter(several("{login: maya}, {login: li}, {login: ravi}"), at=at(BEFORE, BERLIN))
    await until(world, "2026-09-21T12:00")
    pull = world.person("ravi").open_pull_request(ENGINE, "Work that waits")
    await until(world, "2026-10-09T12:00")
    await push(world, several(rest))
    await until(world, "2026-10-09T14:00")
    issue = world.issue_of("ravi")
    assert issue.state == "closed"
    assert NO_LONGER in answers(world, issue)[-1]
    spoken = len(answers(world, issue)), len(answers(world, pull))
    await until(world, AFTER)
    assert (len(answers(world, issue)), len(answers(world, pull))) == spoken
    assert named_since(world, "ravi", "2026-10-09T14:00") == []
    for each in (page(world, "Autumn"), page(world, "The mentors' week in Autumn", MENTORS)):
        assert "ravi" not in shown(each)
    assert farewells(world, issue) == []
    judge_reading(world)
    assert await anew(world, tmp_path) == []
