"""The labels `mentee` and `mentee: waiting` (rows R1, R2): ours alone are touched. Pure.

Who puts a label on or takes it off is a fact. One that a person took off is not put back: `mentee`
never, `mentee: waiting` not for the same wait.
"""

from collections.abc import Iterator

from app.model.artefacts import Label, LabelDefinition, Thread, Want
from app.model.order import instant
from app.model.workflow import View
from workflows.pull_requests.facts import LABEL, WAITING

_LOOKS = {
    LABEL: ("c5def5", "By somebody in a mentorship programme"),
    WAITING: ("fbca04", "Has waited for a while; a look is welcome"),
}
_ON = "on"


def label(
    view: View, on: Thread, name: str, *, wanted: bool, since: float = 0.0, private: bool = False
) -> Iterator[Want]:
    """What it takes for the label to be there, or not to be. `since`: when what it says began."""
    if wanted and not _is_on(view, name) and not _was_taken_off(view, name, since):
        colour, description = _LOOKS[name]
        if not private:
            yield LabelDefinition(
                repository=on.repository, name=name, colour=colour, description=description
            )
        yield Label(on=on, name=name, private=private)
    elif not wanted and _is_ours(view, name):
        yield Label(on=on, name=name, present=False, private=private)


def _is_on(view: View, name: str) -> bool:
    """Whether the label is there, by what happened last: a write of ours, or what GitHub told."""
    row, known = view.said.get(f"label:{name}"), view.facts.get("label", {}).get(name)
    wrote = row is not None and row.status == "there"
    if row is not None and wrote and (known is None or instant(known.order) <= row.at):
        return row.state == _ON
    return known is not None and bool(known.data["on"])


def _is_ours(view: View, name: str) -> bool:
    """Whether the label is there because of us: one that a person put on is theirs."""
    known = view.facts.get("label", {}).get(name)
    by_person = known is not None and not known.data["ours"]
    return _is_on(view, name) and not by_person


def _was_taken_off(view: View, name: str, since: float) -> bool:
    known = view.facts.get("label", {}).get(name)
    if known is None or known.data["on"] or known.data["ours"]:
        return False
    return instant(known.order) >= since
