"""Who takes part changes in the file (row P5)."""

from datetime import UTC, datetime
from pathlib import Path

from tests.behaviour.conftest import Enter
from tests.behaviour.files import SMALL, STEPS, cohort, programme
from tests.behaviour.reading import DAY, answers, boxes, say, shown, ticked
from tests.harness.oracle import fork
from tests.world import HOME, STARTS, World

FILE = ".github/mentorship.yml"
NO_LONGER = "Cairn no longer follows this issue"


async def push(world: World, file: bytes | None) -> None:
    """An organiser changes the file, and Cairn settles."""
    world.person("alice").push_file(HOME, FILE, file)
    await world.cairn.settle()


async def test_a_mentee_who_was_added_later_gets_an_issue(enter: Enter) -> None:
    world = await enter(SMALL)
    await push(world, programme(cohort("{login: maya}, {login: ravi}", more=STEPS)))
    await world.cairn.play_until(STARTS + DAY)
    assert world.issue_of("ravi").state == "open"
    tracking = next(i for i in world.issues() if i.title == "Autumn")
    assert "- ravi: first steps in" in shown(tracking)


async def test_a_mentee_who_was_removed_is_told_kindly(enter_on_both: Enter) -> None:
    world = await enter_on_both(SMALL)
    issue = world.issue_of("maya")
    pushed = world.clock.now
    await push(world, programme(cohort("{login: ravi}", more=STEPS)))
    assert len(answers(world, issue)) == 1
    assert NO_LONGER in answers(world, issue)[0]
    assert issue.state == "closed"
    assert issue.closed is not None
    assert issue.closed - pushed < 60
    await world.cairn.play_until(STARTS + 20 * DAY)
    assert len(answers(world, issue)) == 1


async def test_a_mentee_who_comes_back_is_a_second_episode(enter: Enter) -> None:
    world = await enter(SMALL)
    issue = world.issue_of("maya")
    await say(world, "maya", issue, "/mentor done chat")
    others = programme(cohort("{login: ravi}", more=STEPS))
    for _ in range(2):
        await push(world, others)
        await push(world, SMALL)
    said = answers(world, issue)
    assert len(said) == 4
    assert all(NO_LONGER in text for text in said[::2])
    assert all(text.startswith("Welcome back") for text in said[1::2])
    assert issue.state == "open"
    assert ticked(issue) == ["chat"]


async def test_what_is_added_to_a_comment_after_leaving_stays_nothing(
    enter: Enter, tmp_path: Path
) -> None:
    """Also after a lost database: a sweep sees the comment's own time, and not the edit's."""
    world = await enter(SMALL)
    issue = world.issue_of("maya")
    comment = await say(world, "maya", issue, "/mentor undo")
    await push(world, programme(cohort("{login: maya, left: 2026-08-29}", more=STEPS)))
    await world.cairn.play_until(STARTS + 5 * DAY)
    assert NO_LONGER in answers(world, issue)[-1]
    world.person("maya").edit_comment(comment.id, "/mentor done chat")
    await world.cairn.settle()
    rebuilt = await fork(world, tmp_path / "rebuilt", keep=False)
    await rebuilt.cairn.settle()
    writes = rebuilt.writes
    await rebuilt.close()
    assert writes == []


async def test_commands_after_leaving_are_answered(enter: Enter) -> None:
    world = await enter(SMALL)
    issue = world.issue_of("maya")
    await say(world, "maya", issue, "/mentor done chat")
    await push(world, programme(cohort("{login: ravi}", more=STEPS)))
    world.clock.advance_to(world.clock.now + 60)
    await say(world, "maya", issue, "/mentor done hello")
    assert len(answers(world, issue)) == 2
    assert answers(world, issue)[1].startswith(f"Nothing has changed, because {NO_LONGER}")
    assert ticked(issue) == ["chat"]


async def test_a_last_day_in_the_file_is_followed(enter: Enter) -> None:
    world = await enter(programme(cohort("{login: maya, left: 2026-09-10}", more=STEPS)))
    issue = world.issue_of("maya")
    await world.cairn.play_until(STARTS + 13 * DAY)
    assert issue.state == "open"
    await world.cairn.play_until(STARTS + 15 * DAY)
    assert issue.state == "closed"
    assert NO_LONGER in answers(world, issue)[-1]


