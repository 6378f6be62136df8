"""The mentors' weekly summary: one page, and a comment only if somebody is needed (rows R4, R5)."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from app.sandbox.state import Issue
from tests.behaviour.conftest import Enter
from tests.behaviour.files import HEAD, SMALL, STEPS, cohort, programme
from tests.behaviour.reading import DAY, remembered, shown
from tests.behaviour.test_membership import FILE
from tests.harness.oracle import fork
from tests.world import HOME, STARTS, World

ENGINE, MENTORS = "acme/engine", "acme/mentors"
HOUR = 3600.0
WEDNESDAY = STARTS + 6 * DAY
"""8:00 in Berlin on the second day: two working days before the first summary."""
MONDAY = STARTS + 11 * DAY
ALONE = programme(cohort(more=STEPS), head=HEAD.replace("private_repository: acme/mentors\n", ""))
CALLED = "This week a mentor can help here"


def pages(world: World, repository: str = MENTORS) -> list[Issue]:
    """The page, if there is one."""
    return [it for it in world.issues(repository) if it.title == "The mentors' week in Autumn"]


def calls(world: World, repository: str = MENTORS) -> list[str]:
    """What was said below it, without the people's names before the first blank line."""
    (page,) = pages(world, repository)
    return [shown(said) for said in world.said_in(page)]


async def begun(enter: Enter, file: bytes = SMALL) -> World:
    world = await enter(file)
    await world.cairn.play_until(WEDNESDAY)
    return world


async def waiting(world: World, title: str = "Compact old blocks", repository: str = ENGINE) -> int:
    """A pull request of maya's that nobody looks at."""
    pull = world.person("maya").open_pull_request(repository, title)
    await world.cairn.settle()
    return pull.number


async def test_it_comes_on_its_day_at_its_hour(enter_on_both: Enter) -> None:
    world = await begun(enter_on_both)
    await waiting(world)
    await world.cairn.play_until(MONDAY + 1.9 * HOUR)
    assert pages(world) == []
    await world.cairn.play_until(MONDAY + 2.1 * HOUR)
    (page,) = pages(world)
    assert "Week 1 of **Autumn**, 31 August 2026 to 6 September 2026" in shown(page)
    assert "- bartek: [Compact old blocks](https://github.test/acme/engine/pull/" in shown(page)
    assert "@" not in shown(page)
    (said,) = calls(world)
    assert said.startswith(CALLED)
    assert "- @bartek: [Compact old blocks]" in said
    assert "(1 line in 1 file)" in said
    at = datetime.fromtimestamp(world.said_in(page)[0].created, ZoneInfo("Europe/Berlin"))
    assert (at.strftime("%A"), at.hour) == ("Monday", 10)


async def test_numbers_stand_beside_those_of_the_week_before(enter: Enter) -> None:
    world = await begun(enter)
    maya, bartek = world.person("maya"), world.person("bartek")
    one, two = await waiting(world), await waiting(world, "Name the flags")
    bartek.review(ENGINE, one, "APPROVE", "Good")
    await world.cairn.play_until(WEDNESDAY + DAY)
    bartek.merge(ENGINE, one)
    await world.cairn.play_until(MONDAY + DAY)
    theirs = bartek.open_pull_request(ENGINE, "Retire the old index")
    maya.review(ENGINE, theirs.number, "COMMENT", "What about the tests?")
    maya.close(ENGINE, two)
    await world.cairn.play_until(MONDAY + 8 * DAY)
    (page,) = pages(world)
    assert "| maya | 0 (2) | 0 (1) | 1 (0) | 1 (0) | 0 (1) | 0 | under way |" in shown(page)
    assert "opened in each week: 2, 0 (the bars below). Merged: 1, 0 (the line)" in shown(page)
    assert "bar [2, 0]\n    line [1, 0]" in shown(page)
    assert len(pages(world)) == 1


async def test_nobody_is_called_where_nobody_is_needed(enter: Enter) -> None:
    world = await begun(enter)
    world.person("maya").open_pull_request(ENGINE, "An idea", draft=True)
    await world.cairn.play_until(MONDAY + 3 * DAY)
    (page,) = pages(world)
    assert "Nothing has waited for long. What is open stands below." in shown(page)
    assert "[An idea](https://github.test/acme/engine/pull/43), a draft" in shown(page)
    assert calls(world) == []


async def test_what_begins_to_wait_in_between_waits_for_the_next(enter: Enter) -> None:
    world = await begun(enter)
    await world.cairn.play_until(MONDAY)
    await waiting(world)
    await world.cairn.play_until(MONDAY + 6 * DAY)
    assert calls(world) == []
    await world.cairn.play_until(MONDAY + 8 * DAY)
    assert len(calls(world)) == 1


