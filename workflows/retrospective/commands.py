"""What the words of a retrospective's commands mean (rows T3 and T4). Pure."""

import re
from datetime import date
from typing import NamedTuple

from app.commands import CommandSpec, parse_date
from app.model import scopes
from app.model.facts import Data
from app.model.names import LOGIN
from app.model.text import shortened
from app.model.time import local
from app.model.workflow import Context, Given

WELL, BETTER, WRITTEN, LEARNING = "well", "better", "written", "learning"
NOTES = (WELL, BETTER)
KEEP, CHANGE = "keep", "change"

_GROUP = "mentees, mentors"
SPECS = (
    CommandSpec(
        name=WELL,
        usage="well TEXT",
        does="notes what the group did well",
        who=_GROUP,
        example="well We paired every Tuesday.",
        arguments="text",
    ),
    CommandSpec(
        name=BETTER,
        usage="better TEXT",
        does="notes what the group could do better",
        who=_GROUP,
        example="better Smaller pull requests.",
        arguments="text",
    ),
    CommandSpec(
        name=WRITTEN,
        usage="written",
        does="says that you have written your notes",
        who=_GROUP,
        example="written",
        arguments="none",
    ),
    CommandSpec(
        name=LEARNING,
        usage="learning TEXT OWNER DATE",
        does="notes what you keep or change from now on; an owner has an at sign, like all names",
        who=_GROUP,
        example="learning change: Draft pull requests from day one @bartek friday",
        arguments="text",
    ),
)

_VERB = re.compile(r"(keep|change)\s*[:–—-]\s*", re.IGNORECASE)
_OWNER = re.compile(rf"(?:^|\s)@({LOGIN})(?![\w-])[\s,;:.]*(?:by |due )?([^@]*)$", re.ASCII)
_BY = re.compile(r"\s(?:by|until|till|due)\s+([^@]{2,40})$", re.IGNORECASE)


class Learning(NamedTuple):
    """What somebody said that is kept or changed: `verb` is `KEEP`, `CHANGE` or "", `owner` a login
    or "", `due` an ISO date or ""."""

    verb: str
    text: str
    owner: str = ""
    due: str = ""


def understand(context: Context, given: Given) -> Data:
    """The words, on one line and cut to the length of a roster's tip; dates as of that day."""
    text = " ".join(given.command.text.split())
    if given.command.name != LEARNING:
        return {"note": shortened(text)}
    programme = context.programmes.get(scopes.parse(given.place).home)
    zone = programme.person(given.by).timezone if programme is not None else "UTC"
    return {"learning": list(parse_learning(text, local(given.at, zone).date()))}


def parse_learning(text: str, today: date) -> Learning:
    """`TEXT @owner DATE`. Words that are neither stay part of the text."""
    found = _VERB.match(text)
    verb, rest = (found[1].lower(), text[found.end() :]) if found else ("", text)
    words, owner, due = _owned(rest, today)
    if not due:
        words, due = _due(words, today)
    return Learning(verb, shortened(words), owner, due)


def _owned(text: str, today: date) -> tuple[str, str, str]:
    """What stands before an owner at the end, who that is, and their day."""
    named = _OWNER.search(text)
    if named is None:
        return text, "", ""
    day = parse_date(named[2], today) if named[2] else None
    if named[2] and day is None:  # somebody of whom the text speaks
        return text, "", ""
    return text[: named.start()], named[1], day.isoformat() if day else ""


def _due(text: str, today: date) -> tuple[str, str]:
    """What stands before a day at the end, and that day."""
    found = _BY.search(text)
    day = parse_date(found[1], today) if found else None
    return (text[: found.start()], day.isoformat()) if found and day else (text, "")
