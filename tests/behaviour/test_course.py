"""A course of weekly lessons, a goal, and more weeks (rows C1 to C3)."""

import re
from datetime import datetime
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

import pytest

from app.sandbox.state import Issue
from tests.behaviour.conftest import Enter
from tests.behaviour.faults import Trouble, posts
from tests.behaviour.files import cohort, programme
from tests.behaviour.reading import DAY, answers, reactions, say, shown, ticked
from tests.behaviour.test_confirming import lose_database
from tests.behaviour.test_dashboard import tracking
from tests.behaviour.test_ideas import MENTORS, in_private
from tests.behaviour.test_membership import push
from tests.behaviour.whys import FILE as FILE_ADDRESS
from tests.behaviour.whys import KOLKATA, lines, of, why
from tests.world import HOME, STARTS, World

HOUR = 3600.0
WEEK = 7 * DAY
OPENED = STARTS + DAY
"""The first week's issue is there: it opened at nine on Friday the 28th in Kolkata."""


def course(weeks: int = 4, more: str = "", **changes: str) -> bytes:
    """A cohort of the template `support`, with weeks of which all but the last have a take-home."""
    lines = ["template: support", "    course:", *([f"      {more}"] if more else [])]
    lines.append("      weeks:")
    for number in range(1, weeks + 1):
        home = "" if number == weeks else f", take_home: Try {number}"
        lines.append(f"        - {{title: Lesson {number}, agenda: [Look, Talk]{home}}}")
    return programme(cohort(more="\n".join(lines), **changes))


COURSE = course()


def weeks(world: World, repository: str = HOME) -> dict[int, Issue]:
    """The weeks' issues, by number of the week."""
    found = [issue for issue in world.issues(repository) if issue.title.startswith("Week ")]
    return {int(issue.title.split()[1]): issue for issue in found}


def states(world: World) -> dict[int, str]:
    return {number: issue.state for number, issue in weeks(world).items()}


async def at_week(enter: Enter, number: int, file: bytes = COURSE) -> World:
    """A world on the Friday on which the issue of a week has opened."""
    world = await enter(file)
    await world.cairn.play_until(OPENED + (number - 1) * WEEK)
    return world


async def anew(world: World, folder: Path) -> list[str]:
    """Lose the database; what is written after that."""
    writes = len(world.writes)
    (folder / "anew").mkdir()
    await lose_database(world, folder / "anew")
    return world.writes[writes:]


# ---- the weeks -----------------------------------------------------------------------------------


async def test_each_week_opens_in_the_morning_below_the_mentees_issue(
    enter_on_both: Enter,
) -> None:
    world = await enter_on_both(COURSE)
    await world.cairn.play_until(STARTS + 30 * DAY)
    home = world.issue_of("maya")
    assert list(weeks(world)) == [1, 2, 3, 4]
    for number, issue in weeks(world).items():
        opened = datetime.fromtimestamp(issue.created, ZoneInfo("Asia/Kolkata"))
        assert (opened.strftime("%A"), opened.hour) == ("Friday", 9), number
        assert issue.milestone is home.milestone is not None
        assert [label.name for label in issue.labels] == ["mentorship", "cohort: autumn"]
        assert (issue.parent, issue.assignees) == (home, [])
    assert [issue.number for issue in home.sub_issues] == [i.number for i in weeks(world).values()]
    assert answers(world, weeks(world)[1]) == []
    assert len([w for w in world.writes if w.endswith("/sub_issues")]) == 4


async def test_what_a_week_shows(enter: Enter) -> None:
    world = await at_week(enter, 1)
    issue = weeks(world)[1]
    assert issue.title == "Week 1 for maya: Lesson 1"
    text = shown(issue)
    assert text.startswith("@maya, this is week 1 of 4 of your course: **Lesson 1**.")
    assert "- **When:** Tuesday 1 September 2026, 15:00 (Europe/Berlin), for 60 minutes" in text
    assert "- **For maya:** Tuesday 1 September 2026, 18:30 (Asia/Kolkata)" in text
    assert f"- **Part of:** #{world.issue_of('maya').number}" in text
    assert "1. Look\n2. Talk" in text
    assert "Try 1\n\n- [ ] **Take-home of week 1**, until 8 September 2026" in text
    assert "`/mentor goal`" in text


