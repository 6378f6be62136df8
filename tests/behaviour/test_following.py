"""Each change of the file is followed within a minute; what people have to know is told once, and
nothing is closed silently (row P5, rule 5)."""

from pathlib import Path

import pytest

from app.sandbox.state import Issue
from tests.behaviour.conftest import Enter
from tests.behaviour.files import SMALL, STEPS, cohort, programme
from tests.behaviour.reading import DAY, answers, shown
from tests.behaviour.test_membership import FILE, NO_LONGER, push
from tests.world import HOME, STARTS, World, sqlite_copy

PRIVATE = "acme/mentors"
TALK = (
    "dates: [{on: 2026-10-16, title: Half-way talk}, {on: 2026-11-20, title: Demo}]\n    " + STEPS
)
WHEN_ALL_WORK = STARTS + 2 * 3600
"""10:00 in Berlin, 13:30 in Kolkata."""


def tracking(world: World, repository: str = HOME) -> Issue:
    """The issue of the cohort as a whole."""
    return next(i for i in world.issues(repository) if "in one place" in shown(i))


def mentioned(said: str) -> set[str]:
    """Whom a text mentions."""
    return {login for login in ("maya", "bartek", "kemal", "sam", "alice") if f"@{login}" in said}


async def within_a_minute(world: World, file: bytes) -> None:
    """An organiser pushes, and a minute passes."""
    at = world.clock.now
    world.person("alice").push_file(HOME, FILE, file)
    await world.cairn.play_until(at + 60)


async def forget(world: World, folder: Path) -> None:
    """The database is lost; Cairn starts on an empty one."""
    await world.close()
    world.url = await sqlite_copy(folder)
    await world.open()
    await world.start()


# ---- mentors -------------------------------------------------------------------------------------


async def test_another_main_mentor_is_told_in_one_comment_by_day(enter_on_both: Enter) -> None:
    world = await enter_on_both(SMALL)
    issue = world.issue_of("maya")
    await within_a_minute(world, programme(cohort(mentors="kemal, sam", more=STEPS)))
    assert "kemal, your main mentor; sam in New York" in shown(issue)
    assert answers(world, issue) == [], "it is 8:00 for kemal"
    await world.cairn.play_until(STARTS + 3 * DAY)
    (said,) = answers(world, issue)
    assert said.startswith("@maya, from now on @kemal is your main mentor, in place of bartek")
    assert mentioned(said) == {"maya", "kemal"}
    assert issue.state == "open"


async def test_a_mentor_who_is_not_the_main_one_is_no_news(enter: Enter) -> None:
    world = await enter(SMALL)
    issue = world.issue_of("maya")
    await within_a_minute(world, programme(cohort(mentors="Bartek, sam", more=STEPS)))
    assert "sam in New York" in shown(issue)
    await world.cairn.play_until(STARTS + 3 * DAY)
    assert answers(world, issue) == []


async def test_what_is_taken_back_before_it_was_told_comes_to_nothing(enter: Enter) -> None:
    world = await enter(SMALL)
    issue = world.issue_of("maya")
    await within_a_minute(world, programme(cohort(mentors="kemal", more=STEPS)))
    await within_a_minute(world, SMALL)
    await world.cairn.play_until(STARTS + 3 * DAY)
    assert answers(world, issue) == []


async def test_what_is_taken_back_afterwards_is_told_as_well(enter: Enter) -> None:
    world = await enter(SMALL)
    issue = world.issue_of("maya")
    await push(world, programme(cohort(mentors="kemal", more=STEPS)))
    await world.cairn.play_until(WHEN_ALL_WORK)
    await push(world, SMALL)
    first, second = answers(world, issue)
    assert "@kemal is your main mentor, in place of bartek" in first
    assert "@bartek is your main mentor, in place of kemal" in second


async def test_another_group_with_another_mentor_is_told(enter: Enter) -> None:
    world = await enter(SMALL)
    issue = world.issue_of("maya")
    other = (
        "      - id: ui\n        mentors: [sam]\n        repositories: [acme/ui]\n"
        "        mentees: [{login: maya}]\n"
    )
    await within_a_minute(world, programme(cohort("{login: ravi}", more=STEPS) + other))
    assert "- **Your mentor:** sam in New York\n" in shown(issue)
    await world.cairn.play_until(STARTS + 5 * DAY)
    assert "@sam is your main mentor" in answers(world, issue)[0]
    assert issue.state == "open"


# ---- dates ---------------------------------------------------------------------------------------


