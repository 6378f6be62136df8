"""What the pages need to move the clock, and to let the App keep up with it."""

from typing import Protocol


class Controls(Protocol):
    """Given by whoever runs the App beside the sandbox. Instants are Unix seconds."""

    async def settle(self) -> None:
        """Let the App do what is due, and what follows from it within seconds."""
        ...

    async def move_to(self, at: float) -> None:
        """Move the clock on, with the App doing on the way what becomes due."""
        ...

    async def next_due(self) -> float | None:
        """When the App wants to do something next."""
        ...
