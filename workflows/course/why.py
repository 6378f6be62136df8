"""Why a week's issue is there, for somebody who is new: see `app.model.why`. Pure."""

from app.model.artefacts import nested_key
from app.model.lessons import WEEK
from app.model.text import Text
from app.model.why import Row, Why, clock_of, file_of
from app.model.workflow import View


def explain(view: View, key: str) -> Why | None:
    """Why a week's issue is there, and below the mentee's own; None for a key that is not one of
    theirs."""
    row = view.said.get(key)
    if view.scope.kind != "mentee" or row is None or not key.startswith((WEEK, nested_key(WEEK))):
        return None
    cohort = view.programme.cohort(view.scope.cohort)
    private = cohort is not None and cohort.private
    clock = clock_of(view.programme, view.scope.login, private=private)
    lesson = row.parameters.get("starts")
    held = [Row(what="Lesson", at=lesson, clock=clock)] if lesson is not None else []
    declared = Row(what="In the file", where=file_of(view.programme, cohort))
    opened = Row(what="Opened", at=row.at, clock=clock)
    return Why(Text("course/why-week", {}), (opened, *held), (declared,))
