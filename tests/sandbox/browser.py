"""The pages as a browser without scripts asks for them."""

from aiohttp import web
from aiohttp.test_utils import TestClient

Browser = TestClient[web.Request, web.Application]


async def text(browser: Browser, path: str) -> str:
    """A page that has to come."""
    response = await browser.get(path)
    assert response.status == 200, path
    return await response.text()


async def sent(browser: Browser, path: str, **form: str) -> tuple[int, str]:
    """The status of a form of the same site, and where it leads."""
    headers = {"Sec-Fetch-Site": "same-origin"}
    response = await browser.post(path, data=form, headers=headers, allow_redirects=False)
    return response.status, response.headers.get("location", "")


async def post(browser: Browser, path: str, **form: str) -> int:
    """The status of a form of the same site."""
    return (await sent(browser, path, **form))[0]


async def be(browser: Browser, login: str) -> None:
    """Act as somebody from now on."""
    assert await post(browser, "/act", login=login) == 303
