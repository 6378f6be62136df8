"""The base of all settings in a programme file, and what several workflows share.

A workflow's settings are a class of fields with defaults; each field's description goes into the
JSON Schema and the reference. Everything can be left out.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Annotated, Literal, NamedTuple, Self

from liquid import Environment
from liquid.exceptions import LiquidError
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, Strict, model_validator

from app.model.experts import Area
from app.model.liquid import unclosed
from app.model.names import Contact, Identifier, TaskRef, Url, parse_task
from app.model.spelling import Spelled, nearest, text_of

_LIQUID = Environment()


def _one_line(text: str) -> str:
    if "\n" in text:
        raise ValueError("should be on one line")
    return text


def _template(text: str) -> str:
    """Liquid that can be read, on one line: a line break would end a list's item."""
    if (found := unclosed(text)) is not None:
        where = text[found.at : found.at + 20]
        raise ValueError(f"the Liquid in this text has no `{found.end}` to end `{where}`")
    try:
        _LIQUID.parse(text)
    except RecursionError:
        raise ValueError("this text is nested too deeply; write it more simply") from None
    except LiquidError as error:
        raise ValueError(f"the Liquid in this text cannot be read: {error.message}") from None
    return " ".join(text.split())


Count = Annotated[int, Strict(), Field(ge=1, le=10_000)]
Flag = Annotated[bool, Strict()]
Line = Annotated[
    str, Field(min_length=1, max_length=200, title="line of text"), AfterValidator(_one_line)
]
Markdown = Annotated[str, Field(min_length=1, max_length=10_000, title="Markdown")]
Template = Annotated[Markdown, AfterValidator(_template)]


class Problem(NamedTuple):
    """What is wrong in words, and the way to the value that is wrong, from the settings on."""

    message: str
    at: tuple[str | int, ...]


class Crew(NamedTuple):
    """People who share something that has a scope of its own, of this `kind` and `id`: who of them
    is away changes what is planned there, and their `role` is what they are in it. `repository` is
    where its issue is; None: the home repository."""

    kind: str
    id: str
    role: str
    people: tuple[str, ...]
    repository: str | None = None


class Settings(BaseModel):
    """Strict and frozen: an unknown key is an error, and nobody changes a setting later."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    def problems(self) -> Iterable[Problem]:
        """What does not fit together, once template, file and cohort are merged."""
        return ()

    def uses(self) -> Iterable[str]:
        """Repositories in which the App has to be installed for this."""
        return ()

    def identity(self) -> str | None:
        """What tells this entry of a list from the others; None where nothing has to."""
        return None

    def scopes(self, home: int) -> Iterable[str]:  # noqa: ARG002
        """Scopes that are there because of this, in a programme with this home repository (id)."""
        return ()

    def cohort_scopes(self, home: int, cohort: str) -> Iterable[str]:  # noqa: ARG002
        """Scopes that a cohort (by id) has because of this, in a programme with this home
        repository (id)."""
        return ()

    def crews(self) -> Iterable[Crew]:
        """Who shares something here, outside of all cohorts."""
        return ()

    def named(self) -> Iterable[str]:
        """Logins of those who take part in the programme because of this, beside crews."""
        return ()

    def areas(self) -> Iterable[Area]:
        """Areas of knowledge, and who knows them (H6)."""
        return ()

    def has_donut(self) -> bool:
        """Whether people can opt in to weekly pairs here."""
        return False

    def open_to_former(self) -> str | None:
        """The title of a meeting that former mentees are welcome to, if this is one."""
        return None


class Switchable(Settings):
    """Settings of something that a cohort may leave out."""

    enabled: Flag = Field(True, description="`false` leaves this out.")


@dataclass(frozen=True, slots=True)
class Section:
    """A key of the programme file that belongs to a workflow.

    `cohort` sections belong to a cohort; the same key at the top of the file changes the default
    for every cohort. `many`: the section is a list, each entry of which is a `model`.
    """

    name: str
    level: Literal["cohort", "programme"]
    model: type[Settings]
    many: bool = False


class Links(Settings):
    """Where people find things. A message leaves out what has no link."""

    code_of_conduct: Url | None = Field(None, description="The code of conduct.")
    chat: Url | None = Field(None, description="The chat.")
    contributing: Url | None = Field(None, description="The contributing guide.")
    social: Url | None = Field(None, description="The social network's account.")
    mailing_list: Contact | None = Field(
        None, description="The mailing list: an e-mail address, or a page."
    )
    office_hours: Url | None = Field(None, description="The page about the office hours.")
    private_contact: Contact | None = Field(
        None, description="How to reach the organisers in private: an e-mail address, or a page."
    )

    def over(self, other: "Links") -> "Links":
        """These links, and the other's where one is not set here."""
        return Links(**{**other.model_dump(), **self.model_dump(exclude_none=True)})


