"""Who the sandbox lets in: the App's JWT, installations' tokens, what they may."""

from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from app.sandbox.github import Sandbox
from app.sandbox.http import Request
from app.sandbox.installations import Budget
from tests.sandbox.client import NOON, Client, Clock, signed

ENGINE = "/repos/acme/engine"
MENTORS = "/repos/acme/mentors"


@pytest.mark.parametrize(
    ("claims", "status"),
    [
        ({}, 200),
        ({"iss": "Iv23li00000000001001"}, 200),
        ({"iss": "1002"}, 401),
        ({"iat": NOON + 50}, 200),
        ({"iat": NOON + 70}, 401),
        ({"iat": "now"}, 401),
        ({"exp": NOON}, 401),
        ({"exp": NOON + 1}, 200),
        ({"iat": NOON - 60, "exp": NOON + 600}, 200),
        ({"iat": NOON - 60, "exp": NOON + 601}, 401),
        ({"iat": NOON + 50, "exp": NOON + 661}, 401),
    ],
)
def test_jwt_claims(sandbox: Sandbox, clock: Clock, claims: dict[str, Any], status: int) -> None:
    client = Client(sandbox, clock, signed(clock, **claims))
    assert client("GET", "/app").status == status


@pytest.mark.parametrize(
    "header",
    [
        None,
        "",
        "Bearer",
        "Bearer nonsense",
        "Bearer a.b.c",
        "Basic eDp5",
        "Bearer " + jwt.encode({"iss": "1001"}, "x" * 32, algorithm="HS256"),
        "Bearer " + jwt.encode({"iss": "1001"}, "", algorithm="none"),
    ],
)
@pytest.mark.parametrize("path", ["/app", ENGINE])
def test_without_proof_nobody_gets_in(sandbox: Sandbox, header: str | None, path: str) -> None:
    headers = {} if header is None else {"authorization": header}
    assert sandbox.handle(Request("GET", path, {}, headers)).status == 401


def test_each_door_has_its_own_key(app: Client, cairn: Client) -> None:
    assert app("GET", ENGINE).status == 401
    assert cairn("GET", "/app").status == 401


def test_tokens_last_an_hour(cairn: Client, clock: Clock) -> None:
    clock.now += 3599
    assert cairn("GET", ENGINE).status == 200
    clock.now += 1
    assert cairn("GET", ENGINE).status == 401


def test_tokens_can_be_narrowed(app: Client, acme: tuple[Sandbox, int]) -> None:
    narrow = app.as_installation(acme[1], repositories=["engine"], permissions={"issues": "read"})
    assert [it["full_name"] for it in narrow.get("/installation/repositories")["repositories"]] == [
        "acme/engine"
    ]
    assert narrow("GET", f"{ENGINE}/issues").status == 200
    assert narrow("POST", f"{ENGINE}/issues", {"title": "No"}).status == 403
    assert narrow("GET", MENTORS).status == 404


@pytest.mark.parametrize(
    "narrowed",
    [{"repositories": ["prometheus"]}, {"permissions": {"contents": "write"}}],
)
def test_tokens_cannot_be_widened(
    app: Client, acme: tuple[Sandbox, int], narrowed: dict[str, Any]
) -> None:
    path = f"/app/installations/{acme[1]}/access_tokens"
    assert app("POST", path, narrowed).status == 422


def test_an_installation_sees_its_own_repositories_and_public_ones(
    cairn: Client, sandbox: Sandbox
) -> None:
    sandbox.add_organisation("other")
    sandbox.add_repository("other/open")
    sandbox.add_repository("other/closed", private=True)
    assert cairn("GET", "/repos/other/open/issues").status == 200
    assert cairn("POST", "/repos/other/open/issues", {"title": "No"}).status == 403
    assert cairn("GET", "/repos/other/open/collaborators/zoe/permission").status == 403
    assert cairn("GET", "/repos/other/closed").status == 404
    assert cairn("POST", "/repos/other/closed/issues", {"title": "No"}).status == 404
    assert cairn("GET", "/repos/other/nothing").status == 404


