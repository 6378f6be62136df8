"""What plans ask for (rule 9): one thing is read, and the answer becomes a fact."""

from collections.abc import Sequence

from app import examining, searching, sightings
from app.history import look_at_paths, look_at_pull, look_back
from app.model.artefacts import Body, History, Need, Paths, Permission, Proposed, Shown
from app.model.facts import Fact, ties_of
from app.model.order import order
from app.model.workflow import View
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
