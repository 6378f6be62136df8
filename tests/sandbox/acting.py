"""A pull request to look at, and people at work on another, so that everything is told once."""

from typing import Any

from app.sandbox.github import Sandbox
from app.sandbox.state import Issue, Pull
from tests.sandbox.client import check_deliveries

ENGINE = "acme/engine"
PULLS = f"/repos/{ENGINE}/pulls"
N = 43  # the first one in the engine


def issue(sandbox: Sandbox) -> Issue:
    return sandbox.world.repository(ENGINE).issues[N]


def pull(sandbox: Sandbox) -> Pull:
    found = issue(sandbox).pull
    assert found is not None
    return found


def told(sandbox: Sandbox, event: str) -> list[dict[str, Any]]:
    """The payloads of that event since the last look, all held against the contract."""
    waiting = list(sandbox.deliveries)
    check_deliveries(sandbox)
    return [it.payload for it in waiting if it.event == event]


def pull_request_at_work(sandbox: Sandbox, from_fork: bool) -> None:
    author = "maya" if from_fork else "kemal"
    him, bartek = sandbox.person(author), sandbox.person("bartek")
    number = him.open_pull_request("acme/engine", "Work", from_fork=from_fork).number
    him.convert_to_draft("acme/engine", number)
    him.ready_for_review("acme/engine", number)
    him.edit_issue("acme/engine", number, body="More")
    bartek.request_review("acme/engine", number, "sam")
    review = bartek.review("acme/engine", number, "APPROVE")
    bartek.dismiss_review("acme/engine", number, review)
    bartek.edit_review("acme/engine", number, review, "Nearly")
    bartek.remove_review_request("acme/engine", number, "sam")
    comment = bartek.review_comment("acme/engine", number, "change.txt", "Here")
    bartek.edit_review_comment(comment, "There")
    bartek.delete_review_comment(him.reply_to_review_comment(comment, "Done"))
    him.push_commits("acme/engine", number)
    him.force_push("acme/engine", number)
    if from_fork:
        bartek.approve_workflows("acme/engine", number)
    him.complete_check("acme/engine", number, "test")
    him.complete_check("acme/engine", number, "DCO", "failure")
    him.comment("acme/engine", number, "There")
    bartek.label("acme/engine", number, "mentee")
    bartek.unlabel("acme/engine", number, "mentee")
    bartek.assign("acme/engine", number, "bartek")
    bartek.lock("acme/engine", number)
    him.close_pull_request("acme/engine", number)
    him.reopen("acme/engine", number)
    bartek.merge("acme/engine", number)
