"""The issue of the next meeting is always open (row H12). Pure.

Each meeting has an issue of its own, numbered as they open. Its marker remembers when it is held
and what it shows: so it stays what it was when the meeting is over, whatever the file says then.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from app.model.artefacts import Issue, Plan
from app.model.facts import Data, Ledger, Said
from app.model.text import Link, Text, Value
from app.model.time import local
from app.model.workflow import View
from app.programme.model import Declared
from workflows.office_hours.agenda import Agenda, Topic, hear
from workflows.office_hours.dates import Meeting, left_out, upcoming
from workflows.office_hours.settings import OfficeHours

PUBLIC, PRIVATE = "meeting:", "private-meeting:"
"""How the keys of meetings begin: the entry can move to a file of the private repository."""

FIRST_OPENS = timedelta(weeks=4).total_seconds()
"""Seconds before the first meeting at which its issue opens; a later one follows the last."""


_ALL_DATES = "all dates, to subscribe to"
"""The words of the link to the calendar feed: its address is long."""


@dataclass(frozen=True, slots=True)
class Held:
    """A meeting as its issue has it: when, and the values of its text but for the agenda. `gone`:
    it was taken out of the file before it was over."""

    starts: float
    ends: float
    shown: Data
    gone: bool = False


def plan(view: View) -> Plan:
    """What is there follows the file until it is over; then the next one opens."""
    result, found = Plan(), declared(view)
    current = _current(view, found) if found is not None else None
    for key, row in _meetings(view.said):
        held = held_in(row)
        if found is not None and key == current:
            held = _as_declared(view, found, key, _next(view, found, key))
        elif held is not None and held.ends > view.now:
            held = replace(held, gone=True)
        if held is not None:
            agenda = hear(view, row, 0.0 if held.gone else held.ends)
            result.verdicts |= agenda.verdicts
            result.add(_issue(view, key, view.sight.name_of(row.repository), held, agenda))
            result.wake_at(held.ends, view.now)
    if found is not None and current is not None and current not in view.said:
        _open(view, found, current, result)
    return result


def declared(view: View) -> Declared[OfficeHours] | None:
    """The entry whose meetings these are; None where no file has it any more."""
    entries = view.programme.declared(OfficeHours)
    return next((each for each in entries if each.entry.identity() == view.scope.rest), None)


def zone_of(view: View, entry: OfficeHours) -> str:
    """The zone of an entry's hours."""
    return entry.timezone or view.programme.timezone


def _open(view: View, found: Declared[OfficeHours], key: str, result: Plan) -> None:
    """Open the next meeting's issue; the first one's not earlier than some weeks before."""
    meeting = _next(view, found, key)
    opens = meeting.starts - FIRST_OPENS
    if number_of(key) == 1 and view.now < opens:
        result.wake_at(opens, view.now)
        return
    held = _as_declared(view, found, key, meeting)
    result.add(_issue(view, key, found.home.repository, held, Agenda()))
    result.wake_at(meeting.ends, view.now)


# ---- which meeting -------------------------------------------------------------------------------


def number_of(key: str) -> int:
    """The place of a meeting among those that had an issue, from 1."""
    return int(key.rpartition(":")[2])


def _meetings(said: Ledger) -> Iterator[tuple[str, Said]]:
    return ((key, row) for key, row in said.items() if key.startswith((PUBLIC, PRIVATE)))


def _last(said: Ledger, prefix: str) -> int:
    """The number of the last meeting that has an issue; 0 where none has."""
    return max((number_of(key) for key in said if key.startswith(prefix)), default=0)


def _current(view: View, found: Declared[OfficeHours]) -> str:
    """The key of the meeting that follows the file: the last one, and once that is over, a new
    one."""
    prefix = PRIVATE if found.home.private else PUBLIC
    number = _last(view.said, prefix)
    row = view.said.get(f"{prefix}{number}")
    held = held_in(row) if row is not None else None
    is_over = row is None or (held is not None and held.ends <= view.now)
    return f"{prefix}{number + 1 if is_over else number}"


