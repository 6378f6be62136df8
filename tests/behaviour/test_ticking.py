"""Boxes are ticked by command, by hand, by proof (rows O4 and O5)."""

import pytest

from tests.behaviour.conftest import Enter
from tests.behaviour.files import SMALL, STEPS, cohort, programme
from tests.behaviour.reading import DAY, answers, boxes, reactions, remembered, say, shown, ticked
from tests.world import HOME, STARTS


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("/mentor done chat", ["chat"]),
        ("/mentor done chat conduct", ["conduct", "chat"]),
        ("/mentor done chat, and conduct.", ["conduct", "chat"]),
        ("/mentor done 1", ["conduct"]),
        ("/mentor done 1 2 3", ["conduct", "chat", "hello"]),
        ("/Mentor Done CHAT", ["chat"]),
        ("I joined today!\n\n/mentor done chat\n\nThanks", ["chat"]),
        ("/mentor done chat\n/mentor done hello\n/mentor todo chat", ["hello"]),
        ("/mentor done chat\n/mentor undo", []),
        ("/mentor done “chat”", ["chat"]),
    ],
)
async def test_a_mentee_says_what_is_done(enter: Enter, words: str, expected: list[str]) -> None:
    world = await enter(SMALL)
    issue = world.issue_of("maya")
    comment = await say(world, "maya", issue, words)
    assert ticked(issue) == expected
    assert reactions(comment) == ["+1"]
    finished = {"conduct", "chat"} <= set(expected)
    assert len(answers(world, issue)) == finished, "a reaction is enough"


async def test_commands_tick_on_both_databases(enter_on_both: Enter) -> None:
    world = await enter_on_both(SMALL)
    issue = world.issue_of("maya")
    await say(world, "maya", issue, "/mentor done chat")
    await say(world, "bartek", issue, "/mentor done hello")
    world.person("alice").tick(HOME, issue.number, "hello", False)
    await world.cairn.settle()
    assert ticked(issue) == ["chat"]
    asked = await say(world, "maya", issue, "/mentor checklist")
    assert ticked(asked) == ["chat"]
    world.person("maya").tick_comment(asked.id, "conduct")
    await world.cairn.settle()
    assert ticked(issue) == ["conduct", "chat"]
    assert issue.state == "closed"


async def test_a_box_ticked_by_hand_counts(enter: Enter) -> None:
    world = await enter(SMALL)
    issue = world.issue_of("maya")
    world.person("alice").tick(HOME, issue.number, "chat")
    await world.cairn.settle()
    await say(world, "maya", issue, "/mentor done hello")
    assert ticked(issue) == ["chat", "hello"]


async def test_a_hand_and_a_command_at_once_both_count(enter: Enter) -> None:
    world = await enter(SMALL)
    issue = world.issue_of("maya")
    world.person("alice").tick(HOME, issue.number, "chat")
    world.person("maya").comment(HOME, issue.number, "/mentor done hello")
    await world.cairn.settle()
    assert ticked(issue) == ["chat", "hello"]


async def test_the_latest_word_wins(enter: Enter) -> None:
    world = await enter(SMALL)
    issue = world.issue_of("maya")
    await say(world, "maya", issue, "/mentor done chat")
    world.clock.advance_to(world.clock.now + 60)
    world.person("alice").tick(HOME, issue.number, "chat", False)
    await world.cairn.settle()
    assert ticked(issue) == []
    world.clock.advance_to(world.clock.now + 60)
    await say(world, "maya", issue, "/mentor done chat")
    assert ticked(issue) == ["chat"]


async def test_undo_takes_back_only_ones_own_last(enter: Enter) -> None:
    world = await enter(SMALL)
    issue = world.issue_of("maya")
    await say(world, "maya", issue, "/mentor done chat")
    await say(world, "bartek", issue, "/mentor done hello")
    await say(world, "maya", issue, "/mentor undo")
    assert ticked(issue) == ["hello"]
    await say(world, "maya", issue, "/mentor undo")
    assert ticked(issue) == ["hello"]


PROOFS = """\
onboarding:
      items:
        - {id: conduct, text: Read the code of conduct}
        - {id: opened, text: Open a pull request, proof: {pull_request: opened}}
        - {id: merged, text: Have one merged, proof: {pull_request: merged}}
        - {id: dco, text: Sign off, proof: {check: DCO}}
        - {id: asked, text: Ask a question in your task, proof: {comment: task}}
        - {id: claimed, text: Get it assigned, proof: {assigned: task}}
        - {id: greeted, text: Say hello there, proof: {comment: "acme/ui#7"}}
"""
WITH_PROOFS = programme(cohort('{login: maya, tasks: ["acme/engine#42"]}', more=PROOFS))


async def test_a_pull_request_is_its_own_proof(enter_on_both: Enter) -> None:
    world = await enter_on_both(WITH_PROOFS)
    issue = world.issue_of("maya")
    pull = world.person("maya").open_pull_request("acme/engine", "Compact old blocks")
    await world.cairn.settle()
    assert ticked(issue) == ["opened"]
    assert f"https://github.test/acme/engine/pull/{pull.number}" in shown(issue)
    world.person("bartek").merge("acme/engine", pull.number)
    await world.cairn.settle()
    assert ticked(issue) == ["opened", "merged"]


