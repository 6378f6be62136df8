"""Addresses that only Cairn can make: whoever has one may read what is there.

An address names an installation and a scope in Base64, and carries an HMAC over both; nothing has
to be kept, and nobody can guess one. A person's own names them by their number, and a key, which is
kept: so it can be given up. The first secret signs, all verify.
"""

import base64
import hashlib
import hmac
from collections.abc import Sequence
from typing import NamedTuple

_CALENDAR, _OWN = "calendar", "own calendar"
"""Signed along, so that no address, and no marker of ours, will do for another purpose."""


class Place(NamedTuple):
    """What an address leads to."""

    installation: int
    scope: str


class Owner(NamedTuple):
    """Whose calendar an address leads to, by GitHub's numeric id, and the key that it carries."""

    person: int
    key: str


class SignedAddresses:
    """Makes and reads them. `public_url` is where people reach Cairn; None where nobody told."""

    def __init__(self, secrets: Sequence[bytes], public_url: str | None = None) -> None:
        self._secrets = secrets
        self._public_url = public_url

    def of_calendar(self, installation: int, scope: str) -> str | None:
        """Where a scope's calendar feed is; None where people cannot reach Cairn."""
        return self._made("/calendar", _CALENDAR, f"{installation}/{scope}")

    def of_owner(self, person: int, key: str) -> str | None:
        """Where a person's own calendar is, for as long as they have this key."""
        return self._made("/calendar/own", _OWN, f"{person}/{key}")

    def calendar(self, packed: str, signature: str) -> Place | None:
        """What the two parts of such an address say; None where Cairn did not make it."""
        found = self._read(_CALENDAR, packed, signature)
        return Place(int(found[0]), found[1]) if found is not None else None

    def owner(self, packed: str, signature: str) -> Owner | None:
        """What the two parts of a person's own address say; None where Cairn did not make it."""
        found = self._read(_OWN, packed, signature)
        return Owner(int(found[0]), found[1]) if found is not None else None

    def _made(self, path: str, purpose: str, words: str) -> str | None:
        if self._public_url is None:
            return None
        packed = base64.urlsafe_b64encode(words.encode()).decode().rstrip("=")
        return f"{self._public_url}{path}/{packed}.{_sign(self._secrets[0], purpose, packed)}.ics"

    def _read(self, purpose: str, packed: str, signature: str) -> tuple[str, str] | None:
        signed = (_sign(secret, purpose, packed) for secret in self._secrets)
        if not any(hmac.compare_digest(each.encode(), signature.encode()) for each in signed):
            return None
        padded = packed + "=" * (-len(packed) % 4)
        number, _, rest = base64.urlsafe_b64decode(padded).decode().partition("/")
        return number, rest


def _sign(secret: bytes, purpose: str, packed: str) -> str:
    return hmac.new(secret, f"{purpose}\n{packed}".encode(), hashlib.sha256).hexdigest()[:32]
