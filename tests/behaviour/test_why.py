"""Why is this here? What concerns a cohort, answers, and what is told to nobody."""

from pathlib import Path

import pytest

from app.explaining import explainer
from app.sandbox.explaining import Artefact
from tests.behaviour.conftest import Enter
from tests.behaviour.files import HEAD, SMALL, STEPS, cohort, programme
from tests.behaviour.reading import DAY, corner_of, say
from tests.behaviour.test_check_run import check, propose
from tests.behaviour.test_files import report
from tests.behaviour.test_membership import push
from tests.behaviour.whys import FILE, ISSUE, KOLKATA, lines, of, why
from tests.harness.oracle import fork
from tests.world import HOME, STARTS, opened, sqlite_copy

BERLIN = "(Europe/Berlin, the cohort's)"
PRIVATE = "acme/mentors"


async def test_the_line_to_the_mentors(enter: Enter) -> None:
    world = await enter(SMALL)
    await world.cairn.play_until(STARTS + 20 * DAY)
    corner = corner_of(world)
    found = await why(world, of(corner))
    assert "stand in the private repository" in found.because
    assert lines(found)[1] == f"In the file: private_repository: {PRIVATE} -> {FILE}"
    found = await why(world, of(world.said_in(corner)[0]))
    assert found.because.startswith("maya got a kind reminder")
    assert lines(found)[0] == f"Quiet since: Tue 2026-09-01 09:00 {KOLKATA}"
    assert lines(found)[2:] == [
        f"First steps: maya's issue -> {ISSUE}",
        f"Main mentor: bartek, the first in the list mentors: [bartek, kemal] -> {FILE}",
    ]


# ---- the cohort ----------------------------------------------------------------------------------


async def test_the_page_of_a_cohort_and_its_milestone(enter: Enter) -> None:
    world = await enter(SMALL)
    await world.cairn.play_until(STARTS + DAY)
    tracking = next(issue for issue in world.issues() if issue.title == "Autumn")
    found = await why(world, of(tracking))
    assert "this is the one of **Autumn**" in found.because
    assert lines(found) == [
        f"First day: 2026-09-01 starts: 2026-09-01 -> {FILE}",
        f"Due: Wed 2026-08-26 09:00 {BERLIN} 3 working days before anybody's first day, and one "
        f"day more onboarding: {{opens_before: 3 working days}} -> {FILE}",
        f"Opened: Thu 2026-08-27 08:00 {BERLIN}",
        f"In the file: {{id: autumn, …}} -> {FILE}",
        f"maya: first steps -> {ISSUE}",
    ]
    found = await why(world, Artefact("milestone", HOME, 1))
    assert found.because.startswith("A milestone holds all issues of **Autumn** together")
    assert lines(found) == [
        f"Last day: 2026-11-27 ends: 2026-11-27 -> {FILE}",
        f"Made: Thu 2026-08-27 08:00 {BERLIN}",
        f"In the file: {{id: autumn, …}} -> {FILE}",
    ]


@pytest.mark.parametrize(
    ("name", "because"),
    [
        ("mentorship", "This label marks every issue that Cairn opens"),
        ("onboarding", "This label marks the issues with mentees' first steps"),
        ("cohort: autumn", "This label marks what belongs to **Autumn**"),
    ],
)
async def test_labels(enter: Enter, name: str, because: str) -> None:
    world = await enter(SMALL)
    found = await why(world, Artefact("label", HOME, 0, name=name))
    assert found.because.startswith(because)
    assert lines(found) == [f"In the file: {{id: autumn, …}} -> {FILE}"]


async def test_a_cohort_whose_entry_was_deleted(enter: Enter) -> None:
    world = await enter(SMALL)
    tracking = next(issue for issue in world.issues() if issue.title == "Autumn")
    await push(world, programme(cohort("{login: ravi}", id="winter", name="Winter")))
    found = await why(world, of(tracking))
    assert found.because.startswith("This belongs to a cohort that the programme's file names no")


# ---- answers -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "text", "because"),
    [
        ("maya", "/mentor help", "maya asked what can be written here."),
        (
            "maya",
            "/mentor doen chat",
            "maya wrote a line that begins with `/mentor`, and Cairn did",
        ),
        ("maya", "/mentor done caht", "maya wrote a line that begins with `/mentor`, and not all"),
        ("zoe", "/mentor done chat", "zoe asked for something that others may do here."),
    ],
)
async def test_a_reply_tells_what_it_answers(
    enter: Enter, who: str, text: str, because: str
) -> None:
    world = await enter(SMALL)
    issue = world.issue_of("maya")
    asked = await say(world, who, issue, text)
    found = await why(world, of(world.said_in(issue)[0]))
    assert found.because.startswith(because)
    said = f"{who} wrote “{text}” -> {ISSUE}#issuecomment-{asked.id}"
    assert lines(found)[1] == f"Asked: Thu 2026-08-27 06:03 {said}"


@pytest.mark.parametrize(
    ("text", "content", "because"),
    [
        ("/mentor done chat", "+1", "The thumb says that Cairn has read and done it."),
        ("/mentor done caht", "confused", "something is missing before it can be done"),
    ],
)
async def test_a_reaction(enter: Enter, text: str, content: str, because: str) -> None:
    world = await enter(SMALL)
    asked = await say(world, "maya", world.issue_of("maya"), text)
    found = await why(world, Artefact("reaction", HOME, 2, asked.id, content))
    assert because in found.because
    said = f"maya wrote “{text}” -> {ISSUE}#issuecomment-{asked.id}"
    assert lines(found) == [f"Asked: Thu 2026-08-27 06:03 {said}"]


