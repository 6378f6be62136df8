"""The pages below `/me`, put together from the environment."""

from collections.abc import Awaitable, Callable

from aiohttp import web

from app.clock import Clock
from app.github.client import Transport
from app.pages.about import Knowledge
from app.pages.addresses import is_https, is_loopback, origin
from app.pages.around import Surroundings
from app.pages.changes import Changes
from app.pages.guard import guarded
from app.pages.me import Me
from app.pages.rendering import HERE, Templates
from app.pages.sessions import Sessions
from app.pages.sign_in import SignIn
from app.service import Service
from app.settings import Settings


def make_pages(
    settings: Settings, service: Service, transport: Transport, clock: Clock
) -> web.Application:
    """The pages, to be added to the server's below `/me`."""
    show = Templates()
    public = settings.public_url or ""
    app = web.Application(middlewares=[guarded(origin(public), show)])
    for name in ("style.css", "icon.svg"):
        app.router.add_get(f"/{name}", _kept_for_an_hour(name))
    sign_in = sign_in_of(settings, transport)
    if isinstance(sign_in, str):
        reason = sign_in

        async def off(_request: web.Request) -> web.Response:
            return show("off", {"reason": reason})

        app.router.add_get("", off)
        return app
    sessions = Sessions(settings.secrets, clock, secure=is_https(public))
    surroundings = Surroundings(service)
    knowledge = Knowledge(service, surroundings, settings.api_url)
    changes = Changes(service, surroundings, clock)
    app.router.add_routes(Me(show, sign_in, sessions, knowledge, changes, clock).routes())
    return app


def sign_in_of(settings: Settings, transport: Transport) -> SignIn | str:
    """How people sign in; or why they cannot, in an operator's words."""
    id, secret, public = settings.client_id, settings.client_secret, settings.public_url
    if id is None or secret is None:
        return "GITHUB_CLIENT_ID and GITHUB_CLIENT_SECRET are not set"
    if public is None:
        return "PUBLIC_URL is not set"
    if not (is_https(public) or is_loopback(public)):
        return "PUBLIC_URL does not begin with https://"
    return SignIn(transport, settings.api_url, public, id, secret.get_secret_value())


def _kept_for_an_hour(name: str) -> Callable[[web.Request], Awaitable[web.FileResponse]]:
    async def send(_request: web.Request) -> web.FileResponse:
        return web.FileResponse(HERE / name, headers={"cache-control": "max-age=3600"})

    return send
