"""What is told below the issue: a reminder, and a correction where the evening moved after it
(rule 5). Pure.

What was told last stands in the comments. So what moves back before it was told comes to nothing,
and two moves become one comment.
"""

from collections.abc import Iterator

from app.model.artefacts import Comment
from app.model.facts import Ledger, Said
from app.model.text import Link, Mention, Text, Value
from app.model.time import Calendar, at, local
from app.model.workflow import View
from app.programme.model import Cohort
from workflows.meetup.dates import MORNING
from workflows.meetup.settings import MeetupSettings
from workflows.meetup.shown import Shown

REMINDER, MOVED = "reminder", "moved:"

TOLD = "told"
"""The parameter in which a comment keeps the instant that it named (None: that there is none)."""

DAYS_BEFORE = 2
"""Working days, in the cohort's zone, between the reminder and the evening."""


def reminds_at(starts: float, zone: str) -> float:
    """When the reminder is due (Unix seconds)."""
    day = Calendar(zone).working_days_before(local(starts, zone).date(), DAYS_BEFORE)
    return at(day, MORNING, zone)


def told(view: View, cohort: Cohort, meetup: Shown) -> Iterator[Comment]:
    """What is due: to those who lead or speak."""
    starts, zone = meetup.evening.starts, cohort.timezone
    last = _last(view.said)
    if meetup.evening.over or not meetup.whom:
        return
    if last is not None:
        was = last.parameters[TOLD]
        if was != starts and max(was or 0.0, starts or 0.0) > view.now:
            yield _moved(view, cohort, meetup, was)
    elif meetup.is_on and starts is not None and reminds_at(starts, zone) <= view.now < starts:
        yield _reminder(cohort, meetup, starts)


def _rows(said: Ledger) -> list[Said]:
    """The comments that told something, also where people deleted them."""
    return [
        row
        for key, row in said.items()
        if (key == REMINDER or key.startswith(MOVED)) and row.status in ("there", "gone")
    ]


def _last(said: Ledger) -> Said | None:
    return max(_rows(said), key=lambda row: row.at, default=None)


def _reminder(cohort: Cohort, meetup: Shown, starts: float) -> Comment:
    settings = cohort.section(MeetupSettings)
    text: dict[str, Value] = {
        "people": [Mention(login) for login in meetup.whom],
        "host": meetup.heard.host,
        "at": starts,
        "zone": cohort.timezone,
        "url": Link(settings.url) if settings.url else None,
    }
    return _comment(REMINDER, Text("meetup/reminder", text), cohort, meetup)


def _moved(view: View, cohort: Cohort, meetup: Shown, was: float | None) -> Comment:
    text: dict[str, Value] = {
        "people": [Mention(login) for login in meetup.whom],
        "was": was,
        "at": meetup.evening.starts,
        "zone": cohort.timezone,
    }
    key = f"{MOVED}{len(_rows(view.said))}"
    return _comment(key, Text("meetup/moved", text), cohort, meetup)


def _comment(key: str, text: Text, cohort: Cohort, meetup: Shown) -> Comment:
    return Comment(
        key=key,
        on=meetup.key,
        text=text,
        notify=meetup.whom,
        parameters={TOLD: meetup.evening.starts},
        private=cohort.private,
    )
