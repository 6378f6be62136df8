"""The cohort's tracking issue (row P4)."""

from app.sandbox.markdown.mermaid import Gantt, parse
from app.sandbox.state import Issue
from tests.behaviour.conftest import Enter
from tests.behaviour.files import cohort, programme
from tests.behaviour.reading import shown
from tests.world import World


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
    assert [(bar.name, str(bar.start)) for bar in chart.bars][1:] == [
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
