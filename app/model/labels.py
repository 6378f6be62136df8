"""Labels of ours on people's issues and pull requests: ours alone are touched. Pure.

Who puts a label on or takes it off is a fact of the thread's scope. One that a person took off is
not put back for the same reason (design, "Words in the code").
"""

from collections.abc import Iterator
from typing import NamedTuple

from app.model import events
from app.model.artefacts import Label, LabelDefinition, Thread, Want, label_key
from app.model.facts import Fact
from app.model.order import instant, order
from app.model.workflow import View

LABEL = "label"
"""The kind of facts that say whether a label is on, by its name."""

ON = "on"
"""The state of a row of the ledger."""


class Look(NamedTuple):
    """How a label looks: six digits of colour, and what it says of itself."""

    colour: str
    description: str


def seen(
    scope: str, event: events.IssueEvent | events.PullRequestEvent, bot: str
) -> Iterator[Fact]:
    """What an event tells of a label that was put on or taken off. A list does not say by whom it
    was: whatever an event told before stands."""
    thing = event.issue if isinstance(event, events.IssueEvent) else event.pull_request
    if event.action == events.SEEN and event.label is not None:
        data = {"on": True, "ours": False}
        yield Fact(scope, LABEL, event.label.name, order(thing.created_at), data)
    elif event.action in ("labeled", "unlabeled") and event.label is not None:
        on = event.action == "labeled"
        at = order(thing.updated_at, int(not on))
        data = {"on": on, "ours": event.sender.login == bot}
        yield Fact(scope, LABEL, event.label.name, at, data)


def label(
    view: View,
    on: Thread,
    name: str,
    look: Look,
    *,
    wanted: bool,
    since: float = 0.0,
    private: bool = False,
) -> Iterator[Want]:
    """What it takes for the label to be there, or not to be. `since`: when what it says began."""
    if wanted and not is_on(view, on, name) and not _was_taken_off(view, name, since):
        if not private:
            yield LabelDefinition(
                repository=on.repository,
                name=name,
                colour=look.colour,
                description=look.description,
            )
        yield Label(on=on, name=name, private=private, since=_changed(view, name))
    elif not wanted and _is_ours(view, on, name):
        yield Label(on=on, name=name, present=False, private=private, since=_changed(view, name))


def is_on(view: View, on: Thread, name: str) -> bool:
    """Whether the label is there, by what happened last: a write of ours, or what GitHub told."""
    row, known = view.said.get(label_key(on, name)), view.facts.get(LABEL, {}).get(name)
    wrote = row is not None and row.status == "there"
    if row is not None and wrote and (known is None or instant(known.order) <= row.at):
        return row.state == ON
    return known is not None and bool(known.data["on"])


def put_by_hand(view: View, name: str) -> float | None:
    """When a person put the label on (Unix seconds), if it was one who did so last."""
    known = view.facts.get(LABEL, {}).get(name)
    by_person = known is not None and known.data["on"] and not known.data["ours"]
    return instant(known.order) if known is not None and by_person else None


def _changed(view: View, name: str) -> float:
    known = view.facts.get(LABEL, {}).get(name)
    return instant(known.order) if known is not None else 0.0


def _is_ours(view: View, on: Thread, name: str) -> bool:
    """Whether the label is there because of us: one that a person put on is theirs."""
    return is_on(view, on, name) and put_by_hand(view, name) is None


def _was_taken_off(view: View, name: str, since: float) -> bool:
    known = view.facts.get(LABEL, {}).get(name)
    if known is None or known.data["on"] or known.data["ours"]:
        return False
    return instant(known.order) >= since
