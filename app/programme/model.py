"""A programme as the workflows see it: checked, complete, and quick to ask. Frozen.

Logins and repositories keep their spelling for display, and are looked up in lower case.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Generic, NamedTuple, TypeVar

from app.model.experts import Area
from app.model.names import TaskRef
from app.model.own import NO_HOLIDAYS, Absence, Own
from app.model.scopes import Scope
from app.model.settings import Crew, Links, Project, Section, Settings
from app.model.time import MONDAY_TO_FRIDAY, WORKING

__all__ = [
    "Cohort",
    "CohortDate",
    "Enrolment",
    "Group",
    "Links",
    "Mentee",
    "Person",
    "Programme",
    "Project",
    "Section",
    "Sponsor",
]

S = TypeVar("S", bound=Settings)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody, with the programme's zone where none is known (`zone_assumed`).

    `public`: their entry stands in a public file, so it may be shown in public places.
    `zone_own`: they set their zone on `/me`, so it counts and is shown to nobody; `days_own`: so
    their working week or holidays.
    """

    login: str
    timezone: str
    name: str | None = None
    holidays: str | None = None
    week: frozenset[int] = MONDAY_TO_FRIDAY
    zone_assumed: bool = False
    public: bool = False
    hours: tuple[int, int] = WORKING
    zone_own: bool = False
    days_own: bool = False
    labelled: bool = True
    """Whether their pull requests may have labels of ours."""

    counted: bool = True
    """Whether they stand by name in what counts."""


@dataclass(frozen=True, slots=True)
class Mentee:
    """A mentee in one group. `starts` and `ends` are the cohort's where they have no own; of the
    weeks before `ends`, so many were added by command (`extended`)."""

    login: str
    starts: date
    ends: date
    left: date | None = None
    tasks: tuple[TaskRef, ...] = ()
    projects: tuple[str, ...] = ()
    goal: str | None = None
    extended: int = 0


@dataclass(frozen=True, slots=True)
class Group:
    """One project of a cohort. The first mentor is the main one.

    `last_meeting` is an instant in Unix seconds.
    """

    id: str
    name: str
    mentors: tuple[str, ...]
    repositories: tuple[str, ...] = ()
    last_meeting: float | None = None
    working_doc: str | None = None
    mentees: tuple[Mentee, ...] = ()

    @property
    def people(self) -> tuple[str, ...]:
        """Mentors and mentees, also those who left."""
        return (*self.mentors, *(mentee.login for mentee in self.mentees))


class CohortDate(NamedTuple):
    """A day that a cohort should know of."""

    on: date
    title: str


class Sponsor(NamedTuple):
    """The programme that a cohort belongs to, like LFX."""

    name: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Cohort:
    """Mentees who start and end together.

    `home` is the repository that declares it (and where its issues are), `private` whether that
    is the private one; `settings` has the sections, by class; `messages` maps the name of a
    message to the Markdown file in `home` that replaces it.
    """

    id: str
    name: str
    home: str
    private: bool
    template: str
    draft: bool
    timezone: str
    starts: date
    ends: date
    programme: Sponsor | None = None
    dates: tuple[CohortDate, ...] = ()
    ecosystem: tuple[str, ...] = ()
    confirm_mentors: bool = False
    links: Links = field(default_factory=Links)
    messages: Mapping[str, str] = field(default_factory=dict)
    groups: tuple[Group, ...] = ()
    settings: Mapping[type[Settings], Settings] = field(default_factory=dict)

    @property
    def label(self) -> str:
        """The label of what belongs to it. Its id never changes; a name would not be true any more
        once the cohort is renamed."""
        return f"cohort: {self.id}"

    def section_scopes(self, home: int) -> Iterator[str]:
        """The scopes that it has because of its sections; `home` is the numeric id of the home
        repository."""
        for settings in self.settings.values():
            yield from settings.cohort_scopes(home, self.id)

    def section(self, model: type[S]) -> S:
        """The settings of a workflow for this cohort; its defaults where nothing is said."""
        found = self.settings.get(model)
        return found if isinstance(found, model) else model()


class Home(NamedTuple):
    """The repository that declares something, and where its issues are; `private`: whether that is
    the private one."""

    repository: str
    private: bool


class Declared(NamedTuple, Generic[S]):
    """An entry of a section that is a list, and where it is declared."""

    entry: S
    home: Home


class Enrolment(NamedTuple):
    """Where a mentee takes part."""

    cohort: Cohort
    group: Group
    mentee: Mentee


