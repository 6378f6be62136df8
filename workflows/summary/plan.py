"""The weekly summary for mentors (rows R4, R5): a standing page, and a line to whoever is needed.

The page is written once a week, so that it says of each week what was so then; in between it is
left alone, unless a repository was made private whose work it shows. Pure.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from hashlib import sha256
from typing import Any

from app.model import scopes
from app.model.artefacts import KEEP, Comment, Issue, Plan
from app.model.contributions import hidden
from app.model.facts import Said
from app.model.listing import LISTED, Need, fitting, within
from app.model.text import Markdown, Mention, Text, Value
from app.model.time import local
from app.model.work import Pull, Work, work
from app.model.workflow import View
from app.programme.model import Cohort, Enrolment, Group
from workflows.summary.apart import apart
from workflows.summary.chart import chart
from workflows.summary.needed import first, needed, untold
from workflows.summary.numbers import Numbers, count, first_answer
from workflows.summary.rhythm import Week, latest, next_due, weeks
from workflows.summary.settings import SummarySettings

SUMMARY = "summary"
"""The page's key."""

_TOO_LATE = 7 * 86400.0
"""Seconds after the last summary in which a page may still open: nothing begins after its end."""

FOLDED = 8
"""Mentees of a group from whom on their pull requests are folded: a screen stays a screen."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A mentee, and what they do as far as it may be shown where the page is."""

    enrolment: Enrolment
    work: Work
    state: str
    hidden: frozenset[str]
    """Repositories elsewhere that GitHub does not show any more."""
    private: bool
    """Whether mentors are among themselves where the page is."""
    counted: bool
    """Whether they want to stand in the tables; sums count them in any case."""

    @property
    def login(self) -> str:
        return self.enrolment.mentee.login


def plan(view: View) -> Plan:
    """The summary of a cohort."""
    result = Plan()
    cohort = view.programme.cohort(view.scope.cohort)
    if cohort is None or not cohort.section(SummarySettings).enabled:
        return result
    due = next_due(cohort, view.now)
    if due is not None:
        result.wake_at(due, view.now)
    week = latest(cohort, view.now)
    if week is None or (
        SUMMARY not in view.said and view.now > week.due + _TOO_LATE and due is None
    ):
        return result
    where = view.programme.private_repository or cohort.home
    rows = _rows(view, cohort, where)
    needs = _needed(view, week, rows)
    result.add(_page(view, cohort, week, where, rows, needs))
    _comment(view, cohort, week, needs, result)
    return result


def _rows(view: View, cohort: Cohort, where: str) -> list[_Row]:
    """In the order of the file: nobody is ranked."""
    rows = []
    for group in cohort.groups:
        for mentee in group.mentees:
            card = view.cards.get(scopes.mentee(view.scope.home, cohort.id, mentee.login), {})
            seen = work(card, view.sight, where)
            state, enrolment = str(card.get("state", "soon")), Enrolment(cohort, group, mentee)
            private = view.programme.private_repository is not None
            counted = view.programme.person(mentee.login).counted
            rows.append(_Row(enrolment, seen, state, frozenset(hidden(card)), private, counted))
    return rows


# ---- the page ------------------------------------------------------------------------------------


def _page(
    view: View,
    cohort: Cohort,
    week: Week,
    where: str,
    rows: Sequence[_Row],
    needs: Sequence[Need],
) -> Issue:
    said = view.said.get(SUMMARY)
    if said is not None and _is_told(view, said, week, where, rows):
        body, parameters = KEEP, said.parameters
    else:
        body = Text("summary/page", _values(view, cohort, week, rows, needs))
        parameters = {
            "week": week.key,
            "shows": sorted(_short(name) for name in _sources(rows)),
            "elsewhere": sorted(_short(name) for name in _elsewhere(rows)),
            "calls": bool(needs),
            "left_out": _left_out(rows),
        }
    return Issue(
        key=SUMMARY,
        repository=where,
        title=Text("summary/page.title", {"cohort": cohort.name}),
        body=body,
        private=view.programme.private_repository is not None,
        parameters=parameters,
    )


def _left_out(rows: Sequence[_Row]) -> int:
    """How many do not want to stand in the tables; who they are is theirs."""
    return sum(not row.counted for row in rows)


def _is_told(view: View, said: Said, week: Week, where: str, rows: Sequence[_Row]) -> bool:
    """Whether this week is on the page, and nothing that it shows has to be hidden now (R5)."""
    left_out = said.parameters.get("left_out", 0)
    if said.parameters.get("week") != week.key or left_out != _left_out(rows):
        return False
    # What is out of reach by now may be private, so it is not enough that none is known to be.
    seen = {_short(name) for name in view.sight.names if view.sight.shows_named(name, where)}
    # Of what is elsewhere, only what is known to be hidden counts: after a lost database nothing
    # is known of it before the next search.
    own = {name for name in view.sight.names if not view.sight.shows_named(name, where)}
    away = {_short(name) for name in own.union(*(row.hidden for row in rows))}
    told = not away & set(said.parameters.get("elsewhere", ()))
    return told and set(said.parameters["shows"]) <= seen


def _elsewhere(rows: Sequence[_Row]) -> frozenset[str]:
    """The repositories elsewhere that what is shown comes from."""
    return frozenset(each.repository.lower() for row in rows for each in row.work.elsewhere)


