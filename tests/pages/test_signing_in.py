"""Signing in with GitHub: what has to fit before anybody is believed (row K6)."""

import json

import pytest
import sqlalchemy as sa
from cryptography.fernet import MultiFernet
from pytest_aiohttp.plugin import AiohttpClient

from app.pages.addresses import github_pages, origin
from app.pages.guard import HEADERS
from app.pages.sessions import LASTS, SIGNING_IN_LASTS
from app.pages.sign_in import challenge
from app.sandbox.http import Request
from app.store import tables as t
from app.vault import ROWS, SESSIONS, keys
from tests.pages.browser import PUBLIC
from tests.pages.conftest import SECRET, Enter, Visit, environ, server
from tests.world import settings

SESSION, ATTEMPT = "__Host-cairn-session", "__Host-cairn-sign-in"


@pytest.mark.parametrize(
    ("api", "pages"),
    [
        ("https://api.github.com", "https://github.com"),
        ("https://ghes.example.org/api/v3", "https://ghes.example.org"),
        ("https://ghes.example.org:8443/api/v3", "https://ghes.example.org:8443"),
        ("https://api.acme.ghe.com", "https://acme.ghe.com"),
        ("http://127.0.0.1:8000/api/v3", "http://127.0.0.1:8000"),
    ],
)
def test_where_githubs_pages_are(api: str, pages: str) -> None:
    assert github_pages(api) == pages


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://cairn.example.org", "https://cairn.example.org"),
        ("https://Cairn.Example.org:443", "https://cairn.example.org"),
        ("https://cairn.example.org:8443/below", "https://cairn.example.org:8443"),
        ("http://[::1]:8000", "http://[::1]:8000"),
    ],
)
def test_what_a_browser_calls_our_origin(address: str, expected: str) -> None:
    assert origin(address) == expected


def test_the_hash_of_a_verifier() -> None:
    """The example of RFC 7636, appendix B."""
    assert (
        challenge("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")
        == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
    )


async def test_one_comes_in_and_goes_out(enter: Enter, visit: Visit) -> None:
    browser = await visit(await enter(start=False))
    assert "Sign in with GitHub" in await browser.text()
    await browser.sign_in("maya")
    assert "Hello, maya" in await browser.text()
    assert ATTEMPT not in browser.cookies
    response = await browser.post("/me/sign-out")
    assert response.headers["location"] == "/me"
    assert "Sign in with GitHub" in await browser.text()


async def test_the_cookies(enter: Enter, visit: Visit) -> None:
    browser = await visit(await enter(start=False))
    await browser.go_to_github()
    attempt = browser.cookies[ATTEMPT]
    await browser.sign_in("maya")
    for cookie, lasts in ((attempt, SIGNING_IN_LASTS), (browser.cookies[SESSION], LASTS)):
        assert cookie["secure"]
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"
        assert cookie["path"] == "/"
        assert cookie["domain"] == ""
        assert cookie["max-age"] == str(lasts)
        assert "maya" not in cookie.value


async def test_plain_http_is_for_this_machine_only(enter: Enter, visit: Visit) -> None:
    browser = await visit(await enter(start=False), PUBLIC_URL="http://127.0.0.1:8000")
    await browser.go_to_github()
    assert not browser.cookies["cairn-sign-in"]["secure"]


@pytest.mark.parametrize(
    ("left_out", "more", "reason"),
    [
        (("GITHUB_CLIENT_ID", "GITHUB_CLIENT_SECRET"), {}, "GITHUB_CLIENT_SECRET are not set"),
        (("PUBLIC_URL",), {}, "PUBLIC_URL is not set"),
        ((), {"PUBLIC_URL": "http://cairn.test"}, "PUBLIC_URL does not begin with https://"),
    ],
)
async def test_it_says_that_it_is_off(
    enter: Enter,
    aiohttp_client: AiohttpClient,
    left_out: tuple[str, ...],
    more: dict[str, str],
    reason: str,
) -> None:
    world = await enter(start=False)
    values = {k: v for k, v in environ(world, **more).items() if k not in left_out}
    client = await aiohttp_client(server(world, values))
    response = await client.get("/me")
    assert response.status == 200
    assert "This page is off" in await response.text()
    assert reason in await response.text()
    assert (await client.get("/me/sign-in")).status == 404
    assert (await client.get("/healthz")).status == 200


