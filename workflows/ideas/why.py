"""Why a page of ideas is there, for somebody who is new: see `app.model.why`. Pure."""

from app.model.text import Text
from app.model.why import Row, Why, file_of
from app.model.workflow import View
from workflows.ideas.heard import ideas_on
from workflows.ideas.plan import PRIVATE, PUBLIC


def explain(view: View, key: str) -> Why | None:
    """Why a page is there; None for a key that is not one of the ideas'."""
    row = view.said.get(key)
    if view.scope.kind != "ideas" or row is None or not key.startswith((PUBLIC, PRIVATE)):
        return None
    count = sum(not idea.back for idea in ideas_on(row).values())
    listed = Row(what="Ideas on it", said=str(count))
    cohort = view.programme.cohort(view.scope.cohort)
    declared = Row(what="Cohort", where=file_of(view.programme, cohort))
    return Why(Text("ideas/why-page", {}), (Row(what="Opened", at=row.at),), (listed, declared))