async def test_a_lock_of_another_issue_with_that_number_silences_nobody(enter: Enter) -> None:
    """The cohort's page and the mentors' are both the first issue of their repository."""
    world = await begun(enter)
    world.person("alice").lock(HOME, 1)
    await waiting(world)
    await world.cairn.play_until(MONDAY + 3 * HOUR)
    (page,) = pages(world)
    assert page.number == 1
    assert len(calls(world)) == 1


async def test_the_page_is_written_once_a_week(enter: Enter) -> None:
    world = await begun(enter)
    await waiting(world)
    await world.cairn.play_until(MONDAY + 3 * HOUR)
    before = shown(pages(world)[0])
    await waiting(world, "Another")
    await world.cairn.play_until(MONDAY + 6 * DAY)
    assert shown(pages(world)[0]) == before


async def test_three_weeks_of_silence_are_one_summary(enter: Enter) -> None:
    world = await begun(enter)
    await waiting(world)
    world.clock.advance_to(MONDAY + 16 * DAY)
    await world.cairn.play_until(MONDAY + 17 * DAY)
    assert len(calls(world)) == 1
    assert "Week 3 of" in shown(pages(world)[0])


async def test_the_last_one_is_behind_the_last_day(enter: Enter) -> None:
    world = await enter(programme(cohort(starts="2026-09-01", ends="2026-09-17", more=STEPS)))
    await world.cairn.play_until(MONDAY + 60 * DAY)
    (page,) = pages(world)
    assert "Week 3 of **Autumn**, 14 September 2026 to 20 September 2026" in shown(page)


async def test_without_a_private_repository_it_is_where_the_cohort_is(enter: Enter) -> None:
    world = await begun(enter, ALONE)
    await waiting(world)
    await world.cairn.play_until(MONDAY + 3 * HOUR)
    assert len(calls(world, HOME)) == 1


async def test_a_private_repository_is_not_shown_in_public(enter: Enter) -> None:
    """Neither by a title nor in a number; and one made private is taken off the page at once."""
    world = await begun(enter, ALONE)
    number = await waiting(world, "The canary")
    await world.cairn.play_until(MONDAY + 3 * HOUR)
    (page,) = pages(world, HOME)
    assert "The canary" in shown(page)
    world.sandbox.set_visibility(ENGINE, private=True)
    await world.cairn.settle()
    assert "The canary" not in shown(page)
    assert "| maya | 0 | 0 | 0 | 0 | 0 | 0 |" in shown(page)
    assert "engine/pull" not in str(remembered(page.body))
    world.person("bartek").review(ENGINE, number, "APPROVE", "Good")
    await world.cairn.play_until(MONDAY + 8 * DAY)
    assert "The canary" not in shown(page)
    assert "Week by week" not in shown(page)  # there is nothing to draw
    world.sandbox.set_visibility(ENGINE, private=False)  # or the judge would mind the first page


async def test_a_repository_taken_from_the_app_is_no_longer_shown(enter: Enter) -> None:
    """Nobody can tell any more whether it is private."""
    world = await begun(enter, ALONE)
    await waiting(world, "The canary")
    await world.cairn.play_until(MONDAY + 3 * HOUR)
    (page,) = pages(world, HOME)
    assert "The canary" in shown(page)
    world.sandbox.remove_from_installation(world.installation, [ENGINE])
    await world.cairn.play_until(MONDAY + 4 * HOUR)
    assert "The canary" not in shown(page)


async def test_a_lost_database_writes_nothing_anew(enter: Enter, tmp_path: Path) -> None:
    world = await begun(enter)
    await waiting(world)
    await world.cairn.play_until(MONDAY + 4 * HOUR)
    rebuilt = await fork(world, tmp_path / "rebuilt", keep=False)
    await rebuilt.cairn.play_until(MONDAY + 10 * HOUR)
    writes = rebuilt.writes
    await rebuilt.close()
    assert writes == []


async def test_reviews_given_count_after_a_lost_database(enter: Enter, tmp_path: Path) -> None:
    """Also those on pull requests that are nobody's whom Cairn follows: no sweep reads those."""
    world = await begun(enter)
    maya, theirs = world.person("maya"), world.person("kemal").open_pull_request(ENGINE, "An index")
    maya.review(ENGINE, theirs.number, "COMMENT", "Is it worth it?")
    await world.cairn.play_until(MONDAY + 4 * HOUR)
    maya.review(ENGINE, theirs.number, "APPROVE")
    maya.review(ENGINE, await waiting(world), "COMMENT", "A note of my own")
    await world.cairn.play_until(MONDAY + DAY)
    kept = await fork(world, tmp_path / "kept", keep=True)
    rebuilt = await fork(world, tmp_path / "rebuilt", keep=False)
    told = []
    for twin in (kept, rebuilt):
        await twin.cairn.play_until(MONDAY + DAY + HOUR)
        assert twin.writes == []
        await twin.cairn.play_until(MONDAY + 7 * DAY + 3 * HOUR)
        told.append(shown(pages(twin)[0]))
        await twin.close()
    assert "| maya | 1 (0) | 0 (0) | 0 (0) | 1 (1) |" in told[0], "opened, merged, closed, given"
    assert told[1] == told[0]


