"""A client of the sandbox that holds every request, answer and webhook against the contract."""

import functools
import json
from collections.abc import Mapping
from typing import Any

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from app.sandbox.github import Sandbox
from app.sandbox.http import Request, Response
from tests.github.contract import Contract

APP_ID = 1001
NOON = 1_788_256_800.0  # 2026-09-01T10:00:00Z


@functools.cache
def private_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@functools.cache
def public_pem() -> str:
    return (
        private_key()
        .public_key()
        .public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
        .decode()
    )


@functools.cache
def contract() -> Contract:
    return Contract()


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self, now: float = NOON) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now


def signed(clock: Clock, **claims: Any) -> str:
    now = int(clock())
    return jwt.encode(
        {"iat": now - 60, "exp": now + 540, "iss": str(APP_ID)} | claims,
        private_key(),
        algorithm="RS256",
    )


class Client:
    """Makes requests as the App or as an installation, and checks them both ways."""

    def __init__(self, sandbox: Sandbox, clock: Clock, token: str | None = None) -> None:
        self.sandbox = sandbox
        self.clock = clock
        self.token = token
        self.seen: set[tuple[str, str]] = set()

    def as_installation(self, number: int, **narrowed: Any) -> "Client":
        answer = self("POST", f"/app/installations/{number}/access_tokens", narrowed or None)
        client = Client(self.sandbox, self.clock, answer.json()["token"])
        client.seen = self.seen
        return client

    def __call__(
        self,
        method: str,
        path: str,
        body: Any = None,
        headers: Mapping[str, str] | None = None,
        **query: Any,
    ) -> Response:
        """The answer, whatever its status; request and answer are as GitHub describes them."""
        asked = {name: str(value) for name, value in query.items()}
        contract().check_request(method, path, asked, body)
        response = self.sandbox.handle(
            Request(
                method,
                path,
                asked,
                {"authorization": f"Bearer {self.token or signed(self.clock)}", **(headers or {})},
                b"" if body is None else json.dumps(body).encode(),
            )
        )
        contract().check_response(method, path, response.status, response.json())
        self.seen.add((method, contract().template(method, path)))
        return response

    def get(self, path: str, **query: Any) -> Any:
        """The data of an answer that has to be 200."""
        response = self("GET", path, **query)
        assert response.status == 200, response.body
        return response.json()

    def send(self, method: str, path: str, body: Any = None) -> Any:
        """The data of a write that has to succeed."""
        response = self(method, path, body)
        assert 200 <= response.status < 300, response.body
        return response.json()


def check_deliveries(sandbox: Sandbox) -> list[str]:
    """Hold all waiting webhooks against the contract; returns "event.action" of each."""
    told = []
    for delivery in sandbox.take_deliveries():
        contract().check_webhook(delivery.event, delivery.payload)
        told.append(".".join(filter(None, (delivery.event, delivery.payload.get("action")))))
    return told
