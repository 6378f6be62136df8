"""One issue or pull request in which somebody asked for help (rows H2, H3, H5, H6). Pure.

The label says that it comes to the next session. A comment is written only if somebody has to act:
whoever asked, if something is missing; a senior who is awake, if it is urgent; and whoever asked,
once there is a next step.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any

from app.model.artefacts import Comment, Label, Paths, Permission, Plan, Thread, Verdict, Want
from app.model.experts import Expert, experts
from app.model.facts import ABOVE, Known
from app.model.labels import Look, is_on, label
from app.model.order import instant
from app.model.rotas import repository_of, rotas_of
from app.model.scopes import DESK
from app.model.sections.help_sessions import HelpSessionSettings
from app.model.text import Markdown, Mention, Text, Value
from app.model.workflow import View, thread_of
from workflows.help_sessions.awake import Helper, first, helpers, seniors, zone_for
from workflows.help_sessions.commands import ASK, OUTCOME, is_elsewhere, may_settle, text_here
from workflows.help_sessions.facts import LABEL, NOW, THING
from workflows.help_sessions.leaders import leader_of, leaders
from workflows.help_sessions.requests import CAME_OF, MADE, SEEN, Ending, Request, request_of
from workflows.help_sessions.sessions import next_of_all

LOOK = Look("0e8a16", "Comes to the next help session")

MISSING, URGENT, NIGHT, SETTLED = "missing:", "urgent:", "night:", "settled:"
"""How the keys of our comments begin; the key of an opening or of an outcome follows."""

WEEK = timedelta(weeks=1).total_seconds()
"""Seconds after which a comment that was not written comes too late."""

CARD_KEPT = timedelta(weeks=4).total_seconds()
"""Seconds for which the desk hears of a request that has its outcome."""

MOST_EXPERTS = 3
"""People who are named for one request."""


def plan(view: View) -> Plan:
    """Label, comments and card of what is asked for here."""
    result, on = Plan(), thread_of(view)
    if on is None:
        return result
    request = request_of(view)
    _answer(view, request, result)
    result.add(*_label(view, request, on))
    if request is None:
        return result
    known = _experts(view, request, on, result)
    if request.is_open and rotas_of(view.programme):
        result.add(*_missing(view, request, on), *_urgent(view, request, on, known, result))
    if request.ending is not None:
        result.add(*_settled(view, request, request.ending, on))
    result.card = _card(view, request, known, result)
    return result


# ---- answers -------------------------------------------------------------------------------------


def _answer(view: View, request: Request | None, result: Plan) -> None:
    for key, known in view.facts.get("command", {}).items():
        name = known.data["name"]
        if name == ASK:
            result.verdicts[key] = verdict(_why_no_request(view, known))
        elif name == OUTCOME:
            allowed = may_settle(view, key, known)
            if allowed is None:
                result.needs.append(Permission(view.programme.home, known.data["by"], key))
            else:
                reason = _why_no_outcome(view, known, request) if allowed else "who"
                result.verdicts[key] = verdict(reason)


def verdict(reason: str | None, **more: Value) -> Verdict:
    """The answer: none is needed where there is no reason against it."""
    if reason is None:
        return Verdict()
    values = {"reason": reason, "open": [], **more}
    return Verdict(
        Text("help_sessions/refused", values), refused=reason == "who", idle=reason != "who"
    )


def _why_no_request(view: View, known: Known) -> str | None:
    if not known.data["ask"]:
        return "empty"
    thing = view.facts.get(THING, {}).get(NOW)
    if not rotas_of(view.programme):
        return "none"
    return "closed" if thing is not None and not thing.data["open"] else None


def _why_no_outcome(view: View, known: Known, request: Request | None) -> str | None:
    if request is None and not rotas_of(view.programme):
        return "none"
    if is_elsewhere(known):
        return "elsewhere" if known.data["outcome"]["text"] else "words"
    if not text_here(known):
        return "words"
    return "nothing" if request is None else None


def did(view: View) -> dict[str, Known]:
    """What came to something, of what was said here: `undo` may mean it."""
    if view.scope.kind == DESK:
        return {}
    commands = {**view.facts.get("command", {}), **view.facts.get(ABOVE, {})}
    return {
        key: known
        for key, known in commands.items()
        if not known.ambiguous
        and (_asks(known) or (_settles(known) and may_settle(view, key, known)))
    }


def _asks(known: Known) -> bool:
    return known.data["name"] == ASK and bool(known.data["ask"])


def _settles(known: Known) -> bool:
    return known.data["name"] == OUTCOME and bool(text_here(known))


# ---- what is wanted ------------------------------------------------------------------------------


def _label(view: View, request: Request | None, on: Thread) -> Iterator[Want]:
    """On while it is open. With an outcome it goes, whoever put it on, once that is told: by the
    label a sweep finds what is not. With a request that is taken back, only ours does. On a closed
    issue it stays, as that may be opened again."""
    if request is not None and request.is_open:
        since = instant(request.first.order)
        yield from label(view, on, LABEL, LOOK, wanted=True, since=since)
    elif request is not None and request.ending is not None:
        if is_on(view, on, LABEL) and _is_told(view, request.ending):
            yield Label(on=on, name=LABEL, present=False, since=instant(request.ending.order))
    elif request is None:
        yield from label(view, on, LABEL, LOOK, wanted=False)


def _experts(view: View, request: Request, on: Thread, result: Plan) -> tuple[Expert, ...]:
    """Who knows what this is about, but for those who ask. The files of a pull request are asked
    for where an area goes by them."""
    areas = view.programme.section(HelpSessionSettings).experts
    read = view.facts.get("paths", {}).get(NOW)
    if read is None and request.is_open and request.pull and any(area.paths for area in areas):
        result.needs.append(Paths(on))
    paths = read.data["paths"] if read is not None else ()
    asking = {login.lower() for login in request.askers}
    found = experts(areas, request.labels, paths)
    return tuple(each for each in found if each.login.lower() not in asking)[:MOST_EXPERTS]


def _is_private(view: View) -> bool:
    return view.sight.private.get(int(view.scope.rest.partition("/")[0]), True)


def _missing(view: View, request: Request, on: Thread) -> Iterator[Comment]:
    """What is missing is asked for once, and holds nothing up; but not where it is urgent."""
    begun, late = request.first, view.now - instant(request.first.order) > WEEK
    if request.urgent is not None or not request.missing or late or begun.key == SEEN:
        return
    settings, private = view.programme.section(HelpSessionSettings), _is_private(view)
    values: dict[str, Value] = {
        "who": Mention(begun.by),
        "own": begun.own,
        "missing": list(request.missing),
        "minutes": settings.prepare_minutes,
        "public": not private,
        "session": _next(view, begun.by, on, private=private),
    }
    yield Comment(
        key=f"{MISSING}{begun.key}",
        on=on,
        text=Text("help_sessions/missing", values),
        notify=() if begun.own else (begun.by,),  # who has just written here gets a mail anyway
        parameters=_made(request),
    )


def _made(request: Request) -> dict[str, Any]:
    return {MADE: [list(each) for each in request.openings]}


def _next(view: View, asker: str, on: Thread, *, private: bool) -> Mapping[str, Value] | None:
    """The session to which this goes. One that everybody can read does not list what is private;
    and who leads is told only where its own issue may be known."""
    session = next_of_all(view.programme, view.now)
    if session is None:
        return None
    home = repository_of(view.programme)
    leader = leader_of(view, session) if view.sight.shows_named(home, on.repository) else None
    return {
        "region": session.rota.id,
        "at": session.starts,
        "zone": zone_for(view, asker, session.rota.timezone, private=private),
        "leader": leader or None,
        "listed": view.sight.shows_named(on.repository, home),
    }


def _urgent(
    view: View, request: Request, on: Thread, known: Sequence[Expert], result: Plan
) -> Iterator[Comment]:
    """A senior who is awake is told at once, with experts who are; at night, who will be next."""
    opening = request.urgent
    if opening is None or view.now - instant(opening.order) > WEEK:
        return
    private, asking = _is_private(view), {login.lower() for login in request.askers}
    leading = (login for login in seniors(view, leaders(view)) if login.lower() not in asking)
    all_ = list(helpers(view, leading, private=private))
    awake = [each.login for each in all_ if each.awake <= view.now]
    parameters = _made(request)
    if awake:
        also = helpers(view, (each.login for each in known), private=private)
        knowing = [h.login for h in also if h.awake <= view.now and h.login != awake[0]]
        people = (awake[0], *knowing)
        values = _urgent_values(request, opening.by, people)
        text = Text("help_sessions/urgent", values)
        yield Comment(
            key=f"{URGENT}{opening.key}",
            on=on,
            text=text,
            notify=people,
            urgent=True,
            parameters=parameters,
        )
        return
    soon = first(all_)
    result.wake_at(soon.awake if soon is not None else 0.0, view.now)
    values = {"who": Mention(opening.by), "next": _who_is_next(view, opening.by, soon, private)}
    yield Comment(
        key=f"{NIGHT}{opening.key}",
        on=on,
        text=Text("help_sessions/night", values),
        parameters=parameters,
    )


def _urgent_values(request: Request, by: str, people: Sequence[str]) -> dict[str, Value]:
    return {
        "who": Mention(people[0]),
        "asker": by,
        "text": request.text,
        "experts": [Mention(login) for login in people[1:]],
    }


def _who_is_next(
    view: View, asker: str, soon: Helper | None, private: bool
) -> Mapping[str, Value] | None:
    if soon is None:
        return None
    zone = zone_for(view, asker, view.programme.timezone, private=private)
    return {"who": soon.login, "at": soon.awake if soon.open_ else None, "zone": zone}


def _settled(view: View, request: Request, ending: Ending, on: Thread) -> Iterator[Comment]:
    """Whoever asked is told the next step, and who was named to help with it. Not these: they are
    asked with a command, if whoever asked wants to, and the next step need not wait for their day.
    """
    if view.now - instant(ending.order) <= WEEK:
        yield Comment(
            key=f"{SETTLED}{ending.key}",
            on=on,
            text=settled_text(request.askers, ending),
            notify=request.askers,
            owed=True,
            parameters={**_made(request), CAME_OF: list(ending)},
        )


def _is_told(view: View, ending: Ending) -> bool:
    """Whether whoever asked was told, or it is too late for that."""
    row = view.said.get(f"{SETTLED}{ending.key}")
    written = row is not None and row.status in ("there", "gone")
    return written or view.now - instant(ending.order) > WEEK


def settled_text(askers: Sequence[str], ending: Ending) -> Text:
    """The next step, for whoever asked."""
    values: dict[str, Value] = {
        "askers": [Mention(login) for login in askers],
        "text": ending.text,
        "by": ending.by,
        "expert": ending.expert or None,
        "pair": Markdown(f"`/mentor pair @{ending.expert}`") if ending.expert else None,
    }
    return Text("help_sessions/settled", values)


# ---- for the desk --------------------------------------------------------------------------------


def _card(
    view: View, request: Request, known: Sequence[Expert], result: Plan
) -> dict[str, Any] | None:
    """What the desk hears of it; nothing, some weeks after it had its outcome."""
    if request.ending is not None:
        ended = instant(request.ending.order)
        until = ended + CARD_KEPT
        result.wake_at(ended + WEEK + 1, view.now)
        result.wake_at(until, view.now)
        if until <= view.now:
            return None
    elif not request.is_open:
        return None
    return {
        "asked": {
            "at": request.first.order,
            "by": list(request.askers),
            "text": request.text,
            "urgent": request.urgent is not None,
            "unsure": request.first.key == SEEN,
            "experts": [each.login for each in known],
            "ending": list(request.ending) if request.ending is not None else None,
        }
    }
