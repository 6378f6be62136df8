"""What people change on `/me`: kept, and all that it concerns is planned anew."""

import secrets

from app.clock import Clock
from app.model import scopes
from app.model.own import Own
from app.pages.around import Around, Surroundings, has_part, roles_in
from app.pages.sign_in import Visitor
from app.people import Kept
from app.resting import concerned
from app.service import Service
from app.store.database import Connection
from app.store.planning import Planning


class Changes:
    """Writes what one person wants, in one transaction."""

    def __init__(self, service: Service, surroundings: Surroundings, clock: Clock) -> None:
        self._service = service
        self._people = service.tenants.people
        self._surroundings = surroundings
        self._clock = clock

    async def kept(self, who: Visitor) -> Kept:
        """All that is kept of somebody, as of now under this login."""
        async with self._service.database.read() as connection:
            return await self._kept(connection, who)

    async def _kept(self, connection: Connection, who: Visitor) -> Kept:
        kept = await self._people.kept(connection, who.person)
        now = {"login": who.login, "came": self._clock()}
        return kept.model_copy(update=now) if kept is not None else Kept.model_validate(now)

    async def sealed(self, who: Visitor) -> dict[str, object]:
        """All that only this page holds of somebody, for their export."""
        async with self._service.database.read() as connection:
            return await self._people.export(connection, who.person)

    async def came(self, who: Visitor) -> None:
        """Somebody signed in: settings that they had under another login are theirs under this."""
        async with self._service.database.read() as connection:
            kept = await self._people.kept(connection, who.person)
        if kept is not None and kept.login != who.login:
            await self.keep(who, kept.own)

    async def keep(self, who: Visitor, own: Own) -> None:
        """Keep somebody's settings."""
        around = await self._surroundings.programmes()
        async with self._service.database.write() as connection:
            kept = (await self._kept(connection, who)).model_copy(update={"own": own})
            await self._people.keep(connection, who.person, kept)
            await self._plan_anew(connection, around, who.login)

    async def new_calendar(self, who: Visitor) -> None:
        """Give somebody's own calendar a new address; the one before leads nowhere any more."""
        await self._keep_calendar(who, secrets.token_urlsafe(24))

    async def end_calendar(self, who: Visitor) -> None:
        """Somebody's own calendar has no address any more."""
        await self._keep_calendar(who, None)

    async def _keep_calendar(self, who: Visitor, key: str | None) -> None:
        async with self._service.database.write() as connection:
            kept = (await self._kept(connection, who)).model_copy(update={"calendar": key})
            await self._people.keep(connection, who.person, kept)

    async def forget(self, who: Visitor) -> None:
        """Delete what only this page holds."""
        around = await self._surroundings.programmes()
        async with self._service.database.write() as connection:
            await self._people.forget(connection, who.person)
            await self._plan_anew(connection, around, who.login)

    async def _plan_anew(self, connection: Connection, all_: list[Around], login: str) -> None:
        for each in all_:
            planning = Planning(self._service.database, connection, each.installation)
            keys = concerned(scopes.person(each.home, login), each.programme)
            if has_part(each.programme, login):
                keys += each.programme.section_scopes(each.home)
            for cohort in each.programme.cohorts:
                if roles_in(each.programme, cohort, login):
                    keys += cohort.section_scopes(each.home)
            for key in keys:
                await planning.records.dirty(key)
                if scopes.parse(key).login:
                    await planning.dirty_children(key)
