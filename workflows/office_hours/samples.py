"""Made-up values for the office hours' texts."""

from collections.abc import Mapping

from app.model.text import Link, Value
from workflows.office_hours.agenda import MOST

MEETING: Mapping[str, Value] = {
    "title": "Community office hours",
    "at": 1_788_447_600.0,
    "zone": "Europe/Berlin",
    "minutes": 60,
    "hosts": ["Bartek", "kemal", "sam"],
    "elsewhere": [
        {"zone": "Europe/London", "names": ["Bartek"]},
        {"zone": "America/New_York", "names": ["kemal", "sam"]},
    ],
    "url": Link("https://meet.acme.example/office"),
    "skipped": ["2026-12-24", "2027-01-07"],
    "last": 7,
    "calendar": Link("https://cairn.example/calendar/abc.ics", "all dates, to subscribe to"),
    "gone": False,
    "topics": [
        {"by": "maya", "text": "How do I test a change of the parser, @bartek?"},
        {"by": "li", "text": "/mentor done chat"},
    ],
}
FIRST: Mapping[str, Value] = {
    **MEETING,
    "minutes": 1,
    "hosts": ["bartek"],
    "elsewhere": [],
    "url": None,
    "skipped": [],
    "last": None,
    "calendar": None,
    "topics": [],
}

SAMPLES: Mapping[str, list[Mapping[str, Value]]] = {
    "office_hours/meeting": [
        MEETING,
        FIRST,
        {**MEETING, "gone": True},
        {**FIRST, "gone": True},
    ],
    "office_hours/meeting.title": [{"title": "Community office hours", "on": "2026-09-03"}],
    "office_hours/refused": [
        {"reason": reason, "most": MOST} for reason in ("empty", "over", "many", "full")
    ],
}
