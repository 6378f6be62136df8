"""A mentee's issue opens: when, and what stands in it (rows O1 to O4, P1, P8)."""

import re
import textwrap
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from app.sandbox.state import Issue
from tests.behaviour.conftest import Enter
from tests.behaviour.files import HEAD, STEPS, cohort, programme
from tests.behaviour.reading import shown
from tests.world import STARTS

DAY = 86400.0


def local(at: float, zone: str) -> str:
    """An instant on a wall clock."""
    return datetime.fromtimestamp(at, ZoneInfo(zone)).strftime("%a %Y-%m-%d %H:%M")


async def test_the_example_opens_for_those_who_start(enter_on_both: Enter) -> None:
    world = await enter_on_both()
    issue = world.issue_of("maya")
    assert issue.user.login == "cairn[bot]"
    assert [label.name for label in issue.labels] == [
        "mentorship",
        "onboarding",
        "cohort: lfx-2026-autumn",
    ]
    assert issue.milestone is not None
    assert issue.milestone.title == "LFX Mentorship, autumn 2026"
    body = issue.body or ""
    for words in (
        "Congratulations, @maya",
        "[LFX Mentorship](https://mentorship.example/lfx)",
        "alice enrolled you",
        "I am Cairn, a bot",
        "**Your mentors:** Bartek (bartek) in London, your main mentor; kemal\n",
        "acme/engine#42",
        "1 September 2026 to 27 November 2026",
        "Half-way talk on 16 October 2026",
        "<mentoring@acme.example>",
    ):
        assert words in body
    assert "@bartek" not in body
    assert "@kemal" not in body


async def test_it_fits_two_screens_of_a_phone(enter: Enter) -> None:
    world = await enter()
    text = re.sub(r"\]\(.*?\)", "]", shown(world.issue_of("maya")))
    lines = [part for line in text.splitlines() for part in textwrap.wrap(line, 36) or [""]]
    assert len(lines) <= 66, "390 by 844 points hold some 33 lines of some 36 letters"


@pytest.mark.parametrize(
    ("login", "zone"),
    [("maya", "Asia/Kolkata"), ("ravi", "America/New_York"), ("li", "Europe/Berlin")],
)
async def test_it_opens_in_the_mentees_own_morning(enter: Enter, login: str, zone: str) -> None:
    people = "  ravi: {timezone: America/New_York}\n"
    file = programme(cohort(f"{{login: {login}}}"), head=HEAD + people)
    world = await enter(file, at=STARTS - DAY)
    await world.cairn.play_until(STARTS + DAY)
    assert local(world.issue_of(login).created, zone).startswith("Thu 2026-08-27 09:00")


async def test_working_days_are_the_mentees_own(enter: Enter) -> None:
    """Gandhi's birthday, 2 October 2026, is a Friday: three working days before Monday."""
    head = HEAD.replace("timezone: Asia/Kolkata", "timezone: Asia/Kolkata, holidays: IN")
    world = await enter(programme(cohort(starts="2026-10-05"), head=head), at=STARTS + 30 * DAY)
    await world.cairn.play_until(STARTS + 34 * DAY)
    opened = local(world.issue_of("maya").created, "Asia/Kolkata")
    assert opened.startswith("Tue 2026-09-29 09:00")


async def test_own_dates_are_the_mentees(enter: Enter) -> None:
    mentees = "{login: maya}, {login: ravi, starts: 2026-09-14, ends: 2027-02-26}"
    world = await enter(programme(cohort(mentees)))
    await world.cairn.play_until(STARTS + 20 * DAY)
    issue = world.issue_of("ravi")
    assert local(issue.created, "Europe/Berlin").startswith("Wed 2026-09-09 09:00")
    assert "14 September 2026 to 26 February 2027" in (issue.body or "")


async def test_a_minimal_file_is_enough(enter: Enter) -> None:
    head = "version: 1\ntimezone: Europe/Berlin\n"
    world = await enter(programme(cohort(mentors="bartek"), head=head))
    await world.cairn.play_until(STARTS + DAY)
    body = world.issue_of("maya").body or ""
    assert "- **Your mentor:** bartek\n" in body
    assert "The organisers enrolled you." in body
    assert "Rather talk in private" not in body
    assert "**conduct** Read the code of conduct: be kind" in body
    assert "**chat**" not in body, "there is no chat to join"


