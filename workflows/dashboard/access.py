"""Mentees who cannot read the private repository, where their issues are to go on (decision 013):
shown on the mentors' page, and told once to whoever can change that. Pure.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from app.model import scopes
from app.model.artefacts import Comment
from app.model.home import UNREAD
from app.model.text import Mention, Text, Value
from app.model.workflow import View
from app.programme.model import Cohort

ACCESS = "access:"
"""How the keys of comments begin; their number follows."""

ABOUT = "unread"
"""The parameter in which a comment keeps whom it names, in lower case."""


class Unread(NamedTuple):
    """A mentee who cannot read there, and their main mentor."""

    login: str
    mentor: str


def unread(view: View, cohort: Cohort) -> Iterator[Unread]:
    """Those mentees, in the order of the file."""
    for group in cohort.groups:
        for mentee in group.mentees:
            card = view.cards.get(scopes.mentee(view.scope.home, cohort.id, mentee.login), {})
            if card.get(UNREAD):
                yield Unread(mentee.login, group.mentors[0])


def section(found: Sequence[Unread]) -> tuple[Text, ...]:
    """What the page says of them."""
    logins = [each.login for each in found]
    return (Text("dashboard/unread", {"mentees": logins}),) if logins else ()


def ask_for_access(
    view: View, cohort: Cohort, found: Sequence[Unread], *, on: str
) -> Iterator[Comment]:
    """One comment about all who were not named before; nobody is named twice."""
    before = [row for key, row in view.said.items() if key.startswith(ACCESS)]
    named = {login for row in before for login in row.parameters.get(ABOUT, ())}
    new = [each for each in found if each.login.lower() not in named]
    if new:
        people = _people(view, new)
        values: dict[str, Value] = {
            "people": [Mention(login) for login in people],
            "cohort": cohort.name,
            "mentees": [each.login for each in new],
        }
        yield Comment(
            key=f"{ACCESS}{len(before) + 1}",
            on=on,
            text=Text("dashboard/access", values),
            notify=people,
            parameters={ABOUT: [each.login.lower() for each in new]},
            private=True,
        )


def _people(view: View, found: Sequence[Unread]) -> tuple[str, ...]:
    """The organisers; where the file names teams only, mentors, who know whom to ask."""
    organisers = tuple(login for login in view.programme.organisers if "/" not in login)
    return organisers or tuple(dict.fromkeys(each.mentor for each in found))
