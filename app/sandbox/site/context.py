"""Who asks, about what, and how the answer is made."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aiohttp import web
from liquid import Environment, FileSystemLoader

from app.sandbox.access import Actor, require
from app.sandbox.controls import Controls
from app.sandbox.explaining import Artefact, Explain
from app.sandbox.github import Sandbox
from app.sandbox.http import Json, not_found
from app.sandbox.people import Person
from app.sandbox.state import Issue, Repository
from app.sandbox.views.bar import bar, news
from app.sandbox.views.explanations import explanation
from app.sandbox.views.look import Look, people
from app.sandbox.views.repositories import frame

COOKIE = "as"
PAGES = Path(__file__).parents[1] / "pages"


@dataclass(frozen=True, slots=True)
class Site:
    """What the pages are made of, for as long as they are served."""

    sandbox: Sandbox
    templates: Environment
    controls: Controls | None
    explain: Explain | None


SITE = web.AppKey("site", Site)


def make_site(sandbox: Sandbox, controls: Controls | None, explain: Explain | None) -> Site:
    """The pages of a sandbox."""
    templates = Environment(autoescape=True, loader=FileSystemLoader(PAGES, ext=".html"))
    return Site(sandbox, templates, controls, explain)


def site_of(request: web.Request) -> Site:
    """The site that is asked."""
    return request.app[SITE]


def person(request: web.Request) -> Person:
    """Whoever was chosen on the page, at first the first of the cast."""
    sandbox = site_of(request).sandbox
    everybody = [who.login for who in people(sandbox.world)]
    chosen = request.cookies.get(COOKIE, "")
    return sandbox.person(chosen if chosen in everybody else everybody[0])


def look(request: web.Request) -> Look:
    """The same person, as somebody who looks."""
    who = person(request)
    return Look(who.world, who.user)


def repository(request: web.Request) -> Repository:
    """The repository in the path, if whoever looks may see it."""
    who = person(request)
    name = f"{request.match_info['owner']}/{request.match_info['repo']}"
    found = who.world.repository(name)
    require(who.world, Actor(who.user), found, "read")
    return found


def issue(request: web.Request) -> Issue:
    """The issue or pull request in the path."""
    found = repository(request).issues.get(int(request.match_info["number"]))
    if found is None:
        raise not_found()
    return found


async def form(request: web.Request) -> Mapping[str, str]:
    """The texts of a form."""
    sent = await request.post()
    return {name: value for name, value in sent.items() if isinstance(value, str)}


async def settled(request: web.Request) -> None:
    """Let the App keep up, so that a page shows what it does."""
    controls = site_of(request).controls
    if controls is not None:
        await controls.settle()


async def why(request: web.Request, it: Artefact, about: str = "") -> Json | None:
    """Why the App made something, where somebody can tell. `about`: which of several it is."""
    explain = site_of(request).explain
    found = await explain(it) if explain is not None else None
    return explanation(look(request), found, it, about) if found is not None else None


def page(
    request: web.Request,
    name: str,
    data: Json,
    *,
    of: Repository | None = None,
    tab: str = "",
    status: int = 200,
) -> web.Response:
    """A page of the site; `of`: the repository whose head it has, and the tab that is open."""
    site, viewer = site_of(request), look(request)
    since = request.query.get("since", "")
    shared: dict[str, Any] = {
        "bar": bar(viewer, request.path, of, site.controls is not None),
        "own_page": site.sandbox.oauth.page_url if site.sandbox.oauth is not None else None,
        "news": news(viewer, int(since)) if since.isascii() and since.isdigit() else None,
        "frame": frame(of, tab) if of is not None else None,
    }
    text = site.templates.get_template(name).render(**shared, **data)
    return web.Response(text=text, content_type="text/html", status=status)


def see_other(path: str) -> web.Response:
    """After a POST: show a page, so that a reload does not post again."""
    return web.Response(status=303, headers={"location": path})


async def done(request: web.Request, path: str, since: int | None = None) -> web.Response:
    """After something was done: let the App answer, then show the page and what came of it.
    `since`: the entry of the journal from which on that is told, also if nothing came."""
    journal = site_of(request).sandbox.world.journal
    start = len(journal) if since is None else since
    await settled(request)
    where, mark, anchor = path.partition("#")
    if since is not None or len(journal) > start:
        where += f"{'&' if '?' in where else '?'}since={start}"
    return see_other(where + mark + anchor)


def local_path(text: str) -> str:
    """A path of this site, or the first page: a form must not send anybody elsewhere."""
    is_local = text.startswith("/") and not text.startswith(("//", "/\\"))
    return text if is_local else "/"
