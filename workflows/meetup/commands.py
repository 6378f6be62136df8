"""`/mentor talk` and `/mentor host`: where they may be said, and what their words mean. Pure."""

from itertools import takewhile

from app.commands import CommandSpec
from app.model import scopes
from app.model.facts import ABOVE, Data, Known
from app.model.scopes import Scope
from app.model.text import shortened
from app.model.workflow import Context, Given, View
from app.programme.model import Programme
from workflows.meetup.settings import MeetupSettings

TALK, HOST = "talk", "host"

SPECS = (
    CommandSpec(
        name=TALK,
        usage="talk TITLE",
        does="says that you would like to present at the cohort's meetup; a description or an "
        "outline can stand in the lines below, and said again it replaces the title",
        who="mentee",
        example="talk How I made the parser fast",
        arguments="text",
    ),
    CommandSpec(
        name=HOST,
        usage="host",
        does="says that you will lead the cohort's meetup",
        who="all",
        example="host",
        arguments="none",
    ),
)

LONGEST_TITLE, LONGEST_ABOUT = 100, 400
"""Characters of a talk's title, and of what stands below it."""


def understand(context: Context, given: Given) -> Data:  # noqa: ARG001
    """A talk's title, and what the comment says of it in the lines below."""
    if given.command.name != TALK:
        return {}
    return {
        "title": shortened(given.command.text, LONGEST_TITLE),
        "about": _about(given.command.below),
    }


def _about(below: str) -> str:
    """The lines below, without what a mail program adds: a quote, a signature."""
    own = takewhile(lambda line: not line.startswith(">") and line != "--", _lines(below))
    text = "\n".join(own).strip()
    return text if len(text) <= LONGEST_ABOUT else text[: LONGEST_ABOUT - 1].rstrip() + "…"


def _lines(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.split("\n")]


def scope_of(given: Given) -> str:
    """A cohort's talks belong together, wherever they were said."""
    where = scopes.parse(given.place)
    return scopes.meetup(where.home, where.cohort) if where.cohort else given.place


def is_held(programme: Programme, scope: Scope) -> bool:
    """Whether a meetup is planned, in the cohort that a command is for."""
    cohort = programme.cohort(scope.cohort)
    return cohort is not None and cohort.section(MeetupSettings).enabled


def did(view: View) -> dict[str, Known]:
    """The talks and hosts that were said here and came to something: `undo` here may mean one. Who
    was not the first to say `host` is among them: whether they were, only the meetup knows."""
    return {
        key: known
        for key, known in view.facts.get(ABOVE, {}).items()
        if may_be_said(known) and not known.ambiguous
    }


def may_be_said(known: Known) -> bool:
    """Whether a command is one of a meetup's, by somebody who may give it."""
    data = known.data
    if data["name"] == TALK:
        return bool(data["title"]) and "mentee" in data["roles"]
    return data["name"] == HOST and bool(data["roles"])
