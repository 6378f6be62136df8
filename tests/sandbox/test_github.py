"""GitHub's ways beside its operations: times, lists, conditional requests, redirects, faults."""

import json
import re
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.sandbox import boxes
from app.sandbox.github import Sandbox
from app.sandbox.http import Refused, Request, Response
from tests.sandbox.client import NOON, Client, Clock

ENGINE = "/repos/acme/engine"
ISSUES = f"{ENGINE}/issues"


def numbers(cairn: Client, **query: Any) -> list[int]:
    return [it["number"] for it in cairn.get(ISSUES, **query)]


def test_times_have_whole_seconds(cairn: Client, clock: Clock) -> None:
    clock.now = NOON + 0.999
    made = cairn.send("POST", ISSUES, {"title": "Hello"})
    assert made["created_at"] == "2026-09-01T10:00:00Z"
    assert cairn("GET", ENGINE).headers["date"] == "Tue, 01 Sep 2026 10:00:00 GMT"


def test_etags_belong_to_content_and_token(
    app: Client, cairn: Client, sandbox: Sandbox, acme: tuple[Sandbox, int]
) -> None:
    first = cairn("GET", f"{ISSUES}/42")
    known = {"if-none-match": first.headers["etag"]}
    again = cairn("GET", f"{ISSUES}/42", headers=known)
    assert (again.status, again.body) == (304, b"")
    assert again.headers["x-ratelimit-used"] == first.headers["x-ratelimit-used"]
    other = app.as_installation(acme[1])
    assert other("GET", f"{ISSUES}/42", headers=known).status == 200
    sandbox.person("maya").comment("acme/engine", 42, "Hello")
    assert cairn("GET", f"{ISSUES}/42", headers=known).status == 200


def test_pages_and_their_links(cairn: Client) -> None:
    for number in range(6):
        cairn.send("POST", ISSUES, {"title": f"Number {number}"})
    assert len(numbers(cairn)) == 7
    seen = []
    for page in (1, 2, 3):
        response = cairn("GET", ISSUES, per_page=3, page=page, state="all")
        seen.append([it["number"] for it in response.json()])
        assert (
            rels(response)
            == {
                1: {"next": "2", "last": "3"},
                2: {"next": "3", "last": "3", "prev": "1", "first": "1"},
                3: {"prev": "2", "first": "1"},
            }[page]
        )
    assert seen == [[48, 47, 46], [45, 44, 43], [42]]
    assert "https://github.test/api/v3/repos/acme/engine/issues?" in response.headers["link"]


def rels(response: Response) -> dict[str, str]:
    """Which page each link leads to; all keep the rest of the query."""
    link = response.headers["link"]
    assert link.count("per_page=3") == link.count("state=all") == link.count("rel=")
    return {rel: page for page, rel in re.findall(r'[?&]page=(\d+)[^>]*>; rel="(\w+)"', link)}


def test_a_short_list_has_no_links(cairn: Client) -> None:
    assert "link" not in cairn("GET", ISSUES).headers


def test_lists_are_filtered(cairn: Client, sandbox: Sandbox, clock: Clock) -> None:
    clock.now += 60
    mine = cairn.send("POST", ISSUES, {"title": "Mine", "labels": ["Mentee"]})["number"]
    sandbox.person("bartek").close("acme/engine", 42)
    assert numbers(cairn) == [mine]
    assert numbers(cairn, state="closed") == [42]
    assert numbers(cairn, state="all", sort="created", direction="asc") == [42, mine]
    assert numbers(cairn, state="all", creator="bartek") == [42]
    assert numbers(cairn, state="all", creator="cairn[bot]") == [mine]
    assert numbers(cairn, state="all", labels="mentee") == [mine]
    assert numbers(cairn, state="all", labels="mentee,other") == []
    assert numbers(cairn, state="all", since="2026-09-01T10:01:00Z") == [mine, 42]
    clock.now += 1
    sandbox.person("maya").comment("acme/engine", 42, "Late")
    assert numbers(cairn, state="all", since="2026-09-01T10:01:01Z") == [42]
    assert numbers(cairn, state="all", sort="updated") == [42, mine]


def test_comments_since(cairn: Client, sandbox: Sandbox, clock: Clock) -> None:
    for text in ("one", "two"):
        sandbox.person("maya").comment("acme/engine", 42, text)
        clock.now += 10
    for path in (f"{ISSUES}/42/comments", f"{ISSUES}/comments"):
        assert [it["body"] for it in cairn.get(path)] == ["one", "two"]
        late = cairn.get(path, since="2026-09-01T10:00:10Z")
        assert [it["body"] for it in late] == ["two"]


