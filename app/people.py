"""What people set on `/me`, for all installations of this process: sealed in the table, open here.

Planning asks for people by login, so this is kept by login. It is read again only where somebody
changed something, and then only what changed.
"""

from collections.abc import Mapping

import structlog
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from app.model.own import Own
from app.store.database import Connection, Database
from app.store.private import PrivateRows, Row
from app.vault import Vault

log = structlog.get_logger()

SETTINGS = "settings"
"""The name of the row that holds somebody's settings."""


class Kept(BaseModel):
    """A person's settings, with the login that they had when they last came (Unix seconds)."""

    model_config = ConfigDict(frozen=True)

    login: str
    came: float
    own: Own = Own()
    calendar: str | None = Field(default=None, repr=False)
    """The key in the address of their own calendar; None: they have none."""


class People:
    """Everybody's settings."""

    def __init__(self, database: Database, vault: Vault) -> None:
        self._db = database
        self._vault = vault
        self._editions: dict[int, int] = {}
        self._kept: dict[int, Kept] = {}
        self.by_login: Mapping[str, Own] = {}
        """By login in lower case, as read last."""

    async def refresh(self, connection: Connection) -> None:
        """Read what changed since it was read last, by whatever process."""
        rows = PrivateRows(self._db, connection)
        now = await rows.editions(SETTINGS)
        changed = {
            person for person, edition in now.items() if self._editions.get(person) != edition
        }
        found = await rows.named(SETTINGS, changed) if changed else []
        kept = {row.person: self._opened(row) for row in found}
        for person in self._editions.keys() - now.keys() | changed:
            self._kept.pop(person, None)
        self._kept |= {person: each for person, each in kept.items() if each is not None}
        self._editions = dict(now)
        # A login that changed hands is whose owner came last.
        by_age = sorted(self._kept.values(), key=lambda each: each.came)
        self.by_login = {each.login.lower(): each.own for each in by_age}

    async def kept(self, connection: Connection, person: int) -> Kept | None:
        """One person's settings, as they are in the table."""
        rows = await PrivateRows(self._db, connection).named(SETTINGS, [person])
        return self._opened(rows[0]) if rows else None

    async def keep(self, connection: Connection, person: int, kept: Kept) -> None:
        """Keep somebody's settings in place of those before."""
        sealed = self._vault.seal(person, SETTINGS, kept.model_dump(mode="json"))
        await PrivateRows(self._db, connection).put(Row(person, SETTINGS, sealed))

    async def export(self, connection: Connection, person: int) -> dict[str, object]:
        """All that is kept sealed of a person, open, by name."""
        rows = await PrivateRows(self._db, connection).of(person)
        return {row.name: self._vault.open(*row) for row in rows}

    async def forget(self, connection: Connection, person: int) -> None:
        """Delete all that is kept sealed of a person."""
        await PrivateRows(self._db, connection).forget(person)

    def _opened(self, row: Row) -> Kept | None:
        data = self._vault.open(*row)
        if data is None:
            return None
        try:
            return Kept.model_validate(data)
        except ValidationError:  # its text would hold what was entered
            log.warning("settings of another version of Cairn cannot be read", person=row.person)
            return None
