"""What an organiser may want to change before a cohort starts, worked out from a simulated course.

Each says what, where in the file if it is about the file, and what to do.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.attention import AWAKE, CAP
from app.model.time import Calendar
from app.programme.model import Cohort, Programme
from app.programme.source import Node
from app.simulation.course import Receipt, Row, Week
from app.simulation.meetings import Clash

MANY_MENTEES = 5
"""Mentees of one mentor in a cohort from which on that is told."""

NAMED = 5
"""People or days named in one sentence; of more, it says how many."""

FindLine = Callable[[str], int | None]
"""The first line of the file in which a word stands as a value or key; None for none."""


@dataclass(frozen=True, slots=True)
class Warning:
    """Something to look at: what it is about (`kind`), a sentence, what to do, and the line of the
    file (from 1) where there is one. `people` are those whom it concerns, all of them."""

    kind: str
    what: str
    do: str
    line: int | None = None
    people: tuple[str, ...] = ()


def line_in(root: Node) -> FindLine:
    """How to find lines of a file."""
    lines: dict[str, int] = {}
    for node in _scalars(root):
        lines.setdefault(str(node.value).lower(), node.line)
    return lambda word: lines.get(word.lower())


def _scalars(node: Node) -> Iterator[Node]:
    if isinstance(node.value, dict):
        for key, value in node.value.values():
            yield key
            yield from _scalars(value)
    elif isinstance(node.value, list):
        for item in node.value:
            yield from _scalars(item)
    else:
        yield node


# ---- mails ---------------------------------------------------------------------------------------


def untimely(found: Iterable[Row], calendars: Mapping[str, Calendar]) -> Iterator[Warning]:
    """Mails at night, and on days off: the weekend of each person's own week, and holidays."""
    for kind, test in (("night", _at_night), ("day off", _on_day_off)):
        by_person: dict[str, list[str]] = {}
        for row in found:
            for got in row.receipts:
                if test(got, calendars[got.person.lower()]):
                    when = f"{got.local:%a} {got.local.day} {got.local:%b %H:%M}"
                    words = f"{when} ({row.repository}#{row.number})"
                    by_person.setdefault(got.person, []).append(words)
        where = "at night" if kind == "night" else "on a day off"
        for person, times in sorted(by_person.items()):
            do = "see whether their zone, week and holidays are right in `people`"
            yield Warning(
                kind, f"{person} gets a mail {where}: {_some(times)}", do, None, (person,)
            )


def _at_night(got: Receipt, _calendar: Calendar) -> bool:
    return not AWAKE[0] <= got.local.hour < AWAKE[1]


def _on_day_off(got: Receipt, calendar: Calendar) -> bool:
    return not calendar.is_working_day(got.local.date())


def above_cap(found: Iterable[Week]) -> Iterator[Warning]:
    """Weeks in which somebody gets more mails than they should be asked for anything."""
    for week in found:
        if week.mails > CAP:
            what = f"{week.person} gets {week.mails} mails in the week of {week.first}"
            do = f"{CAP} are meant to be the most: spread groups over more people or days"
            yield Warning("cap", what, do, None, (week.person,))


# ---- the file ------------------------------------------------------------------------------------


def many_mentees(programme: Programme, line: FindLine) -> Iterator[Warning]:
    """Mentors who have five mentees or more in one cohort."""
    for cohort in programme.cohorts:
        for mentor, number in _loads(cohort).items():
            if number >= MANY_MENTEES:
                what = f"{mentor} mentors {number} mentees in {cohort.name}"
                do = "share them with another mentor, or make smaller groups"
                yield Warning("mentees", what, do, line(mentor), (mentor,))


def _loads(cohort: Cohort) -> dict[str, int]:
    """Mentees by mentor; who has left counts no longer."""
    spelled: dict[str, str] = {}
    counts: dict[str, int] = {}
    for group in cohort.groups:
        number = sum(mentee.left is None for mentee in group.mentees)
        for mentor in group.mentors:
            name = spelled.setdefault(mentor.lower(), mentor)
            counts[name] = counts.get(name, 0) + number
    return counts


def assumed_zones(programme: Programme, people: Iterable[str], line: FindLine) -> Iterator[Warning]:
    """People of whom no zone is known: one warning for all."""
    found = tuple(login for login in people if programme.person(login).zone_assumed)
    if found:
        lines = [(line(login), login) for login in found]
        named = [f"{login} (line {at})" if at else login for at, login in lines]
        what = f"{programme.timezone} is assumed for {_some(named)}"
        do = "add their zones below `people`; each may also set it on `/me`"
        first = min((at for at, _ in lines if at), default=None)
        yield Warning("zone", what, do, first, found)


def unknown_teams(programme: Programme, line: FindLine) -> Iterator[Warning]:
    """Teams that organise: only GitHub knows who is in them, so nobody of them is played."""
    for team in programme.organiser_teams:
        what = f"who is in {team} is known to GitHub only, so they are missing here"
        yield Warning("team", what, "name people to see what they would get", line(team))


def missing_texts(paths: Iterable[str], line: FindLine) -> Iterator[Warning]:
    """Texts that the file names and that are not beside it: ours stood for them."""
    for path in paths:
        what = f"{path} is not beside the file, so the built-in text is shown"
        do = "call this in the repository: the file in .github, paths from there up"
        yield Warning("text", what, do, line(path))


# ---- meetings ------------------------------------------------------------------------------------


def on_holidays(found: Iterable[Clash], line: FindLine) -> Iterator[Warning]:
    """Meetings on a holiday of somebody who takes part."""
    for title, day, people in found:
        who = _some([f"{login} ({holiday})" for login, holiday in people])
        what = f"{title}, {_day(day)}, is on a holiday of {who}"
        place = line(title) or line(title.partition(": ")[2])
        do = "choose another day, or tell them that they need not come"
        yield Warning("holiday", what, do, place, tuple(login for login, _ in people))


def without_leader(found: Mapping[str, Sequence[date]], line: FindLine) -> Iterator[Warning]:
    """Days of a rota on which none of its seniors works."""
    for rota, days in found.items():
        what = f"nobody of the rota {rota} works on {_some([_day(day) for day in days])}"
        do = "add a senior who does, or take these days as days without a session"
        yield Warning("rota", what, do, line(rota))


def _day(day: date) -> str:
    return f"{day:%a} {day.day} {day:%b %Y}"


def _some(words: Sequence[str]) -> str:
    """A list in words; of a long one, how many more there are."""
    more = len(words) - NAMED
    return ", ".join(words[:NAMED]) + (f" and {more} more" if more > 0 else "")