async def test_who_comes_back_to_another_mentor_is_told_once(enter: Enter) -> None:
    """Also what moved meanwhile is above, and is not told again."""
    world = await enter(SMALL)
    issue = world.issue_of("maya")
    await world.cairn.play_until(WHEN_ALL_WORK)
    await within_a_minute(world, programme(cohort(mentees="{login: ravi}", more=STEPS)))
    await world.cairn.play_until(STARTS + DAY + 2 * 3600)
    there = cohort(mentors="kemal", more=TALK)
    await within_a_minute(world, programme(there))
    await world.cairn.play_until(STARTS + 5 * DAY)
    left, back = answers(world, issue)
    assert left.startswith("Your time with this cohort has come to its end")
    assert back.startswith("Welcome back")
    assert mentioned(back) == {"kemal"}
    await within_a_minute(world, programme(cohort(mentors="bartek", more=TALK)))
    await world.cairn.play_until(STARTS + 7 * DAY)
    assert "in place of kemal" in answers(world, issue)[-1]
    await within_a_minute(world, programme(there))
    await world.cairn.play_until(STARTS + 9 * DAY)
    told = [said for said in answers(world, issue) if "main mentor" in said]
    assert "in place of bartek" in told[-1]
    assert len(told) == 3


async def test_moved_dates_are_one_comment_together_with_the_mentor(enter: Enter) -> None:
    world = await enter(programme(cohort(more=TALK)))
    issue = world.issue_of("maya")
    await world.cairn.play_until(WHEN_ALL_WORK)
    moved = TALK.replace("2026-10-16", "2026-10-20")
    await within_a_minute(world, programme(cohort(mentors="kemal", ends="2026-12-04", more=moved)))
    (said,) = answers(world, issue)
    assert mentioned(said) == {"maya", "kemal"}
    assert "- Half-way talk: 20 October 2026 (it was 16 October 2026)" in said
    assert "- Your last day: 4 December 2026 (it was 27 November 2026)" in said
    assert "Demo" not in said


async def test_a_date_alone_mentions_the_mentee_alone(enter: Enter) -> None:
    world = await enter(programme(cohort(more=TALK)))
    await within_a_minute(world, programme(cohort(more=TALK.replace("2026-10-16", "2026-10-20"))))
    (said,) = answers(world, world.issue_of("maya"))
    assert mentioned(said) == {"maya"}
    assert said.startswith("@maya, a date has moved:")
    assert "20 October 2026" in shown(tracking(world))


async def test_a_date_that_is_dropped_is_told(enter: Enter) -> None:
    world = await enter(programme(cohort(more=TALK)))
    dropped = TALK.replace("{on: 2026-10-16, title: Half-way talk}, ", "")
    await within_a_minute(world, programme(cohort(more=dropped)))
    (said,) = answers(world, world.issue_of("maya"))
    assert "- Half-way talk: no longer planned for 16 October 2026" in said


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (TALK, TALK.replace("Half-way talk", "Talk half-way")),
        (STEPS, TALK),
        (TALK.replace("10-16", "08-20"), TALK.replace("10-16", "08-21")),
    ],
    ids=["only the title", "a new date", "in the past"],
)
async def test_what_was_not_named_or_is_past_only_changes_the_page(
    enter: Enter, before: str, after: str
) -> None:
    world = await enter(programme(cohort(more=before)))
    issue = world.issue_of("maya")
    was = shown(issue)
    await within_a_minute(world, programme(cohort(more=after)))
    assert shown(issue) != was
    await world.cairn.play_until(STARTS + 3 * DAY)
    assert answers(world, issue) == []


async def test_what_was_told_outlives_the_database(enter: Enter, tmp_path: Path) -> None:
    world = await enter(programme(cohort(more=TALK)))
    await push(world, programme(cohort(more=TALK.replace("2026-10-16", "2026-10-20"))))
    before = len(world.writes)
    (tmp_path / "new").mkdir()
    await forget(world, tmp_path / "new")
    await world.cairn.play_until(STARTS + DAY)
    assert world.writes[before:] == []
    later = programme(cohort(more=TALK.replace("2026-10-16", "2026-10-21")))
    await push(world, later)
    assert "21 October 2026 (it was 20 October 2026)" in answers(world, world.issue_of("maya"))[-1]


# ---- cohorts -------------------------------------------------------------------------------------


async def test_a_new_name_is_seen_everywhere(enter: Enter) -> None:
    world = await enter(SMALL)
    issue, page = world.issue_of("maya"), tracking(world)
    await within_a_minute(world, programme(cohort(name="Harvest", more=STEPS)))
    assert issue.title == "Welcome, maya: your first steps in Harvest"
    assert (page.title, page.milestone and page.milestone.title) == ("Harvest", "Harvest")
    assert "**Harvest**" in shown(issue)
    labels = world.sandbox.world.repository(HOME).labels.values()
    assert [label.name for label in labels if "Autumn" in (label.description or "")] == []
    assert answers(world, issue) == answers(world, page) == []