async def test_the_tracking_page_leaves_out_who_left_from_that_day_on(enter: Enter) -> None:
    people = "{login: maya}, {login: ravi, left: 2026-09-10}"
    world = await enter(programme(cohort(people, more=STEPS)))
    midnight = datetime(2026, 9, 9, 22, tzinfo=UTC).timestamp()  # in Berlin
    await world.cairn.play_until(midnight - 60)
    tracking = next(i for i in world.issues() if i.title == "Autumn")
    assert "- ravi:" in shown(tracking)
    await world.cairn.play_until(midnight + 60)
    assert "- ravi:" not in shown(tracking)


async def test_who_left_before_the_start_gets_no_issue(enter: Enter) -> None:
    world = await enter(programme(cohort("{login: maya, left: 2026-08-20}", more=STEPS)))
    await world.cairn.play_until(STARTS + 15 * DAY)
    assert not [i for i in world.issues() if i.title.startswith("Welcome")]


async def test_a_finished_cohort_may_be_deleted_in_silence(enter: Enter) -> None:
    later = cohort("{login: ravi}", id="winter", name="Winter", starts="2026-10-05")
    world = await enter(programme(cohort(ends="2026-09-11", more=STEPS), later))
    issue = world.issue_of("maya")
    await world.cairn.play_until(STARTS + 16 * DAY)
    before = len(answers(world, issue)), issue.state
    await push(world, programme(later))
    await world.cairn.play_until(STARTS + 18 * DAY)
    assert (len(answers(world, issue)), issue.state) == before


async def test_a_deleted_file_ends_a_running_cohort(enter: Enter) -> None:
    world = await enter(SMALL)
    issue = world.issue_of("maya")
    await push(world, None)
    await world.cairn.play_until(STARTS + 10 * DAY)
    assert issue.state == "open"
    assert answers(world, issue) == []


async def test_a_date_that_moves_before_the_opening_moves_it(enter: Enter) -> None:
    world = await enter(programme(cohort(starts="2026-09-14", more=STEPS)))
    await push(world, programme(cohort(starts="2026-09-21", more=STEPS)))
    await world.cairn.play_until(STARTS + 15 * DAY)
    assert not [i for i in world.issues() if i.title.startswith("Welcome")]
    await world.cairn.play_until(STARTS + 21 * DAY)
    assert "21 September 2026" in shown(world.issue_of("maya"))


async def test_a_date_that_moves_afterwards_is_shown(enter: Enter) -> None:
    world = await enter(SMALL)
    issue = world.issue_of("maya")
    await push(world, programme(cohort(ends="2026-12-18", more=STEPS)))
    assert "to 18 December 2026" in shown(issue)
    assert issue.milestone is not None
    assert (issue.milestone.due_on or "").startswith("2026-12-18")


async def test_another_mentor_is_followed(enter: Enter) -> None:
    world = await enter(SMALL)
    issue = world.issue_of("maya")
    await push(world, programme(cohort(mentors="kemal, sam", more=STEPS)))
    assert "**Your mentors:** kemal, your main mentor; sam in New York" in shown(issue)
    assert "bartek" not in shown(issue)
    await say(world, "sam", issue, "/mentor done chat")
    assert ticked(issue) == ["chat"]
    assert answers(world, issue) == []


async def test_a_mentee_moves_to_another_group(enter: Enter) -> None:
    world = await enter(SMALL)
    issue = world.issue_of("maya")
    await say(world, "maya", issue, "/mentor done chat")
    two = cohort("{login: ravi}", more=STEPS) + (
        "      - id: ui\n        mentors: [kemal]\n        repositories: [acme/ui]\n"
        "        mentees: [{login: maya}]\n"
    )
    await push(world, programme(two))
    assert "- **Your mentor:** kemal\n" in shown(issue)
    assert ticked(issue) == ["chat"]
    assert answers(world, issue) == []
    assert len([i for i in world.issues() if i.title.startswith("Welcome, maya")]) == 1


async def test_a_login_in_other_capitals_is_the_same_person(enter: Enter) -> None:
    world = await enter(SMALL)
    issue = world.issue_of("maya")
    await push(world, programme(cohort("{login: Maya}", more=STEPS)))
    await world.cairn.play_until(STARTS + DAY)
    assert answers(world, issue) == []
    assert boxes(issue)
    assert len([i for i in world.issues() if i.title.lower().startswith("welcome, maya")]) == 1
