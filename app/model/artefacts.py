"""What is wanted on GitHub. Each artefact has a key that stays the same for ever.

A planner says what should be there; the converger compares that with the ledger, and the writer
makes it so. What is no longer wanted is left alone, except labels.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from app.model.facts import Data, Fact
from app.model.fronts import Whereabouts
from app.model.text import Text

KEEP: Final = None
"""The content of a body stays as it is; only its memory or its state changes."""


@dataclass(frozen=True, slots=True)
class Thread:
    """An issue or pull request that is not an artefact of this scope."""

    repository: str
    number: int


Place = str | Thread
"""Where a comment goes: the key of an issue of this scope, or a thread."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """An issue of ours. People's words around our region, title and labels stay theirs.

    `milestone` is (scope, key) of a milestone that has to be settled first. `memory` is kept in
    the signed marker, and says what a sweep cannot read elsewhere (rule 4).
    """

    key: str
    repository: str
    title: Text
    body: Text | None
    labels: tuple[str, ...] = ()
    assignees: tuple[str, ...] = ()
    milestone: tuple[str, str] | None = None
    state: Literal["open", "closed"] = "open"
    memory: Data = field(default_factory=dict)
    notify: tuple[str, ...] = ()
    parameters: Data = field(default_factory=dict)
    private: bool = False
    """Says something about a person: never in a public repository (R5)."""


def nested_key(issue: str) -> str:
    """The key of what makes the issue with this key a part of another."""
    return f"nested:{issue}"


@dataclass(frozen=True, slots=True, kw_only=True)
class SubIssue:
    """That one issue of this scope is a part of another; both by their keys. An issue has one
    parent, and one that people gave it stays."""

    parent: str
    child: str

    @property
    def key(self) -> str:
        """One for each child."""
        return nested_key(self.child)


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """A comment of ours. With an occasion in its key: written once, and never again. `also`: who
    else is known to get a mail of it; their night is spared, as far as `app.attention` can.
    `can_wait`: it is a reminder, and comes on a day on which those people were not mentioned."""

    key: str
    on: Place
    text: Text
    notify: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    can_wait: bool = False
    owed: bool = False
    """They asked for it, so the limit of a week does not hold it back."""
    urgent: bool = False
    """Somebody waits for these people now: neither the limit of a week nor the night of those who
    only follow holds it back."""
    parameters: Data = field(default_factory=dict)
    private: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnList:
    """A region of ours in a person's own comment, so that they can tick boxes in it (O5)."""

    key: str
    on: Thread
    comment: int
    body: Text
    memory: Data = field(default_factory=dict)
    parameters: Data = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    """A milestone; `due` is in Unix seconds."""

    key: str
    repository: str
    title: Text
    description: Text
    due: float


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelDefinition:
    """A label that exists in a repository. One that people made is used as it is."""

    repository: str
    name: str
    colour: str
    description: str

    @property
    def key(self) -> str:
        """Labels are the same for everybody in a repository."""
        return f"label:{self.repository.lower()}:{self.name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reaction:
    """A reaction to a comment. GitHub keeps one of each kind, so a repeat does no harm."""

    on: Thread
    comment: int
    content: Literal["+1", "confused"]

    @property
    def key(self) -> str:
        """One of each kind for each comment."""
        return f"reaction:{self.comment}:{self.content}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A label of ours on an issue or pull request of somebody else's. Written once, and
    again for another reason: what was written before `since` (Unix seconds, when what it says
    began) says nothing of that."""

    on: Thread
    name: str
    present: bool = True
    private: bool = False
    since: float = 0.0

    @property
    def key(self) -> str:
        """One of each name for each thread."""
        return label_key(self.on, self.name)


def label_key(on: Thread, name: str) -> str:
    """The key of a label on a thread."""
    return f"label:{on.repository.lower()}#{on.number}:{name}"


@dataclass(frozen=True, slots=True)
class Annotation:
    """What is wrong in a line of a file. Line and column count from 1."""

    path: str
    line: int
    column: int
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckRun:
    """A check on a commit. `name` is the same for ever: people may make it a required check."""

    key: str
    repository: str
    sha: str
    name: str
    conclusion: Literal["success", "failure"]
    title: Text
    summary: Text
    annotations: tuple[Annotation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """A mail to one address, as plain text: sent once, and never again. What became of it is the
    state of its row (`app.model.mails`)."""

    key: str
    to: str
    subject: Text
    text: Text


Want = (
    Issue
    | SubIssue
    | Comment
    | OwnList
    | Milestone
    | LabelDefinition
    | Label
    | Reaction
    | CheckRun
    | Mail
)


@dataclass(frozen=True, slots=True)
class Permission:
    """Asked of GitHub: the role of a person in a repository; `key` names the fact it becomes."""

    repository: str
    login: str
    key: str

    def asks_as(self, other: "Permission") -> bool:
        """Whether one answer will do for both."""
        return (self.repository, self.login) == (other.repository, other.login)


@dataclass(frozen=True, slots=True)
class Body:
    """Asked of GitHub: what an issue of ours shows, where two changes share a second."""

    key: str


@dataclass(frozen=True, slots=True)
class Proposed:
    """Asked of GitHub: a programme's files at a commit, and who the people new in them are."""

    repository: str
    sha: str


