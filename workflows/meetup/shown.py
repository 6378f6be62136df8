"""What the meetup's issue shows: agenda, hours, the announcement. Pure."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.model.text import Link, Markdown, Text, Value
from app.model.time import local
from app.model.workflow import View
from app.programme.model import Cohort, Person
from workflows.meetup import boxes, learned
from workflows.meetup.agenda import Agenda, agenda
from workflows.meetup.dates import FEWEST, Evening, part_of
from workflows.meetup.evening import strain
from workflows.meetup.heard import Heard, Talk
from workflows.meetup.settings import MeetupSettings

MOST_ZONES = 6
"""Zones of an announcement, with UTC."""

MOST_ROWS, MOST_NAMES = 10, 10
"""Zones with a bad hour that are listed, and people in each: a body has an end."""

_ALL_DATES = "this evening, to subscribe to"
"""The words of the link to the calendar feed: its address is long."""


@dataclass(frozen=True, slots=True)
class Shown:
    """All that an issue (by its key) is about."""

    key: str
    evening: Evening
    heard: Heard
    talks: Sequence[Talk]

    @property
    def is_on(self) -> bool:
        """Whether there are talks enough, and there is or was an evening for them."""
        return len(self.talks) >= FEWEST and self.evening.starts is not None

    @property
    def whom(self) -> tuple[str, ...]:
        """Who leads and who speaks, each once."""
        names = (self.heard.host, *(talk.by for talk in self.talks))
        return tuple({name.lower(): name for name in names if name}.values())


def values(view: View, cohort: Cohort, meetup: Shown) -> dict[str, Value]:
    """What the issue's text is filled with."""
    settings, evening = cohort.section(MeetupSettings), meetup.evening
    plan_ = _agenda(settings, meetup)
    calendar = view.calendar if evening.starts is not None and not cohort.private else None
    return {
        "cohort": cohort.name,
        "phase": _phase(meetup),
        "at": evening.starts,
        "zone": cohort.timezone,
        "proposed": evening.proposed is not None,
        "minutes": settings.minutes,
        "talk_minutes": settings.talk_minutes,
        "question_minutes": settings.question_minutes,
        "items": list(_items(cohort, meetup, plan_)),
        "left_out": list(_left_out(meetup, plan_)),
        "needed": plan_.needed,
        "shorter": plan_.shorter,
        "bad": [] if evening.over else list(_bad(view, cohort, meetup, settings.minutes)),
        "host": meetup.heard.host,
        "url": Link(settings.url) if settings.url else None,
        "calendar": Link(calendar, _ALL_DATES) if calendar else None,
        **learned.values(view, cohort, over=evening.over),
        "boxes": [
            {"id": Markdown(name), "done": done} for name, done in boxes.ticked(view.facts).items()
        ],
    }


def _phase(meetup: Shown) -> str:
    if meetup.evening.over:
        return "over" if meetup.is_on else "missed"
    return "on" if len(meetup.talks) >= FEWEST else "few"


# ---- the agenda ----------------------------------------------------------------------------------


def _agenda(settings: MeetupSettings, meetup: Shown) -> Agenda:
    lengths = (settings.minutes, settings.talk_minutes, settings.question_minutes)
    return agenda(len(meetup.talks), *lengths)


def fitting(cohort: Cohort, meetup: Shown) -> Sequence[Talk]:
    """The talks for which there is time."""
    return meetup.talks[: len(_agenda(cohort.section(MeetupSettings), meetup).offsets)]


def _items(cohort: Cohort, meetup: Shown, plan_: Agenda) -> Iterator[Mapping[str, Any]]:
    """What fits, with the hour on the cohort's clock ("" as long as there is none). What everybody
    learned comes last, and is nobody's (`by` is "")."""
    starts = meetup.evening.starts
    for offset, talk in zip(plan_.offsets, [*meetup.talks, None], strict=False):
        at = "" if starts is None else f"{local(starts + offset * 60, cohort.timezone):%H:%M}"
        yield {"at": at, **_talk(talk)}


def _talk(talk: Talk | None) -> Mapping[str, Any]:
    return (talk or Talk("", "", ""))._asdict()


def _left_out(meetup: Shown, plan_: Agenda) -> Iterator[Mapping[str, Any]]:
    for talk in [*meetup.talks, None][len(plan_.offsets) :]:
        yield _talk(talk)


# ---- hours ---------------------------------------------------------------------------------------


def _shown_person(person: Person, cohort: Cohort) -> bool:
    """Whether readers of the issue may know somebody's zone (R5), and it is known at all."""
    may = (person.public or cohort.private) and not person.zone_own
    return may and not person.zone_assumed


def _zones(view: View, cohort: Cohort, meetup: Shown) -> dict[str, list[str]]:
    """The people of each zone, of those who are expected and whose zone may be shown."""
    found: dict[str, list[str]] = {}
    starts = meetup.evening.starts
    day = cohort.ends if starts is None else local(starts, cohort.timezone).date()
    for login in part_of(view, cohort, day, {who.lower() for who in meetup.whom}):
        person = view.programme.person(login)
        if _shown_person(person, cohort):
            found.setdefault(person.timezone, []).append(login)
    return found


def _bad(view: View, cohort: Cohort, meetup: Shown, minutes: int) -> Iterator[Mapping[str, Any]]:
    """For whom it is early or night, as far as that may be shown."""
    starts = meetup.evening.starts
    if starts is None:
        return
    rows = [
        {
            "zone": zone,
            "names": names[:MOST_NAMES],
            "more": max(0, len(names) - MOST_NAMES),
            "strain": bad,
        }
        for zone, names in _zones(view, cohort, meetup).items()
        if (bad := strain(starts, minutes, zone)) is not None
    ]
    yield from rows[:MOST_ROWS]


# ---- the announcement ----------------------------------------------------------------------------


def announcement(view: View, cohort: Cohort, meetup: Shown) -> Text | None:
    """The text to be sent around; none as long as there is nothing to announce, nor afterwards."""
    if not meetup.is_on or meetup.evening.over:
        return None
    settings, conduct = cohort.section(MeetupSettings), cohort.links.code_of_conduct
    return Text(
        "meetup/announcement",
        {
            "cohort": cohort.name,
            "at": meetup.evening.starts,
            "minutes": settings.minutes,
            "zones": zones(cohort.timezone, _zones(view, cohort, meetup)),
            "items": list(_items(cohort, meetup, _agenda(settings, meetup))),
            "host": meetup.heard.host,
            "url": Link(settings.url) if settings.url else None,
            "conduct": Link(conduct) if conduct else None,
        },
    )


def zones(own: str, people: Mapping[str, Sequence[str]]) -> list[str]:
    """The zones in which the hour is told: the cohort's own, those of most people, and UTC."""
    counts = Counter({zone: len(names) for zone, names in people.items()})
    others = sorted(counts, key=lambda zone: (-counts[zone], zone))
    chosen = [zone for zone in dict.fromkeys((own, *others)) if zone != "UTC"]
    return [*chosen[: MOST_ZONES - 1], "UTC"]