async def test_the_last_week_has_no_due_date_and_says_so(enter: Enter) -> None:
    world = await at_week(enter, 4)
    text = shown(weeks(world)[4])
    assert "Take-home of week 4" not in text
    assert "This is the last lesson of the course." in text
    await world.cairn.play_until(OPENED + 8 * WEEK)
    assert list(weeks(world)) == [1, 2, 3, 4]
    assert set(states(world).values()) == {"closed"}


async def test_a_take_home_is_done_or_carried_over_once(enter: Enter, tmp_path: Path) -> None:
    world = await at_week(enter, 1)
    first = weeks(world)[1]
    assert reactions(await say(world, "maya", first, "/mentor done")) == ["+1"]
    assert "- [x] **Take-home of week 1**" in shown(first)
    assert ticked(world.issue_of("maya")) == []
    await world.cairn.play_until(OPENED + WEEK)
    assert states(world) == {1: "closed", 2: "open"}
    assert "Still open" not in shown(weeks(world)[2])
    await world.cairn.play_until(OPENED + 2 * WEEK)
    third = weeks(world)[3]
    assert f"- [ ] **Take-home of week 2** in #{weeks(world)[2].number}" in shown(third)
    assert states(world) == {1: "closed", 2: "open", 3: "open"}
    await say(world, "maya", weeks(world)[2], "/mentor done take-home")
    assert "- [x] **Take-home of week 2** in" in shown(third)
    assert states(world)[2] == "closed"
    await say(world, "maya", weeks(world)[2], "/mentor undo")
    assert "- [ ] **Take-home of week 2** in" in shown(third)
    assert states(world)[2] == "open"
    assert await anew(world, tmp_path) == []
    await world.cairn.play_until(OPENED + 3 * WEEK)
    fourth = shown(weeks(world)[4])
    assert "Take-home of week 2" not in fourth
    assert "Take-home of week 3" in fourth
    assert states(world) == {1: "closed", 2: "closed", 3: "open", 4: "open"}


@pytest.mark.parametrize(
    ("who", "does"), [("sam", "confused"), ("zoe", "confused"), ("bartek", "+1"), ("alice", "+1")]
)
async def test_who_may_tick_a_take_home(enter: Enter, who: str, does: str) -> None:
    world = await at_week(enter, 1)
    issue = weeks(world)[1]
    assert reactions(await say(world, who, issue, "/mentor done")) == [does]
    assert ("- [x] **Take-home" in shown(issue)) == (does == "+1")


async def test_a_to_do_can_be_ticked_from_a_weeks_issue(enter: Enter) -> None:
    world = await at_week(enter, 1)
    home, issue = world.issue_of("maya"), weeks(world)[1]
    await say(world, "maya", home, "/mentor done wishes")
    await say(world, "maya", issue, "/mentor done slot")
    await say(world, "maya", issue, "/mentor done")
    assert (ticked(home), "[x] **Take-home" in shown(issue)) == (["wishes", "slot"], True)
    left = []
    for where in (issue, home, issue):
        await say(world, "maya", where, "/mentor undo")
        left.append((ticked(home), "[x] **Take-home" in shown(issue)))
    assert left == [(["wishes", "slot"], False), (["slot"], False), ([], False)]


async def test_a_box_that_was_ticked_by_hand_stays(enter: Enter, tmp_path: Path) -> None:
    world = await at_week(enter, 1)
    issue = weeks(world)[1]
    body = (issue.body or "").replace("- [ ] **Take-home", "- [x] **Take-home")
    world.person("alice").edit_issue(HOME, issue.number, body=body)
    await world.cairn.settle()
    assert "- [x] **Take-home" in shown(issue)
    assert await anew(world, tmp_path) == []
    await say(world, "maya", issue, "/mentor todo")
    assert "- [ ] **Take-home" in shown(issue)


