"""Texts as a person would change them: in a folder, checked before anything is posted with them."""

import re

import pytest
from markdown_it import MarkdownIt

from app.sandbox.state import CheckRun
from app.wiring import kinds
from tests.behaviour.conftest import Enter
from tests.behaviour.files import PUBLIC, SMALL, STEPS, cohort, programme
from tests.behaviour.reading import DAY, answers
from tests.behaviour.test_check_run import check, checks
from tests.behaviour.test_membership import FILE
from tests.world import HOME, World

NUDGE = ".github/mentorship/texts/onboarding/nudge.md"
ERRORS = "The mentorship file needs a look"


async def proposed(world: World, text: str | bytes, path: str = NUDGE) -> CheckRun:
    """The check on a pull request that changes one text and nothing else."""
    alice = world.person("alice")
    pull = alice.open_pull_request(HOME, "Words", files={path: text}, from_fork=False)
    return await check(world, pull)


async def nudged(world: World) -> list[str]:
    """What maya is told when it is quiet."""
    await world.cairn.play_until(world.clock.now + 12 * DAY)
    return answers(world, world.issue_of("maya"))


async def test_a_file_in_the_folder_replaces_the_text_of_its_name(enter: Enter) -> None:
    world = await enter(programme(cohort(more=STEPS), head=PUBLIC))
    world.person("alice").push_file(HOME, NUDGE, "Ahoy {{ mentee }}, all well?\n")
    assert any(said.startswith("Ahoy @maya, all well?") for said in await nudged(world))


async def test_a_good_text_is_shown_as_it_reads(enter_on_both: Enter) -> None:
    world = await enter_on_both(SMALL)
    run = await proposed(world, "Ahoy {{ mentee }}, all well?\n")
    assert (run.name, run.conclusion) == ("Mentorship file", "success")
    assert "`onboarding/nudge` then reads like this" in run.output["summary"]
    assert "```\nAhoy maya, all well?\n```" in run.output["summary"]


async def test_a_text_cannot_look_like_a_part_of_the_check(enter: Enter) -> None:
    world = await enter(SMALL)
    more = SMALL.replace(b"{login: maya}", b"{login: maya}, {login: li}")
    text = "Hi\n\n````\n```\n````\n\n### Approved by the organisers\n"
    pull = world.person("zoe").open_pull_request(HOME, "x", files={FILE: more, NUDGE: text})
    summary = (await check(world, pull)).output["summary"]
    assert summary.index("### Who takes part") < summary.index("reads like this")
    headings = re.findall(r"<h3>(.*)</h3>", MarkdownIt("commonmark").render(summary))
    assert headings == ["Who takes part"]


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("Hello\n{{ mentee }", "2:1", "never ends it"),
        ("Hello\n  {{ mentee | shout }}", "2:15", "shout"),
        ("{% include 'x' %}", "1:4", "include"),
        ("Hello {{ menteee }}", "1:10", "menteee"),
        ("Try this:\n\n/mentor done chat", "1:1", "begins with a command"),
        ("Ask @kemal", "1:1", "would notify @kemal"),
        ("{% if false %}x{% endif %}", "1:1", "comes out empty"),
        ("{% for a in mentee %}{% endfor %}", "1:8", "list"),
        (b"\xff\xfe", "1:1", "not text in UTF-8"),
        ("Hi\n\n</blockquote><b>Approved</b>", "3:1", "has HTML here"),
        ("Hi\n- a <b>b</b>", "2:5", "has HTML here"),
        ("Hi <!-- there", "1:4", "has HTML here"),
        ("{{ '<' }}b>Hi {{ mentee }}", "1:1", "has HTML here"),
    ],
)
async def test_a_mistake_stands_at_its_line(
    enter: Enter, text: str | bytes, place: str, message: str
) -> None:
    world = await enter(SMALL)
    run = await proposed(world, text)
    assert run.conclusion == "failure"
    (note,) = run.output["annotations"]
    where = f"{note['start_line']}:{note.get('start_column', 1)}"
    assert (note["path"], where) == (NUDGE, place)
    assert message in note["message"]


