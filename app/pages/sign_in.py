"""Signing in with GitHub: the App's user flow (docs.github.com, "Generating a user access token for
a GitHub App"), with PKCE (RFC 7636). The token tells once who came, and is then thrown away.
"""

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import aiohttp

from app.github.client import REQUESTER, Transport
from app.pages.addresses import github_pages
from app.pages.sessions import Attempt

CALLBACK = "/me/callback"


class NotSignedIn(Exception):
    """GitHub did not say who came; the text says so to that person."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who came: GitHub's numeric id, and the login."""

    person: int
    login: str


@dataclass(frozen=True, slots=True)
class SignIn:
    """GitHub's side of it. `public_url`: where people reach Cairn."""

    transport: Transport
    api_url: str
    public_url: str
    client_id: str
    client_secret: str

    @property
    def callback(self) -> str:
        """Where GitHub sends people back to: it has to be entered on the App's page as well."""
        return self.public_url + CALLBACK

    def address(self, attempt: Attempt) -> str:
        """Where at GitHub an attempt begins. It asks for no right."""
        query = {
            "client_id": self.client_id,
            "redirect_uri": self.callback,
            "state": attempt.state,
            "code_challenge": challenge(attempt.verifier),
            "code_challenge_method": "S256",
        }
        return f"{github_pages(self.api_url)}/login/oauth/authorize?{urlencode(query)}"

    async def visitor(self, code: str, verifier: str) -> Visitor:
        """Who came back with this code. Raises NotSignedIn."""
        user = await self._user(await self._token(code, verifier))
        person, login = user.get("id"), user.get("login")
        if not isinstance(person, int) or not isinstance(login, str):
            raise NotSignedIn("GitHub did not say who you are. Please try again.")
        return Visitor(person, login)

    async def _token(self, code: str, verifier: str) -> str:
        form = {
            "client_id": self.client_id,
            "client_secret": self.client_secret,
            "code": code,
            "redirect_uri": self.callback,
            "code_verifier": verifier,
        }
        url = f"{github_pages(self.api_url)}/login/oauth/access_token"
        headers = {"content-type": "application/x-www-form-urlencoded"}
        answer = await self._asked("POST", url, headers, urlencode(form).encode())
        token = answer.get("access_token")
        if not isinstance(token, str):  # a refusal has the status 200, too
            raise NotSignedIn("GitHub did not take that: it may have been used before, or too old.")
        return token

    async def _user(self, token: str) -> Mapping[str, Any]:
        headers = {"authorization": f"Bearer {token}"}
        return await self._asked("GET", f"{self.api_url}/user", headers, b"")

    async def _asked(
        self, method: str, url: str, headers: Mapping[str, str], body: bytes
    ) -> Mapping[str, Any]:
        """GitHub's answer. What went wrong is not told on: it may hold what was sent."""
        both = {"accept": "application/json", "user-agent": REQUESTER, **headers}
        try:
            status, _, content = await self.transport(method, url, both, body)
            answer = json.loads(content) if status == 200 else None
        except (TimeoutError, OSError, aiohttp.ClientError, ValueError):
            answer = None
        if not isinstance(answer, dict):
            raise NotSignedIn("GitHub did not answer just now. Please try again in a minute.")
        return answer


def challenge(verifier: str) -> str:
    """What GitHub gets of a verifier (RFC 7636, 4.2, "S256")."""
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