def _sources(rows: Sequence[_Row]) -> frozenset[str]:
    """The repositories that what is shown comes from."""
    return frozenset(name for row in rows for name in row.work.repositories)


def _short(name: str) -> str:
    """A repository in the page's marker, which everybody can read: by no name."""
    return sha256(name.encode()).hexdigest()[:8]


def _values(
    view: View, cohort: Cohort, week: Week, rows: Sequence[_Row], needs: Sequence[Need]
) -> dict[str, Value]:
    told = [each for each in weeks(cohort) if each.due <= week.due]
    counts = {row.login: count(row.work, told) for row in rows}
    opened = [sum(each[n].opened for each in counts.values()) for n in range(len(told))]
    merged = [sum(each[n].merged for each in counts.values()) for n in range(len(told))]
    hours = first_answer(view.programme, [row.work for row in rows], week.until)
    every = within([_group(group, rows, week, counts) for group in cohort.groups])
    groups = fitting(every, "open")
    return {
        "cohort": cohort.name,
        "number": week.number,
        "from": local(week.start, cohort.timezone).date().isoformat(),
        "to": (week.day - timedelta(days=1)).isoformat(),
        "needed": [_line(view, cohort, need) for need in first(needs)],
        "more": len(needs) - len(first(needs)),
        "groups": groups,
        "open": any(each["under_way"] for group in groups for each in group["mentees"]),
        "big": any(
            it["big"] for group in groups for each in group["mentees"] for it in each["open"]
        ),
        "elsewhere": apart([(row.login, row.work) for row in rows if row.counted], told),
        "opened": opened,
        "merged": merged,
        "chart": Markdown(chart(opened, merged))
        if len(told) > 1 and any(opened + merged)
        else None,
        "hours": max(1, round(hours)) if hours is not None else None,
    }


def _group(
    group: Group, rows: Sequence[_Row], week: Week, counts: Mapping[str, Sequence[Numbers]]
) -> Mapping[str, Value]:
    there = [row for row in rows if row.enrolment.group is group and _is_there(row, week)]
    own = [row for row in there if row.counted]
    return {
        "name": group.name,
        "mentees": [_mentee(row, counts[row.login]) for row in own],
        "folded": len(own) > FOLDED,
    }


def _is_there(row: _Row, week: Week) -> bool:
    """Whether they were a mentee on one of the week's days."""
    mentee, first = row.enrolment.mentee, week.day - timedelta(days=7)
    last = mentee.ends if mentee.left is None else min(mentee.left, mentee.ends)
    return mentee.starts <= week.day and last >= first


def _mentee(row: _Row, counts: Sequence[Numbers]) -> Mapping[str, Value]:
    """`counts`: what they did in each week up to this one."""
    now, last = counts[-1], counts[-2] if len(counts) > 1 else None
    under_way, zone = row.work.under_way, row.enrolment.cohort.timezone
    has_left = row.enrolment.mentee.left is not None and row.state == "soon"
    return {
        "login": row.login,
        "state": "left" if has_left else row.state,
        "numbers": {name: _beside(name, now, last) for name in Numbers._fields},
        "open": [_open(pull, zone, hints=row.private) for pull in under_way[:LISTED]],
        "under_way": len(under_way),
    }


def _open(pull: Pull, zone: str, *, hints: bool) -> Mapping[str, Value]:
    """Where others than mentors read, that a change is big is never said (R1)."""
    return {**Need((), pull).shown(zone), "big": hints and pull.big}


def _beside(name: str, now: Numbers, last: Numbers | None) -> Mapping[str, Any]:
    return {"now": getattr(now, name), "last": getattr(last, name) if last is not None else None}


# ---- whoever is needed ---------------------------------------------------------------------------


def _needed(view: View, week: Week, rows: Sequence[_Row]) -> list[Need]:
    """For mentees of that week: mentors are not called again and again for whose time is over."""
    # A cohort is its own parent here: it knows who confirmed.
    seen = replace(view, parent=view)
    there = [row for row in rows if _is_there(row, week) and not _has_left(view, row)]
    return [need for row in there for need in needed(seen, row.enrolment, row.work)]


def _has_left(view: View, row: _Row) -> bool:
    left = row.enrolment.mentee.left
    return left is not None and left <= local(view.now, row.enrolment.cohort.timezone).date()


def _line(view: View, cohort: Cohort, need: Need) -> Mapping[str, Value]:
    names = [view.programme.person(who).login for who in need.who]
    return {"who": names, **need.shown(cohort.timezone)}


def _comment(view: View, cohort: Cohort, week: Week, needs: Sequence[Need], result: Plan) -> None:
    """One comment a week, and none where nobody was needed when the page was written. It says who
    is needed when it is sent, and is dropped once the next is due."""
    key, page = f"week:{week.key}", view.said.get(SUMMARY)
    asked = untold(view, first(needs), week.due)
    if page is None or page.parameters.get("week") != week.key or not page.parameters["calls"]:
        return
    if key in view.said or not asked:
        return
    people = tuple(dict.fromkeys(who for need in asked for who in need.who))
    zone = cohort.timezone
    lines = [{**need.shown(zone), "who": [Mention(who) for who in need.who]} for need in asked]
    more = len(needs) - len(first(needs))
    result.add(
        Comment(
            key=key,
            on=SUMMARY,
            text=Text("summary/needed", {"lines": lines, "more": more, "cohort": cohort.name}),
            notify=people,
            private=view.programme.private_repository is not None,
        )
    )
