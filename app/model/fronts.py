"""The issue by which people know a scope, and the question where that is (row K1). Pure data.

What is done with the answer is in `app.model.whereabouts`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from app.model.facts import Ledger, Said


class Front(NamedTuple):
    """How the key of a scope's issue begins. Of several the last that there is counts: it is where
    things went on once their cohort had become private."""

    scope: str
    begins: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Asked of the installation: to which of these an answer in the repository `read_in` can send
    somebody. Of the first kind of scope that has just one open issue, it is that one. `key` names
    the fact that this becomes."""

    key: str
    among: tuple[Front, ...]
    read_in: str


def front_in(said: Ledger, begins: Sequence[str]) -> Said | None:
    """The open issue of a scope with this ledger; of several pages the oldest."""
    for each in reversed(begins):
        rows = [row for key, row in said.items() if key.startswith(each) and _is_open(row)]
        if rows:
            return min(rows, key=lambda row: row.ref)
    return None


def _is_open(row: Said) -> bool:
    return (row.kind, row.status, row.state) == ("issue", "there", "open")
