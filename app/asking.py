"""What plans ask for (rule 9): one thing is read, and the answer becomes a fact."""

from collections.abc import Sequence
from itertools import groupby

from app import examining, searching, sightings
from app.history import look_at_paths, look_at_pull, look_back
from app.model import scopes
from app.model.artefacts import Body, History, Need, Paths, Permission, Proposed, Shown
from app.model.facts import Data, Fact, ties_of
from app.model.fronts import Front, Whereabouts, front_in
from app.model.order import order
from app.model.whereabouts import WHEREABOUTS
from app.model.workflow import View
from app.store.planning import Planning
from app.sweeping import Transaction
from app.tenants import Tenant


async def answer(tenant: Tenant, view: View, needs: Sequence[Need], planning: Transaction) -> None:
    """Read one thing that a plan asked for; the answer becomes a fact (rule 9). A right that
    several commands need is read once."""
    match needs[0]:
        case Permission(repository, login) as need:
            role = await tenant.reader.role(repository, login)
            keys = [n.key for n in needs if isinstance(n, Permission) and n.asks_as(need)]
            facts = [
                Fact(view.key, "permission", key, order(view.now), {"role": role}, "first")
                for key in keys
            ]
            async with planning() as store:
                await store.records.apply(facts)
        case Whereabouts(key) as need:
            async with planning() as store:
                known = await _whereabouts(store, view, need)
                fact = Fact(view.key, WHEREABOUTS, key, order(view.now), known, "first")
                await store.records.apply([fact])
        case Body(key):
            await _look_at_body(tenant, view, key, planning)
        case Proposed() as need:
            await _examine(tenant, view, need, planning)
        case Shown(thread):
            await look_at_pull(tenant, view, thread, planning)
        case Paths(thread):
            await look_at_paths(tenant, view, thread, planning)
        case History(thread):
            await look_back(tenant, view, thread, planning)
        case about_searching:
            await searching.answer(tenant, view, about_searching, planning)


async def _whereabouts(store: Planning, view: View, need: Whereabouts) -> Data:
    """The issue that is meant, as a fact; nothing where there is none, or several of each kind."""
    for _, fronts in groupby(need.among, key=lambda front: scopes.parse(front.scope).kind):
        issues = [await _issue(store, view, front, need.read_in) for front in fronts]
        found = [issue for issue in issues if issue is not None]
        if len(found) == 1:
            return found[0]
    return {}


async def _issue(store: Planning, view: View, front: Front, read_in: str) -> Data | None:
    """The issue by which a scope is known, if all who will read of it may."""
    row = front_in(await store.said(front.scope), front.begins)
    repo = await store.repositories.by_id(row.repository) if row is not None else None
    if row is None or repo is None or not view.sight.shows(repo.id, read_in):
        return None
    cohort = view.programme.cohort(scopes.parse(front.scope).cohort)
    if cohort is not None and cohort.private and not repo.private:
        return None  # it was left behind when the cohort became private
    return {"scope": front.scope, "repository": repo.id, "name": repo.name, "number": row.ref}


async def _examine(tenant: Tenant, view: View, need: Proposed, planning: Transaction) -> None:
    async with planning() as store:
        installed = {r.name: r.private for r in await store.repositories.all()}
    read = await examining.examine(view, need, tenant.programmes, installed, tenant.reader)
    async with planning() as store:
        await store.records.apply([read])


async def _look_at_body(tenant: Tenant, view: View, key: str, planning: Transaction) -> None:
    """Two changes shared a second: what the body shows outranks both (rule 1)."""
    row = view.said[key]
    async with planning() as store:
        repo = await store.repositories.by_id(row.repository)
    if repo is None:
        return
    signer = tenant.recorder.signer
    issue = await tenant.reader.issue(repo.name, row.ref)
    parts = signer.split(issue.body, repo.id, ours=True)
    region = sightings.region(repo.id, "", issue, parts)
    async with planning() as store:
        await store.looked(view.key, ties_of(view.facts))
        await store.records.apply(tenant.observe(view, region))
