"""Every operation and every webhook of the sandbox is as GitHub's own description has it."""

import base64

import pytest

from app.sandbox.github import Sandbox
from app.sandbox.rest.routes import ROUTES
from app.sandbox.world import Sent
from tests.sandbox.acting import pull_request_at_work
from tests.sandbox.client import Client, check_deliveries, contract

ENGINE = "/repos/acme/engine"
TOLD = {
    "issues": (
        *("opened", "edited", "labeled", "unlabeled", "assigned", "unassigned", "locked"),
        *("unlocked", "closed", "reopened", "transferred", "deleted"),
    ),
    "issue_comment": ("created", "edited", "deleted"),
    "pull_request": (
        *("opened", "edited", "labeled", "unlabeled", "assigned", "locked", "closed", "reopened"),
        *("synchronize", "converted_to_draft", "ready_for_review"),
        *("review_requested", "review_request_removed"),
    ),
    "pull_request_review": ("submitted", "edited", "dismissed"),
    "pull_request_review_comment": ("created", "edited", "deleted"),
    "check_run": ("created", "completed"),
    "check_suite": ("requested", "completed"),
    "label": ("created",),
    "installation": ("created", "suspend", "unsuspend", "deleted"),
    "installation_repositories": ("added", "removed"),
    "repository": ("privatized", "publicized", "renamed", "deleted"),
}
MARKDOWN = "- [ ] **chat** an account\n- [x] **hello**\n"


def test_every_operation_is_in_the_description() -> None:
    unknown = {(it.method, it.template) for it in ROUTES} - contract().operations
    assert not unknown


def test_every_operation_answers_as_described(
    app: Client, cairn: Client, sandbox: Sandbox, acme: tuple[Sandbox, int]
) -> None:
    app_itself(app, sandbox, acme[1])
    repositories_and_people(cairn, sandbox, acme[1])
    number = issues(cairn)
    comments_and_reactions(cairn, number)
    labels_and_milestones(cairn, number)
    contents(app, sandbox)
    pull_requests_and_checks(cairn, sandbox)
    untested = {(it.method, it.template) for it in ROUTES} - app.seen
    assert not untested
    check_deliveries(sandbox)


def app_itself(app: Client, sandbox: Sandbox, installation: int) -> None:
    assert app.get("/app")["slug"] == "cairn"
    assert [it["id"] for it in app.get("/app/installations")] == [installation]
    assert app.get(f"/app/installations/{installation}")["account"]["login"] == "acme"
    assert app.get(f"{ENGINE}/installation")["id"] == installation
    sandbox.person("zoe").comment("acme/engine", 42, "Hello")
    told = sandbox.take_deliveries()[0]
    sandbox.world.sent.append(Sent(77, told, told.at, 0.1, 500, "Invalid HTTP Response: 500"))
    assert [it["guid"] for it in app.get("/app/hook/deliveries")] == [told.id]
    assert app.get("/app/hook/deliveries/77")["request"]["payload"] == told.payload
    app.send("POST", "/app/hook/deliveries/77/attempts")
    assert [it.id for it in sandbox.take_deliveries()] == [told.id]