class Project(Links):
    """A project, where it differs from the programme's links."""

    name: Line | None = Field(None, description="The name that people know; else the key.")


def _parse_task_or_own(value: object) -> TaskRef | Literal["task"]:
    if value == "task":
        return "task"
    return parse_task(value)


OwnTask = Annotated[
    TaskRef | Literal["task"],
    Spelled(
        _parse_task_or_own, {"title": "owner/name#1 or task", "pattern": "^(task|.+/.+#[0-9]+)$"}
    ),
]


class Proof(Settings):
    """What on GitHub shows that an item is done: exactly one of these."""

    pull_request: Literal["opened", "merged"] | None = Field(
        None, description="The mentee's pull request in a tracked repository: `opened` or `merged`."
    )
    check: Line | None = Field(
        None, description="The name of a check that passed on one of the mentee's pull requests."
    )
    comment: OwnTask | None = Field(
        None, description="The mentee's comment in this issue; `task` means any of their tasks."
    )
    assigned: OwnTask | None = Field(
        None, description="This issue is assigned to the mentee; `task` means any of their tasks."
    )

    @model_validator(mode="after")
    def _exactly_one(self) -> Self:
        if len(self.model_dump(exclude_none=True)) != 1:
            names = ", ".join(f"`{name}`" for name in type(self).model_fields)
            raise ValueError(f"should name exactly one of {names}")
        return self


_NEEDS = [f"{owner}.{name}" for owner in ("links", "project") for name in Links.model_fields]


def _parse_need(value: object) -> str:
    text = text_of(value, "links.chat")
    if text not in _NEEDS:
        raise ValueError(f'"{text}" is not a link{nearest(text, _NEEDS) or "; write links.chat"}')
    return text


Need = Annotated[str, Spelled(_parse_need, {"title": "link", "enum": _NEEDS})]


ITEM_VARIABLES = (
    "projects",
    "tasks",
    "mentors",
    "goal",
    "project",
    "project.id",
    "project.name",
    *_NEEDS,
)
"""What an item's text may be filled with: `projects` and `tasks` are lists, `mentors` is how
many there are, `goal` may be none."""


def _has_known_variables(text: str) -> str:
    for path in _LIQUID.parse(text).global_variable_paths():
        if path not in (*ITEM_VARIABLES, "links"):
            hint = nearest(path, ITEM_VARIABLES) or f"; known are: {', '.join(ITEM_VARIABLES)}"
            raise ValueError(f"the variable `{path}` is not known here{hint}")
    return text


ItemText = Annotated[Template, AfterValidator(_has_known_variables)]


class ChecklistItem(Settings):
    """A to-do. Its text is Markdown on one line with Liquid variables (`links`, `project`, …)."""

    id: Identifier = Field(description="A short name that never changes, for `/mentor done`.")
    text: ItemText = Field(description="What to do, in a line; `{{ links.chat }}` and so on.")
    optional: Flag = Field(False, description="Never late, and not needed to finish.")
    for_mentors: Flag = Field(
        False, description="A to-do of the mentors; the mentee can finish without it."
    )
    proof: Proof | None = Field(None, description="What on GitHub shows that it is done.")
    needs: Need | None = Field(
        None, description="A link without which the item is left out, like `links.chat`."
    )
    projects: tuple[Identifier, ...] = Field(
        (), description="Only for mentees of one of these projects."
    )
    templates: tuple[Identifier, ...] = Field(
        (), description="Only in cohorts that follow one of these templates."
    )
    each_project: Flag = Field(
        False, description="One such item for each of the mentee's projects, as ID-PROJECT."
    )

    @model_validator(mode="after")
    def _project_is_known(self) -> Self:
        if self.needs and self.needs.startswith("project.") and not self.each_project:
            raise ValueError(f"needs `{self.needs}`, which takes `each_project: true` beside it")
        return self


def repeated(items: Iterable[ChecklistItem], key: str) -> Iterator[Problem]:
    """Ids that come twice in the list of a setting. Before projects are filled in, one id may
    stand for the general item and for the one of each project (`chat`, `chat-NAME`)."""
    seen: set[tuple[str, bool]] = set()
    for place, item in enumerate(items):
        if (item.id, item.each_project) in seen:
            yield Problem(f"the id `{item.id}` is there already", (key, place, "id"))
        seen.add((item.id, item.each_project))


def link_of(need: str, links: Links, project: Project | None) -> str | None:
    """The link that an item needs: `links.chat` or `project.chat`."""
    owner, _, name = need.partition(".")
    source: Links | None = links if owner == "links" else project
    value: str | None = getattr(source, name, None)
    return value
