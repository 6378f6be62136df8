"""What is wanted of a request's thread, and of the desk. Pure."""

from collections.abc import Mapping

from app.model.artefacts import Plan
from app.model.facts import Known
from app.model.scopes import DESK
from app.model.workflow import View
from workflows.help_sessions import desk, desk_heard, thread


def plan(view: View) -> Plan:
    """By the kind of the scope."""
    return desk.plan(view) if view.scope.kind == DESK else thread.plan(view)


def did(view: View) -> Mapping[str, Known]:
    """Which commands came to something, so that `undo` may mean them: wherever they were given."""
    return desk_heard.did(view) if view.scope.kind == DESK else thread.did(view)


def undone(view: View) -> Mapping[str, str] | None:
    """The desk has many issues, and `undo` means what was said in its own."""
    return desk_heard.undone(view) if view.scope.kind == DESK else None
