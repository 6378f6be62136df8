"""From checked entries to the programme that workflows see: defaults and names filled in."""

from collections.abc import Iterator, Mapping

from app.model.settings import Project, Section, Settings
from app.model.time import MONDAY_TO_FRIDAY, at
from app.programme.entries import CohortEntry, FileEntry, GroupEntry, MenteeEntry, PersonEntry
from app.programme.model import (
    Cohort,
    CohortDate,
    Group,
    Home,
    Mentee,
    Person,
    Programme,
    Sponsor,
)
from app.programme.sections import Templates, cohort_settings
from app.programme.source import Node, SourceFile


def build(
    entry: FileEntry,
    root: Node,
    files: list[SourceFile],
    sections: tuple[Section, ...],
    templates: Templates,
) -> Programme:
    """The programme. `root` is the tree that `entry` was read from."""
    people = root.entries("people")
    return Programme(
        home=root.file.repository,
        timezone=entry.timezone,
        files=tuple((file.repository, file.path) for file in files),
        organisers=entry.organisers,
        public_organisers=_public_organisers(entry, root),
        private_repository=entry.private_repository,
        links=entry.links,
        projects={id: _project(id, project) for id, project in entry.projects.items()},
        people={
            login.lower(): _person(login, person, entry.timezone, people[login].key)
            for login, person in entry.people.items()
        },
        cohorts=tuple(
            _cohort(cohort, entry, node, cohort_settings(node, root, sections, templates))
            for cohort, node in zip(entry.cohorts, root.items("cohorts"), strict=True)
        ),
        settings=_programme_settings(entry, sections),
        declared_in={
            section.model: tuple(_homes(root, section))
            for section in sections
            if section.level == "programme"
        },
    )


def _homes(root: Node, section: Section) -> Iterator[Home]:
    one = root.get(section.name)
    nodes = root.items(section.name) if section.many else [one] if one is not None else []
    return (Home(node.file.repository, node.file.private) for node in nodes)


def _programme_settings(
    entry: FileEntry, sections: tuple[Section, ...]
) -> Mapping[type[Settings], tuple[Settings, ...]]:
    said = {
        section.model: getattr(entry, section.name)
        for section in sections
        if section.level == "programme" and getattr(entry, section.name)
    }
    return {model: value if isinstance(value, tuple) else (value,) for model, value in said.items()}


def _public_organisers(entry: FileEntry, root: Node) -> tuple[str, ...]:
    shown = {str(node.value) for node in root.items("organisers") if not node.file.private}
    return tuple(name for name in entry.organisers if name in shown)


def _project(id: str, project: Project) -> Project:
    return project if project.name else project.model_copy(update={"name": id})


def _person(login: str, entry: PersonEntry, zone: str, place: Node) -> Person:
    return Person(
        login=login,
        timezone=entry.timezone or zone,
        name=entry.name,
        holidays=entry.holidays,
        week=entry.week or MONDAY_TO_FRIDAY,
        zone_assumed=entry.timezone is None,
        public=not place.file.private,
    )


def _cohort(
    entry: CohortEntry, file: FileEntry, node: Node, settings: Mapping[type[Settings], Settings]
) -> Cohort:
    zone = entry.timezone or file.timezone
    sponsor = entry.programme
    return Cohort(
        id=entry.id,
        name=entry.name or entry.id,
        home=node.file.repository,
        private=node.file.private,
        template=entry.template,
        draft=entry.draft,
        timezone=zone,
        starts=entry.starts,
        ends=entry.ends,
        programme=Sponsor(sponsor.name, sponsor.url) if sponsor else None,
        dates=tuple(CohortDate(day.on, day.title) for day in entry.dates),
        ecosystem=entry.ecosystem,
        confirm_mentors=entry.confirm_mentors,
        links=entry.links.over(file.links),
        messages=entry.messages,
        groups=tuple(_group(group, entry, zone) for group in entry.groups),
        settings=settings,
    )


def _group(entry: GroupEntry, cohort: CohortEntry, zone: str) -> Group:
    last = entry.last_meeting
    id = entry.id or cohort.id
    return Group(
        id=id,
        name=entry.name or id,
        mentors=entry.mentors,
        repositories=entry.repositories,
        last_meeting=at(last.date(), last.time(), zone) if last else None,
        working_doc=entry.working_doc,
        mentees=tuple(_mentee(mentee, cohort) for mentee in entry.mentees),
    )


def _mentee(entry: MenteeEntry, cohort: CohortEntry) -> Mentee:
    return Mentee(
        login=entry.login,
        starts=entry.starts or cohort.starts,
        ends=entry.ends or cohort.ends,
        left=entry.left,
        tasks=entry.tasks,
        projects=entry.projects,
        goal=entry.goal,
    )
