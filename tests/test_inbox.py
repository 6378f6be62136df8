"""Bad input through the whole way in: door, inbox, store. A status, and not one row."""

import asyncio
import hashlib
import hmac
import io
import json
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from app.store import tables as t
from app.webhook import MAX_BODY, make_webhook
from tests.behaviour.faults import Trouble, anything
from tests.world import HOME, World, opened, settings, sqlite_copy

SECRET = b"a secret for tests"
Client = TestClient[web.Request, web.Application]
Json = dict[str, Any]


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    async with opened(await sqlite_copy(tmp_path)) as world:
        await world.start()
        yield world


@pytest.fixture
async def client(world: World) -> AsyncIterator[Client]:
    secrets = [s.get_secret_value().encode() for s in settings().webhook_secrets]
    assert secrets == [SECRET]
    app = web.Application()
    app.router.add_post("/webhook", make_webhook(secrets, world.cairn.service.intake))
    async with TestClient(TestServer(app)) as client:
        yield client


async def rows(world: World) -> int:
    """How many rows all tables hold."""
    async with world.database.read() as connection:
        counts = [
            await connection.scalar(sa.select(sa.func.count()).select_from(table)) or 0
            for table in t.metadata.sorted_tables
        ]
    return sum(counts)


def comment(world: World) -> Json:
    """A delivery that concerns a cohort: maya comments."""
    world.person("maya").comment(HOME, world.issue_of("maya").number, "/mentor done chat")
    return world.sandbox.take_deliveries()[-1].payload


async def post(
    client: Client,
    body: bytes,
    event: str = "issue_comment",
    changes: Mapping[str, str | None] | None = None,
) -> int:
    """The status of a delivery; `changes` are headers (None takes one away)."""
    signature = "sha256=" + hmac.new(SECRET, body, hashlib.sha256).hexdigest()
    sent: dict[str, str | None] = {
        "Content-Type": "application/json",
        "X-GitHub-Event": event,
        "X-GitHub-Delivery": hashlib.sha256(body).hexdigest()[:32],
        "X-Hub-Signature-256": signature,
        **{name.replace("_", "-"): value for name, value in (changes or {}).items()},
    }
    headers: Mapping[str, str] = {k: v for k, v in sent.items() if v is not None}
    async with client.post("/webhook", data=io.BytesIO(body), headers=headers) as response:
        return response.status


async def test_a_good_delivery_is_a_row(world: World, client: Client) -> None:
    before = await rows(world)
    body = json.dumps(comment(world)).encode()
    assert await post(client, body) == 202
    assert await post(client, body) == 202, "the same once more"
    assert await rows(world) == before + 1


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"X_Hub_Signature_256": None}, 401),
        ({"X_Hub_Signature_256": "sha256=" + "0" * 64}, 401),
        ({"X_Hub_Signature_256": "sha256=é" + "0" * 63}, 401),
        ({"X_Hub_Signature_256": None, "X_Hub_Signature": "sha1=" + "0" * 40}, 401),
        ({"X_GitHub_Event": None}, 400),
        ({"X_GitHub_Delivery": None}, 400),
    ],
)
async def test_a_bad_envelope(
    world: World, client: Client, changes: dict[str, str | None], status: int
) -> None:
    body = json.dumps(comment(world)).encode()
    before = await rows(world)
    assert await post(client, body, changes=changes) == status
    assert await rows(world) == before


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"null", 400),
        (b"[]", 400),
        (b"{}", 202),
        (b"\xff\xfe{}", 400),
        (b'{"not used": "\xff"}', 400),
        (b'{"installation": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", 400),
        (b"[" * 1_000_000, 400),
        (b'{"installation": null}', 400),
        (b'{"installation": {"id": "x"}}', 400),
        (b'{"installation": {"id": 1}, "action": 7}', 400),
        (b'{"action": "created"}', 202),
        (b"x" * (MAX_BODY + 1_000_000), 413),
    ],
    ids=range(14),
)
async def test_a_bad_body(world: World, client: Client, body: bytes, status: int) -> None:
    before = await rows(world)
    assert await post(client, body) == status
    assert await rows(world) == before