async def test_a_text_that_there_is_not(enter: Enter) -> None:
    world = await enter(SMALL)
    run = await proposed(world, "Hello", ".github/mentorship/texts/onboarding/nugde.md")
    (note,) = run.output["annotations"]
    assert note["message"] == (
        "there is no text called `onboarding/nugde`; did you mean `onboarding/nudge`?"
    )


async def test_texts_about_the_file_itself_stay(enter: Enter) -> None:
    world = await enter(SMALL)
    run = await proposed(world, "Hello", ".github/mentorship/texts/core/check-good.md")
    assert run.conclusion == "failure"


async def test_names_and_files_in_the_programme_file(enter: Enter) -> None:
    world = await enter(SMALL)
    more = "messages: {onboarding/nugde: a.md}\n    "
    bad = programme(cohort(more=more), head=PUBLIC)
    run = await proposed(world, bad, ".github/mentorship.yml")
    (note,) = run.output["annotations"]
    assert "no text called `onboarding/nugde`; did you mean `onboarding/nudge`?" in note["message"]
    bad = programme(cohort(more=more.replace("nugde", "nudge")), head=PUBLIC)
    run = await proposed(world, bad, ".github/mentorship.yml")
    (note,) = run.output["annotations"]
    assert note["path"] == ".github/mentorship.yml"
    assert note["message"] == "there is no file `a.md` in this repository; add it"


async def test_a_file_may_come_in_the_same_change_as_its_name(enter: Enter) -> None:
    world = await enter(SMALL)
    text = programme(cohort(more="messages: {onboarding/nudge: a.md}\n    "), head=PUBLIC)
    files: dict[str, str | bytes | None] = {
        ".github/mentorship.yml": text,
        "a.md": "Ahoy {{ mentee }}",
    }
    pull = world.person("alice").open_pull_request(HOME, "Words", files=files, from_fork=False)
    assert (await check(world, pull)).conclusion == "success"


async def test_what_changes_no_text_gets_no_check(enter: Enter) -> None:
    world = await enter(SMALL)
    world.person("alice").push_file(HOME, NUDGE, "Ahoy {{ mentee }}")
    pull = world.person("alice").open_pull_request(HOME, "Notes", files={"notes.md": "Hello"})
    await world.cairn.settle()
    assert checks(world, pull) == []


async def test_a_mistake_on_the_default_branch_opens_the_issue_and_the_last_good_stays(
    enter: Enter,
) -> None:
    world = await enter(programme(cohort(more=STEPS), head=PUBLIC))
    alice = world.person("alice")
    alice.push_file(HOME, NUDGE, "Ahoy {{ mentee }}, all well?\n")
    await world.cairn.settle()
    alice.push_file(HOME, NUDGE, "Ahoy {{ menteee }}\n")
    await world.cairn.settle()
    (issue,) = [each for each in world.issues() if each.title == ERRORS]
    assert f"`{NUDGE}`, line 1, column 9" in (issue.body or "")
    assert any(said.startswith("Ahoy @maya, all well?") for said in await nudged(world))
    alice.push_file(HOME, NUDGE, "Ahoy {{ mentee }}\n")
    await world.cairn.settle()
    assert issue.state == "closed"


async def test_a_stranger_names_few_texts_of_other_places(enter: Enter) -> None:
    world = await enter(SMALL)
    names = [n for n in kinds().texts.replaceable if n.startswith("onboarding/")][:6]
    more = f"messages: {{{', '.join(f'{name}: {n}.md' for n, name in enumerate(names))}}}\n    "
    files: dict[str, str | bytes | None] = {FILE: programme(cohort(more=more + STEPS))}
    files |= {f"{n}.md": "Hello" for n in range(6)}
    pull = world.person("zoe").open_pull_request(HOME, "Words", files=files)
    run = await check(world, pull)
    (note,) = run.output["annotations"]
    assert note["message"].startswith("there are 6 texts to look at, and Cairn looks at 5 at most")
    assert not any(each.path.endswith("/0.md") for each in world.sandbox.requests)
