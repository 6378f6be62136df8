"""Installations at work, each with its own reader, recorder and programmes. Nothing is shared."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from app.command_facts import CommandRecorder
from app.github.auth import App
from app.github.markers import Signer
from app.github.reader import Reader
from app.model import scopes
from app.model.facts import Fact, FindPlace, Known
from app.model.workflow import Context, Region, View, Workflow
from app.programmes import Kinds, Programmes
from app.record import Recorder
from app.replies import OWN_COMMANDS
from app.store.database import Database
from app.store.planning import Planning


@dataclass(frozen=True, slots=True)
class Tenant:
    """All that belongs to one installation."""

    installation: int
    app: App
    reader: Reader
    recorder: Recorder
    programmes: Programmes
    bot: str

    def context(self, place: FindPlace) -> Context:
        """What a record may look at."""
        return Context(self.programmes.all, place, self.bot)

    @property
    def observe(self) -> Callable[[View, Region], list[Fact]]:
        """What a region that was just read shows that no event told, by any workflow."""
        return lambda view, region: [
            fact for w in self.recorder.workflows for fact in w.observe(view, region)
        ]


class Tenants:
    """The installations, made when first needed."""

    def __init__(
        self,
        database: Database,
        app: App,
        secrets: tuple[bytes, ...],
        workflows: tuple[Workflow, ...],
        kinds: Kinds,
    ) -> None:
        self._db = database
        self.app = app
        self._secrets = secrets
        self._workflows = workflows
        self._kinds = kinds
        self._commands = CommandRecorder.of(workflows, OWN_COMMANDS)
        self._known: dict[int, Tenant] = {}

    async def find(self, installation: int) -> Tenant | None:
        """The installation, if the App is at work there. Costs nothing for one that was met."""
        if installation in self._known:
            return self._known[installation]
        async with self._db.read() as connection:
            planning = Planning(self._db, connection, installation)
            if not await planning.repositories.active():
                return None
        return await self.get(installation)

    async def get(self, installation: int) -> Tenant:
        """The installation, with its programmes as they were last read, by whatever process."""
        tenant = self._known.get(installation) or await self._make(installation)
        async with self._db.read() as connection:
            planning = Planning(self._db, connection, installation)
            reading = await planning.repositories.reading()
            if reading != tenant.programmes.reading:
                for home, known in (await self._files(planning)).items():
                    tenant.programmes.recall(home, known)
                tenant.programmes.reading = reading
        return tenant

    async def refresh(self) -> None:
        """Take over what other processes have read meanwhile."""
        for installation in list(self._known):
            await self.get(installation)

    async def _make(self, installation: int) -> Tenant:
        bot = await self.app.bot()
        if installation not in self._known:
            signer = Signer(self._secrets, installation)
            tenant = Tenant(
                installation,
                self.app,
                Reader(self.app.session(installation)),
                Recorder(self._workflows, signer, self._commands),
                Programmes(self._kinds),
                bot,
            )
            self._known[installation] = tenant
        return self._known[installation]

    async def _files(self, planning: Planning) -> Mapping[int, Known]:
        """The last good files, as they were kept."""
        found = {key: await planning.load(key) for key in await planning.scopes_with("files")}
        return {scopes.parse(key).home: each.facts["files"]["now"] for key, each in found.items()}

    def forget(self, installation: int) -> None:
        """Suspended or removed: nothing is read or written for it any more."""
        self._known.pop(installation, None)
        self.app.forget(installation)
