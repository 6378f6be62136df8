"""Mail to a mailing list: who may get one, and what became of it. Pure."""

import re
from collections.abc import Collection
from typing import Final

from app.model.facts import Said

SENT: Final = "sent"
"""The server took it."""

FAILED: Final = "failed"
"""The server refused it for good, or could not be reached five times."""

UNKNOWN: Final = "unknown"
"""It was handed over, or nearly, and nobody knows whether the server took it. It is not sent again:
a list would get it twice."""

TRIES = 5
"""How often a mail is offered that the server certainly did not take: at once, and an hour, three,
seven and fifteen hours later (`Hand.still_refused`)."""

_ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+", re.ASCII)


def is_address(text: str) -> bool:
    """Whether this is a bare e-mail address."""
    return _ADDRESS.fullmatch(text) is not None


def may_mail(address: str, lists: Collection[str]) -> bool:
    """Whether the operator lets Cairn send mail there. `lists`: addresses, or domains such as
    `@lists.acme.example` for any address of exactly that domain; in lower case."""
    lower = address.lower()
    return is_address(address) and not {lower, lower[lower.rfind("@") :]}.isdisjoint(lists)


def fate(row: Said | None) -> str | None:
    """What became of a mail for good; None while it is still to be sent, or to be offered again."""
    return row.state if row is not None and row.status in ("there", "gone") else None
