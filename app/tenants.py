"""Installations at work, each with its own reader, recorder and programmes. Nothing is shared."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from app.command_facts import CommandRecorder
from app.github.auth import App
from app.github.markers import Signer
from app.github.reader import Reader
from app.mailer import Mailer
from app.model import scopes
from app.model.facts import EXTENDED, Fact, Facts, FindPlace
from app.model.workflow import Context, Region, View, Workflow
from app.pages.signed import SignedAddresses
from app.people import People
from app.programmes import Kinds, Programmes
from app.record import Recorder
from app.replies import OWN_COMMANDS
from app.store.database import Database
from app.store.planning import Planning
from app.vault import Vault


@dataclass(frozen=True, slots=True)
class Tenant:
    """All that belongs to one installation."""

    installation: int
    app: App
    reader: Reader
    recorder: Recorder
    programmes: Programmes
    bot: str
    addresses: SignedAddresses
    me: str | None
    """The address of everybody's own page; None where people cannot sign in."""
    mailer: Mailer | None = None
    """How mail is sent: the operator's, the same for all; None where none is."""

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
        public_url: str | None = None,
        me: str | None = None,
        mailer: Mailer | None = None,
    ) -> None:
        """`public_url`: where people reach Cairn, None where nobody told. `me`: the address of
        everybody's own page, None where nobody can sign in. `mailer`: None where the operator has
        no mail server."""
        self._db = database
        self.app = app
        self.people = People(database, Vault(secrets))
        self._secrets = secrets
        self.addresses = SignedAddresses(secrets, public_url)
        self._me = me
        self._mailer = mailer
        self._workflows = workflows
        self._kinds = kinds
        self._commands = CommandRecorder.of(workflows, OWN_COMMANDS)
        self._programmes: dict[int, Programmes] = {}
        self._known: dict[int, Tenant] = {}

    async def find(self, installation: int) -> Programmes | None:
        """The programmes of an installation, None where the App is not at work. Costs nothing for
        one that was met; another process may have read newer ones. Never asks GitHub."""
        if installation in self._programmes:
            return self._programmes[installation]
        async with self._db.read() as connection:
            planning = Planning(self._db, connection, installation)
            if not await planning.repositories.active():
                return None
        return await self.programmes(installation)

    async def programmes(self, installation: int) -> Programmes:
        """The programmes of an installation as they were last read, by whatever process."""
        known = self._programmes.setdefault(installation, Programmes(self._kinds))
        async with self._db.read() as connection:
            planning = Planning(self._db, connection, installation)
            reading, settings = await planning.repositories.changes()
            if reading != known.reading:
                for home, facts in (await self._files(planning)).items():
                    known.recall(home, facts["files"]["now"], facts.get(EXTENDED, {}))
                known.reading = reading
            if settings != known.settings:
                await self.people.refresh(connection)
                known.lay_over(self.people.by_login)
                known.settings = settings
        return known

    async def get(self, installation: int) -> Tenant:
        """All that belongs to an installation. Raises what the client raises where GitHub has not
        yet said who the App is."""
        programmes = await self.programmes(installation)
        return self._known.get(installation) or await self._make(installation, programmes)

    async def refresh(self) -> None:
        """Take over what other processes have read meanwhile."""
        for installation in list(self._programmes):
            await self.programmes(installation)

    async def _make(self, installation: int, programmes: Programmes) -> Tenant:
        bot = await self.app.bot()
        if installation not in self._known:
            signer = Signer(self._secrets, installation)
            tenant = Tenant(
                installation,
                self.app,
                Reader(self.app.session(installation)),
                Recorder(self._workflows, signer, self._commands),
                programmes,
                bot,
                self.addresses,
                self._me,
                self._mailer,
            )
            self._known[installation] = tenant
        return self._known[installation]

    async def _files(self, planning: Planning) -> Mapping[int, Facts]:
        """The last good files, as they were kept, and what is laid over them."""
        found = {key: await planning.load(key) for key in await planning.scopes_with("files")}
        return {scopes.parse(key).home: each.facts for key, each in found.items()}

    def forget(self, installation: int) -> None:
        """Suspended or removed: nothing is read or written for it any more."""
        self._programmes.pop(installation, None)
        self._known.pop(installation, None)
        self.app.forget(installation)
