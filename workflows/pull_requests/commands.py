"""`blocked` and `unblocked` (table K), said in a pull request by its author or a mentor. Pure."""

from collections.abc import Mapping

from app.commands import CommandSpec
from app.model.artefacts import Verdict
from app.model.facts import Known, was_refused
from app.model.order import instant
from app.model.text import Text
from app.model.workflow import View

SPECS = (
    CommandSpec(
        name="blocked",
        usage="blocked TEXT",
        does="says that nobody can go on here for now, and why",
        who="mentee, mentors",
        example="blocked we wait for the next release",
        arguments="text",
    ),
    CommandSpec(
        name="unblocked",
        usage="unblocked",
        does="ends that",
        who="mentee, mentors",
        example="unblocked",
        arguments="none",
    ),
)
_NAMES = frozenset(spec.name for spec in SPECS)


def verdicts(view: View) -> Mapping[str, Verdict]:
    """What becomes of each of these commands."""
    no = Verdict(Text("pull_requests/refused", {}), refused=True)
    return {
        key: Verdict() if _may(view, key, known) else no
        for key, known in view.facts.get("command", {}).items()
        if known.data["name"] in _NAMES
    }


def did(view: View) -> Mapping[str, Known]:
    """Those that came to something, so that `undo` may mean them."""
    commands = view.facts.get("command", {}) if view.scope.kind == "pull" else {}
    return {
        key: known
        for key, known in commands.items()
        if known.data["name"] in _NAMES and not known.ambiguous and _may(view, key, known)
    }


def _may(view: View, key: str, known: Known) -> bool:
    """Of a line in an edited comment a sweep can't tell who wrote it. It counts all the same: being
    silent by mistake costs less than a reminder by mistake. A refusal that was given stands."""
    return bool(known.data["roles"]) and not was_refused(view.said, key)


def blocked(view: View) -> Known | None:
    """The command that blocks the pull request, if one does: the newest of both counts."""
    last = _last(view)
    return last if last is not None and last.data["name"] == "blocked" else None


def blocked_since(view: View) -> Mapping[bool, float]:
    """When it was blocked (True) or, if that is over, unblocked (False); Unix seconds."""
    last = _last(view)
    return {} if last is None else {last.data["name"] == "blocked": instant(last.order)}


def _last(view: View) -> Known | None:
    given = view.facts.get("command", {}).items()
    ours = [
        known
        for key, known in given
        if known.data["name"] in _NAMES and key not in view.undone and _may(view, key, known)
    ]
    return max(ours, key=lambda known: known.order, default=None)
