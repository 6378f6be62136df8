"""Contributions in repositories outside the installation (row R7): found once a day, told once."""

from pathlib import Path

import pytest

from app.sandbox.http import Request
from app.sandbox.state import Issue
from app.sandbox.world import RequestLog
from tests.behaviour.conftest import Enter
from tests.behaviour.faults import Trouble
from tests.behaviour.files import PUBLIC, STEPS, cohort, programme
from tests.behaviour.reading import DAY, shown
from tests.behaviour.test_membership import FILE
from tests.behaviour.test_summary import HOUR, MONDAY, pages
from tests.harness.oracle import fork
from tests.world import HOME, STARTS, World
from workflows.elsewhere.when import due

PROMETHEUS, THANOS = "prometheus/prometheus", "thanos-io/thanos"
ECOSYSTEM = f"ecosystem: [{PROMETHEUS}, {THANOS}]\n    {STEPS}"
LISTED = programme(cohort(more=ECOSYSTEM))
OPEN = programme(cohort(more=ECOSYSTEM), head=PUBLIC)
"""Without a private repository: the summary is public."""

TOLD = "It counts as much as your work here."


def searches(world: World) -> list[RequestLog]:
    return [r for r in world.sandbox.requests if r.path == "/search/issues"]


def told(world: World) -> list[str]:
    """What maya was told of contributions elsewhere."""
    said = (shown(comment) for comment in world.said_in(world.issue_of("maya")))
    return [text for text in said if TOLD in text]


def contribute(world: World, where: str = PROMETHEUS, title: str = "Name the flags") -> Issue:
    return world.person("maya").open_pull_request(where, title)


TUESDAY = STARTS + 5 * DAY
"""8:00 in Berlin on the first day."""


async def begun(enter: Enter, file: bytes = LISTED) -> World:
    world = await enter(file)
    await world.cairn.play_until(TUESDAY)
    return world


async def summary(world: World, home: str = "acme/mentors") -> str:
    """The page of the first week."""
    await world.cairn.play_until(MONDAY + 4 * HOUR)
    (page,) = pages(world, home)
    return shown(page)


async def test_it_is_found_told_once_and_listed(enter_on_both: Enter) -> None:
    world = await begun(enter_on_both)
    number = contribute(world).number
    await world.cairn.play_until(TUESDAY + 2 * DAY)
    world.person("ines").merge(PROMETHEUS, number)
    contribute(world, THANOS, "Explain the ring")
    page = await summary(world)
    assert "### Elsewhere" in page
    assert "- maya: 2 opened\n" in page
    assert f"  - [Name the flags](https://github.test/{PROMETHEUS}/pull/{number}) in" in page
    assert f"in {PROMETHEUS} was merged" in page
    assert f"in {THANOS} is open" in page
    assert "| maya | 0 | 0 |" in page  # counted apart
    (said,) = told(world)
    assert said.startswith(f"@maya, you contribute to {PROMETHEUS} as well: [Name the flags](")
    await world.cairn.play_until(MONDAY + 3 * DAY)
    assert len(told(world)) == 1


async def test_nothing_is_written_there(enter: Enter) -> None:
    world = await begun(enter)
    contribute(world)
    await summary(world)
    assert told(world)
    assert not [path for path in world.writes if PROMETHEUS in path or THANOS in path]
    assert not world.said_in(world.issues(PROMETHEUS)[0])


async def test_one_search_a_day_from_the_first_day_to_the_last(enter: Enter) -> None:
    world = await enter(
        programme(
            cohort("{login: maya}, {login: lin}", ends="2026-09-04", more=ECOSYSTEM),
            cohort("{login: lin}", id="two", name="Two", ends="2026-09-04", more=ECOSYSTEM),
        )
    )
    await world.cairn.play_until(TUESDAY + 10 * DAY)
    for login in ("maya", "lin"):
        found = [r for r in searches(world) if f"author:{login} " in r.query["q"]]
        assert len(found) == 4
        assert [r.at - due(login, r.at) < 60.0 for r in found] == [True] * 4
    assert len(searches(world)) == 8
    assert {r.query["q"].partition(")")[0] for r in searches(world)} == {
        f"(repo:{PROMETHEUS} OR repo:{THANOS}"
    }


