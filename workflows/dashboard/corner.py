"""The mentors' private page (rows O7, P4): who waits, since when, what comes next. Pure.

What says something about a person stands in the private repository; without one, nowhere.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import time, timedelta
from typing import Any, NamedTuple

from app.model import scopes
from app.model.artefacts import Comment, Issue, Plan
from app.model.facts import Said
from app.model.text import Mention, Text, Value
from app.model.time import at, last_minute, local
from app.model.workflow import View
from app.programme.model import Cohort, Group, Mentee
from workflows.dashboard.access import Unread, ask_for_access, section, unread

CORNER = "corner"

QUIET = "quiet:"
"""How the keys of comments begin; the day on which each was due follows."""

ABOUT = "about"
"""The parameter in which a comment keeps whom it names, and since when it has been quiet (Unix
seconds)."""

_ASKS_ON, _ASKS_AT = 3, time(9)
"""Mentors are asked on Thursdays (Monday is 0), in time for a word before the week ends."""


class _Quiet(NamedTuple):
    """A mentee whose reminder stayed without an answer; `since` is their last sign, `known` when
    the reminder had waited long enough (Unix seconds), `silent` whether there never was a sign, or
    not for long."""

    group: Group
    mentee: Mentee
    since: int
    known: float
    silent: bool

    @property
    def mentor(self) -> str:
        """Who is asked to look."""
        return self.group.mentors[0]


def corner(view: View, cohort: Cohort, result: Plan) -> None:
    """The page; and once a week one comment to all mentors who are needed. Whoever was mentioned
    there follows it, so that a comment for each mentee would mail all of them each time."""
    private = view.programme.private_repository
    waiting, shut_out = list(_waiting(view, cohort)), list(unread(view, cohort))
    if private is None or not (waiting or shut_out or CORNER in view.said):
        return
    result.add(_page(cohort, private, waiting, shut_out))
    result.add(*ask_for_access(view, cohort, shut_out, on=CORNER))
    for each in waiting:
        result.wake_at(_ends(view, each.mentee), view.now)
    untold = [each for each in waiting if not _is_told(view, each)]
    if untold:
        result.wake_at(_asks(cohort, view.now, later=1), view.now)
    due = _asks(cohort, view.now)
    # Several become known within seconds: those of one morning are asked for together.
    asked = [each for each in untold if each.known < _midnight(cohort, due)]
    if asked:
        result.add(_comment(view, cohort, due, asked))


def _asks(cohort: Cohort, now: float, later: int = 0) -> float:
    """The newest such morning; with `later`, so many weeks on (Unix seconds)."""
    moment = local(now, cohort.timezone)
    day = moment.date() - timedelta(days=(moment.weekday() - _ASKS_ON) % 7)
    if at(day, _ASKS_AT, cohort.timezone) > now:
        day -= timedelta(weeks=1)
    return at(day + timedelta(weeks=later), _ASKS_AT, cohort.timezone)


def _midnight(cohort: Cohort, moment: float) -> float:
    """That with which the day of an instant began (Unix seconds)."""
    return at(local(moment, cohort.timezone).date(), time(), cohort.timezone)


def _waiting(view: View, cohort: Cohort) -> Iterator[_Quiet]:
    """In the order of the file: nobody is ranked. Nobody waits once their time is over."""
    for group in cohort.groups:
        for mentee in group.mentees:
            card = view.cards.get(scopes.mentee(view.scope.home, cohort.id, mentee.login), {})
            quiet = card.get("quiet")
            if quiet and view.now < _ends(view, mentee):
                yield _Quiet(group, mentee, **quiet)


def _ends(view: View, mentee: Mentee) -> float:
    return last_minute(mentee.ends, view.programme.person(mentee.login).timezone)


def _page(cohort: Cohort, private: str, waiting: list[_Quiet], shut_out: Sequence[Unread]) -> Issue:
    values: dict[str, Value] = {
        "cohort": cohort.name,
        "waiting": [_entry(cohort, each) for each in waiting],
    }
    return Issue(
        key=CORNER,
        repository=private,
        title=Text("dashboard/corner.title", {"cohort": cohort.name}),
        body=Text("dashboard/corner", values, then=section(shut_out)),
        private=True,
    )


def _entry(cohort: Cohort, quiet: _Quiet) -> Mapping[str, Any]:
    """A day and no number of days: that would be counting at somebody, and an edit each night."""
    return {
        "mentee": quiet.mentee.login,
        "group": quiet.group.name,
        "mentor": quiet.mentor,
        "since": local(quiet.since, cohort.timezone).date().isoformat(),
    }


# ---- the comment ---------------------------------------------------------------------------------


def _is_told(view: View, quiet: _Quiet) -> bool:
    """Once for each quiet spell. Whose mentor was named and not mentioned, because it was night
    there or they were away, comes up again."""
    return any(
        row.at >= quiet.since and quiet.mentor.lower() in to for row, to in _told(view, quiet)
    )


def _told(view: View, quiet: _Quiet) -> Iterator[tuple[Said, list[str]]]:
    """The comments about somebody, and who was mentioned in each."""
    for key, row in view.said.items():
        if key.startswith(QUIET) and quiet.mentee.login.lower() in row.parameters.get(ABOUT, {}):
            yield row, [login.lower() for login in row.parameters.get("to", ())]


def _comment(view: View, cohort: Cohort, due: float, asked: Sequence[_Quiet]) -> Comment:
    mentors = tuple(dict.fromkeys(each.mentor for each in asked))
    values: dict[str, Value] = {
        "asked": [
            {
                "mentor": Mention(mentor),
                "mentees": [each.mentee.login for each in asked if each.mentor == mentor],
            }
            for mentor in mentors
        ],
        "silent": [each.mentee.login for each in asked if each.silent],
        "again": any(any(_told(view, each)) for each in asked),
    }
    return Comment(
        key=f"{QUIET}{local(due, cohort.timezone).date().isoformat()}",
        on=CORNER,
        text=Text("dashboard/quiet", values),
        notify=mentors,
        parameters={ABOUT: {each.mentee.login.lower(): each.since for each in asked}},
        private=True,
    )
