"""GitHub in trouble, installations that end, repositories that move (design, rule 6; promise 5)."""

from itertools import pairwise
from typing import Literal

import pytest

from tests.behaviour.conftest import Enter
from tests.behaviour.faults import Trouble, anything, posts, writes
from tests.behaviour.files import SMALL, STEPS, cohort, programme
from tests.behaviour.judge import is_write
from tests.behaviour.reading import DAY, answers, say, ticked
from tests.behaviour.test_membership import push
from tests.world import HOME, STARTS, World


async def settle_for(world: World, seconds: float = 1800.0) -> None:
    """Let everything that is due in the next half hour happen."""
    await world.cairn.play_until(world.clock.now + seconds)


When = Literal["before", "after"]
OUTCOMES = [(0, "before"), (0, "after"), (500, "before"), (502, "after"), (503, "before")]


@pytest.mark.parametrize(("status", "when"), OUTCOMES)
@pytest.mark.parametrize("what", ["/issues", "/comments", "/milestones", "/labels", "/reactions"])
async def test_an_unknown_outcome_doubles_nothing(
    enter: Enter, what: str, status: int, when: When
) -> None:
    world = await enter(SMALL, start=False)
    trouble = world.sandbox.fault = Trouble(status, posts(what), when)
    world.sandbox.list_lag = 20
    await world.start()
    await settle_for(world)
    await say(world, "maya", world.issue_of("maya"), "/mentor done conduct chat")
    await settle_for(world)
    assert trouble.met == 1
    assert sorted(i.title for i in world.issues()) == [
        "Autumn",
        "Welcome, maya: your first steps in Autumn",
    ]
    assert len(world.sandbox.world.repository(HOME).milestones) == 1
    assert len(answers(world, world.issue_of("maya"))) == 1
    assert world.issue_of("maya").milestone is not None


async def test_an_unknown_outcome_on_both_databases(enter_on_both: Enter) -> None:
    world = await enter_on_both(SMALL, start=False)
    world.sandbox.fault = Trouble(502, posts("/issues"), "after", times=2)
    await world.start()
    await settle_for(world)
    assert len(world.issues()) == 2


@pytest.mark.parametrize("when", ["before", "after"])
async def test_an_edit_with_an_unknown_outcome_is_made_once(enter: Enter, when: When) -> None:
    world = await enter(SMALL)
    issue = world.issue_of("maya")
    world.sandbox.fault = Trouble(502, lambda r: r.method == "PATCH", when)
    await say(world, "maya", issue, "/mentor done chat")
    await settle_for(world)
    assert ticked(issue) == ["chat"]


LIMITS = [
    (403, {"retry-after": "90"}, "secondary", 90),
    (429, {"retry-after": "90"}, "Too many requests", 90),
    (429, {}, "Too many requests", 60),
    (403, {}, "You have exceeded a secondary rate limit", 60),
    (403, {"x-ratelimit-remaining": "0", "x-ratelimit-reset": str(int(STARTS) + 600)}, "no", 400),
]


@pytest.mark.parametrize(("status", "headers", "message", "pause"), LIMITS)
async def test_never_a_request_before_the_time_that_github_names(
    enter: Enter, status: int, headers: dict[str, str], message: str, pause: float
) -> None:
    world = await enter(SMALL)
    issue = world.issue_of("maya")
    trouble = world.sandbox.fault = Trouble(
        status, writes, headers=headers, message=message, times=2 if pause == 60 else 1
    )
    await say(world, "maya", issue, "/mentor done chat")
    await settle_for(world)
    assert ticked(issue) == ["chat"]
    asked = [r for r in world.sandbox.requests if r.status == status]
    assert len(asked) == trouble.met
    later = [r.at for r in world.sandbox.requests if r.at > asked[0].at]
    assert min(later) >= asked[0].at + pause
    if trouble.met == 2:
        assert asked[1].at - asked[0].at >= 60
        assert min(at for at in later if at > asked[1].at) >= asked[1].at + 120


@pytest.mark.parametrize(
    "headers",
    [{"retry-after": "0"}, {"x-ratelimit-remaining": "0", "x-ratelimit-reset": str(int(STARTS))}],
)
async def test_a_limit_that_should_be_over_is_not_tried_again_at_once(
    enter: Enter, headers: dict[str, str]
) -> None:
    """GitHub names whole seconds: a window that ends in this one need not have ended yet."""
    world = await enter(SMALL)
    issue = world.issue_of("maya")
    world.sandbox.fault = Trouble(403, writes, headers=headers, times=4)
    await say(world, "maya", issue, "/mentor done chat")
    await settle_for(world)
    assert ticked(issue) == ["chat"]
    asked = [r.at for r in world.sandbox.requests if r.status == 403]
    assert len(asked) == 4
    assert [later - at >= 2.0**n for n, (at, later) in enumerate(pairwise(asked))] == [True] * 3


async def test_a_limit_on_reads_is_obeyed_as_well(enter: Enter) -> None:
    world = await enter(SMALL, start=False)
    await world.cairn.begin()
    world.sandbox.fault = Trouble(429, anything, headers={"retry-after": "300"})
    began = world.clock.now
    await settle_for(world)
    assert not [r for r in world.sandbox.requests if began < r.at < began + 300]
    assert world.issue_of("maya").state == "open"


