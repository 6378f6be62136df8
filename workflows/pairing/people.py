"""Who takes part in the donut (row H9): those of the programme who opted in on `/me`. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from app.model import scopes
from app.model.artefacts import Permission
from app.model.rests import ends
from app.model.time import at, calendar_of
from app.model.workflow import View
from app.programme.model import Programme
from workflows.pairing.hours import hours_of
from workflows.pairing.matching import Member
from workflows.pairing.rounds import first_quarter
from workflows.pairing.settings import DonutSettings


def people(programme: Programme, *, private: bool) -> Mapping[str, str]:
    """Everybody of a programme, as the file spells them, by login in lower case. Not `private`:
    only those of whom everybody may know (R5)."""
    names = [*_organisers(programme, private=private)]
    for cohort in programme.cohorts:
        if (private or not cohort.private) and not cohort.draft:
            for group in cohort.groups:
                names += [*group.mentors, *(mentee.login for mentee in group.mentees)]
    for entry in (e for e, hidden in programme.declared_entries() if private or not hidden):
        names += [*(login for crew in entry.crews() for login in crew.people), *entry.named()]
    return {name.lower(): name for name in reversed(names)}


def _organisers(programme: Programme, *, private: bool) -> Iterator[str]:
    known = programme.organisers if private else programme.public_organisers
    yield from (name for name in known if "/" not in name)
    if any("/" in name for name in known):
        yield from sorted(programme.team_members)


class Asker(NamedTuple):
    """Somebody who opted in, as the file spells them, and the repositories in which their pairs may
    have an issue; `asks`: whether they may read the private one is not known yet."""

    login: str
    places: frozenset[str]
    asks: bool = False


def askers(view: View, donut: DonutSettings, day: date) -> dict[str, Asker]:
    """Who takes part in that day's round, by login in lower case: opted in, no pause, and there at
    its hour."""
    programme = view.programme
    everybody, known = people(programme, private=True), people(programme, private=False)
    found: dict[str, Asker] = {}
    for login, spelled in everybody.items():
        own = programme.own.get(login)
        if own is not None and own.in_donut(day) and not _is_away(view, donut, day, login):
            found[login] = _asker(view, donut, day, spelled, is_known=login in known)
    return found


def _asker(view: View, donut: DonutSettings, day: date, login: str, *, is_known: bool) -> Asker:
    """In the private repository whoever reads it; in the home repository, or the one that the file
    says, everybody whom its readers may know (R5)."""
    private = view.programme.private_repository if donut.repository is None else None
    name = donut.repository or view.programme.home
    id = view.sight.names.get(name.lower())
    may = id is not None and (is_known or view.sight.private[id])
    places = {name} if may else set()
    if private is None or private.lower() not in view.sight.names:
        return Asker(login, frozenset(places))
    role = view.facts.get("permission", {}).get(_key(day, login))
    if role is not None and role.data["role"] != "none":
        places.add(private)
    return Asker(login, frozenset(places), asks=role is None)


def asked(view: View, day: date, found: Iterable[Asker]) -> Iterator[Permission]:
    """What GitHub has to be asked before a round is drawn."""
    private = view.programme.private_repository
    if private is not None:
        yield from (
            Permission(private, each.login, _key(day, each.login)) for each in found if each.asks
        )


def _key(day: date, login: str) -> str:
    """Rights change, so they are asked anew each month."""
    return f"{day:%Y-%m}:{login.lower()}"


def place_of(view: View, group: Iterable[Asker]) -> str | None:
    """Where a group has its issue: the private repository, if all may read it."""
    common = frozenset.intersection(*(each.places for each in group))
    private = view.programme.private_repository
    return private if private in common else next(iter(common), None)


def members(view: View, donut: DonutSettings, day: date) -> dict[str, Member]:
    """Who is to be paired in that day's round, by login in lower case."""
    start = first_quarter(donut, day)
    found: dict[str, Member] = {}
    for login, each in askers(view, donut, day).items():
        calendar = calendar_of(view.programme.person(login))
        hours = hours_of(calendar, start, awake=True), hours_of(calendar, start)
        found[login] = Member(login, *hours, view.programme.own[login].avoid, each.places)
    return found


def _is_away(view: View, donut: DonutSettings, day: date, login: str) -> bool:
    zone = view.programme.person(login).timezone
    rest = view.rests.get(scopes.person(view.scope.home, login))
    return ends(rest, zone) > at(day, donut.at, zone)