@pytest.mark.parametrize(
    "more",
    [STEPS, f"draft: true\n    {ECOSYSTEM}", f"starts: 2026-11-01\n    {ECOSYSTEM}"],
    ids=["no ecosystem", "draft", "not yet"],
)
async def test_nobody_is_searched_for_without_need(enter: Enter, more: str) -> None:
    starts = "2026-11-01" if "starts" in more else "2026-09-01"
    more = more.replace("starts: 2026-11-01\n    ", "")
    world = await enter(programme(cohort(starts=starts, more=more)))
    await world.cairn.play_until(TUESDAY + 3 * DAY)
    assert searches(world) == []


async def test_whoever_left_is_not_searched_for(enter: Enter) -> None:
    world = await begun(enter)
    await world.cairn.play_until(TUESDAY + 2 * DAY)
    before = len(searches(world))
    gone = programme(cohort("{login: maya, left: 2026-09-03}, {login: lin}", more=STEPS))
    world.person("alice").push_file(HOME, FILE, gone)
    await world.cairn.play_until(TUESDAY + 6 * DAY)
    assert len(searches(world)) == before


async def test_in_a_pause_nothing_is_searched(enter: Enter) -> None:
    world = await begun(enter)
    issue = world.issue_of("maya")
    world.person("alice").comment(HOME, issue.number, "/mentor pause")
    await world.cairn.play_until(TUESDAY + 3 * DAY)
    assert searches(world) == []
    world.person("alice").comment(HOME, issue.number, "/mentor resume")
    await world.cairn.play_until(TUESDAY + 3 * DAY + 60)
    assert len(searches(world)) == 1


async def test_only_the_cohort_s_time_counts(enter: Enter) -> None:
    world = await enter(LISTED)
    contribute(world, title="Before the first day")
    world.person("maya").open_issue(PROMETHEUS, "An issue is none", "")
    world.person("lin").open_pull_request(PROMETHEUS, "Somebody else's")
    world.sandbox.add_repository("prometheus/other")
    await world.cairn.play_until(TUESDAY)
    contribute(world, "prometheus/other", "In no repository of the file's")
    assert "### Elsewhere" not in await summary(world)
    assert told(world) == []


async def test_after_an_outage_searches_come_one_behind_the_other(enter: Enter) -> None:
    """GitHub lets an installation search 30 times a minute."""
    people = [f"mentee-{number}" for number in range(40)]
    listed = ", ".join(f"{{login: {who}}}" for who in people)
    world = await enter(programme(cohort(listed, more=ECOSYSTEM)), start=False)
    for who in people:
        world.sandbox.add_user(who)
    await world.start()
    await world.cairn.play_until(TUESDAY + DAY)
    before = len(searches(world))
    world.clock.advance_to(TUESDAY + 3 * DAY)
    await world.cairn.play_until(TUESDAY + 3 * DAY + 300)
    instants = [r.at for r in searches(world)[before:]]
    assert len(instants) >= len(people)
    assert max(sum(at <= other < at + 60 for other in instants) for at in instants) <= 30


# ---- what goes wrong -----------------------------------------------------------------------------


def is_search(request: Request) -> bool:
    return request.path == "/search/issues"


