"""What Cairn knows of one person, over all installations: for their own page and nobody else."""

from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any

from app.model import scopes
from app.model.facts import Ledger
from app.model.own import Own
from app.model.rests import newest
from app.pages.addresses import github_pages
from app.programme.model import Cohort, Person, Programme
from app.service import Service
from app.store.facts_by import facts_by
from app.store.planning import Planning
from app.store.repositories import installations


@dataclass(frozen=True, slots=True)
class Thread:
    """An issue on GitHub that is somebody's business."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Part:
    """What somebody is in one cohort. `numbers` as the workflows count them."""

    cohort: str
    roles: Sequence[str]
    starts: str
    ends: str
    issues: Sequence[Thread] = ()
    numbers: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody: as the files have them, their cohorts, and the last day of an absence (None where
    they are there)."""

    usual: Person
    parts: Sequence[Part]
    away_until: date | None
    has_donut: bool = False
    """Whether a programme of theirs has weekly pairs."""


@dataclass(frozen=True, slots=True)
class Around:
    """Where somebody was found: an installation, and a programme by its home's id."""

    installation: int
    home: int
    programme: Programme


class Knowledge:
    """Asks the store; never GitHub."""

    def __init__(self, service: Service, api_url: str) -> None:
        self._service = service
        self._github = github_pages(api_url)

    async def programmes(self) -> list[Around]:
        """All programmes in force."""
        async with self._service.database.read() as connection:
            known = await installations(connection)
        found = []
        for installation in known:
            programmes = await self._service.tenants.find(installation)
            for home, programme in programmes.all.items() if programmes is not None else ():
                found.append(Around(installation, home, programme))
        return found

    async def usual(self, login: str) -> Person:
        """Somebody as the files have them: the first in which they have a part."""
        found = [each for each in await self.programmes() if _has_part(each.programme, login)]
        programme = found[0].programme if found else Programme(home="", timezone="UTC")
        return replace(programme, own={}).person(login)

    async def about(self, login: str, own: Own) -> Known:
        """What their page shows, with these settings of theirs."""
        away = await self._away_until(login, own)
        has_donut = await self.has_donut(login)
        return Known(await self.usual(login), await self.parts(login), away, has_donut)

    async def has_donut(self, login: str) -> bool:
        """Whether somebody can opt in to weekly pairs in any programme of theirs."""
        around = [each for each in await self.programmes() if each.programme.has_donut]
        named = any(_is_named(each.programme, login) for each in around)
        return named or any([await self._parts(each, login) for each in around])

    async def acquaintances(self, login: str) -> frozenset[str]:
        """The logins, in lower case, of those whom somebody may know of: in public files, and in
        private ones where they have a part themselves."""
        around = await self.programmes()
        return frozenset(name for each in around for name in _known_to(each.programme, login))

    async def _away_until(self, login: str, own: Own) -> date | None:
        """What they said last of being away, here or in a command."""
        rests = []
        for around in await self.programmes():
            key = scopes.person(around.home, login)
            async with self._service.database.read() as connection:
                planning = Planning(self._service.database, connection, around.installation)
                given = await planning.rests([key])
            as_set = replace(around.programme, own={login.lower(): own})
            rests += [newest(given, around.home, as_set).get(key)]
        last = max(filter(None, rests), key=lambda known: known.order, default=None)
        until = last.data["until"] if last is not None else None
        return date.fromisoformat(until) if until else None

    async def parts(self, login: str) -> list[Part]:
        """The cohorts in which somebody has a part, in the order of the files."""
        around = await self.programmes()
        return [part for each in around for part in await self._parts(each, login)]

    async def _parts(self, around: Around, login: str) -> list[Part]:
        parts = [
            await self._part(around, cohort, login, roles)
            for cohort in around.programme.cohorts
            if (roles := _roles(around.programme, cohort, login)) and not cohort.draft
        ]
        # That a private file names them, is told by their issue.
        return [part for part in parts if part is not None]

    async def _part(
        self, around: Around, cohort: Cohort, login: str, roles: Sequence[str]
    ) -> Part | None:
        issues = await self._issues(around, cohort, login)
        if cohort.private and roles == ["mentee"] and not issues:
            return None
        numbers = await self._numbers(around, cohort, login)
        days = cohort.starts.isoformat(), cohort.ends.isoformat()
        return Part(cohort.name, roles, *days, issues, numbers)

    async def _issues(self, around: Around, cohort: Cohort, login: str) -> list[Thread]:
        """The issue of a mentee, and those of whom somebody mentors."""
        found: list[Thread] = []
        async with self._service.database.read() as connection:
            planning = Planning(self._service.database, connection, around.installation)
            for mentee in _mentees(cohort, login):
                rows = await planning.said(scopes.mentee(around.home, cohort.id, mentee))
                name = "yours" if mentee.lower() == login.lower() else mentee
                found += [
                    Thread(name, url) async for url in self._urls(planning, rows, cohort.home)
                ]
        return found

    async def _urls(self, planning: Planning, rows: Ledger, home: str) -> AsyncIterator[str]:
        """Where the issues in a ledger are, of those in the cohort's own repository: others may be
        where not everybody of the cohort can read."""
        for row in rows.values():
            repo = await planning.repositories.by_id(row.repository) if row.ref else None
            there = row.kind == "issue" and row.status == "there"
            if there and repo is not None and repo.name.lower() == home.lower():
                yield f"{self._github}/{repo.name}/issues/{row.ref}"

    async def _numbers(self, around: Around, cohort: Cohort, login: str) -> Mapping[str, float]:
        view = await self._service.view(around.installation, scopes.cohort(around.home, cohort.id))
        if view is None:
            return {}
        tenant = await self._service.tenants.get(around.installation)
        numbers = [workflow.numbers(view, login) for workflow in tenant.recorder.workflows]
        return {name: value for each in numbers for name, value in each.items()}

    async def rows(self, login: str) -> dict[str, Any]:
        """What is stored of somebody beside what they set: for the export."""
        mentions, facts = [], []
        async with self._service.database.read() as connection:
            for installation in await installations(connection):
                planning = Planning(self._service.database, connection, installation)
                mentions += (await planning.pings_of([login], 0.0))[login.lower()]
                facts += await facts_by(connection, installation, login)
        return {
            "cohorts": [asdict(part) for part in await self.parts(login)],
            "mentioned_at": sorted(mentions),
            "facts": facts,
        }


