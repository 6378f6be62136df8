"""What single operations refuse, filter and leave as it was."""

import asyncio
import json
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from app.sandbox import webhooks
from app.sandbox.export import as_markdown
from app.sandbox.github import Sandbox
from app.sandbox.http import Refused, Request
from app.sandbox.world import Sent
from tests.sandbox.client import Client, Clock, check_deliveries

ENGINE = "/repos/acme/engine"
ISSUES = f"{ENGINE}/issues"


@pytest.fixture
def pull(sandbox: Sandbox) -> int:
    """A pull request by Maya."""
    return sandbox.person("maya").open_pull_request("acme/engine", "Work").number


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, [43, 42]),
        ({"assignee": "kemal"}, [42]),
        ({"assignee": "*"}, [42]),
        ({"assignee": "none"}, [43]),
        ({"milestone": "1"}, [43]),
        ({"milestone": "*"}, [43]),
        ({"milestone": "none"}, [42]),
        ({"sort": "comments", "direction": "asc"}, [43, 42]),
        ({"since": "2026-09-01T12:00:00+02:00"}, [43, 42]),
        ({"since": "2026-09-01T10:00:01Z"}, []),
    ],
)
def test_issue_filters(
    cairn: Client, sandbox: Sandbox, query: dict[str, str], found: list[int]
) -> None:
    milestone = sandbox.person("bartek").create_milestone("acme/engine", "Autumn").number
    cairn.send("POST", ISSUES, {"title": "New", "milestone": milestone})
    sandbox.person("kemal").assign("acme/engine", 42, "kemal")
    sandbox.person("maya").comment("acme/engine", 42, "Hello")
    assert [it["number"] for it in cairn.get(ISSUES, **query)] == found


@pytest.mark.parametrize(
    ("since", "status", "said"),
    [
        ("2026-09-01T10:00:00", 200, b'"number":42'),
        ("2026-09-01T10:00:01", 200, b"[]"),
        ("yesterday", 422, b"yesterday"),
    ],
)
def test_since_without_a_zone_is_utc(cairn: Client, since: str, status: int, said: bytes) -> None:
    headers = {"authorization": f"Bearer {cairn.token}"}
    response = cairn.sandbox.handle(Request("GET", ISSUES, {"since": since}, headers))
    assert response.status == status
    assert said in response.body


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("type:pr", 1),
        ("is:pr is:open", 1),
        ("is:pr is:merged", 0),
        ("is:issue author:bartek author:kemal", 2),
        ("is:private", 0),
        ("is:public state:closed", 0),
        ("user:acme candidates", 0),
        ('"old blocks"', 1),
    ],
)
def test_search(cairn: Client, pull: int, query: str, found: int) -> None:
    assert cairn.get("/search/issues", q=query)["total_count"] == found


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("(repo:acme/engine OR repo:acme/ui) is:issue", 2),
        ("repo:acme/engine repo:acme/ui is:issue", 0),
        ("(repo:acme/engine OR repo:acme/gone) is:pr is:public author:maya", 1),
        ("is:pr updated:>=2026-09-01", 1),
        ("is:pr updated:>=2026-09-02", 0),
    ],
)
def test_advanced_search(cairn: Client, pull: int, query: str, found: int) -> None:
    """A blank is an AND, also between two repositories."""
    answer = cairn.get("/search/issues", q=query, advanced_search="true")
    assert answer["total_count"] == found


@pytest.mark.parametrize(
    "query",
    [
        "repo:acme/gone",
        "(repo:acme/gone OR repo:nobody/there) is:pr",
        "repo:acme/engine author:nobody-at-all",
        " OR ".join(f"repo:acme/r{number}" for number in range(7)),
        "is:pr " + "x" * 251,
        "(is:pr is:issue)",
        "(is:pr",
        "updated:2026",
    ],
)
def test_searches_that_are_refused(cairn: Client, query: str) -> None:
    assert cairn("GET", "/search/issues", q=query, advanced_search="true").status == 422


def test_a_search_in_a_hurry_says_so(cairn: Client, pull: int) -> None:
    cairn.sandbox.world.hurried_search = True
    answer = cairn.get("/search/issues", q="type:issue")
    assert answer["incomplete_results"]
    assert len(answer["items"]) < answer["total_count"]


def test_searches_are_sorted(cairn: Client, pull: int) -> None:
    found = [
        [it["number"] for it in cairn.get("/search/issues", q="repo:acme/engine", **more)["items"]]
        for more in ({}, {"sort": "updated", "order": "asc"})
    ]
    assert found[0] == found[1][::-1]
    assert len(found[0]) == 2


