"""Why a meetup's issue, and what is said about it, is there: see `app.model.why`. Pure."""

from app.model.scopes import MEETUP
from app.model.text import Text
from app.model.time import Calendar, local
from app.model.why import Clock, Row, Why, file_of
from app.model.workflow import View
from app.programme.model import Cohort
from workflows.meetup.asked import ASKED, MENTORS, asked_at
from workflows.meetup.dates import AT
from workflows.meetup.plan import PRIVATE, PUBLIC
from workflows.meetup.settings import MeetupSettings
from workflows.meetup.told import MOVED, REMINDER, TOLD


def explain(view: View, key: str) -> Why | None:
    """Why the issue or a comment below it is there; None for a key that is not the meetup's."""
    row, is_issue = view.said.get(key), key in (PUBLIC, PRIVATE)
    is_told = key == REMINDER or key.startswith(MOVED)
    if view.scope.kind != MEETUP or row is None or not (is_issue or is_told):
        return None
    cohort = view.programme.cohort(view.scope.cohort)
    clock = Clock(cohort.timezone, "the cohort's") if cohort is not None else None
    starts = row.parameters.get(AT if is_issue else TOLD)
    dates = (
        Row(what="Opened" if is_issue else "Written", at=row.at, clock=clock),
        *([Row(what="Begins", at=starts, clock=clock)] if starts is not None else []),
    )
    text = Text("meetup/why-issue" if is_issue else "meetup/why-told", {})
    return Why(text, dates, (_in_file(view),))


def explain_question(view: View, key: str) -> Why | None:
    """Why somebody was asked; None for a key that is no such question."""
    row, cohort = view.said.get(key), view.programme.cohort(view.scope.cohort)
    if row is None or key not in (ASKED, MENTORS):
        return None
    asked = [Row(what="Asked", at=row.at)]
    if cohort is not None:
        asked.insert(0, _due(view, cohort))
    return Why(Text("meetup/why-asked", {}), tuple(asked), (_in_file(view),))


def _due(view: View, cohort: Cohort) -> Row:
    """When the question was due, and which of the file's days says so."""
    settings, clock = cohort.section(MeetupSettings), Clock(cohort.timezone, "the cohort's")
    due, where = asked_at(view, cohort, settings), file_of(view.programme, cohort)
    before = Calendar(cohort.timezone).before(cohort.ends, settings.ask_before)
    if local(due, cohort.timezone).date() > before:
        said = "one week after the first day"
        return Row(what="Due", at=due, clock=clock, said=said, where=where)
    setting = f"meetup: {{ask_before: {settings.ask_before}}}"
    return Row(what="Due", at=due, clock=clock, setting=setting, where=where)


def _in_file(view: View) -> Row:
    cohort = view.programme.cohort(view.scope.cohort)
    minutes = cohort.section(MeetupSettings).minutes if cohort is not None else None
    setting = f"meetup: {{minutes: {minutes}}}" if minutes is not None else ""
    return Row(what="In the file", setting=setting, where=file_of(view.programme, cohort))