def repositories_and_people(cairn: Client, sandbox: Sandbox, installation: int) -> None:
    sandbox.add_team("acme", "Mentors", ["bartek"], {"acme/ui": "maintain"})
    sandbox.world.installations[installation].permissions["members"] = "read"
    members = Client(sandbox, cairn.clock).as_installation(installation)
    members.seen = cairn.seen
    assert members("GET", "/orgs/acme/members/sam").status == 204
    assert members("GET", "/orgs/acme/members/zoe").status == 404
    assert [it["login"] for it in members.get("/orgs/acme/teams/mentors/members")] == ["bartek"]
    assert members.get("/orgs/acme/teams/mentors/memberships/bartek")["state"] == "active"
    assert members("GET", "/orgs/acme/teams/mentors/memberships/sam").status == 404
    assert members("GET", "/orgs/acme/teams/nobody/members").status == 404
    assert len(cairn.get("/installation/repositories")["repositories"]) == 5
    assert cairn.get(ENGINE)["full_name"] == "acme/engine"
    assert cairn("GET", f"{ENGINE}/collaborators/bartek").status == 204
    assert cairn("GET", f"{ENGINE}/collaborators/zoe").status == 404
    assert cairn.get("/repos/acme/ui/collaborators/bartek/permission")["role_name"] == "maintain"
    assert cairn.get("/users/maya")["name"] == "Maya"
    assert cairn("GET", "/users/nobody").status == 404
    assert cairn.get("/rate_limit")["rate"]["limit"] == 5000
    cairn.get("/meta")


def issues(cairn: Client) -> int:
    body = {"title": "Welcome, Maya", "body": MARKDOWN, "labels": ["mentee"]}
    made = cairn.send("POST", f"{ENGINE}/issues", body | {"assignees": ["bartek", "zoe"]})
    assert [it["login"] for it in made["assignees"]] == ["bartek"]
    assert made["performed_via_github_app"]["slug"] == "cairn"
    assert made["user"]["login"] == "cairn[bot]"
    one = f"{ENGINE}/issues/{made['number']}"
    assert cairn.get(one) == made
    changed = cairn.send("PATCH", one, {"title": "Welcome", "state": "closed"})
    assert (changed["title"], changed["state_reason"]) == ("Welcome", "completed")
    cairn.send("PATCH", one, {"state": "open", "labels": [], "assignees": []})
    assert [it["number"] for it in cairn.get(f"{ENGINE}/issues")] == [made["number"], 42]
    week = cairn.send("POST", f"{ENGINE}/issues", {"title": "Week 1"})
    cairn.send("POST", f"{one}/sub_issues", {"sub_issue_id": week["id"]})
    assert [it["number"] for it in cairn.get(f"{one}/sub_issues")] == [week["number"]]
    assert cairn.get(one)["sub_issues_summary"]["total"] == 1
    assert "renamed" in [it["event"] for it in cairn.get(f"{one}/events")]
    assert cairn.get("/search/issues", q="repo:acme/engine is:issue author:cairn[bot]")["items"]
    assert cairn("PUT", f"{ENGINE}/issues/{week['number']}/lock").status == 204
    number: int = made["number"]
    return number


def comments_and_reactions(cairn: Client, number: int) -> None:
    one = f"{ENGINE}/issues/{number}"
    made = cairn.send("POST", f"{one}/comments", {"body": "Hello"})
    comment = f"{ENGINE}/issues/comments/{made['id']}"
    assert cairn.get(comment) == made
    assert cairn.send("PATCH", comment, {"body": "Hello!"})["body"] == "Hello!"
    assert len(cairn.get(f"{one}/comments")) == 1
    assert len(cairn.get(f"{ENGINE}/issues/comments", sort="updated")) == 2
    assert "commented" in [it["event"] for it in cairn.get(f"{one}/timeline")]
    for target in (one, comment):
        assert cairn("POST", f"{target}/reactions", {"content": "+1"}).status == 201
        assert cairn("POST", f"{target}/reactions", {"content": "+1"}).status == 200
    assert len(cairn.get(f"{comment}/reactions")) == 1
    assert cairn.get(one)["reactions"]["total_count"] == 1
    assert cairn.get(comment)["reactions"]["+1"] == 1
    assert cairn("DELETE", comment).status == 204
    assert cairn("GET", comment).status == 404


