"""What pull requests have beyond issues: changed files, checks, merging."""

from aiohttp import web

from app.sandbox.actions.checks import pulls_of
from app.sandbox.explaining import Artefact
from app.sandbox.http import not_found
from app.sandbox.site.context import done, issue, look, page, person, repository, why
from app.sandbox.views import pulls as views
from app.sandbox.views.look import path
from app.sandbox.views.threads import summary


async def files(request: web.Request) -> web.Response:
    """GET …/pull/{number}/files."""
    found, viewer = issue(request), look(request)
    if found.pull is None:
        raise not_found()
    shown = {**summary(viewer, found), "pull": views.pull(viewer, found)}
    shown |= views.files(viewer, found)
    return page(request, "files", shown, of=found.repository, tab="Pull requests")


async def run(request: web.Request) -> web.Response:
    """GET …/runs/{id}: a check run."""
    it = repository(request)
    found = it.check_runs.get(int(request.match_info["id"]))
    if found is None:
        raise not_found()
    pulls = pulls_of(it, found.head)
    shown = views.run(look(request), it, found, pulls[0] if pulls else None)
    if found.by_app:
        number = pulls[0].number if pulls else 0
        artefact = Artefact("check_run", it.full_name, number, found.id)
        shown["why"] = await why(request, artefact)
    return page(request, "run", shown, of=it, tab="Pull requests")


async def merge(request: web.Request) -> web.Response:
    """POST …/merge."""
    found = issue(request)
    person(request).merge(found.repository.full_name, found.number)
    return await done(request, path(found))
