"""The help desk of a programme: an issue for each session of all rotas (rows H1, H3, H5). Pure.

It opens in the morning and gathers what people ask; on the next working morning it says what came
of each request, and closes. What has no outcome is in the list of the next session.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import takewhile
from typing import Any

from app.model import scopes
from app.model.artefacts import KEEP, Comment, Issue, LabelDefinition, Plan, Verdict
from app.model.facts import LOCKED, TAKEN, Fact, Known, Said, thread_key
from app.model.order import instant
from app.model.rotas import PASS, TAKE, hour_in, place, repository_of, rotas_of, weekday
from app.model.sections.help_sessions import SENIOR, HelpSessionSettings
from app.model.text import Link, Mention, Text, Value
from app.model.workflow import View
from workflows.help_sessions.awake import zone_for
from workflows.help_sessions.counted import counted
from workflows.help_sessions.desk_heard import FORGOTTEN, Heard, hear, session_of
from workflows.help_sessions.entries import ASKED, LISTED, TOLD, Entry, sessions_in
from workflows.help_sessions.facts import LABEL
from workflows.help_sessions.leaders import leader_of
from workflows.help_sessions.listing import MOST, entries_of, shown
from workflows.help_sessions.requests import SETTLED
from workflows.help_sessions.sessions import NAMED, PEOPLE, Session, session_by, upcoming
from workflows.help_sessions.thread import LOOK, settled_text

LATE = 3 * 86400.0
"""Seconds after which the record of a session comes too late: then it closes without."""

ANSWER = "answer:"
"""How the keys of answers begin to requests that were made in a session."""


def plan(view: View) -> Plan:
    """The issues of all sessions that are due, and what was said in them."""
    result, repository = Plan(), repository_of(view.programme)
    heard = hear(view)
    result.verdicts |= heard.verdicts
    result.needs += heard.needs
    result.wake_at(heard.wake, view.now)
    result.facts += [*_outcomes(view, heard), *_for_rotas(view, result), *counted(view)]
    if repository.lower() not in view.sight.names:
        return result
    for session in _due(view, result):
        row = view.said.get(session.key)
        where = repository if row is None else view.sight.name_of(row.repository) or repository
        result.add(*_session(view, session, where, heard))
    result.add(*_ended(view))
    return result


def _due(view: View, result: Plan) -> Iterator[Session]:
    """The sessions whose issue is, or ought to be, open; and those that are to be closed."""
    for rota in rotas_of(view.programme):
        for session in takewhile(lambda each: each.opens <= view.now, upcoming(rota, view.now)):
            latest = session.starts - NAMED
            if session.key in view.said:
                continue
            result.wake_at(latest, view.now)
            if leader_of(view, session) is not None or view.now >= latest:
                yield session
        coming = (each for each in upcoming(rota, view.now) if each.opens > view.now)
        result.wake_at(next(coming).opens, view.now)
    for key, row in sessions_in(view.said):
        session_, is_closed = session_by(view.programme, key), row.state == "closed"
        if session_ is None or row.status == "gone":
            continue
        if is_closed and view.now >= session_.closes:
            continue
        yield session_
        result.wake_at(session_.closes, view.now)


def _ended(view: View) -> Iterator[Issue]:
    """Sessions of a rota that the file has no more close as they are."""
    for key, row in sessions_in(view.said):
        if row.state != "closed" and session_by(view.programme, key) is None:
            _, id, day = key.split(":")
            yield Issue(
                key=key,
                repository=view.sight.name_of(row.repository),
                title=_title(id, date.fromisoformat(day)),
                body=KEEP,
                state="closed",
                parameters=row.parameters,
            )


# ---- a session -----------------------------------------------------------------------------------


def _session(
    view: View, session: Session, repository: str, heard: Heard
) -> Iterator[Issue | Comment | LabelDefinition]:
    row, leader = view.said.get(session.key), leader_of(view, session) or ""
    entries, more = entries_of(view, session, repository, heard, leader)
    if row is None:
        yield LabelDefinition(
            repository=repository, name=LABEL, colour=LOOK.colour, description=LOOK.description
        )
    yield from _answers(view, session, heard)
    is_over = view.now >= session.closes
    parameters = _memory(row, session, heard, entries, leader)
    notify = _told(view, session, row, leader if entries else "")
    body: Text | None = KEEP
    if not is_over:
        values = _values(view, session, repository, entries, leader)
        body = Text("help_sessions/session", {**values, "more": more})
    elif entries and view.now < session.closes + LATE:
        people = _took_part(entries, leader)
        body = _record(view, entries, leader, people)
        parameters |= {PEOPLE: people}
    yield Issue(
        key=session.key,
        repository=repository,
        title=_title(session.rota.id, session.day),
        body=body,
        labels=(LABEL,),
        state="closed" if is_over else "open",
        notify=notify,
        parameters=parameters,
    )


def _title(region: str, day: date) -> Text:
    values = {"region": region, "weekday": weekday(day), "on": day.isoformat()}
    return Text("help_sessions/session.title", values)


def _told(view: View, session: Session, row: Said | None, leader: str) -> tuple[str, ...]:
    """Whoever leads is mentioned once, as it opens, if somebody waits for them there (all that is
    said later mails them as well). Shortly before the session it opens without, if they may not be
    mentioned until then."""
    if row is not None:
        return tuple(row.parameters.get("to", ()))
    return (leader,) if leader and view.now < session.starts - NAMED else ()


def _memory(
    row: Said | None, session: Session, heard: Heard, entries: list[Entry], leader: str
) -> dict[str, Any]:
    """What the issue remembers: what was said in it, what it lists, and who led."""
    listed = {each.key: each.remembered() for each in entries if not each.made_here}
    place_ = (row.repository, row.ref) if row is not None else (0, 0)
    asked = {k: list(each) for k, each in heard.asked.items() if each.place == place_}
    told = {k: list(each) for k, each in heard.told.items() if each.session == session.key}
    found = {ASKED: _plain(_newest(asked)), TOLD: _newest(told), LISTED: listed}
    return {"leader": leader, **{name: values for name, values in found.items() if values}}


def _newest(words: Mapping[str, list[Any]]) -> dict[str, list[Any]]:
    """Of what was said the newest: older words stand in people's comments only."""
    ordered = sorted(words.items(), key=lambda each: str(each[1][0]))
    return dict(ordered[-MOST:])