def labels_and_milestones(cairn: Client, number: int) -> None:
    label = {"name": "mentee: waiting", "color": "fbca04", "description": "Waits for a review"}
    cairn.send("POST", f"{ENGINE}/labels", label)
    again = cairn("POST", f"{ENGINE}/labels", label)
    assert (again.status, again.json()["errors"][0]["code"]) == (422, "already_exists")
    one = f"{ENGINE}/labels/mentee%3A%20waiting"
    assert cairn.get(one)["color"] == "fbca04"
    assert cairn.send("PATCH", one, {"color": "c2e0c6"})["color"] == "c2e0c6"
    assert len(cairn.get(f"{ENGINE}/labels")) == 2
    its = f"{ENGINE}/issues/{number}/labels"
    assert len(cairn.send("POST", its, {"labels": ["mentee: waiting"]})) == 1
    assert len(cairn.send("PUT", its, {"labels": ["mentee", "mentee: waiting"]})) == 2
    assert len(cairn.send("DELETE", f"{its}/mentee%3A%20waiting")) == 1
    assert [it["name"] for it in cairn.get(its)] == ["mentee"]
    assignees = f"{ENGINE}/issues/{number}/assignees"
    assert len(cairn.send("POST", assignees, {"assignees": ["kemal"]})["assignees"]) == 1
    assert cairn.send("DELETE", assignees, {"assignees": ["kemal"]})["assignees"] == []
    made = cairn.send(
        "POST", f"{ENGINE}/milestones", {"title": "Autumn", "due_on": "2026-11-27T23:00:00+01:00"}
    )
    assert made["due_on"] == "2026-11-27T22:00:00Z"
    assert cairn("POST", f"{ENGINE}/milestones", {"title": "Autumn"}).status == 422
    cairn.send("PATCH", f"{ENGINE}/issues/{number}", {"milestone": made["number"]})
    assert cairn.get(f"{ENGINE}/milestones")[0]["open_issues"] == 1
    changed = {"description": "Until November", "state": "closed"}
    cairn.send("PATCH", f"{ENGINE}/milestones/{made['number']}", changed)
    assert cairn.get(f"{ENGINE}/milestones") == []


def contents(app: Client, sandbox: Sandbox) -> None:
    installation = sandbox.install("acme", ["acme/mentorship"], {"contents": "write"})
    cairn = app.as_installation(installation)
    home = "/repos/acme/mentorship"
    file = cairn.get(f"{home}/contents/.github/mentorship.yml")
    assert base64.b64decode(file["content"]).startswith(b"# .github/mentorship.yml")
    rows = cairn.get(f"{home}/contents/.github")
    assert [(it["type"], it["path"]) for it in rows] == [("file", ".github/mentorship.yml")]
    put = {"message": "Add", "content": base64.b64encode(b"hello").decode()}
    new = f"{home}/contents/summaries/1.md"
    made = cairn("PUT", new, put)
    assert made.status == 201
    assert cairn("PUT", new, put).status == 422
    assert cairn("PUT", new, {**put, "sha": "0" * 40}).status == 409
    sha = made.json()["content"]["sha"]
    assert cairn("PUT", new, {**put, "sha": sha}).status == 200
    assert cairn.get(f"{home}/git/ref/heads/main")["object"]["type"] == "commit"
    assert cairn("GET", f"{home}/contents/nothing").status == 404
    sandbox.uninstall(installation)


