"""One step for an installation: at most one write, then look again (hops 5 and 6, rule 8)."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

import structlog

from app import asking, proposals, replies, resting, undoing
from app.clock import Clock
from app.github.client import Patience, Unknown
from app.github.writer import Writer
from app.hush import as_said, hush
from app.looking import look_around, look_at_file
from app.model import scopes
from app.model.artefacts import Plan
from app.model.facts import Fact
from app.model.rests import newest
from app.model.workflow import View
from app.programme.model import Programme
from app.reconcile import Post, Reconciler, Tools, mails
from app.settle import Lookout, last_look, too_early
from app.store.database import Database
from app.store.leases import Lease, Lost
from app.store.planning import Loaded, Next, Planning
from app.store.repositories import Repo
from app.sweeping import EVERY as SWEEP_EVERY
from app.sweeping import Sweeper
from app.tenants import Tenant
from app.unmentioned import unmentioned

log = structlog.get_logger()

CARD_DELAY = 180.0
"""Seconds after which a parent is planned for a changed card: siblings change together."""

AFTER_FAILURE = 300.0
"""Seconds after which a scope is tried again that could not be planned."""


@dataclass(frozen=True, slots=True)
class Wait:
    """Nothing to do before `until` (Unix seconds); None: nothing is due at all."""

    until: float | None


DID = None
"""A step that did something: take the next one at once."""

Step = Wait | None


class Converger:
    """Plans dirty scopes and makes GitHub so, for one installation."""

    def __init__(
        self,
        tenant: Tenant,
        database: Database,
        clock: Clock,
        owner: str,
        probe: Callable[[str], None] = lambda _point: None,
        dry_run: bool = False,
        looks_again: bool = True,
    ) -> None:
        """`looks_again`: whether repositories are swept every few hours: webhooks can be lost."""
        self.tenant = tenant
        self._db = database
        self._clock = clock
        self._owner = owner
        self._probe = probe
        self._dry_run = dry_run
        self._looks_again = looks_again
        self._last = ""

    @asynccontextmanager
    async def _planning(self) -> AsyncIterator[Planning]:
        async with self._db.write() as connection:
            yield Planning(self._db, connection, self.tenant.installation)

    async def step(self) -> Step:
        """Take the write slot, then plan, do at most one write."""
        now = self._clock()
        async with self._planning() as planning:
            if not await planning.repositories.active():
                return Wait(None)  # suspended or removed: nothing is asked or written any more
            lease = await planning.leases.take(self.tenant.installation, self._owner, now)
            if not isinstance(lease, Lease):
                return Wait(lease)
            await planning.wake(now)
            dirty = await planning.next_dirty(self._last)
            if dirty is None:
                return Wait(await planning.next_wake())
            if (free := lease.writable_at(now)) > now:
                return Wait(free)
            loaded = await self._load(planning, dirty.key)
        self._last = dirty.key
        self._probe("loaded")
        try:
            did = await self._scope(lease, dirty, loaded, now)
        except Patience as error:
            until = error.until or now + _pause(60.0, lease)
            # GitHub's seconds are whole: what ends in this one need not have ended yet.
            return await self._wait(lease, max(until, now + _pause(1.0, lease)), error)
        except Unknown as error:
            return await self._wait(lease, now + _pause(1.0, lease), error)
        except Lost:
            return Wait(now + 1.0)
        except Exception:
            log.exception("scope failed", installation=lease.installation, scope=dirty.key)
            return await self._set_aside(dirty, now)
        if did and lease.backoff:
            async with self._planning() as planning:
                await planning.leases.calm(lease)
        return DID

    async def _wait(self, lease: Lease, until: float, error: Exception) -> Wait:
        log.warning("waiting", installation=lease.installation, until=until, why=str(error))
        async with self._planning() as planning:
            await planning.leases.wait(lease, until)
        return Wait(until)

    async def _set_aside(self, dirty: Next, now: float) -> Step:
        """A scope that cannot be planned holds up no other; it is tried again later."""
        self._probe("failed")
        await self._clean(dirty, Plan(wake=now + AFTER_FAILURE), now, keep_card=True)
        return DID

    async def _scope(self, lease: Lease, dirty: Next, loaded: Loaded, now: float) -> bool:
        scope = scopes.parse(dirty.key)
        if scope.kind in ("reach", "file", "sweep"):
            await self._look(scope, now)
            # No event that Cairn gets tells who joins or leaves a team.
            again = scope.kind == "sweep" or (
                scope.kind == "file" and self.tenant.programmes.names_teams(scope.home)
            )
            wake = now + SWEEP_EVERY if again and self._looks_again else None
            return await self._clean(dirty, Plan(wake=wake), now)
        if await self._settle(dirty, loaded, now):
            return True
        view = self._view(dirty, loaded, now)
        if view is None:
            return await self._clean(dirty, Plan(), now)
        plan = self._plan(view)
        self._probe("planned")
        if plan.needs:
            await asking.answer(self.tenant, view, plan.needs, self._planning)
            return True
        if await self._learn(view, plan.facts):
            return True
        reconcile = self._reconciler(lease, view, plan)
        for want in plan.wants:
            if await reconcile(want):
                return True
        return await reconcile.twins() or await self._clean(dirty, plan, now)

    async def view(self, key: str) -> View | None:
        """What a plan of this scope would see now; None where no programme has it."""
        async with self._db.read() as connection:
            planning = Planning(self._db, connection, self.tenant.installation)
            loaded = await self._load(planning, key)
        return self._view(Next(key, 0), loaded, self._clock())

    def _view(self, dirty: Next, loaded: Loaded, now: float) -> View | None:
        scope = scopes.parse(dirty.key)
        programme = self.tenant.programmes.of(scope)
        if programme is None:
            return None
        said = as_said(loaded.ledger)
        view = View(
            dirty.key,
            scope,
            loaded.facts,
            said,
            programme,
            now,
            loaded.cards,
            newest(loaded.rests, scope.home, programme),
            self._parent(dirty.key, loaded.above, programme, now),
            loaded.sight,
            self.tenant.addresses.of_calendar(self.tenant.installation, dirty.key),
            self.tenant.me,
            self.tenant.mailer.lists if self.tenant.mailer is not None else (),
        )
        return undoing.with_undone(view, self.tenant.recorder.workflows)

    def _parent(
        self, key: str, above: Loaded | None, programme: Programme, now: float
    ) -> View | None:
        parent = scopes.line(key)[-1]
        if above is None:
            return None
        said = as_said(above.ledger)
        view = View(parent, scopes.parse(parent), above.facts, said, programme, now)
        return undoing.with_undone(view, self.tenant.recorder.workflows)

    async def _load(self, planning: Planning, key: str) -> Loaded:
        """The rows that a plan sees; the cohort's as well only where mentors confirm (P9), because
        a big one has many."""
        scope = scopes.parse(key)
        programme = self.tenant.programmes.of(scope)
        cohort = programme.cohort(scope.cohort) if programme is not None else None
        asks = cohort is not None and cohort.confirm_mentors and scope.kind != "cohort"
        above = scopes.line(key)[-1] if asks else None
        return await planning.load(key, above, resting.others_of(scope, programme))

    def _plan(self, view: View) -> Plan:
        plan = Plan()
        for workflow in self.tenant.recorder.workflows:
            if view.scope.kind in workflow.scopes:
                plan.join(workflow.plan(view), view.now)
        # An `undo` may mean a rest, of which workflows do not know.
        plan.overrule(resting.plan(view, plan.verdicts), view.now)
        plan.join(undoing.plan(view, plan.verdicts), view.now)
        plan.join(replies.plan(view, plan.verdicts, self.tenant.recorder.workflows), view.now)
        plan.join(self.tenant.programmes.plan(view), view.now)
        workflows = self.tenant.recorder.workflows
        plan.join(proposals.plan(view, self.tenant.programmes, workflows), view.now)
        return unmentioned(view, hush(view, plan))

    def _reconciler(self, lease: Lease, view: View, plan: Plan) -> Reconciler:
        async def charge(creates: bool) -> None:
            async with self._planning() as planning:
                await planning.leases.charge(lease, self._clock(), creates=creates)

        async def repository(name: str) -> Repo | None:
            async with self._planning() as planning:
                return await planning.repositories.named(name)

        tenant = self.tenant
        messages = tenant.programmes.messages(view.scope)
        tools = Tools(
            tenant.reader,
            Writer(tenant.app.session(tenant.installation), charge),
            tenant.recorder.signer,
            messages.render,
            tenant.observe,
            self._planning,
            repository,
            self._probe,
            dry=self._dry_run or tenant.programmes.is_draft(view.scope),
            post=Post(tenant.mailer, messages.plain) if tenant.mailer is not None else None,
        )
        return Reconciler(tools, view, plan)

    async def _settle(self, dirty: Next, loaded: Loaded, now: float) -> bool:
        """Settle intents before planning (rule 6). True where planning has to wait or to begin
        anew."""
        pending = {k: s for k, s in loaded.ledger.items() if s.status == "intent"}
        if not pending:
            return False
        lookout = self._lookout()
        waits: list[float] = []
        for key, said in pending.items():
            later = too_early(said, now)
            if later is None and said.kind == mails.KIND:
                async with self._planning() as planning:
                    await planning.put(dirty.key, key, mails.doubtful(said))
            elif later is None:
                async with self._planning() as planning:
                    repo = await planning.repositories.by_id(said.repository)
                found = repo and await lookout.find(repo.name, dirty.key, key, said)
                later = None if found else last_look(said, now)
                async with self._planning() as planning:
                    if found:
                        await planning.records.apply([found])
                    elif later is None:
                        await planning.drop(dirty.key, key)
            if later is not None:
                waits.append(later)
        if waits:
            plan = Plan(wake=min(waits), card=None)
            await self._clean(dirty, plan, now, keep_card=True)
        return True

    def _lookout(self) -> Lookout:
        tenant = self.tenant
        return Lookout(tenant.reader, tenant.recorder.signer, tenant.bot)

    async def _learn(self, view: View, facts: Sequence[Fact]) -> bool:
        """What commands here come to elsewhere; True if that was news. Who is concerned is planned
        anew."""
        news: list[str] = []
        if facts:
            async with self._planning() as planning:
                news = [f.scope for f in facts if await planning.records.apply([f])]
                for key in (k for each in news for k in resting.concerned(each, view.programme)):
                    await planning.records.dirty(key)
                    if scopes.parse(key).login:  # a whole cohort's pull requests are too many
                        await planning.dirty_children(key)
                for each in news:
                    await planning.dirty_children(each)
                if any(scopes.parse(each).kind == "programme" for each in news):
                    # A mentee stays longer: their cohort shows it, and their pull requests count.
                    await planning.records.dirty(scopes.line(view.key)[-1])
                    await planning.dirty_children(view.key)
        return bool(news)

    async def _clean(self, dirty: Next, plan: Plan, now: float, *, keep_card: bool = False) -> bool:
        async with self._planning() as planning:
            changed = await planning.clean(dirty, plan.wake, plan.card, keep_card=keep_card)
            if changed:
                # What was not known before may be on the cohort's page already.
                kind = scopes.parse(dirty.key).kind
                soon = scopes.KINDS[kind].prompt or (dirty.new and kind == "pull")
                await planning.wake_parent(dirty.key, now if soon else now + CARD_DELAY)
        self._probe("cleaned")
        return False

    async def _look(self, scope: scopes.Scope, now: float) -> None:
        """Read what others stand on: repositories, the file, everything of ours."""
        tenant = self.tenant
        if scope.kind == "reach":
            await look_around(tenant, self._planning)
        elif scope.kind == "file":
            await look_at_file(tenant, scope.home, self._planning)
        else:
            sweeper = Sweeper(tenant.reader, tenant.recorder, tenant.programmes, self._lookout())
            await sweeper.sweep(scope.home, self._planning, tenant.bot, now)
        self._probe("looked")


def _pause(first: float, lease: Lease) -> float:
    """Seconds to wait where GitHub gave no hint: doubling each time in a row, up to 64 times."""
    return first * 2.0 ** min(lease.backoff, 6)
