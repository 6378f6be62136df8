"""The last word to a mentee (rows F1, F2). Pure: read `README.md` beside this."""

import json
from collections.abc import Collection, Iterator, Mapping
from datetime import date, time, timedelta
from typing import Any, NamedTuple

from app.model.artefacts import Comment, Plan
from app.model.asked import goal_of
from app.model.facts import Ledger
from app.model.home import home_key, home_row, said_at_home
from app.model.keys import COMPLETE, EARLY, FAREWELL
from app.model.lookback import is_awaited
from app.model.sections.farewell import FarewellSettings, Opportunity
from app.model.text import Link, Markdown, Mention, Text, Value
from app.model.time import at, calendar_of, last_minute, local
from app.model.workflow import View
from app.programme.model import Enrolment
from workflows.farewell.commands import verdicts
from workflows.farewell.done import Done, Row, as_json, done, newest, rows

WITHIN = 30 * 86400.0
"""Seconds after which it is too late for a farewell; and never before it is for the cohort's own
end, as somebody's earlier one may be written into the file much later."""

PATIENCE = 10 * 86400.0
"""Seconds for which it waits for what the mentee's group learns, if that looks back just then."""

OFFERED = 10
"""Opportunities that are shown."""


class Told(NamedTuple):
    """A farewell that was said: which one it was, and the last day that it named (ISO)."""

    number: int
    ends: str


def plan(view: View) -> Plan:
    """Answers to what is logged; the farewell on the working morning after the last day. Whoever
    left before has had their last word already."""
    result = Plan(verdicts=verdicts(view))
    enrolment = view.programme.enrolment(view.scope.cohort, view.scope.login)
    home = home_row(view)
    if enrolment is None or enrolment.mentee.left is not None:
        return result
    if home is None or not enrolment.cohort.section(FarewellSettings).enabled:
        return result
    due = due_at(view, enrolment)
    result.wake_at(due, view.now)
    result.wake_at(due + PATIENCE, view.now)
    result.add(*_said(view, enrolment, due))
    return result


def due_at(view: View, enrolment: Enrolment) -> float:
    """The first working morning after the last day, on the mentee's own clock (Unix seconds)."""
    calendar = calendar_of(view.programme.person(enrolment.mentee.login))
    return calendar.next_open(at(enrolment.mentee.ends + timedelta(days=1), time(), calendar.zone))


def last_told(said: Ledger) -> Told | None:
    """The newest farewell, also where people deleted it."""
    keys = [key.split(":") for key in said if key.startswith(FAREWELL)]
    return max((Told(int(number), day) for _, number, day in keys), default=None)


def _said(view: View, enrolment: Enrolment, due: float) -> Iterator[Comment]:
    """One farewell, once a retrospective that is going on has come to something. Where the end
    moved after it was said, one word about that, however often it moves; and another farewell at
    the new end."""
    told = last_told(view.said)
    is_early = told is not None and f"{EARLY}{told.number}" in view.said
    if told is None or is_early:
        waits = is_awaited(view) and view.now < due + PATIENCE
        if due <= view.now < _over_at(enrolment, due) + WITHIN and not waits:
            yield _farewell(view, enrolment, told.number + 1 if told is not None else 1)
    elif told.ends < enrolment.mentee.ends.isoformat() and view.now < due:
        yield _early(view, enrolment, told)


def _over_at(enrolment: Enrolment, due: float) -> float:
    return max(due, last_minute(enrolment.cohort.ends, enrolment.cohort.timezone))


def _early(view: View, enrolment: Enrolment, told: Told) -> Comment:
    login = enrolment.mentee.login
    return Comment(
        key=f"{EARLY}{told.number}",
        on=home_key(view),
        text=Text("farewell/early", {"mentee": Mention(login)}),
        notify=(login,),
    )


def _farewell(view: View, enrolment: Enrolment, number: int) -> Comment:
    login = enrolment.mentee.login
    return Comment(
        key=f"{FAREWELL}{number}:{enrolment.mentee.ends.isoformat()}",
        on=home_key(view),
        text=Text("farewell/summary", values(view, enrolment)),
        notify=(login,),
    )


# ---- what it says --------------------------------------------------------------------------------


def values(view: View, enrolment: Enrolment) -> dict[str, Value]:
    """The values of the text."""
    cohort, group, mentee = enrolment
    did, links = done(view, enrolment), cohort.links.over(view.programme.links)
    goal = goal_of(view)
    meetings = view.programme.open_to_former(private=cohort.private)
    return {
        "mentee": Mention(mentee.login),
        "login": mentee.login,
        "cohort": cohort.name,
        "group": group.name,
        "starts": mentee.starts.isoformat(),
        "ends": mentee.ends.isoformat(),
        "goal": goal,
        "private": cohort.private,
        "closes": COMPLETE not in said_at_home(view),
        "counted": view.programme.person(mentee.login).counted,
        **shown(did, mentee.login),
        "json": Markdown(fenced(as_json(did, enrolment, goal))),
        "office_hours": Link(links.office_hours) if links.office_hours else None,
        "meetings": [
            {"title": each.entry.open_to_former(), "repository": each.home.repository}
            for each in meetings
        ],
        "opportunities": [*_opportunities(view, enrolment)],
    }


def shown(did: Done, login: str) -> dict[str, Value]:
    """What the mentee did, as a text gets it."""
    return {
        "rows": [_row(row) for row in rows(did, login)],
        "opened": len(did.pulls),
        "merged": did.merged,
        "reviews": len(did.reviews),
        "sessions": len(did.sessions),
        "posts": [
            {"url": post.url, "words": post.words, "link": Link(post.url, post.words or None)}
            for post in did.posts
        ],
        "pulls": [
            {"pull": Link(it.url, it.title), "repository": it.repository, "state": it.state}
            for it in newest(did)
        ],
        "more": len(did.pulls) - len(newest(did)),
        "talks": [*did.talks],
        "learnings": [{"text": each.text, "verb": each.verb} for each in did.learnings],
    }


def _row(row: Row) -> Mapping[str, Any]:
    name = Link(row.url, row.repository) if row.url else row.repository
    return {**row._asdict(), "repository": name, "url": None}


def fenced(it: Mapping[str, Any]) -> str:
    """JSON that ends no block of code, whatever people's words in it are."""
    text = json.dumps(it, indent=2, ensure_ascii=False)
    return text.replace("<", "\\u003c").replace("`", "\\u0060")


def _opportunities(view: View, enrolment: Enrolment) -> Iterator[Mapping[str, Any]]:
    """Those of the file that fit: not over on this day, and of the mentee's projects (F2)."""
    today = local(view.now, view.programme.person(enrolment.mentee.login).timezone).date()
    found = enrolment.cohort.section(FarewellSettings).opportunities
    fitting = [it for it in found if fits(it, enrolment.mentee.projects, today)]
    for it in fitting[:OFFERED]:
        until = it.until.isoformat() if it.until is not None else None
        yield {"what": Link(it.url, it.title), "until": until}


def fits(it: Opportunity, projects: Collection[str], today: date) -> bool:
    """Whether something to go on with is for somebody of these projects, on this day."""
    is_theirs = not it.projects or not set(it.projects).isdisjoint(projects)
    return is_theirs and (it.until is None or it.until >= today)
