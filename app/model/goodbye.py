"""Whether a mentee's farewell was said (row F1). Pure."""

from math import inf

from app.model.facts import Ledger
from app.model.keys import EARLY, FAREWELL


def goodbye_at(said: Ledger) -> float:
    """When the farewell was written that counts (Unix seconds); `inf`: it is still to come."""
    rows = [(key.split(":")[1], row.at) for key, row in said.items() if key.startswith(FAREWELL)]
    return min((at for number, at in rows if f"{EARLY}{number}" not in said), default=inf)
