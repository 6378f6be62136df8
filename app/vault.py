"""Sealing: what only `/me` holds, and its sessions, can be read by nobody without CAIRN_SECRET.

Fernet (AES-128-CBC with HMAC-SHA256: https://cryptography.io/en/latest/fernet/) with a key for each
purpose, derived from the secret by HKDF (RFC 5869). The first secret seals; all of them open, so a
secret can be rotated: what is written anew is sealed with the new one.
"""

import base64
import json
from collections.abc import Mapping, Sequence
from typing import Any

import structlog
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

log = structlog.get_logger()

ROWS, SESSIONS = b"cairn private rows", b"cairn sessions"
"""Purposes. What is sealed for one cannot be opened for the other."""


def keys(secrets: Sequence[bytes], purpose: bytes) -> MultiFernet:
    """The keys for a purpose, the one that seals first."""
    return MultiFernet([Fernet(_derived(secret, purpose)) for secret in secrets])


def _derived(secret: bytes, purpose: bytes) -> bytes:
    key = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=purpose).derive(secret)
    return base64.urlsafe_b64encode(key)


class Vault:
    """Seals the rows of the table `private`."""

    def __init__(self, secrets: Sequence[bytes]) -> None:
        self._keys = keys(secrets, ROWS)

    def seal(self, person: int, name: str, data: Mapping[str, Any]) -> str:
        """Data that JSON can hold, sealed for this person's row of this name."""
        whole = json.dumps({"person": person, "name": name, "data": data}, separators=(",", ":"))
        return self._keys.encrypt(whole.encode()).decode()

    def open(self, person: int, name: str, sealed: str) -> Mapping[str, Any] | None:
        """What was sealed; None where no key fits, or it is another row's: it then counts as
        absent, and the log says whose it is and no more."""
        try:
            whole = json.loads(self._keys.decrypt(sealed.encode()))
        except InvalidToken:
            whole = {}
        if whole.get("person") != person or whole.get("name") != name:
            log.warning("private row cannot be opened: was CAIRN_SECRET changed?", person=person)
            return None
        data: Mapping[str, Any] = whole["data"]
        return data
