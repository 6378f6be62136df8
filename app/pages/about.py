"""What Cairn knows of one person, over all installations: for their own page and nobody else."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any

from app.model import scopes
from app.model.figures import Figures
from app.model.notebook import Notebook
from app.model.own import Own
from app.model.rests import newest
from app.pages.addresses import github_pages
from app.pages.around import Around, Surroundings, has_part, roles_in
from app.pages.calendars import Calendar, Calendars
from app.people import Kept
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
    they are there). `outside` are their numbers outside of cohorts; `calendar` is their own, if it
    has an address, and `shared` are those that everybody may read; `has_donut`: whether a programme
    of theirs has weekly pairs; `takes_part`: whether any is theirs; `notebooks`: where they can
    write for a retrospective; `github`: where GitHub's pages are."""

    usual: Person
    parts: Sequence[Part]
    away_until: date | None
    outside: Sequence[Figures]
    calendar: Calendar | None
    shared: Sequence[Calendar]
    has_donut: bool
    takes_part: bool
    notebooks: Sequence[Notebook]
    github: str


class Knowledge:
    """Asks the store; never GitHub."""

    def __init__(self, service: Service, surroundings: Surroundings, api_url: str) -> None:
        self._service = service
        self._surroundings = surroundings
        self._calendars = Calendars(service)
        self._github = github_pages(api_url)

    async def usual(self, login: str) -> Person:
        """Somebody as the files have them: the first in which they have a part."""
        around = await self._surroundings.programmes()
        found = [each for each in around if has_part(each.programme, login)]
        programme = found[0].programme if found else Programme(home="", timezone="UTC")
        return replace(programme, own={}).person(login)

    async def acquaintances(self, login: str) -> frozenset[str]:
        """The logins, in lower case, of those whom somebody may know of."""
        return await self._surroundings.acquaintances(login)

    async def about(self, person: int, kept: Kept) -> Known:
        """What their page shows, with what is kept of them."""
        login = kept.login
        theirs = await self._surroundings.theirs(login)
        return Known(
            await self.usual(login),
            await self._parts(theirs, login),
            await self._away_until(login, kept.own),
            await self._outside(theirs, login),
            self._calendars.own(person, kept.calendar),
            await self._calendars.shared(theirs),
            has_donut=any(each.programme.has_donut for each in theirs),
            takes_part=bool(theirs),
            notebooks=await self._notebooks(theirs, login),
            github=self._github,
        )

    async def notebooks(self, login: str) -> list[Notebook]:
        """Where somebody can write for a retrospective now."""
        return await self._notebooks(await self._surroundings.theirs(login), login)

    async def _notebooks(self, theirs: Iterable[Around], login: str) -> list[Notebook]:
        found = []
        for around in theirs:
            for cohort in await self._surroundings.cohorts(around, login):
                for group in cohort.groups:
                    if login.lower() in {each.lower() for each in group.people}:
                        key = scopes.group(around.home, cohort.id, group.id)
                        book = await self._service.notebook(around.installation, key, login)
                        found += [book] if book is not None else []
        return found

    async def _away_until(self, login: str, own: Own) -> date | None:
        """What they said last of being away, here or in a command."""
        rests = []
        for around in await self._surroundings.programmes():
            key = scopes.person(around.home, login)
            async with self._service.database.read() as connection:
                planning = Planning(self._service.database, connection, around.installation)
                given = await planning.rests([key])
            as_set = replace(around.programme, own={login.lower(): own})
            rests += [newest(given, around.home, as_set).get(key)]
        last = max(filter(None, rests), key=lambda known: known.order, default=None)
        until = last.data["until"] if last is not None else None
        return date.fromisoformat(until) if until else None

    # ---- in cohorts, and outside -----------------------------------------------------------------

    async def _parts(self, theirs: Iterable[Around], login: str) -> list[Part]:
        """The cohorts in which somebody has a part, in the order of the files."""
        return [
            await self._part(around, cohort, login)
            for around in theirs
            for cohort in await self._surroundings.cohorts(around, login)
        ]

    async def _part(self, around: Around, cohort: Cohort, login: str) -> Part:
        roles = roles_in(around.programme, cohort, login)
        issues = await self._issues(around, cohort, login)
        numbers = await self._numbers(around, cohort, login)
        days = cohort.starts.isoformat(), cohort.ends.isoformat()
        return Part(cohort.name, roles, *days, issues, numbers)

    async def _issues(self, around: Around, cohort: Cohort, login: str) -> list[Thread]:
        """The issue of a mentee, and those of whom somebody mentors."""
        found: list[Thread] = []
        for mentee in _mentees(cohort, login):
            name = "yours" if mentee.lower() == login.lower() else mentee
            for place in await self._surroundings.issues(around, cohort, mentee):
                url = f"{self._github}/{place.repository}/issues/{place.number}"
                found.append(Thread(name, url))
        return found

    async def _numbers(self, around: Around, cohort: Cohort, login: str) -> Mapping[str, float]:
        view = await self._service.view(around.installation, scopes.cohort(around.home, cohort.id))
        if view is None:
            return {}
        tenant = await self._service.tenants.get(around.installation)
        numbers = [workflow.numbers(view, login) for workflow in tenant.recorder.workflows]
        return {name: value for each in numbers for name, value in each.items()}

    async def _outside(self, theirs: Iterable[Around], login: str) -> list[Figures]:
        """Somebody's numbers outside of all cohorts, by programme and scope."""
        return [
            found
            for around in theirs
            for key in around.scopes()
            for found in await self._service.figures(around.installation, key, login)
        ]

    # ---- for the export --------------------------------------------------------------------------

    async def rows(self, login: str) -> dict[str, Any]:
        """What is stored of somebody beside what they set: for the export."""
        mentions, facts = [], []
        theirs = await self._surroundings.theirs(login)
        async with self._service.database.read() as connection:
            for installation in await installations(connection):
                planning = Planning(self._service.database, connection, installation)
                mentions += (await planning.pings_of([login], 0.0))[login.lower()]
                facts += await facts_by(connection, installation, login)
        return {
            "cohorts": [asdict(part) for part in await self._parts(theirs, login)],
            "outside": [_plain(figures) for figures in await self._outside(theirs, login)],
            "mentioned_at": sorted(mentions),
            "facts": facts,
        }


def _plain(figures: Figures) -> Mapping[str, Any]:
    return {"title": figures.title, "numbers": {it.label: it.value for it in figures.figures}}


def _mentees(cohort: Cohort, login: str) -> Iterator[str]:
    """Themselves, and those whom they mentor."""
    name = login.lower()
    for group in cohort.groups:
        is_mentor = name in {mentor.lower() for mentor in group.mentors}
        yield from (m.login for m in group.mentees if is_mentor or m.login.lower() == name)
