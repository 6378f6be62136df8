"""The mentors' private page (rows O7, P4): who waits, since when, what comes next. Pure.

What says something about a person stands in the private repository; without one, nowhere.
"""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from app.model import scopes
from app.model.artefacts import Comment, Issue, Plan
from app.model.text import Mention, Text, Value
from app.model.time import last_minute, local
from app.model.workflow import View
from app.programme.model import Cohort, Group, Mentee

CORNER = "corner"


class _Quiet(NamedTuple):
    """A mentee whose reminder stayed without an answer; `since` is their last sign (Unix seconds),
    `silent` whether there never was one, or not for long."""

    group: Group
    mentee: Mentee
    since: int
    silent: bool


def corner(view: View, cohort: Cohort, result: Plan) -> None:
    """The page, and a line to the main mentor for each quiet spell."""
    private = view.programme.private_repository
    waiting = list(_waiting(view, cohort))
    if private is None or not (waiting or CORNER in view.said):
        return
    result.add(_page(cohort, private, waiting))
    for each in waiting:
        result.wake_at(_ends(view, each.mentee), view.now)
        if not _told(view, each):
            result.add(_line(view, each))


def _waiting(view: View, cohort: Cohort) -> Iterator[_Quiet]:
    """In the order of the file: nobody is ranked. Nobody waits once their time is over."""
    for group in cohort.groups:
        for mentee in group.mentees:
            card = view.cards.get(scopes.mentee(view.scope.home, cohort.id, mentee.login), {})
            quiet = card.get("quiet")
            if quiet and view.now < _ends(view, mentee):
                yield _Quiet(group, mentee, quiet["since"], quiet["silent"])


def _ends(view: View, mentee: Mentee) -> float:
    return last_minute(mentee.ends, view.programme.person(mentee.login).timezone)


def _page(cohort: Cohort, private: str, waiting: list[_Quiet]) -> Issue:
    values: dict[str, Value] = {
        "cohort": cohort.name,
        "waiting": [_entry(cohort, each) for each in waiting],
    }
    return Issue(
        key=CORNER,
        repository=private,
        title=Text("dashboard/corner.title", {"cohort": cohort.name}),
        body=Text("dashboard/corner", values),
        private=True,
    )


def _entry(cohort: Cohort, quiet: _Quiet) -> Mapping[str, Any]:
    """A day and no number of days: that would be counting at somebody, and an edit each night."""
    return {
        "mentee": quiet.mentee.login,
        "group": quiet.group.name,
        "mentor": quiet.group.mentors[0],
        "since": local(quiet.since, cohort.timezone).date().isoformat(),
    }


def _told(view: View, quiet: _Quiet) -> bool:
    """Once for each quiet spell."""
    return any(at >= quiet.since for at in _lines(view, quiet.mentee.login))


def _lines(view: View, login: str) -> list[float]:
    """When mentors were told of somebody (Unix seconds)."""
    return [
        row.at
        for key, row in view.said.items()
        if key.startswith("quiet:") and row.parameters.get("about") == login.lower()
    ]


def _line(view: View, quiet: _Quiet) -> Comment:
    main, login = quiet.group.mentors[0], quiet.mentee.login
    values: dict[str, Value] = {
        "mentor": Mention(main),
        "mentee": login,
        "silent": quiet.silent,
        "again": bool(_lines(view, login)),
    }
    return Comment(
        key=f"quiet:{login.lower()}:{quiet.since}",
        on=CORNER,
        text=Text("dashboard/quiet", values),
        notify=(main,),
        parameters={"about": login.lower()},
        private=True,
    )
