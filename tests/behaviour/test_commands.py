"""Commands as people really type them, and who may give them (rows K1, K2, K4)."""

import pytest

from app.sandbox.http import Request
from tests.behaviour.conftest import Enter
from tests.behaviour.faults import Trouble
from tests.behaviour.files import SMALL, STEPS, cohort, programme
from tests.behaviour.reading import DAY, answers, boxes, reactions, say, shown, ticked
from tests.world import HOME, STARTS


@pytest.mark.parametrize(
    "text",
    [
        "```\n/mentor done chat\n```",
        "    /mentor done chat",
        "`/mentor done chat`",
        "> /mentor done chat",
        "> quoted\n/mentor done chat",
        "<!-- /mentor done chat -->",
        "<!--\n/mentor done chat\n-->",
        "<details>\n/mentor done chat\n</details>",
        "I would say /mentor done chat",
        "/mentorship done chat",
        "/mentor_done chat",
        "- [ ] /mentor done chat",
        "| a |\n|---|\n| /mentor done chat |",
    ],
)
async def test_what_is_no_command_does_nothing(enter: Enter, text: str) -> None:
    world = await enter(SMALL)
    issue = world.issue_of("maya")
    comment = await say(world, "maya", issue, text)
    assert ticked(issue) == []
    assert reactions(comment) == []
    assert answers(world, issue) == []


NO_SUCH = "There is no to-do called"


@pytest.mark.parametrize(
    ("text", "said", "done"),
    [
        ("/mentor done 99", [f'{NO_SUCH} "99" here.', "conduct, chat, hello"], []),
        ("/mentor done", ["Which of them?", "`/mentor done conduct`"], []),
        ("/mentor done caht", ["did you mean `chat`?"], []),
        ("/mentor done chat caht2 hello", ['"caht2"', "taken care of"], ["chat", "hello"]),
        ("/mentor doen chat", ["Did you mean `/mentor done chat`?"], []),
        ("/mentor frobnicate", ["I did not understand that line"], []),
        ("/mentor done @kemal fixes #1", [NO_SUCH], []),
        ("/mentor done <!-- x --> [a](https://evil.example)", [NO_SUCH], []),
        ("/mentor help", ["`/mentor done NAME…`", "`/mentor checklist`", "`/mentor undo`"], []),
        ("/mentor", ["`/mentor done NAME…`"], []),
    ],
)
async def test_an_answer_says_what_to_do(
    enter: Enter, text: str, said: list[str], done: list[str]
) -> None:
    world = await enter(SMALL)
    issue = world.issue_of("maya")
    comment = await say(world, "maya", issue, text)
    assert len(answers(world, issue)) == 1
    for words in said:
        assert words in answers(world, issue)[0]
    assert reactions(comment) == (["+1"] if "NAME" in said[0] else ["confused"])
    assert ticked(issue) == done


@pytest.mark.parametrize(
    ("before", "text", "said"),
    [
        ("done chat", "done caht", "did you mean `chat`? That one is ticked already."),
        ("done conduct", "done caht", "did you mean `chat`?"),
        ("done chat", "todo caht", "did you mean `chat`?"),
        ("done conduct", "todo caht", "did you mean `chat`? That one is open already."),
    ],
)
async def test_a_slip_of_what_is_so_already(
    enter: Enter, before: str, text: str, said: str
) -> None:
    world = await enter(SMALL)
    issue = world.issue_of("maya")
    await say(world, "maya", issue, f"/mentor {before}")
    await say(world, "maya", issue, f"/mentor {text}")
    (answer,) = answers(world, issue)
    assert answer.splitlines()[0] == f'{NO_SUCH} "caht" here; {said}'


async def test_one_comment_gets_one_answer(enter_on_both: Enter) -> None:
    world = await enter_on_both(SMALL)
    issue = world.issue_of("maya")
    text = "/mentor doen chat\n/mentor done 99\n/mentor done hello\n/mentor doen chat"
    await say(world, "maya", issue, text)
    assert len(answers(world, issue)) == 1
    answer = answers(world, issue)[0]
    assert answer.count("Did you mean `/mentor done chat`?") == 1
    assert 'no to-do called "99"' in answer
    assert ticked(issue) == ["hello"]


async def test_an_edit_runs_only_what_is_new(enter: Enter) -> None:
    world = await enter(SMALL)
    issue = world.issue_of("maya")
    comment = await say(world, "maya", issue, "/mentor done chat")
    await say(world, "maya", issue, "/mentor todo chat")
    world.person("maya").edit_comment(comment.id, "/mentor done chat\n/mentor done hello")
    await world.cairn.settle()
    assert ticked(issue) == ["hello"]
    world.person("maya").edit_comment(comment.id, "/mentor done hello\n/mentor done 99")
    await world.cairn.settle()
    assert len(answers(world, issue)) == 1
    world.person("maya").edit_comment(comment.id, "Done 99? /mentor done 99")
    await world.cairn.settle()
    assert len(answers(world, issue)) == 1


