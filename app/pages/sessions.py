"""Who is signed in: a sealed cookie, and no row anywhere.

Cookies as OWASP's "Session Management Cheat Sheet" has them: `__Host-` (so of this host, and only
over https), HttpOnly, SameSite=Lax (Strict would not come back with the browser from GitHub).
"""

import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from aiohttp import web
from cryptography.fernet import InvalidToken

from app.clock import Clock
from app.vault import SESSIONS, keys

LASTS = 12 * 3600
SIGNING_IN_LASTS = 600
"""Seconds for which a session, and an attempt to sign in, can be used."""


@dataclass(frozen=True, slots=True)
class Session:
    """Somebody who signed in: GitHub's numeric id, and the login of that day. `token` has to be in
    each form of theirs, so that no other site can send one."""

    person: int
    login: str
    token: str


@dataclass(frozen=True, slots=True)
class Attempt:
    """Somebody who is at GitHub to sign in: what has to come back with them (RFC 6749, 10.12), and
    the secret whose hash GitHub got (PKCE, RFC 7636)."""

    state: str
    verifier: str


def new_session(person: int, login: str) -> Session:
    """A session that begins."""
    return Session(person, login, secrets.token_urlsafe(32))


def new_attempt() -> Attempt:
    """An attempt to sign in that begins. 48 random bytes make a verifier of 64 characters."""
    return Attempt(secrets.token_urlsafe(32), secrets.token_urlsafe(48))


class Sessions:
    """Reads and writes the two cookies. `secure`: the pages are served over https."""

    def __init__(self, secrets_: Sequence[bytes], clock: Clock, *, secure: bool) -> None:
        self._keys = keys(secrets_, SESSIONS)
        self._clock = clock
        self._secure = secure
        prefix = "__Host-" if secure else ""
        self.cookie, self.attempt_cookie = f"{prefix}cairn-session", f"{prefix}cairn-sign-in"

    def session(self, request: web.Request) -> Session | None:
        """Who sent this; None where nobody is signed in, or is no longer."""
        found = self._read(request, self.cookie, LASTS)
        return Session(**found) if found is not None else None

    def attempt(self, request: web.Request) -> Attempt | None:
        """The attempt to sign in that this browser began."""
        found = self._read(request, self.attempt_cookie, SIGNING_IN_LASTS)
        return Attempt(**found) if found is not None else None

    def begin(self, response: web.Response, session: Session) -> None:
        """Sign somebody in."""
        self._write(response, self.cookie, asdict(session), LASTS)

    def begin_attempt(self, response: web.Response, attempt: Attempt) -> None:
        """Remember that this browser went to GitHub."""
        self._write(response, self.attempt_cookie, asdict(attempt), SIGNING_IN_LASTS)

    def end(self, response: web.Response) -> None:
        """Sign them out."""
        self._clear(response, self.cookie)

    def end_attempt(self, response: web.Response) -> None:
        """An attempt is used once."""
        self._clear(response, self.attempt_cookie)

    def _read(self, request: web.Request, name: str, lasts: int) -> dict[str, Any] | None:
        sealed = request.cookies.get(name, "").encode(errors="replace")
        try:
            opened = self._keys.decrypt_at_time(sealed, lasts, int(self._clock()))
        except InvalidToken:
            return None
        whole = json.loads(opened)
        # One kind of cookie must not do for the other.
        return dict(whole["data"]) if whole["of"] == name else None

    def _write(
        self, response: web.Response, name: str, data: Mapping[str, Any], lasts: int
    ) -> None:
        whole = json.dumps({"of": name, "data": data}).encode()
        sealed = self._keys.encrypt_at_time(whole, int(self._clock())).decode()
        response.set_cookie(
            name,
            sealed,
            max_age=lasts,
            path="/",
            secure=self._secure,
            httponly=True,
            samesite="Lax",
        )

    def _clear(self, response: web.Response, name: str) -> None:
        response.del_cookie(name, path="/", secure=self._secure, httponly=True, samesite="Lax")
