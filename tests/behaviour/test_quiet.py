"""No progress: one nudge, later a line in private; the end, and closing (rows O7, K3)."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from tests.behaviour.conftest import Enter
from tests.behaviour.files import HEAD, PUBLIC, SMALL, STEPS, cohort, programme
from tests.behaviour.reading import DAY, answers, corner_of, say, shown, ticked
from tests.behaviour.test_membership import push
from tests.world import HOME, STARTS, World

PRIVATE = "acme/mentors"
ALONE = programme(cohort(more=STEPS), head=PUBLIC)


def corner(world: World) -> list[str]:
    """What was said to the mentors in private."""
    return [text for issue in world.issues(PRIVATE) for text in answers(world, issue)]


async def test_one_nudge_then_a_line_to_the_main_mentor(enter_on_both: Enter) -> None:
    world = await enter_on_both(SMALL)
    issue = world.issue_of("maya")
    await world.cairn.play_until(STARTS + 7 * DAY)
    assert answers(world, issue) == []
    await world.cairn.play_until(STARTS + 9 * DAY)
    assert [text.split("?")[0] for text in answers(world, issue)] == ["@maya, how is it going"]
    assert corner(world) == []
    await world.cairn.play_until(STARTS + 40 * DAY)
    assert len(answers(world, issue)) == 1
    assert len(corner(world)) == 1
    assert corner(world)[0].startswith("@bartek, it has been quiet around maya")
    assert "@kemal" not in corner(world)[0]


async def test_without_a_private_repository_it_is_said_nowhere(enter: Enter) -> None:
    world = await enter(ALONE)
    await world.cairn.play_until(STARTS + 30 * DAY)
    everywhere = [
        issue for repo in world.sandbox.world.repositories for issue in world.issues(repo)
    ]
    said = [text for issue in everywhere for text in answers(world, issue)]
    assert [text.split("?")[0] for text in said] == ["@maya, how is it going"]
    assert not [i for i in everywhere if "bartek" in shown(i) and "quiet" in shown(i)]


async def test_a_nudge_comes_in_the_mentees_working_hours(enter: Enter) -> None:
    """Her first day is a Tuesday; three working days later it is Friday, 9:00 in Kolkata."""
    world = await enter(SMALL)
    await world.cairn.play_until(STARTS + 12 * DAY)
    at = world.said_in(world.issue_of("maya"))[0].created
    local = datetime.fromtimestamp(at, ZoneInfo("Asia/Kolkata"))
    assert (local.strftime("%a %Y-%m-%d"), 9 <= local.hour < 18) == ("Fri 2026-09-04", True)


@pytest.mark.parametrize(
    ("who", "text"),
    [
        ("maya", "I will be in the chat on Monday"),
        ("maya", "/mentor done chat"),
        ("bartek", "/mentor done chat"),
    ],
)
async def test_any_sign_of_life_puts_it_off(enter: Enter, who: str, text: str) -> None:
    world = await enter(SMALL)
    issue = world.issue_of("maya")
    await world.cairn.play_until(STARTS + 6 * DAY)
    await say(world, who, issue, text)
    await world.cairn.play_until(STARTS + 9 * DAY)
    assert answers(world, issue) == []
    await world.cairn.play_until(STARTS + 12 * DAY)
    assert len(answers(world, issue)) == 1


@pytest.mark.parametrize(
    ("mentee", "reminded"),
    [
        ("{login: maya}", "Fri 2026-09-04 09:00"),
        ("{login: maya, starts: 2026-09-03}", "Tue 2026-09-08 09:00"),
        ("{login: maya, starts: 2026-08-29}", "Thu 2026-09-03 09:00"),
        ("{login: maya, starts: 2026-08-24}", "Tue 2026-09-01 11:30"),
    ],
    ids=["the cohort's", "their own", "a Saturday", "passed already"],
)
async def test_nobody_is_thought_quiet_before_their_first_day(
    enter: Enter, mentee: str, reminded: str
) -> None:
    """Their issue opens some days earlier, for them to look around."""
    world = await enter(programme(cohort(mentee, more=STEPS)))
    await world.cairn.play_until(STARTS + 14 * DAY)
    (said,) = world.said_in(world.issue_of("maya"))
    due = datetime.fromtimestamp(said.created, ZoneInfo("Asia/Kolkata"))
    assert f"{due:%a %Y-%m-%d %H:%M}" == reminded


async def test_a_word_before_the_first_day_begins_no_quiet_time(enter: Enter) -> None:
    world = await enter(SMALL)
    issue = world.issue_of("maya")
    await say(world, "maya", issue, "Looking forward to it!")
    await world.cairn.play_until(STARTS + 7.8 * DAY)
    assert answers(world, issue) == []
    await world.cairn.play_until(STARTS + 8 * DAY)
    assert len(answers(world, issue)) == 1


async def test_a_first_day_that_moves_takes_the_quiet_time_along(enter: Enter) -> None:
    """What was said of an earlier first day is not passed on to the mentors."""
    world = await enter(SMALL)
    await world.cairn.play_until(STARTS + 9 * DAY)
    assert len(answers(world, world.issue_of("maya"))) == 1
    await push(world, programme(cohort("{login: maya, starts: 2026-10-19}", more=STEPS)))
    await world.cairn.play_until(STARTS + 55 * DAY)
    reminders = [text for text in answers(world, world.issue_of("maya")) if "somebody" in text]
    assert (len(reminders), corner(world)) == (1, [])
    await world.cairn.play_until(STARTS + 57 * DAY)
    reminders = [text for text in answers(world, world.issue_of("maya")) if "somebody" in text]
    assert (len(reminders), corner(world)) == (2, [])


async def test_after_an_answer_there_may_be_a_second_nudge(enter: Enter) -> None:
    world = await enter(SMALL)
    issue = world.issue_of("maya")
    await world.cairn.play_until(STARTS + 9 * DAY)
    await say(world, "maya", issue, "Busy with exams, back next week")
    await world.cairn.play_until(STARTS + 14 * DAY)
    assert len(answers(world, issue)) == 1
    assert corner(world) == []
    await world.cairn.play_until(STARTS + 30 * DAY)
    assert len(answers(world, issue)) == 1, "not each week"
    await world.cairn.play_until(STARTS + 40 * DAY)
    first, second = answers(world, issue)
    assert first != second, "the same words again are an automaton's"


async def test_who_works_on_a_pull_request_is_not_thought_quiet(enter: Enter) -> None:
    """Steps may stay open for long; the mentors know that she is there."""
    world = await enter(SMALL)
    await world.cairn.play_until(STARTS + 9 * DAY)
    world.person("maya").open_pull_request("acme/engine", "A first one")
    await world.cairn.play_until(STARTS + 20 * DAY)
    assert len(answers(world, world.issue_of("maya"))) == 1
    assert not any("quiet" in text for text in corner(world))


async def test_who_reviews_is_not_thought_quiet(enter: Enter) -> None:
    world = await enter(SMALL)
    await world.cairn.play_until(STARTS + 9 * DAY)
    pull = world.person("kemal").open_pull_request("acme/engine", "A mentor's")
    world.person("maya").review("acme/engine", pull.number, "COMMENT", "Why so?")
    await world.cairn.play_until(STARTS + 20 * DAY)
    assert corner(world) == []


async def test_a_mentor_who_talks_with_the_mentee_is_not_asked_to(enter: Enter) -> None:
    world = await enter(SMALL)
    await world.cairn.play_until(STARTS + 15 * DAY)
    assert len(corner(world)) == 1
    page = corner_of(world)
    assert "- maya (" in shown(page)
    await say(world, "bartek", world.issue_of("maya"), "We met yesterday, all is well.")
    await world.cairn.play_until(STARTS + 24 * DAY)
    assert "- maya (" not in shown(page)
    assert len(corner(world)) == 1


async def test_what_github_shows_by_itself_is_not_asked_for(enter: Enter) -> None:
    """The last open step is ticked when a check passes: a reminder would be of no use."""
    more = """onboarding:
      items:
        - {id: conduct, text: Read the code of conduct}
        - {id: dco, text: Sign off, proof: {check: DCO}}
    """
    world = await enter(programme(cohort(more=more)))
    await say(world, "maya", world.issue_of("maya"), "/mentor done conduct")
    await world.cairn.play_until(STARTS + 30 * DAY)
    assert answers(world, world.issue_of("maya")) == []
    assert corner(world) == []


async def test_a_mentee_never_heard_of_may_be_muted(enter: Enter) -> None:
    world = await enter(SMALL)
    await world.cairn.play_until(STARTS + 20 * DAY)
    assert "can write on GitHub at all" in corner(world)[0]


async def test_a_mentee_who_has_written_is_not_thought_muted(enter: Enter) -> None:
    world = await enter(SMALL)
    await say(world, "maya", world.issue_of("maya"), "/mentor done chat")
    await world.cairn.play_until(STARTS + 20 * DAY)
    assert len(corner(world)) == 1
    assert "can write on GitHub at all" not in corner(world)[0]


async def test_nobody_is_nudged_after_the_end(enter: Enter) -> None:
    steps = STEPS.replace("onboarding:", "onboarding:\n      nudge_after: 4 weeks")
    world = await enter(programme(cohort(ends="2026-09-15", more=steps)))
    await world.cairn.play_until(STARTS + 60 * DAY)
    (farewell,) = answers(world, world.issue_of("maya"))
    assert "came to its end" in farewell
    assert corner(world) == []


async def test_mentors_are_asked_together_once_a_week(enter: Enter) -> None:
    """Whoever was mentioned there follows the page: a comment for each mentee would be a mail for
    each mentor each time."""
    logins = ("maya", "ravi", "li", "lin", "tariq")
    mentees = ", ".join(f"{{login: {login}}}" for login in logins)
    other = "      - {id: other, mentors: [kemal], mentees: [{login: zoe, starts: 2026-09-07}]}\n"
    world = await enter(programme(cohort(mentees, more=STEPS) + other))
    await world.cairn.play_until(STARTS + 30 * DAY)
    said = [
        (datetime.fromtimestamp(c.created, ZoneInfo("Europe/Berlin")), shown(c))
        for issue in world.issues(PRIVATE)
        for c in world.said_in(issue)
    ]
    assert [f"{at:%a %d %H:%M}" for at, _ in said] == ["Thu 10 09:00", "Thu 17 09:00"]
    assert f"\n- @bartek: {', '.join(logins)}\n" in said[0][1]
    assert "zoe" not in said[0][1], "her reminder is not old enough"
    assert said[1][1].startswith("@kemal, it has been quiet around zoe's first steps")


async def test_whoever_was_named_and_not_mentioned_comes_up_again(enter: Enter) -> None:
    """kemal is away while bartek is asked; his mentee is not forgotten."""
    other = "      - {id: other, mentors: [kemal], mentees: [{login: ravi}]}\n"
    world = await enter(programme(cohort(more=STEPS) + other))
    await world.cairn.play_until(STARTS + 10 * DAY)
    await say(world, "kemal", world.issue_of("ravi"), "/mentor away until 2026-09-14")
    await world.cairn.play_until(STARTS + 30 * DAY)
    first, second = corner(world)
    assert "- @bartek: maya\n" in first
    assert "- kemal: ravi\n" in first
    assert second.startswith("@kemal, it has been quiet around ravi")
    assert "maya" not in second


async def test_whoever_follows_is_not_woken_by_a_line_to_somebody_else(enter: Enter) -> None:
    """sam in New York and kemal in Berlin are the main mentors of a group each; once both were
    mentioned in the mentors' issue, GitHub mails both whatever comes next there."""
    other = "{id: other, mentors: [sam], mentees: [{login: ravi}, {login: lin}]}"
    groups = cohort(mentors="kemal", more=STEPS) + f"      - {other}\n"
    world = await enter(programme(groups))
    await world.cairn.play_until(STARTS + 40 * DAY)
    issue = corner_of(world)
    (first,) = world.said_in(issue)
    assert set(re.findall(r"@\w+", shown(first))) == {"@kemal", "@sam"}
    assert _hour(first.created, "America/New_York") == 9
    await say(world, "maya", world.issue_of("maya"), "Sorry, exams")
    await world.cairn.play_until(STARTS + 65 * DAY)
    _, last = world.said_in(issue)
    assert "@kemal" in shown(last)
    assert 8 <= _hour(last.created, "America/New_York") < 20


