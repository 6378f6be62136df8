"""Who asks: the App with its key (a JWT), or an installation with its token.

Rules: docs.github.com, "Generating a JSON Web Token (JWT) for a GitHub App" and "Generating an
installation access token". Times are compared with the sandbox's own clock.
"""

from collections.abc import Mapping

import jwt
from jwt.types import Options

from app.sandbox.http import Refused
from app.sandbox.installations import Token
from app.sandbox.world import World

DRIFT = 60
LONGEST_JWT = 600
"""Both in seconds."""

_OWN_CLOCK: Options = {"verify_exp": False, "verify_iat": False, "verify_nbf": False}


def authenticate(world: World, headers: Mapping[str, str]) -> Token | None:
    """The installation's token, or None where the App itself asks. Raises 401 else."""
    scheme, _, text = headers.get("authorization", "").partition(" ")
    if scheme.lower() not in ("bearer", "token") or not text:
        raise Refused(401, "Requires authentication")
    if text.count(".") == 2:
        _check_jwt(world, text)
        return None
    token = world.tokens.get(text)
    if token is None or token.expires <= world.clock():
        raise Refused(401, "Bad credentials")
    if token.installation.suspended is not None:
        raise Refused(403, "This installation has been suspended")
    return token


def _check_jwt(world: World, text: str) -> None:
    try:
        claims = jwt.decode(text, world.app.public_key, algorithms=["RS256"], options=_OWN_CLOCK)
    except jwt.PyJWTError:
        raise Refused(401, "A JSON web token could not be decoded") from None
    issued, expires, now = claims.get("iat"), claims.get("exp"), world.clock()
    if claims.get("iss") not in (str(world.app.id), world.app.client_id):
        raise Refused(401, "'Issuer' claim ('iss') must be the App's id")
    if not isinstance(issued, int | float) or issued > now + DRIFT:
        raise Refused(401, "'Issued at' claim ('iat') must be a time in the past")
    if not isinstance(expires, int | float) or expires <= now:
        raise Refused(401, "'Expiration time' claim ('exp') must be a time in the future")
    if expires - issued > LONGEST_JWT + DRIFT or expires - now > LONGEST_JWT + DRIFT:
        raise Refused(401, "'Expiration time' claim ('exp') is too far in the future")
