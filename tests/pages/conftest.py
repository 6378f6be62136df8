"""Cairn's own pages beside a world."""

from collections.abc import Callable
from typing import Any

import pytest
from pytest_aiohttp.plugin import AiohttpClient

from app.pages import calendar, own_calendar
from app.pages.setup import make_pages
from app.rehearsal import in_process
from app.sandbox.oauth import OAuth
from app.server import make_app
from app.settings import Settings
from tests.behaviour.conftest import Enter, enter, enter_on_both
from tests.pages.browser import PUBLIC, Browser, Client
from tests.world import API, World, keys

__all__ = ["Enter", "enter", "enter_on_both"]

SECRET = "a client secret of the tests"


def environ(world: World, **more: str) -> dict[str, str]:
    """The environment of an App in which people can sign in."""
    return {
        "GITHUB_APP_ID": "1001",
        "GITHUB_PRIVATE_KEY": keys()[0],
        "GITHUB_WEBHOOK_SECRET": "a secret for tests",
        "GITHUB_API_URL": API,
        "GITHUB_CLIENT_ID": world.sandbox.world.app.client_id,
        "GITHUB_CLIENT_SECRET": SECRET,
        "PUBLIC_URL": PUBLIC,
        **more,
    }


def server(world: World, values: dict[str, str]) -> Any:
    """Cairn's HTTP with its pages."""
    settings = Settings.from_environ(values)
    world.sandbox.oauth = OAuth(SECRET, f"{PUBLIC}/me/callback", f"{PUBLIC}/me")
    service = world.cairn.service
    pages = make_pages(settings, service, in_process(world.sandbox, API), world.clock)
    app = make_app(world.database, service.intake, [b"a secret"], pages)
    feeds = calendar.routes(service, world.clock), own_calendar.routes(service, world.clock)
    app.add_routes(route for routes in feeds for route in routes)
    return app


Visit = Callable[..., Any]


@pytest.fixture
def visit(aiohttp_client: AiohttpClient) -> Visit:
    """A browser at the pages of a world; with a login, somebody who is signed in."""

    async def opened(world: World, login: str | None = None, **more: str) -> Browser:
        client: Client = await aiohttp_client(server(world, environ(world, **more)))
        browser = Browser(client, world.sandbox)
        if login is not None:
            response = await browser.sign_in(login)
            assert (response.status, response.headers["location"]) == (303, "/me")
        return browser

    return opened
