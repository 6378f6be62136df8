"""Why the summary and its comments are there: see `app.model.why`. Pure."""

from app.model.sections.pull_requests import PullRequestSettings
from app.model.text import Text
from app.model.why import Clock, Row, Why, file_of
from app.model.workflow import View
from app.programme.model import Cohort
from workflows.summary.plan import SUMMARY
from workflows.summary.rhythm import weeks
from workflows.summary.settings import SummarySettings


def explain(view: View, key: str) -> Why | None:
    """Why an artefact of the summary is there; None for a key of others."""
    row, cohort = view.said.get(key), view.programme.cohort(view.scope.cohort)
    kind, _, week = key.partition(":")
    if view.scope.kind != "cohort" or row is None or cohort is None:
        return None
    if kind not in (SUMMARY, "week"):
        return None
    clock = Clock(cohort.timezone, "the cohort's")
    written = Row(what="Written", at=row.at, clock=clock)
    due = _due(view, cohort, week or str(row.parameters.get("week", "")), clock)
    text = Text(f"summary/why-{'page' if kind == SUMMARY else 'week'}", {"cohort": cohort.name})
    return Why(text, (*due, written), (_waits(view, cohort),) if kind == "week" else ())


def _due(view: View, cohort: Cohort, key: str, clock: Clock) -> tuple[Row, ...]:
    """By today's file; nothing where its day has moved since."""
    settings = cohort.section(SummarySettings)
    found = next((week for week in weeks(cohort) if week.key == key), None)
    if found is None:
        return ()
    setting = f'summary: {{day: {settings.day}, at: "{settings.at:%H:%M}"}}'
    where = file_of(view.programme, cohort)
    return (Row(what="Due", at=found.due, clock=clock, setting=setting, where=where),)


def _waits(view: View, cohort: Cohort) -> Row:
    after = cohort.section(PullRequestSettings).waiting_after
    setting = f"pull_requests: {{waiting_after: {after}}}"
    return Row(what="A while", setting=setting, where=file_of(view.programme, cohort))
