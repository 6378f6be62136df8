"""Signing in at the sandbox: what GitHub refuses, it refuses as well."""

from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

from app.sandbox.github import Sandbox
from app.sandbox.http import Request, Response
from app.sandbox.oauth import CODE_LASTS, TOKEN_LASTS, OAuth
from tests.sandbox.browser import Browser, text
from tests.sandbox.client import Clock, contract

BACK = "https://cairn.test/me/callback"
VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
"""The example of RFC 7636, appendix B."""


@pytest.fixture(autouse=True)
def _signs_in(sandbox: Sandbox) -> None:
    sandbox.oauth = OAuth("the secret", BACK, "https://cairn.test/me")


def query(sandbox: Sandbox, **other: str) -> str:
    usual = {
        "client_id": sandbox.world.app.client_id,
        "redirect_uri": BACK,
        "state": "a state",
        "code_challenge": CHALLENGE,
        "code_challenge_method": "S256",
    }
    return "/login/oauth/authorize?" + urlencode({**usual, **other})


async def said_yes(browser: Browser, sandbox: Sandbox, **other: str) -> dict[str, str]:
    """What comes back with maya."""
    path = query(sandbox, login="maya", **other)
    response = await browser.get(path, allow_redirects=False)
    assert response.status == 303
    place = urlsplit(response.headers["location"])
    assert f"{place.scheme}://{place.netloc}{place.path}" == BACK
    return {name: values[0] for name, values in parse_qs(place.query).items()}


def asked(sandbox: Sandbox, **other: str) -> dict[str, str]:
    """GitHub's answer to a code."""
    usual = {
        "client_id": sandbox.world.app.client_id,
        "client_secret": "the secret",
        "redirect_uri": BACK,
        "code_verifier": VERIFIER,
    }
    body = urlencode({**usual, **other}).encode()
    response = sandbox.handle(Request("POST", "/login/oauth/access_token", body=body))
    assert response.status == 200
    return dict(response.json())


def user(sandbox: Sandbox, token: str) -> Response:
    headers = {"authorization": f"Bearer {token}"}
    return sandbox.handle(Request("GET", "/user", headers=headers))


async def test_from_yes_to_who_it_is(browser: Browser, sandbox: Sandbox) -> None:
    assert "Continue as alice" in await text(browser, query(sandbox))
    back = await said_yes(browser, sandbox)
    assert back["state"] == "a state"
    answer = asked(sandbox, code=back["code"])
    found = user(sandbox, answer["access_token"])
    contract().check_response("GET", "/user", found.status, found.json())
    assert (found.json()["login"], found.json()["id"]) == (
        "maya",
        sandbox.person("maya").user.id,
    )
    assert asked(sandbox, code=back["code"]) == {"error": "bad_verification_code"}
    assert sandbox.requests == []


@pytest.mark.parametrize(
    ("other", "error"),
    [
        ({"code_verifier": "another"}, "bad_verification_code"),
        ({"code_verifier": ""}, "bad_verification_code"),
        ({"client_secret": "another"}, "incorrect_client_credentials"),
        ({"client_id": "another"}, "incorrect_client_credentials"),
        ({"redirect_uri": "https://evil.test"}, "redirect_uri_mismatch"),
        ({"code": "another"}, "bad_verification_code"),
    ],
)
async def test_what_does_not_fit(
    browser: Browser, sandbox: Sandbox, other: dict[str, str], error: str
) -> None:
    code = (await said_yes(browser, sandbox))["code"]
    assert asked(sandbox, **{"code": code, **other}) == {"error": error}


@pytest.mark.parametrize(
    ("other", "status"),
    [
        ({"client_id": "another"}, 404),
        ({"redirect_uri": "https://evil.test"}, 400),
        ({"code_challenge_method": "plain"}, 400),
        ({"login": "nobody"}, 404),
    ],
)
async def test_what_the_page_refuses(
    browser: Browser, sandbox: Sandbox, other: dict[str, str], status: int
) -> None:
    response = await browser.get(query(sandbox, **other), allow_redirects=False)
    assert response.status == status


async def test_codes_and_tokens_end(browser: Browser, sandbox: Sandbox, clock: Clock) -> None:
    late = (await said_yes(browser, sandbox))["code"]
    clock.now += CODE_LASTS
    assert "error" in asked(sandbox, code=late)
    token = asked(sandbox, code=(await said_yes(browser, sandbox))["code"])["access_token"]
    clock.now += TOKEN_LASTS - 1
    assert user(sandbox, token).status == 200
    clock.now += 1
    assert user(sandbox, token).status == 401


async def test_an_app_without_a_secret_signs_nobody_in(browser: Browser, sandbox: Sandbox) -> None:
    path, sandbox.oauth = query(sandbox), None
    assert (await browser.get(path)).status == 404
    assert "My page at Cairn" not in await text(browser, "/")