def test_lists_lag_behind(cairn: Client, sandbox: Sandbox, clock: Clock) -> None:
    sandbox.list_lag = 30
    clock.now += 100
    made = cairn.send("POST", ISSUES, {"title": "New"})
    cairn.send("POST", f"{ISSUES}/42/comments", {"body": "New"})
    assert cairn.get(f"{ISSUES}/{made['number']}") == made
    assert numbers(cairn) == [42]
    assert cairn.get(f"{ISSUES}/42/comments") == []
    clock.now += 30
    assert numbers(cairn) == [made["number"], 42]
    assert len(cairn.get(f"{ISSUES}/42/comments")) == 1


class BadGateway:
    """Answers 502 to writes, before or after they are carried out."""

    def __init__(self, moment: Literal["before", "after"]) -> None:
        self.moment = moment

    def __call__(self, request: Request, moment: Literal["before", "after"]) -> Response | None:
        return Response(502) if request.writes and moment == self.moment else None


@pytest.mark.parametrize(("moment", "made"), [("before", 1), ("after", 2)])
def test_faults(
    cairn: Client, sandbox: Sandbox, moment: Literal["before", "after"], made: int
) -> None:
    sandbox.fault = BadGateway(moment)
    request = Request(
        "POST", ISSUES, {}, {"authorization": f"Bearer {cairn.token}"}, b'{"title": "Hello"}'
    )
    assert sandbox.handle(request).status == 502
    assert len(numbers(cairn)) == made
    assert [it.status for it in sandbox.requests[-2:]] == [502, 200]


def test_a_broken_connection_is_in_the_log(cairn: Client, sandbox: Sandbox) -> None:
    def broken(request: Request, moment: str) -> Response | None:
        raise ConnectionResetError

    sandbox.fault = broken
    with pytest.raises(ConnectionResetError):
        cairn("GET", ENGINE)
    assert sandbox.requests[-1].status == 0


def test_people_can_get_in_between(cairn: Client, sandbox: Sandbox) -> None:
    bodies = []

    def type_first(request: Request) -> None:
        bodies.append(json.loads(request.body))
        sandbox.before_write = None
        sandbox.person("bartek").edit_issue("acme/engine", 42, body="Typed in between")

    sandbox.before_write = type_first
    cairn.get(f"{ISSUES}/42")
    assert bodies == []
    sandbox.take_deliveries()
    cairn.send("PATCH", f"{ISSUES}/42", {"body": "Written"})
    assert bodies == [{"body": "Written"}]
    told = [it.payload["changes"]["body"]["from"] for it in sandbox.take_deliveries()]
    assert told[1] == "Typed in between"


def test_requests_are_logged(cairn: Client, sandbox: Sandbox) -> None:
    cairn.send("POST", ISSUES, {"title": "Hello"})
    log = sandbox.requests[-1]
    assert (log.method, log.path, log.body, log.status, log.at) == (
        "POST",
        ISSUES,
        {"title": "Hello"},
        201,
        NOON,
    )


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("POST", ISSUES, b"{", 400),
        ("POST", ISSUES, b"[]", 422),
        ("POST", ISSUES, b"{}", 422),
        ("POST", ISSUES, b'{"title": 1}', 422),
        ("POST", ISSUES, b'{"title": "x", "labels": [1]}', 422),
        ("POST", ISSUES, b'{"title": "x", "milestone": 9}', 422),
        ("PATCH", f"{ISSUES}/42", b'{"state": "done"}', 422),
        ("POST", f"{ISSUES}/42/reactions", b'{"content": "thumb"}', 422),
        ("POST", f"{ISSUES}/42/comments", b'{"body": ""}', 422),
        ("PUT", f"{ISSUES}/42/lock", b'{"lock_reason": "bored"}', 422),
        ("GET", f"{ISSUES}/x", b"", 404),
        ("GET", f"{ISSUES}/9", b"", 404),
        ("GET", f"{ENGINE}/pulls/42", b"", 404),
        ("GET", "/nothing", b"", 404),
        ("POST", ENGINE, b"", 404),
        ("DELETE", f"{ISSUES}/42/labels/none", b"", 404),
        ("GET", "/repositories/1", b"", 404),
        ("POST", f"{ENGINE}/check-runs", b'{"name": "x", "head_sha": "0"}', 422),
        ("GET", f"{ENGINE}/commits/nothing/check-runs", b"", 422),
        ("PATCH", f"{ENGINE}/milestones/1", b"{}", 404),
    ],
)
def test_refusals(
    cairn: Client, sandbox: Sandbox, method: str, path: str, body: bytes, status: int
) -> None:
    request = Request(method, path, {}, {"authorization": f"Bearer {cairn.token}"}, body)
    response = sandbox.handle(request)
    assert response.status == status
    assert response.json()["status"] == str(status)


