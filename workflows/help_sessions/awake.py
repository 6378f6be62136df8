"""Who of those who help is awake, and who will be next (rows H2, H5). Pure.

"Awake" is within the hours in which somebody may be mentioned: their own working hours.
"""

from collections.abc import Iterable, Iterator
from math import inf
from typing import NamedTuple

from app.model import scopes
from app.model.rests import ends
from app.model.rotas import rotas_of
from app.model.time import calendar_of
from app.model.workflow import View


class Helper(NamedTuple):
    """Somebody who helps, and from when on they can (Unix seconds): now, if they are awake.
    `open_`: whether those who read may know of their hours (R5)."""

    login: str
    awake: float
    open_: bool


def seniors(view: View, leaders: Iterable[str] = ()) -> tuple[str, ...]:
    """All who lead sessions, these first."""
    all_ = (login for rota in rotas_of(view.programme) for login in rota.seniors)
    found: dict[str, str] = {}
    for login in (*leaders, *all_):
        if login:
            found.setdefault(login.lower(), login)
    return tuple(found.values())


def helpers(view: View, logins: Iterable[str], *, private: bool) -> Iterator[Helper]:
    """When each can help; without those who are away without an end, or want no mention."""
    for login in logins:
        person = view.programme.person(login)
        rest = view.rests.get(scopes.person(view.scope.home, login))
        away = ends(rest, person.timezone)
        if away < inf and login.lower() not in view.programme.unmentioned:
            awake = calendar_of(person).next_open(max(view.now, away))
            open_ = private or person.zone_assumed or (person.public and not person.zone_own)
            yield Helper(login, awake, open_ and away <= view.now)


def first(found: Iterable[Helper]) -> Helper | None:
    """Who is awake first; of several, the one who comes first."""
    return min(found, key=lambda each: each.awake, default=None)


def zone_for(view: View, login: str, other: str, *, private: bool) -> str:
    """The zone in which somebody is told an hour: their own, if those who read may know it."""
    person = view.programme.person(login)
    may = private or (person.public and not person.zone_own)
    return person.timezone if may and not person.zone_assumed else other
