"""The clock's buttons on the pages."""

import pytest
from pytest_aiohttp.plugin import AiohttpClient

from app.sandbox.github import Sandbox
from app.sandbox.web import make_app
from tests.sandbox.browser import Browser, post, sent, text
from tests.sandbox.client import NOON, Clock


class Steered:
    """A clock, and an App that says something at one instant."""

    def __init__(self, sandbox: Sandbox, clock: Clock, due: float) -> None:
        self.sandbox, self.clock = sandbox, clock
        self.due: float | None = due

    async def settle(self) -> None:
        """Nothing is due at once."""

    async def move_to(self, at: float) -> None:
        if self.due is not None and self.due <= at:
            self.clock.now, self.due = self.due, None
            self.sandbox.person("bartek").comment("acme/engine", 42, "It is time")
        self.clock.now = at

    async def next_due(self) -> float | None:
        return self.due


@pytest.mark.parametrize(
    ("by", "moved", "said"),
    [
        ("hour", 3600, "nothing new"),
        ("day", 86_400, "1 new comment"),
        ("week", 604_800, "1 new comment"),
        ("next", 7200, "1 new comment"),
    ],
)
async def test_the_clock_moves_and_says_what_came(
    aiohttp_client: AiohttpClient,
    sandbox: Sandbox,
    clock: Clock,
    by: str,
    moved: float,
    said: str,
) -> None:
    controls = Steered(sandbox, clock, NOON + 7200)
    browser: Browser = await aiohttp_client(make_app(sandbox, controls=controls))
    status, path = await sent(browser, "/clock", by=by, back="/acme/engine")
    assert (status, clock.now) == (303, NOON + moved)
    page = await text(browser, path)
    assert f"<strong>Since then:</strong> {said}" in page
    assert await post(browser, "/clock", by="year") == 422


async def test_a_clock_that_nobody_moves_has_no_buttons(browser: Browser) -> None:
    assert "Next thing" not in await text(browser, "/")
    assert await post(browser, "/clock", by="day") == 404