def _plain(asked: Mapping[str, list[Any]]) -> dict[str, list[Any]]:
    """As JSON has it: a place is a list."""
    return {
        key: [list(each) if isinstance(each, tuple) else each for each in values]
        for key, values in asked.items()
    }


def _values(
    view: View, session: Session, repository: str, entries: list[Entry], leader: str
) -> dict[str, Value]:
    rota, private = session.rota, view.sight.private[view.sight.names[repository.lower()]]
    contact = view.programme.links.private_contact
    return {
        "region": rota.id,
        "weekday": weekday(session.day),
        "on": session.day.isoformat(),
        "at": f"{rota.at:%H:%M}",
        "place": place(rota.timezone),
        "own": _own_hour(view, session, leader, private=private) if leader else None,
        "minutes": rota.minutes,
        "leader": Mention(leader) if leader else None,
        "requests": [shown(view, each) for each in entries],
        "prepare": view.programme.section(HelpSessionSettings).prepare_minutes,
        "public": not private,
        "contact": Link(contact) if contact else None,
    }


def _own_hour(
    view: View, session: Session, leader: str, *, private: bool
) -> Mapping[str, str] | None:
    """The leader's own hour, where it is another and those who read may know it (R5)."""
    zone = zone_for(view, leader, session.rota.timezone, private=private)
    return hour_in(session.rota, session.day, zone)