def pull_requests_and_checks(cairn: Client, sandbox: Sandbox) -> None:
    maya, bartek = sandbox.person("maya"), sandbox.person("bartek")
    issue = maya.open_pull_request("acme/engine", "Log candidates", "Fixes #42", draft=True)
    number = issue.number
    one = f"{ENGINE}/pulls/{number}"
    assert cairn.get(one)["draft"] is True
    maya.ready_for_review("acme/engine", number)
    bartek.review("acme/engine", number, "REQUEST_CHANGES", "A test, please")
    bartek.review_comment("acme/engine", number, "change.txt", "Here")
    maya.push_commits("acme/engine", number, {"test.txt": "ok\n"})
    bartek.request_review("acme/engine", number, "kemal")
    review = bartek.review("acme/engine", number, "APPROVE")
    bartek.dismiss_review("acme/engine", number, review, "A test is missing")
    told = [it["event"] for it in cairn.get(f"{ENGINE}/issues/{number}/timeline")]
    assert {"committed", "reviewed", "review_requested", "review_dismissed"} <= set(told)
    assert [it["number"] for it in cairn.get(f"{ENGINE}/pulls")] == [number]
    files = cairn.get(f"{one}/files")
    assert [it["filename"] for it in files] == ["change.txt", "test.txt"]
    assert len(cairn.get(f"{one}/commits")) == 2
    states = [it["state"] for it in cairn.get(f"{one}/reviews")]
    assert states == ["CHANGES_REQUESTED", "COMMENTED", "DISMISSED"]
    assert len(cairn.get(f"{one}/comments")) == 1
    assert len(cairn.get(f"{ENGINE}/pulls/comments")) == 1
    reviewers = f"{one}/requested_reviewers"
    assert [it["login"] for it in cairn.get(reviewers)["users"]] == ["kemal"]
    cairn.send("POST", reviewers, {"reviewers": ["sam"]})
    cairn.send("POST", f"{one}/reviews", {"event": "COMMENT", "body": "Well done"})
    head = cairn.get(one)["head"]["sha"]
    maya_checks(cairn, sandbox, number, head)
    branch = bartek.open_pull_request("acme/engine", "Fix", from_fork=False)
    assert branch.pull
    bartek.close_pull_request("acme/engine", branch.number)
    fields = {"title": "Fix again", "head": branch.pull.head_branch, "base": "main"}
    cairn.send("POST", f"{ENGINE}/pulls", fields)
    bartek.merge("acme/engine", number)
    assert cairn.get(one)["merged_by"]["login"] == "bartek"


def maya_checks(cairn: Client, sandbox: Sandbox, number: int, head: str) -> None:
    sandbox.person("maya").complete_check("acme/engine", number, "DCO")
    body = {
        "name": "Programme file",
        "head_sha": head,
        "status": "in_progress",
        "output": {"title": "Fine", "summary": "Nothing to do"},
    }
    run = cairn.send("POST", f"{ENGINE}/check-runs", body)
    cairn.send("PATCH", f"{ENGINE}/check-runs/{run['id']}", {"conclusion": "success"})
    runs = cairn.get(f"{ENGINE}/commits/{head}/check-runs")["check_runs"]
    assert [(it["name"], it["conclusion"]) for it in runs] == [
        ("DCO", "success"),
        ("Programme file", "success"),
    ]
    assert runs[0]["pull_requests"] == []  # a fork's
    assert cairn.get(f"{ENGINE}/commits/{head}/check-suites")["total_count"] == 2
    assert cairn.get(f"{ENGINE}/commits/{head}/status")["state"] == "pending"
    assert len(cairn.get(f"{ENGINE}/commits/{head}/pulls")) == 1


def people_at_work(sandbox: Sandbox) -> None:
    alice, maya, bartek = (sandbox.person(it) for it in ("alice", "maya", "bartek"))
    issue = maya.open_issue("acme/engine", "A question", MARKDOWN)
    number = issue.number
    maya.edit_issue("acme/engine", number, "Question", "Another text")
    comment = maya.comment("acme/engine", number, MARKDOWN)
    maya.tick_comment(comment.id, "chat")
    maya.delete_comment(comment.id)
    bartek.label("acme/engine", number, "senior-help-sessions")
    bartek.unlabel("acme/engine", number, "senior-help-sessions")
    bartek.assign("acme/engine", number, "bartek")
    bartek.unassign("acme/engine", number, "bartek")
    bartek.lock("acme/engine", number)
    bartek.unlock("acme/engine", number)
    maya.close("acme/engine", number)
    maya.reopen("acme/engine", number)
    alice.transfer_issue("acme/engine", number, "acme/ui")
    alice.delete_issue("acme/engine", 42)
    alice.push_file("acme/engine", "docs/a.md", "a\n")
    alice.delete_file("acme/engine", "docs/a.md")


