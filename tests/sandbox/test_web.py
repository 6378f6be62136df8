"""The sandbox over HTTP: REST, pages, webhooks on their way, and the export."""

import hashlib
import hmac
import json
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from app.sandbox.export import export
from app.sandbox.github import Sandbox
from app.sandbox.webhooks import Sender
from tests.sandbox.browser import Browser, post
from tests.sandbox.client import Client, check_deliveries

ISSUES = "/repos/acme/engine/issues"
BOXES = "- [ ] **chat** an account\n- [x] **hello**\n"


async def test_rest_over_http(browser: Browser, cairn: Client) -> None:
    headers = {"Authorization": f"Bearer {cairn.token}"}
    async with browser.get("/api/v3" + ISSUES, headers=headers, params={"state": "all"}) as found:
        assert [it["number"] for it in await found.json()] == [42]
        assert found.headers["x-ratelimit-limit"] == "5000"
    label = "/api/v3/repos/acme/support/labels/stage%3A%20storage"
    async with browser.get(label, headers=headers) as found:
        assert (await found.json())["name"] == "stage: storage"
    async with browser.post("/api/v3" + ISSUES, headers=headers, json={"title": "Hi"}) as made:
        assert made.status == 201


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Sec-Fetch-Site": "same-origin"}, 303),
    ],
)
async def test_other_sites_forms(browser: Browser, headers: dict[str, str], status: int) -> None:
    form = {"body": "Hello"}
    path = "/acme/engine/issues/42/comment"
    response = await browser.post(path, data=form, headers=headers, allow_redirects=False)
    assert response.status == status
    assert "default-src 'none'" in response.headers["content-security-policy"]


@pytest.mark.parametrize(
    ("path", "form", "status"),
    [
        ("/acme/engine/issues/42/tick", {"box": "x"}, 422),
        ("/acme/engine/issues/42/tick", {"box": "0:maybe"}, 422),
        ("/acme/engine/issues/42/tick", {"box": "0:true"}, 409),
        ("/acme/engine/issues/42/tick", {"box": "0:true", "comment": "x"}, 409),
        ("/acme/engine/issues/9/comment", {"body": "x"}, 404),
        ("/acme/engine/issues/42/comment", {}, 422),
        ("/act", {"login": "nobody", "back": "//evil.example"}, 303),
    ],
)
async def test_forms_made_up(
    browser: Browser, path: str, form: dict[str, str], status: int
) -> None:
    assert await post(browser, path, **form) == status


async def test_one_is_never_sent_elsewhere(browser: Browser) -> None:
    for back in ("//evil.example", "https://evil.example", "/\\evil.example"):
        response = await browser.post(
            "/act",
            data={"login": "maya", "back": back},
            headers={"Sec-Fetch-Site": "same-origin"},
            allow_redirects=False,
        )
        assert response.headers["location"] == "/"


class Hook:
    """An App's webhook address, which keeps what it gets."""

    def __init__(self, status: int) -> None:
        self.status = status
        self.got: list[tuple[dict[str, str], bytes]] = []

    async def take(self, request: web.Request) -> web.Response:
        self.got.append((dict(request.headers), await request.read()))
        return web.Response(status=self.status)

    def app(self) -> web.Application:
        app = web.Application()
        app.router.add_post("/webhook", self.take)
        return app


@pytest.mark.parametrize(("status", "said"), [(202, "OK"), (500, "Invalid HTTP Response: 500")])
async def test_deliveries_go_out(
    sandbox: Sandbox, cairn: Client, app: Client, status: int, said: str
) -> None:
    hook = Hook(status)
    sandbox.person("maya").comment("acme/engine", 42, "Hello")
    delivery = sandbox.deliveries[0]
    async with TestServer(hook.app()) as server, aiohttp.ClientSession() as session:
        sender = Sender(sandbox, str(server.make_url("/webhook")), session)
        assert await sender.send_all() == 1
        row = app.get("/app/hook/deliveries")[0]
        assert (row["guid"], row["status_code"], row["status"]) == (delivery.id, status, said)
        app.send("POST", f"/app/hook/deliveries/{row['id']}/attempts")
        assert await sender.send_all() == 1
        assert [it["redelivery"] for it in app.get("/app/hook/deliveries")] == [True, False]
        failed = app.get("/app/hook/deliveries", status="failure")
        assert len(failed) == (0 if status == 202 else 2)
        rest = app.get("/app/hook/deliveries", per_page=1, cursor=row["id"])
        assert [it["id"] for it in rest] == [row["id"]]
    (headers, body), (again, same) = hook.got
    assert json.loads(body) == delivery.payload
    assert (again["X-GitHub-Delivery"], same) == (delivery.id, body)
    assert headers["X-GitHub-Event"] == "issue_comment"
    wanted = hmac.new(b"secret", body, hashlib.sha256).hexdigest()
    assert headers["X-Hub-Signature-256"] == f"sha256={wanted}"
    assert headers["X-Hub-Signature"].startswith("sha1=")
    assert headers["X-GitHub-Hook-Installation-Target-ID"] == "1001"


async def test_nobody_listens(sandbox: Sandbox, app: Client) -> None:
    async with aiohttp.ClientSession() as session:
        await Sender(sandbox, "http://127.0.0.1:9/webhook", session).send_all()
    assert {it["status_code"] for it in app.get("/app/hook/deliveries")} == {0}


def test_export(sandbox: Sandbox, cairn: Client, tmp_path: Path) -> None:
    body = {"title": "Welcome", "body": BOXES, "labels": ["mentee"], "assignees": ["bartek"]}
    number = cairn.send("POST", ISSUES, body)["number"]
    sandbox.person("maya").comment("acme/engine", number, "Thank\nyou")
    told = len(check_deliveries(sandbox))
    export(sandbox, tmp_path)
    page = (tmp_path / f"acme/engine/{number}.md").read_text()
    assert page.startswith(f"# Welcome (#{number})\n\nIssue in acme/engine, open · by cairn[bot]")
    assert "**maya**, 2026-09-01T10:00:00Z\n\nThank\nyou\n" in page
    rows = [json.loads(line) for line in (tmp_path / "issues.jsonl").read_text().splitlines()]
    assert [(it["repository"], it["number"]) for it in rows] == [
        ("acme/engine", 42),
        ("acme/engine", number),
        ("acme/ui", 7),
    ]
    assert rows[1] == {
        "repository": "acme/engine",
        "private": False,
        "number": number,
        "title": "Welcome",
        "state": "open",
        "pull_request": False,
        "author": "cairn[bot]",
        "labels": ["mentee"],
        "assignees": ["bartek"],
        "milestone": None,
        "created_at": "2026-09-01T10:00:00Z",
        "closed_at": None,
        "body": BOXES,
        "comments": [{"author": "maya", "at": "2026-09-01T10:00:00Z", "body": "Thank\r\nyou"}],
    }
    requests = [json.loads(it) for it in (tmp_path / "requests.jsonl").read_text().splitlines()]
    assert set(requests[-1]) == {"method", "path", "query", "body", "status", "at"}
    assert requests[-1]["body"] == body
    lines = (tmp_path / "deliveries.jsonl").read_text().splitlines()
    assert set(json.loads(lines[0])) == {"at", "event", "id", "payload"}
    assert len(lines) == told + 1  # the installation's own was taken before
