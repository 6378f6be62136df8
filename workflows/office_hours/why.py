"""Why a meeting's issue is there, for somebody who is new: see `app.model.why`. Pure."""

from app.model.scopes import OFFICE_HOURS
from app.model.text import Text
from app.model.why import Clock, File, Row, Why
from app.model.workflow import View
from workflows.office_hours.plan import PRIVATE, PUBLIC, declared, held_in


def explain(view: View, key: str) -> Why | None:
    """Why a meeting's issue is there; None for a key that is not one of theirs."""
    row = view.said.get(key)
    if view.scope.kind != OFFICE_HOURS or row is None or not key.startswith((PUBLIC, PRIVATE)):
        return None
    held = held_in(row)
    clock = Clock(held.shown["zone"], "the office hours'") if held is not None else None
    begins = [Row(what="Begins", at=held.starts, clock=clock)] if held is not None else []
    text = Text("office_hours/why-meeting", {})
    return Why(text, (Row(what="Opened", at=row.at), *begins), _made_by(view))


def _made_by(view: View) -> tuple[Row, ...]:
    """The entry in the file, if it is still there."""
    found = declared(view)
    if found is None:
        return ()
    files = (File(*each) for each in view.programme.files)
    where = next((each for each in files if each.repository == found.home.repository), None)
    setting = f"office_hours: {found.entry.title}, every {found.entry.every}"
    return (Row(what="In the file", setting=setting, where=where),)
