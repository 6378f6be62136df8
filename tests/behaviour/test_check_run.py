"""A change of a programme file gets a check before it is merged (row P2)."""

import json
from collections.abc import Mapping

import pytest

from app.model import events
from app.proposals import record
from app.sandbox.state import CheckRun, Issue
from tests.behaviour.conftest import Enter
from tests.behaviour.faults import Trouble, posts
from tests.behaviour.files import PUBLIC, SMALL, cohort, programme
from tests.behaviour.test_membership import FILE
from tests.world import HOME, World

PRIVATE = "acme/mentors"
MOVED = {"base": {"ref": {"from": "drafts"}, "sha": {"from": "0" * 40}}}


def propose(world: World, text: bytes, *, by: str = "alice", repository: str = HOME) -> Issue:
    """A pull request that changes the file, from a branch of the repository."""
    person = world.person(by)
    return person.open_pull_request(repository, "Plan", files={FILE: text}, from_fork=False)


def checks(world: World, pull: Issue) -> list[CheckRun]:
    """Cairn's checks on a pull request's newest commit."""
    assert pull.pull is not None
    runs = pull.repository.check_runs.values()
    return [run for run in runs if run.by_app and run.head == pull.pull.head]


async def check(world: World, pull: Issue) -> CheckRun:
    """Cairn's one check on a pull request's newest commit."""
    await world.cairn.settle()
    (found,) = checks(world, pull)
    return found


async def test_a_good_change_says_what_it_will_bring(enter_on_both: Enter) -> None:
    world = await enter_on_both(SMALL)
    more = SMALL.replace(b"[{login: maya}]", b"[{login: maya}, {login: lin}]")
    run = await check(world, propose(world, more))
    assert (run.name, run.conclusion) == ("Mentorship file", "success")
    assert run.output["title"] == "Ready to merge"
    assert "lin: an onboarding issue" in run.output["summary"]
    assert "maya: an onboarding issue" not in run.output["summary"]
    assert run.output["summary"].count("<img") == 1, "only who is new has a face"


async def test_mistakes_stand_at_their_lines(enter: Enter) -> None:
    world = await enter(SMALL)
    bad = SMALL.replace(b"starts:", b"begins:").replace(b"2026-11-27", b"2026-13-27")
    run = await check(world, propose(world, bad))
    assert run.conclusion == "failure"
    assert run.output["title"] == "2 places to mend"
    lines = {(note["path"], note["start_line"]) for note in run.output["annotations"]}
    assert (FILE, 15) in lines
    assert any("`begins` is not known" in note["message"] for note in run.output["annotations"])


async def test_a_mistyped_login_is_found(enter: Enter) -> None:
    world = await enter(SMALL)
    run = await check(world, propose(world, SMALL.replace(b"login: maya", b"login: mayaa")))
    assert run.conclusion == "failure"
    (note,) = run.output["annotations"]
    assert note["message"].startswith("there is nobody called `mayaa` on GitHub")


async def test_a_first_file_is_checked_in_its_pull_request(enter: Enter) -> None:
    world = await enter(None)
    run = await check(world, propose(world, programme(head=PUBLIC)))
    assert run.conclusion == "success"
    assert "maya: an onboarding issue" in run.output["summary"]


async def test_each_new_commit_is_checked_and_other_pull_requests_are_not(enter: Enter) -> None:
    world = await enter(SMALL)
    pull = propose(world, SMALL.replace(b"starts:", b"begins:"))
    assert (await check(world, pull)).conclusion == "failure"
    world.person("alice").push_commits(HOME, pull.number, {FILE: SMALL + b"# mended\n"})
    assert (await check(world, pull)).conclusion == "success"
    world.person("alice").push_commits(HOME, pull.number, {"notes.txt": "and this"})
    assert (await check(world, pull)).conclusion == "success"
    other = world.person("alice").open_pull_request(HOME, "Notes", files={"notes.txt": "Hello"})
    await world.cairn.settle()
    assert checks(world, other) == []