@pytest.mark.parametrize(
    ("status", "headers"),
    [
        (403, {}),
        (422, {}),
        (429, {"retry-after": "60"}),
        (502, {}),
        (0, {}),
    ],
)
async def test_what_is_refused_is_tried_the_next_day(
    enter: Enter, status: int, headers: dict[str, str]
) -> None:
    """And nothing that was known is lost."""
    world = await begun(enter)
    contribute(world, title="The first")
    await world.cairn.play_until(TUESDAY + DAY)
    contribute(world, THANOS, title="The second")
    world.sandbox.fault = Trouble(status, is_search, headers=headers)
    await world.cairn.play_until(TUESDAY + 2 * DAY)
    assert len(searches(world)) == 2
    world.sandbox.fault = None
    page = await summary(world)
    assert "The first" in page
    assert "The second" in page
    days = [int(r.at // DAY) for r in searches(world)]
    assert len(days) == len(set(days))


async def test_incomplete_results_are_completed_the_next_day(enter: Enter) -> None:
    world = await begun(enter)
    contribute(world, title="The first")
    contribute(world, title="The second")
    world.sandbox.world.hurried_search = True
    await world.cairn.play_until(TUESDAY + 3 * DAY)
    world.sandbox.world.hurried_search = False
    page = await summary(world)
    assert "The first" in page
    assert "The second" in page


async def test_more_than_a_page_is_found_in_the_days_that_follow(enter: Enter) -> None:
    world = await begun(enter)
    for number in range(101):
        contribute(world, title=f"Number {number}")
    assert "- maya: 50 opened" in await summary(world)  # as many as a card holds
    assert len(searches(world)) == 6


# ---- private and public --------------------------------------------------------------------------


async def test_a_private_repository_is_not_even_searched(enter: Enter) -> None:
    more = ECOSYSTEM.replace(THANOS, "acme/support")
    world = await enter(programme(cohort(more=more), head=PUBLIC), start=False)
    world.sandbox.set_visibility("acme/support", private=True)
    await world.start()
    await world.cairn.play_until(TUESDAY)
    world.sandbox.set_permission("acme/support", "maya", "read")
    contribute(world, "acme/support", "The canary")
    page = await summary(world, HOME)
    assert "canary" not in page
    assert told(world) == []
    assert all("is:public" in r.query["q"] for r in searches(world))


@pytest.mark.parametrize("where", ["acme/support", PROMETHEUS])
async def test_what_is_made_private_is_taken_off_the_public_page(enter: Enter, where: str) -> None:
    """One of the installation's at once; another's when the search by itself is refused."""
    more = ECOSYSTEM.replace(f"{PROMETHEUS}, {THANOS}", where)
    world = await begun(enter, programme(cohort(more=more), head=PUBLIC))
    contribute(world, where, "The canary")
    assert "The canary" in await summary(world, HOME)
    world.sandbox.set_visibility(where, private=True)
    await world.cairn.play_until(MONDAY + 2 * DAY)
    (page,) = pages(world, HOME)
    assert "The canary" not in shown(page)
    world.sandbox.set_visibility(where, private=False)  # or the judge would mind the first page


async def test_one_that_is_gone_does_not_spoil_the_others(enter: Enter) -> None:
    """GitHub refuses a search whose repositories are all unknown to it."""
    more = ECOSYSTEM.replace(THANOS, "thanos-io/vanished")
    world = await begun(enter, programme(cohort(more=more)))
    contribute(world)
    world.sandbox.fault = Trouble(422, is_search)  # as if one were enough for a no
    assert "Name the flags" in await summary(world)
    asked = [r.query["q"].partition(")")[0] for r in searches(world)]
    assert asked[1:3] == [f"(repo:{PROMETHEUS}", "(repo:thanos-io/vanished"]
    assert asked[3] == f"(repo:{PROMETHEUS}"


# ---- after a lost database -----------------------------------------------------------------------


async def test_a_lost_database_writes_nothing_and_tells_nothing_twice(
    enter: Enter, tmp_path: Path
) -> None:
    world = await begun(enter, OPEN)
    contribute(world)
    await summary(world, HOME)
    before = shown(pages(world, HOME)[0])
    rebuilt = await fork(world, tmp_path / "rebuilt", keep=False)
    await rebuilt.cairn.play_until(MONDAY + 2 * DAY)
    assert rebuilt.writes == []
    contribute(rebuilt, THANOS, "The next one")
    await rebuilt.cairn.play_until(MONDAY + 8 * DAY)
    assert shown(pages(rebuilt, HOME)[0]) != before
    assert "Name the flags" in shown(pages(rebuilt, HOME)[0])
    assert "The next one" in shown(pages(rebuilt, HOME)[0])
    assert len(told(rebuilt)) == 1
    await rebuilt.close()


async def test_a_lost_database_is_no_second_search_that_day(enter: Enter, tmp_path: Path) -> None:
    world = await begun(enter)
    fourth = due("maya", TUESDAY + 4 * DAY)
    await world.cairn.play_until(fourth + 60)
    assert searches(world)[-1].at == pytest.approx(fourth, abs=10)
    rebuilt = await fork(world, tmp_path / "rebuilt", keep=False)
    await rebuilt.cairn.play_until(fourth + DAY - 60)
    assert searches(rebuilt) == []
    await rebuilt.cairn.play_until(fourth + DAY + 60)
    assert len(searches(rebuilt)) == 1
    await rebuilt.close()