async def test_an_edit_runs_with_the_editors_right(enter: Enter) -> None:
    world = await enter(SMALL)
    issue = world.issue_of("maya")
    comment = await say(world, "zoe", issue, "Hello maya")
    world.person("alice").edit_comment(comment.id, "/mentor done chat")
    await world.cairn.settle()
    assert ticked(issue) == ["chat"]


async def test_deleting_takes_nothing_back(enter: Enter) -> None:
    world = await enter(SMALL)
    issue = world.issue_of("maya")
    comment = await say(world, "maya", issue, "/mentor done chat")
    world.person("maya").delete_comment(comment.id)
    await world.cairn.settle()
    assert ticked(issue) == ["chat"]


async def test_a_comment_deleted_before_it_was_read_still_counts(enter: Enter) -> None:
    world = await enter(SMALL)
    issue = world.issue_of("maya")
    comment = world.person("maya").comment(HOME, issue.number, "/mentor done chat")
    world.person("maya").delete_comment(comment.id)
    await world.cairn.settle()
    assert ticked(issue) == ["chat"]


async def test_bots_command_nothing(enter: Enter) -> None:
    world = await enter(SMALL)
    world.sandbox.add_user("helper[bot]", "Bot")
    world.sandbox.set_permission(HOME, "helper[bot]", "admin")
    issue = world.issue_of("maya")
    comment = await say(world, "helper[bot]", issue, "/mentor done chat")
    assert ticked(issue) == []
    assert reactions(comment) == []


@pytest.mark.parametrize(
    ("who", "role", "may"),
    [
        ("bartek", None, True),
        ("kemal", None, True),
        ("alice", None, True),
        ("sam", None, False),
        ("zoe", None, False),
        ("zoe", "triage", False),
        ("zoe", "write", True),
        ("zoe", "maintain", True),
        ("ravi", None, False),
    ],
)
async def test_who_may_tick_for_a_mentee(
    enter: Enter, who: str, role: str | None, may: bool
) -> None:
    world = await enter(programme(cohort("{login: maya}, {login: ravi}", more=STEPS)))
    issue = world.issue_of("maya")
    if role == "triage":
        world.sandbox.set_permission(HOME, who, "triage")
    elif role == "write":
        world.sandbox.set_permission(HOME, who, "write")
    elif role is not None:
        world.sandbox.set_permission(HOME, who, "maintain")
    comment = await say(world, who, issue, "/mentor done chat")
    assert ticked(issue) == (["chat"] if may else [])
    assert reactions(comment) == (["+1"] if may else ["confused"])
    refusal = "These are maya's own first steps, so `/mentor done` works for maya, their mentors"
    assert [text.startswith(refusal) for text in answers(world, issue)] == [True] * (not may)


@pytest.mark.parametrize("text", ["done chat", "checklist"])
async def test_a_mentee_in_anothers_issue_is_sent_to_their_own(
    enter_on_both: Enter, text: str
) -> None:
    world = await enter_on_both(programme(cohort("{login: maya}, {login: ravi}", more=STEPS)))
    await world.cairn.play_until(STARTS + DAY / 2)
    issue, own = world.issue_of("maya"), world.issue_of("ravi")
    await say(world, "ravi", issue, f"/mentor {text}")
    assert f"Your own first steps are in {HOME}#{own.number}:" in answers(world, issue)[0]
    await say(world, "zoe", issue, f"/mentor {text}")
    assert "Your own" not in answers(world, issue)[1]


async def test_of_two_own_issues_that_of_the_same_cohort_is_named(enter: Enter) -> None:
    mentees = "{login: maya}, {login: ravi}"
    winter = cohort("{login: ravi}", id="winter", name="Winter", more=STEPS)
    world = await enter(programme(winter, cohort(mentees, more=STEPS)))
    await world.cairn.play_until(STARTS + DAY / 2)
    issue = world.issue_of("maya")
    own = [i for i in world.issues() if i.title == "Welcome, ravi: your first steps in Autumn"]
    await say(world, "ravi", issue, "/mentor done chat")
    assert f"in {HOME}#{own[0].number}:" in answers(world, issue)[0]


JSON = {"content-type": "application/json; charset=utf-8"}


async def test_a_404_about_a_right_is_a_no(enter: Enter) -> None:
    world = await enter(SMALL)
    world.sandbox.set_permission(HOME, "zoe", "admin")
    world.sandbox.fault = Trouble(404, about_rights, times=99)
    issue = world.issue_of("maya")
    await say(world, "zoe", issue, "/mentor done chat")
    assert ticked(issue) == []
    assert len(answers(world, issue)) == 1