def _has_part(programme: Programme, login: str) -> bool:
    known = login.lower() in programme.people or programme.is_organiser(login)
    return known or login.lower() in programme.mentors or bool(programme.enrolments(login))


def _is_named(programme: Programme, login: str) -> bool:
    name = login.lower()
    return programme.is_organiser(login) or name in programme.mentors or name in programme.named


def _known_to(programme: Programme, login: str) -> Iterator[str]:
    yield from programme.named
    yield from (name.lower() for name in programme.public_organisers)
    for cohort in programme.cohorts:
        if not cohort.private or _roles(programme, cohort, login):
            for group in cohort.groups:
                mentees = (mentee.login for mentee in group.mentees)
                yield from (name.lower() for name in (*group.mentors, *mentees))


def _roles(programme: Programme, cohort: Cohort, login: str) -> list[str]:
    name = login.lower()
    mentors = {each.lower() for group in cohort.groups for each in group.mentors}
    mentees = {each.login.lower() for group in cohort.groups for each in group.mentees}
    held = {
        "mentee": name in mentees,
        "mentor": name in mentors,
        "organiser": programme.is_organiser(login),
    }
    return [role for role, is_held in held.items() if is_held]


def _mentees(cohort: Cohort, login: str) -> Iterator[str]:
    """Themselves, and those whom they mentor."""
    name = login.lower()
    for group in cohort.groups:
        is_mentor = name in {mentor.lower() for mentor in group.mentors}
        yield from (m.login for m in group.mentees if is_mentor or m.login.lower() == name)
