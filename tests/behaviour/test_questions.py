"""A mentee's question brings the main mentor in, by day, unless somebody was quicker (row O8)."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from app.sandbox.state import Issue
from tests.behaviour.conftest import Enter
from tests.behaviour.files import SMALL, STEPS, cohort, programme
from tests.behaviour.reading import DAY, answers, say
from tests.behaviour.test_away import TWO, tracking
from tests.behaviour.test_following import forget
from tests.behaviour.test_membership import FILE
from tests.world import HOME, STARTS, World

ASKS = "Where do I find the chat?"
HOUR = 3600.0


def called(world: World, issue: Issue) -> list[str]:
    """Whom Cairn asked to answer, the first word of each such comment."""
    return [text.split(",")[0] for text in answers(world, issue) if "has asked something" in text]


async def test_it_mentions_the_main_mentor_in_their_hours(enter_on_both: Enter) -> None:
    world = await enter_on_both(SMALL)
    issue = world.issue_of("maya")
    await say(world, "maya", issue, ASKS)
    assert called(world, issue) == [], "it is 8:00 in Berlin"
    await world.cairn.play_until(STARTS + 2 * HOUR)
    (said,) = answers(world, issue)
    assert said.startswith("@bartek, maya has asked something above")
    assert "@maya" not in said
    assert "because you are the main mentor" in said
    hour = datetime.fromtimestamp(world.said_in(issue)[0].created, ZoneInfo("Europe/Berlin")).hour
    assert hour == 9
    await world.cairn.play_until(STARTS + 13 * DAY)
    assert called(world, issue) == ["@bartek"]
    assert len(answers(world, issue)) == 1, "who waits for an answer is not reminded of the list"


@pytest.mark.parametrize("who", ["bartek", "kemal", "alice", "ravi"])
async def test_whoever_answers_first_makes_it_unnecessary(enter: Enter, who: str) -> None:
    world = await enter(TWO)
    issue = world.issue_of("maya")
    await say(world, "maya", issue, ASKS)
    world.clock.advance_to(world.clock.now + 60)
    await say(world, who, issue, "It is linked in the second line.")
    await world.cairn.play_until(STARTS + 3 * DAY)
    assert called(world, issue) == []


@pytest.mark.parametrize(
    ("who", "text"), [("kemal", "/mentor done conduct"), ("zoe", "+1"), ("sam", "I wonder, too.")]
)
async def test_what_is_no_answer_is_none(enter: Enter, who: str, text: str) -> None:
    """A command, and what is said by somebody who does not take part here."""
    other = cohort("{login: ravi}", id="course", name="Course", mentors="sam", more=STEPS)
    world = await enter(programme(cohort(more=STEPS), other))
    issue = world.issue_of("maya")
    await say(world, "maya", issue, ASKS)
    world.clock.advance_to(world.clock.now + 60)
    await say(world, who, issue, text)
    await world.cairn.play_until(STARTS + 3 * DAY)
    assert called(world, issue) == ["@bartek"]


AWAY = "/mentor away until "


async def test_while_the_main_mentor_is_away_the_next_one_is_asked(enter: Enter) -> None:
    world = await enter(SMALL)
    issue = world.issue_of("maya")
    await say(world, "bartek", tracking(world), AWAY + "2026-09-18")
    await say(world, "maya", issue, ASKS)
    await world.cairn.play_until(STARTS + 2 * HOUR)
    (said,) = answers(world, issue)
    assert said.startswith("@kemal, maya has asked something above")
    assert "because you are a mentor here" in said
    await world.cairn.play_until(STARTS + 40 * DAY)
    assert called(world, issue) == ["@kemal"]


async def test_who_is_back_within_a_working_day_is_waited_for(enter: Enter) -> None:
    world = await enter(SMALL)
    issue = world.issue_of("maya")
    await say(world, "bartek", tracking(world), AWAY + "2026-08-27")
    await say(world, "maya", issue, ASKS)
    await world.cairn.play_until(STARTS + DAY)
    assert called(world, issue) == []
    await world.cairn.play_until(STARTS + DAY + 2 * HOUR)
    assert called(world, issue) == ["@bartek"]


@pytest.mark.parametrize("early", [False, True])
async def test_where_nobody_is_there_it_waits(enter: Enter, early: bool) -> None:
    """For whoever is back first, also for longer than a question usually has."""
    world = await enter(SMALL)
    issue = world.issue_of("maya")
    await say(world, "bartek", tracking(world), AWAY + "2026-09-30")
    await say(world, "maya", issue, ASKS)
    await say(world, "kemal", tracking(world), AWAY + "2026-09-22")
    await world.cairn.play_until(STARTS + 20 * DAY)
    assert answers(world, issue) == [], "nor is she reminded of the list"
    if early:
        await say(world, "bartek", tracking(world), "/mentor back")
    await world.cairn.play_until(STARTS + 21 * DAY)
    assert called(world, issue) == (["@bartek"] if early else [])
    await world.cairn.play_until(STARTS + 50 * DAY)
    assert called(world, issue) == (["@bartek"] if early else ["@kemal"])


async def test_an_absence_brings_up_no_old_question(enter: Enter) -> None:
    """She was not asked about in two weeks, because the issue was locked."""
    world = await enter(programme(cohort(mentors="bartek", more=STEPS)))
    issue = world.issue_of("maya")
    await say(world, "maya", issue, ASKS)
    world.person("alice").lock(HOME, issue.number)
    await world.cairn.play_until(STARTS + 20 * DAY)
    world.person("alice").unlock(HOME, issue.number)
    await say(world, "bartek", tracking(world), AWAY + "2026-09-22")
    await world.cairn.play_until(STARTS + 40 * DAY)
    assert called(world, issue) == []


async def test_one_mentee_does_not_use_up_a_mentors_week(enter: Enter) -> None:
    world = await enter(TWO)
    maya, ravi = world.issue_of("maya"), world.issue_of("ravi")
    await world.cairn.play_until(STARTS + 4 * DAY + 4 * HOUR)  # Monday, midday
    for text in ("Why?", "How?", "When?"):
        for who, words in (("maya", text), ("kemal", "I will look.")):
            world.clock.advance_to(world.clock.now + 60)
            await say(world, who, maya, words)
    await say(world, "ravi", ravi, ASKS)
    assert (called(world, maya), called(world, ravi)) == (["@bartek"], ["@bartek"])


async def test_whom_the_question_mentions_github_has_told(enter: Enter) -> None:
    world = await enter(SMALL)
    issue = world.issue_of("maya")
    await say(world, "maya", issue, f"@Bartek: {ASKS}")
    await world.cairn.play_until(STARTS + 4 * DAY)
    assert called(world, issue) == []
    await world.cairn.play_until(STARTS + 6 * DAY)
    assert called(world, issue) == ["@bartek"], "nobody has answered in five days"


async def test_in_a_locked_issue_it_waits(enter: Enter) -> None:
    world = await enter(SMALL)
    issue = world.issue_of("maya")
    await say(world, "maya", issue, ASKS)
    world.person("alice").lock(HOME, issue.number)
    await world.cairn.play_until(STARTS + DAY)
    assert called(world, issue) == []
    world.person("alice").unlock(HOME, issue.number)
    await world.cairn.play_until(STARTS + 3 * DAY)
    assert called(world, issue) == ["@bartek"]


async def test_what_others_ask_and_bots_say_changes_nothing(enter: Enter) -> None:
    world = await enter(SMALL)
    world.sandbox.add_user("stale[bot]", "Bot")
    issue = world.issue_of("maya")
    await say(world, "kemal", issue, "How are you?")
    await world.cairn.play_until(STARTS + 3 * HOUR)
    assert called(world, issue) == []
    world.clock.advance_to(STARTS + DAY)
    await say(world, "maya", issue, ASKS)
    world.clock.advance_to(STARTS + DAY + 60)
    await say(world, "stale[bot]", issue, "This issue is stale.")
    await world.cairn.play_until(STARTS + DAY + 2 * HOUR)
    assert called(world, issue) == ["@bartek"]


async def test_once_an_occasion(enter: Enter) -> None:
    """Asked twice: once. Answered, and asked again: again."""
    world = await enter(SMALL)
    issue = world.issue_of("maya")
    await say(world, "maya", issue, ASKS)
    await say(world, "maya", issue, "Or is there none?")
    await world.cairn.play_until(STARTS + 3 * HOUR)
    await say(world, "maya", issue, "Can anybody tell?")
    await world.cairn.play_until(STARTS + 4 * HOUR)
    assert called(world, issue) == ["@bartek"]
    await say(world, "bartek", issue, "Here.")
    world.clock.advance_to(world.clock.now + 60)
    await say(world, "maya", issue, "And the other one?")
    await world.cairn.play_until(STARTS + DAY)
    assert called(world, issue) == ["@bartek"], "once a day at most"
    await world.cairn.play_until(STARTS + DAY + 3 * HOUR)
    assert called(world, issue) == ["@bartek"] * 2


async def test_a_second_question_that_nobody_answers_waits_some_days(enter: Enter) -> None:
    world = await enter(SMALL)
    issue = world.issue_of("maya")
    await world.cairn.play_until(STARTS + 2 * HOUR)
    await say(world, "maya", issue, ASKS)
    await world.cairn.play_until(STARTS + 4 * HOUR)
    await say(world, "maya", issue, "Can anybody tell?")
    await world.cairn.play_until(STARTS + 4.9 * DAY)
    assert called(world, issue) == ["@bartek"]
    await world.cairn.play_until(STARTS + 6 * DAY)
    assert called(world, issue) == ["@bartek"] * 2


async def test_an_edit_can_make_it_a_question_or_none(enter: Enter) -> None:
    world = await enter(SMALL)
    issue = world.issue_of("maya")
    asked = await say(world, "maya", issue, ASKS)
    thanks = await say(world, "maya", issue, "Found it")
    world.clock.advance_to(world.clock.now + 60)
    world.person("maya").edit_comment(asked.id, "I found the chat.")
    await world.cairn.play_until(STARTS + 3 * HOUR)
    assert called(world, issue) == []
    world.person("maya").edit_comment(thanks.id, "Found it. Which name do I take there?")
    await world.cairn.settle()
    assert called(world, issue) == ["@bartek"]


async def test_a_deleted_question_is_none(enter: Enter) -> None:
    world = await enter(SMALL)
    issue = world.issue_of("maya")
    asked = await say(world, "maya", issue, ASKS)
    world.person("maya").delete_comment(asked.id)
    await world.cairn.play_until(STARTS + DAY)
    assert called(world, issue) == []


async def test_it_is_the_mentor_of_the_hour_in_which_it_is_said(enter: Enter) -> None:
    world = await enter(SMALL)
    issue = world.issue_of("maya")
    await say(world, "maya", issue, ASKS)
    world.person("alice").push_file(HOME, FILE, programme(cohort(mentors="kemal", more=STEPS)))
    await world.cairn.play_until(STARTS + DAY)
    assert called(world, issue) == ["@kemal"]


async def test_private_cohorts_are_no_different(enter: Enter) -> None:
    private = "acme/mentors"
    world = await enter(programme(cohort("{login: ravi}", more=STEPS)))
    secret = "cohorts:\n" + cohort(id="quiet", name="Secret", more=STEPS)
    world.person("alice").push_file(private, FILE, secret.encode())
    world.sandbox.set_permission(private, "maya", "read")
    await world.cairn.play_until(STARTS + HOUR / 2)
    issue = world.issue_of("maya", private)
    world.person("maya").comment(private, issue.number, ASKS)
    await world.cairn.play_until(STARTS + 3 * HOUR)
    assert called(world, issue) == ["@bartek"]


async def test_a_lost_database_asks_nobody_twice(enter: Enter, tmp_path: Path) -> None:
    world = await enter(SMALL)
    issue = world.issue_of("maya")
    await say(world, "maya", issue, ASKS)
    await world.cairn.play_until(STARTS + 3 * HOUR)
    before = len(world.writes)
    (tmp_path / "new").mkdir()
    await forget(world, tmp_path / "new")
    await world.cairn.play_until(STARTS + DAY)
    assert world.writes[before:] == []


async def test_what_was_asked_long_ago_is_let_be(enter: Enter) -> None:
    """Cairn was down for three weeks."""
    world = await enter(SMALL)
    issue = world.issue_of("maya")
    world.person("maya").comment(HOME, issue.number, ASKS)
    world.clock.advance_to(STARTS + 21 * DAY)
    await world.cairn.settle()
    await world.cairn.play_until(STARTS + 23 * DAY)
    assert called(world, issue) == []