def test_deleted_and_moved_issues(cairn: Client, sandbox: Sandbox) -> None:
    alice = sandbox.person("alice")
    deleted = alice.open_issue("acme/engine", "Spam").number
    alice.delete_issue("acme/engine", deleted)
    assert cairn("GET", f"{ISSUES}/{deleted}").status == 410
    alice.comment("acme/engine", 42, "This belongs to the front")
    alice.transfer_issue("acme/engine", 42, "acme/ui")
    moved = cairn("GET", f"{ISSUES}/42")
    assert moved.status == 301
    target = moved.headers["location"].removeprefix("https://github.test/api/v3")
    found = sandbox.handle(Request("GET", target, {}, {"authorization": f"token {cairn.token}"}))
    assert found.json()["repository_url"].endswith("acme/ui")
    assert found.json()["comments"] == 1
    assert numbers(cairn) == []


def test_renamed_repositories_redirect(cairn: Client, sandbox: Sandbox) -> None:
    sandbox.rename_repository("acme/engine", "motor")
    moved = cairn("GET", f"{ISSUES}/42")
    assert moved.status == 301
    assert moved.headers["location"].endswith("/issues/42")
    assert cairn.get("/repos/acme/motor/issues/42")["number"] == 42
    assert cairn("POST", ISSUES, {"title": "Hello"}).status == 307


def test_deleted_repositories_are_gone(cairn: Client, sandbox: Sandbox) -> None:
    sandbox.delete_repository("acme/ui")
    assert cairn("GET", "/repos/acme/ui").status == 404
    assert len(cairn.get("/installation/repositories")["repositories"]) == 4


def test_repositories_without_issues(cairn: Client, sandbox: Sandbox) -> None:
    sandbox.world.repository("acme/ui").has_issues = False
    assert cairn("GET", "/repos/acme/ui/issues").status == 410
    assert cairn("POST", "/repos/acme/ui/issues", {"title": "Hello"}).status == 410


def test_visibility_is_told_and_shown(cairn: Client, sandbox: Sandbox) -> None:
    sandbox.set_visibility("acme/ui", private=True)
    assert cairn.get("/repos/acme/ui")["private"] is True
    with pytest.raises(Refused, match="404"):
        sandbox.person("zoe").comment("acme/ui", 7, "Hello")


def test_all_repositories_means_new_ones_too(sandbox: Sandbox, app: Client) -> None:
    sandbox.add_organisation("other", ["zoe"])
    number = sandbox.install("other")
    sandbox.take_deliveries()
    sandbox.add_repository("other/new")
    assert [it.event for it in sandbox.take_deliveries()] == ["installation_repositories"]
    client = app.as_installation(number)
    assert client.get("/installation/repositories")["repository_selection"] == "all"


def test_sub_issues_make_a_tree(cairn: Client) -> None:
    made = [cairn.send("POST", ISSUES, {"title": str(it)}) for it in range(3)]
    first, second, third = (f"{ISSUES}/{it['number']}/sub_issues" for it in made)
    ids = [it["id"] for it in made]
    cairn.send("POST", first, {"sub_issue_id": ids[1]})
    assert cairn("POST", second, {"sub_issue_id": ids[0]}).status == 422
    assert cairn("POST", third, {"sub_issue_id": ids[1]}).status == 422
    cairn.send("POST", third, {"sub_issue_id": ids[1], "replace_parent": True})
    assert cairn.get(first) == []
    assert cairn("POST", third, {"sub_issue_id": 1}).status == 404


def test_payloads_are_snapshots(sandbox: Sandbox) -> None:
    sandbox.take_deliveries()
    comment = sandbox.person("maya").comment("acme/engine", 42, "Before")
    sandbox.person("maya").edit_comment(comment.id, "After")
    first, second = sandbox.take_deliveries()
    first.payload["comment"]["body"] = "Changed by a reader"
    assert first.payload["comment"]["body"] == "Before"
    assert second.payload["changes"] == {"body": {"from": "Before"}}
    assert first.id != second.id


def test_search_refuses_what_it_does_not_know(cairn: Client) -> None:
    assert cairn("GET", "/search/issues", q="involves:maya").status == 422
    assert cairn.get("/search/issues", q="org:acme type:pr")["total_count"] == 0
    assert cairn.get("/search/issues", q="author:bartek state:open blocks")["total_count"] == 1


@given(
    st.lists(st.sampled_from(["- [ ] **a**", "* [x] **b** x", "1. [X] c", "text", "", "\u2028"])),
    st.sampled_from(["\n", "\r\n"]),
    st.data(),
)
def test_a_click_changes_one_character(lines: list[str], end: str, data: st.DataObject) -> None:
    body = end.join([*lines, "- [ ] **last** one"])
    line = data.draw(st.sampled_from([n for n, it in enumerate(body.split("\n")) if "] " in it]))
    before = boxes.is_ticked(body, line)
    clicked = boxes.ticked(body, line, not before)
    assert boxes.is_ticked(clicked, line) is not before
    assert sum(a != b for a, b in zip(body, clicked, strict=True)) == 1
    assert boxes.ticked(clicked, line, before).lower() == body.lower()
