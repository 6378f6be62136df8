"""Signed markers: how bodies and comments of ours describe themselves (rules 4, 7, 11).

    <!-- cairn:BASE64.SIGNATURE -->
    what Cairn wrote
    <!-- cairn:end -->

The signature is an HMAC over installation, repository and data; in a body that a person wrote it
also covers where that body is, so that the marker cannot be carried elsewhere.
"""

import base64
import hashlib
import hmac
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

END = "<!-- cairn:end -->"
_MARKER = re.compile(r"<!-- cairn:([A-Za-z0-9+/=]+)\.([0-9a-f]{32}) -->")


def digest(value: object) -> str:
    """A short fingerprint of something that JSON can hold."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Parts:
    """A body, cut at our region. `data` is None where there is none of ours."""

    before: str
    data: Mapping[str, Any] | None
    content: str
    after: str
    trusted: bool = True

    @property
    def outside(self) -> str:
        """A fingerprint of people's words around the region."""
        return digest([self.before, self.after])

    @property
    def intact(self) -> bool:
        """Whether the region still shows what was written into it."""
        return self.data is not None and self.data.get("c") == digest(self.content)


class Signer:
    """Writes and reads markers of one installation. The first secret signs, all verify."""

    def __init__(self, secrets: Sequence[bytes], installation: int) -> None:
        self._secrets = secrets
        self._installation = installation

    def _sign(self, secret: bytes, data: str, repository: int, within: str) -> str:
        text = f"{self._installation}\n{repository}\n{within}\n{data}"
        return hmac.new(secret, text.encode(), hashlib.sha256).hexdigest()[:32]

    def name(self, *parts: str) -> str:
        """A name for something of this installation that has no marker: the same as long as the
        secret stays, and nobody can guess it."""
        words = "\n".join(("name", str(self._installation), *parts))
        return hmac.new(self._secrets[0], words.encode(), hashlib.sha256).hexdigest()[:32]

    def region(
        self, content: str, data: Mapping[str, Any], repository: int, within: str = ""
    ) -> str:
        """Our region, ready to be put into a body."""
        full = {**data, "c": digest(content.strip("\n"))}
        packed = base64.b64encode(
            json.dumps(full, sort_keys=True, separators=(",", ":")).encode()
        ).decode()
        signature = self._sign(self._secrets[0], packed, repository, within)
        return f"<!-- cairn:{packed}.{signature} -->\n{content.strip(chr(10))}\n{END}"

    def _verified(self, packed: str, signature: str, repository: int, within: str) -> bool:
        return any(
            hmac.compare_digest(self._sign(secret, packed, repository, within), signature)
            for secret in self._secrets
        )

    def split(self, body: str, repository: int, within: str = "", ours: bool = False) -> Parts:
        """Cut a body at our region. `ours`: the App wrote it, so a marker that no longer verifies
        (a rotated secret) is taken as a place, but what it remembers is not (rule 11)."""
        body = body.replace("\r\n", "\n")
        for match in _MARKER.finditer(body):
            end = body.find(END, match.end())
            if end < 0:
                continue
            trusted = self._verified(match[1], match[2], repository, within)
            data = _unpack(match[1]) if trusted or ours else None
            if data is not None:
                return Parts(
                    body[: match.start()],
                    data if trusted else {"s": data.get("s"), "k": data.get("k")},
                    body[match.end() : end].strip("\n"),
                    body[end + len(END) :],
                    trusted,
                )
        return Parts(body, None, "", "")


def _unpack(packed: str) -> dict[str, Any] | None:
    try:
        data = json.loads(base64.b64decode(packed, validate=True))
    except (ValueError, RecursionError):
        return None
    return data if isinstance(data, dict) else None
