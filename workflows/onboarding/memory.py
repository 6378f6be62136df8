"""What markers remember of a checklist, so that a lost database is read again exactly (rule 4)."""

from collections.abc import Sequence
from typing import Any

from app.model.settings import ChecklistItem
from workflows.onboarding.fold import State


def memory(state: State, items: Sequence[ChecklistItem] | None = None) -> dict[str, Any]:
    """What the marker of an issue or a list remembers of its boxes (rule 4).

    Of items only, while the list is known: people can write thousands of other boxes.
    """
    known = {item.id for item in items} if items is not None else state.registers.keys()
    registers = sorted((k, r) for k, r in state.registers.items() if k in known)
    memory: dict[str, Any] = {"b": {k: r.packed() for k, r in registers}}
    if state.undone:
        memory["u"] = dict(sorted(state.undone.items()))
    if state.checks:
        memory["c"] = {name: [c.order, c.data] for name, c in sorted(state.checks.items())}
    return memory
