"""What earlier cohorts learned, in the tracking issue of a later one until each learning is kept or
dropped (row T6). Pure: the dashboard shows it, and the retrospective answers the commands."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from app.model.facts import Data, Known, Said, was_refused
from app.model.keys import TRACKING
from app.model.workflow import View

LEARNED = "learned"
"""The kind of facts of a cohort that say what an earlier one learned."""

DECIDED = "decided"
"""The kind of facts of a cohort that say that another one decided; by the learning's key."""

KEEP, DROP = "keep", "drop"

NUMBERS, DECISIONS = "learned", "decisions"
"""Parameters of the tracking issue: each learning's number, and what was decided here."""


class Learned(NamedTuple):
    """A learning; `verb` is "keep", "change" or "". `gone`: it was taken back."""

    text: str
    verb: str
    cohort: str
    group: str
    gone: bool = False


class Decision(NamedTuple):
    """What an organiser said of a learning (by its key); `back` is the order of the `undo` that
    took it back."""

    order: str
    learning: str
    kept: bool
    back: str = ""


@dataclass(frozen=True, slots=True)
class FromLastTime:
    """What a cohort's tracking issue has of earlier learnings. `decisions` are by the keys of the
    commands; `refused` says why of those that came to nothing."""

    open: tuple[tuple[int, Learned], ...] = ()
    numbers: Mapping[str, int] = field(default_factory=dict)
    decisions: Mapping[str, Decision] = field(default_factory=dict)
    refused: Mapping[str, str] = field(default_factory=dict)

    def parameters(self) -> Data:
        """What the tracking issue's marker remembers of it."""
        kept = {key: list(each) for key, each in self.decisions.items()}
        numbers = {NUMBERS: dict(self.numbers)} if self.numbers else {}
        return {**numbers, **({DECISIONS: kept} if kept else {})}


def from_last_time(view: View) -> FromLastTime:
    """For a cohort's scope. Numbers stay what they are, so that a command means what was read."""
    row = view.said.get(TRACKING)
    known = dict(_learned(view))
    numbers = _numbered(row, known)
    decisions, refused = _decided(view, row, numbers)
    settled = {each.learning for each in decisions.values() if not each.back}
    settled |= {key for key, each in view.facts.get(DECIDED, {}).items() if each.data["on"]}
    open_ = sorted(
        (numbers[key], each) for key, each in known.items() if key not in settled and not each.gone
    )
    return FromLastTime(tuple(open_), numbers, decisions, refused)


def _learned(view: View) -> Iterator[tuple[str, Learned]]:
    found = view.facts.get(LEARNED, {}).items()
    for key, each in sorted(found, key=lambda pair: (pair[1].order, pair[0])):
        yield key, Learned(**each.data)


def _numbered(row: Said | None, known: Mapping[str, Learned]) -> dict[str, int]:
    numbers: dict[str, int] = dict(row.parameters.get(NUMBERS, {})) if row is not None else {}
    for key in known:
        numbers.setdefault(key, max(numbers.values(), default=0) + 1)
    return numbers


def _decided(
    view: View, row: Said | None, numbers: Mapping[str, int]
) -> tuple[dict[str, Decision], dict[str, str]]:
    """What was decided here, beside what the tracking issue remembers; and what was not."""
    kept: Mapping[str, Any] = row.parameters.get(DECISIONS, {}) if row is not None else {}
    decisions, refused = {key: Decision(*each) for key, each in kept.items()}, dict[str, str]()
    by_number = {number: key for key, number in numbers.items()}
    for key, known in _given(view):
        reason = None if key in decisions else _refusal(view, key, known, by_number)
        if reason is not None:
            refused[key] = reason
        elif key not in decisions:
            learning = by_number[known.data["which"]]
            decisions[key] = Decision(known.order, learning, known.data["name"] == KEEP)
    commands = view.facts.get("command", {})
    for key, each in decisions.items():
        back = view.undone.get(key, each.back if key not in commands else "")
        decisions[key] = each._replace(back=back)
    return decisions, refused


def _given(view: View) -> Iterator[tuple[str, Known]]:
    commands = view.facts.get("command", {})
    for key, known in sorted(commands.items(), key=lambda each: each[1].order):
        if known.data["name"] in (KEEP, DROP) and not known.ambiguous:
            yield key, known


def _refusal(view: View, key: str, known: Known, by_number: Mapping[int, str]) -> str | None:
    """Why nothing was decided, as the text asks for it. A refusal that was given stands."""
    if "organiser" not in known.data["roles"] or was_refused(view.said, key):
        return "organisers"
    return None if known.data["which"] in by_number else "number"
