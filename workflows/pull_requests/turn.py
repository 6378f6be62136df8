"""Whose turn it is in a pull request (row R2): a state machine over what is known of it. Pure.

`state_of` takes the first rule that holds, so there is exactly one state; whose turn that is stands
in `TURNS`. `README.md` draws it, and `tests/test_turn.py` tries every input in every state.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from app.model.work import State


class Turn(StrEnum):
    """Who has to act."""

    AUTHOR = "author"
    REVIEWER = "reviewer"
    MENTOR = "mentor"
    NOBODY = "nobody"


TURNS: Mapping[State, Turn] = {
    State.DRAFT: Turn.AUTHOR,
    State.HELD: Turn.MENTOR,
    State.REVIEW: Turn.REVIEWER,
    State.COMMENTED: Turn.AUTHOR,
    State.CHANGES: Turn.AUTHOR,
    State.RED: Turn.AUTHOR,
    State.APPROVED: Turn.REVIEWER,  # somebody has to merge it
    State.BLOCKED: Turn.NOBODY,
    State.MERGED: Turn.NOBODY,
    State.CLOSED: Turn.NOBODY,
}


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a reviewer thinks: their newest review that approves, or asks for changes."""

    approves: bool
    at: float
    of_head: bool
    """Whether it is of the newest commit: what came after it has not been seen."""


@dataclass(frozen=True)
class Summary:
    """What counts for the turn. Instants are Unix seconds, 0 for never.

    `asked`: reviewers who are asked now, in lower case; `opinions` by reviewer, likewise. `said`:
    when each reviewer said something last, in whatever form. `acts`: when the author did something,
    in order; `moves`: the pushes and requests among these. `reds`: when checks failed, on whatever
    commit.
    """

    opened: float
    ready: float = 0.0
    drafted: float = 0.0
    closed: float = 0.0
    merged: float = 0.0
    blocked: float = 0.0
    unblocked: float = 0.0
    dismissed: float = 0.0
    draft: bool = False
    held: float = 0.0
    released: float = 0.0
    checks: str = "none"
    asked: frozenset[str] = frozenset()
    opinions: Mapping[str, Opinion] = field(default_factory=dict)
    said: Mapping[str, float] = field(default_factory=dict)
    sayings: tuple[float, ...] = ()
    acts: tuple[float, ...] = ()
    moves: tuple[float, ...] = ()
    reds: tuple[float, ...] = ()

    @cached_property
    def last_act(self) -> float:
        """When the author did something last."""
        return max([self.opened, *self.acts])

    @cached_property
    def wants_changes(self) -> bool:
        """Whether a reviewer wants changes in the newest commit, and is not asked to look anew."""
        return any(
            not opinion.approves and opinion.of_head and who not in self.asked
            for who, opinion in self.opinions.items()
        )

    @cached_property
    def is_approved(self) -> bool:
        """Whether the newest commit is approved, nobody else is to be heard, and nobody objects."""
        opinions = self.opinions.values()
        approved = any(opinion.approves and opinion.of_head for opinion in opinions)
        return approved and not self.asked and all(opinion.approves for opinion in opinions)

    @cached_property
    def is_answered_to(self) -> bool:
        """Whether a reviewer spoke last, and no other is asked who has not."""
        spoke = {who for who, at in self.said.items() if at > self.last_act}
        return bool(spoke) and self.asked <= spoke


_RULES: tuple[tuple[State, Callable[[Summary], bool]], ...] = (
    (State.MERGED, lambda it: it.merged > 0),
    (State.CLOSED, lambda it: it.closed > 0),
    (State.BLOCKED, lambda it: it.blocked > 0),
    (State.DRAFT, lambda it: it.draft),
    (State.HELD, lambda it: it.held > 0),
    (State.CHANGES, lambda it: it.wants_changes),
    (State.RED, lambda it: it.checks == "red"),
    (State.APPROVED, lambda it: it.is_approved),
    (State.COMMENTED, lambda it: it.is_answered_to),
    (State.REVIEW, lambda _: True),
)


def state_of(it: Summary) -> State:
    """The state: the first rule that holds."""
    return next(state for state, holds in _RULES if holds(it))


def since(it: Summary) -> float:
    """When the state began (Unix seconds), as far as GitHub tells: later pushes and questions of
    whoever waits do not begin it anew."""
    begins = max(it.opened, it.ready, it.unblocked)
    match state_of(it):
        case State.MERGED:
            return it.merged
        case State.CLOSED:
            return it.closed
        case State.BLOCKED:
            return it.blocked
        case State.DRAFT:
            return max(it.opened, it.drafted, it.unblocked)
        case State.HELD:
            return max(begins, it.held)
        case State.CHANGES:
            asks = [o.at for o in it.opinions.values() if not o.approves and o.of_head]
            return max(begins, min(asks))
        case State.RED:
            return max(begins, it.reds[-1])
        case State.APPROVED:
            return max(begins, *(o.at for o in it.opinions.values()))
        case State.COMMENTED:
            return max(begins, min(at for at in it.sayings if at > it.last_act))
    return max(begins, _review_since(it))


def _review_since(it: Summary) -> float:
    """What a reviewer said, or a check that failed, ends a wait; the author's next act begins the
    next one. Where changes were asked for, an answer in words is none yet."""
    ended = max([0.0, *it.sayings, *it.reds])
    asked = max([0.0, *(o.at for o in it.opinions.values() if not o.approves)])
    moved = next((move for move in it.moves if move > asked), 0.0) if asked else 0.0
    act = next((act for act in it.acts if act > ended), ended)
    return max(act if ended else 0.0, moved, it.released, it.dismissed)
