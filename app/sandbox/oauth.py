"""Signing in to the App: the web flow of GitHub Apps, with PKCE really checked.

docs.github.com, "Generating a user access token for a GitHub App"; RFC 7636 for PKCE. Codes last
ten minutes and are used once. Nothing of it is logged: on GitHub, all of this is secret.
"""

import base64
import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from hmac import compare_digest
from urllib.parse import parse_qsl, urlencode

from app.sandbox.http import Json, Refused, Request, Response, encode
from app.sandbox.payloads import basics
from app.sandbox.state import User
from app.sandbox.world import World

CODE_LASTS = 600.0
TOKEN_LASTS = 8 * 3600.0
"""Seconds."""

_JSON = {"content-type": "application/json; charset=utf-8"}


@dataclass(frozen=True, slots=True)
class Asked:
    """What an App asked for when it sent somebody here."""

    redirect_uri: str
    state: str
    challenge: str


@dataclass(frozen=True, slots=True)
class _Given:
    """A code, or a token: whose, and until when (Unix seconds)."""

    user: User
    until: float
    asked: Asked | None = None


@dataclass(slots=True)
class OAuth:
    """The App's client secret, where people may be sent back to, the App's own page for them, and
    who is on the way."""

    client_secret: str
    callback_url: str
    page_url: str
    codes: dict[str, _Given] = field(default_factory=dict)
    tokens: dict[str, _Given] = field(default_factory=dict)


def asked(world: World, oauth: OAuth, query: Mapping[str, str]) -> Asked:
    """What the address of the page asks for. Raises Refused as GitHub shows an error there."""
    if query.get("client_id") != world.app.client_id:
        raise Refused(404, "Not Found")
    redirect = query.get("redirect_uri", oauth.callback_url)
    if redirect != oauth.callback_url:
        raise Refused(400, "The redirect_uri is not associated with this application.")
    challenge, method = query.get("code_challenge", ""), query.get("code_challenge_method", "")
    if challenge and method != "S256":
        raise Refused(400, "The code_challenge_method must be S256.")
    return Asked(redirect, query.get("state", ""), challenge)


def authorize(world: World, oauth: OAuth, who: User, wanted: Asked) -> str:
    """Somebody said yes: where they are sent back to."""
    code = secrets.token_hex(10)
    oauth.codes[code] = _Given(who, world.clock() + CODE_LASTS, wanted)
    return f"{wanted.redirect_uri}?{urlencode({'code': code, 'state': wanted.state})}"


def answer(world: World, oauth: OAuth, request: Request) -> Response | None:
    """What an App asks to learn who came; None for any other request. A refused code has the status
    200, as on GitHub."""
    match request.method, request.path:
        case "POST", "/login/oauth/access_token":
            form = dict(parse_qsl(request.body.decode()))
            return Response(200, _JSON, encode(_token(world, oauth, form)))
        case "GET", "/user":
            return _user(world, oauth, request)
        case _:
            return None


def _token(world: World, oauth: OAuth, form: Mapping[str, str]) -> Json:
    same = compare_digest(form.get("client_secret", "").encode(), oauth.client_secret.encode())
    if form.get("client_id") != world.app.client_id or not same:
        return {"error": "incorrect_client_credentials"}
    given = oauth.codes.pop(form.get("code", ""), None)
    if given is None or given.asked is None or given.until <= world.clock():
        return {"error": "bad_verification_code"}
    if form.get("redirect_uri", given.asked.redirect_uri) != given.asked.redirect_uri:
        return {"error": "redirect_uri_mismatch"}
    if given.asked.challenge and given.asked.challenge != _hash(form.get("code_verifier", "")):
        return {"error": "bad_verification_code"}
    token = f"ghu_{secrets.token_hex(18)}"
    oauth.tokens[token] = _Given(given.user, world.clock() + TOKEN_LASTS)
    return {"access_token": token, "scope": "", "token_type": "bearer"}


def _hash(verifier: str) -> str:
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def _user(world: World, oauth: OAuth, request: Request) -> Response:
    """GET /user, with a person's token ("public-user")."""
    token = request.headers.get("authorization", "").partition(" ")[2]
    given = oauth.tokens.get(token)
    if given is None or given.until <= world.clock():
        return Response(401, _JSON, encode({"message": "Bad credentials"}))
    nothing = ("name", "company", "blog", "location", "email", "hireable", "bio")
    counts = ("public_repos", "public_gists", "followers", "following")
    data = {
        **basics.user(world, given.user),
        **dict.fromkeys(nothing),
        **dict.fromkeys(counts, 0),
        "created_at": basics.when(given.user.created),
        "updated_at": basics.when(given.user.created),
    }
    return Response(200, _JSON, encode(data))