async def test_a_to_dos_link_may_be_an_address(enter: Enter) -> None:
    steps = "onboarding: {items: [{id: ask, text: '[Write]({{ links.private_contact }}) to us'}]}"
    world = await enter(programme(cohort(more=steps)))
    body = world.issue_of("maya").body or ""
    assert "**ask** [Write](mailto:mentoring@acme.example) to us" in body


def items(issue: Issue) -> list[str]:
    """The names of the to-dos, in order."""
    return [
        line.split("**")[1] for line in (issue.body or "").splitlines() if line.startswith("- [")
    ]


@pytest.mark.parametrize(
    ("template", "names"),
    [
        (
            "open-source",
            ["conduct", "chat", "handle", "hello", "meeting", "guide", "task", "channel", "circle"],
        ),
        ("support", ["wishes", "goal", "slot", "expectations"]),
    ],
)
async def test_each_template_has_its_checklist(
    enter: Enter, template: str, names: list[str]
) -> None:
    world = await enter(programme(cohort(more=f"template: {template}")))
    assert items(world.issue_of("maya")) == names


@pytest.mark.parametrize(
    ("more", "names"),
    [
        (STEPS, ["conduct", "chat", "hello"]),
        ("onboarding: {skip: [handle, hello, meeting, guide, task]}", ["conduct", "chat"]),
        (
            "onboarding: {items: [{id: a, text: A}], add: [{id: dco, text: Sign off}]}",
            ["a", "dco"],
        ),
        (
            "onboarding: {items: [{id: a, text: A}, {id: b, text: B, templates: [support]}]}",
            ["a"],
        ),
        (
            "onboarding: {items: [{id: a, text: A}, {id: b, text: B, projects: [prometheus]}]}",
            ["a"],
        ),
    ],
)
async def test_a_cohort_may_have_its_own(enter: Enter, more: str, names: list[str]) -> None:
    projects = "projects:\n  prometheus: {chat: https://element.example/prometheus}\n"
    world = await enter(programme(cohort(more=more), head=HEAD + projects))
    theirs = ["channel", "circle"] if "skip" in more else []
    assert items(world.issue_of("maya")) == names + theirs


async def test_projects_bring_their_own_chat_and_conduct(enter: Enter) -> None:
    world = await enter()
    await world.cairn.play_until(STARTS + DAY)
    body = world.issue_of("maya").body or ""
    assert "[prometheus's own](https://prometheus.example/conduct)" in body
    assert "- [ ] **chat-prometheus** Join [prometheus's chat]" in body
    assert "(optional)" in body
    assert "prometheus" not in (world.issue_of("lin").body or "")


async def test_the_dashboard_shows_each_group(enter: Enter) -> None:
    world = await enter()
    await world.cairn.play_until(STARTS + DAY)
    tracking = next(i for i in world.issues() if i.title == "LFX Mentorship, autumn 2026")
    body = tracking.body or ""
    assert "### engine\n\nMentors: bartek, kemal" in body
    for login in ("maya", "li", "lin"):
        assert f"- {login}: first steps in #{world.issue_of(login).number}" in body
    assert "- ravi: starts soon" in body
    assert "@" not in body


async def test_the_milestone_is_due_at_the_end(enter: Enter) -> None:
    world = await enter()
    milestone = world.issue_of("maya").milestone
    assert milestone is not None
    assert milestone.due_on is not None
    assert milestone.due_on.startswith("2026-11-27")


async def test_a_cohort_without_a_milestone(enter: Enter) -> None:
    world = await enter(programme(cohort(more="dashboard: {milestone: false}")))
    assert world.issue_of("maya").milestone is None
    assert not [w for w in world.writes if "milestones" in w]


async def test_nothing_opens_for_a_cohort_that_is_over(enter: Enter) -> None:
    world = await enter(programme(cohort()), at=STARTS + 120 * DAY)
    await world.cairn.play_until(STARTS + 122 * DAY)
    assert world.writes == []


async def test_where_the_app_is_installed_late_issues_open_at_once(enter: Enter) -> None:
    world = await enter(programme(cohort()), at=STARTS + 20 * DAY)
    await world.cairn.play_until(STARTS + 21 * DAY)
    assert world.issue_of("maya").state == "open"