def owners_at_work(sandbox: Sandbox, installation: int) -> None:
    sandbox.remove_from_installation(installation, ["acme/support"])
    sandbox.add_to_installation(installation, ["acme/support"])
    sandbox.set_visibility("acme/ui", private=True)
    sandbox.set_visibility("acme/ui", private=False)
    sandbox.rename_repository("acme/ui", "front")
    sandbox.delete_repository("acme/front")
    sandbox.suspend(installation)
    sandbox.unsuspend(installation)
    sandbox.uninstall(installation)


def test_every_webhook_is_as_described(sandbox: Sandbox, acme: tuple[Sandbox, int]) -> None:
    people_at_work(sandbox)
    sandbox.set_workflows("acme/engine", "test")
    pull_request_at_work(sandbox, from_fork=True)
    pull_request_at_work(sandbox, from_fork=False)
    owners_at_work(sandbox, acme[1])
    told = set(check_deliveries(sandbox))
    missing = {f"{event}.{action}" for event in TOLD for action in TOLD[event]} - told
    assert not missing
    assert "push" in told


def test_webhooks_of_what_the_app_writes(cairn: Client, sandbox: Sandbox) -> None:
    made = cairn.send("POST", f"{ENGINE}/issues", {"title": "Hello", "labels": ["mentee"]})
    its = cairn.send("POST", f"{ENGINE}/milestones", {"title": "Autumn"})
    one = f"{ENGINE}/issues/{made['number']}"
    cairn.send("PATCH", one, {"milestone": its["number"]})
    cairn.send("PATCH", one, {"milestone": None})
    cairn.send("PATCH", f"{ENGINE}/labels/mentee", {"new_name": "mentees"})
    cairn.send("PATCH", f"{ENGINE}/milestones/{its['number']}", {"title": "A", "state": "closed"})
    cairn.send("PATCH", f"{ENGINE}/milestones/{its['number']}", {"state": "open"})
    for delivery in sandbox.deliveries:
        assert delivery.payload["sender"]["login"] == "cairn[bot]"
    assert check_deliveries(sandbox) == [
        *("label.created", "issues.opened", "issues.labeled", "milestone.created"),
        *("issues.milestoned", "issues.demilestoned", "label.edited"),
        *("milestone.closed", "milestone.edited", "milestone.opened"),
    ]


@pytest.mark.parametrize(
    ("method", "path", "body", "where"),
    [
        ("POST", "/repos/a/b/issues", {"body": "no title"}, "title"),
        ("POST", "/repos/a/b/issues", {"title": "t", "labels": "mentee"}, "labels"),
        ("POST", "/repos/a/b/issues/1/reactions", {"content": "thumb"}, "content"),
        ("PATCH", "/repos/a/b/issues/1", {"state": "done"}, "state"),
        ("GET", "/repos/a/b/issues/one", None, "issue_number"),
        ("GET", "/repos/a/b/wiki", None, "no operation"),
    ],
)
def test_the_contract_refuses(method: str, path: str, body: object, where: str) -> None:
    with pytest.raises(AssertionError, match=where):
        contract().check_request(method, path, {}, body)


def test_the_contract_refuses_unknown_queries_answers_and_webhooks(sandbox: Sandbox) -> None:
    with pytest.raises(AssertionError, match="unknown in the query"):
        contract().check_request("GET", "/repos/a/b/issues", {"page_size": "2"})
    with pytest.raises(AssertionError, match="login"):
        contract().check_response("GET", "/users/maya", 200, {"id": 1})
    payload = sandbox.take_deliveries()[0].payload
    payload.pop("sender")
    with pytest.raises(AssertionError, match="sender"):
        contract().check_webhook("installation", payload)
