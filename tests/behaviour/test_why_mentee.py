"""Why is this here? What Cairn writes for one mentee, told to somebody who is new."""

import pytest

from tests.behaviour.conftest import Enter
from tests.behaviour.files import SMALL, STEPS, cohort, programme
from tests.behaviour.reading import DAY, say
from tests.behaviour.test_membership import push
from tests.behaviour.whys import FILE, ISSUE, KOLKATA, lines, of, why
from tests.world import HOME, STARTS

ENROLLED = f"In the file: maya is a mentee of the group autumn-group -> {FILE}"


# ---- the mentee's issue --------------------------------------------------------------------------


async def test_the_issue_tells_when_it_was_due_and_what_set_each_box(enter: Enter) -> None:
    world = await enter(SMALL)
    issue = world.issue_of("maya")
    done = await say(world, "maya", issue, "/mentor done chat")
    world.person("alice").tick(HOME, issue.number, "hello")
    await world.cairn.settle()
    found = await why(world, of(issue))
    assert "this one is maya's" in found.because
    assert "closed it" not in found.because
    assert lines(found) == [
        f"First day: 2026-09-01 starts: 2026-09-01 -> {FILE}",
        f"Due: Thu 2026-08-27 09:00 {KOLKATA} 3 working days before the first day "
        f"onboarding: {{opens_before: 3 working days}} -> {FILE}",
        f"Opened: Thu 2026-08-27 11:30 {KOLKATA}",
        ENROLLED,
        f"chat: Thu 2026-08-27 11:33 {KOLKATA} maya wrote “/mentor done chat” "
        f"-> {ISSUE}#issuecomment-{done.id}",
        f"hello: Thu 2026-08-27 11:33 {KOLKATA} alice ticked the box by hand -> {ISSUE}",
    ]


async def test_an_issue_opens_when_it_is_told_to_be_due(enter: Enter) -> None:
    """The answer asks the plan itself, so that the two cannot differ."""
    world = await enter(SMALL, at=STARTS - 10 * DAY)
    await world.cairn.play_until(STARTS)
    at = {row.what: row.at for row in (await why(world, of(world.issue_of("maya")))).rows}
    assert at["Due"] == at["Opened"]
    tracking = next(issue for issue in world.issues() if issue.title == "Autumn")
    at = {row.what: row.at for row in (await why(world, of(tracking))).rows}
    assert isinstance(at["Due"], float)
    assert isinstance(at["Opened"], float)
    assert 0 <= at["Opened"] - at["Due"] < 60, "labels and the milestone come first"


async def test_what_was_taken_back_or_proved_is_told_as_such(enter: Enter) -> None:
    proved = STEPS + "        - {id: first, text: Begin, proof: {pull_request: opened}}\n"
    world = await enter(programme(cohort(more=proved)))
    issue = world.issue_of("maya")
    await say(world, "maya", issue, "/mentor done chat")
    await say(world, "maya", issue, "/mentor undo")
    pull = world.person("maya").open_pull_request("acme/engine", "A first step")
    await world.cairn.settle()
    table = lines(await why(world, of(issue)))
    assert table[-2].endswith("maya took a command back with “/mentor undo”")
    address = f"https://github.test/acme/engine/pull/{pull.number}"
    assert table[-1].endswith(f"{KOLKATA} GitHub shows that it is done -> {address}")


async def test_a_closed_issue_says_why_it_is_closed(enter: Enter) -> None:
    world = await enter(SMALL)
    issue = world.issue_of("maya")
    done = await say(world, "bartek", issue, "/mentor done conduct chat")
    assert "closed it when all that is required was done" in (await why(world, of(issue))).because
    found = await why(world, of(world.said_in(issue)[-1]))
    assert found.because.startswith("When everything that is required is ticked")
    here = f"{KOLKATA} bartek wrote “/mentor done conduct chat” -> {ISSUE}#issuecomment-{done.id}"
    assert [line.partition(": ")[0] for line in lines(found)] == ["Written", "conduct", "chat"]
    assert all(line.endswith(here) for line in lines(found)[1:])
    await say(world, "bartek", issue, "/mentor todo chat")
    await say(world, "bartek", issue, "/mentor done chat")
    found = await why(world, of(world.said_in(issue)[-1]))
    assert [row.what for row in found.rows] == ["Written", "conduct"], "chat was ticked later"


async def test_leaving_and_coming_back(enter: Enter) -> None:
    left = SMALL.replace(b"{login: maya}", b"{login: maya, left: 2026-08-27}")
    world = await enter(SMALL)
    issue = world.issue_of("maya")
    await push(world, left)
    assert "follows it no longer" in (await why(world, of(issue))).because
    goodbye = await why(world, of(world.said_in(issue)[0]))
    assert goodbye.because.startswith("The programme's file no longer counts maya among")
    assert lines(goodbye)[0] == f"Left: 2026-08-27 left: 2026-08-27 -> {FILE}"
    await push(world, SMALL)
    back = await why(world, of(world.said_in(issue)[1]))
    assert back.because.startswith("The programme's file names maya again")
    assert lines(back)[1:] == [ENROLLED]


