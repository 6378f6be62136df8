"""A browser without scripts that keeps cookies as they were set, also those for https only."""

import re
from http.cookies import Morsel, SimpleCookie
from typing import Any
from urllib.parse import parse_qs, urlsplit

from aiohttp import ClientResponse, web
from aiohttp.test_utils import TestClient

from app.sandbox import oauth
from app.sandbox.github import Sandbox

PUBLIC = "https://cairn.test"
_TOKEN = re.compile(r'name="token" value="([^"]+)"')

Client = TestClient[web.Request, web.Application]


class Browser:
    """One person's browser at Cairn. `cookies` are those that it would send."""

    def __init__(self, client: Client, sandbox: Sandbox) -> None:
        self.client = client
        self.sandbox = sandbox
        self.cookies: dict[str, Morsel[str]] = {}

    async def get(self, path: str) -> ClientResponse:
        response = await self.client.get(
            path, headers={"Cookie": self._sent()}, allow_redirects=False
        )
        self._keep(response)
        return response

    async def post(
        self, path: str, headers: dict[str, str] | None = None, **form: Any
    ) -> ClientResponse:
        """Send a form of the own page; its token is filled in unless `token` is given."""
        if "token" not in form:
            form["token"] = await self.token()
        sent = {"Cookie": self._sent(), "Origin": PUBLIC, **(headers or {})}
        response = await self.client.post(path, data=form, headers=sent, allow_redirects=False)
        self._keep(response)
        return response

    async def text(self, path: str = "/me") -> str:
        response = await self.get(path)
        assert response.status == 200
        return await response.text()

    async def token(self) -> str:
        found = _TOKEN.search(await self.text())
        return found[1] if found else ""

    async def sign_in(self, login: str) -> ClientResponse:
        """To GitHub, there yes, and back; the last answer."""
        return await self.get(self.say_yes(await self.go_to_github(), login))

    async def go_to_github(self) -> dict[str, str]:
        """What GitHub is asked for."""
        response = await self.get("/me/sign-in")
        assert response.status == 303
        place = urlsplit(response.headers["location"])
        assert f"{place.scheme}://{place.netloc}{place.path}" == (
            "https://github.test/login/oauth/authorize"
        )
        return {name: values[0] for name, values in parse_qs(place.query).items()}

    def say_yes(self, query: dict[str, str], login: str) -> str:
        """Somebody says yes at GitHub: the path to which they come back."""
        world, door = self.sandbox.world, self.sandbox.oauth
        assert door is not None
        wanted = oauth.asked(world, door, query)
        back = oauth.authorize(world, door, world.user(login), wanted)
        assert back.startswith(f"{PUBLIC}/me/callback?")
        return back.removeprefix(PUBLIC)

    def _sent(self) -> str:
        return "; ".join(f"{name}={it.value}" for name, it in self.cookies.items())

    def _keep(self, response: ClientResponse) -> None:
        for line in response.headers.getall("Set-Cookie", []):
            for name, morsel in SimpleCookie(line).items():
                if morsel["max-age"] == "0":
                    self.cookies.pop(name, None)
                else:
                    self.cookies[name] = morsel
