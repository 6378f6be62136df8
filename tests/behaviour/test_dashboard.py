"""The cohort's tracking issue (row P4)."""

from app.sandbox.markdown.mermaid import Gantt, parse
from app.sandbox.state import Issue
from tests.behaviour.conftest import Enter
from tests.behaviour.files import PUBLIC, SMALL, STEPS, cohort, programme
from tests.behaviour.reading import DAY, answers, corner_of, say, shown
from tests.world import STARTS, World

PRIVATE = "acme/mentors"
QUIET = "- maya (autumn-group): quiet since 27 August 2026. Next: bartek asks how things are."
NOBODY = "Nobody waits for anything just now."


def tracking(world: World) -> Issue:
    """The one that is no mentee's."""
    (found,) = [issue for issue in world.issues() if issue.title.startswith("Autumn")]
    return found


def drawn(issue: Issue) -> str:
    """The source of its drawing."""
    return shown(issue).partition("```mermaid\n")[2].partition("\n```")[0]


async def test_it_draws_the_cohorts_time(enter: Enter) -> None:
    dates = "dates: [{on: 2026-10-16, title: Half-way talk}, {on: 2026-09-18, title: Start}]"
    world = await enter(programme(cohort(more=dates)))
    chart = parse(drawn(tracking(world)))
    assert isinstance(chart, Gantt)
    assert [(bar.name, str(bar.start)) for bar in chart.bars] == [
        ("First steps", "2026-08-27"),
        ("Autumn", "2026-09-01"),
        ("Start", "2026-09-18"),
        ("Half-way talk", "2026-10-16"),
    ]
    assert shown(tracking(world)).index("16 October 2026") < shown(tracking(world)).index("gantt")


async def test_words_of_people_draw_nothing(enter: Enter) -> None:
    title = "'x :crit, 2026-01-01, 9d; %%{init: {}}%% `` <b> click y href'"
    world = await enter(programme(cohort(more=f"dates: [{{on: 2026-10-16, title: {title}}}]")))
    (line,) = [line for line in drawn(tracking(world)).splitlines() if "milestone" in line]
    words = "x crit 2026-01-01 9d init b click y href"
    assert line.strip() == f"{words} :milestone, 2026-10-16, 0d"


async def test_without_a_timeline_there_is_none(enter: Enter) -> None:
    world = await enter(programme(cohort(more="dashboard: {timeline: false}")))
    assert drawn(tracking(world)) == ""


# ---- what comes next -----------------------------------------------------------------------------


def coming(world: World) -> str:
    """What the page says comes next."""
    return shown(tracking(world)).partition("**Next:** ")[2].partition("\n")[0]


async def test_it_says_what_comes_next(enter: Enter) -> None:
    dates = "dates: [{on: 2026-10-16, title: Half-way talk}]"
    world = await enter(programme(cohort(ends="2026-10-30", more=dates)))
    seen = []
    for days in (0, 6, 51, 65):
        await world.cairn.play_until(STARTS + days * DAY)
        seen.append(coming(world))
    assert seen == [
        "the first day, on 1 September 2026.",
        "Half-way talk, on 16 October 2026.",
        "the last day, on 30 October 2026.",
        "",
    ]
    assert answers(world, tracking(world)) == [], "it never mails anybody"


# ---- the mentors' private page -------------------------------------------------------------------


async def test_who_is_quiet_is_shown_to_mentors_alone(enter: Enter) -> None:
    world = await enter(SMALL)
    await world.cairn.play_until(STARTS + 5 * DAY)
    assert world.issues(PRIVATE) == [], "there is nothing to say yet"
    await world.cairn.play_until(STARTS + 20 * DAY)
    page = corner_of(world)
    assert QUIET in shown(page)
    public = [shown(issue) for issue in world.issues()]
    assert not [body for body in public if "quiet" in body]


async def test_a_sign_of_life_takes_the_line_away(enter_on_both: Enter) -> None:
    world = await enter_on_both(SMALL)
    await world.cairn.play_until(STARTS + 20 * DAY)
    page = corner_of(world)
    said = len(answers(world, page))
    await say(world, "maya", world.issue_of("maya"), "Back from the exams!")
    await world.cairn.play_until(STARTS + 21 * DAY)
    assert NOBODY in shown(page)
    assert "maya" not in shown(page)
    assert len(answers(world, page)) == said


async def test_nobody_is_waited_for_after_the_end(enter: Enter) -> None:
    world = await enter(programme(cohort(ends="2026-09-18", more=STEPS)))
    await world.cairn.play_until(STARTS + 20 * DAY)
    page = corner_of(world)
    assert QUIET in shown(page)
    await world.cairn.play_until(STARTS + 24 * DAY)
    assert NOBODY in shown(page)


async def test_without_a_private_repository_there_is_no_such_page(enter: Enter) -> None:
    world = await enter(programme(cohort(more=STEPS), head=PUBLIC))
    await world.cairn.play_until(STARTS + 20 * DAY)
    repositories = world.sandbox.world.repositories
    bodies = [shown(issue) for name in repositories for issue in world.issues(name)]
    assert not [body for body in bodies if "quiet since" in body]
    assert world.issues(PRIVATE) == []


async def test_open_pull_requests_and_whose_turn_it_is(enter: Enter) -> None:
    """At a glance, from cards alone; what is private stays out of a public page (P4, R5)."""
    world = await enter(SMALL)
    maya, bartek = world.person("maya"), world.person("bartek")
    await world.cairn.play_until(STARTS + 5 * DAY)
    pull = maya.open_pull_request("acme/engine", "Compact old blocks")
    maya.open_pull_request("acme/engine", "An idea", draft=True)
    await world.cairn.play_until(world.clock.now + 900)
    page = next(issue for issue in world.issues() if issue.title == "Autumn")
    where = f"https://github.test/acme/engine/pull/{pull.number}"
    assert f"  - [Compact old blocks]({where}): a reviewer's turn" in shown(page)
    assert ", a draft" in shown(page)
    bartek.review("acme/engine", pull.number, "REQUEST_CHANGES", "One more test?")
    await world.cairn.play_until(world.clock.now + 900)
    assert f"  - [Compact old blocks]({where}): maya's turn" in shown(page)
    world.sandbox.set_visibility("acme/engine", private=True)
    await world.cairn.play_until(world.clock.now + 900)
    assert "Compact" not in shown(page)
    world.sandbox.set_visibility("acme/engine", private=False)  # or the judge would mind
    bartek.merge("acme/engine", pull.number)
    await world.cairn.play_until(world.clock.now + 900)
    assert "Compact" not in shown(page)
    assert "[An idea]" in shown(page)
