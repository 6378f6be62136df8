"""The shape of a programme file: which keys there are, and what each of them holds.

Only shape; how entries fit together is checked in `relations`, and what they mean is built in
`build`. The descriptions go into the JSON Schema and the reference.
"""

import re
from functools import cache
from typing import Annotated, Any, Literal

from pydantic import Field, create_model

from app.model.days import Country, LocalDate, LocalDateTime, Week, Zone
from app.model.names import Identifier, Login, Repository, Task, TeamOrLogin, Url
from app.model.settings import Flag, Line, Links, Project, Section, Settings
from app.model.spelling import Spelled, text_of


def _parse_path(value: object) -> str:
    text = text_of(value, ".github/mentorship/welcome.md")
    parts = text.split("/")
    plain = re.fullmatch(r"[A-Za-z0-9._ /-]+\.md", text)
    if plain is None or any(part in ("", ".", "..") for part in parts):
        raise ValueError(f'"{text}" is not a Markdown file here; write it like texts/welcome.md')
    return text


def parse_version(value: object) -> Literal[1]:
    """The version of the format; `true`, which Python takes for 1, is none."""
    if type(value) is not int or value != 1:
        raise ValueError("should be 1")
    return 1


Version = Annotated[Literal[1], Spelled(parse_version, {"type": "integer", "const": 1})]
MarkdownPath = Annotated[str, Spelled(_parse_path, {"pattern": r"\.md$"})]


class PersonEntry(Settings):
    """A person. Everybody may change their own on the page `/me`."""

    name: Line | None = Field(None, description="The name that people know; else the login.")
    timezone: Zone | None = Field(None, description="Where they are; else the programme's zone.")
    holidays: Country | None = Field(
        None, description="Whose public holidays they have: a country, `DE`, or a part, `DE-BY`."
    )
    week: Week | None = Field(None, description="Their working days; else `mon-fri`.")


class MenteeEntry(Settings):
    """A mentee in a group."""

    login: Login = Field(description="The login on GitHub, without @.")
    tasks: tuple[Task, ...] = Field((), description="Their issues, like `acme/engine#42`.")
    projects: tuple[Identifier, ...] = Field(
        (), description="The projects they are involved in: keys of `projects`."
    )
    starts: LocalDate | None = Field(None, description="Their first day; else the cohort's.")
    ends: LocalDate | None = Field(None, description="Their last day; else the cohort's.")
    left: LocalDate | None = Field(None, description="The day on which they left early.")
    goal: Line | None = Field(None, description="What they want to have done at the end.")


class GroupEntry(Settings):
    """One project of a cohort, with its mentors and mentees and its retrospective."""

    id: Identifier | None = Field(
        None, description="A short name that never changes; a single group can do without."
    )
    name: Line | None = Field(None, description="The name that people see; else the id.")
    mentors: tuple[Login, ...] = Field(
        min_length=1, description="The mentors; the first is the main one."
    )
    repositories: tuple[Repository, ...] = Field(
        (), description="Where the mentees work. The App has to be installed there."
    )
    last_meeting: LocalDateTime | None = Field(
        None, description="When the group meets for the last time, in the cohort's zone."
    )
    working_doc: Url | None = Field(
        None, description="A shared document, where the retrospective is written in one."
    )
    mentees: tuple[MenteeEntry, ...] = Field((), description="The mentees.")


class DateEntry(Settings):
    """A day that the cohort should know of."""

    on: LocalDate = Field(description="The day.")
    title: Line = Field(description="What happens then.")


class SponsorEntry(Settings):
    """The programme that a cohort belongs to, like LFX or GSoC."""

    name: Line = Field(description="Its name.")
    url: Url | None = Field(None, description="Its page.")


class CohortEntry(Settings):
    """Mentees who start and end together."""

    id: Identifier = Field(description="A short name that never changes; 40 characters at most.")
    name: Line | None = Field(None, description="The name that people see; else the id.")
    programme: SponsorEntry | None = Field(
        None, description="The programme it belongs to, like LFX or GSoC."
    )
    template: str = Field(
        "open-source", description="The template it follows: `open-source` or `support`."
    )
    draft: Flag = Field(False, description="`true`: checked and simulated, and nothing posted.")
    timezone: Zone | None = Field(None, description="Its zone; else the programme's.")
    starts: LocalDate = Field(description="The first day.")
    ends: LocalDate = Field(description="The last day.")
    dates: tuple[DateEntry, ...] = Field((), description="Days that everybody should know of.")
    ecosystem: tuple[Repository, ...] = Field(
        (), description="Repositories elsewhere, where contributions are found by search."
    )
    confirm_mentors: Flag = Field(
        False, description="Whether mentors confirm before mentees are told who mentors."
    )
    links: Links = Field(Links(), description="Links of this cohort, where they differ.")
    messages: dict[Line, MarkdownPath] = Field(
        {},
        description="Texts to replace: a message's name, and a Markdown file in this repository.",
    )
    groups: tuple[GroupEntry, ...] = Field((), description="The groups.")


class FileEntry(Settings):
    """A mentorship programme, read by Cairn from `.github/mentorship.yml`."""

    version: Version = Field(description="The version of this format: 1.")
    timezone: Zone = Field(description="The zone of all dates and hours, where none is nearer.")
    organisers: tuple[TeamOrLogin, ...] = Field(
        (),
        description="Logins, or teams (`org/team`) whose members the App may read; beside the "
        "admins of this repository.",
    )
    private_repository: Repository | None = Field(
        None, description="Where everything about a person goes; it has to be private."
    )
    links: Links = Field(Links(), description="Where people find things.")
    projects: dict[Identifier, Project] = Field(
        {}, description="Projects by short name, where they differ from `links`."
    )
    people: dict[Login, PersonEntry] = Field({}, description="People by login.")
    cohorts: tuple[CohortEntry, ...] = Field((), description="The cohorts.")


LISTS = ("organisers", "cohorts")
MAPS = ("projects", "people")
"""Keys whose entries are joined over several files, beside sections that are lists."""


@cache
def file_model(sections: tuple[Section, ...]) -> type[FileEntry]:
    """The file's shape together with the workflows' sections."""
    own = {section.name: _field(section) for section in sections if section.level == "cohort"}
    cohort = create_model("Cohort", __base__=CohortEntry, __doc__=CohortEntry.__doc__, **own)
    fields = {section.name: _field(section) for section in sections}
    cohorts: Any = (tuple[cohort, ...], Field((), description="The cohorts."))
    return create_model(
        "File", __base__=FileEntry, __doc__=FileEntry.__doc__, cohorts=cohorts, **fields
    )


def _field(section: Section) -> Any:
    description = (section.model.__doc__ or "").strip().splitlines()[0]
    if section.many:
        return (tuple[section.model, ...], Field((), description=description))  # type: ignore[name-defined]
    return (section.model | None, Field(None, description=description))