@pytest.mark.parametrize("path", ["/me", "/me/nothing", "/me/callback", "/me/style.css"])
async def test_headers_are_strict(enter: Enter, visit: Visit, path: str) -> None:
    browser = await visit(await enter(start=False))
    headers = (await browser.get(path)).headers
    expected = dict(HEADERS)
    if path.endswith(".css"):
        expected["cache-control"] = "max-age=3600"
    assert {name: headers[name] for name in expected} == expected
    assert "script" not in HEADERS["content-security-policy"]


# ---- what does not fit ---------------------------------------------------------------------------


async def test_another_state_is_not_believed(enter: Enter, visit: Visit) -> None:
    """Somebody else's code, which would sign a browser in as that person."""
    world = await enter(start=False)
    browser, other = await visit(world), await visit(world)
    theirs = other.say_yes(await other.go_to_github(), "kemal")
    await browser.go_to_github()
    response = await browser.get(theirs)
    assert response.status == 403
    assert "not begun in this browser" in await response.text()
    assert SESSION not in browser.cookies


async def test_a_way_back_without_a_way_there(enter: Enter, visit: Visit) -> None:
    browser = await visit(await enter(start=False))
    back = browser.say_yes(await browser.go_to_github(), "maya")
    browser.cookies.clear()
    assert (await browser.get(back)).status == 403
    assert browser.cookies == {}


async def test_a_code_counts_once(enter: Enter, visit: Visit) -> None:
    browser = await visit(await enter(start=False))
    back = browser.say_yes(await browser.go_to_github(), "maya")
    attempt = dict(browser.cookies)
    assert (await browser.get(back)).status == 303
    browser.cookies = attempt
    response = await browser.get(back)
    assert response.status == 403
    assert "GitHub did not take that" in await response.text()


async def test_another_verifier_is_refused_by_github(enter: Enter, visit: Visit) -> None:
    """A code that was read on its way is worth nothing without the secret behind its hash."""
    world = await enter(start=False)
    browser = await visit(world)
    query = await browser.go_to_github()
    for code_challenge, status in ((challenge("another"), 403), (query["code_challenge"], 303)):
        back = browser.say_yes({**query, "code_challenge": code_challenge}, "maya")
        attempt = dict(browser.cookies)
        assert (await browser.get(back)).status == status
        browser.cookies = attempt


async def test_whoever_says_no_is_told_that_nothing_happened(enter: Enter, visit: Visit) -> None:
    browser = await visit(await enter(start=False))
    query = await browser.go_to_github()
    response = await browser.get(f"/me/callback?error=access_denied&state={query['state']}")
    assert response.status == 403
    assert "nothing has changed" in await response.text()


async def test_ten_minutes_are_for_signing_in(enter: Enter, visit: Visit) -> None:
    world = await enter(start=False)
    browser = await visit(world)
    back = browser.say_yes(await browser.go_to_github(), "maya")
    world.clock.now += SIGNING_IN_LASTS + 1
    assert (await browser.get(back)).status == 403


async def test_twelve_hours_are_a_session(enter: Enter, visit: Visit) -> None:
    world = await enter(start=False)
    browser = await visit(world, "maya")
    world.clock.now += LASTS - 1
    assert "Hello, maya" in await browser.text()
    token = await browser.token()
    world.clock.now += 2
    assert "Sign in with GitHub" in await browser.text()
    response = await browser.post("/me/away", token=token, day="2026-09-11")
    assert response.status == 403
    assert "You were signed out meanwhile" in await response.text()


