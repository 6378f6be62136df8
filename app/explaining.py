"""Cairn's answers to "Why?" on the sandbox's pages, from what it knows at that moment."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from app.model import scopes, why
from app.model.artefacts import LabelDefinition
from app.model.sight import Sight
from app.model.why import File, Spot, Where, Why
from app.sandbox.explaining import Artefact, Explain, Explanation, Row
from app.service import Service
from app.sightings import OWN_LIST
from app.store.planning import Planning
from app.store.repositories import Repo, installations
from app.swept import TWIN
from app.templates import Messages
from app.tenants import Tenant
from app.why import explain

_KINDS: Mapping[str, Sequence[str]] = {
    "issue": ("issue", f"{TWIN}:issue"),
    "comment": ("comment", OWN_LIST, f"{TWIN}:comment"),
    "milestone": ("milestone",),
    "check_run": ("check",),
    "reaction": ("reaction",),
}
"""What the ledger calls what a page shows."""


def explainer(service: Service) -> Explain:
    """Answers for all installations of a service."""

    async def answer(artefact: Artefact) -> Explanation | None:
        async with service.database.read() as connection:
            known = await installations(connection)
        for installation in known:
            found = await _in_installation(service, installation, artefact)
            if found is not None:
                return found
        return None

    return answer


async def _in_installation(
    service: Service, installation: int, artefact: Artefact
) -> Explanation | None:
    tenant = await service.tenants.get(installation)
    async with service.database.read() as connection:
        planning = Planning(service.database, connection, installation)
        repo = await planning.repositories.named(artefact.repository)
        if repo is None:
            return None
        keys = await _keys(planning, tenant, repo, artefact)
        sight = await planning.repositories.sight()
    for scope, key in keys:
        view = await service.view(installation, scope)
        found = explain(view, key, tenant.recorder.workflows) if view is not None else None
        if found is not None:
            return _shown(_without_private(found, sight, repo.name), tenant)
    return None


async def _keys(
    planning: Planning, tenant: Tenant, repo: Repo, artefact: Artefact
) -> list[tuple[str, str]]:
    """Scopes and keys under which Cairn may know what a page shows."""
    if artefact.kind == "label":
        return list(_label_keys(tenant, repo, artefact.name))
    ref = artefact.number if artefact.id is None else artefact.id
    found = await planning.written_as(repo.id, _KINDS[artefact.kind], ref)
    if artefact.kind == "reaction":
        return [(scope, key) for scope, key in found if key.endswith(f":{artefact.name}")]
    if artefact.kind == "check_run" and not found:
        return [(scopes.proposal(repo.id, ""), "check:")]  # lost with the database, but ours
    return found


def _label_keys(tenant: Tenant, repo: Repo, name: str) -> Iterator[tuple[str, str]]:
    """A label is a repository's: any cohort at home there may have wanted it."""
    label = LabelDefinition(repository=repo.name, name=name, colour="", description="")
    for home, programme in tenant.programmes.all.items():
        for cohort in programme.cohorts:
            if cohort.home.lower() == repo.name.lower():
                yield scopes.cohort(home, cohort.id), label.key


def _without_private(found: Why, sight: Sight, place: str) -> Why:
    """Nothing of a private repository is told elsewhere, not even that it exists (R5)."""
    dates = tuple(_readable(row, sight, place) for row in found.dates)
    made_by = tuple(_readable(row, sight, place) for row in found.made_by)
    return replace(found, dates=dates, made_by=made_by)


def _readable(row: why.Row, sight: Sight, place: str) -> why.Row:
    if not isinstance(row.where, Spot | File) or sight.shows_named(row.where.repository, place):
        return row
    return replace(row, said="somewhere private", setting="", where=None)


def _shown(found: Why, tenant: Tenant) -> Explanation:
    messages = Messages(tenant.programmes.kinds.texts.sources)
    rows = [_row(row) for row in (*found.dates, *found.made_by)]
    return Explanation(messages.render(found.rule), rows)


def _row(row: why.Row) -> Row:
    zone, whose = (row.clock.zone, row.clock.whose) if row.clock else (None, "")
    return Row(row.what, row.said, row.at, zone, whose, row.setting, _address(row.where))


def _address(where: Where | None) -> str:
    """A page of the same site; GitHub leads from an issue's address to a pull request's."""
    match where:
        case None:
            return ""
        case Spot(repository, number, None):
            return f"/{repository}/issues/{number}"
        case Spot(repository, number, comment):
            return f"/{repository}/issues/{number}#issuecomment-{comment}"
        case File(repository, path):
            return f"/{repository}/blob/HEAD/{path}"
    return where
