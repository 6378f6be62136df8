"""The cohort's tracking issue (row P4)."""

from pathlib import Path

from app.sandbox.markdown.mermaid import Gantt, parse
from app.sandbox.state import Issue
from tests.behaviour.conftest import Enter
from tests.behaviour.files import PUBLIC, SMALL, STEPS, cohort, programme
from tests.behaviour.reading import DAY, answers, corner_of, say, shown
from tests.behaviour.whys import of, why
from tests.harness.oracle import fork
from tests.world import HOME, STARTS, World

PRIVATE = "acme/mentors"
QUIET = "- maya (autumn-group): quiet since 1 September 2026. Next: bartek asks how things are."
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


def mentees(world: World) -> list[str]:
    """What the page says of each mentee, and of what is theirs."""
    return [line for line in shown(tracking(world)).splitlines() if line.lstrip().startswith("- ")]


async def test_after_the_end_all_took_part(enter_on_both: Enter) -> None:
    """Whatever they ticked: nobody stands there as a beginner for good."""
    people = "{login: maya}, {login: ravi}, {login: li, ends: 2026-09-11}"
    longer = ", {login: lin, ends: 2026-10-30}"
    world = await enter_on_both(programme(cohort(people + longer, ends="2026-09-30", more=STEPS)))
    await say(world, "maya", world.issue_of("maya"), "/mentor done conduct chat")
    pull = world.person("ravi").open_pull_request("acme/engine", "Late", draft=True)
    await world.cairn.play_until(STARTS + 33 * DAY)
    assert mentees(world)[:5] == [
        "- maya: has settled in",
        f"- ravi: first steps in #{world.issue_of('ravi').number}",
        f"  - [Late](https://github.test/acme/engine/pull/{pull.number}), a draft",
        "- li: took part until 11 September 2026",
        f"- lin: first steps in #{world.issue_of('lin').number}",
    ]
    await world.cairn.play_until(STARTS + 35 * DAY)
    assert mentees(world)[:5] == [
        "- maya: took part",
        "- ravi: took part",
        f"  - [Late](https://github.test/acme/engine/pull/{pull.number})",
        "- li: took part until 11 September 2026",
        f"- lin: first steps in #{world.issue_of('lin').number}",
    ]
    told = {row.what: row.said for row in (await why(world, of(tracking(world)))).rows}
    assert [told[who] for who in ("maya", "ravi", "li")] == ["took part"] * 3
    assert told["lin"] == "first steps"
    await world.cairn.play_until(STARTS + 67 * DAY)
    assert mentees(world)[4] == "- lin: took part"


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


# ---- a review to learn from ----------------------------------------------------------------------

ENGINE = "acme/engine"
THREE = "{login: maya}, {login: ravi}, {login: li, starts: 2026-09-16}"
FRIDAY, MONDAY = STARTS + 8 * DAY, STARTS + 11 * DAY
"""Of the first week, and of the next, at 8:00 in Berlin."""


def suggested(world: World) -> list[str]:
    """The lines of that part, without addresses."""
    part = shown(tracking(world)).partition("### A review to learn from, this week\n")[2]
    lines = [line for line in part.partition("\n###")[0].splitlines() if line.startswith("- ")]
    return [f"{line.partition('](')[0]}]{line.partition(')')[2]}" for line in lines]


async def learning(enter: Enter, more: str = STEPS) -> World:
    """On the first Friday, with a pull request of maya's."""
    world = await enter(programme(cohort(THREE, more=more)))
    await world.cairn.play_until(FRIDAY)
    await proposes(world, "maya", "Compact old blocks")
    return world


async def proposes(world: World, who: str, title: str, *, draft: bool = False) -> Issue:
    pull = world.person(who).open_pull_request(ENGINE, title, draft=draft)
    await world.cairn.play_until(world.clock.now + 900)
    return pull


async def test_a_review_is_suggested_until_it_was_given(enter_on_both: Enter) -> None:
    world = await learning(enter_on_both)
    blocks = ["- ravi: [Compact old blocks] by maya"]
    assert suggested(world) == blocks, "not to maya herself, and li begins later"
    await proposes(world, "maya", "Name the flags")
    await proposes(world, "li", "An idea", draft=True)
    assert suggested(world) == blocks, "what comes later stands behind it"
    pull = next(it for it in world.issues(ENGINE) if it.title == "Compact old blocks")
    world.person("ravi").review(ENGINE, pull.number, "COMMENT", "What about an empty one?")
    await world.cairn.play_until(FRIDAY + DAY / 2)
    assert suggested(world) == blocks, "it may stay for the day"
    await world.cairn.play_until(FRIDAY + DAY)
    assert suggested(world) == [], "one a week"
    await world.cairn.play_until(MONDAY)
    assert suggested(world) == ["- ravi: [Name the flags] by maya"]
    await world.cairn.play_until(MONDAY + 10 * DAY)
    assert sorted(suggested(world))[0].startswith("- li: ["), "li has begun"
    assert answers(world, tracking(world)) == []
    assert "@" not in shown(tracking(world))


async def test_what_needs_no_review_any_more_is_not_suggested(enter: Enter) -> None:
    world = await learning(enter)
    second = await proposes(world, "maya", "Name the flags")
    (first,) = [it for it in world.issues(ENGINE) if it.title == "Compact old blocks"]
    world.person("bartek").review(ENGINE, first.number, "APPROVE")
    await world.cairn.play_until(FRIDAY + DAY / 2)
    assert suggested(world) == ["- ravi: [Name the flags] by maya"]
    world.person("maya").close(ENGINE, second.number)
    await world.cairn.play_until(FRIDAY + DAY)
    assert "to learn from" not in shown(tracking(world))


async def test_who_is_away_gets_no_suggestion(enter: Enter) -> None:
    world = await learning(enter)
    await say(world, "ravi", world.issue_of("ravi"), "/mentor away until 2026-09-06")
    await world.cairn.play_until(FRIDAY + DAY)
    assert suggested(world) == []
    await world.cairn.play_until(MONDAY)
    assert suggested(world) == ["- ravi: [Compact old blocks] by maya"]
    await say(world, "alice", tracking(world), "/mentor pause")
    await world.cairn.play_until(MONDAY + DAY)
    assert suggested(world) == []


async def test_nothing_private_is_suggested_in_public(enter: Enter) -> None:
    world = await learning(enter)
    assert suggested(world) != []
    world.sandbox.set_visibility(ENGINE, private=True)
    await world.cairn.play_until(FRIDAY + DAY)
    assert suggested(world) == []
    world.sandbox.set_visibility(ENGINE, private=False)  # or the judge would mind


async def test_an_organiser_may_leave_the_suggestions_out(enter: Enter) -> None:
    without = STEPS.replace("onboarding:", "dashboard: {suggest_reviews: false}\n    onboarding:")
    world = await learning(enter, without)
    assert suggested(world) == []


async def test_after_a_lost_database_the_same_is_suggested(enter: Enter, tmp_path: Path) -> None:
    world = await learning(enter)
    await proposes(world, "ravi", "Name the flags")
    await world.cairn.play_until(MONDAY)
    before = suggested(world)
    rebuilt = await fork(world, tmp_path / "rebuilt", keep=False)
    await rebuilt.cairn.play_until(MONDAY + DAY)
    again, edits = suggested(rebuilt), [w for w in rebuilt.writes if w.startswith("PATCH")]
    await rebuilt.close()
    assert before == ["- maya: [Name the flags] by ravi", "- ravi: [Compact old blocks] by maya"]
    assert again == before
    assert not [
        write for write in edits if write.endswith(f"{HOME}/issues/{tracking(world).number}")
    ]