async def test_a_title_that_people_gave_stays(enter: Enter) -> None:
    world = await enter(SMALL)
    issue = world.issue_of("maya")
    world.person("alice").edit_issue(HOME, issue.number, title="Maya's page")
    await within_a_minute(world, programme(cohort(name="Harvest", more=STEPS)))
    assert issue.title == "Maya's page"
    assert "**Harvest**" in shown(issue)


async def test_a_running_cohort_that_is_deleted_says_so_to_each(enter_on_both: Enter) -> None:
    both = "{login: maya}, {login: ravi}"
    later = cohort("{login: li}", id="winter", name="Winter", starts="2026-10-05")
    world = await enter_on_both(programme(cohort(both, more=STEPS), later))
    await world.cairn.play_until(WHEN_ALL_WORK)
    page, people = tracking(world), [world.issue_of("maya"), world.issue_of("ravi")]
    for _ in range(2):
        await within_a_minute(world, programme(later))
        assert [issue.state for issue in (*people, page)] == ["closed"] * 3
        for issue in people:
            assert NO_LONGER in answers(world, issue)[-1]
        assert "no longer keeps this page" in answers(world, page)[-1]
        await within_a_minute(world, programme(cohort(both, more=STEPS), later))
        assert [issue.state for issue in (*people, page)] == ["open"] * 3
    assert [len(answers(world, issue)) for issue in (*people, page)] == [4, 4, 2]


async def test_a_finished_cohort_is_deleted_in_silence(enter: Enter) -> None:
    later = cohort("{login: li}", id="winter", name="Winter", starts="2026-10-05")
    world = await enter(programme(cohort(ends="2026-09-11", more=STEPS), later))
    await world.cairn.play_until(STARTS + 16 * DAY)
    before = len(world.writes)
    await push(world, programme(later))
    assert world.writes[before:] == []


async def test_the_end_counts_as_it_was_last(enter: Enter) -> None:
    """A cohort that was prolonged, and deleted between its two ends, was still running."""
    later = cohort("{login: li}", id="winter", name="Winter", starts="2026-10-05")
    world = await enter(programme(cohort(ends="2026-09-11", more=STEPS), later))
    await push(world, programme(cohort(ends="2026-10-02", more=STEPS), later))
    await world.cairn.play_until(STARTS + 18 * DAY)
    await push(world, programme(later))
    assert NO_LONGER in answers(world, world.issue_of("maya"))[-1]
    assert world.issue_of("maya").state == "closed"


async def test_a_private_cohort_is_followed_in_its_own_place(enter: Enter) -> None:
    world = await enter(programme(cohort("{login: ravi}", more=STEPS)))
    secret = "cohorts:\n" + cohort(id="quiet", name="Secret", more=STEPS)
    world.person("alice").push_file(PRIVATE, FILE, secret.encode())
    await world.cairn.play_until(WHEN_ALL_WORK)
    issue = world.issue_of("maya", PRIVATE)
    world.person("alice").push_file(PRIVATE, FILE, secret.replace("bartek, kemal", "kemal"))
    await world.cairn.settle()
    assert "@kemal is your main mentor" in answers(world, issue)[0]
    world.person("alice").push_file(PRIVATE, FILE, None)
    await world.cairn.settle()
    assert NO_LONGER in answers(world, issue)[-1]
    assert issue.state == "closed"
    assert tracking(world, PRIVATE).state == "closed"


async def test_a_date_may_have_any_title(enter: Enter) -> None:
    dated = "dates: [{on: 2026-10-01, title: ends}]\n    " + STEPS
    world = await enter(programme(cohort(more=dated)))
    await push(world, programme(cohort(more=dated.replace("10-01", "10-08"))))
    await world.cairn.play_until(WHEN_ALL_WORK)
    (said,) = answers(world, world.issue_of("maya"))
    assert "- ends: 8 October 2026 (it was 1 October 2026)" in said
    assert "Your last day" not in said


# ---- texts ---------------------------------------------------------------------------------------


async def test_a_replaced_text_is_used_from_the_next_change_on(enter: Enter) -> None:
    """What was said before stays as it was said."""
    world = await enter(SMALL)
    issue = world.issue_of("maya")
    world.person("alice").push_file(HOME, "texts/issue.md", "Ahoy in {{ cohort }}!\n")
    texts = "messages: {onboarding/issue: texts/issue.md}\n    " + STEPS
    await within_a_minute(world, programme(cohort(more=texts)))
    assert shown(issue).startswith("Congratulations")
    await within_a_minute(world, programme(cohort(ends="2026-12-04", more=texts)))
    assert shown(issue) == "Ahoy in Autumn!"