@dataclass(frozen=True, slots=True)
class Shown:
    """Asked of GitHub: a pull request, where two versions of it share a second (rule 1)."""

    on: Thread


@dataclass(frozen=True, slots=True)
class Paths:
    """Asked of GitHub: the files that a pull request touches."""

    on: Thread


@dataclass(frozen=True, slots=True)
class History:
    """Asked of GitHub: what happened to a pull request of which no event told (R8)."""

    on: Thread


@dataclass(frozen=True, slots=True)
class Turn:
    """Asked of the installation: when this scope may search. All its scopes share one budget."""


@dataclass(frozen=True, slots=True)
class Search:
    """Asked of GitHub: the public pull requests of a person in these repositories, updated since
    then (Unix seconds). Never used to tell whether something of ours is there (R7)."""

    login: str
    repositories: tuple[str, ...]
    since: float


Need = Permission | Body | Proposed | Shown | Paths | History | Turn | Search | Whereabouts


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a workflow makes of a command: done, or a reply that says why not. `idle`: it was not
    refused, but nothing came of it. `silent`: nothing is answered here, as another scope does, or
    as it is too early to tell."""

    reply: Text | None = None
    refused: bool = False
    idle: bool = False
    silent: bool = False

    @property
    def did(self) -> bool:
        """Whether something came of it, so that `undo` may mean it."""
        return not (self.refused or self.idle)


@dataclass(slots=True)
class Plan:
    """What one or several workflows want of a scope, and when they want to look again."""

    wants: list[Want] = field(default_factory=list)
    wake: float | None = None
    needs: list[Need] = field(default_factory=list)
    card: dict[str, Any] | None = None
    verdicts: dict[str, Verdict] = field(default_factory=dict)
    facts: list[Fact] = field(default_factory=list)
    """What commands come to, where other scopes have to know it."""

    def wake_at(self, at: float, now: float) -> None:
        """Look again at `at`, if that is still to come; the earliest is kept."""
        if at > now and (self.wake is None or at < self.wake):
            self.wake = at

    def add(self, *wants: Want) -> None:
        """Want these, in this order."""
        self.wants += wants

    def join(self, other: "Plan", now: float) -> None:
        """Take over what another workflow wants of the same scope. Raises ValueError where both
        answer one command, or fill one field of the card, each in its own way."""
        _agree("the command", self.verdicts, other.verdicts)
        _agree("the card's field", self.card or {}, other.card or {})
        self.wants += other.wants
        self.needs += other.needs
        self.verdicts |= other.verdicts
        self.facts += other.facts
        if other.card is not None:
            self.card = {**(self.card or {}), **other.card}
        if other.wake is not None:
            self.wake_at(other.wake, now)

    def overrule(self, other: "Plan", now: float) -> None:
        """As `join`, but the other one has the last word on the commands that it answers."""
        self.verdicts = {k: v for k, v in self.verdicts.items() if k not in other.verdicts}
        self.join(other, now)


def _agree(what: str, ours: Mapping[str, object], theirs: Mapping[str, object]) -> None:
    for key in ours.keys() & theirs.keys():
        if ours[key] != theirs[key]:
            raise ValueError(f"two plans for {what} {key!r}: {ours[key]!r} and {theirs[key]!r}")
