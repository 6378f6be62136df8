"""Why something of ours is on GitHub, told to somebody who is new here: the rule, the dates that
count, what made it. Pure data; `app.explaining` shows it."""

from dataclasses import dataclass
from datetime import date
from textwrap import shorten

from app.model.facts import Known
from app.model.order import instant
from app.model.text import Text
from app.programme.model import Cohort, Programme


@dataclass(frozen=True, slots=True)
class Spot:
    """An issue or pull request, or a comment in it (by its id)."""

    repository: str
    number: int
    comment: int | None = None


@dataclass(frozen=True, slots=True)
class File:
    """A file on a repository's default branch."""

    repository: str
    path: str


LONGEST = 100
"""Characters of a line that is told back."""

Where = Spot | File | str
"""Where something can be looked up; a `str` is an address that GitHub gave."""


@dataclass(frozen=True, slots=True)
class Clock:
    """A clock on somebody's wall: a zone of the IANA database, and whose it is ("maya's")."""

    zone: str
    whose: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the table. All of it may hold people's words, and is shown as plain text.

    `at` is Unix seconds or a local day; without a `clock` whoever reads sees it on their own.
    `setting` is what the programme's file says, in the file's own spelling.
    """

    what: str
    said: str = ""
    at: float | date | None = None
    clock: Clock | None = None
    setting: str = ""
    where: Where | None = None


@dataclass(frozen=True, slots=True)
class Why:
    """The rule in a few sentences, the dates that count, and what made it."""

    rule: Text
    dates: tuple[Row, ...] = ()
    made_by: tuple[Row, ...] = ()


def clock_of(programme: Programme, login: str, *, private: bool) -> Clock | None:
    """A person's clock; None where those who read may not know their zone (R5). `private`: they
    are few, because it is shown in a private repository."""
    person = programme.person(login)
    if person.zone_own:
        return None
    if person.zone_assumed:
        return Clock(person.timezone, "the programme's")
    return Clock(person.timezone, f"{person.login}'s") if person.public or private else None


def file_of(programme: Programme, cohort: Cohort | None) -> File | None:
    """The file that declares a cohort; the programme's first one where the cohort is over."""
    home = (cohort.home if cohort else programme.home).lower()
    found = ((name, path) for name, path in programme.files if name.lower() == home)
    return next((File(*each) for each in found), None)


def command_row(known: Known, what: str) -> Row:
    """Somebody's command, with a link to the comment in which they wrote it."""
    data = known.data
    return Row(
        what=what,
        said=f"{data['by']} wrote “{shorten(data['line'], LONGEST, placeholder='…')}”",
        at=instant(known.order),
        where=Spot(data["repository"], data["number"], data["comment"]),
    )
