"""Why the rota's page and its comments are there: see `app.model.why`. Pure."""

from datetime import date

from app.model.rotas import begins, rota_of
from app.model.sections.help_sessions import Rota
from app.model.text import Text
from app.model.why import Clock, Row, Why, command_row, file_of
from app.model.workflow import View
from workflows.rota.memory import PAGE
from workflows.rota.plan import NAMED, OFFER


def explain(view: View, key: str) -> Why | None:
    """Why something is there; None for a key that is not the rota's."""
    row, kind = view.said.get(key), key.partition(":")[0] + ":"
    if view.scope.kind != "rota" or row is None or kind not in (PAGE, OFFER, NAMED):
        return None
    rota = rota_of(view.programme, view.scope.rest)
    written = Row(what="Opened" if kind == PAGE else "Written", at=row.at)
    where = file_of(view.programme, None)
    setting = f"help_sessions: {{rotas: [{{id: {view.scope.rest}, …}}]}}"
    declared = Row(what="In the file", setting=setting if rota else "", where=where)
    text = Text(f"rota/why-{kind[:-1]}", {})
    if kind == PAGE:
        return Why(text, (written,), (declared,))
    if kind == OFFER:
        known = view.facts.get("command", {}).get(key.removeprefix(OFFER))
        asked = (command_row(known, "Asked"),) if known is not None else ()
        return Why(text, (written,), (*asked, declared))
    return Why(text, (*_session(rota, key), written), (declared,))


def _session(rota: Rota | None, key: str) -> tuple[Row, ...]:
    """When the session is, by today's file."""
    if rota is None:
        return ()
    begin = begins(rota, date.fromisoformat(key.split(":")[1]))
    return (Row(what="Session", at=begin, clock=Clock(rota.timezone, "the rota's")),)
