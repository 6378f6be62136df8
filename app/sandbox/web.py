"""The sandbox over HTTP: the REST API under /api/v3, and pages that show it under /.

Pages are for people who try Cairn out on their own machine. Everybody may act as anybody of the
cast, so serve it on loopback only.
"""

from collections.abc import Awaitable, Callable
from pathlib import Path
from urllib.parse import urlsplit

from aiohttp import web
from liquid import Environment, FileSystemLoader

from app.sandbox import views
from app.sandbox.access import Actor, require
from app.sandbox.github import Sandbox
from app.sandbox.http import Json, Refused, Request, not_found
from app.sandbox.people import Person
from app.sandbox.state import Issue, Repository

API_BASE = "/api/v3"
COOKIE = "as"
_HEADERS = {
    "content-security-policy": "default-src 'none'; style-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
}
_PAGES = Path(__file__).parent / "pages"

SANDBOX = web.AppKey("sandbox", Sandbox)
TEMPLATES = web.AppKey("templates", Environment)

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def make_app(sandbox: Sandbox) -> web.Application:
    """The REST API and the pages. The sandbox's `html_url` should be where this is served."""
    app = web.Application(middlewares=[_guarded])
    app[SANDBOX] = sandbox
    app[TEMPLATES] = Environment(autoescape=True, loader=FileSystemLoader(_PAGES, ext=".html"))
    app.router.add_route("*", API_BASE + "/{tail:.*}", rest)
    app.router.add_static("/static", _PAGES / "static")
    app.router.add_get("/", home)
    app.router.add_post("/act", act)
    repository = "/{owner}/{repo}"
    app.router.add_get(repository, issue_list)
    app.router.add_get(f"{repository}/issues", issue_list)
    thread = repository + "/{kind:issues|pull}/{number:[0-9]+}"
    app.router.add_get(thread, issue_page)
    app.router.add_post(f"{thread}/comment", comment)
    app.router.add_post(f"{thread}/tick", tick)
    return app


@web.middleware
async def _guarded(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Pages only: other sites' forms are refused, refusals become pages, headers are strict."""
    if request.path.startswith(API_BASE):
        return await handler(request)
    try:
        if request.method == "POST":
            require_same_origin(request)
        response = await handler(request)
    except Refused as refused:
        response = _page(request, "refused", {"message": refused.message}, refused.status)
    response.headers.update(_HEADERS)
    return response


def require_same_origin(request: web.Request) -> None:
    """403 for a form of another site. Browsers send one of the two headers with each POST."""
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    if site is not None:
        same = site == "same-origin"
    else:
        same = origin is not None and urlsplit(origin).netloc == request.host
    if not same:
        raise Refused(403, "This form came from another site. Open the page here, and try again.")


async def rest(request: web.Request) -> web.Response:
    """Any request to the REST API."""
    answer = request.app[SANDBOX].handle(
        Request(
            request.method,
            request.rel_url.raw_path.removeprefix(API_BASE),
            dict(request.query),
            {name.lower(): value for name, value in request.headers.items()},
            await request.read(),
        )
    )
    return web.Response(status=answer.status, headers=answer.headers, body=answer.body)


def viewer(request: web.Request) -> Person:
    """Whoever was chosen on the page, at first the first of the cast."""
    sandbox = request.app[SANDBOX]
    everybody = views.people(sandbox.world)
    chosen = request.cookies.get(COOKIE, "")
    return sandbox.person(chosen if chosen in everybody else everybody[0])


def _page(request: web.Request, name: str, data: Json, status: int = 200) -> web.Response:
    world = request.app[SANDBOX].world
    shared = {
        "viewer": viewer(request).user.login,
        "people": views.people(world),
        "now": views.moment(world.clock()),
        "here": request.path,
    }
    text = request.app[TEMPLATES].get_template(name).render(**shared, **data)
    return web.Response(text=text, content_type="text/html", status=status)


def _see_other(path: str) -> web.Response:
    """After a POST: show a page, so that a reload does not post again."""
    return web.Response(status=303, headers={"location": path})


def _repository(request: web.Request) -> Repository:
    """The repository in the path, if whoever looks may see it."""
    world = request.app[SANDBOX].world
    name = f"{request.match_info['owner']}/{request.match_info['repo']}"
    found = world.repository(name)
    require(world, Actor(viewer(request).user), found, "read")
    return found


def _issue(request: web.Request) -> Issue:
    found = _repository(request).issues.get(int(request.match_info["number"]))
    if found is None:
        raise not_found()
    return found


async def home(request: web.Request) -> web.Response:
    """GET /: all repositories."""
    world = request.app[SANDBOX].world
    return _page(request, "home", views.home(world, viewer(request).user))


async def issue_list(request: web.Request) -> web.Response:
    """GET /{owner}/{repo}/issues."""
    state = request.query.get("state", "open")
    data = views.issue_list(_repository(request), state if state in views.STATES else "open")
    return _page(request, "issues", data)


async def issue_page(request: web.Request) -> web.Response:
    """GET /{owner}/{repo}/issues/{number}, also for pull requests."""
    issue = _issue(request)
    data = views.thread(request.app[SANDBOX].world, issue, viewer(request).user)
    return _page(request, "thread", data)


async def comment(request: web.Request) -> web.Response:
    """POST …/comment: as whoever was chosen."""
    issue, form = _issue(request), await request.post()
    viewer(request).comment(issue.repository.full_name, issue.number, str(form.get("body", "")))
    return _see_other(views.path(issue))


async def tick(request: web.Request) -> web.Response:
    """POST …/tick: a click on a task box, of the body or of a comment."""
    issue, form = _issue(request), await request.post()
    line, value = _box(str(form.get("box", "")))
    where = str(form.get("comment", ""))
    try:
        if where:
            viewer(request).tick_comment_line(int(where), line, value)
        else:
            viewer(request).tick_line(issue.repository.full_name, issue.number, line, value)
    except (LookupError, ValueError):
        raise Refused(409, "This text has changed since. Open the page again.") from None
    return _see_other(views.path(issue))


def _box(text: str) -> tuple[int, bool]:
    line, _, value = text.partition(":")
    if not (line.isascii() and line.isdigit()) or value not in ("true", "false"):
        raise Refused(422, "Which box was it? Open the page again.")
    return int(line), value == "true"


async def act(request: web.Request) -> web.Response:
    """POST /act: choose who to be, and go back to where one was."""
    form = await request.post()
    back = str(form.get("back", "/"))
    local = back.startswith("/") and not back.startswith(("//", "/\\"))
    response = _see_other(back if local else "/")
    response.set_cookie(COOKIE, str(form.get("login", "")), samesite="Strict", httponly=True)
    return response
