"""What is suggested next follows from what is there."""

from app.sandbox.github import Sandbox
from app.sandbox.trail import HOME, steps
from tests.sandbox.client import Client, Clock


def done(sandbox: Sandbox) -> list[bool]:
    return [step.done for step in steps(sandbox.world)]


def test_no_tour_before_the_app_said_anything(sandbox: Sandbox) -> None:
    sandbox.person("alice").open_issue(HOME, "Welcome", "@maya")
    assert steps(sandbox.world) == []


def test_each_step_is_done_by_doing_it(cairn: Client, sandbox: Sandbox, clock: Clock) -> None:
    fields = {"title": "Hello", "body": "For @maya\n- [ ] **chat**"}
    number = cairn.send("POST", f"/repos/{HOME}/issues", fields)["number"]
    maya, alice = sandbox.person("maya"), sandbox.person("alice")
    assert done(sandbox) == [False] * 7
    assert steps(sandbox.world)[0].path == (
        f"/{HOME}/issues/{number}?draft=/mentor%20done%20conduct#comment"
    )
    maya.comment(HOME, number, "/mentor done conduct")
    assert done(sandbox) == [True] + [False] * 6
    comment = maya.comment(HOME, number, "/mentor checklist")
    maya.edit_comment(comment.id, "- [ ] **chat**")
    comment = maya.comment(HOME, number, "- [ ] **hello**")
    assert done(sandbox)[1]
    maya.tick_comment(comment.id, "hello")
    assert done(sandbox)[2]
    pull = alice.open_pull_request(HOME, "Plan", from_fork=False)
    assert steps(sandbox.world)[4].path == f"/{HOME}/pull/{pull.number}"
    alice.merge(HOME, pull.number)
    assert done(sandbox) == [True] * 5 + [False] * 2
    clock.now += 20 * 86_400
    sandbox.world.mailbox_read[sandbox.world.user("kemal").id] = clock.now
    assert done(sandbox) == [True] * 7