def _hour(at: float, zone: str) -> int:
    return datetime.fromtimestamp(at, ZoneInfo(zone)).hour


# ---- closing --------------------------------------------------------------------------------


async def test_an_issue_closes_by_day(enter: Enter) -> None:
    """Closing mails those who follow, so at night it waits, with the congratulation."""
    world = await enter(SMALL)
    issue = world.issue_of("maya")
    await world.cairn.play_until(STARTS + DAY / 2)
    await say(world, "alice", issue, "/mentor done conduct chat")
    assert (issue.state, ticked(issue)) == ("open", ["conduct", "chat"])
    await world.cairn.play_until(STARTS + DAY)
    assert issue.state == "closed"
    assert len(answers(world, issue)) == 1
    assert issue.closed is not None
    assert datetime.fromtimestamp(issue.closed, ZoneInfo("Asia/Kolkata")).hour == 9


async def test_an_issue_that_a_person_reopens_is_left_alone(enter: Enter) -> None:
    world = await enter(SMALL)
    issue = world.issue_of("maya")
    await say(world, "maya", issue, "/mentor done conduct chat")
    world.person("alice").reopen(HOME, issue.number)
    await world.cairn.play_until(STARTS + 10 * DAY)
    assert issue.state == "open"
    assert len(answers(world, issue)) == 1


