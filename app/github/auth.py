"""Signing in as the App, and one token for each installation.

docs.github.com, "Generating a JSON Web Token (JWT) for a GitHub App" and "Generating an
installation access token for a GitHub App".
"""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import jwt
from cachetools import LRUCache, TLRUCache
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from app.clock import Clock
from app.github.client import Api, Session, Transport

BACKDATED = 60
LIVES = 540
"""A JWT may live 10 minutes; issued a minute back, because clocks differ."""

TOKEN_MARGIN = 300.0
"""A new token voids all ETags, so each is kept until shortly before its end."""

ETAGS = 2000


@dataclass(frozen=True, slots=True)
class Token:
    """An installation's token and when it ends (Unix seconds)."""

    value: str
    ends_at: float


class App:
    """The App on GitHub: its own identity, and sessions for its installations."""

    def __init__(
        self,
        transport: Transport,
        base_url: str,
        clock: Clock,
        app_id: str,
        private_key: RSAPrivateKey,
    ) -> None:
        self._transport = transport
        self._base_url = base_url
        self._clock = clock
        self._app_id = app_id
        self._private_key = private_key
        self._api = Api(transport, base_url, clock)
        self._sessions: dict[int, Session] = {}
        self._tokens: TLRUCache[int, Token] = TLRUCache(
            10_000, ttu=lambda _id, token, _now: token.ends_at - TOKEN_MARGIN, timer=clock
        )
        self._asking: defaultdict[int, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._slug: str | None = None

    def _jwt(self) -> str:
        now = int(self._clock())
        claims = {"iat": now - BACKDATED, "exp": now + LIVES - BACKDATED, "iss": self._app_id}
        return jwt.encode(claims, self._private_key, algorithm="RS256")

    async def bot(self) -> str:
        """The login of the App's own user, which only GitHub can give."""
        if self._slug is None:
            with self._api.told_apart():
                self._slug = (await self._api.getitem("/app", jwt=self._jwt()))["slug"]
        return f"{self._slug}[bot]"

    async def installations(self) -> AsyncIterator[dict[str, Any]]:
        """All installations, page by page."""
        with self._api.told_apart():
            async for item in self._api.getiter("/app/installations?per_page=100", jwt=self._jwt()):
                yield item

    def session(self, installation: int) -> Session:
        """Requests as an installation. ETags are never shared between installations."""
        if installation not in self._sessions:
            cache: LRUCache[str, Any] = LRUCache(ETAGS)
            api = Api(self._transport, self._base_url, self._clock, cache)
            self._sessions[installation] = Session(api, lambda: self._token(installation))
        return self._sessions[installation]

    async def _token(self, installation: int) -> str:
        async with self._asking[installation]:
            token = self._tokens.get(installation)
            if token is None:
                answer = await self._api.post(
                    "/app/installations/{id}/access_tokens",
                    {"id": str(installation)},
                    data={},
                    jwt=self._jwt(),
                )
                ends = datetime.fromisoformat(answer["expires_at"])
                token = Token(answer["token"], ends.timestamp())
                self._tokens[installation] = token
        return token.value

    def forget(self, installation: int) -> None:
        """Suspended or removed: no token of it may be used any more."""
        self._tokens.pop(installation, None)
        self._sessions.pop(installation, None)
