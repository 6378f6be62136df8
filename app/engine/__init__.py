"""Who plans which installation when. The port is here; `embedded` runs in one process."""

from typing import Protocol


class Engine(Protocol):
    """Runs the inbox and the convergers until it is stopped."""

    async def start(self) -> None:
        """Begin; returns at once."""

    async def stop(self) -> None:
        """Stop after the step that each is in. What is left is found again at the next start."""
