"""Why a farewell is there, for somebody who is new: see `app.model.why`. Pure."""

from datetime import date

from app.model.keys import EARLY, FAREWELL
from app.model.text import Text
from app.model.why import Row, Why, file_of
from app.model.workflow import View
from workflows.farewell.plan import last_told


def explain(view: View, key: str) -> Why | None:
    """Why a comment is there; None for a key that is not the farewell's."""
    row, told = view.said.get(key), last_told(view.said)
    if not key.startswith((FAREWELL, EARLY)) or row is None or told is None:
        return None
    ends = key.rpartition(":")[2] if key.startswith(FAREWELL) else told.ends
    name = "farewell/why-summary" if key.startswith(FAREWELL) else "farewell/why-early"
    cohort = view.programme.cohort(view.scope.cohort)
    listed = Row(what="Cohort", where=file_of(view.programme, cohort))
    dates = (Row(what="Last day then", at=date.fromisoformat(ends)), Row(what="Said", at=row.at))
    return Why(Text(name, {}), dates, (listed,))
