"""Pull requests: pushes and force pushes, drafts, what the App does to them, their timelines."""

from collections.abc import Callable

import pytest

from app.sandbox.github import Sandbox
from app.sandbox.http import Refused
from tests.sandbox.acting import ENGINE, PULLS, N, pull, told
from tests.sandbox.client import Client, Clock, check_deliveries


@pytest.fixture(autouse=True)
def _opened(sandbox: Sandbox) -> None:
    """A pull request by Maya, from her fork; she has read access, as everybody."""
    sandbox.person("maya").open_pull_request(ENGINE, "Work", files={"a.txt": "a\n"})
    sandbox.take_deliveries()


def test_a_force_push_replaces_the_commits(sandbox: Sandbox, cairn: Client) -> None:
    maya = sandbox.person("maya")
    maya.push_commits(ENGINE, N, {"b.txt": "b\n"})
    before = pull(sandbox).head
    sandbox.take_deliveries()
    maya.force_push(ENGINE, N, {"c.txt": "c\n"}, "Start again")
    payload = told(sandbox, "pull_request")[0]
    assert (payload["action"], payload["before"]) == ("synchronize", before)
    assert payload["after"] == payload["pull_request"]["head"]["sha"] == pull(sandbox).head
    commits = cairn.get(f"{PULLS}/{N}/commits")
    assert [it["commit"]["message"] for it in commits] == ["Start again"]
    assert [it["filename"] for it in cairn.get(f"{PULLS}/{N}/files")] == ["c.txt"]
    with pytest.raises(Refused, match="403"):
        sandbox.person("ravi").force_push(ENGINE, N)


def test_a_force_push_to_the_repository_itself_says_so(sandbox: Sandbox) -> None:
    kemal = sandbox.person("kemal")
    number = kemal.open_pull_request(ENGINE, "Mine", from_fork=False).number
    sandbox.take_deliveries()
    kemal.force_push(ENGINE, number)
    payload = told(sandbox, "push")[0]
    assert (payload["forced"], payload["created"]) == (True, False)
    assert len(payload["commits"]) == 1


def test_closed_ones_are_not_opened_again_after_a_force_push(sandbox: Sandbox) -> None:
    maya = sandbox.person("maya")
    maya.close_pull_request(ENGINE, N)
    maya.push_commits(ENGINE, N)
    maya.reopen(ENGINE, N)
    maya.close_pull_request(ENGINE, N)
    head = pull(sandbox).head
    maya.force_push(ENGINE, N)
    assert pull(sandbox).head == head
    with pytest.raises(Refused, match="422") as refused:
        maya.reopen(ENGINE, N)
    assert "force-pushed or recreated" in str(refused.value.errors)


def test_drafts(sandbox: Sandbox) -> None:
    ravi = sandbox.person("ravi")
    number = ravi.open_pull_request(ENGINE, "Proof of concept", draft=True).number
    ravi.ready_for_review(ENGINE, number)
    ravi.convert_to_draft(ENGINE, number)
    with pytest.raises(Refused, match="403"):
        sandbox.person("maya").ready_for_review(ENGINE, number)
    ravi.edit_issue(ENGINE, number, title="A better proof")
    payloads = told(sandbox, "pull_request")
    assert [(it["action"], it["pull_request"]["draft"]) for it in payloads] == [
        ("opened", True),
        ("ready_for_review", False),
        ("converted_to_draft", True),
        ("edited", True),
    ]
    assert payloads[3]["changes"]["title"] == {"from": "Proof of concept"}


def test_the_app_labels_and_comments(sandbox: Sandbox, cairn: Client) -> None:
    path = f"/repos/{ENGINE}/issues/{N}"
    cairn.send("POST", f"{path}/labels", {"labels": ["mentee"]})
    cairn.send("POST", f"{path}/comments", {"body": "Welcome"})
    assert check_deliveries(sandbox) == [
        *("label.created", "pull_request.labeled", "issue_comment.created")
    ]
    assert [it["name"] for it in cairn.get(f"{PULLS}/{N}")["labels"]] == ["mentee"]
    assert cairn.get(f"{PULLS}/{N}")["comments"] == 1


def test_a_timeline_tells_all_in_order(sandbox: Sandbox, cairn: Client, clock: Clock) -> None:
    maya, bartek = sandbox.person("maya"), sandbox.person("bartek")
    deeds: list[Callable[[], object]] = [
        lambda: bartek.request_review(ENGINE, N, "kemal"),
        lambda: sandbox.person("kemal").review(ENGINE, N, "REQUEST_CHANGES", "Hm"),
        lambda: maya.comment(ENGINE, N, "Right"),
        lambda: maya.push_commits(ENGINE, N),
        lambda: bartek.dismiss_review(ENGINE, N, pull(sandbox).reviews[0]),
    ]
    for deed in deeds:
        clock.now += 60
        deed()
    timeline = cairn.get(f"/repos/{ENGINE}/issues/{N}/timeline")
    assert [it["event"] for it in timeline] == [
        *("committed", "review_requested", "reviewed", "commented", "committed"),
        "review_dismissed",
    ]
    assert timeline[2]["state"] == "dismissed"
