"""Where a group's retrospective stands: who is in it, and what is going on. Pure."""

from dataclasses import dataclass
from typing import Literal

from app.model import scopes
from app.model.facts import Known, Said
from app.model.rests import ends
from app.model.time import local
from app.model.workflow import View
from app.programme.model import Cohort, Group
from workflows.retrospective.commands import LEARNING, NOTES, WRITTEN
from workflows.retrospective.dates import Dates, dates
from workflows.retrospective.heard import Heard, hear
from workflows.retrospective.sealed import opened
from workflows.retrospective.settings import RetrospectiveSettings

KEY = "retrospective"

BEGUN = "begun"
"""The parameter in which the issue keeps when it began (Unix seconds): from then on a day that
moves in the file moves nothing here."""

Phase = Literal["prepared", "writing", "learnings", "over"]


@dataclass(frozen=True, slots=True)
class Here:
    """A group as the file has it, its issue if there is one, and its dates."""

    cohort: Cohort
    group: Group
    settings: RetrospectiveSettings
    dates: Dates
    row: Said | None

    @property
    def zone(self) -> str:
        """Where the group's clock hangs."""
        return self.cohort.timezone


def here(view: View) -> Here | None:
    """None where the file has no such group any more, or leaves its retrospective out."""
    cohort = view.programme.cohort(view.scope.cohort)
    group = view.programme.group(view.scope.cohort, view.scope.group)
    if cohort is None or group is None:
        return None
    settings = cohort.section(RetrospectiveSettings)
    if not settings.enabled:
        return None
    row = view.said.get(KEY)
    held = row.parameters.get(BEGUN) if row is not None else None
    return Here(cohort, group, settings, dates(cohort, group, settings, held), row)


def did(view: View) -> dict[str, Known]:
    """What was said here and came to something: `undo` here may mean it, unless it was taken back
    by one whose comment is gone."""
    if view.scope.kind != "group":
        return {}
    found, commands = here(view), view.facts.get("command", {})
    heard = hear(view, view.said.get(KEY), found.dates.over if found is not None else 0.0)
    orders = {"", *(known.order for known in commands.values())}
    stand = (key for key, entry in heard.entries.items() if entry.back in orders)
    return {key: commands[key] for key in stand if key in commands}


def mentees(found: Here) -> tuple[str, ...]:
    """The mentees who have not left by then, and whose own time is not over before the others'.
    Where it is over for all of them, they look back all the same."""
    day = local(found.dates.meets, found.zone).date()
    listed = [it for it in found.group.mentees if it.left is None or it.left > day]
    there = [it for it in listed if it.ends >= min(day, found.cohort.ends)]
    return tuple(it.login for it in there or listed)


def people(found: Here) -> tuple[str, ...]:
    """Mentors and mentees, each once."""
    everybody = (*found.group.mentors, *mentees(found))
    return tuple({login.lower(): login for login in reversed(everybody)}.values())[::-1]


def phase(view: View, found: Here, heard: Heard) -> Phase:
    """What is going on. Notes are shown when all are done, or the time for writing is up."""
    dates_ = found.dates
    if view.now >= dates_.over:
        return "over"
    if opened(found.row) is not None:
        return "learnings"
    if view.now < dates_.meets:
        return "prepared"
    is_time = view.now >= dates_.read or found.group.working_doc is not None
    return "learnings" if is_time or not waited_for(view, found, heard) else "writing"


def waited_for(view: View, found: Here, heard: Heard) -> list[str]:
    """Who has not said that they are done. Nobody waits for those who are away."""
    return [
        login
        for login in people(found)
        if login.lower() not in heard.done and not is_away(view, login)
    ]


def is_away(view: View, login: str) -> bool:
    """Whether somebody is away now."""
    rest = view.rests.get(scopes.person(view.scope.home, login))
    return ends(rest, view.programme.person(login).timezone) > view.now


def began(view: View, found: Here, heard: Heard, sealed: bool) -> float | None:
    """When it began: as soon as its day has come and somebody has said anything. None before."""
    kept = found.row.parameters.get(BEGUN) if found.row is not None else None
    if kept is not None:
        return float(kept)
    said = sealed or bool(heard.of(*NOTES, WRITTEN, LEARNING))
    return found.dates.meets if said and view.now >= found.dates.meets else None
