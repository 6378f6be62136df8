"""The whole of the sandbox's state, with identifiers, the clock, and webhooks going out."""

import json
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from app.sandbox.http import Json, encode, not_found
from app.sandbox.installations import Installation, Token
from app.sandbox.state import (
    Happening,
    Issue,
    Organisation,
    Repository,
    User,
)

GRANTED: Mapping[str, str] = {
    "issues": "write",
    "pull_requests": "write",
    "checks": "write",
    "metadata": "read",
    "contents": "read",
}
"""What Cairn asks for (requirements, X3)."""

FIRST_ID = {
    "user": 41_000_000,
    "repository": 610_000_000,
    "installation": 52_000_000,
    "issue": 2_400_000_000,
    "pull": 1_900_000_000,
    "comment": 2_600_000_000,
    "label": 7_000_000_000,
    "milestone": 11_000_000,
    "review": 2_300_000_000,
    "review_comment": 1_800_000_000,
    "reaction": 240_000_000,
    "event": 14_000_000_000,
    "check_run": 30_000_000_000,
    "check_suite": 29_000_000_000,
    "team": 9_000_000,
    "delivery": 12_000_000_000,
}
"""Identifiers count from here: as large as GitHub's, and never equal across kinds by accident."""


@dataclass(frozen=True, slots=True)
class App:
    """The App as GitHub knows it."""

    id: int
    slug: str
    public_key: RSAPublicKey
    webhook_secret: str
    owner: User
    bot: User
    created: float
    permissions: Mapping[str, str]

    @property
    def client_id(self) -> str:
        """What may stand for the id in a JWT."""
        return f"Iv23li{self.id:014d}"


@dataclass(frozen=True, slots=True)
class Delivery:
    """A webhook to be sent. The payload is a snapshot: `body` is what it was at the moment."""

    id: str
    event: str
    body: bytes
    at: float
    installation: int
    repository: int | None = None
    redelivery: bool = False

    @property
    def payload(self) -> Json:
        """The payload, parsed anew at each call, so that nobody changes another's."""
        parsed: Json = json.loads(self.body)
        return parsed


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of a delivery: the rows of `GET /app/hook/deliveries`."""

    id: int
    delivery: Delivery
    at: float
    seconds: float
    status_code: int
    status: str


@dataclass(frozen=True, slots=True)
class RequestLog:
    """One request that Cairn made. `status` is 0 where the connection broke."""

    method: str
    path: str
    query: dict[str, str]
    body: Any
    status: int
    at: float


@dataclass(slots=True)
class World:
    """Everything there is. Names are looked up in lower case, as GitHub does. `mailbox_read`: when
    a person (by id) last looked into their mailbox. `hurried_search`: searches have no time to look
    at everything, and say so (`incomplete_results`). `token_lasts`: for how many seconds an
    installation's token is good; GitHub's are for an hour."""

    clock: Callable[[], float]
    html_url: str
    api_url: str
    users: dict[str, User] = field(default_factory=dict)
    organisations: dict[str, Organisation] = field(default_factory=dict)
    repositories: dict[str, Repository] = field(default_factory=dict)
    repositories_by_id: dict[int, Repository] = field(default_factory=dict)
    renamed: dict[str, int] = field(default_factory=dict)
    issues_by_id: dict[int, Issue] = field(default_factory=dict)
    installations: dict[int, Installation] = field(default_factory=dict)
    tokens: dict[str, Token] = field(default_factory=dict)
    deliveries: list[Delivery] = field(default_factory=list)
    history: list[Delivery] = field(default_factory=list)
    sent: list[Sent] = field(default_factory=list)
    requests: list[RequestLog] = field(default_factory=list)
    journal: list[Happening] = field(default_factory=list)
    mailbox_read: dict[int, float] = field(default_factory=dict)
    list_lag: float = 0
    token_lasts: float = 3600
    hurried_search: bool = False
    counters: dict[str, int] = field(default_factory=lambda: dict(FIRST_ID))
    app: App = field(init=False)

    def new_id(self, kind: str) -> int:
        """The next identifier of a kind."""
        self.counters[kind] += 1
        return self.counters[kind]

    def user(self, login: str) -> User:
        """The user of that login, or 404."""
        found = self.users.get(login.lower())
        if found is None:
            raise not_found()
        return found

    def repository(self, full_name: str) -> Repository:
        """The repository of that name today, or 404."""
        found = self.repositories.get(full_name.lower())
        if found is None:
            raise not_found()
        return found

    def organisation_of(self, repository: Repository) -> Organisation | None:
        """The organisation that owns it, if one does."""
        return self.organisations.get(repository.owner.login.lower())

    def installation_of(self, repository: Repository) -> Installation | None:
        """The installation that sees the repository, unless it is suspended."""
        for installation in self.installations.values():
            if repository.id in installation.repositories and installation.suspended is None:
                return installation
        return None

    def deliver(
        self,
        event: str,
        payload: Mapping[str, Any],
        installation: Installation,
        repository: Repository | None = None,
    ) -> None:
        """Put a webhook into the outbox, as it is now."""
        number = self.new_id("delivery")
        mixed = number * 0x9E3779B97F4A7C15F39CC0605CEDC835 % 2**128
        self.queue(
            Delivery(
                str(uuid.UUID(int=mixed, version=4)),
                event,
                encode(payload),
                self.clock(),
                installation.id,
                repository.id if repository else None,
            )
        )

    def queue(self, delivery: Delivery) -> None:
        """Put a delivery into the outbox; `history` keeps it for the export."""
        self.deliveries.append(delivery)
        self.history.append(delivery)