async def test_events_that_nobody_listens_to(world: World, client: Client) -> None:
    body = json.dumps(comment(world)).encode()
    before = await rows(world)
    for event in ("star", "workflow_run", "no_such_event"):
        assert await post(client, body, event) == 202
    assert await rows(world) == before


async def test_an_unknown_action_does_nothing(world: World, client: Client) -> None:
    payload = {**comment(world), "action": "sanctified"}
    assert await post(client, json.dumps(payload).encode()) == 202
    writes = len(world.writes)
    await world.cairn.settle()
    assert len(world.writes) == writes


@pytest.mark.parametrize("place", ["issues", "comments", "elsewhere"])
async def test_what_concerns_nobody_costs_no_row(world: World, client: Client, place: str) -> None:
    """A repository of no cohort, and an installation that is not ours."""
    payload = comment(world)
    if place == "elsewhere":
        payload["repository"] |= {"id": 77, "full_name": "other/repository"}
    else:
        payload["repository"] |= {"full_name": "acme/playground", "id": 78}
    before = await rows(world)
    assert await post(client, json.dumps(payload).encode()) == 202
    assert await rows(world) == before


def nulled(payload: Any, path: tuple[str, ...] = ()) -> list[tuple[tuple[str, ...], Any]]:
    """The payload, once for each of its fields, with that field null."""
    found = []
    for key in payload:
        found.append(((*path, key), {**payload, key: None}))
        if isinstance(payload[key], dict):
            deeper = nulled(payload[key], (*path, key))
            found += [(where, {**payload, key: inner}) for where, inner in deeper]
    return found


async def test_every_field_null(world: World, client: Client) -> None:
    """400 where Cairn needs the field, 202 where it does not; never a failure, never parked."""
    inbox = world.cairn.service.inbox
    for where, payload in nulled(comment(world)):
        status = await post(client, json.dumps(payload).encode())
        assert status in (202, 400), where
    await inbox.work()
    async with world.database.read() as connection:
        left = await connection.execute(
            sa.select(t.delivery.c.error).where(t.delivery.c.status != "done")
        )
    assert list(left) == []


async def test_a_delivery_that_fails_harms_nobody_else(world: World) -> None:
    """A row that cannot be read (of an older version, say) is parked; the next ones go on."""
    async with world.database.write() as connection:
        await connection.execute(
            sa.insert(t.delivery).values(
                installation=world.installation,
                id="broken",
                sha="0",
                event="issues",
                body="{}",
                received_at=world.clock(),
            )
        )
    payload = comment(world)
    await world.cairn.service.intake.keep("issue_comment", "good", json.dumps(payload).encode())
    await world.cairn.play_until(world.clock.now + 2 * 86400)
    assert "- [x] **chat**" in (world.issue_of("maya").body or "")
    async with world.database.read() as connection:
        status = await connection.execute(
            sa.select(t.delivery.c.status, t.delivery.c.tries).where(t.delivery.c.id == "broken")
        )
    assert status.one() == ("parked", 8)


async def test_many_at_once_are_all_kept(world: World, client: Client) -> None:
    payload = comment(world)
    before = await rows(world)
    bodies = [json.dumps({**payload, "number": n}).encode() for n in range(50)]
    assert await asyncio.gather(*(post(client, body) for body in bodies)) == [202] * 50
    assert await rows(world) == before + 50


async def test_a_delivery_is_taken_while_github_is_out_of_reach(world: World) -> None:
    payload = json.dumps(comment(world)).encode()
    await world.close()
    await world.open()  # another process, which has never asked GitHub for anything
    world.sandbox.fault = Trouble(500, anything, times=99)
    before = len(world.sandbox.requests)
    await world.cairn.service.intake.keep("issue_comment", "a", payload)
    async with world.database.read() as connection:
        query = sa.select(sa.func.count()).where(t.delivery.c.id == "a")
        assert (await connection.execute(query)).scalar_one() == 1
    assert len(world.sandbox.requests) == before
