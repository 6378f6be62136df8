"""The example organisation, and a client of it, anew for each test."""

import pytest
from pytest_aiohttp.plugin import AiohttpClient

from app.sandbox.cast import example
from app.sandbox.github import Sandbox
from app.sandbox.web import make_app
from tests.sandbox.browser import Browser
from tests.sandbox.client import Client, Clock, public_pem


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def acme(clock: Clock) -> tuple[Sandbox, int]:
    return example(clock, public_key=public_pem(), webhook_secret="secret")


@pytest.fixture
def sandbox(acme: tuple[Sandbox, int]) -> Sandbox:
    return acme[0]


@pytest.fixture
def app(acme: tuple[Sandbox, int], clock: Clock) -> Client:
    """Signs as the App."""
    return Client(acme[0], clock)


@pytest.fixture
def cairn(app: Client, acme: tuple[Sandbox, int]) -> Client:
    """Has the installation's token; what happened before is told already."""
    client = app.as_installation(acme[1])
    acme[0].take_deliveries()
    return client


@pytest.fixture
async def browser(sandbox: Sandbox, aiohttp_client: AiohttpClient) -> Browser:
    """The pages, looked at as alice until somebody else is chosen."""
    client: Browser = await aiohttp_client(make_app(sandbox))
    return client
