"""Times in which Cairn leaves somebody, or an issue, alone: people who are away, issues and cohorts
that are paused. Pure.

Each is one fact (`REST`, `NOW`) of a scope of its own: the person's, the mentee's, the cohort's.
The newest one counts. Data: `on`, and `until`, the last day of an absence (None: without an end).
"""

from datetime import date, time, timedelta
from math import inf

from app.model import scopes
from app.model.facts import Fact, Known
from app.model.order import instant
from app.model.time import at
from app.model.workflow import View

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


TAKEN_BACK_BY = {"away": "back", "back": "away", "pause": "resume", "resume": "pause"}
"""Commands about rests, and those that take them back."""


def undoes_rest(view: View) -> dict[str, str]:
    """Those `undo` commands whose author's last command here was about a rest, by key, and which
    that was. They undo nothing: what was done before that command is not meant."""
    last: dict[str, str] = {}
    found: dict[str, str] = {}
    commands = view.facts.get("command", {}).items()
    for key, known in sorted(commands, key=lambda entry: entry[1].order):
        by, name = known.data["by"], known.data["name"]
        if name == "undo" and last.get(by) in TAKEN_BACK_BY:
            found[key] = last[by]
        elif name not in (None, "undo", "help") and not known.data.get("problem"):
            last[by] = name
    return found