@pytest.mark.parametrize("setting", ["enabled: false", "day: friday"])
async def test_settings(enter: Enter, setting: str) -> None:
    more = STEPS.replace("onboarding:", f"summary: {{{setting}}}\n    onboarding:")
    world = await begun(enter, programme(cohort(more=more)))
    await waiting(world)
    await world.cairn.play_until(WEDNESDAY + 3 * DAY + 3 * HOUR)
    assert len(pages(world)) == (setting == "day: friday")
    await world.cairn.play_until(MONDAY + 3 * HOUR)
    assert len(pages(world)) == (setting == "day: friday")


async def test_who_has_not_confirmed_is_not_called(enter: Enter) -> None:
    more = STEPS.replace("onboarding:", "confirm_mentors: true\n    onboarding:")
    world = await begun(enter, programme(cohort(more=more)))
    await waiting(world)
    await world.cairn.play_until(MONDAY + 3 * HOUR)
    assert calls(world) == []
    tracking = next(i for i in world.issues() if i.title == "Autumn")
    world.person("kemal").comment(HOME, tracking.number, "/mentor confirm")
    await world.cairn.play_until(MONDAY + 8 * DAY)
    (said,) = calls(world)
    assert "- @kemal:" in said
    assert "bartek" not in said


async def test_fifty_mentees_stay_readable(enter: Enter) -> None:
    people = [f"mentee-with-a-name-{n}" for n in range(50)]
    listed = ", ".join(f"{{login: {who}}}" for who in people)
    world = await enter(programme(cohort(listed, more=STEPS)), start=False)
    for who in people:
        world.sandbox.add_user(who)
    await world.start()
    await world.cairn.play_until(WEDNESDAY)
    for who in people:
        for n in range(4):
            world.person(who).open_pull_request(
                ENGINE, f"{who} begins with number {n} " + "x" * 150
            )
    await world.cairn.play_until(MONDAY + 6 * HOUR)
    (page,) = pages(world)
    assert len(page.body or "") < 65_536
    assert shown(page).count("<details>") == shown(page).count("</details>") == 1
    for who in people:
        assert f"| {who} | 4 |" in shown(page)


async def test_the_file_may_move_the_day(enter: Enter) -> None:
    world = await begun(enter)
    await waiting(world)
    await world.cairn.play_until(MONDAY + 3 * HOUR)
    more = STEPS.replace("onboarding:", "summary: {day: wednesday}\n    onboarding:")
    world.person("alice").push_file(HOME, FILE, programme(cohort(more=more)))
    await world.cairn.play_until(MONDAY + 3 * DAY)
    assert len(calls(world)) == 2
    assert "2 September 2026 to 8 September 2026" in shown(pages(world)[0])


BIG = {"notes.txt": "\n".join(map(str, range(600)))}
OFFER = "Offering to look for a smaller first step together often helps"


@pytest.mark.parametrize(
    ("setting", "hinted"), [("500", True), ("601", False), ("0", False), ("1", True)]
)
async def test_mentors_get_a_hint_of_a_big_change(
    enter: Enter, setting: str, *, hinted: bool
) -> None:
    more = STEPS.replace(
        "onboarding:", f"pull_requests: {{big_change: {setting}}}\n    onboarding:"
    )
    world = await begun(enter, programme(cohort(more=more)))
    pull = world.person("maya").open_pull_request(ENGINE, "Everything anew", files=BIG)
    await world.cairn.play_until(MONDAY + 3 * HOUR)
    (page,) = pages(world)
    assert ("waits for a review; a big change" in shown(page)) is hinted
    assert (OFFER in shown(page)) is hinted
    said = [shown(comment) for comment in world.said_in(pull)]
    public = [shown(issue) for issue in world.issues()]
    assert not [text for text in (*said, *public, *calls(world)) if "big" in text]


async def test_in_public_nobody_is_told_of_a_big_change(enter: Enter) -> None:
    world = await begun(enter, ALONE)
    world.person("maya").open_pull_request(ENGINE, "Everything anew", files=BIG)
    await world.cairn.play_until(MONDAY + 3 * HOUR)
    (page,) = pages(world, HOME)
    assert "[Everything anew]" in shown(page)
    assert "big" not in shown(page)