@dataclass(frozen=True)
class Programme:
    """All that the files say. Build it with `app.programme.load.load`.

    `files` are (repository, path), the main file first; `people` is by login in lower case;
    `public_organisers` are those whom a public file names.
    `declared_in` says for each entry of a programme's section which repository declares it;
    `team_members` are the logins, in lower case, of those who organise as members of a team.
    `own` is what people set on `/me`, by login in lower case; it is no part of the files.
    """

    home: str
    timezone: str
    files: tuple[tuple[str, str], ...] = ()
    organisers: tuple[str, ...] = ()
    public_organisers: tuple[str, ...] = ()
    team_members: frozenset[str] = frozenset()
    private_repository: str | None = None
    links: Links = field(default_factory=Links)
    projects: Mapping[str, Project] = field(default_factory=dict)
    people: Mapping[str, Person] = field(default_factory=dict)
    cohorts: tuple[Cohort, ...] = ()
    settings: Mapping[type[Settings], tuple[Settings, ...]] = field(default_factory=dict)
    declared_in: Mapping[type[Settings], tuple[Home, ...]] = field(default_factory=dict)
    own: Mapping[str, Own] = field(default_factory=dict)

    @cached_property
    def _cohorts(self) -> Mapping[str, Cohort]:
        return {cohort.id: cohort for cohort in self.cohorts}

    @cached_property
    def _enrolments(self) -> Mapping[str, tuple[Enrolment, ...]]:
        found: dict[str, list[Enrolment]] = {}
        for cohort in self.cohorts:
            for group in cohort.groups:
                for mentee in group.mentees:
                    enrolment = Enrolment(cohort, group, mentee)
                    found.setdefault(mentee.login.lower(), []).append(enrolment)
        return {login: tuple(enrolments) for login, enrolments in found.items()}

    @cached_property
    def _organisers(self) -> frozenset[str]:
        return self.team_members.union(name.lower() for name in self.organisers)

    def cohort(self, id: str) -> Cohort | None:
        """The cohort with this id; None where the file has it no longer."""
        return self._cohorts.get(id)

    def group(self, cohort_id: str, id: str) -> Group | None:
        """A group of a cohort; None where the file has it no longer."""
        cohort = self.cohort(cohort_id)
        groups = cohort.groups if cohort is not None else ()
        return next((group for group in groups if group.id == id), None)

    def section(self, model: type[S]) -> S:
        """The settings of a workflow for the programme; its defaults where nothing is said."""
        found = next(iter(self.settings.get(model, ())), None)
        return found if isinstance(found, model) else model()

    def sections(self, model: type[S]) -> tuple[S, ...]:
        """The entries of a section that is a list, in the order of the files."""
        found = self.settings.get(model, ())
        return tuple(entry for entry in found if isinstance(entry, model))

    def declared(self, model: type[S]) -> tuple[Declared[S], ...]:
        """The entries of a section that is a list, each with where it is declared."""
        pairs = zip(self.sections(model), self.declared_in.get(model, ()), strict=True)
        return tuple(Declared(entry, home) for entry, home in pairs)

    def declared_entries(self) -> Iterator[tuple[Settings, bool]]:
        """All entries of the programme's sections, and whether a private file declares them."""
        for model, entries in self.settings.items():
            homes = self.declared_in.get(model, ())
            for place, entry in enumerate(entries):
                yield entry, place < len(homes) and homes[place].private

    def home_of(self, model: type[Settings]) -> str:
        """The repository that declares a section which is no list."""
        return next((home.repository for home in self.declared_in.get(model, ())), self.home)

    def open_to_former(self, *, private: bool) -> tuple[Declared[Settings], ...]:
        """Meetings that former mentees are welcome to; those that a file of the private repository
        declares only where `private`."""
        homes = self.declared_in.items()
        pairs = (
            pair for model, at in homes for pair in zip(self.sections(model), at, strict=False)
        )
        return tuple(
            Declared(entry, home)
            for entry, home in pairs
            if entry.open_to_former() is not None and (private or not home.private)
        )

    def section_scopes(self, home: int) -> Iterator[str]:
        """The scopes that are there because of the programme's sections; `home` is the numeric id
        of the home repository."""
        for entries in self.settings.values():
            for entry in entries:
                yield from entry.scopes(home)

    def person(self, login: str) -> Person:
        """Anybody: those whom no file names have the programme's zone. What they set on `/me` goes
        before what the files say."""
        known = self.people.get(login.lower()) or Person(login, self.timezone, zone_assumed=True)
        own = self.own.get(login.lower())
        return known if own is None else _as_set(known, own)

    @cached_property
    def unmentioned(self) -> frozenset[str]:
        """The logins, in lower case, of those who want no mention at all."""
        return frozenset(login for login, own in self.own.items() if not own.mentions)

    @cached_property
    def absences(self) -> Mapping[str, Absence]:
        """What people said on `/me` of being away, by login in lower case."""
        return {login: own.away for login, own in self.own.items() if own.away is not None}

    def enrolments(self, login: str) -> tuple[Enrolment, ...]:
        """Where somebody is a mentee, in the order of the files."""
        return self._enrolments.get(login.lower(), ())

    def enrolment(self, cohort: str, login: str) -> Enrolment | None:
        """A mentee's place in a cohort; None where the file has it no longer."""
        return next((e for e in self.enrolments(login) if e.cohort.id == cohort), None)

    def mentors_of(self, login: str) -> tuple[str, ...]:
        """The mentors of a mentee, over all their groups."""
        mentors = [name for entry in self.enrolments(login) for name in entry.group.mentors]
        return tuple({name.lower(): name for name in reversed(mentors)}.values())[::-1]

    def projects_of(self, mentee: Mentee) -> Mapping[str, Project]:
        """The projects that a mentee is involved in, by id."""
        return {id: self.projects[id] for id in mentee.projects}

    def is_organiser(self, login: str) -> bool:
        """Whether the files name this login or their team. Admins are known to GitHub only."""
        return login.lower() in self._organisers

    @cached_property
    def mentors(self) -> frozenset[str]:
        """All mentors, in lower case."""
        groups = (group for cohort in self.cohorts for group in cohort.groups)
        return frozenset(mentor.lower() for group in groups for mentor in group.mentors)

    @cached_property
    def organiser_teams(self) -> tuple[str, ...]:
        """Teams whose members are organisers, as `org/team`."""
        return tuple(name for name in self.organisers if "/" in name)

    @cached_property
    def tracked(self) -> frozenset[str]:
        """Where mentees work, in lower case."""
        return frozenset(
            repository.lower()
            for cohort in self.cohorts
            for group in cohort.groups
            for repository in group.repositories
        )

    @cached_property
    def crews(self) -> tuple[Crew, ...]:
        """Who shares something outside of all cohorts."""
        entries = (entry for entries in self.settings.values() for entry in entries)
        return tuple(crew for entry in entries for crew in entry.crews())

    @cached_property
    def has_donut(self) -> bool:
        """Whether people can opt in to weekly pairs (H9)."""
        return any(entry.has_donut() for entries in self.settings.values() for entry in entries)

    @cached_property
    def named(self) -> frozenset[str]:
        """Those who take part outside of all cohorts, in lower case: seniors, experts."""
        entries = [entry for entries in self.settings.values() for entry in entries]
        people = [login for entry in entries for login in entry.named()]
        people += [login for crew in self.crews for login in crew.people]
        return frozenset(login.lower() for login in people)

    @cached_property
    def in_donut(self) -> frozenset[str]:
        """The logins, in lower case, of those who opted in to weekly pairs, paused or not."""
        return frozenset(login for login, own in self.own.items() if own.donut)

    @cached_property
    def areas(self) -> tuple[Area, ...]:
        """What there are experts for (H6)."""
        entries = (entry for entries in self.settings.values() for entry in entries)
        return tuple(area for entry in entries for area in entry.areas())

    def crew(self, scope: Scope) -> Crew | None:
        """Whose scope this is; None for those of cohorts, and where the file has it no longer."""
        return next((c for c in self.crews if (c.kind, c.id) == (scope.kind, scope.rest)), None)

    @cached_property
    def homes(self) -> frozenset[str]:
        """Where issues of the programme may be, in lower case."""
        names = [self.home, self.private_repository, *(cohort.home for cohort in self.cohorts)]
        names += [crew.repository for crew in self.crews]
        return frozenset(name.lower() for name in names if name)

    @cached_property
    def _task_repositories(self) -> frozenset[str]:
        return frozenset(
            task.repository.lower()
            for cohort in self.cohorts
            for group in cohort.groups
            for mentee in group.mentees
            for task in mentee.tasks
        )

    @cached_property
    def repositories_used(self) -> frozenset[str]:
        """All in which the App has something to do, in lower case."""
        used = {*self.homes, *self.tracked, *self._task_repositories}
        sections = [entry for entries in self.settings.values() for entry in entries]
        sections += [entry for cohort in self.cohorts for entry in cohort.settings.values()]
        return frozenset(used | {name.lower() for entry in sections for name in entry.uses()})


def _as_set(person: Person, own: Own) -> Person:
    """A person of the file, as they set it themselves."""
    holidays = None if own.holidays == NO_HOLIDAYS else own.holidays or person.holidays
    return replace(
        person,
        timezone=own.zone or person.timezone,
        zone_assumed=person.zone_assumed and own.zone is None,
        zone_own=own.zone is not None,
        days_own=own.week is not None or own.holidays is not None,
        hours=own.hours or person.hours,
        week=own.week or person.week,
        holidays=holidays,
        labelled=own.labels,
        counted=own.numbers,
    )
