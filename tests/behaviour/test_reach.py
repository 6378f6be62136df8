"""What a file names on GitHub: teams that organise, and a private repository (rows K2, P1, R5)."""

import pytest

from app.sandbox.state import Issue, Team
from tests.behaviour.conftest import Enter
from tests.behaviour.files import HEAD, PUBLIC, SMALL, STEPS, cohort, programme
from tests.behaviour.judge import is_write
from tests.behaviour.reading import DAY, answers, say, shown, ticked
from tests.behaviour.test_check_run import check, propose
from tests.behaviour.test_files import PRIVATE, report
from tests.behaviour.test_membership import FILE, push
from tests.world import STARTS, World

TEAM = programme(
    cohort(more=STEPS), head=HEAD.replace("organisers: [alice]", "organisers: [alice, acme/crew]")
)


def add_team(world: World, *members: str, readable: bool = True) -> Team:
    """The team acme/crew; whether the App may read members."""
    if readable:
        world.sandbox.world.installations[world.installation].permissions["members"] = "read"
    return world.sandbox.add_team("acme", "Crew", members)


def asked_about(world: World, login: str) -> bool:
    """Whether GitHub was asked what somebody may do."""
    return any(f"collaborators/{login}/" in request.path for request in world.sandbox.requests)


async def test_a_teams_members_are_organisers(enter_on_both: Enter) -> None:
    world = await enter_on_both(TEAM, start=False)
    add_team(world, "zoe")
    await world.start()
    issue = world.issue_of("maya")
    assert "alice enrolled you" in shown(issue)
    await say(world, "zoe", issue, "/mentor done chat")
    assert ticked(issue) == ["chat"]
    assert not asked_about(world, "zoe")
    await world.close()
    await world.open()
    await world.start()
    await say(world, "zoe", issue, "/mentor done hello")
    assert ticked(issue) == ["chat", "hello"]
    assert not asked_about(world, "zoe")


async def test_a_team_that_changes_is_followed_within_hours(enter: Enter) -> None:
    world = await enter(TEAM, start=False)
    team = add_team(world, "zoe")
    await world.start()
    issue = world.issue_of("maya")
    noor = world.sandbox.world.user("noor")
    team.members = {noor.id: noor}
    await world.cairn.play_until(STARTS + DAY / 3)
    await say(world, "zoe", issue, "/mentor done chat")
    assert ticked(issue) == []
    await say(world, "noor", issue, "/mentor done hello")
    assert ticked(issue) == ["hello"]


@pytest.mark.parametrize("readable", [False, True])
async def test_a_team_that_cannot_be_read_is_an_error_in_the_file(
    enter: Enter, readable: bool
) -> None:
    world = await enter(TEAM, start=False)
    if not readable:
        add_team(world, "zoe", readable=False)
    await world.start()
    said = shown(report(world)[0])
    assert f"`{FILE}`, line 3, column 21: GitHub does not say who is in the team" in said
    assert "the team `acme/crew`; look for a letter amiss" in said
    assert "nothing has begun yet" in said
    await push(world, SMALL)
    assert report(world)[0].state == "closed"
    assert world.issue_of("maya").state == "open"


@pytest.mark.parametrize(
    ("file", "line", "message"),
    [
        (TEAM, 3, "GitHub does not say who is in the team `acme/crew`"),
        (SMALL, 4, "`private_repository` is public"),
    ],
)
async def test_the_check_of_a_change_finds_it_as_well(
    enter: Enter, file: bytes, line: int, message: str
) -> None:
    world = await enter(programme(cohort(more=STEPS), head=PUBLIC), start=False)
    world.sandbox.set_visibility(PRIVATE, private=file is TEAM)
    await world.start()
    run = await check(world, propose(world, file))
    (note,) = run.output["annotations"]
    assert note["start_line"] == line
    assert note["message"].startswith(message)


# ---- the private repository ----------------------------------------------------------------------

SECRET = ("cohorts:\n" + cohort("{login: ravi}", id="quiet", name="Secret", more=STEPS)).encode()
IS_PUBLIC = f"`{FILE}`, line 4, column 21: `private_repository` is public"


def writes_to_private(world: World) -> list[str]:
    """What Cairn wrote in the private repository."""
    requests = world.sandbox.requests
    return [r.path for r in requests if is_write(r) and f"/{PRIVATE}/" in r.path]


def lines_to_mentors(world: World) -> list[str]:
    """What the mentors' private corner says."""
    corners = [i for i in world.issues(PRIVATE) if i.title.startswith("For the mentors")]
    return [text for corner in corners for text in answers(world, corner)]


async def test_a_private_repository_that_is_public_is_told_and_gets_nothing(enter: Enter) -> None:
    world = await enter(SMALL)
    world.person("alice").push_file(PRIVATE, FILE, SECRET)
    await world.cairn.play_until(STARTS + DAY / 2)
    secret: Issue = world.issue_of("ravi", PRIVATE)
    world.sandbox.set_visibility(PRIVATE, private=False)
    await world.cairn.settle()
    assert IS_PUBLIC in shown(report(world)[0])
    assert "the last good version stays in force" in shown(report(world)[0])
    before = writes_to_private(world)
    await say(world, "ravi", secret, "/mentor done chat")
    world.person("alice").push_file(PRIVATE, FILE, SECRET.replace(b"starts", b"begins"))
    await world.cairn.play_until(STARTS + 12 * DAY)
    assert writes_to_private(world) == before

    world.person("alice").push_file(PRIVATE, FILE, SECRET)
    world.sandbox.set_visibility(PRIVATE, private=True)
    await world.cairn.play_until(STARTS + 16 * DAY)
    assert report(world)[0].state == "closed"
    assert ticked(secret) == ["chat"]
    assert lines_to_mentors(world) != []


async def test_nothing_begins_with_a_private_repository_that_is_public(enter: Enter) -> None:
    world = await enter(SMALL, start=False)
    world.sandbox.set_visibility(PRIVATE, private=False)
    await world.start()
    assert IS_PUBLIC in shown(report(world)[0])
    assert "nothing has begun yet" in shown(report(world)[0])
    world.sandbox.set_visibility(PRIVATE, private=True)
    await world.cairn.settle()
    assert report(world)[0].state == "closed"
    assert world.issue_of("maya").state == "open"