@pytest.mark.parametrize("status", [502, 0])
async def test_no_answer_about_a_right_is_asked_for_again(enter: Enter, status: int) -> None:
    world = await enter(SMALL)
    world.sandbox.set_permission(HOME, "zoe", "admin")
    world.sandbox.fault = Trouble(status, about_rights, times=2)
    issue = world.issue_of("maya")
    world.person("zoe").comment(HOME, issue.number, "/mentor done chat")
    await world.cairn.play_until(world.clock.now + 600)
    assert ticked(issue) == ["chat"]
    assert answers(world, issue) == []


def about_rights(request: Request) -> bool:
    """Whether a request asks what somebody may do."""
    return "/permission" in request.path


async def test_a_right_is_as_it_was_then(enter: Enter) -> None:
    world = await enter(SMALL)
    issue = world.issue_of("maya")
    await say(world, "zoe", issue, "/mentor done chat")
    world.sandbox.set_permission(HOME, "zoe", "admin")
    await say(world, "maya", issue, "/mentor done hello")
    assert ticked(issue) == ["hello"]
    await say(world, "zoe", issue, "/mentor done chat")
    assert ticked(issue) == ["chat", "hello"]


async def test_a_mentee_in_an_issue_of_somebody_else(enter: Enter) -> None:
    """In the task, in an issue of nobody: the mentee's own list is meant."""
    world = await enter(SMALL)
    task = world.sandbox.world.repository("acme/engine").issues[42]
    comment = await say(world, "maya", task, "/mentor done chat")
    assert ticked(world.issue_of("maya")) == ["chat"]
    assert reactions(comment) == ["+1"]
    mine = await say(world, "maya", task, "/mentor checklist")
    assert ticked(mine) == ["chat"]


async def test_on_a_pull_request(enter: Enter) -> None:
    world = await enter(SMALL)
    pull = world.person("maya").open_pull_request("acme/engine", "Compact old blocks")
    comment = await say(world, "maya", pull, "/mentor done chat\n/mentor help")
    assert ticked(world.issue_of("maya")) == ["chat"]
    assert reactions(comment) == ["+1"]
    assert len(answers(world, pull)) == 1


@pytest.mark.parametrize(
    ("who", "text", "said"),
    [
        ("zoe", "/mentor done chat", "works in the issue that it is about"),
        ("bartek", "/mentor done chat", "works in the issue that it is about"),
        ("zoe", "/mentor help", "Here you can write"),
        ("zoe", "/mentor hlep", "Did you mean `/mentor help`?"),
    ],
)
async def test_in_an_issue_that_belongs_to_nobody(
    enter: Enter, who: str, text: str, said: str
) -> None:
    world = await enter(SMALL)
    task = world.sandbox.world.repository("acme/engine").issues[42]
    await say(world, who, task, text)
    assert len(answers(world, task)) == 1
    assert said in answers(world, task)[0]


async def test_in_a_repository_of_no_programme_nothing_is_said(enter: Enter) -> None:
    world = await enter(SMALL)
    before = len(world.sandbox.requests)
    theirs = world.person("zoe").open_issue("acme/support", "A question")
    await say(world, "zoe", theirs, "/mentor help")
    assert len(world.sandbox.requests) == before


async def test_two_cohorts_keep_their_lists_apart(enter: Enter) -> None:
    winter = cohort(id="winter", name="Winter", more=STEPS)
    world = await enter(programme(cohort(more=STEPS), winter))
    issues = [i for i in world.issues() if i.title.startswith("Welcome, maya")]
    await say(world, "maya", issues[0], "/mentor done chat")
    assert [ticked(issue) for issue in issues] == [["chat"], []]
    task = world.sandbox.world.repository("acme/engine").issues[42]
    await say(world, "maya", task, "/mentor done hello")
    assert "works in the issue that it is about" in answers(world, task)[0]


async def test_after_an_outage_old_commands_count_in_silence(enter: Enter) -> None:
    world = await enter(SMALL)
    issue = world.issue_of("maya")
    good = world.person("maya").comment(HOME, issue.number, "/mentor done hello")
    world.person("maya").comment(HOME, issue.number, "/mentor doen chat")
    kept = world.sandbox.take_deliveries()
    world.clock.advance_to(STARTS + 4 * DAY)
    world.sandbox.world.deliveries = kept
    await world.cairn.settle()
    assert ticked(issue) == ["hello"]
    assert reactions(good) == []
    assert answers(world, issue) == []


async def test_no_line_of_ours_would_run_by_mail(enter: Enter) -> None:
    """A reply by mail quotes what it answers; some programs do that without a mark."""
    world = await enter(SMALL)
    issue = world.issue_of("maya")
    await say(world, "maya", issue, "/mentor help")
    quoted = "\n".join([shown(issue), *answers(world, issue)])
    before = boxes(issue)
    comment = await say(world, "maya", issue, quoted)
    assert boxes(issue) == before
    assert reactions(comment) == []