def test_search_needs_a_question(cairn: Client) -> None:
    assert cairn("GET", "/search/issues", q=" ").status == 422


@pytest.mark.parametrize(
    ("body", "changed"),
    [
        ({"new_name": "Mentees"}, ["Mentees", "ededed", None]),
        ({"new_name": "MENTEE", "color": "000000"}, ["MENTEE", "000000", None]),
        ({"description": "In a cohort"}, ["mentee", "ededed", "In a cohort"]),
        ({"color": "ededed"}, ["mentee", "ededed", None]),
    ],
)
def test_labels_change(
    cairn: Client, sandbox: Sandbox, body: dict[str, str], changed: list[str | None]
) -> None:
    sandbox.person("bartek").label("acme/engine", 42, "mentee")
    cairn.send("PATCH", f"{ENGINE}/labels/Mentee", body)
    label = cairn.get(f"{ISSUES}/42")["labels"][0]
    assert [label["name"], label["color"], label["description"]] == changed
    check_deliveries(sandbox)


def test_label_names_are_unique(cairn: Client) -> None:
    for name in ("one", "two"):
        cairn.send("POST", f"{ENGINE}/labels", {"name": name})
    assert cairn("PATCH", f"{ENGINE}/labels/one", {"new_name": "Two"}).status == 422
    assert cairn("GET", f"{ENGINE}/labels/three").status == 404


def test_labels_by_list_and_their_limit(cairn: Client) -> None:
    names = [f"label {number}" for number in range(101)]
    answer = cairn("POST", f"{ISSUES}/42/labels", {"labels": names})
    assert answer.status == 422
    assert len(cairn.send("PUT", f"{ISSUES}/42/labels", {"labels": names[:2]})) == 2
    assert cairn("DELETE", f"{ISSUES}/42/labels/label%205").status == 404


def test_new_issues_of_people_without_triage_have_no_labels(sandbox: Sandbox) -> None:
    sandbox.person("bartek").create_label("acme/engine", "mentee")
    assert sandbox.person("zoe").open_issue("acme/engine", "Hi", labels=["mentee"]).labels == []
    labels = sandbox.person("kemal").open_issue("acme/engine", "Hi", labels=["mentee"]).labels
    assert [it.name for it in labels] == ["mentee"]


def test_milestones_count_their_issues(cairn: Client, sandbox: Sandbox) -> None:
    path = f"{ENGINE}/milestones"
    cairn.send("POST", path, {"title": "Autumn", "due_on": "2026-11-27T00:00:00Z"})
    for number in (42, cairn.send("POST", ISSUES, {"title": "Two"})["number"]):
        cairn.send("PATCH", f"{ISSUES}/{number}", {"milestone": 1})
    sandbox.person("bartek").close("acme/engine", 42)
    found = cairn.get(path)[0]
    assert (found["open_issues"], found["closed_issues"]) == (1, 1)
    cairn.send("PATCH", f"{ISSUES}/42", {"milestone": None})
    assert cairn.get(path)[0]["closed_issues"] == 0
    cairn.send("PATCH", f"{path}/1", {"due_on": "2026-12-01T00:00:00Z", "description": "Later"})
    assert cairn.get(path)[0]["due_on"] == "2026-12-01T00:00:00Z"
    check_deliveries(sandbox)


