"""Times in which Cairn leaves somebody, or an issue, alone: people who are away, issues and cohorts
that are paused. Pure.

Each is one fact (`REST`, `NOW`) of a scope of its own: the person's, the mentee's, the cohort's.
The newest one counts. Data: `on`, and `until`, the last day of an absence (None: without an end).
"""

from collections.abc import Mapping
from datetime import date, time, timedelta
from math import inf

from app.model import scopes
from app.model.facts import Fact, Known, was_refused
from app.model.order import Rank, instant, order
from app.model.own import Absence
from app.model.time import at
from app.model.workflow import View
from app.programme.model import Programme

REST, NOW = "rest", "now"


def rest(scope: str, order: str, *, on: bool, until: str | None = None) -> Fact:
    """That a rest begins or ends; `until` is an ISO date, and that day belongs to it."""
    return Fact(scope, REST, NOW, order, {"on": on, "until": until})


def ends(known: Known | None, zone: str = "UTC") -> float:
    """When a rest ends or ended (Unix seconds); `inf`: it has no end, 0: there was none."""
    if known is None:
        return 0.0
    if not known.data["on"]:
        return instant(known.order)
    if known.data["until"] is None:
        return inf
    last = date.fromisoformat(str(known.data["until"]))
    return at(last + timedelta(days=1), time(), zone)


def newest(rests: Mapping[str, Known], home: int, programme: Programme) -> Mapping[str, Known]:
    """The rests of a programme's people, also those of which they spoke on `/me`. Of what somebody
    said in a command and there, the newest counts."""
    found = dict(rests)
    for login, away in programme.absences.items():
        own, key = _own(away), scopes.person(home, login)
        if key not in found or found[key].order < own.order:
            found[key] = own
    return found


def _own(away: Absence) -> Known:
    until = away.until.isoformat() if away.until else None
    return Known(order(away.since, Rank.COMMAND), {"on": until is not None, "until": until})


def concerning(key: str) -> list[str]:
    """The scopes whose rests count when a scope is planned."""
    scope, own = scopes.parse(key), scopes.line(key)
    return [*own, scopes.person(scope.home, scope.login)] if scope.login else own


def paused_until(view: View) -> float:
    """When the pause of this scope, or of one above, ends or ended; 0 where there was none."""
    return max(ends(view.rests.get(key)) for key in scopes.line(view.key))


def is_paused(view: View) -> bool:
    """Whether organisers want Cairn to be silent here."""
    return paused_until(view) > view.now


def rested_until(view: View, login: str) -> float:
    """Until when nothing is expected of a mentee: they are, or were, away, or all was paused."""
    zone = view.programme.person(login).timezone
    away = ends(view.rests.get(scopes.person(view.scope.home, login)), zone)
    return max(away, paused_until(view))


def may_pause(view: View, key: str, known: Known) -> bool | None:
    """Whether the author of `pause` or `resume` may; None where GitHub has to be asked who
    administers."""
    # Who wrote this is not known; the markers remember what it came to.
    if known.ambiguous:
        return False
    if was_refused(view.said, key):
        return False
    if "organiser" in known.data["roles"]:
        return True
    asked = view.facts.get("permission", {}).get(key)
    return None if asked is None else bool(asked.data["role"] == "admin")
