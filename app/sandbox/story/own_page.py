"""Somebody at Cairn's own page for them, `/me`: signs in with GitHub, enters something, saves it.

As a browser does it: cookies are kept, and a form is sent with its token and its origin.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import parse_qsl, urlsplit

import aiohttp
from aiohttp import hdrs

from app.sandbox import oauth
from app.sandbox.github import Sandbox

_TOKEN = re.compile(r'name="token" value="([^"]+)"')


class Door(NamedTuple):
    """Where Cairn's pages are, and the address by which they know themselves: `http://HOST:PORT`.
    They differ where what is written down is to be the same each time."""

    url: str
    known_as: str


async def save(
    sandbox: Sandbox, door: Door, login: str, form: str, fields: Mapping[str, str]
) -> None:
    """Sign in as somebody and send one form of their page.

    Raises RuntimeError where the page did not take it, aiohttp.ClientError where it did not answer.
    """
    jar = aiohttp.CookieJar(unsafe=True)  # "unsafe" lets it keep cookies of a numeric address
    async with aiohttp.ClientSession(door.url, cookie_jar=jar, raise_for_status=True) as session:
        async with session.get("/me/sign-in", allow_redirects=False) as there:
            back = _says_yes(sandbox, login, there.headers[hdrs.LOCATION])
        (await session.get(back.removeprefix(door.known_as), allow_redirects=False)).release()
        async with session.get("/me") as page:
            token = _TOKEN.search(await page.text())
        if token is None:
            raise RuntimeError(f"{login} could not sign in at {door.url}/me")
        sent = {**fields, "token": token[1]}
        origin = {hdrs.ORIGIN: door.known_as}
        async with session.post(
            f"/me/{form}", data=sent, headers=origin, allow_redirects=False
        ) as saved:
            if saved.headers.get(hdrs.LOCATION) != f"/me?saved={form}":
                raise RuntimeError(f"{login}'s form {form} was not saved on /me: {saved.status}")


def _says_yes(sandbox: Sandbox, login: str, address: str) -> str:
    """Somebody is sent to GitHub and says yes there: where they come back to."""
    world, door = sandbox.world, sandbox.oauth
    if door is None:
        raise RuntimeError("nobody can sign in with this sandbox: its `oauth` is not set")
    wanted = oauth.asked(world, door, dict(parse_qsl(urlsplit(address).query)))
    return oauth.authorize(world, door, world.user(login), wanted)
