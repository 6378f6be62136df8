"""`/mentor take` and `/mentor pass`: what their words mean (row H5). Pure."""

import re
from datetime import date

from app.commands import CommandSpec, parse_date
from app.model import scopes
from app.model.facts import Data
from app.model.rotas import DAY, PASS, TAKE, begins, rotas_of, today
from app.model.sections.help_sessions import Rota
from app.model.workflow import Context, Given
from workflows.rota.weeks import WEEK

SPECS = (
    CommandSpec(
        name=TAKE,
        usage="take, take DAY",
        does="makes today's session yours, or that day's, or the one that somebody offered you",
        who="seniors",
        example="take tuesday",
        arguments="text",
    ),
    CommandSpec(
        name=PASS,
        usage="pass, pass DAY, pass DAY NAME",
        does="puts your next session up, or that day's; with a name, it is that person's as soon "
        "as they take it",
        who="seniors, organisers",
        example="pass thursday",
        arguments="text",
    ),
)

FAR = 4 * WEEK
"""How far ahead a day may be named: beyond the page's two weeks, for holidays that come."""

_IDLE = frozenset({"to", "for", "on", "my", "the", "session", "please", "day", "me"})
_DATE = re.compile(r"\d")


def understand(context: Context, given: Given) -> Data:
    """The colleague and the day that are named, as they were written. A name is a senior's login,
    or any with an `@`; in a session's issue it may be that of any rota's senior."""
    where = scopes.parse(given.place)
    programme = context.programmes.get(where.home)
    rotas = rotas_of(programme) if programme is not None else ()
    fitting = (rota for rota in rotas if where.kind == scopes.DESK or rota.id == where.rest)
    known = {login.lower(): login for rota in fitting for login in rota.seniors}
    to, rest = "", []
    for word in given.command.words:
        name = word.removeprefix("@").lower()
        if not to and (name in known or word.startswith("@")):
            to = known.get(name, word.removeprefix("@"))
        elif word.lower() not in _IDLE:
            rest.append(word)
    return {"to": to[:39], "day": " ".join(rest)[:60]}


def day_meant(rota: Rota, words: str, said: float) -> date | None:
    """The day that was named at this instant; None where that is not certain. A weekday means the
    next one with a session that has not begun yet, so on its morning it is that very day."""
    now = today(rota, said)
    if words.casefold() in ("today", "tomorrow"):
        return parse_date(words, now)
    first = now if said < begins(rota, now) else now + DAY
    return parse_date(words, first if _DATE.search(words) else first - DAY)


def problem_of(rota: Rota, day: date, said: float) -> str | None:
    """Why there is nothing to be done about a day that was named, as the text asks for it."""
    if begins(rota, day) <= said:
        return "past"
    if day.weekday() not in rota.days:
        return "none"
    return "far" if day > today(rota, said) + FAR else None