async def test_after_weeks_down_only_the_current_week_opens(enter: Enter) -> None:
    world = await at_week(enter, 1)
    world.clock.advance_to(OPENED + 3 * WEEK)
    await world.start()
    assert list(weeks(world)) == [1, 4]


async def test_a_mentee_with_other_dates_has_weeks_of_their_own(enter: Enter) -> None:
    mentees = "{login: maya, starts: 2026-09-09, ends: 2026-09-24}"
    world = await enter(course(mentees=mentees))
    await world.cairn.play_until(STARTS + 60 * DAY)
    assert list(weeks(world)) == [1, 2], "the third lesson would be after the last day"
    assert "Tuesday 15 September 2026, 15:00" in shown(weeks(world)[1])
    assert "week 1 of 2" in shown(weeks(world)[1])


async def test_who_left_gets_nothing_more_and_nothing_is_closed(enter: Enter) -> None:
    world = await at_week(enter, 2, course(mentees="{login: maya, left: 2026-09-07}"))
    before = states(world)
    bodies = {number: issue.body for number, issue in weeks(world).items()}
    await world.cairn.play_until(OPENED + 6 * WEEK)
    assert states(world) == before == {1: "open", 2: "open"}
    assert bodies == {number: issue.body for number, issue in weeks(world).items()}
    said = answers(world, world.issue_of("maya"))
    assert said[-1].startswith("Your time with this cohort has come to its end")
    issue = weeks(world)[2]
    for command in ("done", "goal More"):
        assert reactions(await say(world, "maya", issue, f"/mentor {command}")) == ["confused"]
    assert answers(world, issue)[0].startswith("Nothing has changed, because Cairn no longer")


async def test_a_course_can_be_left_out(enter: Enter) -> None:
    world = await at_week(enter, 2, course(more="enabled: false"))
    assert weeks(world) == {}


async def test_the_built_in_course_has_six_weeks(enter: Enter) -> None:
    world = await at_week(enter, 2, programme(cohort(more="template: support")))
    assert weeks(world)[2].title == "Week 2 for maya: The first tool"
    assert "week 2 of 6" in shown(weeks(world)[2])


async def test_a_change_of_the_file_is_followed_until_the_lesson_is_over(enter: Enter) -> None:
    world = await at_week(enter, 2)
    first, second = weeks(world)[1], weeks(world)[2]
    past = shown(first)
    await push(world, COURSE.replace(b"Lesson 1", b"Hello").replace(b"Lesson 2", b"More"))
    assert shown(first) == past
    assert second.title == "Week 2 for maya: More"
    assert "**More**" in shown(second)


async def test_a_draft_writes_nothing(enter: Enter) -> None:
    world = await at_week(enter, 3, COURSE.replace(b"    starts", b"    draft: true\n    starts"))
    assert world.writes == []


async def test_a_private_cohort_has_its_weeks_in_private(enter: Enter, tmp_path: Path) -> None:
    world = await enter(programme(cohort("{login: ravi}", id="other")), start=False)
    entry = b"cohorts:\n" + COURSE.partition(b"cohorts:\n")[2]
    world.person("alice").push_file("acme/mentors", ".github/mentorship/private.yml", entry)
    world.sandbox.set_permission("acme/mentors", "maya", "read")
    await world.start()
    await world.cairn.play_until(OPENED + WEEK + 3 * HOUR)
    assert weeks(world) == {}
    assert list(weeks(world, "acme/mentors")) == [1, 2]
    assert await anew(world, tmp_path) == []