async def test_an_answer_whose_question_was_deleted(enter: Enter, tmp_path: Path) -> None:
    world = await enter(SMALL)
    issue = world.issue_of("maya")
    asked = await say(world, "maya", issue, "/mentor help")
    world.person("alice").delete_comment(asked.id)
    await world.cairn.settle()
    rebuilt = await fork(world, tmp_path / "rebuilt", keep=False)
    await rebuilt.cairn.settle()
    found = await why(rebuilt, of(rebuilt.said_in(rebuilt.issue_of("maya"))[0]))
    assert [row.what for row in found.rows] == ["Written"]
    await rebuilt.close()


# ---- the file ------------------------------------------------------------------------------------


async def test_the_issue_about_a_bad_file(enter: Enter) -> None:
    world = await enter(SMALL)
    await push(world, SMALL.replace(b"starts:", b"begins:"))
    (issue,) = report(world)
    found = await why(world, of(issue))
    assert found.because.startswith("The programme's file on the default branch could not be read.")
    assert lines(found)[1].startswith("Line 15: ")
    assert "Line 15: the key `begins` is not known here" in " ".join(lines(found))
    assert all(row.address == FILE for row in found.rows[1:])
    await push(world, SMALL)
    found = await why(world, of(issue))
    assert "It is in order again" in found.because
    assert [row.what for row in found.rows] == ["Opened"]


async def test_more_mistakes_than_a_table_takes(enter: Enter) -> None:
    world = await enter(SMALL)
    await push(world, SMALL + b"".join(b"odd%d: 1\n" % n for n in range(7)))
    found = await why(world, of(report(world)[0]))
    assert lines(found)[-1] == "And more: 2 places"


async def test_a_check(enter: Enter, tmp_path: Path) -> None:
    world = await enter(SMALL)
    world.person("alice").push_file(PRIVATE, ".github/mentorship.yml", "people: {li: {name: Li}}")
    await world.cairn.settle()
    run = await check(world, propose(world, SMALL.replace(b"2026-11-27", b"2026-12-04")))
    found = await why(world, of(run, HOME))
    assert found.because.startswith("This commit changes the programme's file.")
    assert lines(found)[1:] == [f"Commit: {run.head[:7]}", "Read: .github/mentorship.yml"]
    rebuilt = await fork(world, tmp_path / "rebuilt", keep=False)
    await rebuilt.cairn.settle()
    assert (await why(rebuilt, of(run, HOME))).because == found.because
    await rebuilt.close()


# ---- what is not told ----------------------------------------------------------------------------


async def test_what_is_not_cairns_has_no_answer(enter: Enter) -> None:
    world = await enter(SMALL)
    theirs = await say(world, "maya", world.issue_of("maya"), "Why?")
    done = await say(world, "maya", world.issue_of("maya"), "/mentor done chat")
    world.person("alice").create_label(HOME, "bug", "ff0000")
    answer = explainer(world.cairn.service)
    for it in (
        of(theirs),
        Artefact("issue", "acme/engine", 42),
        Artefact("issue", "acme/nowhere", 1),
        Artefact("label", HOME, 0, name="bug"),
        Artefact("label", "acme/support", 0, name="stage: storage"),
        Artefact("reaction", HOME, 2, done.id, "confused"),
        Artefact("milestone", HOME, 9),
    ):
        assert await answer(it) is None, it


async def test_an_issue_that_was_opened_twice(tmp_path: Path) -> None:
    async with opened(await sqlite_copy(tmp_path), programme=SMALL) as world:
        await world.start()
        first = world.issue_of("maya")
        second = world.person("cairn[bot]").open_issue(HOME, first.title, first.body or "")
        await world.start()
        assert second.state == "closed"
        found = await why(world, of(second))
        assert found.because.startswith("GitHub did not answer when this was written")


async def test_a_private_place_is_not_told_of_in_public(enter: Enter) -> None:
    world = await enter(SMALL)
    thread = world.person("alice").open_issue(PRIVATE, "Secret plans", "")
    world.sandbox.set_permission(PRIVATE, "maya", "read")
    await say(world, "maya", thread, "/mentor done chat")
    chat = lines(await why(world, of(world.issue_of("maya"))))[-1]
    assert chat == f"chat: Thu 2026-08-27 11:33 {KOLKATA} somewhere private"


async def test_a_zone_that_only_a_private_file_gives_is_not_told_in_public(enter: Enter) -> None:
    public, zones = HEAD.split("people:\n")
    world = await enter(programme(cohort(more=STEPS), head=public), start=False)
    world.person("alice").push_file(PRIVATE, ".github/mentorship.yml", f"people:\n{zones}")
    await world.start()
    await world.cairn.play_until(STARTS + 20 * DAY)
    issue = world.issue_of("maya")
    for it in (of(issue), *map(of, world.said_in(issue))):
        assert all(row.zone is None for row in (await why(world, it)).rows)
    (line,) = [c for i in world.issues(PRIVATE) for c in world.said_in(i)]
    assert (await why(world, of(line))).rows[0].zone == "Asia/Kolkata"
