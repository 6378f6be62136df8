"""`/mentor pair`, and `/mentor done` in a pair's issue: their words (rows H7, H9). Pure."""

from collections.abc import Mapping
from typing import Any

from app.commands import CommandSpec
from app.model import scopes
from app.model.facts import Data
from app.model.time import local
from app.model.why import clock_of
from app.model.workflow import Context, Given
from workflows.pairing.people import people
from workflows.pairing.words import FAR, Words, read

PAIR = CommandSpec(
    name="pair",
    usage="pair NAME TOPIC WHEN, pair",
    does="says that you two work on this together, now or then, for half an hour or as long as you "
    "say; without a name, who knows about it",
    who="all",
    example="pair octocat the flaky test, tomorrow 15:00, 45 minutes",
    arguments="text",
)
DONE = CommandSpec(
    name="done",
    usage="done",
    does="says that you met, and closes this",
    who="those who are paired, organisers",
    example="done",
    arguments="none",
)
"""In a pair's issue; elsewhere it is onboarding's."""


def scope_of(given: Given) -> str:
    """What two pair on is the issue or pull request itself, whosever it is."""
    return given.thread or given.place


def understand(context: Context, given: Given) -> Data:
    """Who, what and when, as it was meant on that day; `problem`: why nothing comes of it. Hours
    are the author's, as far as those who read may know their zone; else the programme's (R5)."""
    programme = context.programmes.get(scopes.parse(scope_of(given)).home)
    if programme is None:
        return {"to": "", "topic": "", "minutes": 0, "at": None, "on": None, "problem": "unknown"}
    private = given.repository.private
    clock = clock_of(programme, given.by, private=private)
    zone = clock.zone if clock is not None else programme.timezone
    known = people(programme, private=private)
    words = read(given.command.text, local(given.at, zone).date(), known)
    return {
        "to": known.get(words.to.lower(), words.to),
        "topic": words.topic,
        "minutes": words.minutes,
        **_when(words, given.at, zone),
        "pull": given.issue.pull_request is not None,
        "labels": [label.name for label in given.issue.labels],
        "problem": _problem(words, given, zone, known),
    }


def _when(words: Words, said: float, zone: str) -> Mapping[str, Any]:
    starts = words.starts(said, zone)
    day = words.day.isoformat() if words.day is not None and starts is None else None
    return {"at": starts, "on": day, "zone": zone}


def _problem(words: Words, given: Given, zone: str, known: Mapping[str, str]) -> str:
    """Why nothing comes of it, as the text asks for it; "" where something does."""
    today = local(given.at, zone).date()
    starts = words.starts(given.at, zone)
    if words.to.lower() == given.by.lower():
        return "self"
    if words.to and words.to.lower() not in known:
        return "unknown"
    if (words.day is not None and words.day < today) or (starts is not None and starts < given.at):
        return "past"
    return "far" if words.day is not None and words.day > today + FAR else ""
