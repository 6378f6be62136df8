"""What was learned, once a retrospective is over: ready to be published, and handed on to the next
cohorts (row T6). Pure."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from app.model import scopes
from app.model.artefacts import Comment, Mail, Plan
from app.model.facts import Fact
from app.model.learnings import LEARNED, Learned
from app.model.text import Link, Mention, Text, Value
from app.model.workflow import View
from app.programme.model import Cohort
from workflows.retrospective.commands import LEARNING
from workflows.retrospective.heard import Entry, Heard
from workflows.retrospective.mailing import (
    WITHIN,
    announcing,
    goes_at,
    is_withheld,
    list_of,
    mailed,
)
from workflows.retrospective.state import KEY, Here
from workflows.retrospective.where import is_private

PUBLISHED = "published"

ORIGIN = "from"
"""The parameter in which the issue keeps whose learnings these are, once they are published: the
cohort may be deleted from the file."""


def learnings(entries: Mapping[str, Entry]) -> list[Entry]:
    """What stands, in order."""
    return [each for each in entries.values() if each.kind == LEARNING and not each.back]


def shown(entry: Entry) -> dict[str, Any]:
    """A learning as texts have it."""
    return {"verb": entry.verb, "text": entry.text, "owner": entry.owner, "due": entry.due}


def published(view: View, found: Here, heard: Heard, result: Plan) -> Iterator[Comment | Mail]:
    """The text for the mailing list and the slides, and the mail; nothing where nothing was
    learned, or all of it was taken back."""
    stand = learnings(heard.entries)
    if not stand or (PUBLISHED not in view.said and view.now > found.dates.over + WITHIN):
        return
    values: dict[str, Value] = {
        "group": found.group.name,
        "cohort": found.cohort.name,
        "learnings": [_published(view, found.cohort, each) for each in stand],
    }
    yield _comment(view, found, values)
    subject = Text("retrospective/mail-subject", _subject(values))
    text = Text("retrospective/mail", {**values, "sent": True})
    yield from mailed(view, found, PUBLISHED, subject, text, result)


def _comment(view: View, found: Here, values: Mapping[str, Value]) -> Comment:
    to, at = list_of(view, found), goes_at(view, found)
    address = found.cohort.links.mailing_list
    about: dict[str, Value] = {
        "mentors": [Mention(login) for login in found.group.mentors],
        "list": Link(address) if address else None,
        "goes": at if to is not None else None,
        "zone": found.zone,
        "withheld": is_withheld(view, found),
    }
    then = (
        Text("retrospective/mail-subject", _subject(values)),
        Text("retrospective/mail", {**values, "sent": False}),
        Text("retrospective/slides", values),
    )
    return Comment(
        key=PUBLISHED,
        on=KEY,
        text=Text("retrospective/published", about, then),
        notify=found.group.mentors,
        parameters=announcing(to, at),
        private=is_private(view, found),
    )


def _subject(values: Mapping[str, Value]) -> dict[str, Value]:
    return {name: values[name] for name in ("group", "cohort")}


def _published(view: View, cohort: Cohort, entry: Entry) -> dict[str, Any]:
    """Only the words, and an owner whom everybody may know."""
    may = bool(entry.owner) and (not cohort.private or view.programme.person(entry.owner).public)
    return {"verb": entry.verb, "text": entry.text, "owner": entry.owner if may else ""}


# ---- the next cohorts ----------------------------------------------------------------------------


def origin(found: Here) -> list[str]:
    """Whose learnings these are."""
    cohort = found.cohort
    return [cohort.home, cohort.starts.isoformat(), cohort.name, found.group.name]


def handed_on(view: View, entries: Mapping[str, Entry]) -> Iterator[Fact]:
    """What the cohorts that begin later, in the same place, are to know; once it is published."""
    kept = _origin_of(view)
    if kept is None:
        return
    home, starts, cohort, group = kept
    for later in _later(view, home, date.fromisoformat(starts)):
        scope = scopes.cohort(view.scope.home, later.id)
        for key, entry in entries.items():
            if entry.kind == LEARNING:
                told = Learned(entry.text, entry.verb, cohort, group, gone=bool(entry.back))
                name, order = f"{view.scope.rest}/{key}", entry.back or entry.order
                yield Fact(scope, LEARNED, name, order, told._asdict())


def waits_for_a_cohort(view: View) -> bool:
    """Whether nobody is there yet to whom it could be handed on: whoever comes next is in the file
    some day, and this group is not any more."""
    kept = _origin_of(view)
    return kept is not None and not _later(view, kept[0], date.fromisoformat(kept[1]))


def _origin_of(view: View) -> list[str] | None:
    row = view.said.get(KEY)
    return row.parameters.get(ORIGIN) if row is not None else None


def _later(view: View, home: str, starts: date) -> list[Cohort]:
    cohorts = view.programme.cohorts
    return [each for each in cohorts if each.home == home and each.starts > starts]
