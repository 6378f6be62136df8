"""Addresses that only Cairn can make: whoever has one may read what is there.

An address names an installation and a scope in Base64, and carries an HMAC over both; nothing has
to be kept, and nobody can guess one. The first secret signs, all verify.
"""

import base64
import hashlib
import hmac
from collections.abc import Sequence
from typing import NamedTuple

_CALENDAR = "calendar"
"""Signed along, so that no address, and no marker of ours, will do for another purpose."""


class Place(NamedTuple):
    """What an address leads to."""

    installation: int
    scope: str


class SignedAddresses:
    """Makes and reads them. `public_url` is where people reach Cairn; None where nobody told."""

    def __init__(self, secrets: Sequence[bytes], public_url: str | None = None) -> None:
        self._secrets = secrets
        self._public_url = public_url

    def of_calendar(self, installation: int, scope: str) -> str | None:
        """Where a scope's calendar feed is; None where people cannot reach Cairn."""
        if self._public_url is None:
            return None
        packed = base64.urlsafe_b64encode(f"{installation}/{scope}".encode()).decode().rstrip("=")
        return f"{self._public_url}/calendar/{packed}.{_sign(self._secrets[0], packed)}.ics"

    def calendar(self, packed: str, signature: str) -> Place | None:
        """What the two parts of such an address say; None where Cairn did not make it."""
        signed = (_sign(secret, packed) for secret in self._secrets)
        if not any(hmac.compare_digest(each.encode(), signature.encode()) for each in signed):
            return None
        padded = packed + "=" * (-len(packed) % 4)
        installation, _, scope = base64.urlsafe_b64decode(padded).decode().partition("/")
        return Place(int(installation), scope)


def _sign(secret: bytes, packed: str) -> str:
    return hmac.new(secret, f"{_CALENDAR}\n{packed}".encode(), hashlib.sha256).hexdigest()[:32]