def test_check_runs(cairn: Client, sandbox: Sandbox, pull: int) -> None:
    sandbox.person("maya").complete_check("acme/engine", pull, "DCO", "success")
    sandbox.person("maya").complete_check("acme/engine", pull, "build", "skipped")
    head = cairn.get(f"{ENGINE}/pulls/{pull}")["head"]["sha"]
    runs = f"{ENGINE}/commits/{head}/check-runs"
    assert [it["name"] for it in cairn.get(runs, check_name="DCO")["check_runs"]] == ["DCO"]
    assert cairn.get(runs, app_id=1001)["total_count"] == 0
    suites = cairn.get(f"{ENGINE}/commits/{head}/check-suites")["check_suites"]
    assert [it["conclusion"] for it in suites] == ["success"]
    other = cairn.get(runs)["check_runs"][0]["id"]
    body = {"conclusion": "failure"}
    assert cairn("PATCH", f"{ENGINE}/check-runs/{other}", body).status == 403
    assert cairn("PATCH", f"{ENGINE}/check-runs/1", body).status == 404
    assert cairn("GET", f"{ENGINE}/commits/nothing/pulls").status == 422


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("POST", "/pulls/{}/reviews", {"event": "PRAISE"}, 422),
        ("POST", "/pulls/{}/reviews", {"comments": [{"body": "Where?"}]}, 422),
        ("POST", "/pulls/{}/requested_reviewers", {"reviewers": ["maya"]}, 422),
        ("POST", "/pulls/{}/requested_reviewers", {"reviewers": ["nobody"]}, 404),
        ("POST", "/pulls", {"title": "x", "head": "nothing", "base": "main"}, 422),
        ("POST", "/pulls", {"title": "x", "head": "main", "base": "main"}, 422),
        ("POST", "/issues/42/sub_issues", {}, 422),
        ("PATCH", "/milestones/1", {"state": "done"}, 422),
        ("PUT", "/contents/a", {"message": "x", "content": "!"}, 403),
    ],
)
def test_refusals(
    cairn: Client, sandbox: Sandbox, pull: int, method: str, path: str, body: Any, status: int
) -> None:
    sandbox.person("bartek").create_milestone("acme/engine", "Autumn")
    headers = {"authorization": f"Bearer {cairn.token}"}
    text = json.dumps(body).encode()
    request = Request(method, ENGINE + path.format(pull), {}, headers, text)
    assert sandbox.handle(request).status == status


def test_pull_requests_that_cannot(sandbox: Sandbox, pull: int) -> None:
    maya, bartek, alice = (sandbox.person(it) for it in ("maya", "bartek", "alice"))
    maya.convert_to_draft("acme/engine", pull)
    with pytest.raises(Refused, match="405"):
        bartek.merge("acme/engine", pull)
    maya.convert_to_draft("acme/engine", pull)
    maya.ready_for_review("acme/engine", pull)
    bartek.merge("acme/engine", pull)
    with pytest.raises(Refused, match="merged"):
        bartek.reopen("acme/engine", pull)
    with pytest.raises(Refused, match="403"):
        alice.delete_issue("acme/engine", pull)
    with pytest.raises(Refused, match="422"):
        alice.transfer_issue("acme/engine", pull, "acme/ui")


def test_requests_for_review(sandbox: Sandbox) -> None:
    alice = sandbox.person("alice")
    number = alice.open_pull_request("acme/mentors", "Private", from_fork=False).number
    with pytest.raises(Refused, match="collaborators"):
        alice.request_review("acme/mentors", number, "zoe")
    alice.request_review("acme/mentors", number, "sam")
    sandbox.take_deliveries()
    alice.request_review("acme/mentors", number, "sam")
    assert sandbox.take_deliveries() == []
    sandbox.person("sam").review("acme/mentors", number, "APPROVE")
    issue = sandbox.world.repository("acme/mentors").issues[number]
    assert issue.pull
    assert issue.pull.requested == []


def test_pull_request_lists(cairn: Client, sandbox: Sandbox, clock: Clock, pull: int) -> None:
    clock.now += 1
    second = sandbox.person("ravi").open_pull_request("acme/engine", "More").number
    clock.now += 1
    sandbox.person("maya").comment("acme/engine", pull, "Ping")
    path = f"{ENGINE}/pulls"
    assert [it["number"] for it in cairn.get(path)] == [second, pull]
    by_update = cairn.get(path, sort="updated", direction="desc")
    assert [it["number"] for it in by_update] == [pull, second]
    assert [it["number"] for it in cairn.get(path, head=f"ravi:ravi-{second}")] == [second]
    assert cairn.get(path, base="other") == []
    sandbox.person("bartek").merge("acme/engine", second)
    assert [it["number"] for it in cairn.get(path, state="closed")] == [second]


def test_an_old_line_comment_is_found_by_since(cairn: Client, sandbox: Sandbox, pull: int) -> None:
    sandbox.person("bartek").review_comment("acme/engine", pull, "change.txt", "Here")
    path = f"{ENGINE}/pulls/{pull}/comments"
    assert len(cairn.get(path)) == 1
    assert cairn.get(path, since="2026-09-01T10:00:01Z") == []


