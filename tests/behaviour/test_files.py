"""The programme's files: bad, several, private ones; drafts and texts (rows P1 to P3, P6)."""

import pytest

from app.rehearsal import Rehearsal, in_process
from app.sandbox.state import Issue
from app.wiring import service
from tests.behaviour.conftest import Enter
from tests.behaviour.files import SMALL, STEPS, cohort, programme
from tests.behaviour.judge import is_write
from tests.behaviour.reading import DAY, answers, say, shown, ticked
from tests.behaviour.test_membership import FILE, push
from tests.world import API, HOME, STARTS, World, settings

PRIVATE = "acme/mentors"
TITLE = "The mentorship file needs a look"


def report(world: World, repository: str = HOME) -> list[Issue]:
    """The issues about a bad file."""
    return [issue for issue in world.issues(repository) if issue.title == TITLE]


async def test_a_bad_file_opens_one_issue_and_closes_it(enter_on_both: Enter) -> None:
    world = await enter_on_both(SMALL)
    await push(world, SMALL.replace(b"starts:", b"begins:"))
    issue = report(world)[0]
    assert f"- `{FILE}`, line 15, column 5: " in shown(issue)
    assert "the key `begins` is not known here" in shown(issue)
    assert "the last good version stays in force" in shown(issue)
    await push(world, SMALL.replace(b"ends: 2026-11-27", b"ends: 2026-13-27"))
    assert "begins" not in shown(issue)
    assert "2026-13-27" in shown(issue)
    await push(world, SMALL)
    assert issue.state == "closed"
    await push(world, SMALL.replace(b"starts:", b"begins:"))
    assert issue.state == "open"
    assert len(report(world)) == 1
    assert answers(world, issue) == []


async def test_the_last_good_file_stays_in_force(enter: Enter) -> None:
    world = await enter(SMALL)
    issue = world.issue_of("maya")
    await push(world, b"version: 1\n\tnonsense")
    await say(world, "maya", issue, "/mentor done chat")
    assert ticked(issue) == ["chat"]
    await world.close()
    await world.open()
    await world.start()
    await say(world, "maya", issue, "/mentor done hello")
    assert ticked(issue) == ["chat", "hello"]
    assert len(report(world)) == 1


async def test_a_first_file_that_is_bad_says_that_nothing_began(enter: Enter) -> None:
    world = await enter(SMALL.replace(b"starts:", b"begins:"))
    assert "nothing has begun yet" in shown(report(world)[0])
    await push(world, SMALL)
    assert report(world)[0].state == "closed"
    assert world.issue_of("maya").state == "open"


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (b"", "is empty"),
        (b"\n\n# nothing yet\n", "is empty"),
        (bytes(range(256)), "is not text in UTF-8"),
        (b"version: 1\n" + b"# " + b"x" * 70_000, "64 KiB"),
        (b"version: 1\n\ttimezone: UTC\n", "tab"),
        (SMALL + b"version: 1\n", "`version` is here a second time"),
        (SMALL.replace(b"[alice]", b"&who [alice]"), "anchor"),
        (SMALL.replace(b"organisers:", b"organizers:"), "did you mean `organisers`"),
        (SMALL.replace(b"2026-11-27", b"2026-08-27"), "it ends (2026-08-27) before it starts"),
        (SMALL.replace(b"Europe/Berlin", b"Europe/Belin"), "Europe/Berlin"),
        (SMALL.replace(b"acme/engine", b"acme/elsewhere"), "list the repository under `ecosystem`"),
        (b"version: 1\ncohorts: {a: [}\n", ""),
        (b"[" * 5000, ""),
        (b"version: 1\ntimezone: !!python/object:os.system UTC\n", ""),
        (b"- just\n- a list\n", ""),
        (b"just words", ""),
    ],
)
async def test_organisers_see_what_is_wrong(enter: Enter, file: bytes, said: str) -> None:
    world = await enter(file)
    issue = report(world)[0]
    assert said in shown(issue)
    assert f"`{FILE}`, line " in shown(issue)
    assert len(world.issues()) == 1


async def test_all_errors_come_at_once(enter: Enter) -> None:
    bad = SMALL.replace(b"Europe/Berlin", b"Nowhere").replace(b"2026-11-27", b"2026-02-30")
    world = await enter(bad.replace(b"chat:", b"chatt:"))
    assert shown(report(world)[0]).count(f"- `{FILE}`") == 3


async def test_several_files_are_one_programme(enter: Enter) -> None:
    world = await enter(SMALL)
    more = ("cohorts:\n" + cohort("{login: ravi}", id="winter", name="Winter")).encode()
    world.person("alice").push_file(HOME, f"{FILE[:-4]}/winter.yml", more)
    await world.cairn.play_until(STARTS + DAY)
    assert world.issue_of("ravi").milestone is not None
    world.person("alice").push_file(HOME, f"{FILE[:-4]}/winter.yml", more.replace(b"name", b"nam"))
    await world.cairn.settle()
    assert f"`{FILE[:-4]}/winter.yml`, line 3" in shown(report(world)[0])


