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
    """A clock that stands until it is moved: for rehearsals and tests."""

    def __init__(self, starts_at: float) -> None:
        self._at = starts_at

    @property
    def now(self) -> float:
        """Unix seconds, now."""
        return self._at

    @now.setter
    def now(self, at: float) -> None:
        self._at = at

    def __call__(self) -> float:
        """Unix seconds, now."""
        return self.now

    def advance_to(self, at: float) -> None:
        """Move it on; never back."""
        self.now = max(self.now, at)


class MovableClock(ManualClock):
    """A clock that runs, and can be moved on: for the demo."""

    def __init__(self, starts_at: float) -> None:
        self._ahead = starts_at - time.time()

    @property
    def now(self) -> float:
        """Unix seconds, now."""
        return time.time() + self._ahead

    @now.setter
    def now(self, at: float) -> None:
        self._ahead = at - time.time()
