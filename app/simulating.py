"""`simulate FILE`: the whole cohort on a fake clock, before it starts (row P7).

A sandbox is built from the file, and Cairn runs beside it in this process, from wake to wake. No
socket is opened, and nothing is left behind. People are silent: what is shown is the course in
which nobody reacts.
"""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, time, timedelta
from pathlib import Path

from app.clock import Clock, ManualClock
from app.github.client import Transport
from app.intake import Keep
from app.model import scopes
from app.model.calendar import Entry
from app.model.sections.onboarding import OnboardingSettings
from app.model.time import Calendar, at, calendar_of
from app.pages.cohort_dates import cohort_dates
from app.programme.model import Programme
from app.programmes import Kinds
from app.rehearsal import Rehearsal, in_process
from app.sandbox.github import Sandbox
from app.sandbox.keys import new_key_pair
from app.service import Service
from app.settings import Settings
from app.simulation import warnings
from app.simulation.course import rows, weeks
from app.simulation.meetings import clashes, unled
from app.simulation.organisation import Stand, everybody, organisation
from app.simulation.shown import Simulation
from app.simulation.stand import Unusable, Wrong, prepare
from app.store.database import Database
from app.store.inline import in_memory

__all__ = ["Asked", "Unusable", "Wrong", "simulate"]

API = "https://api.github.test"
SECRET = "of nobody"  # noqa: S105 (webhooks never leave this process)

BEFORE = timedelta(days=1)
AFTER = timedelta(days=7)
"""How long before the first opening it begins, and how long after the last end it ends."""

MakeService = Callable[[Settings, Database, Transport, Clock, Keep], Service]

Dates = dict[str, list[Entry]]
"""What stands in each person's calendar, by login."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What to simulate: the file or its checkout, the home repository (None: one is made up), the
    private repository's file or checkout, the days."""

    path: Path
    home: str | None = None
    private: Path | None = None
    first: date | None = None
    last: date | None = None


async def simulate(make: MakeService, kinds: Kinds, asked: Asked) -> Simulation:
    """Play a file's cohorts. Raises OSError where a file cannot be read, Wrong where one has
    errors, Unusable where there is nothing to play."""
    prepared = prepare(asked.path, kinds, asked.home, asked.private)
    stand, place = prepared.stand, prepared.place
    programme = stand.programme
    starts, ends = _span(asked, programme)
    people = everybody(programme)
    calendars = {login.lower(): calendar_of(programme.person(login)) for login in people}
    with _without_collecting():
        sandbox, dates = await _play(make, stand, starts, ends)
    found = rows(sandbox.world, calendars)
    by_week = weeks(found, calendars)
    warned = (
        *warnings.untimely(found, calendars),
        *warnings.above_cap(by_week),
        *warnings.many_mentees(programme, place),
        *warnings.on_holidays(clashes(dates, calendars, starts, ends), place),
        *warnings.without_leader(unled(programme, starts, ends), place),
        *warnings.assumed_zones(programme, people, place),
        *warnings.unknown_teams(programme, place),
        *prepared.warnings,
    )
    span = (starts, ends, programme.timezone)
    told = (tuple(found), tuple(by_week), warned)
    return Simulation(str(asked.path), programme.home, *span, *told)


# ---- the days -----------------------------------------------------------------------------------


def _span(asked: Asked, programme: Programme) -> tuple[float, float]:
    """From when to when, in Unix seconds."""
    if not programme.cohorts and (asked.first is None or asked.last is None):
        raise Unusable(
            f"{asked.path} has no cohort to simulate; add one, or give --from and --until"
        )
    first = asked.first or min(_openings(programme)) - BEFORE
    last = asked.last or max(_ends(programme)) + AFTER
    if first >= last:
        raise Unusable(f"it would end ({last}) before it begins ({first}); give --from and --until")
    return at(first, time(), programme.timezone), at(last, time(), programme.timezone)


def _openings(programme: Programme) -> Iterator[date]:
    for cohort in programme.cohorts:
        before = cohort.section(OnboardingSettings).opens_before
        yield Calendar(cohort.timezone).before(cohort.starts, before)


def _ends(programme: Programme) -> Iterator[date]:
    for cohort in programme.cohorts:
        yield cohort.ends
        yield from (mentee.ends for group in cohort.groups for mentee in group.mentees)


# ---- playing -------------------------------------------------------------------------------------


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Nearly all that is made here stays to the end, so looking for rubbish finds little."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


async def _play(
    make: MakeService, stand: Stand, starts: float, ends: float
) -> tuple[Sandbox, Dates]:
    clock = ManualClock(starts)
    private, public = new_key_pair()
    sandbox, installation = organisation(stand, clock, public, SECRET, API)
    sandbox.world.token_lasts = ends - starts  # a new one each hour of a year is much signing
    settings = Settings.from_environ(
        {
            "GITHUB_APP_ID": str(sandbox.world.app.id),
            "GITHUB_PRIVATE_KEY": private,
            "GITHUB_WEBHOOK_SECRET": SECRET,
            "GITHUB_API_URL": API,
            "CAIRN_SECRET": SECRET,
        }
    )
    async with in_memory() as database:
        service = make(settings, database, in_process(sandbox, API), clock, database.keep)
        rehearsal = Rehearsal(sandbox, service, clock)
        await rehearsal.begin()
        await rehearsal.settle()
        home = sandbox.world.repository(stand.programme.home).id
        dates = await _dates(service, installation, home, stand.programme)
        await rehearsal.play_until(ends)
    return sandbox, dates


async def _dates(service: Service, installation: int, home: int, programme: Programme) -> Dates:
    """Everybody's dates. A rota is told by itself: its days go to whoever works then."""
    people = everybody(programme)
    found: Dates = {
        login: [day for cohort in programme.cohorts for day in cohort_dates(cohort, home, login)]
        for login in people
    }
    keys = [
        *programme.section_scopes(home),
        *(scopes.cohort(home, c.id) for c in programme.cohorts),
    ]
    for key in keys:
        for login, entries in (await service.dates_of(installation, key, people)).items():
            found[login] += entries
    return found
