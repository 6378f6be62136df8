"""Looking at what everything stands on: which repositories there are, and what the file says."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

from app.github.client import Refused
from app.model import scopes
from app.model.facts import Dirty, Known
from app.store.planning import Planning
from app.sweeping import explain
from app.tenants import Tenant

Transaction = Callable[[], AbstractAsyncContextManager[Planning]]


async def look_around(tenant: Tenant, planning: Transaction) -> None:
    """Learn names and visibility of all repositories; look for a file in those that are new."""
    seen = await tenant.reader.repositories()
    async with planning() as store:
        known = {repo.id: repo for repo in await store.repositories.all()}
        await store.repositories.put(seen)
        await store.repositories.remove(set(known) - {repo.id for repo in seen})
        now = {(repo.id, repo.full_name, repo.private) for repo in seen}
        changed = now != {(repo.id, repo.name, repo.private) for repo in known.values()}
        # A fork has a copy of the file, and nobody means it there.
        new = [repo.id for repo in seen if repo.id not in known and not repo.fork]
        hidden = {repo.id: repo.private for repo in known.values()}
        if any(hidden.get(repo.id, repo.private) != repo.private for repo in seen):
            await store.dirty_all()
        # Also homes whose first file is bad: this may be what it lacked.
        read = {scopes.parse(key).home for key in await store.scopes_with("files")}
        await store.records.apply(
            Dirty(scopes.file(home)) for home in sorted({*new, *(read if changed else ())})
        )


async def look_at_file(tenant: Tenant, home: int, planning: Transaction) -> None:
    """Read a programme's files, and follow what changed in them (P5)."""
    async with planning() as store:
        repo = await store.repositories.by_id(home)
        installed = await store.repositories.all()
        loaded = await store.load(scopes.programme(home))
    known: Known | None = loaded.facts.get("files", {}).get("now")
    if repo is None or _is_private_part(tenant, home, repo.name):
        return
    try:
        records = await tenant.programmes.read(home, repo.name, known, installed, tenant.reader)
        problem = None
    except Refused as error:
        records, problem = [], explain(error)
    async with planning() as store:
        await store.repositories.problem(home, problem)
        await store.records.apply(records)
        for record in records:
            kind = scopes.parse(record.scope).kind if isinstance(record, Dirty) else ""
            if isinstance(record, Dirty) and kind == "sweep":
                # What was nobody's business before may be somebody's now.
                await store.swept(record.scope, None)
            elif isinstance(record, Dirty) and kind == "cohort":
                await store.dirty_children(record.scope)
        if records and home not in tenant.programmes.all:
            await store.records.dirty(scopes.sweep(home))  # is there an issue about it already?
        if records:
            await store.repositories.read_anew()
            tenant.programmes.reading = await store.repositories.reading()


def _is_private_part(tenant: Tenant, home: int, name: str) -> bool:
    """The private repository's files belong to the programme that names it, not to its own."""
    return any(
        other != home and (programme.private_repository or "").lower() == name.lower()
        for other, programme in tenant.programmes.all.items()
    )
