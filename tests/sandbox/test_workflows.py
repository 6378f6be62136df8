"""GitHub Actions, other Apps' checks and the App's own: suites, and who has to approve them."""

from typing import Any

import pytest

from app.sandbox.github import Sandbox
from app.sandbox.http import Refused
from app.sandbox.state import Issue
from tests.sandbox.client import Client, check_deliveries

ENGINE = "acme/engine"


@pytest.fixture(autouse=True)
def _workflows(sandbox: Sandbox) -> None:
    sandbox.set_workflows(ENGINE, "build", "test")
    sandbox.take_deliveries()


def opened(sandbox: Sandbox, login: str = "maya", **more: Any) -> Issue:
    return sandbox.person(login).open_pull_request(ENGINE, "Work", **more)


def suites(cairn: Client, issue: Issue) -> list[tuple[str, str, str | None]]:
    """The suites on the newest commit: whose, status, conclusion."""
    assert issue.pull is not None
    path = f"/repos/{ENGINE}/commits/{issue.pull.head}/check-suites"
    found = cairn.get(path)["check_suites"]
    return [(it["app"]["slug"], it["status"], it["conclusion"]) for it in found]


WAITS = [("github-actions", "completed", "action_required")]
RUNS = [("github-actions", "in_progress", None)]


def test_a_first_contribution_waits_for_approve_and_run(sandbox: Sandbox, cairn: Client) -> None:
    issue = opened(sandbox)
    payload = next(it.payload for it in sandbox.deliveries if it.event == "check_suite")
    assert check_deliveries(sandbox) == ["pull_request.opened", "check_suite.completed"]
    assert payload["check_suite"]["conclusion"] == "action_required"
    assert payload["check_suite"]["pull_requests"] == []
    assert payload["check_suite"]["head_branch"] is None
    assert payload["check_suite"]["latest_check_runs_count"] == 0
    assert suites(cairn, issue) == WAITS
    with pytest.raises(Refused, match="409"):
        sandbox.person("bartek").complete_check(ENGINE, issue.number, "test")
    sandbox.person("bartek").approve_workflows(ENGINE, issue.number)
    assert check_deliveries(sandbox) == ["check_run.created"] * 2
    assert suites(cairn, issue) == RUNS
    sandbox.person("bartek").complete_check(ENGINE, issue.number, "test")
    assert suites(cairn, issue) == RUNS
    sandbox.person("bartek").complete_check(ENGINE, issue.number, "build", "failure")
    told = ["check_run.completed", "check_run.completed", "check_suite.completed"]
    assert check_deliveries(sandbox) == told
    assert suites(cairn, issue) == [("github-actions", "completed", "failure")]


def test_approving_is_for_one_commit(sandbox: Sandbox, cairn: Client) -> None:
    issue, bartek = opened(sandbox), sandbox.person("bartek")
    bartek.approve_workflows(ENGINE, issue.number)
    with pytest.raises(Refused, match="409"):
        bartek.approve_workflows(ENGINE, issue.number)
    sandbox.person("maya").push_commits(ENGINE, issue.number)
    assert suites(cairn, issue) == WAITS
    sandbox.person("maya").force_push(ENGINE, issue.number)
    assert suites(cairn, issue) == WAITS


def test_after_the_first_merge_nobody_has_to_approve(sandbox: Sandbox, cairn: Client) -> None:
    first, second = opened(sandbox), opened(sandbox)
    sandbox.person("bartek").merge(ENGINE, first.number)
    assert suites(cairn, second) == WAITS
    sandbox.person("maya").push_commits(ENGINE, second.number)
    assert suites(cairn, second) == RUNS


@pytest.mark.parametrize("from_fork", [True, False])
def test_who_may_write_needs_no_approval(sandbox: Sandbox, cairn: Client, from_fork: bool) -> None:
    issue = opened(sandbox, "kemal", from_fork=from_fork)
    own = [] if from_fork else [("cairn", "queued", None)]
    assert suites(cairn, issue) == own + RUNS


