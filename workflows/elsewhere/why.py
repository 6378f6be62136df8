"""Why a mentee was told of a contribution elsewhere: see `app.model.why`. Pure."""

from app.model.text import Text
from app.model.why import Row, Why, file_of
from app.model.workflow import View
from workflows.elsewhere.told import FIRST


def explain(view: View, key: str) -> Why | None:
    """Why the comment is there; None for a key that is not this workflow's."""
    row, cohort = view.said.get(key), view.programme.cohort(view.scope.cohort)
    if key != FIRST or row is None:
        return None
    names = ", ".join(cohort.ecosystem) if cohort is not None else ""
    setting = f"ecosystem: [{names}]" if names else ""
    listed = Row(what="In the file", setting=setting, where=file_of(view.programme, cohort))
    return Why(Text("elsewhere/why-first", {}), (Row(what="Written", at=row.at),), (listed,))
