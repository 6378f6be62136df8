"""What was learned, sent to the mailing list (row T6). Pure.

A list cannot be asked to give a mail back. So mentors get the text first, in a comment that names
the list and the day; until then they may take learnings back, or delete that comment. Before it is
offered to the mail server for the first time, the issue's marker says so: whoever finds that in a
marker, and nothing in the database, has lost the database, and does not know whether it was sent.
"""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import NamedTuple

from app.model.artefacts import Comment, Mail, Plan
from app.model.facts import Data, Fact, Said
from app.model.mails import FAILED, SENT, UNKNOWN, fate, may_mail
from app.model.order import instant, order
from app.model.text import Link, Mention, Text, Value
from app.model.time import Calendar, calendar_of
from app.model.workflow import View
from workflows.retrospective.state import KEY, Here
from workflows.retrospective.where import is_private

MAIL, UNSENT = "mail", "unsent"

OFFERED = "offered"
"""That it is time to send it: a kind of facts, and what the issue's marker says from then on."""

_ANNOUNCED = "mails"
"""The parameter in which the comment keeps the list and the instant that it named."""

_MAILED = "mailed"
"""The parameter in which the issue keeps what became of the mail."""

_WHY = "because"
"""The parameter in which a comment keeps why nothing was sent."""

WITHIN = timedelta(weeks=2).total_seconds()
"""How long after the end the text is still news."""

_HORIZON = timedelta(weeks=1).total_seconds()
"""Within which an hour is looked for in which all mentors work."""


class State(NamedTuple):
    """How far the mail is: `OFFERED`, or one of the ends in `app.model.mails`; since when (Unix
    seconds), and for whom."""

    name: str
    at: float
    to: str


class Announced(NamedTuple):
    """What the comment named: the list, and when (Unix seconds)."""

    to: str
    at: float


def list_of(view: View, found: Here) -> str | None:
    """The mailing list to which Cairn sends by itself. What a private cohort learned it does not:
    nobody can take a name back from there."""
    return _allowed(view, found) if not found.cohort.private else None


def is_withheld(view: View, found: Here) -> bool:
    """Whether Cairn could send it, and does not, because the cohort is private."""
    return found.cohort.private and _allowed(view, found) is not None


def _allowed(view: View, found: Here) -> str | None:
    address = found.cohort.links.mailing_list
    return address if address is not None and may_mail(address, view.lists) else None


# ---- when ----------------------------------------------------------------------------------------


def goes_at(view: View, found: Here) -> float:
    """When a text goes that mentors get now: a working day later, while they work."""
    start = Calendar(found.zone).add_working_days(view.now, 1)
    calendars = [calendar_of(view.programme.person(login)) for login in found.group.mentors]
    return _together(calendars or [Calendar(found.zone)], start)


def _together(calendars: list[Calendar], start: float) -> float:
    """The first instant from `start` on in which all work; where there is none, the first does."""
    at = start
    while at < start + _HORIZON:
        opens = max(each.next_open(at) for each in calendars)
        if opens == at:
            return at
        at = opens
    return calendars[0].next_open(start)


def announced(view: View, key: str) -> Announced | None:
    """What the comment with this key named, as long as nobody has deleted it."""
    row = view.said.get(key)
    if row is None or row.status != "there" or _ANNOUNCED not in row.parameters:
        return None
    return Announced(*row.parameters[_ANNOUNCED])


def announcing(to: str | None, at: float) -> Data:
    """What the comment keeps of it."""
    return {_ANNOUNCED: [to, at]} if to is not None else {}


def due(found: Here, named: Announced) -> float:
    """When it goes: on the day that was named, or later where the cohort's end has moved."""
    return max(named.at, Calendar(found.zone).add_working_days(found.dates.over, 1))


# ---- how far it is -------------------------------------------------------------------------------


def state(view: View, found: Here, key: str) -> State | None:
    """How far it is; None where nothing was offered yet. `key`: the comment's that names the list.

    The ledger knows best; after a lost database the issue's marker is all there is.
    """
    row, kept = view.said.get(MAIL), _kept(found.row)
    fact = view.facts.get(OFFERED, {}).get(MAIL)
    if row is not None:
        to = kept.to if kept is not None else ""
        return State(fate(row) or OFFERED, row.at, to)
    if kept is not None:
        is_lost = kept.name == OFFERED and fact is None
        return kept._replace(name=UNKNOWN) if is_lost else kept
    named = announced(view, key)
    if fact is None or named is None:
        return None
    return State(OFFERED, instant(fact.order), named.to)


def _kept(row: Said | None) -> State | None:
    kept = row.parameters.get(_MAILED) if row is not None else None
    return State(*kept) if kept is not None else None


def remembered(now: State | None) -> Data:
    """What the issue's marker remembers of it."""
    return {_MAILED: list(now)} if now is not None else {}


def shown(view: View, found: Here, key: str, *, stands: bool) -> Mapping[str, Value]:
    """What the issue says of it: `sent`, or `goes`, to `list`. `stands`: whether there is anything
    to be sent."""
    now, named, to = state(view, found, key), announced(view, key), list_of(view, found)
    if now is not None and now.name == SENT:
        return {"list": Link(now.to), "sent": now.at, "goes": None}
    if (now is not None and now.name != OFFERED) or UNSENT in view.said:
        return {"list": None, "sent": None, "goes": None}
    goes = due(found, named) if named is not None and to == named.to and stands else None
    return {"list": Link(to) if to else None, "sent": None, "goes": goes}


# ---- what is wanted ------------------------------------------------------------------------------


def mailed(
    view: View, found: Here, key: str, subject: Text, text: Text, result: Plan
) -> Iterator[Comment | Mail]:
    """The mail, once its day has come; or, once, that it was not sent. `key`: the comment's that
    names the list."""
    named, now = announced(view, key), state(view, found, key)
    if named is None or (now is not None and now.name == SENT):
        return
    why = _why_not(view, found, named, now)
    if why is not None:
        yield _unsent(view, found, named, why)
        return
    at = due(found, named)
    result.wake_at(at, view.now)
    result.wake_at(found.dates.over + WITHIN + 1, view.now)
    if at > view.now:
        return
    kept = _kept(found.row)
    if now is None:
        result.facts.append(Fact(view.key, OFFERED, MAIL, order(view.now), {}))
    elif kept is not None and kept.name == OFFERED:
        yield Mail(key=MAIL, to=named.to, subject=subject, text=text)


def _why_not(view: View, found: Here, named: Announced, now: State | None) -> str | None:
    """Why nothing is sent (any more), as the text asks for it. What was said stands."""
    told = view.said.get(UNSENT)
    if told is not None:
        return str(told.parameters[_WHY])
    if now is not None and now.name in (FAILED, UNKNOWN):
        return now.name
    if list_of(view, found) != named.to:
        return "changed"
    return "late" if view.now > found.dates.over + WITHIN else None


def _unsent(view: View, found: Here, named: Announced, why: str) -> Comment:
    mentors = found.group.mentors
    values: dict[str, Value] = {
        "mentors": [Mention(login) for login in mentors],
        "list": Link(named.to),
        "why": why,
    }
    return Comment(
        key=UNSENT,
        on=KEY,
        text=Text("retrospective/unsent", values),
        notify=mentors,
        parameters={_WHY: why},
        private=is_private(view, found),
    )
