"""Why an answer or the list is there, for somebody who is new: see `app.model.why`. Pure."""

from app.model.text import Text
from app.model.why import Row, Why, file_of
from app.model.workflow import View
from workflows.selection.facts import LIST
from workflows.selection.plan import ANSWER


def explain(view: View, key: str) -> Why | None:
    """Why something is there; None for a key that is not the selection's."""
    row = view.said.get(key)
    if view.scope.kind != "selection" or row is None or not key.startswith((ANSWER, LIST)):
        return None
    name = "selection/why-list" if key == LIST else "selection/why-answer"
    where = file_of(view.programme, view.programme.cohort(view.scope.cohort))
    listed = Row(what="In the file", setting="selection: {enabled: true}", where=where)
    return Why(Text(name, {}), (Row(what="Written", at=row.at),), (listed,))