async def test_a_fork_may_propose_as_well(enter: Enter) -> None:
    world = await enter(SMALL)
    text = SMALL.replace(b"Autumn", b"Harvest")
    pull = world.person("maya").open_pull_request(HOME, "A name", files={FILE: text})
    assert (await check(world, pull)).conclusion == "success"


async def test_the_private_file_is_checked_where_it_is(enter: Enter) -> None:
    world = await enter(SMALL)
    more = programme(cohort("{login: lin}", id="secret", name="Secret"), head="version: 1\n")
    run = await check(world, propose(world, more, repository=PRIVATE))
    assert "Secret" in run.output["summary"]
    assert "Autumn" not in run.output["summary"], "only what stands in this repository"


async def test_what_does_not_fit_with_the_public_file_is_told_in_the_private_repository(
    enter: Enter,
) -> None:
    world = await enter(SMALL)
    same = programme(cohort("{login: lin}", name="Secret"), head="version: 1\n")
    run = await check(world, propose(world, same, repository=PRIVATE))
    assert (run.conclusion, run.output["title"]) == ("failure", "One place to mend")
    (note,) = run.output["annotations"]
    assert note["path"] == FILE
    assert "`autumn` is in" in note["message"]


async def test_without_the_file_the_programme_ends(enter: Enter) -> None:
    world = await enter(SMALL)
    pull = world.person("alice").open_pull_request(
        HOME, "The end", files={FILE: None}, from_fork=False
    )
    assert (await check(world, pull)).output["title"] == "Ends the programme"


async def test_an_answer_that_was_lost_doubles_no_check(enter: Enter) -> None:
    world = await enter(SMALL)
    world.sandbox.fault = Trouble(502, posts("/check-runs"), "after")
    pull = propose(world, SMALL.replace(b"Autumn", b"Harvest"))
    await world.cairn.play_until(world.clock.now + 600)
    assert len(checks(world, pull)) == 1


async def test_moved_dates_and_new_mentors_are_told(enter: Enter) -> None:
    world = await enter(SMALL)
    text = SMALL.replace(b"2026-11-27", b"2026-12-04").replace(b"bartek, kemal", b"kemal")
    summary = (await check(world, propose(world, text))).output["summary"]
    assert "names kemal as mentor" in summary
    assert "1 September 2026 to 4 December 2026" in summary


@pytest.mark.parametrize(("changes", "news"), [({"title": {"from": "x"}}, False), (MOVED, True)])
async def test_another_branch_is_news_and_another_title_is_not(
    enter: Enter, changes: Mapping[str, object], news: bool
) -> None:
    world = await enter(SMALL)
    propose(world, SMALL + b"# hi\n")
    (sent,) = [d.payload for d in world.sandbox.world.history if d.event == "pull_request"]
    edited = {**sent, "action": "edited", "changes": changes}
    event = events.parse("pull_request", json.dumps(edited).encode())
    programmes = (await world.cairn.service.tenants.programmes(world.installation)).all
    assert event is not None
    assert any(True for _ in record(event, programmes)) == news


async def test_of_many_who_are_new_the_check_says_how_many_were_not_looked_up(
    enter: Enter,
) -> None:
    world = await enter(SMALL)
    new = [f"new{n:02}" for n in range(23)]
    for login in new:
        world.sandbox.add_user(login)
    more = ", ".join(f"{{login: {login}}}" for login in ["maya", *new])
    files: dict[str, str | bytes | None] = {FILE: SMALL.replace(b"{login: maya}", more.encode())}
    pull = world.person("zoe").open_pull_request(HOME, "Many", files=files)
    run = await check(world, pull)
    assert run.conclusion == "success"
    assert run.output["summary"].count("<img") == 20
    assert "the last 3 were not looked up" in run.output["summary"]
