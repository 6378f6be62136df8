"""The only place where the time of day is asked for. Everything else gets a clock."""

import time
from collections.abc import Callable

Clock = Callable[[], float]
"""Unix seconds, now."""


def system_clock(starts_at: float | None = None) -> Clock:
    """The machine's clock, or one that starts at `starts_at` and runs on (CAIRN_NOW)."""
    if starts_at is None:
        return time.time
    offset = starts_at - time.time()
    return lambda: time.time() + offset


class ManualClock:
    """A clock that stands until it is moved: for the demo, rehearsals and tests."""

    def __init__(self, starts_at: float) -> None:
        self.now = starts_at

    def __call__(self) -> float:
        return self.now

    def advance_to(self, at: float) -> None:
        """Move it on; never back."""
        self.now = max(self.now, at)
