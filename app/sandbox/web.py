"""The sandbox over HTTP: the REST API under /api/v3, and pages that show it under /.

Pages are for people who try Cairn out on their own machine. Everybody may act as anybody of the
cast, so serve it on loopback only. They have no script, and load nothing from elsewhere.
"""

from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from aiohttp import web

from app.sandbox.controls import Controls
from app.sandbox.explaining import Explain
from app.sandbox.github import Sandbox
from app.sandbox.http import Refused, Request
from app.sandbox.site import files, home, mailbox, pulls, reviews, sign_in, threads, top
from app.sandbox.site.context import PAGES, SITE, make_site, page, settled, site_of

API_BASE = "/api/v3"
_TOKENS = "/login/oauth/access_token"
_HEADERS = {
    "content-security-policy": "default-src 'none'; style-src 'self'; img-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
}
_PLAIN = ("/static/", "/avatars/", "/labels.css")
"""What is the same at any time: the App need not keep up for it."""

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def make_app(
    sandbox: Sandbox, *, controls: Controls | None = None, explain: Explain | None = None
) -> web.Application:
    """The REST API and the pages. The sandbox's `html_url` should be where this is served.

    `controls`: moves the clock (without: no buttons for it). `explain`: why the App made something
    (without: no "why?").
    """
    app = web.Application(middlewares=[_guarded])
    app[SITE] = make_site(sandbox, controls, explain)
    app.router.add_route("*", API_BASE + "/{tail:.*}", rest)
    app.router.add_post(_TOKENS, rest)
    app.router.add_static("/static", PAGES / "static")
    app.router.add_routes(_routes())
    return app


def _routes() -> list[web.RouteDef]:
    get, post = web.get, web.post
    it = "/{owner}/{repo}"
    thread = it + "/{kind:issues|pull}/{number:[0-9]+}"
    return [
        get("/", home.home),
        get("/labels.css", home.label_colours),
        get("/avatars/{id:[0-9]+}", home.avatar),
        get("/mail", mailbox.mine),
        get("/mail/{login}", mailbox.show),
        get("/apps/{slug}", home.app_page),
        post("/act", top.act),
        post("/clock", top.move),
        get("/login/oauth/authorize", sign_in.authorize),
        get("/{owner}", home.profile),
        get(it, files.code),
        get(it + "/tree/{ref}", files.tree),
        get(it + "/tree/{ref}/{path:.+}", files.tree),
        get(it + "/blob/{ref}/{path:.+}", files.blob),
        get(it + "/edit/{ref}/{path:.+}", files.edit),
        post(it + "/edit/{ref}/{path:.+}", files.commit),
        get(it + "/issues", threads.issues),
        get(it + "/issues/new", threads.new_issue),
        post(it + "/issues/new", threads.open_issue),
        get(it + "/pulls", threads.pulls),
        get(it + "/labels", threads.label_list),
        get(it + "/milestones", threads.milestones),
        get(it + "/milestone/{number:[0-9]+}", threads.milestone_page),
        get(it + "/runs/{id:[0-9]+}", pulls.run),
        get(thread, threads.issue_page),
        get(thread + "/files", pulls.files),
        post(thread + "/merge", pulls.merge),
        post(thread + "/review", reviews.review),
        post(thread + "/dismiss", reviews.dismiss),
        post(thread + "/reviewers", reviews.reviewers),
        post(thread + "/draft", reviews.draft),
        post(thread + "/push", reviews.push),
        post(thread + "/approve", reviews.approve),
        post(thread + "/check", reviews.check),
        post(thread + "/comment", threads.comment),
        post(thread + "/tick", threads.tick),
        get(thread + "/text", threads.editor),
        post(thread + "/text", threads.change),
        post(thread + "/react", threads.react),
        post(thread + "/follow", threads.follow),
        post(thread + "/lock", threads.lock),
    ]


@web.middleware
async def _guarded(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Pages only: other sites' forms are refused, refusals become pages, headers are strict."""
    if request.path.startswith(API_BASE) or request.path == _TOKENS:
        return await handler(request)
    try:
        if request.method == "POST":
            require_same_origin(request)
        if not request.path.startswith(_PLAIN):
            await settled(request)
        response = await handler(request)
    except Refused as refused:
        response = page(request, "refused", {"message": refused.message}, status=refused.status)
    except web.HTTPNotFound:
        response = page(request, "refused", {"message": "Not Found"}, status=404)
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
    """Any request of a program's."""
    answer = site_of(request).sandbox.handle(
        Request(
            request.method,
            request.rel_url.raw_path.removeprefix(API_BASE),
            dict(request.query),
            {name.lower(): value for name, value in request.headers.items()},
            await request.read(),
        )
    )
    return web.Response(status=answer.status, headers=answer.headers, body=answer.body)