def test_branches_of_the_repository_need_none_whoever_opened_them(
    sandbox: Sandbox, cairn: Client
) -> None:
    issue = opened(sandbox, "kemal", from_fork=False)
    sandbox.set_permission(ENGINE, "kemal", "none")
    sandbox.person("alice").push_commits(ENGINE, issue.number)
    assert suites(cairn, issue) == [("cairn", "queued", None), *RUNS]


def test_a_newcomers_push_to_somebody_elses_waits(sandbox: Sandbox, cairn: Client) -> None:
    issue = opened(sandbox, "kemal")
    sandbox.set_permission("kemal/engine", "zoe", "write")
    sandbox.person("zoe").push_commits(ENGINE, issue.number)
    assert suites(cairn, issue) == WAITS


def test_a_commit_has_its_turn_once(sandbox: Sandbox, cairn: Client) -> None:
    issue, kemal = opened(sandbox, "kemal"), sandbox.person("kemal")
    check_deliveries(sandbox)
    kemal.close_pull_request(ENGINE, issue.number)
    kemal.reopen(ENGINE, issue.number)
    assert check_deliveries(sandbox) == ["pull_request.closed", "pull_request.reopened"]
    kemal.close_pull_request(ENGINE, issue.number)
    kemal.push_commits(ENGINE, issue.number)
    assert suites(cairn, issue) == []
    kemal.reopen(ENGINE, issue.number)
    assert suites(cairn, issue) == RUNS


def test_other_apps_do_not_wait(sandbox: Sandbox, cairn: Client) -> None:
    issue = opened(sandbox)
    sandbox.person("maya").complete_check(ENGINE, issue.number, "DCO")
    assert suites(cairn, issue) == [*WAITS, ("dco", "completed", "success")]


def test_suites_can_be_asked_for_by_app_and_name(sandbox: Sandbox, cairn: Client) -> None:
    issue = opened(sandbox)
    assert issue.pull is not None
    sandbox.person("maya").complete_check(ENGINE, issue.number, "DCO")
    path = f"/repos/{ENGINE}/commits/{issue.pull.head}"
    for query, count in (({"app_id": 15368}, 1), ({"check_name": "DCO"}, 1), ({}, 2)):
        assert cairn.get(f"{path}/check-suites", **query)["total_count"] == count
    assert cairn.get(f"{path}/check-runs", app_id=15368)["total_count"] == 0


def test_the_app_is_asked_for_its_checks_after_a_push(sandbox: Sandbox, cairn: Client) -> None:
    sha = sandbox.person("alice").push_file("acme/ui", "a.txt", "a\n")
    payload = next(it.payload for it in sandbox.deliveries if it.event == "check_suite")
    assert check_deliveries(sandbox) == ["push", "check_suite.requested"]
    its = payload["check_suite"]
    assert (its["app"]["slug"], its["status"], its["conclusion"]) == ("cairn", "queued", None)
    body = {"name": "Programme file", "head_sha": sha, "conclusion": "success"}
    run = cairn.send("POST", "/repos/acme/ui/check-runs", body)
    assert run["check_suite"]["id"] == its["id"]


def test_an_app_that_may_not_write_checks_is_not_asked(
    sandbox: Sandbox, acme: tuple[Sandbox, int]
) -> None:
    sandbox.world.installations[acme[1]].permissions["checks"] = "read"
    sandbox.person("alice").push_file("acme/ui", "a.txt", "a\n")
    assert check_deliveries(sandbox) == ["push"]


def test_closed_pull_requests_are_not_named_by_checks(sandbox: Sandbox) -> None:
    issue, kemal = opened(sandbox, "kemal", from_fork=False), sandbox.person("kemal")
    kemal.close_pull_request(ENGINE, issue.number)
    sandbox.take_deliveries()
    kemal.complete_check(ENGINE, issue.number, "test")
    told = sandbox.take_deliveries()[0].payload
    assert told["check_run"]["pull_requests"] == []
