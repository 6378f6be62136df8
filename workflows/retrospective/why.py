"""Why a retrospective's artefacts are there, for somebody who is new: see `app.model.why`. Pure."""

from collections.abc import Iterator

from app.model.text import Text
from app.model.why import Clock, Row, Why, file_of
from app.model.workflow import View
from workflows.retrospective.learned import PUBLISHED
from workflows.retrospective.mailing import UNSENT
from workflows.retrospective.plan import BEGINS, EXPLAINED
from workflows.retrospective.state import KEY, Here, here

_KINDS = {
    KEY: "issue",
    EXPLAINED: "explained",
    BEGINS: "begins",
    PUBLISHED: "published",
    UNSENT: "unsent",
}


def explain(view: View, key: str) -> Why | None:
    """Why an artefact is there; None for a key that is not one of a retrospective's."""
    row, kind = view.said.get(key), _KINDS.get(key, "")
    kind = kind or ("moved" if key.startswith("moved:") else "")
    if view.scope.kind != "group" or row is None or not kind:
        return None
    found = here(view)
    what = "Opened" if kind == "issue" else "Written"
    dates = _dates(found) if found is not None else ()
    cohort = view.programme.cohort(view.scope.cohort)
    made_by = Row(what="In the file", where=file_of(view.programme, cohort))
    text = Text("retrospective/why-issue", {"kind": kind})
    return Why(text, (Row(what=what, at=row.at), *dates), (made_by,))


def _dates(found: Here) -> Iterator[Row]:
    clock, days = Clock(found.zone, "the cohort's"), found.dates
    yield Row(what="Held", at=days.meets, clock=clock)
    yield Row(what="Notes are shown at the latest", at=days.read, clock=clock)
    yield Row(what="Over", at=days.over, clock=clock)