async def test_who_is_no_longer_in_the_file_is_told_of_all_the_same(enter: Enter) -> None:
    world = await enter(SMALL)
    issue = world.issue_of("maya")
    done = await say(world, "maya", issue, "/mentor done chat")
    await push(world, programme(cohort("{login: ravi}", more=STEPS)))
    opened, chat = lines(await why(world, of(issue)))
    assert opened == f"Opened: Thu 2026-08-27 11:30 {KOLKATA}"
    assert chat.endswith(f"maya wrote “/mentor done chat” -> {ISSUE}#issuecomment-{done.id}")


async def test_the_list_in_somebodys_comment(enter: Enter) -> None:
    world = await enter(SMALL)
    mine = await say(world, "maya", world.issue_of("maya"), "/mentor checklist")
    found = await why(world, of(mine))
    assert found.because.startswith("maya asked for the list with `/mentor checklist`")
    here = f"“/mentor checklist” -> {ISSUE}#issuecomment-{mine.id}"
    assert lines(found)[1] == f"Asked for: Thu 2026-08-27 11:33 {KOLKATA} maya wrote {here}"


# ---- reminders -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "text", "heard"),
    [
        ("maya", "Hello all", "a comment by maya"),
        ("bartek", "/mentor done chat", "chat: bartek wrote “/mentor done chat”"),
    ],
)
async def test_a_reminder_tells_what_was_heard_last(
    enter: Enter, who: str, text: str, heard: str
) -> None:
    world = await enter(SMALL)
    issue = world.issue_of("maya")
    await world.cairn.play_until(STARTS + 6 * DAY)
    where = f"{ISSUE}#issuecomment-{(await say(world, who, issue, text)).id}"
    await world.cairn.play_until(STARTS + 13 * DAY)
    found = await why(world, of(world.said_in(issue)[-1]))
    assert found.because.startswith("When nothing happens in these first steps for a while")
    assert lines(found) == [
        f"Last heard: Wed 2026-09-02 11:30 {KOLKATA} {heard} -> {where}",
        f"Due: Mon 2026-09-07 11:30 {KOLKATA} 3 working days later "
        f"onboarding: {{nudge_after: 3 working days}} -> {FILE}",
        f"Written: Mon 2026-09-07 11:30 {KOLKATA}",
    ]


@pytest.mark.parametrize(
    ("mentee", "begins", "due"),
    [
        (
            "{login: maya}",
            f"First day: Tue 2026-09-01 09:00 {KOLKATA} starts: 2026-09-01 -> {FILE}",
            "Fri 2026-09-04 09:00",
        ),
        (
            "{login: maya, starts: 2026-08-26}",
            f"Last heard: Thu 2026-08-27 11:30 {KOLKATA} the issue opened -> {ISSUE}",
            "Tue 2026-09-01 11:30",
        ),
    ],
)
async def test_a_reminder_after_nothing_tells_when_the_quiet_time_began(
    enter: Enter, mentee: str, begins: str, due: str
) -> None:
    """With the first day at the earliest: the issue opens before it."""
    world = await enter(programme(cohort(mentee, more=STEPS)))
    await world.cairn.play_until(STARTS + 13 * DAY)
    (reminder,) = world.said_in(world.issue_of("maya"))
    assert lines(await why(world, of(reminder))) == [
        begins,
        f"Due: {due} {KOLKATA} 3 working days later "
        f"onboarding: {{nudge_after: 3 working days}} -> {FILE}",
        f"Written: {due} {KOLKATA}",
    ]


async def test_a_setting_that_has_changed_since_is_no_reason(enter: Enter) -> None:
    world = await enter(SMALL)
    await world.cairn.play_until(STARTS + 8 * DAY)
    issue = world.issue_of("maya")
    slower = STEPS.replace("onboarding:", "onboarding:\n      nudge_after: 4 weeks")
    await push(world, programme(cohort(starts="2026-10-01", more=slower)))
    reminder, moved = world.said_in(issue)
    found = await why(world, of(reminder))
    assert [row.what for row in found.rows] == ["Quiet since", "Written"]
    found = await why(world, of(moved))
    assert found.because.startswith("When the organisers give maya another main mentor")
    assert [row.what for row in found.rows] == ["Written", "In the file"]
    found = await why(world, of(issue))
    assert [row.what for row in found.rows] == ["First day", "Opened", "In the file"]
    tracking = next(issue for issue in world.issues() if issue.title == "Autumn")
    assert "Due" not in [row.what for row in (await why(world, of(tracking))).rows]
