"""What Cairn does, without deciding when: the engine does that, and so do tests and the demo."""

from collections.abc import Callable, Iterable

from app.clock import Clock
from app.converge import Converger, Step
from app.inbox import Inbox
from app.intake import Intake, Keep
from app.model import scopes
from app.model.calendar import Entry, Feed
from app.model.facts import Dirty
from app.model.figures import Figures
from app.model.notebook import Notebook
from app.model.workflow import View
from app.store.database import Database
from app.store.deliveries import Deliveries
from app.store.keeping import Keeper
from app.store.leases import Lease
from app.store.planning import Planning
from app.store.repositories import installations
from app.tenants import Tenants


class Service:
    """The inbox, and a converger for each installation."""

    def __init__(
        self,
        database: Database,
        tenants: Tenants,
        clock: Clock,
        owner: str,
        *,
        dry_run: bool = False,
        probe: Callable[[str], None] = lambda _point: None,
        keep: Keep | None = None,
        looks_again: bool = True,
    ) -> None:
        """`keep` keeps a group of deliveries; without one, that is done in a thread. `looks_again`:
        False where no webhook is ever lost, so nothing is swept after the start."""
        self.database = database
        self.tenants = tenants
        self.inbox = Inbox(database, tenants, clock)
        self.intake = Intake(
            tenants, clock, keep or Keeper(database).keep_in_a_thread, self.inbox.news
        )
        self._clock = clock
        self._owner = owner
        self._dry_run = dry_run
        self._probe = probe
        self._looks_again = looks_again
        self._convergers: dict[int, Converger] = {}

    async def begin(self) -> list[int]:
        """Find out where the App is installed, and look at everything anew: what happened while
        Cairn was down is found by reading, in the ordinary steps."""
        found: set[int] = set()
        async for item in self.tenants.app.installations():
            installation, active = int(item["id"]), item.get("suspended_at") is None
            account = (item.get("account") or {}).get("login") or ""
            async with self.database.write() as connection:
                planning = Planning(self.database, connection, installation)
                await planning.repositories.install(account, active)
            found |= {installation} if active else set()
        async with self.database.read() as connection:
            known = await installations(connection)
        for installation in known:
            if installation in found:
                await self._look_again(installation)
            else:
                await self._forget(installation)
        return sorted(found)

    async def _look_again(self, installation: int) -> None:
        tenant = await self.tenants.get(installation)
        async with self.database.write() as connection:
            planning = Planning(self.database, connection, installation)
            repositories = {r.name.lower(): r.id for r in await planning.repositories.all()}
            keys = [scopes.reach()]
            for home, programme in tenant.programmes.all.items():
                keys += [scopes.file(home), *programme.section_scopes(home)]
                used = sorted(programme.repositories_used & set(repositories))
                sweeps = [scopes.sweep(repositories[name]) for name in used]
                for key in sweeps:
                    await planning.swept(key, None)
                keys += sweeps
            await planning.records.apply(Dirty(key) for key in keys)

    async def _forget(self, installation: int) -> None:
        async with self.database.write() as connection:
            planning = Planning(self.database, connection, installation)
            await planning.repositories.install("", False)
        self.tenants.forget(installation)

    async def step(self, installation: int) -> Step:
        """One step of an installation; nothing for one that is suspended or removed."""
        return await (await self._converger(installation)).step()

    async def view(self, installation: int, key: str) -> View | None:
        """What a plan of a scope would see now; nothing is written."""
        return await (await self._converger(installation)).view(key)

    async def feed(self, installation: int, key: str) -> Feed | None:
        """A scope's dates for a calendar; None where there are none, or no programme has it."""
        if await self.tenants.find(installation) is None:
            return None
        view = await self.view(installation, key)
        if view is None:
            return None
        workflows = (await self.tenants.get(installation)).recorder.workflows
        fitting = (each.feed(view) for each in workflows if view.scope.kind in each.scopes)
        return next((found for found in fitting if found is not None), None)

    async def own_dates(self, installation: int, key: str, login: str) -> list[Entry]:
        """A scope's dates for the calendar of somebody who takes part in the programme."""
        return (await self.dates_of(installation, key, [login]))[login]

    async def dates_of(
        self, installation: int, key: str, logins: Iterable[str]
    ) -> dict[str, list[Entry]]:
        """The same for several, by login."""
        workflows = (await self.tenants.get(installation)).recorder.workflows
        fitting = [each for each in workflows if scopes.parse(key).kind in each.scopes]
        view = await self.view(installation, key) if fitting else None
        return {
            login: [date for each in fitting for date in each.own_dates(view, login)]
            if view is not None
            else []
            for login in logins
        }

    async def figures(self, installation: int, key: str, login: str) -> list[Figures]:
        """Somebody's own numbers in a scope of no cohort."""
        workflows = (await self.tenants.get(installation)).recorder.workflows
        fitting = [each for each in workflows if scopes.parse(key).kind in each.figures_of]
        view = await self.view(installation, key) if fitting else None
        found = [each.figures(view, login) for each in fitting] if view is not None else []
        return [figures for figures in found if figures is not None]

    async def notebook(self, installation: int, key: str, login: str) -> Notebook | None:
        """Where somebody may write before anybody reads it, in a group's scope."""
        workflows = (await self.tenants.get(installation)).recorder.workflows
        view = await self.view(installation, key)
        found = [each.notebook(view, login) for each in workflows] if view is not None else []
        return next((book for book in found if book is not None), None)

    async def _converger(self, installation: int) -> Converger:
        tenant = await self.tenants.get(installation)
        converger = self._convergers.get(installation)
        if converger is None or converger.tenant is not tenant:
            converger = Converger(
                tenant,
                self.database,
                self._clock,
                self._owner,
                self._probe,
                self._dry_run,
                self._looks_again,
            )
            self._convergers[installation] = converger
        return converger

    def seconds_until(self, at: float | None) -> float | None:
        """How long it is until an instant; None where there is none."""
        return None if at is None else max(0.0, at - self._clock())

    async def next_retry(self) -> float | None:
        """When the inbox has something to try again."""
        async with self.database.read() as connection:
            return await Deliveries(connection).next_try()

    async def release(self) -> None:
        """Give up all leases, so that another process can go on at once."""
        for installation in self._convergers:
            async with self.database.write() as connection:
                planning = Planning(self.database, connection, installation)
                lease = await planning.leases.take(installation, self._owner, self._clock())
                if isinstance(lease, Lease):
                    await planning.leases.release(lease)