@pytest.mark.parametrize("spoil", ["flipped", "cut", "of another purpose", "the other cookie", ""])
async def test_a_cookie_of_ones_own_making(enter: Enter, visit: Visit, spoil: str) -> None:
    browser = await visit(await enter(start=False), "maya")
    value = browser.cookies[SESSION].value
    whole = json.dumps({"of": SESSION, "data": {"person": 1, "login": "kemal", "token": "x"}})
    middle = len(value) // 2
    await browser.go_to_github()
    spoiled = {
        "flipped": value[:middle] + ("A" if value[middle] != "A" else "B") + value[middle + 1 :],
        "cut": value[:-4],
        "of another purpose": keys(settings().secrets, ROWS).encrypt(whole.encode()).decode(),
        "the other cookie": browser.cookies[ATTEMPT].value,
        "": "",
    }
    browser.cookies[SESSION].set(SESSION, spoiled[spoil], spoiled[spoil])
    assert "Sign in with GitHub" in await browser.text()


async def test_a_rotated_secret_still_opens_and_no_longer_seals(enter: Enter, visit: Visit) -> None:
    world = await enter(start=False)
    first = await visit(world, "maya", CAIRN_SECRET="an old secret")
    second = await visit(world, CAIRN_SECRET="a new secret,an old secret")
    second.cookies = first.cookies
    assert "Hello, maya" in await second.text()
    await second.sign_in("maya")
    alone: MultiFernet = keys([b"a new secret"], SESSIONS)
    assert b"maya" in alone.decrypt(second.cookies[SESSION].value.encode())
    third = await visit(world, CAIRN_SECRET="a third secret")
    third.cookies = second.cookies
    assert "Sign in with GitHub" in await third.text()


# ---- forms ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("headers", "token"),
    [
        ({}, "not the token"),
        ({}, ""),
        ({"Origin": "https://evil.test"}, None),
        ({"Origin": "null"}, None),
        ({"Origin": ""}, None),
        ({"Origin": PUBLIC + ".evil.test"}, None),
        ({"Origin": PUBLIC, "Sec-Fetch-Site": "cross-site"}, None),
        ({"Origin": PUBLIC, "Sec-Fetch-Site": "same-site"}, None),
    ],
)
@pytest.mark.parametrize(
    "path",
    ["settings", "away", "back", "donut", "calendar", "no-calendar", "forget", "sign-out"],
)
async def test_a_form_of_another_site_changes_nothing(
    enter: Enter, visit: Visit, path: str, headers: dict[str, str], token: str | None
) -> None:
    browser = await visit(await enter(start=False), "maya")
    own = await browser.token()
    await browser.post("/me/settings", zone="Asia/Tokyo")
    form = {"token": own if token is None else token, "sure": "on", "day": "2026-09-11"}
    response = await browser.post(f"/me/{path}", headers, **form)
    assert response.status == 403
    assert 'selected value="Asia/Tokyo"' in await browser.text()
    assert "I am back" not in await browser.text()


async def test_another_persons_token_is_of_no_use(enter: Enter, visit: Visit) -> None:
    world = await enter(start=False)
    maya, kemal = await visit(world, "maya"), await visit(world, "kemal")
    response = await maya.post("/me/away", token=await kemal.token(), day="2026-09-11")
    assert response.status == 403


async def test_the_token_is_used_once_and_is_kept_nowhere(enter: Enter, visit: Visit) -> None:
    world = await enter(start=False)
    await visit(world, "maya")
    door = world.sandbox.oauth
    assert door is not None
    (token,) = door.tokens
    asked = Request("GET", "/user", headers={"authorization": f"Bearer {token}"})
    assert world.sandbox.handle(asked).json()["login"] == "maya"
    async with world.database.read() as connection:
        rows = await connection.execute(sa.select(t.private))
        assert rows.all() == []
    assert not [r for r in world.sandbox.requests if SECRET in str(r) or token in str(r)]
