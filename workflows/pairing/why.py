"""Why what pairing wrote is there: see `app.model.why`. Pure."""

from app.model.scopes import DONUT, THREAD
from app.model.text import Text
from app.model.why import Row, Why, command_row, file_of
from app.model.workflow import View
from workflows.pairing.asked import ASK, WHO
from workflows.pairing.donut import ASKED
from workflows.pairing.rounds import PAIR

_OF_DONUT = {PAIR: "pair", ASKED: "met"}
_OF_THREAD = {ASK: "asked", WHO: "who"}


def explain(view: View, key: str) -> Why | None:
    """Why something is there; None for a key that is not pairing's."""
    row, kind = view.said.get(key), key.partition(":")[0] + ":"
    if row is None:
        return None
    written = Row(what="Opened" if row.kind == "issue" else "Written", at=row.at)
    if view.scope.kind == DONUT and kind in _OF_DONUT:
        where = file_of(view.programme, None)
        declared = Row(what="In the file", setting="pairing: {donut: {…}}", where=where)
        return Why(Text(f"pairing/why-{_OF_DONUT[kind]}", {}), (written,), (declared,))
    if view.scope.kind == THREAD and kind in _OF_THREAD:
        known = view.facts.get("command", {}).get(key.removeprefix(kind))
        asked = (command_row(known, "Asked"),) if known is not None else ()
        return Why(Text(f"pairing/why-{_OF_THREAD[kind]}", {}), (written,), asked)
    return None