def test_what_lies_outside_the_permissions_is_refused(cairn: Client) -> None:
    put = {"message": "No", "content": ""}
    refused = cairn("PUT", f"{ENGINE}/contents/a.txt", put)
    assert refused.status == 403
    assert refused.json()["message"] == "Resource not accessible by integration"
    assert cairn("GET", f"{MENTORS}/commits/main/status").status == 403


def test_pull_requests_need_their_own_permission(
    app: Client, sandbox: Sandbox, acme: tuple[Sandbox, int]
) -> None:
    number = sandbox.person("maya").open_pull_request("acme/engine", "Work").number
    issues_only = app.as_installation(acme[1], permissions={"issues": "write"})
    body = {"body": "Hello"}
    assert issues_only("POST", f"{ENGINE}/issues/42/comments", body).status == 201
    assert issues_only("POST", f"{ENGINE}/issues/{number}/comments", body).status == 403


def test_a_suspended_installation_is_refused(
    app: Client, cairn: Client, sandbox: Sandbox, acme: tuple[Sandbox, int]
) -> None:
    path = f"/app/installations/{acme[1]}/access_tokens"
    sandbox.suspend(acme[1])
    assert cairn("GET", ENGINE).status == 403
    assert app("POST", path).status == 403
    sandbox.take_deliveries()
    sandbox.person("maya").comment("acme/engine", 42, "Nobody hears me")
    assert sandbox.take_deliveries() == []
    sandbox.unsuspend(acme[1])
    assert cairn("GET", ENGINE).status == 200


def test_an_uninstalled_app_is_out(
    app: Client, cairn: Client, sandbox: Sandbox, acme: tuple[Sandbox, int]
) -> None:
    sandbox.uninstall(acme[1])
    assert cairn("GET", ENGINE).status == 401
    assert app("GET", f"/app/installations/{acme[1]}").status == 404
    assert app("GET", f"{ENGINE}/installation").status == 404


def test_the_budget_of_an_hour(cairn: Client, clock: Clock, acme: tuple[Sandbox, int]) -> None:
    installation = acme[0].world.installations[acme[1]]
    installation.budgets["core"] = Budget(clock(), 4998)
    headers = cairn("GET", ENGINE).headers
    assert (headers["x-ratelimit-remaining"], headers["x-ratelimit-used"]) == ("1", "4999")
    assert headers["x-ratelimit-reset"] == str(int(clock()) + 3600)
    assert cairn("GET", ENGINE).headers["x-ratelimit-remaining"] == "0"
    refused = cairn("GET", ENGINE)
    assert (refused.status, refused.headers["x-ratelimit-remaining"]) == (403, "0")
    clock.now += 3600
    installation.budgets[
        "core"
    ].window -= 1  # the token has ended as well: a new one is the client's business
    fresh = Client(acme[0], clock).as_installation(acme[1])
    assert fresh("GET", ENGINE).headers["x-ratelimit-remaining"] == "4999"


def test_search_has_a_budget_of_its_own(cairn: Client, clock: Clock) -> None:
    for number in range(30):
        headers = cairn("GET", "/search/issues", q="is:pr author:maya org:acme").headers
        assert headers["x-ratelimit-remaining"] == str(29 - number)
    assert headers["x-ratelimit-limit"] == "30"
    assert headers["x-ratelimit-resource"] == "search"
    assert headers["x-ratelimit-reset"] == str(int(clock()) + 60)
    assert cairn("GET", "/search/issues", q="is:pr").status == 403
    core = cairn("GET", ENGINE).headers
    assert (core["x-ratelimit-resource"], core["x-ratelimit-used"]) == ("core", "1")
    assert cairn.get("/rate_limit")["resources"]["search"]["remaining"] == 0
    clock.now += 60
    assert cairn("GET", "/search/issues", q="is:pr").headers["x-ratelimit-remaining"] == "29"


def test_the_key_has_to_be_rsa() -> None:
    key = ec.generate_private_key(ec.SECP256R1()).public_key()
    pem = key.public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    ).decode()
    with pytest.raises(ValueError, match="RSA"):
        Sandbox(lambda: 0.0, app_id=1, public_key=pem, webhook_secret="s")