async def test_a_cohort_that_becomes_private_has_its_next_weeks_there(
    enter: Enter, tmp_path: Path
) -> None:
    """What is public stays as it is, open: nothing is said there that only the private file has."""
    world = await at_week(enter, 2)
    world.sandbox.set_permission(MENTORS, "maya", "read")
    public = {number: shown(issue) for number, issue in weeks(world).items()}
    entry = course(mentors="sam").partition(b"cohorts:\n")[2].decode()
    in_private(world, entry)
    await push(world, programme(cohort("{login: ravi}", id="other", name="Other")))
    await say(world, "maya", weeks(world)[2], "Where do I find the log?")
    await world.cairn.play_until(OPENED + 2 * WEEK + 3 * HOUR)
    assert {number: shown(issue) for number, issue in weeks(world).items()} == public
    assert states(world) == {1: "open", 2: "open"}
    for issue in (world.issue_of("maya"), *weeks(world).values()):
        assert not any("sam" in said for said in answers(world, issue)), issue.title
    (third,) = weeks(world, MENTORS).values()
    assert third.title == "Week 3 for maya: Lesson 3"
    assert "- [ ] **Take-home of week 2**\n" in shown(third)
    own = world.issue_of("maya", MENTORS)
    numbers = re.findall(r"#(\d+)", shown(third))
    assert numbers == [str(own.number)], "of the public ones the number is another issue's"
    assert third.parent is own
    await say(world, "maya", weeks(world)[2], "/mentor done")
    assert "- [x] **Take-home of week 2**\n" in shown(third)
    unticked = (third.body or "").replace("- [x] **Take-home", "- [ ] **Take-home")
    world.person("alice").edit_issue(MENTORS, third.number, body=unticked)
    await world.cairn.settle()
    assert "- [ ] **Take-home of week 2**\n" in shown(third)
    assert await anew(world, tmp_path) == []


async def test_a_question_in_a_weeks_issue_is_answered_there(enter: Enter) -> None:
    world = await at_week(enter, 1)
    issue = weeks(world)[1]
    await say(world, "maya", issue, "Where do I find the log?")
    await world.cairn.play_until(OPENED + 4 * DAY)
    assert answers(world, issue)[0].startswith("@bartek, maya has asked something above")
    assert not any("asked something" in said for said in answers(world, world.issue_of("maya")))


async def test_why_a_week_is_there(enter: Enter) -> None:
    world = await at_week(enter, 1)
    found = await why(world, of(weeks(world)[1]))
    assert found.because.startswith("The course has a lesson each week")
    opened, lesson, declared = lines(found)
    assert opened == f"Opened: Fri 2026-08-28 09:00 {KOLKATA}"
    assert lesson == f"Lesson: Tue 2026-09-01 18:30 {KOLKATA}"
    assert declared == f"In the file:  -> {FILE_ADDRESS}"


# ---- the goal ------------------------------------------------------------------------------------


async def test_a_goal_is_recorded_ticked_and_shown(enter: Enter, tmp_path: Path) -> None:
    world = await at_week(enter, 1)
    home, issue = world.issue_of("maya"), weeks(world)[1]
    said = await say(world, "maya", home, "/mentor goal Read *strace* with @zoe")
    assert reactions(said) == ["+1"]
    assert "Your goal so far: Read \\*strace\\* with `@zoe`" in shown(home)
    assert ticked(home) == ["goal"]
    assert "- **Your goal:** Read \\*strace\\* with `@zoe`" in shown(issue)
    assert "Do you know already" not in shown(issue)
    other = await say(world, "bartek", issue, "/mentor goal Another one")
    assert "- **Your goal:** Another one" in shown(issue)
    for comment in (said, other):
        world.person(comment.user.login).delete_comment(comment.id)
    await world.cairn.settle()
    assert await anew(world, tmp_path) == []
    await say(world, "bartek", issue, "/mentor undo")
    assert "- **Your goal:** Read" in shown(issue)
    await say(world, "maya", home, "/mentor undo")
    assert "Your goal" not in shown(issue)
    assert await anew_again(world, tmp_path) == []


