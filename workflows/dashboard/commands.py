"""Mentors confirm, before their mentees are told who mentors (row P9). Pure."""

from collections.abc import Iterator, Mapping

from app.commands import CommandSpec
from app.model import events, scopes
from app.model.artefacts import Comment, Verdict
from app.model.facts import Dirty
from app.model.keys import TRACKING
from app.model.mentors import CONFIRM, confirmations, confirmed, counts
from app.model.text import Mention, Text, Value
from app.model.workflow import Context, View
from app.programme.model import Cohort

SPECS = (
    CommandSpec(
        name=CONFIRM,
        usage="confirm",
        does="says that you will mentor in this cohort",
        who="mentors",
        example="confirm",
        arguments="none",
    ),
)


def verdicts(view: View) -> Mapping[str, Verdict]:
    """What becomes of each `confirm`, and of each `undo` that takes one back. Nobody confirms for
    somebody else, organisers neither."""
    no = Verdict(Text("dashboard/only-mentors", {}), refused=True)
    given = {
        key: Verdict() if counts(view, key, known) else no
        for key, known in view.facts.get("command", {}).items()
        if known.data["name"] == CONFIRM
    }
    return given | dict.fromkeys(confirmations(view).undos, Verdict())


def unconfirmed(view: View, cohort: Cohort) -> list[str]:
    """The mentors who are still asked, each once, in the order of the file."""
    if not cohort.confirm_mentors:
        return []
    sure = confirmed(view)
    mentors = {mentor.lower(): mentor for group in cohort.groups for mentor in group.mentors}
    return [mentor for key, mentor in mentors.items() if key not in sure]


def ask(view: View, cohort: Cohort) -> Iterator[Comment]:
    """Each mentor is asked once. Whom the gate left out, because they were away or it was night for
    them, is asked in the next comment, like those who join the file later."""
    before = [
        row
        for key, row in view.said.items()
        if key.startswith("ask:") and row.status in ("there", "gone")
    ]
    asked = {login.lower() for row in before for login in row.parameters.get("to", ())}
    mentors = [m for m in unconfirmed(view, cohort) if m.lower() not in asked]
    if not mentors:
        return
    people: list[Value] = [Mention(mentor) for mentor in mentors]
    yield Comment(
        key=f"ask:{len(before)}",
        on=TRACKING,
        text=Text("dashboard/confirm", {"mentors": people, "cohort": cohort.name}),
        notify=tuple(mentors),
    )


def record(event: events.Event, context: Context) -> Iterator[Dirty]:
    """What a mentor says in the tracking issue may change the issues that name them."""
    if not isinstance(event, events.CommentEvent):
        return
    place = context.place(event.repository.id, f"#{event.issue.number}")
    cohort = _confirming(place, context) if place is not None else None
    if place is None or cohort is None:
        return
    for group in cohort.groups:
        if event.sender.login.lower() in {mentor.lower() for mentor in group.mentors}:
            for mentee in group.mentees:
                yield Dirty(scopes.mentee(scopes.parse(place).home, cohort.id, mentee.login))


def _confirming(place: str, context: Context) -> Cohort | None:
    """The cohort whose tracking issue this is, if its mentors are asked."""
    scope = scopes.parse(place)
    programme = context.programmes.get(scope.home)
    if scope.kind != "cohort" or programme is None:
        return None
    cohort = programme.cohort(scope.cohort)
    return cohort if cohort is not None and cohort.confirm_mentors else None
