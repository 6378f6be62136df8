"""Why the page of mentees is there, for somebody who is new: see `app.model.why`. Pure."""

from app.model.text import Text
from app.model.why import Row, Why, file_of
from app.model.workflow import View
from workflows.roster.plan import PAGES


def explain(view: View, key: str) -> Why | None:
    """Why a page is there; None for a key that is not the roster's."""
    row = view.said.get(key)
    if view.scope.kind not in PAGES or row is None or not key.startswith("page:"):
        return None
    listed = sum(bool(on) for _, on, *_ in row.parameters.get("people", {}).values())
    asked = Row(what="Asked to be here", said=f"{listed} {'person' if listed == 1 else 'people'}")
    programme = Row(what="Programme", where=file_of(view.programme, None))
    text = Text("roster/why-page", {})
    return Why(text, (Row(what="Opened", at=row.at),), (asked, programme))
