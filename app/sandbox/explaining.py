"""What the pages ask of whoever runs the App: why is this here?

The sandbox knows GitHub and not the App, so the answer comes from outside (`web.make_app`).
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal


@dataclass(frozen=True, slots=True)
class Artefact:
    """Something that the App made. `number`: of the issue or pull request, or of the milestone;
    `id`: of the comment or check run, None for the others."""

    kind: Literal["issue", "comment", "check_run", "milestone"]
    repository: str
    number: int
    id: int | None = None


@dataclass(frozen=True, slots=True)
class Explanation:
    """The rule in a sentence, the dates and the facts that made it. Instants are Unix seconds."""

    because: str
    dates: Sequence[tuple[str, float | date]] = ()
    facts: Sequence[tuple[str, str]] = ()


Explain = Callable[[Artefact], Awaitable[Explanation | None]]
"""None where nothing is known about it."""
