"""`simulate FILE`: the whole cohort on a fake clock, before it starts (row P7).

A sandbox is built from the file, and Cairn runs beside it in this process, from wake to wake. No
socket is opened, and nothing is left behind. People are silent: what is shown is the course in
which nobody reacts.
"""

import re
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from pathlib import Path

from app.clock import Clock, ManualClock
from app.github.client import Transport
from app.intake import Keep
from app.model import scopes
from app.model.calendar import Entry
from app.model.names import REPOSITORY
from app.model.sections.onboarding import OnboardingSettings
from app.model.time import Calendar, at, calendar_of
from app.pages.cohort_dates import cohort_dates
from app.programme.errors import FileError
from app.programme.joined import MAIN
from app.programme.load import Loaded, load
from app.programme.model import Programme
from app.programme.source import Node, SourceFile, parse
from app.programmes import Kinds
from app.rehearsal import Rehearsal, in_process
from app.sandbox.github import Sandbox
from app.sandbox.keys import new_key_pair
from app.service import Service
from app.settings import Settings
from app.simulation import warnings
from app.simulation.course import rows, weeks
from app.simulation.meetings import clashes, unled
from app.simulation.organisation import Stand, everybody, organisation, repositories
from app.simulation.shown import Simulation
from app.store import tables as t
from app.store.database import Database
from app.store.deliveries import Delivery
from app.store.inline import IN_MEMORY, InlineDatabase
from app.store.keeping import KEPT
from app.texts import text_errors

API = "https://api.github.test"
SECRET = "of nobody"  # noqa: S105 (webhooks never leave this process)

BEFORE = timedelta(days=1)
AFTER = timedelta(days=7)
"""How long before the first opening it begins, and how long after the last end it ends."""

NAME = "mentorship"
"""What the home repository is called where nobody says: the file does not."""

MakeService = Callable[[Settings, Database, Transport, Clock, Keep], Service]

Dates = dict[str, list[Entry]]
"""What stands in each person's calendar, by login."""


class Unusable(Exception):
    """What was asked for cannot be simulated; the text says why, and what to do."""


class Wrong(Exception):
    """The file has errors."""

    def __init__(self, errors: Sequence[FileError]) -> None:
        super().__init__(f"{len(errors)} errors")
        self.errors = errors


@dataclass(frozen=True, slots=True)
class Asked:
    """What to simulate: the file, the home repository (None: one is made up), the days."""

    path: Path
    home: str | None = None
    first: date | None = None
    last: date | None = None


async def simulate(make: MakeService, kinds: Kinds, asked: Asked) -> Simulation:
    """Play a file's cohorts. Raises OSError where the file cannot be read, Wrong where it has
    errors, Unusable where there is nothing to play."""
    stand, missing = _stand(asked, kinds)
    programme = stand.programme
    starts, ends = _span(asked, programme)
    people = everybody(programme)
    calendars = {login.lower(): calendar_of(programme.person(login)) for login in people}
    sandbox, dates = await _play(make, stand, starts, ends)
    found = rows(sandbox.world, calendars)
    by_week = weeks(found, calendars)
    line = warnings.line_in(_root(stand.file))
    warned = (
        *warnings.untimely(found, calendars),
        *warnings.above_cap(by_week),
        *warnings.many_mentees(programme, line),
        *warnings.on_holidays(clashes(dates, calendars, starts, ends), line),
        *warnings.without_leader(unled(programme, starts, ends), line),
        *warnings.assumed_zones(programme, people, line),
        *warnings.unknown_teams(programme, line),
        *warnings.missing_texts(missing, line),
    )
    span = (starts, ends, programme.timezone)
    told = (tuple(found), tuple(by_week), warned)
    return Simulation(str(asked.path), programme.home, *span, *told)


# ---- the file ------------------------------------------------------------------------------------


def _stand(asked: Asked, kinds: Kinds) -> tuple[Stand, list[str]]:
    """What stands on GitHub; also the texts that the file names and that are not beside it."""
    if asked.home is not None and re.fullmatch(REPOSITORY, asked.home) is None:
        raise Unusable(f"--home {asked.home}: write it like acme/mentorship")
    file = SourceFile(asked.home or "", str(asked.path), asked.path.read_bytes())
    programme = _good(load([file], kinds.sections, kinds.templates, None, _replaceable(kinds)))
    home = asked.home or _home_of(programme)
    file = replace(file, repository=home)
    owner = home.partition("/")[0].lower()
    # An installation is one account's, so it sees only what is that account's.
    installed = {
        name: private
        for name, private in repositories(replace(programme, home=home)).items()
        if name.partition("/")[0].lower() == owner
    }
    programme = _good(load([file], kinds.sections, kinds.templates, installed, _replaceable(kinds)))
    texts, missing = _texts(asked.path, programme, kinds)
    written = {path: text.decode("utf-8", "replace") for path, text in texts.items()}
    if errors := text_errors(programme, [file], {home.lower(): written}, kinds.texts):
        raise Wrong(errors)
    return Stand(file, programme, texts), missing


def _root(file: SourceFile) -> Node:
    root = parse(file).root
    assert root is not None  # it was loaded
    return root


def _replaceable(kinds: Kinds) -> list[str]:
    return kinds.texts.replaceable


def _good(loaded: Loaded) -> Programme:
    if loaded.programme is None:
        raise Wrong(loaded.errors)
    return loaded.programme


def _home_of(programme: Programme) -> str:
    """A home repository beside those that the file names."""
    names = [programme.private_repository, *sorted(programme.tracked)]
    owner = next((name.partition("/")[0] for name in names if name), "acme")
    taken = (programme.private_repository or "").lower() == f"{owner}/{NAME}".lower()
    return f"{owner}/{NAME}{'-home' if taken else ''}"


def _texts(path: Path, programme: Programme, kinds: Kinds) -> tuple[dict[str, bytes], list[str]]:
    """The texts that cohorts name, as they are beside the file; ours for those that are not there,
    which are named as well."""
    folder = path.parent.parent if path.parent.name == Path(MAIN).parent.name else path.parent
    found: dict[str, bytes] = {}
    missing: list[str] = []
    for cohort in programme.cohorts:
        for name, text in cohort.messages.items():
            try:
                found[text] = (folder / text).read_bytes()
            except OSError:
                found[text] = kinds.texts.sources[name].encode()
                missing.append(text)
    return found, sorted(set(missing))


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
    async with _database() as database:
        service = make(settings, database, in_process(sandbox, API), clock, _keeper(database))
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


def _keeper(database: InlineDatabase) -> Keep:
    """Keeps deliveries on the one connection that a database in memory has."""

    async def keep(group: Sequence[Delivery]) -> None:
        kept = [{name: getattr(each, name) for name in KEPT} for each in group]
        async with database.write() as connection:
            await connection.execute(database.insert(t.delivery).on_conflict_do_nothing(), kept)

    return keep


@asynccontextmanager
async def _database() -> AsyncIterator[InlineDatabase]:
    database = InlineDatabase(IN_MEMORY)
    try:
        database.make_tables()
        yield database
    finally:
        await database.close()
