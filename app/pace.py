"""How fast something comes in."""

import time
from collections import deque
from collections.abc import Callable

CROWD = 20
CROWD_SECONDS = 0.1
"""So many deliveries in so many seconds are a crowd; what one organisation's people do is not."""


class Pace:
    """Counts what comes in. `timer` gives seconds that run on, also where a clock stands still."""

    def __init__(self, timer: Callable[[], float] = time.monotonic) -> None:
        self._timer = timer
        self._last: deque[float] = deque(maxlen=CROWD)

    def count(self, number: int = 1) -> None:
        """So many more."""
        self._last.extend([self._timer()] * min(number, CROWD))

    @property
    def is_crowded(self) -> bool:
        """Whether the last `CROWD` came within `CROWD_SECONDS`."""
        return len(self._last) == CROWD and self._timer() - self._last[0] < CROWD_SECONDS
