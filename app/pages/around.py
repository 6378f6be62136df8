"""Where somebody takes part, over all installations, as far as they may know of it themselves."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from app.model import scopes
from app.model.scopes import Scope
from app.programme.model import Cohort, Programme
from app.service import Service
from app.store.planning import Planning
from app.store.repositories import installations


@dataclass(frozen=True, slots=True)
class Around:
    """Where somebody was found: an installation, and a programme by its home's id."""

    installation: int
    home: int
    programme: Programme

    def scopes(self) -> list[str]:
        """The scopes of no cohort: those that its sections and crews have, and its pairings."""
        crews = (str(Scope(crew.kind, self.home, crew.id)) for crew in self.programme.crews)
        sections = self.programme.section_scopes(self.home)
        return list(dict.fromkeys((*sections, *crews, scopes.pairings(self.home))))


class Place(NamedTuple):
    """An issue: its repository's full name, and its number."""

    repository: str
    number: int


class Surroundings:
    """Asks the store; never GitHub."""

    def __init__(self, service: Service) -> None:
        self._service = service

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

    async def theirs(self, login: str) -> list[Around]:
        """Those in which somebody takes part, in a cohort or outside of all."""
        around = await self.programmes()
        return [
            each
            for each in around
            if _is_named(each.programme, login) or await self.cohorts(each, login)
        ]

    async def cohorts(self, around: Around, login: str) -> list[Cohort]:
        """The cohorts in which somebody has a part, in the order of the file. That a private file
        names them, is told by their issue."""
        return [
            cohort
            for cohort in around.programme.cohorts
            if (roles := roles_in(around.programme, cohort, login))
            and not cohort.draft
            and (
                not cohort.private
                or roles != ["mentee"]
                or await self.issues(around, cohort, login)
            )
        ]

    async def issues(self, around: Around, cohort: Cohort, mentee: str) -> list[Place]:
        """A mentee's issues in the cohort's own repository: others may be where not everybody of
        the cohort can read."""
        async with self._service.database.read() as connection:
            planning = Planning(self._service.database, connection, around.installation)
            rows = await planning.said(scopes.mentee(around.home, cohort.id, mentee))
            found = []
            for row in rows.values():
                repo = await planning.repositories.by_id(row.repository) if row.ref else None
                there = row.kind == "issue" and row.status == "there"
                if there and row.ref and repo and repo.name.lower() == cohort.home.lower():
                    found.append(Place(repo.name, row.ref))
        return found

    async def acquaintances(self, login: str) -> frozenset[str]:
        """The logins, in lower case, of those whom somebody may know of: in the programmes in which
        they take part, but for private cohorts of others."""
        theirs = await self.theirs(login)
        return frozenset(name for each in theirs for name in _known_to(each.programme, login))


def has_part(programme: Programme, login: str) -> bool:
    """Whether the files name somebody at all."""
    known = login.lower() in programme.people or bool(programme.enrolments(login))
    return known or _is_named(programme, login)


def roles_in(programme: Programme, cohort: Cohort, login: str) -> Sequence[str]:
    """What somebody is in a cohort."""
    name = login.lower()
    mentors = {each.lower() for group in cohort.groups for each in group.mentors}
    mentees = {each.login.lower() for group in cohort.groups for each in group.mentees}
    held = {
        "mentee": name in mentees,
        "mentor": name in mentors,
        "organiser": programme.is_organiser(login),
    }
    return [role for role, is_held in held.items() if is_held]


def _is_named(programme: Programme, login: str) -> bool:
    name = login.lower()
    return programme.is_organiser(login) or name in programme.mentors or name in programme.named


def _known_to(programme: Programme, login: str) -> Iterator[str]:
    yield from programme.named
    yield from (name.lower() for name in programme.public_organisers)
    for cohort in programme.cohorts:
        if not cohort.private or roles_in(programme, cohort, login):
            for group in cohort.groups:
                mentees = (mentee.login for mentee in group.mentees)
                yield from (name.lower() for name in (*group.mentors, *mentees))
