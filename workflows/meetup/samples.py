"""Made-up values for the meetup's texts."""

from collections.abc import Mapping

from app.model.text import Link, Markdown, Mention, Value
from workflows.meetup.boxes import NAMES
from workflows.meetup.heard import MOST

AT = 1_795_021_200.0
"""A Wednesday in November, 18:00 in Berlin."""

MAYA, BARTEK = Mention("maya"), Mention("bartek")
ITEMS: list[Value] = [
    {
        "at": "18:00",
        "by": "maya",
        "title": "How I made the parser fast, @bartek",
        "about": "What was slow.\n\n- /mentor done chat",
    },
    {"at": "18:25", "by": "ravi", "title": "My first tests", "about": ""},
    {"at": "18:50", "by": "", "title": "", "about": ""},
]
LEFT_OUT: list[Value] = [
    {"by": "li", "title": "A map of the code", "about": ""},
    {"by": "", "title": "", "about": ""},
]
URL = Link("https://meet.acme.example/mentees")
DRAFT: Mapping[str, Value] = {"verb": "change", "text": "Draft early, @bartek"}
TEA: Mapping[str, Value] = {"verb": "", "text": "Tea on Mondays"}
ISSUE: Mapping[str, Value] = {
    "cohort": "Autumn",
    "phase": "on",
    "at": AT,
    "zone": "Europe/Berlin",
    "proposed": True,
    "minutes": 120,
    "talk_minutes": 20,
    "question_minutes": 5,
    "items": ITEMS,
    "left_out": [],
    "needed": 75,
    "shorter": None,
    "bad": [
        {"zone": "Asia/Kolkata", "names": ["maya", "ravi"], "more": 0, "strain": "night"},
        {"zone": "America/Los_Angeles", "names": ["li"], "more": 3, "strain": "early"},
    ],
    "host": "bartek",
    "url": URL,
    "calendar": Link("https://cairn.example/calendar/abc.ics", "this evening, to subscribe to"),
    "learned": [
        {"id": Markdown("1"), "done": False, "group": "engine", **DRAFT},
        {"id": Markdown("2"), "done": True, "group": "ui", **TEA},
    ],
    "first": 5,
    "chosen": [TEA],
    "boxes": [{"id": Markdown(name), "done": name == "webinar"} for name in NAMES],
}
FULL: Mapping[str, Value] = {
    **ISSUE,
    "learned": [],
    "chosen": [],
    "proposed": False,
    "minutes": 50,
    "items": ITEMS[:2],
    "left_out": LEFT_OUT,
    "needed": 100,
    "bad": [],
    "host": "",
    "url": None,
    "calendar": None,
}
UNDATED: list[Value] = [{"at": "", "by": "maya", "title": "My first tests", "about": ""}]
FEW: Mapping[str, Value] = {**FULL, "phase": "few", "at": None, "items": UNDATED, "shorter": 12}
OVER: Mapping[str, Value] = {**ISSUE, "phase": "over", "bad": [], "calendar": None}
ANNOUNCED: Mapping[str, Value] = {
    "cohort": "Autumn",
    "at": AT,
    "minutes": 120,
    "zones": ["Europe/Berlin", "Asia/Kolkata", "America/New_York", "UTC"],
    "items": ITEMS,
    "host": "bartek",
    "url": URL,
    "conduct": Link("https://acme.example/conduct"),
}

SAMPLES: Mapping[str, list[Mapping[str, Value]]] = {
    "meetup/announcement": [
        ANNOUNCED,
        {**ANNOUNCED, "host": "", "url": None, "conduct": None},
    ],
    "meetup/asked": [
        {"mentee": MAYA, "cohort": "Autumn", "talk_minutes": 20, "question_minutes": 5}
    ],
    "meetup/ended": [{}],
    "meetup/issue": [ISSUE, FULL, FEW, OVER, {**FEW, "phase": "missed", "left_out": []}],
    "meetup/issue.title": [{"cohort": "Autumn"}],
    "meetup/mentors": [{"people": [BARTEK, Mention("kemal")], "cohort": "Autumn", "minutes": 120}],
    "meetup/moved": [
        {"people": [MAYA, BARTEK], "was": AT - 86400 * 7, "at": AT, "zone": "Europe/Berlin"},
        {"people": [MAYA, BARTEK], "was": AT, "at": None, "zone": "Europe/Berlin"},
        {"people": [MAYA, BARTEK], "was": None, "at": AT, "zone": "Europe/Berlin"},
    ],
    "meetup/refused": [
        {"reason": reason, "host": "bartek", "most": MOST}
        for reason in ("empty", "over", "who", "no-part", "taken", "place", "many", "full")
    ],
    "meetup/reminder": [
        {"people": [MAYA, BARTEK], "host": "bartek", "at": AT, "zone": "Europe/Berlin", "url": URL},
        {"people": [MAYA], "host": "", "at": AT, "zone": "Europe/Berlin", "url": None},
    ],
}
