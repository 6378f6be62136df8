"""What help lists in a place works there, and nothing else does (rows K1, C3)."""

import re
from pathlib import Path

import pytest

from app.replies import OWN_COMMANDS
from app.sandbox.state import Issue
from tests.behaviour.conftest import Enter
from tests.behaviour.files import HEAD, STEPS, cohort, programme
from tests.behaviour.meetups import ON, at, meetup, two
from tests.behaviour.reading import answers, reactions, say, shown
from tests.behaviour.retrospectives import one
from tests.behaviour.test_confirming import lose_database
from tests.behaviour.test_dashboard import tracking
from tests.behaviour.test_membership import push
from tests.behaviour.test_selection import apply
from tests.world import HOME, World
from workflows import WORKFLOWS

SPECS = [spec for each in WORKFLOWS for spec in (*each.commands, *OWN_COMMANDS)]
EXAMPLES = {spec.name: spec.example for spec in SPECS if spec.name != "help"}
ELSEWHERE = "works in the issue that it is about"
WORKS_IN = "works in a mentee's first steps"
SENT = "Nothing has changed here"
UNLISTED = {"outcome"}
"""Of those who are no seniors it is taken for somebody else's, with help sessions or without."""

NOT_HERE = (
    ELSEWHERE,
    WORKS_IN,
    SENT,
    "This programme has no help sessions",
    "none is planned in",
)
LAST = "        last_meeting: 2026-11-10T14:00\n"
SECTIONS = """\
help_sessions:
  repositories: [acme/support]
  rotas: [{id: emea, timezone: Europe/Berlin, at: "16:00", seniors: [noor, kemal]}]
office_hours:
  - {title: Open hour, hosts: [bartek], first: 2026-11-12T17:00, every: 2 weeks}
"""
APPLYING = "selection: {enabled: true, opens: 2026-11-01, closes: 2026-12-01}"
TITLES = {
    "ideas": (HOME, "Ideas: "),
    "roster": (HOME, "Our mentees, past and present"),
    "office hours": (HOME, "Open hour: "),
    "file": (HOME, "The mentorship file needs a look"),
    "rota": ("acme/support", "Help sessions, "),
    "session": ("acme/support", "Help session, "),
    "corner": ("acme/mentors", "For the mentors of Autumn"),
    "selection": ("acme/mentors", "Applications: "),
}


def file() -> bytes:
    """All that commands are about."""
    mentees = "{login: maya}, {login: ravi}"
    text = cohort(mentees, ends="2026-11-27", more=f"{STEPS}    meetup: {{{ON}}}")
    text = text.replace("        mentors: [", f"{LAST}        mentors: [")
    spring = {"id": "spring", "name": "Spring", "starts": "2027-02-01", "ends": "2027-04-30"}
    return programme(
        text, cohort("{login: li}", mentors="kemal", more=APPLYING, **spring), head=HEAD + SECTIONS
    )


async def begun(enter: Enter, content: bytes | None = None) -> World:
    """A world on the day of the retrospective; mentees cannot read what is private."""
    world = await enter(content or file(), at=at("2026-10-28T12:00"))
    await world.cairn.play_until(at("2026-11-10T14:10"))
    await two(world)
    for line in ("/mentor roster", "/mentor idea A page for tests"):
        await say(world, "maya", world.issue_of("maya"), line)
    return world


async def place(world: World, name: str) -> Issue:
    """An issue or pull request of a kind."""
    if name == "pull":
        pull = world.person("maya").open_pull_request("acme/engine", "Mend it")
        await world.cairn.settle()
        return pull
    if name == "question":
        return await theirs(world)
    if name == "file":
        await push(world, file() + b"nonsense: 1\n")
    if name == "selection":
        await apply(world)
    if name in TITLES:
        repository, title = TITLES[name]
        found = [i for i in world.issues(repository) if i.title.startswith(title)]
        return found[-1]
    issues = {
        "own": world.issue_of("maya"),
        "tracking": tracking(world),
        "retrospective": one(world, HOME),
        "meetup": meetup(world),
    }
    return issues[name]


async def theirs(world: World) -> Issue:
    """An issue that belongs to no plan."""
    issue = world.person("maya").open_issue("acme/engine", "It is slow")
    await world.cairn.settle()
    return issue


def listed(text: str) -> set[str]:
    """The commands that an answer to `help` lists."""
    names = re.findall(r"^\| `/mentor ([^`]+)`", text, re.M)
    return {usage.split()[0].rstrip(",") for row in names for usage in row.split(", ")} - {"help"}


async def works(world: World, who: str, issue: Issue) -> set[str]:
    """The commands to which something else is said than that they are of no use here."""
    found = set[str]()
    for command, example in EXAMPLES.items():
        before = len(answers(world, issue))
        await say(world, who, issue, f"/mentor {example}")
        said = answers(world, issue)[before:]
        if not any(text in each for text in NOT_HERE for each in said):
            found.add(command)
    return found


