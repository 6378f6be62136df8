"""Facts and what else a record of an event says. Pure data.

A fact is a row `(scope, kind, key) -> order, data`, upserted. Repeats and wrong order change
nothing: each kind states its rule, and the order of delivery never counts.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Data = Mapping[str, Any]
Rule = Literal["newest", "first", "guess"]
"""Which of two facts with one key stands. A guess gives way to what an event tells, and is kept as
ambiguous: a comment that was edited does not say who wrote which line of it, and when."""


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that is so. `tie`: the same order with other data cannot be told apart, so look."""

    scope: str
    kind: str
    key: str
    order: str
    data: Data
    rule: Rule = "newest"
    tie: bool = False


@dataclass(frozen=True, slots=True)
class Sighting:
    """An artefact of ours, seen on GitHub, as it describes itself (rule 4)."""

    scope: str
    key: str
    kind: str
    repository: int
    ref: int
    at: float
    hash: str
    state: str | None = None
    parameters: Data = field(default_factory=dict)
    status: Literal["there", "gone"] = "there"
    swept: bool = False
    """Read from GitHub just now; a webhook may tell of an older version."""
    target: int = 0
    """The number of the issue that a comment is on."""


@dataclass(frozen=True, slots=True)
class Gone:
    """Somebody deleted an artefact of ours, or took our label away. It is not put back."""

    scope: str
    key: str
    ref: int = 0


@dataclass(frozen=True, slots=True)
class Look:
    """A person edited a body of ours: compare once before trusting the ledger."""

    repository: int
    kind: str
    ref: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where events about a thing ("#12" or a commit) of a repository belong. `rule` is that of the
    facts which waited for the commit to be somebody's."""

    repository: int
    thing: str
    scope: str
    rule: Rule = "first"


@dataclass(frozen=True, slots=True)
class Dirty:
    """A scope has to be planned anew."""

    scope: str


Record = Fact | Sighting | Gone | Look | Place | Dirty


@dataclass(frozen=True, slots=True)
class Known:
    """A fact as it is kept."""

    order: str
    data: Data
    ambiguous: bool = False


Facts = Mapping[str, Mapping[str, Known]]
"""Facts of a scope: kind, then key."""

LOCKED = "locked"
"""The kind of facts that say whether people locked an issue: Cairn says nothing there (K3)."""


def thread_key(repository: int, number: int) -> str:
    """The key of a fact about one issue or pull request. A scope may have things in more than one
    repository (by its id), and each has a number 1."""
    return f"{repository}#{number}"


def is_locked(facts: Facts, repository: int, number: int) -> bool:
    """Whether that issue or pull request is, as far as this scope knows."""
    known = facts.get(LOCKED, {}).get(thread_key(repository, number))
    return known is not None and bool(known.data["locked"])


WORDS = "words"
"""The kind of facts that say which words of people a write of ours ran over, by the key of the
issue; `revision` is that of the write."""

ABOVE = "above"
"""The kind of facts that a command was given here and is the cohort's: `undo` may mean it."""

TAKEN = "taken"
"""The kind of facts that say which command an `undo` elsewhere took back, by the order of the
`undo`; `key` is None where it meant something that is not this scope's."""

UNDID = "undid"
"""The kind of facts that say what an `undo` here took back where that is remembered in another
scope; by the order of the `undo`. Data: `key` and `name` of the command."""


EXTENDED = "extended"
"""The kind of facts of a programme that say how many `weeks` longer a mentee stays than the file
says, by cohort and login in lower case (`autumn/maya`). They are laid over the file."""


def ties_of(facts: Facts) -> list[tuple[str, str]]:
    """Facts of which two versions share a second, by kind and key. (A command is ambiguous for
    another reason.)"""
    return [
        (kind, name)
        for kind, known in facts.items()
        for name, each in known.items()
        if each.ambiguous and kind not in ("command", ABOVE)
    ]


@dataclass(frozen=True, slots=True)
class Said:
    """A row of the ledger: where an artefact of ours is, and what it said (rule 5)."""

    kind: str
    repository: int
    ref: int
    at: float
    hash: str
    state: str | None
    parameters: Data
    status: Literal["intent", "there", "gone", "refused"]
    intent_at: float = 0.0
    target: int = 0


Ledger = Mapping[str, Said]
"""What was said in a scope: key to row. What the gate holds back is not in it (rule 10)."""


def was_refused(said: Ledger, command: str) -> bool:
    """Whether an answer refused the command with this key. A refusal that was given stands, also
    if its author could give it by now, and after the database was lost."""
    return any(command in row.parameters.get("refused", ()) for row in said.values())


FindPlace = Callable[[int, str], str | None]
"""(repository, thing) to scope."""
