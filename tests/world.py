"""A small world for tests: the example organisation on a sandbox, Cairn beside it, a clock.

`World` is cheap to open (a few milliseconds): the database is a copy of a migrated one, and keys
are made once for each process.
"""

import shutil
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from app.clock import ManualClock
from app.github.auth import App
from app.mailer import Mailer
from app.programmes import Kinds
from app.rehearsal import Rehearsal, in_process
from app.sandbox.cast import example
from app.sandbox.github import Sandbox
from app.sandbox.keys import new_key_pair
from app.sandbox.people import Person
from app.sandbox.state import Comment, Issue
from app.service import Service
from app.settings import Settings, load_private_key
from app.store.database import Database
from app.store.deliveries import Delivery
from app.store.inline import InlineDatabase
from app.store.keeping import Keeper
from app.store.migrate import migrate
from app.tenants import Tenants
from app.wiring import kinds
from workflows import WORKFLOWS

API = "https://api.github.test"
HOME = "acme/mentorship"
STARTS = datetime(2026, 8, 27, 6, tzinfo=UTC).timestamp()
"""A Thursday, three working days before the example's cohort starts; 11:30 for maya."""


MOST_REQUESTS = 20_000
"""Twice what any world here has needed: the whole story takes 8,000. A loop would never end without
it."""


class Restless(Exception):
    """Cairn asks and writes without end."""


@cache
def keys() -> tuple[str, str]:
    """An App's private and public key, as PEM; made once, because that takes a while."""
    return new_key_pair()


@cache
def migrated() -> Path:
    """An empty SQLite database with all tables, to be copied."""
    return Path(mkdtemp(prefix="cairn-test-")) / "migrated.db"


async def sqlite_copy(folder: Path) -> str:
    """The URL of a fresh SQLite database."""
    template = migrated()
    if not template.exists():
        await migrate(f"sqlite+aiosqlite:///{template}")
    target = folder / "cairn.db"
    shutil.copy(template, target)
    return f"sqlite+aiosqlite:///{target}"


@cache
def settings() -> Settings:
    """What the environment of the test's App says."""
    return Settings.from_environ(
        {
            "GITHUB_APP_ID": "1001",
            "GITHUB_PRIVATE_KEY": keys()[0],
            "GITHUB_WEBHOOK_SECRET": "a secret for tests",
            "GITHUB_API_URL": API,
        }
    )


@cache
def private_key() -> RSAPrivateKey:
    """The App's key: it takes longer to read than all else at the start of a process."""
    return load_private_key(keys()[0])


@cache
def all_kinds() -> Kinds:
    """What a programme file may say; read once for all processes of Cairn in the tests."""
    return kinds()


def open_database(url: str) -> Database:
    """A database; SQLite in this thread."""
    return InlineDatabase(url) if url.startswith("sqlite") else Database(url)


class World:
    """A sandbox, Cairn, and a clock between them."""

    def __init__(self, sandbox: Sandbox, installation: int, clock: ManualClock, url: str) -> None:
        self.sandbox = sandbox
        self.installation = installation
        self.clock = clock
        self.url = url
        self.probe: Callable[[str], None] = lambda _point: None
        self.post: Callable[[], Awaitable[int]] | None = None
        self.public_url: str | None = None
        self.me: str | None = None
        self.mailer: Mailer | None = None
        self.dry_run = False
        self.meanwhile: Callable[[], Awaitable[None]] | None = None
        """What goes on in Cairn's process while it waits for an answer of GitHub's."""
        self.answered: Callable[[], Awaitable[None]] | None = None
        """The same once GitHub did what was asked, and before its answer is here."""
        self.database: Database
        self.cairn: Rehearsal

    async def open(self) -> None:
        """Start Cairn's process: nothing is left of an earlier one but its database."""
        self.database = open_database(self.url)
        keeper = Keeper(self.database)

        async def keep(group: Sequence[Delivery]) -> None:
            keeper.keep(group)  # no thread: nothing else goes on meanwhile

        self._keep = keep
        self._start_process()

    def _start_process(self) -> None:
        app = App(self._send, API, self.clock, "1001", private_key())
        secrets = settings().secrets
        tenants = Tenants(
            self.database,
            app,
            secrets,
            WORKFLOWS,
            all_kinds(),
            self.public_url,
            self.me,
            self.mailer,
        )
        made = Service(
            self.database,
            tenants,
            self.clock,
            "test",
            dry_run=self.dry_run,
            probe=self._probe,
            keep=self._keep,
        )
        self.cairn = Rehearsal(self.sandbox, made, self.clock, self.post)

    async def crash(self, *, begin: bool) -> None:
        """End the process in the middle of anything, and start the next one on what the database
        holds. Either it begins with a look at everything, or it takes over at once, as a second
        process does. Connections stay open, because opening them takes longer than all else."""
        self._start_process()
        await (self.cairn.begin() if begin else self.cairn.take_over(self.installation))

    async def _send(
        self, method: str, url: str, headers: Mapping[str, str], body: bytes
    ) -> tuple[int, Mapping[str, str], bytes]:
        if self.meanwhile is not None:
            await self.meanwhile()
        if len(self.sandbox.requests) >= MOST_REQUESTS:
            raise Restless(f"no rest after {MOST_REQUESTS:,} requests; then {method} {url}")
        answer = await in_process(self.sandbox, API)(method, url, headers, body)
        if self.answered is not None:
            await self.answered()
        return answer

    def _probe(self, point: str) -> None:
        if point == "failed":
            raise  # noqa: PLE0704 (what the converger has just caught: tests want to see it)
        self.probe(point)

    async def close(self) -> None:
        """End Cairn's process."""
        await self.database.close()

    async def start(self) -> None:
        """Start Cairn, and let it settle."""
        await self.cairn.begin()
        await self.cairn.settle()

    def person(self, login: str) -> Person:
        """Somebody of the cast."""
        return self.sandbox.person(login)

    def issues(self, repository: str = HOME) -> list[Issue]:
        """All issues of a repository, the oldest first."""
        found = self.sandbox.world.repository(repository).issues
        return [found[number] for number in sorted(found)]

    def issue_of(self, login: str, repository: str = HOME) -> Issue:
        """A mentee's onboarding issue."""
        return next(i for i in self.issues(repository) if i.title.startswith(f"Welcome, {login}:"))

    def said_in(self, issue: Issue) -> list[Comment]:
        """What Cairn said in an issue, the oldest first."""
        return [c for c in self.comments(issue) if c.user.type == "Bot"]

    def comments(self, issue: Issue) -> list[Comment]:
        """All comments of an issue, the oldest first."""
        return sorted(issue.comments, key=lambda c: c.id)

    @property
    def writes(self) -> list[str]:
        """The writes that Cairn has sent, as "METHOD path"; tokens are not counted."""
        return [
            f"{r.method} {r.path}"
            for r in self.sandbox.requests
            if r.method != "GET" and not r.path.endswith("/access_tokens")
        ]


@asynccontextmanager
async def opened(
    url: str, *, at: float = STARTS, programme: bytes | None = None
) -> AsyncIterator[World]:
    """A world on a migrated database, whose App was just installed."""
    clock = ManualClock(at)
    sandbox, installation = example(
        clock,
        public_key=keys()[1],
        webhook_secret="a secret for tests",
        app_id=1001,
        html_url="https://github.test",
        api_url=API,
        programme=programme,
    )
    world = World(sandbox, installation, clock, url)
    await world.open()
    try:
        yield world
    finally:
        await world.close()
