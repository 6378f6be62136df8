"""What the pages ask of whoever runs the App: why is this here?

The sandbox knows GitHub and not the App, so the answer comes from outside (`web.make_app`).
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal


@dataclass(frozen=True, slots=True)
class Artefact:
    """Something that the App made, or wrote into. `number`: of the issue or pull request, or of
    the milestone; `id`: of the comment or check run, None for the others; `name`: of the label, or
    which reaction."""

    kind: Literal["issue", "comment", "check_run", "milestone", "label", "reaction"]
    repository: str
    number: int
    id: int | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table; texts are plain. `at` is Unix seconds or a local day; it is shown in
    `zone`, which `whose` names the owner of, or else as whoever looks has it on their clock.
    `setting` is a line of a file; `address` a page of this site, or another."""

    what: str
    said: str = ""
    at: float | date | None = None
    zone: str | None = None
    whose: str = ""
    setting: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Explanation:
    """The rule in a few sentences (Markdown), then the dates and what made it."""

    because: str
    rows: Sequence[Row] = ()


Explain = Callable[[Artefact], Awaitable[Explanation | None]]
"""None where nothing is known about it."""