def _took_part(entries: list[Entry], leader: str) -> list[str]:
    """Whoever got a next step, and who led."""
    people = {login.lower(): login for e in entries if e.ending is not None for login in e.by}
    people |= {leader.lower(): leader} if leader else {}
    return list(people.values())


def _record(view: View, entries: list[Entry], leader: str, people: list[str]) -> Text:
    """What came of it. No comment says it: nobody has to act, and to close it is a mail already."""
    values: dict[str, Value] = {
        "leader": leader or None,
        "settled": [shown(view, each) for each in entries if each.ending is not None],
        "again": [shown(view, each) for each in entries if each.ending is None],
        "people": list(people),
    }
    return Text("help_sessions/record", values)


def _answers(view: View, session: Session, heard: Heard) -> Iterator[Comment]:
    """Whoever asked in an earlier session's issue is told the next step. In the same issue they
    have read it: whoever comments follows."""
    row = view.said.get(session.key)
    for key, told in heard.told.items():
        made = heard.asked.get(told.request)
        if row is None or made is None or told.back or told.session != session.key:
            continue
        if made.place != (row.repository, row.ref):
            yield Comment(
                key=f"{ANSWER}{key}",
                on=session.key,
                text=settled_text((made.by,), told.ending(key)),
                notify=(made.by,),
                owed=True,
            )


# ---- for others ----------------------------------------------------------------------------------


def _outcomes(view: View, heard: Heard) -> Iterator[Fact]:
    """What threads hear of outcomes that were written down here, and of those taken back."""
    for key, told in heard.told.items():
        is_new = view.now - instant(told.back or told.order) < FORGOTTEN
        if is_new and told.request.startswith(f"{scopes.THREAD}:"):
            text = "" if told.back else told.text
            data = {
                "at": told.order,
                "by": told.by,
                "text": text,
                "expert": told.expert,
                "session": told.session,
            }
            yield Fact(told.request, SETTLED, key, told.back or told.order, data)


def _for_rotas(view: View, result: Plan) -> Iterator[Fact]:
    """`take` and `pass` are heard by the rota as if they had been said on its page, with the day of
    the session; it answers them. After a lost database its page remembers those that were
    answered."""
    for key, known in view.facts.get("command", {}).items():
        session = session_by(view.programme, session_of(view, known))
        if known.data["name"] not in (TAKE, PASS) or session is None:
            continue
        result.verdicts[key] = Verdict(silent=True)
        if known.ambiguous or view.now - instant(known.order) > FORGOTTEN:
            continue
        scope = scopes.rota(view.scope.home, session.rota.id)
        if not _was_heard(view, known):
            yield Fact(scope, "command", key, known.order, _as_heard(session, known), "first")
            yield from _lock(view, scope, known)
        if key in view.undone:
            order = view.undone[key]
            yield Fact(scope, TAKEN, order, order, {"key": key})


def _was_heard(view: View, known: Known) -> bool:
    """Whether the rota has heard it and answered."""
    comment = known.data["comment"]
    rows = (view.said.get(f"reaction:{comment}:{kind}") for kind in ("+1", "confused"))
    return any(row is not None and row.parameters.get("seen") for row in rows)


def _as_heard(session: Session, known: Known) -> dict[str, Any]:
    """With the rights that its author has in this rota."""
    data = known.data
    is_senior = data["by"].lower() in {login.lower() for login in session.rota.seniors}
    roles = {*data["roles"]} - {SENIOR} | ({SENIOR} if is_senior else set())
    return {**data, "day": data["day"] or session.day.isoformat(), "roles": sorted(roles)}


def _lock(view: View, scope: str, known: Known) -> Iterator[Fact]:
    """Where people locked a session's issue, the rota answers nothing there."""
    where = view.sight.names.get(known.data["repository"].lower(), 0)
    key = thread_key(where, known.data["number"])
    if (lock := view.facts.get(LOCKED, {}).get(key)) is not None:
        yield Fact(scope, LOCKED, key, lock.order, lock.data)
