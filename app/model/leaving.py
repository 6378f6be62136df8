"""Whether a mentee is followed, as their issue tells (P5). Pure."""

from app.model.facts import Ledger

MEMBER = "member:"
"""How the keys of comments begin that say that a mentee left, or came back."""


def had_left(said: Ledger, at: float) -> bool:
    """Whether the mentee had left and not yet come back: what was said then counts for nothing.
    `at` is in Unix seconds."""
    episodes = [row for key, row in said.items() if key.startswith(MEMBER)]
    before = [row for row in episodes if row.at < at]
    last = max(before, key=lambda row: int(row.parameters["episode"]), default=None)
    return last is not None and not last.parameters["inside"]
