"""What an organiser may want to change before a cohort starts, worked out from a simulated course.

Each says what, where in the file if it is about the file, and what to do.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple

from app.attention import AWAKE, CAP
from app.model.time import Calendar
from app.programme.joined import MAIN
from app.programme.model import Cohort, Programme
from app.programme.source import Node
from app.programmes import FOLDER
from app.simulation.course import Receipt, Row, Week
from app.simulation.meetings import Clash

MANY_MENTEES = 5
"""Mentees of one mentor in a cohort from which on that is told."""

NAMED = 5
"""People or days named in one sentence; of more, it says how many."""


class Place(NamedTuple):
    """A line of a file, as people named the file; lines count from 1."""

    file: str
    line: int


FindPlace = Callable[[str], Place | None]
"""The first place in the files at which a word stands as a value or key; None for none."""


@dataclass(frozen=True, slots=True)
class Warning:
    """Something to look at: what it is about (`kind`), a sentence, what to do, and the place in the
    files where there is one. `people` are those whom it concerns, all of them."""

    kind: str
    what: str
    do: str
    place: Place | None = None
    people: tuple[str, ...] = ()


def find_place(roots: Iterable[tuple[str, Node]]) -> FindPlace:
    """How to find places in files; each is a name and a tree."""
    places: dict[str, Place] = {}
    for file, root in roots:
        for node in _scalars(root):
            places.setdefault(str(node.value).lower(), Place(file, node.line))
    return lambda word: places.get(word.lower())


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
    """Who gets more mails in a week than anybody should be asked for anything; who gets most in one
    comes first."""
    by_person: dict[str, list[Week]] = {}
    for week in found:
        if week.mails > CAP:
            by_person.setdefault(week.person, []).append(week)
    worst = {person: max(full, key=lambda it: it.mails) for person, full in by_person.items()}
    for person, week in sorted(worst.items(), key=lambda it: -it[1].mails):
        more = len(by_person[person]) - 1
        also = f", and more than {CAP} in {more} other{'s' if more > 1 else ''}" if more else ""
        what = f"{person} gets {week.mails} mails in the week of {week.first}{also}"
        do = f"{CAP} are meant to be the most: spread groups over more people or days"
        yield Warning("cap", what, do, None, (person,))


# ---- the file ------------------------------------------------------------------------------------


def many_mentees(programme: Programme, place: FindPlace) -> Iterator[Warning]:
    """Mentors who have five mentees or more in one cohort."""
    for cohort in programme.cohorts:
        for mentor, number in _loads(cohort).items():
            if number >= MANY_MENTEES:
                what = f"{mentor} mentors {number} mentees in {cohort.name}"
                do = "share them with another mentor, or make smaller groups"
                yield Warning("mentees", what, do, place(mentor), (mentor,))


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


def assumed_zones(
    programme: Programme, people: Iterable[str], place: FindPlace
) -> Iterator[Warning]:
    """People of whom no zone is known: one warning for all."""
    found = tuple(login for login in people if programme.person(login).zone_assumed)
    if found:
        places = {login: at for login in found if (at := place(login)) is not None}
        first = min(places.values(), default=None)
        named = [f"{login}{_at(places.get(login), first)}" for login in found]
        what = f"{programme.timezone} is assumed for {_some(named)}"
        do = "add their zones below `people`; each may also set it on `/me`"
        yield Warning("zone", what, do, first, found)


def _at(place: Place | None, first: Place | None) -> str:
    """A place in words, behind the first of them."""
    if place is None or first is None:
        return ""
    return f" (line {place.line})" if place.file == first.file else f" ({place.file}:{place.line})"


def unknown_teams(programme: Programme, place: FindPlace) -> Iterator[Warning]:
    """Teams that organise: only GitHub knows who is in them, so nobody of them is played."""
    for team in programme.organiser_teams:
        what = f"who is in {team} is known to GitHub only, so they are missing here"
        yield Warning("team", what, "name people to see what they would get", place(team))


def missing_texts(paths: Iterable[str], place: FindPlace) -> Iterator[Warning]:
    """Texts that the file names and that are not beside it: ours stood for them."""
    for path in paths:
        what = f"{path} is not beside the file, so the built-in text is shown"
        do = "call this in the repository: the file in .github, paths from there up"
        yield Warning("text", what, do, place(path))


def unread_private(
    repository: str | None, path: Path | None, is_read: bool, place: FindPlace
) -> Iterator[Warning]:
    """What the private repository's own files say, where they were not read. `path` is where they
    were looked for, None for nowhere."""
    if path is None and repository is not None:
        what = f"what the files of {repository} say is missing here, if it has any"
        do = "call this with --private and the folder of its checkout"
        yield Warning("private", what, do, place(repository))
    elif path is not None and repository is None:
        what = f"the files name no private repository, so nothing of {path} is here"
        yield Warning("private", what, "add `private_repository`")
    elif path is not None and repository is not None and not is_read:
        what = f"{path} has no programme file, so there is nothing to be read of {repository}"
        do = f"give the folder of its checkout, with {MAIN} or files in {FOLDER}"
        yield Warning("private", what, do, place(repository))


# ---- meetings ------------------------------------------------------------------------------------


def on_holidays(found: Iterable[Clash], place: FindPlace) -> Iterator[Warning]:
    """Meetings on a holiday of somebody who takes part."""
    for title, day, people in found:
        who = _some([f"{login} ({holiday})" for login, holiday in people])
        what = f"{title}, {_day(day)}, is on a holiday of {who}"
        where = place(title) or place(title.partition(": ")[2])
        do = "choose another day, or tell them that they need not come"
        yield Warning("holiday", what, do, where, tuple(login for login, _ in people))


def without_leader(found: Mapping[str, Sequence[date]], place: FindPlace) -> Iterator[Warning]:
    """Days of a rota on which none of its seniors works."""
    for rota, days in found.items():
        what = f"nobody of the rota {rota} works on {_some([_day(day) for day in days])}"
        do = "add a senior who does, or take these days as days without a session"
        yield Warning("rota", what, do, place(rota))


def _day(day: date) -> str:
    return f"{day:%a} {day.day} {day:%b %Y}"


def _some(words: Sequence[str]) -> str:
    """A list in words; of a long one, how many more there are."""
    more = len(words) - NAMED
    return ", ".join(words[:NAMED]) + (f" and {more} more" if more > 0 else "")
