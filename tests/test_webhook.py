"""The door: what is let in, and with which answer the rest is turned away."""

import asyncio
import hashlib
import hmac
import io
import logging
from collections.abc import AsyncIterator, Mapping

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from hypothesis import given
from hypothesis import strategies as st

from app.webhook import MAX_BODY, Malformed, Unavailable, is_signed, make_webhook

SECRET = b"in use"
OLDER = b"the one before"
BODY = b'{"action": "opened"}'
DELIVERY = "72d3162e-cc78-11e3-81ab-4c9367dc0958"


def signature(body: bytes, secret: bytes = SECRET) -> str:
    return "sha256=" + hmac.new(secret, body, hashlib.sha256).hexdigest()


def headers(body: bytes = BODY, **changes: str | None) -> dict[str, str]:
    """What GitHub sends, with `changes` (underscores for hyphens; None takes a header away)."""
    sent: dict[str, str | None] = {
        "Content-Type": "application/json",
        "X-GitHub-Event": "issues",
        "X-GitHub-Delivery": DELIVERY,
        "X-Hub-Signature-256": signature(body),
    }
    sent |= {name.replace("_", "-"): value for name, value in changes.items()}
    return {name: value for name, value in sent.items() if value is not None}


class Inbox:
    """Keeps what it is given, or fails as told."""

    def __init__(self) -> None:
        self.kept: list[tuple[str, str, bytes]] = []
        self.failure: Exception | None = None

    async def keep(self, name: str, delivery: str, body: bytes) -> None:
        if self.failure is not None:
            raise self.failure
        self.kept.append((name, delivery, body))


Client = TestClient[web.Request, web.Application]


@pytest.fixture
def inbox() -> Inbox:
    return Inbox()


@pytest.fixture
async def client(inbox: Inbox) -> AsyncIterator[Client]:
    app = web.Application()
    app.router.add_post("/webhook", make_webhook([SECRET, OLDER], inbox))
    app.router.add_post("/hasty", make_webhook([SECRET], inbox, patience=0))
    async with TestClient(TestServer(app)) as client:
        yield client


async def post(client: Client, body: bytes, sent: Mapping[str, str]) -> tuple[int, str]:
    data = io.BytesIO(body)  # aiohttp warns of large bytes
    async with client.post("/webhook", data=data, headers=sent) as response:
        return response.status, await response.text()


async def first_line(client: Client, request: bytes, *, hang_up: bool = False) -> bytes:
    """Raw bytes to the server, and the status line it answers, if any."""
    reader, writer = await asyncio.open_connection(client.host, client.port)
    writer.write(request)
    if hang_up:
        writer.write_eof()
    try:
        return await asyncio.wait_for(reader.readline(), timeout=20)
    finally:
        writer.close()


async def test_a_signed_delivery_is_kept_as_it_came(client: Client, inbox: Inbox) -> None:
    status, _ = await post(client, BODY, headers())

    assert status == 202
    assert inbox.kept == [("issues", DELIVERY, BODY)]


@pytest.mark.parametrize("secret", [SECRET, OLDER])
async def test_either_secret_counts(client: Client, inbox: Inbox, secret: bytes) -> None:
    status, _ = await post(client, BODY, headers(X_Hub_Signature_256=signature(BODY, secret)))

    assert status == 202


@pytest.mark.parametrize(
    "bad",
    [
        None,
        "",
        "sha256=",
        "sha256=" + "0" * 64,
        signature(b"another body"),
        signature(BODY, b"another secret"),
        signature(BODY, b""),
        signature(BODY).upper(),
        signature(BODY) + "0",
        signature(BODY) + ", " + signature(BODY),
        signature(BODY).removeprefix("sha256="),
        "sha256=" + "ä" * 64,
        "sha256=" + "１" * 64,
        "sha1=" + hmac.new(SECRET, BODY, hashlib.sha1).hexdigest(),
    ],
)
async def test_without_a_fitting_signature_nothing_is_kept(
    client: Client, inbox: Inbox, bad: str | None
) -> None:
    status, _ = await post(client, BODY, headers(X_Hub_Signature_256=bad))

    assert status == 401
    assert inbox.kept == []


