"""Requests to GitHub: kinds of trouble told apart, tokens and ETags kept (rules.md)."""

import json
from collections.abc import Mapping

import aiohttp
import pytest

from app.clock import ManualClock
from app.github.auth import App
from app.github.client import Patience, Refused, Session, Unknown
from app.github.reader import since
from app.settings import load_private_key
from tests.world import keys

NOW = 1_800_000_000.0
URL = "https://api.github.test"
JSON = {"content-type": "application/json; charset=utf-8"}
Answer = tuple[int, Mapping[str, str], bytes] | Exception


class Wire:
    """A transport that answers as told, and notes what it was sent."""

    def __init__(self, clock: ManualClock) -> None:
        self.clock = clock
        self.answers: list[Answer] = []
        self.sent: list[tuple[str, str, Mapping[str, str]]] = []
        self.tokens = 0

    async def __call__(
        self, method: str, url: str, headers: Mapping[str, str], body: bytes
    ) -> tuple[int, Mapping[str, str], bytes]:
        if url.endswith("/access_tokens"):
            self.tokens += 1
            return answer(201, {"token": f"token-{self.tokens}", "expires_at": _hour(self.clock())})
        self.sent.append((method, url, {k.lower(): v for k, v in headers.items()}))
        given = self.answers.pop(0) if self.answers else answer(200, {})
        if isinstance(given, Exception):
            raise given
        return given


def answer(status: int, data: object, **headers: str) -> tuple[int, Mapping[str, str], bytes]:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return status, {**JSON, **named}, json.dumps(data).encode()


def _hour(now: float) -> str:
    return since(now + 3600)


@pytest.fixture
def wire() -> Wire:
    return Wire(ManualClock(NOW))


@pytest.fixture
def app(wire: Wire) -> App:
    return App(wire, URL, wire.clock, "1001", load_private_key(keys()[0]))


@pytest.fixture
def session(app: App) -> Session:
    return app.session(7)


def used_up(reset: float) -> tuple[int, Mapping[str, str], bytes]:
    return answer(403, {}, x_ratelimit_remaining="0", x_ratelimit_reset=f"{reset:.0f}")


LIMIT = {"message": "You have exceeded a secondary rate limit"}


@pytest.mark.parametrize(
    ("given", "until"),
    [
        (answer(403, LIMIT, retry_after="90"), NOW + 90),
        (answer(429, LIMIT, retry_after="90"), NOW + 90),
        (answer(403, {"message": "no"}, retry_after="5"), NOW + 5),
        (answer(403, LIMIT), None),
        (answer(429, {"message": "slow down"}), None),
        (answer(403, {"message": "abuse detection"}), None),
        (
            answer(403, {}, x_ratelimit_remaining="0", x_ratelimit_reset=f"{NOW + 600:.0f}"),
            NOW + 600,
        ),
        (answer(403, {}, x_ratelimit_remaining="0", x_ratelimit_reset="1"), NOW),
        (answer(429, {}, retry_after="soon"), None),
    ],
)
async def test_limits_ask_for_patience(
    session: Session, wire: Wire, given: Answer, until: float | None
) -> None:
    wire.answers = [given]
    with pytest.raises(Patience) as caught:
        await session.get("/x", {})
    assert caught.value.until == until


@pytest.mark.parametrize("status", [301, 307, 400, 401, 403, 404, 409, 410, 422])
async def test_a_no_is_a_no(session: Session, wire: Wire, status: int) -> None:
    wire.answers = [answer(status, {"message": "No", "errors": [{"code": "x"}]})]
    with pytest.raises(Refused) as caught:
        await session.post("/x", {}, {})
    assert caught.value.status == status


@pytest.mark.parametrize(
    "given",
    [
        answer(500, {"message": "Server Error"}),
        answer(502, {}),
        (503, {"content-type": "text/html"}, b"<html>Unicorn!</html>"),
        TimeoutError(),
        OSError("connection reset"),
        aiohttp.ServerDisconnectedError(),
        aiohttp.ClientPayloadError("cut off"),
    ],
    ids=str,
)
async def test_what_broke_is_unknown(session: Session, wire: Wire, given: Answer) -> None:
    for request in (session.get("/x", {}), session.post("/x", {}, {}), session.delete("/x", {})):
        wire.answers = [given]
        with pytest.raises(Unknown):
            await request


async def test_trouble_on_a_later_page_is_told_apart_too(session: Session, wire: Wire) -> None:
    wire.answers = [
        answer(200, [{"id": 1}], link=f'<{URL}/x?page=2>; rel="next"'),
        answer(502, {}),
    ]
    items = session.list("/x", {})
    assert await anext(items) == {"id": 1}
    with pytest.raises(Unknown):
        await anext(items)


async def test_trouble_with_the_token_is_told_apart_too(app: App, wire: Wire) -> None:
    async def broken(*_: object) -> tuple[int, Mapping[str, str], bytes]:
        raise TimeoutError

    lost = App(broken, URL, wire.clock, "1001", load_private_key(keys()[0]))
    with pytest.raises(Unknown):
        await lost.session(7).get("/x", {})


async def test_a_token_is_kept_until_shortly_before_its_end(session: Session, wire: Wire) -> None:
    for minutes, tokens in ((0, 1), (30, 1), (54, 1), (56, 2), (100, 2)):
        wire.clock.advance_to(NOW + minutes * 60)
        await session.get("/x", {})
        assert wire.tokens == tokens
        assert wire.sent[-1][2]["authorization"] == f"token token-{tokens}"


async def test_a_forgotten_installation_needs_a_new_token(app: App, wire: Wire) -> None:
    await app.session(7).get("/x", {})
    app.forget(7)
    await app.session(7).get("/x", {})
    assert wire.tokens == 2


async def test_what_has_not_changed_is_not_sent_again(session: Session, wire: Wire) -> None:
    wire.answers = [answer(200, {"v": 1}, etag='"one"'), (304, {"etag": '"one"'}, b"")]
    assert await session.get("/x", {}) == {"v": 1}
    assert await session.get("/x", {}) == {"v": 1}
    assert wire.sent[-1][2]["if-none-match"] == '"one"'


async def test_installations_share_no_answers(app: App, wire: Wire) -> None:
    wire.answers = [answer(200, {"v": 1}, etag='"one"'), answer(200, {"v": 2})]
    assert await app.session(7).get("/x", {}) == {"v": 1}
    assert await app.session(8).get("/x", {}) == {"v": 2}
    assert "if-none-match" not in wire.sent[-1][2]


async def test_values_in_a_path_cannot_leave_it(session: Session, wire: Wire) -> None:
    await session.get("/repos/{+repo}/collaborators/{login}", {"repo": "a/b", "login": "x/../y?z"})
    assert wire.sent[-1][1] == f"{URL}/repos/a/b/collaborators/x%2F..%2Fy%3Fz"
