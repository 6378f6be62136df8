"""What one `take` or `pass` means when it is heard first (row H5). Pure."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from app.model import scopes
from app.model.artefacts import Permission, Verdict
from app.model.facts import Known
from app.model.order import instant
from app.model.rotas import DAY, TAKE, begins, today
from app.model.sections.help_sessions import SENIOR, Rota
from app.model.text import Text
from app.model.workflow import View
from workflows.rota.commands import day_meant, problem_of
from workflows.rota.rules import senior
from workflows.rota.weeks import WEEK


class Word(NamedTuple):
    """What somebody said of a day (ISO date): that they take it, or that another shall, `to`
    somebody who was named. `whom`: who led it then, or from whom it is passed on. `back`: the order
    of the `undo` that took it back, or ""."""

    order: str
    by: str
    name: str
    day: str
    whom: str
    to: str
    back: str = ""

    @property
    def on(self) -> date:
        """The day."""
        return date.fromisoformat(self.day)


class No(NamedTuple):
    """Why a command comes to nothing, as the text asks for it; the day and the person it is about,
    where there are any."""

    reason: str
    day: str | None = None
    who: str | None = None

    def verdict(self, region: str) -> Verdict:
        """The answer."""
        idle = self.reason in _NOT_UNDERSTOOD
        text = Text("rota/refused", {**self._asdict(), "region": region})
        return Verdict(text, refused=not idle, idle=idle)

    @property
    def depends(self) -> bool:
        """Whether it would count once others lead: so the page remembers that it came to nothing,
        also before the answer is written."""
        return self.reason in ("which", "nobody", "other")


_NOT_UNDERSTOOD = frozenset({"which", "unknown", "past", "none", "far"})


@dataclass(frozen=True, slots=True)
class Ear:
    """What counts when a command is heard: who leads a day by what is known then, and which days
    are offered to somebody."""

    view: View
    rota: Rota
    leader: Callable[[date], str]
    offered: Callable[[str], list[date]]

    def hear(self, key: str, known: Known) -> Word | No | Permission:
        """The word that a command is; else why it is none, or what GitHub has to be asked."""
        if any(key in row.parameters.get("answers", ()) for row in self.view.said.values()):
            return No("who")  # it came to nothing, and that stands, whatever is so by now
        organises = self._organises(key, known)
        if SENIOR in known.data["roles"]:
            return self._of_a_day(known, organises=organises is True)
        if known.data["name"] == TAKE or organises is False:
            return No("who")
        if organises is None:
            return Permission(self.view.programme.home, known.data["by"], key)
        return self._of_a_day(known, organises=True)

    def _organises(self, key: str, known: Known) -> bool | None:
        """Whether they may pass on what is others'; None where GitHub has not been asked."""
        if "organiser" in known.data["roles"]:
            return True
        asked = self.view.facts.get("permission", {}).get(key)
        return None if asked is None else bool(asked.data["role"] == "admin")

    def _of_a_day(self, known: Known, *, organises: bool) -> Word | No:
        said, by = instant(known.order), spelled(self.rota, known.data["by"])
        day = self._day(known, said, by, organises=organises)
        if day is None:
            return No("unknown" if known.data["day"] else "which")
        if (problem := problem_of(self.rota, day, said)) is not None:
            return No(problem, day.isoformat())
        if known.data["name"] == TAKE:
            return self._taken(known, day, by)
        return self._passed(known, day, by, organises=organises)

    def _day(self, known: Known, said: float, by: str, *, organises: bool) -> date | None:
        """The day that is named; else the one offered to whoever takes, or the next session of
        whoever passes on; else today, where it may be somebody else's."""
        if known.data["day"]:
            return day_meant(self.rota, known.data["day"], said)
        now = today(self.rota, said)
        days = [now + n * DAY for n in range(3 * WEEK // DAY)]
        taking = known.data["name"] == TAKE
        own = self.offered(by) if taking else [day for day in days if self.leader(day) == by]
        coming = sorted(day for day in own if begins(self.rota, day) > said)
        is_today = (taking or organises) and problem_of(self.rota, now, said) is None
        return next(iter(coming), now if is_today else None)

    def _taken(self, known: Known, day: date, by: str) -> Word | No:
        rest = self.view.rests.get(scopes.person(self.view.scope.home, by))
        theirs = senior(self.view, self.rota, by, private=False)
        is_away = theirs.away_until > begins(self.rota, day)
        if is_away and rest is not None and rest.order < known.order:
            return No("away", day.isoformat())
        return Word(known.order, by, known.data["name"], day.isoformat(), self.leader(day), "")

    def _passed(self, known: Known, day: date, by: str, *, organises: bool) -> Word | No:
        """Whoever only leads speaks for themselves; organisers, for whoever leads that day."""
        leader = self.leader(day)
        whom = leader if organises and leader else by
        if whom not in self.rota.seniors:
            return No("nobody", day.isoformat())
        to = spelled(self.rota, known.data["to"])
        if to and (to == whom or to not in self.rota.seniors):
            return No("other", day.isoformat())
        return Word(known.order, by, known.data["name"], day.isoformat(), whom, to)


def spelled(rota: Rota, login: str) -> str:
    """A senior's login as the file has it; anybody else's as it was written."""
    return next((each for each in rota.seniors if each.lower() == login.lower()), login)