async def test_another_bot_that_closes_is_not_fought(enter: Enter) -> None:
    world = await enter(SMALL)
    world.sandbox.add_user("stale[bot]", "Bot")
    world.sandbox.set_permission(HOME, "stale[bot]", "triage")
    issue = world.issue_of("maya")
    world.person("stale[bot]").close(HOME, issue.number, "not_planned")
    await world.cairn.settle()
    await say(world, "maya", issue, "/mentor done chat")
    assert issue.state == "closed"
    assert ticked(issue) == ["chat"], "it is still kept up to date"


async def test_a_locked_issue_gets_no_comment(enter_on_both: Enter) -> None:
    world = await enter_on_both(SMALL)
    issue = world.issue_of("maya")
    world.person("alice").lock(HOME, issue.number)
    await world.cairn.play_until(STARTS + 8 * DAY)
    assert answers(world, issue) == []
    world.person("alice").tick(HOME, issue.number, "conduct")
    world.person("alice").tick(HOME, issue.number, "chat")
    await world.cairn.settle()
    assert answers(world, issue) == []
    assert issue.state == "closed"


async def test_somebody_away_on_holidays_is_not_pinged(enter: Enter) -> None:
    """1 to 4 September are Monday to Thursday; `week` says that maya works on Fridays only."""
    head = HEAD.replace("timezone: Asia/Kolkata", "timezone: Asia/Kolkata, week: fri")
    world = await enter(programme(cohort(more=STEPS, starts="2026-08-31"), head=head))
    await world.cairn.play_until(STARTS + 60 * DAY)
    said = world.said_in(world.issue_of("maya"))
    days = [
        datetime.fromtimestamp(c.created, ZoneInfo("Asia/Kolkata")).strftime("%a") for c in said
    ]
    assert days == ["Fri"]