@pytest.mark.parametrize("status", [403, 404, 422])
async def test_what_is_refused_is_not_asked_again_and_again(enter: Enter, status: int) -> None:
    world = await enter(SMALL)
    issue = world.issue_of("maya")
    trouble = world.sandbox.fault = Trouble(status, posts("/comments"), times=10_000)
    await say(world, "maya", issue, "/mentor done 99")
    await world.cairn.play_until(world.clock.now + DAY)
    assert 1 <= trouble.met <= 6


async def test_where_issues_are_switched_off_the_rest_goes_on(enter: Enter) -> None:
    other = cohort("{login: ravi}", id="winter", name="Winter", repositories="acme/ui", more=STEPS)
    world = await enter(programme(cohort(more=STEPS), other), start=False)
    world.sandbox.world.repository("acme/engine").has_issues = False
    await world.start()
    await settle_for(world, DAY)
    assert world.issue_of("maya").state == "open"
    assert world.issue_of("ravi").state == "open"


async def test_a_home_whose_issues_are_switched_off_waits(enter: Enter) -> None:
    world = await enter(SMALL, start=False)
    home = world.sandbox.world.repository(HOME)
    home.has_issues = False
    await world.start()
    await settle_for(world, DAY)
    assert len([w for w in world.writes if w.endswith("/issues")]) < 20
    home.has_issues = True
    await settle_for(world, 5 * DAY)
    assert world.issue_of("maya").state == "open"


async def test_a_repository_that_vanished_stops_nobody_else(enter: Enter) -> None:
    other = cohort("{login: ravi}", id="winter", name="Winter", repositories="acme/ui", more=STEPS)
    world = await enter(programme(cohort(more=STEPS), other))
    world.sandbox.delete_repository("acme/engine")
    await settle_for(world, DAY)
    await say(world, "ravi", world.issue_of("ravi"), "/mentor done chat")
    await say(world, "maya", world.issue_of("maya"), "/mentor done chat")
    assert ticked(world.issue_of("ravi")) == ticked(world.issue_of("maya")) == ["chat"]


async def test_a_vanished_home_is_left_alone(enter: Enter) -> None:
    world = await enter(SMALL)
    world.sandbox.delete_repository(HOME)
    await settle_for(world, 2 * DAY)
    before = len(world.sandbox.requests)
    await settle_for(world, 5 * DAY)
    assert [r for r in world.sandbox.requests[before:] if is_write(r)] == []


# ---- installations and repositories change -------------------------------------------------------


async def test_a_suspended_installation_stops_at_once(enter_on_both: Enter) -> None:
    world = await enter_on_both(SMALL)
    issue = world.issue_of("maya")
    world.person("maya").comment(HOME, issue.number, "/mentor done chat")
    world.sandbox.suspend(world.installation)
    before = len(world.sandbox.requests)
    await settle_for(world, 10 * DAY)
    assert len(world.sandbox.requests) == before
    world.sandbox.unsuspend(world.installation)
    await settle_for(world)
    assert ticked(issue) == ["chat"]


async def test_an_uninstalled_app_is_silent(enter: Enter) -> None:
    world = await enter(SMALL)
    world.person("maya").comment(HOME, world.issue_of("maya").number, "/mentor done chat")
    world.sandbox.uninstall(world.installation)
    before = len(world.sandbox.requests)
    await settle_for(world, 10 * DAY)
    assert len(world.sandbox.requests) == before


async def test_installed_again_it_goes_on_where_it_was(enter: Enter) -> None:
    world = await enter(SMALL)
    issue = world.issue_of("maya")
    await say(world, "maya", issue, "/mentor done chat")
    repositories = list(world.sandbox.world.repositories)
    world.sandbox.uninstall(world.installation)
    await settle_for(world)
    world.installation = world.sandbox.install("acme", repositories)
    await settle_for(world)
    assert len([i for i in world.issues() if i.title.startswith("Welcome")]) == 1


async def test_a_renamed_home_is_followed(enter: Enter) -> None:
    world = await enter(SMALL)
    issue = world.issue_of("maya")
    world.sandbox.rename_repository(HOME, "guides")
    await world.cairn.settle()
    await say(world, "maya", issue, "/mentor done chat")
    assert ticked(issue) == ["chat"]
    assert issue.state == "open"
    assert answers(world, issue) == []
    assert len(world.issues("acme/guides")) == 2


async def test_a_home_that_becomes_private_stays_one(enter: Enter) -> None:
    world = await enter(SMALL)
    issue = world.issue_of("maya")
    world.sandbox.set_visibility(HOME, private=True)
    await world.cairn.settle()
    world.sandbox.set_permission(HOME, "maya", "read")
    await say(world, "maya", issue, "/mentor done chat")
    assert ticked(issue) == ["chat"]


async def test_the_corner_is_silent_once_its_repository_is_public(enter: Enter) -> None:
    """What is said of a person in private must not end up in a public place."""
    world = await enter(SMALL)
    world.sandbox.set_visibility("acme/mentors", private=False)
    await settle_for(world, 30 * DAY)
    assert world.issues("acme/mentors") == []


async def test_a_repository_taken_from_the_app_is_named_in_the_file(enter: Enter) -> None:
    world = await enter(SMALL)
    world.sandbox.remove_from_installation(world.installation, ["acme/engine"])
    await settle_for(world)
    await push(world, SMALL + b"# a change\n")
    issue = next(i for i in world.issues() if i.title.startswith("The mentorship file"))
    assert "the App is not installed in acme/engine" in (issue.body or "")
