"""Why a session's issue is there, and what is said in requests: see `app.model.why`. Pure."""

from app.model.scopes import DESK, THREAD
from app.model.text import Text
from app.model.why import Clock, Row, Why, file_of
from app.model.workflow import View
from workflows.help_sessions.desk import ANSWER
from workflows.help_sessions.sessions import SESSION, session_by
from workflows.help_sessions.thread import MISSING, NIGHT, SETTLED, URGENT

_TEXTS = {
    SESSION: "session",
    ANSWER: "settled",
    MISSING: "missing",
    URGENT: "urgent",
    NIGHT: "night",
    SETTLED: "settled",
    "label:": "label",
}


def explain(view: View, key: str) -> Why | None:
    """Why something is there; None for a key that is none of these."""
    row, kind = view.said.get(key), key.partition(":")[0] + ":"
    if view.scope.kind not in (DESK, THREAD) or row is None or kind not in _TEXTS:
        return None
    what = "Opened" if kind == SESSION else "Written"
    session = _session(view, key) if kind == SESSION else ()
    setting = "help_sessions: {rotas: …}"
    declared = Row(what="In the file", setting=setting, where=file_of(view.programme, None))
    text = Text(f"help_sessions/why-{_TEXTS[kind]}", {})
    return Why(text, (Row(what=what, at=row.at), *session), (declared,))


def _session(view: View, key: str) -> tuple[Row, ...]:
    """When it is, by today's file."""
    session = session_by(view.programme, SESSION + key.partition(":")[2])
    if session is None:
        return ()
    clock = Clock(session.rota.timezone, "the rota's")
    return (Row(what="Session", at=session.starts, clock=clock),)