async def test_a_sha1_signature_is_not_enough(client: Client, inbox: Inbox) -> None:
    sha1 = "sha1=" + hmac.new(SECRET, BODY, hashlib.sha1).hexdigest()

    status, _ = await post(client, BODY, headers(X_Hub_Signature=sha1, X_Hub_Signature_256=None))

    assert status == 401
    assert inbox.kept == []


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"X_GitHub_Event": None}, "X-GitHub-Event"),
        ({"X_GitHub_Event": ""}, "X-GitHub-Event"),
        ({"X_GitHub_Event": "../issues"}, "X-GitHub-Event"),
        ({"X_GitHub_Event": "e" * 65}, "X-GitHub-Event"),
        ({"X_GitHub_Delivery": None}, "X-GitHub-Delivery"),
        ({"X_GitHub_Delivery": ""}, "X-GitHub-Delivery"),
        ({"X_GitHub_Delivery": "a b"}, "X-GitHub-Delivery"),
        ({"X_GitHub_Delivery": "d" * 65}, "X-GitHub-Delivery"),
        ({"Content_Type": "application/x-www-form-urlencoded"}, "application/json"),
        ({"Content_Encoding": "gzip"}, "compressed"),
    ],
)
async def test_a_signed_delivery_with_odd_headers_is_malformed(
    client: Client, inbox: Inbox, changes: dict[str, str | None], said: str
) -> None:
    status, text = await post(client, BODY, headers(BODY, **changes))

    assert (status, inbox.kept) == (400, [])
    assert said in text


async def test_the_signature_is_checked_before_the_headers(client: Client) -> None:
    status, _ = await post(client, BODY, {"Content-Type": "application/x-www-form-urlencoded"})

    assert status == 401


@pytest.mark.parametrize(
    ("failure", "status", "said"),
    [
        (Malformed("the body is not JSON"), 400, "the body is not JSON"),
        (Unavailable("disk full at /secret/place"), 503, "sent again"),
        (RuntimeError("password is hunter2"), 503, "sent again"),
        (web.HTTPOk(), 503, "sent again"),
    ],
)
async def test_what_is_not_kept_is_never_acknowledged(
    client: Client, inbox: Inbox, failure: Exception, status: int, said: str
) -> None:
    inbox.failure = failure

    answered, text = await post(client, BODY, headers())

    assert answered == status
    assert said in text
    assert "hunter2" not in text
    assert "place" not in text


async def test_the_largest_body_that_github_sends_is_kept(client: Client, inbox: Inbox) -> None:
    body = bytes(MAX_BODY)

    status, _ = await post(client, body, headers(body))

    assert status == 202
    assert len(inbox.kept[0][2]) == MAX_BODY


async def test_one_byte_more_is_too_large(client: Client, inbox: Inbox) -> None:
    body = bytes(MAX_BODY + 1)

    status, _ = await post(client, body, headers(body))

    assert (status, inbox.kept) == (413, [])


async def test_a_length_that_is_too_large_is_refused_before_the_body_comes(
    client: Client,
) -> None:
    head = f"POST /webhook HTTP/1.1\r\nHost: x\r\nContent-Length: {MAX_BODY + 1}\r\n\r\n"

    answer = await first_line(client, head.encode())

    assert answer.startswith(b"HTTP/1.1 413 ")


async def test_without_a_length_it_is_refused_once_the_limit_is_passed(
    client: Client, inbox: Inbox
) -> None:
    async def endless() -> AsyncIterator[bytes]:
        for _ in range(MAX_BODY // 2**20 + 1):
            yield bytes(2**20)

    async with client.post("/webhook", data=endless(), headers=headers()) as response:
        assert response.status == 413
    assert inbox.kept == []


CHUNKED = b"POST /webhook HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"


@pytest.mark.parametrize("rest", [b"zz\r\nab\r\n", b"-1\r\nab\r\n0\r\n\r\n"])
async def test_a_broken_body_is_malformed(client: Client, rest: bytes) -> None:
    assert b" 400 " in await first_line(client, CHUNKED + rest)


@pytest.mark.parametrize("rest", [b"", b"5\r\nab"])
async def test_a_caller_who_hangs_up_is_no_error_of_ours(
    client: Client, inbox: Inbox, caplog: pytest.LogCaptureFixture, rest: bytes
) -> None:
    await first_line(client, CHUNKED + rest, hang_up=True)

    status, _ = await post(client, BODY, headers())
    assert status == 202
    assert len(inbox.kept) == 1
    assert [record for record in caplog.records if record.levelno >= logging.ERROR] == []


async def test_a_body_that_does_not_come_is_not_waited_for(client: Client, inbox: Inbox) -> None:
    signed = f"X-Hub-Signature-256: sha256={'0' * 64}\r\n".encode()
    head = b"POST /hasty HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n" + signed + b"\r\n"

    assert (await first_line(client, head)).startswith(b"HTTP/1.1 400 ")
    assert inbox.kept == []


@pytest.mark.parametrize("secrets", [[], [b""], [b"one", b""]])
def test_no_door_without_a_lock(secrets: list[bytes]) -> None:
    with pytest.raises(ValueError, match="secret"):
        make_webhook(secrets, Inbox())


@given(st.binary(), st.binary(min_size=1), st.text())
def test_only_the_right_signature_fits(body: bytes, secret: bytes, other: str) -> None:
    right = signature(body, secret)

    assert is_signed(body, [right], [b"another", secret])
    assert not is_signed(body, [right, right], [secret])
    assert is_signed(body, [other], [secret]) == (other == right)
    assert not is_signed(body + b" ", [right], [secret])