async def test_a_repository_made_private_is_shown_no_longer(enter: Enter) -> None:
    """Neither on the page nor in its marker; once it is public, it may be shown again (R5)."""
    world = await enter(WITH_PROOFS)
    issue = world.issue_of("maya")
    pull = world.person("maya").open_pull_request("acme/engine", "Compact old blocks")
    world.person("bartek").complete_check("acme/engine", pull.number, "DCO")
    await world.cairn.settle()
    before = shown(issue)
    assert "https://github.test/acme/engine" in before
    world.sandbox.set_visibility("acme/engine", private=True)
    await world.cairn.settle()
    assert "https://github.test/acme/engine" not in shown(issue)
    assert not any("engine" in str(each) for each in remembered(issue.body))
    assert ticked(issue) == ["opened", "dco"]
    world.sandbox.set_visibility("acme/engine", private=False)
    await world.cairn.settle()
    assert shown(issue) == before


@pytest.mark.parametrize("check_first", [False, True])
async def test_a_check_on_a_fork_is_found_by_its_commit(enter: Enter, check_first: bool) -> None:
    world = await enter(WITH_PROOFS)
    issue = world.issue_of("maya")
    pull = world.person("maya").open_pull_request("acme/engine", "Compact old blocks")
    world.person("bartek").complete_check("acme/engine", pull.number, "DCO")
    if check_first:
        world.sandbox.world.deliveries.reverse()
    await world.cairn.settle()
    assert ticked(issue) == ["opened", "dco"]


@pytest.mark.parametrize(("name", "conclusion"), [("DCO", "failure"), ("build", "success")])
async def test_other_checks_prove_nothing(enter: Enter, name: str, conclusion: str) -> None:
    world = await enter(WITH_PROOFS)
    pull = world.person("maya").open_pull_request("acme/engine", "Compact old blocks")
    world.person("bartek").complete_check("acme/engine", pull.number, name, conclusion)
    await world.cairn.settle()
    assert ticked(world.issue_of("maya")) == ["opened"]


async def test_comments_and_assignments_are_proofs(enter: Enter) -> None:
    world = await enter(WITH_PROOFS)
    issue = world.issue_of("maya")
    world.person("zoe").comment("acme/engine", 42, "I am not maya")
    world.person("maya").comment("acme/engine", 42, "Which blocks are old?")
    await world.cairn.settle()
    assert ticked(issue) == ["asked"]
    world.person("bartek").assign("acme/engine", 42, "maya")
    await world.cairn.settle()
    assert ticked(issue) == ["asked", "claimed"]


async def test_a_proof_may_be_anywhere_within_reach(enter: Enter) -> None:
    world = await enter(WITH_PROOFS)
    world.person("maya").comment("acme/ui", 7, "Hello!")
    await world.cairn.settle()
    assert ticked(world.issue_of("maya")) == ["greeted"]


async def test_proofs_from_before_the_app_came_are_found(enter: Enter) -> None:
    world = await enter(WITH_PROOFS, start=False)
    world.person("maya").comment("acme/engine", 42, "Which blocks are old?")
    pull = world.person("maya").open_pull_request("acme/engine", "Compact old blocks")
    world.person("bartek").merge("acme/engine", pull.number)
    world.sandbox.take_deliveries()
    await world.start()
    assert ticked(world.issue_of("maya")) == ["opened", "merged", "asked"]


async def test_a_pull_request_by_somebody_else_or_elsewhere_proves_nothing(enter: Enter) -> None:
    world = await enter(WITH_PROOFS)
    world.person("zoe").open_pull_request("acme/engine", "Not by maya")
    world.person("maya").open_pull_request("acme/support", "Not tracked")
    await world.cairn.settle()
    assert ticked(world.issue_of("maya")) == []


async def test_a_proof_can_be_taken_back_by_a_person(enter: Enter) -> None:
    world = await enter(WITH_PROOFS)
    issue = world.issue_of("maya")
    world.person("maya").open_pull_request("acme/engine", "Compact old blocks")
    await world.cairn.settle()
    world.clock.advance_to(world.clock.now + 60)
    await say(world, "maya", issue, "/mentor todo opened")
    assert ticked(issue) == []


async def test_all_required_done_congratulates_and_closes(enter_on_both: Enter) -> None:
    world = await enter_on_both(SMALL)
    issue = world.issue_of("maya")
    await say(world, "maya", issue, "/mentor done conduct chat")
    assert len(answers(world, issue)) == 1
    assert answers(world, issue)[0].startswith("All done, @maya")
    assert issue.state == "closed"
    assert boxes(issue)["hello"] is False, "optional"
    await world.cairn.play_until(STARTS + 10 * DAY)
    assert len(answers(world, issue)) == 1, "no nudge after the end"
    tracking = next(i for i in world.issues() if i.title == "Autumn")
    assert "- maya: has settled in" in shown(tracking)


async def test_mentors_own_part_is_not_waited_for(enter: Enter) -> None:
    world = await enter()
    issue = world.issue_of("maya")
    await say(world, "maya", issue, "/mentor done 1 2 4 5 6 7 8 9")
    assert issue.state == "closed"
    assert "channel" not in ticked(issue)


async def test_an_added_step_reopens_nothing_that_people_closed(enter: Enter) -> None:
    world = await enter(SMALL)
    issue = world.issue_of("maya")
    await say(world, "maya", issue, "/mentor done conduct chat")
    file = programme(cohort(more=STEPS + "        - {id: late, text: One more}\n"))
    world.person("alice").push_file(HOME, ".github/mentorship.yml", file)
    await world.cairn.settle()
    assert boxes(issue) == {"conduct": True, "chat": True, "hello": False, "late": False}
    assert len(answers(world, issue)) == 1
