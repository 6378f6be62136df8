"""Where somebody of the group writes before anybody reads it: their own page (row T3). Pure."""

from app.model.notebook import Notebook
from app.model.workflow import View
from workflows.retrospective.heard import hear
from workflows.retrospective.state import here, people, phase
from workflows.retrospective.where import place, takes_sealed


def notebook(view: View, login: str) -> Notebook | None:
    """Open from the day on which the issue opens until all notes are shown; None else, and for
    those who are not in the group."""
    found = here(view) if view.scope.kind == "group" else None
    if found is None or found.row is None or not takes_sealed(view, found):
        return None
    if login.lower() not in {each.lower() for each in people(found)}:
        return None
    if phase(view, found, hear(view, found.row, found.dates.over)) not in ("prepared", "writing"):
        return None
    heads, title = found.settings.headings, f"{found.group.name}, {found.cohort.name}"
    parts, until = (heads.well, heads.better), (found.dates.read, found.zone)
    return Notebook(view.key, title, *parts, *until, place(view, found), found.row.ref)