@pytest.mark.parametrize(
    ("who", "name"),
    [
        *(("maya", name) for name in ("own", "tracking", "retrospective", "meetup", "pull")),
        *(("maya", name) for name in ("question", "session", "rota", "office hours")),
        *(("maya", name) for name in ("ideas", "roster", "file")),
        *(("bartek", name) for name in ("corner", "selection", "pull", "question")),
        *(("zoe", name) for name in ("own", "pull", "question")),
        ("li", "question"),
    ],
)
async def test_help_lists_what_works(enter: Enter, who: str, name: str) -> None:
    """And nothing else. What is not theirs is refused with another word than what is of another
    place."""
    world = await begun(enter)
    issue = await place(world, name)
    await say(world, who, issue, "/mentor help")
    named = listed(answers(world, issue)[-1])
    assert await works(world, who, issue) == named


@pytest.mark.parametrize(
    ("who", "name", "first"),
    [
        ("maya", "own", ["done", "checklist", "goal", "pair", "ask", "undo", "away"]),
        ("bartek", "own", ["done", "goal", "pair", "ask", "undo", "away"]),
        ("maya", "pull", ["blocked", "unblocked", "pair", "ask", "undo"]),
        ("maya", "question", ["pair", "ask", "undo"]),
        ("noor", "tracking", ["pair", "ask", "undo", "away"]),
    ],
)
async def test_help_begins_with_what_matters_to_whoever_asks(
    enter: Enter, who: str, name: str, first: list[str]
) -> None:
    world = await begun(enter)
    issue = await place(world, name)
    await say(world, who, issue, "/mentor help")
    shown_first, fold, _ = answers(world, issue)[-1].partition("<details>")
    assert fold
    assert re.findall(r"^\| `/mentor ([a-z]+)", shown_first, re.M) == first


async def test_a_short_help_is_one_table(enter: Enter) -> None:
    world = await begun(enter)
    for name in ("session", "meetup"):
        issue = await place(world, name)
        await say(world, "maya", issue, "/mentor help")
        assert "<details>" not in answers(world, issue)[-1]


async def test_who_is_in_two_cohorts_is_not_promised_what_is_not_guessed_at(enter: Enter) -> None:
    """Row K2: which of the two lists is meant, nobody can tell."""
    winter = cohort(id="winter", name="Winter", more=STEPS)
    world = await enter(programme(cohort(more=STEPS), winter))
    issue = await theirs(world)
    await say(world, "maya", issue, "/mentor help")
    assert listed(answers(world, issue)[-1]) == {"pair", "undo"}
    assert await works(world, "maya", issue) - UNLISTED == {"pair", "undo"}
    assert not any("#" in text for text in answers(world, issue)[1:])


async def test_help_lists_nothing_of_what_the_file_does_not_have(enter: Enter) -> None:
    world = await enter(programme(cohort(more=f"{STEPS}    meetup: {{enabled: false}}")))
    issue = world.issue_of("maya")
    await say(world, "maya", issue, "/mentor help")
    named = listed(answers(world, issue)[-1])
    assert {"ask", "outcome", "talk", "host"}.isdisjoint(named)
    assert await works(world, "maya", issue) - UNLISTED == named


# ---- where to go instead -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "name", "text", "goal"),
    [
        ("maya", "tracking", "done chat", "own"),
        ("maya", "retrospective", "goal A fast parser", "own"),
        ("maya", "rota", "talk Mine", "own"),
        ("maya", "session", "idea Mine", "own"),
        ("maya", "own", "well We paired", "retrospective"),
        ("bartek", "own", "confirm", "tracking"),
        ("bartek", "own", "topic Flaky tests", "office hours"),
        ("kemal", "tracking", "take", "rota"),
        ("alice", "meetup", "pause", "tracking"),
        ("maya", "question", "away until friday", "own"),
        ("noor", "question", "away until friday", "rota"),
        ("bartek", "corner", "well We paired", "retrospective"),
    ],
)
async def test_the_answer_links_the_place(
    enter: Enter, who: str, name: str, text: str, goal: str
) -> None:
    world = await begun(enter)
    there, issue = await place(world, goal), await place(world, name)
    await say(world, who, issue, f"/mentor {text}")
    assert f", {there.repository.full_name}#{there.number}" in answers(world, issue)[-1]


@pytest.mark.parametrize(
    ("who", "name", "text"),
    [
        ("kemal", "tracking", "accept zoe autumn-group"),  # the list is in the private repository
        ("zoe", "tracking", "done chat"),  # no mentee
        ("bartek", "tracking", "done chat"),  # whose?
        ("maya", "own", "blocked A decision"),  # in which pull request?
    ],
)
async def test_no_link_where_none_may_be_shown_or_several_are_meant(
    enter: Enter, who: str, name: str, text: str
) -> None:
    world = await begun(enter)
    if name == "tracking":
        await apply(world)
    issue = await place(world, name)
    await say(world, who, issue, f"/mentor {text}")
    assert ELSEWHERE in answers(world, issue)[-1]
    assert "#" not in answers(world, issue)[-1]


async def test_what_became_private_is_not_linked_in_public(enter: Enter) -> None:
    world = await begun(enter)
    issue = await place(world, "question")
    world.sandbox.set_visibility(HOME, private=True)
    await say(world, "maya", issue, "/mentor well We paired")
    assert ELSEWHERE in answers(world, issue)[-1]


async def test_after_a_lost_database_nothing_is_answered_again(
    enter: Enter, tmp_path: Path
) -> None:
    world = await begun(enter)
    issue = tracking(world)
    await say(world, "maya", issue, "/mentor done chat")
    before = answers(world, issue)
    await lose_database(world, tmp_path)
    assert answers(world, issue) == before


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
