"""`/mentor ask` and `/mentor outcome`: what their words mean, and whose business they are. Pure."""

from app.commands import CommandSpec
from app.model import scopes
from app.model.facts import Data, Known
from app.model.rotas import rotas_of
from app.model.scopes import Scope
from app.model.sections.help_sessions import SENIOR
from app.model.text import shortened
from app.model.workflow import Context, Given, View
from app.programme.model import Programme
from workflows.help_sessions.outcomes import Outcome, read
from workflows.help_sessions.preparing import is_urgent, said_in

ASK, OUTCOME = "ask", "outcome"

SPECS = (
    CommandSpec(
        name=ASK,
        usage="ask TEXT",
        does="brings this issue or pull request to the next help session",
        who="all",
        example="ask The parser drops the last line. I tried a smaller file for 20 minutes.",
        arguments="text",
    ),
    CommandSpec(
        name=OUTCOME,
        usage="outcome TEXT, outcome #NUMBER TEXT",
        does="writes down the next step for a request; whom you name last is named to pair up with",
        who="seniors, organisers",
        example="outcome #12 Run it with the profiler first, then look at it with noor.",
        arguments="text",
    ),
)


def understand(context: Context, given: Given) -> Data:  # noqa: ARG001
    """What is asked, and what of it is there already; or the request that an outcome is for."""
    text = given.command.text
    if given.command.name == OUTCOME:
        return {"outcome": read(text)._asdict()}
    body = given.issue.body if scopes.parse(given.place).kind != scopes.DESK else ""
    return {
        "ask": shortened(text),
        "urgent": is_urgent(text),
        "parts": sorted(said_in(text) | said_in(body)),
        "title": given.issue.title,
        "pull": given.issue.pull_request is not None,
    }


def scope_of(given: Given) -> str:
    """The issue or pull request itself, whatever else it is; in a session's issue, the desk."""
    if scopes.parse(given.place).kind == scopes.DESK:
        return given.place
    return given.thread or given.place


def has_sessions(programme: Programme, scope: Scope) -> bool:  # noqa: ARG001
    """Whether there is a session that a request could go to."""
    return bool(rotas_of(programme))


def is_elsewhere(known: Known) -> bool:
    """Whether an outcome that was written down in a request's own thread names another request."""
    said, data = Outcome(**known.data["outcome"]), known.data
    number = None if said.bare else said.number
    named = said.named.lower() not in ("", data["repository"].lower())
    return said.handle is not None or named or number not in (None, data["number"])


def text_here(known: Known) -> str:
    """The next step that an outcome in a request's own thread gives it; "" where it gives none. A
    bare number that is another one's is a word of the text."""
    said = Outcome(**known.data["outcome"])
    if is_elsewhere(known):
        return ""
    return said.whole if said.bare and said.number != known.data["number"] else said.text


def may_settle(view: View, key: str, known: Known) -> bool | None:
    """Whether somebody may write an outcome down; None where GitHub has to be asked."""
    if not {SENIOR, "organiser"}.isdisjoint(known.data["roles"]):
        return True
    asked = view.facts.get("permission", {}).get(key)
    return None if asked is None else bool(asked.data["role"] == "admin")