async def anew_again(world: World, folder: Path) -> list[str]:
    (folder / "again").mkdir()
    return await anew(world, folder / "again")


async def test_mentors_find_the_goal_on_the_cohorts_page(enter: Enter) -> None:
    world = await at_week(enter, 1)
    page, home = tracking(world), world.issue_of("maya")
    assert "Goal:" not in shown(page)
    await say(world, "maya", home, "/mentor goal Read *strace* with @zoe")
    await world.cairn.play_until(world.clock.now + 3600)
    assert "\n  - Goal: Read \\*strace\\* with `@zoe`\n" in shown(page)
    await say(world, "maya", home, "/mentor undo")
    await world.cairn.play_until(world.clock.now + 3600)
    assert "Goal:" not in shown(page)


async def test_a_goal_that_is_taken_back_is_unticked(enter: Enter) -> None:
    world = await at_week(enter, 1)
    home = world.issue_of("maya")
    await say(world, "maya", home, "/mentor goal A runbook")
    assert ticked(home) == ["goal"]
    await say(world, "maya", home, "/mentor undo")
    assert ticked(home) == []


async def test_an_open_goal_is_asked_for_until_week_four(enter: Enter) -> None:
    world = await at_week(enter, 4)
    asks = ["Do you know already" in shown(issue) for issue in weeks(world).values()]
    assert asks == [True, True, True, False]


async def test_the_goal_of_the_file_counts_until_another_is_said(enter: Enter) -> None:
    world = await at_week(enter, 1, course(mentees="{login: maya, goal: A runbook}"))
    assert "- **Your goal:** A runbook" in shown(weeks(world)[1])
    await say(world, "maya", weeks(world)[1], "/mentor goal Two runbooks")
    assert "- **Your goal:** Two runbooks" in shown(weeks(world)[1])


@pytest.mark.parametrize("who", ["sam", "zoe"])
async def test_others_set_no_goal_and_extend_nothing(enter: Enter, who: str) -> None:
    world = await at_week(enter, 1)
    home = world.issue_of("maya")
    before = shown(home)
    for command in ("goal Mine", "extend 3 weeks"):
        assert reactions(await say(world, who, home, f"/mentor {command}")) == ["confused"]
    assert shown(home) == before
    assert answers(world, home)[0].startswith("Nothing has changed: `/mentor goal` is for maya")


async def test_a_goal_in_the_cohorts_other_template_has_a_line(enter: Enter) -> None:
    world = await enter()
    home = world.issue_of("maya")
    await say(world, "maya", home, "/mentor goal A talk")
    assert "- **Your goal:** A talk" in shown(home)
    await say(world, "maya", home, "/mentor goal")
    assert answers(world, home)[-1].startswith("Which goal is it?")


# ---- more weeks ----------------------------------------------------------------------------------


def moved(world: World) -> list[str]:
    """What was told in maya's issue of days that moved."""
    return [said for said in answers(world, world.issue_of("maya")) if "date has moved" in said]


async def test_more_weeks_move_the_last_day_and_everyone_is_told(
    enter_on_both: Enter, tmp_path: Path
) -> None:
    world = await enter_on_both(course(ends="2026-09-17"))
    await world.cairn.play_until(OPENED + WEEK + 6 * HOUR)
    home = world.issue_of("maya")
    assert "17 September 2026" in shown(home)
    said = await say(world, "bartek", home, "/mentor extend 2 weeks")
    assert reactions(said) == ["+1"]
    assert "1 October 2026" in shown(home)
    await world.cairn.play_until(OPENED + WEEK + 4 * DAY)
    (told,) = moved(world)
    assert told.startswith("@maya, a date has moved:")
    assert "Your last day: 1 October 2026 (it was 17 September 2026)" in told
    assert "That is 2 weeks more." in told
    assert "@bartek and @kemal" in told
    writes = len(world.writes)
    await world.crash(begin=True)
    await world.cairn.settle()
    assert world.writes[writes:] == [], "a process that starts knows of it"
    await world.cairn.play_until(OPENED + 3 * WEEK + DAY)
    assert "maya goes on until 1 October 2026." in shown(tracking(world))
    await world.cairn.play_until(OPENED + 6 * WEEK)
    assert list(weeks(world)) == [1, 2, 3, 4], "the weeks that the course has left"


