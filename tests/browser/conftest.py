"""The demo in a real browser. Chromium is taken from the system, and nothing is downloaded."""

import shutil
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import ConsoleMessage, Page, async_playwright

from app import demo, wiring
from app.explaining import explainer

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.fixture
async def address() -> AsyncIterator[str]:
    """A demo of its own, with the first issues open."""
    async with demo.opened(demo.connect(wiring.service), explain=explainer) as found:
        yield found


@pytest.fixture
def elsewhere() -> set[str]:
    """Other addresses from which a page may come: a test adds those that it means to open."""
    return set()


@pytest.fixture(params=[pytest.param((1280, 900), id="wide"), pytest.param((390, 844), id="phone")])
async def page(
    request: pytest.FixtureRequest, address: str, elsewhere: set[str]
) -> AsyncIterator[Page]:
    """The demo's first page. Errors in the console, and requests to elsewhere, fail the test."""
    if CHROMIUM is None:
        pytest.skip("no chromium on this machine (Debian, Ubuntu: install the package chromium)")
    width, height = request.param
    trouble: list[str] = []
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-quic"]
        )
        shown = await browser.new_page(
            viewport={"width": width, "height": height}, java_script_enabled=True
        )
        shown.on("console", lambda it: trouble.append(it.text) if _is_trouble(it) else None)
        shown.on(
            "request",
            lambda it: (
                None
                if it.url.startswith((address, *elsewhere))
                else trouble.append(f"asked {it.url}")
            ),
        )
        await shown.goto(address)
        yield shown
        await browser.close()
    assert trouble == []


def _is_trouble(said: ConsoleMessage) -> bool:
    """A form that is not taken (422) is an answer, and no trouble."""
    return said.type == "error" and " 422 " not in said.text