def test_deliveries_are_listed_by_cursor(app: Client, sandbox: Sandbox) -> None:
    for number in range(1, 6):
        sandbox.person("maya").comment("acme/engine", 42, "Hello")
        it = sandbox.take_deliveries()[-1]
        sandbox.world.sent.append(Sent(number, it, it.at, 0.0, 202, "OK"))
    path = "/app/hook/deliveries"
    first = app("GET", path, per_page=2)
    assert [it["id"] for it in first.json()] == [5, 4]
    assert "cursor=3" in first.headers["link"]
    assert [it["id"] for it in app.get(path, per_page=2, cursor="3")] == [3, 2]
    assert "link" not in app("GET", path, per_page=2, cursor="2").headers
    assert app("GET", f"{path}/9").status == 404


def test_deleting_an_issue_tidies_up(cairn: Client, sandbox: Sandbox) -> None:
    cairn.send("POST", f"{ENGINE}/milestones", {"title": "Autumn"})
    parent, child = (cairn.send("POST", ISSUES, {"title": it, "milestone": 1}) for it in "ab")
    cairn.send("POST", f"{ISSUES}/{parent['number']}/sub_issues", {"sub_issue_id": child["id"]})
    sandbox.person("alice").comment("acme/engine", child["number"], "Spam")
    sandbox.person("alice").delete_issue("acme/engine", child["number"])
    assert cairn.get(f"{ISSUES}/{parent['number']}/sub_issues") == []
    assert cairn.get(f"{ENGINE}/milestones")[0]["open_issues"] == 1
    assert cairn.get(f"{ISSUES}/comments") == []
    assert cairn.get(ENGINE)["open_issues"] == 2


def test_what_is_not_there(cairn: Client) -> None:
    assert cairn("GET", f"{ENGINE}/git/ref/heads/nothing").status == 404
    assert cairn("GET", f"{ENGINE}/git/ref/tags/v1").status == 404
    assert cairn("GET", f"{ENGINE}/contents/README.md", ref="nothing").status == 404


def test_reactions_by_people(cairn: Client, sandbox: Sandbox) -> None:
    comment = sandbox.person("maya").comment("acme/engine", 42, "Done")
    sandbox.person("bartek").react_to_comment(comment.id, "heart")
    path = f"{ISSUES}/comments/{comment.id}/reactions"
    assert [it["user"]["login"] for it in cairn.get(path, content="heart")] == ["bartek"]
    assert cairn.get(path, content="+1") == []


def test_roles_can_be_taken_away(sandbox: Sandbox, cairn: Client) -> None:
    path = "/repos/acme/mentors/collaborators/sam"
    assert cairn("GET", path).status == 204
    sandbox.set_permission("acme/mentors", "sam", "none")
    assert cairn("GET", path).status == 404
    with pytest.raises(ValueError, match="no role"):
        sandbox.set_permission("acme/mentors", "sam", "owner")  # type: ignore[arg-type]


def test_own_repositories(sandbox: Sandbox, cairn: Client) -> None:
    sandbox.add_repository("maya/notes", private=True)
    sandbox.install("maya")
    number = sandbox.person("maya").open_issue("maya/notes", "Mine").number
    payloads = [it.payload for it in sandbox.take_deliveries() if it.event == "issues"]
    assert payloads[0]["issue"]["author_association"] == "OWNER"
    assert "organization" not in payloads[0]
    sandbox.person("maya").delete_issue("maya/notes", number)
    check_deliveries(sandbox)


def test_what_an_export_says_of_an_issue(sandbox: Sandbox, cairn: Client) -> None:
    milestone = sandbox.person("bartek").create_milestone("acme/engine", "Autumn").number
    cairn.send("PATCH", f"{ISSUES}/42", {"milestone": milestone, "labels": ["mentee"]})
    sandbox.person("bartek").assign("acme/engine", 42, "bartek")
    facts = as_markdown(sandbox.world.repository("acme/engine").issues[42]).splitlines()[2]
    assert facts.endswith("labels: mentee · assignees: bartek · milestone: Autumn")


async def test_the_sender_goes_on_until_it_is_stopped(sandbox: Sandbox) -> None:
    got: asyncio.Queue[str] = asyncio.Queue()

    async def take(request: web.Request) -> web.Response:
        await got.put(request.headers["X-GitHub-Event"])
        return web.Response()

    app = web.Application()
    app.router.add_post("/", take)
    async with TestServer(app) as server, aiohttp.ClientSession() as session:
        sender = webhooks.Sender(sandbox, str(server.make_url("/")), session)
        running = asyncio.create_task(sender.run(every=0))
        assert await got.get() == "installation"
        sandbox.person("maya").comment("acme/engine", 42, "Hello")
        assert await got.get() == "issue_comment"
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await running
