"""Check runs: what GitHub takes, and what becomes of it."""

from typing import Any

import pytest

from app.sandbox.access import Actor
from app.sandbox.actions import checks
from app.sandbox.github import Sandbox
from app.sandbox.http import Refused
from app.sandbox.state import Issue
from tests.sandbox.client import Client, check_deliveries

RUNS = "/repos/acme/engine/check-runs"
NOTE = {
    "path": "a.txt",
    "start_line": 1,
    "end_line": 1,
    "annotation_level": "failure",
    "message": "No",
}


@pytest.fixture
def pull(sandbox: Sandbox) -> Issue:
    return sandbox.person("maya").open_pull_request("acme/engine", "Work", files={"a.txt": "a\n"})


def output(notes: int, **more: Any) -> dict[str, Any]:
    return {"title": "To mend", "summary": "All", "annotations": [NOTE] * notes, **more}


def begun(cairn: Client, pull: Issue, **fields: Any) -> Any:
    assert pull.pull is not None
    return cairn.send("POST", RUNS, {"name": "Plan", "head_sha": pull.pull.head, **fields})


def test_annotations_come_fifty_at_a_time_and_add_up(cairn: Client, pull: Issue) -> None:
    run = begun(cairn, pull, output=output(50))
    assert (run["status"], run["output"]["annotations_count"]) == ("queued", 50)
    more = {"conclusion": "failure", "output": output(7, title="Still to mend")}
    run = cairn.send("PATCH", f"{RUNS}/{run['id']}", more)
    assert (run["status"], run["output"]["annotations_count"]) == ("completed", 57)
    assert run["output"]["title"] == "Still to mend"


@pytest.mark.parametrize(
    "given",
    [
        {"title": "", "summary": "All"},
        {"title": "To mend", "summary": ""},
        {"title": "To mend", "summary": "All", "annotations": [{**NOTE, "message": ""}]},
    ],
)
def test_what_github_does_not_take(cairn: Client, pull: Issue, given: dict[str, Any]) -> None:
    assert pull.pull is not None
    body = {"name": "Plan", "head_sha": pull.pull.head, "output": given}
    assert cairn("POST", RUNS, body).status == 422


def test_fifty_one_are_too_many(sandbox: Sandbox, cairn: Client, pull: Issue) -> None:
    """The contract does not let such a request pass, so it goes past the checking client."""
    run = begun(cairn, pull)
    repository = sandbox.world.repository("acme/engine")
    its = repository.check_runs[run["id"]]
    actor = Actor(sandbox.world.app.bot, app=True)
    with pytest.raises(Refused, match="No more than 50"):
        checks.update(sandbox.world, actor, repository, its, {"output": output(51)})
    assert its.output == {}


def test_a_check_needs_the_right_to_write_it(
    app: Client, acme: tuple[Sandbox, int], pull: Issue
) -> None:
    reads = app.as_installation(acme[1], permissions={"checks": "read"})
    assert pull.pull is not None
    body = {"name": "Plan", "head_sha": pull.pull.head}
    assert reads("POST", RUNS, body).status == 403


def test_a_push_to_a_branch_moves_its_pull_request(sandbox: Sandbox, cairn: Client) -> None:
    alice = sandbox.person("alice")
    issue = alice.open_pull_request("acme/ui", "Work", from_fork=False)
    assert issue.pull is not None
    check_deliveries(sandbox)
    sha = alice.push_file("acme/ui", "b.txt", "b\n", branch=issue.pull.head_branch)
    assert issue.pull.head == sha
    pushed = ["push", "check_suite.requested"]
    assert check_deliveries(sandbox) == [*pushed, "pull_request.synchronize"]
    names = [it["filename"] for it in cairn.get(f"/repos/acme/ui/pulls/{issue.number}/files")]
    assert names == ["b.txt", "change.txt"]
    assert cairn.get("/repos/acme/ui/contents/b.txt", ref=sha)["path"] == "b.txt"
    alice.close_pull_request("acme/ui", issue.number)
    check_deliveries(sandbox)
    alice.push_file("acme/ui", "c.txt", "c\n", branch=issue.pull.head_branch)
    assert check_deliveries(sandbox) == pushed
    alice.reopen("acme/ui", issue.number)
    told = [it.payload["pull_request"] for it in sandbox.take_deliveries()]
    assert [(it["head"]["sha"] == sha, it["base"]["ref"]) for it in told] == [(False, "main")]