async def test_more_weeks_survive_a_lost_database(enter: Enter, tmp_path: Path) -> None:
    world = await at_week(enter, 1)
    home = world.issue_of("maya")
    said = await say(world, "bartek", home, "/mentor extend 3 weeks")
    await world.cairn.play_until(OPENED + 5 * DAY)
    world.person("bartek").delete_comment(said.id)
    await world.cairn.settle()
    assert await anew(world, tmp_path) == []
    assert "18 December 2026" in shown(home)
    await say(world, "kemal", home, "/mentor extend 1 week")
    assert "25 December 2026" in shown(home)
    await push(world, COURSE.replace(b"2026-11-27", b"2026-11-20"))
    assert "18 December 2026" in shown(home)


async def test_what_was_added_can_be_taken_back(enter: Enter) -> None:
    world = await at_week(enter, 1)
    home = world.issue_of("maya")
    await say(world, "bartek", home, "/mentor extend 3 weeks")
    await say(world, "bartek", home, "/mentor undo")
    await world.cairn.play_until(OPENED + 5 * DAY)
    assert moved(world) == [], "nobody was told"
    await say(world, "bartek", home, "/mentor extend 3 weeks")
    await world.cairn.play_until(OPENED + 8 * DAY)
    await say(world, "bartek", home, "/mentor undo")
    await world.cairn.play_until(OPENED + 12 * DAY)
    first, second = moved(world)
    assert "3 weeks more" in first
    assert "The weeks that were added before were taken back." in second
    assert "27 November 2026 (it was 18 December 2026)" in second


@pytest.mark.parametrize("words", ["", "a lot", "0 weeks", "13 weeks", "3 days", "until friday"])
async def test_what_is_no_number_of_weeks(enter: Enter, words: str) -> None:
    world = await at_week(enter, 1)
    home = world.issue_of("maya")
    await say(world, "bartek", home, f"/mentor extend {words}")
    assert answers(world, home)[0].startswith("How many weeks is it?")
    assert "27 November 2026" in shown(home)


async def test_an_administrator_may_extend(enter: Enter) -> None:
    world = await at_week(enter, 1)
    world.sandbox.set_permission(HOME, "zoe", "admin")
    home = world.issue_of("maya")
    assert reactions(await say(world, "zoe", home, "/mentor extend 1 week")) == ["+1"]
    assert "4 December 2026" in shown(home)


# ---- GitHub in trouble ---------------------------------------------------------------------------


@pytest.mark.parametrize("when", ["before", "after"])
async def test_a_sub_issue_whose_outcome_is_unknown_is_looked_at(
    enter: Enter, when: Literal["before", "after"]
) -> None:
    world = await enter(COURSE)
    trouble = world.sandbox.fault = Trouble(502, posts("/sub_issues"), when)
    await world.cairn.play_until(OPENED)
    assert trouble.met == 1
    assert weeks(world)[1].parent is world.issue_of("maya")
    tries = [w for w in world.writes if w.endswith("/sub_issues")]
    assert len(tries) == (2 if when == "before" else 1)


@pytest.mark.parametrize("status", [404, 422])
async def test_an_older_server_has_no_sub_issues(enter: Enter, status: int) -> None:
    world = await enter(COURSE)
    world.sandbox.fault = Trouble(status, posts("/sub_issues"), times=99)
    await world.cairn.play_until(OPENED + DAY)
    assert weeks(world)[1].parent is None
    assert len([w for w in world.writes if w.endswith("/sub_issues")]) == 1
    assert await why(world, of(weeks(world)[1]))