async def test_the_private_repositorys_cohort_stays_there(enter: Enter) -> None:
    world = await enter(SMALL)
    secret = ("cohorts:\n" + cohort("{login: ravi}", id="quiet", name="Secret")).encode()
    world.person("alice").push_file(PRIVATE, FILE, secret)
    await world.cairn.play_until(STARTS + DAY)
    assert [i.title for i in world.issues() if "Secret" in (i.body or "") + i.title] == []
    assert "Secret" in shown(world.issue_of("ravi", PRIVATE))
    assert not [label for label in world.sandbox.world.repository(HOME).labels if "quiet" in label]


async def test_errors_in_a_private_file_are_told_there_only(enter_on_both: Enter) -> None:
    world = await enter_on_both(SMALL)
    secret = ("cohorts:\n" + cohort("{login: ravi}", id="quiet", name="Secret")).encode()
    world.person("alice").push_file(PRIVATE, FILE, secret.replace(b"starts", b"begins"))
    await world.cairn.settle()
    assert report(world) == []
    assert "begins" in shown(report(world, PRIVATE)[0])
    world.person("alice").push_file(PRIVATE, FILE, secret)
    await world.cairn.settle()
    assert report(world, PRIVATE)[0].state == "closed"


async def test_a_change_elsewhere_in_the_repository_reads_nothing(enter: Enter) -> None:
    world = await enter(SMALL)
    before = len(world.sandbox.requests)
    world.person("alice").push_file(HOME, "README.md", "Hello")
    await world.cairn.settle()
    assert len(world.sandbox.requests) == before


# ---- trying it out -------------------------------------------------------------------------------


async def test_a_draft_writes_nothing(enter: Enter, capsys: pytest.CaptureFixture[str]) -> None:
    world = await enter(programme(cohort(more="draft: true\n    " + STEPS)))
    await world.cairn.play_until(STARTS + 20 * DAY)
    assert [r for r in world.sandbox.requests if is_write(r)] == []
    printed = capsys.readouterr().out
    for artefact in ("Issue", "Milestone", "LabelDefinition"):
        assert f"artefact={artefact}" in printed
    await push(world, SMALL)
    assert world.issue_of("maya").state == "open"


async def test_a_dry_run_writes_nothing(enter: Enter, capsys: pytest.CaptureFixture[str]) -> None:
    world = await enter(SMALL, start=False)
    dry = settings().model_copy(update={"dry_run": True})
    made = service(dry, world.database, in_process(world.sandbox, API), world.clock)
    world.cairn = Rehearsal(world.sandbox, made, world.clock)
    await world.start()
    world.person("bartek").open_pull_request("acme/engine", "Compact old blocks")
    await world.cairn.play_until(STARTS + 5 * DAY)
    assert [r for r in world.sandbox.requests if is_write(r)] == []
    assert "artefact=Issue" in capsys.readouterr().out


# ---- texts that organisers replace ---------------------------------------------------------------

OWN_TEXT = programme(cohort(more="messages: {onboarding/nudge: texts/nudge.md}\n    " + STEPS))


async def nudged(enter: Enter, text: bytes | None) -> list[str]:
    """What maya is told when it is quiet, with that text in the home repository."""
    world = await enter(OWN_TEXT, start=False)
    if text is not None:
        world.person("alice").push_file(HOME, "texts/nudge.md", text)
    await world.start()
    await world.cairn.play_until(STARTS + 9 * DAY)
    return answers(world, world.issue_of("maya"))


async def test_a_text_of_the_organisers_is_used(enter: Enter) -> None:
    said = await nudged(enter, b"Ahoy {{ mentee }}, all well aboard?")
    assert said == ["Ahoy @maya, all well aboard?"]


@pytest.mark.parametrize(
    "text",
    [
        None,
        b"",
        b"{{ nobody_knows }}",
        b"{% if %}",
        b"@acme/everybody hello",
        b"/mentor done chat",
        b"<!-- cairn:end -->",
        b"\xff\xfe",
        b"x" * 70_000,
        b"{% include 'secret' %}",
    ],
)
async def test_a_text_that_fails_gives_way_to_ours(enter: Enter, text: bytes | None) -> None:
    said = await nudged(enter, text)
    assert len(said) == 1
    assert said[0].startswith("@maya, how is it going?")


async def test_a_changed_text_counts_from_then_on(enter: Enter) -> None:
    world = await enter(OWN_TEXT)
    world.person("alice").push_file(HOME, "texts/nudge.md", "Ahoy {{ mentee }}")
    await world.cairn.play_until(STARTS + 9 * DAY)
    assert answers(world, world.issue_of("maya")) == ["Ahoy @maya"]


async def test_an_unknown_variable_in_a_checklist_is_an_error_in_the_file(enter: Enter) -> None:
    steps = "onboarding: {items: [{id: a, text: 'Read {{ links.nothing }}'}]}"
    world = await enter(programme(cohort(more=steps)))
    (issue,) = world.issues()
    assert "links.nothing" in (issue.body or "")
    assert "line " in (issue.body or "")