def _next(view: View, found: Declared[OfficeHours], key: str) -> Meeting:
    """When the current meeting is held: after the one before it, whatever the file says now."""
    before = _before(view, key)
    after = before[1].starts if before is not None else 0.0
    return upcoming(found.entry, zone_of(view, found.entry), view.now, after)


def _before(view: View, key: str) -> tuple[Said, Held] | None:
    """The last meeting before this one that took place."""
    prefix = key.rpartition(":")[0] + ":"
    for number in range(number_of(key) - 1, 0, -1):
        row = view.said.get(f"{prefix}{number}")
        held = held_in(row) if row is not None else None
        if row is not None and held is not None and not held.gone:
            return row, held
    return None


# ---- what its issue shows ------------------------------------------------------------------------


def held_in(row: Said) -> Held | None:
    """A meeting as its issue remembers it; None where its marker may not be believed."""
    kept = row.parameters
    if "shown" not in kept:
        return None
    return Held(kept["starts"], kept["ends"], kept["shown"], kept.get("gone", False))


def _as_declared(view: View, found: Declared[OfficeHours], key: str, meeting: Meeting) -> Held:
    """A meeting as the file has it. What is shown is kept in the marker, so it is plain data."""
    entry, zone = found.entry, zone_of(view, found.entry)
    before = _before(view, key)
    shown = {
        "title": entry.title,
        "zone": zone,
        "minutes": entry.minutes,
        "hosts": [name_of(view, login, found) for login in entry.hosts],
        "elsewhere": list(_elsewhere(view, found, zone)),
        "url": entry.url,
        "skipped": [day.isoformat() for day in left_out(entry, local(meeting.starts, zone).date())],
        "last": before[0].ref if before is not None and before[0].status == "there" else None,
        "calendar": None if found.home.private else view.calendar,
    }
    return Held(meeting.starts, meeting.ends, shown)


def name_of(view: View, login: str, found: Declared[OfficeHours]) -> str:
    """How a host is called, where the readers of an entry may know their name (R5)."""
    person = view.programme.person(login)
    known = person.name if person.public or found.home.private else None
    return known or person.login


def _elsewhere(view: View, found: Declared[OfficeHours], zone: str) -> Iterator[Mapping[str, Any]]:
    """Hosts in other zones, if readers of the issue may know those (R5)."""
    others: dict[str, list[str]] = {}
    for login in found.entry.hosts:
        person = view.programme.person(login)
        may = (person.public or found.home.private) and not person.zone_own
        if may and not person.zone_assumed and person.timezone != zone:
            others.setdefault(person.timezone, []).append(name_of(view, login, found))
    for name, people in others.items():
        yield {"zone": name, "names": people}


def _issue(view: View, key: str, repository: str, held: Held, agenda: Agenda) -> Issue:
    is_over, shown = held.gone or held.ends <= view.now, held.shown
    links: dict[str, Value] = {
        "url": Link(shown["url"]) if shown["url"] else None,
        "calendar": Link(shown["calendar"], _ALL_DATES) if shown["calendar"] else None,
    }
    topics: list[Value] = [_shown(topic) for topic in agenda.topics.values() if not topic.back]
    values: dict[str, Value] = {"at": held.starts, "gone": held.gone, "topics": topics}
    on = local(held.starts, str(shown["zone"])).date().isoformat()
    return Issue(
        key=key,
        repository=repository,
        title=Text("office_hours/meeting.title", {"title": shown["title"], "on": on}),
        body=Text("office_hours/meeting", {**shown, **links, **values}),
        labels=("mentorship",),
        state="closed" if is_over else "open",
        parameters={
            "starts": held.starts,
            "ends": held.ends,
            "shown": dict(held.shown),
            **({"gone": True} if held.gone else {}),
            **({"topics": {k: list(t) for k, t in agenda.topics.items()}} if agenda.topics else {}),
        },
        private=key.startswith(PRIVATE),
    )


def _shown(topic: Topic) -> Mapping[str, Any]:
    return {"by": topic.by, "text": topic.text}
