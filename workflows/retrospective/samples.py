"""Made-up values for the retrospective's texts."""

from collections.abc import Mapping

from app.model.text import Link, Mention, Value
from workflows.retrospective.heard import MOST

AT, READ, POSTS, OVER = 1_795_611_600.0, 1_795_611_900.0, 1_795_075_200.0, 1_796_079_540.0
ME, DOC = Link("https://cairn.example/me"), Link("https://docs.acme.example/looking-back")
LEARNINGS: list[Value] = [
    {"verb": "change", "text": "Draft early, @bartek.", "owner": "bartek", "due": "2026-12-04"},
    {"verb": "keep", "text": "Pairing on Tuesdays", "owner": "", "due": ""},
    {"verb": "", "text": "/mentor done chat", "owner": "", "due": ""},
]
EXPLANATION: Mapping[str, Value] = {
    "group": "Engine",
    "cohort": "Autumn",
    "at": AT,
    "read": READ,
    "zone": "Europe/Berlin",
    "together": True,
    "minutes": 5,
    "well": "What we did well",
    "better": "What we could do better",
    "before_project": True,
    "doc": None,
    "me": ME,
    "private": True,
    "list": None,
}
PREPARED: Mapping[str, Value] = {
    "mentors": [Mention("bartek")],
    "mentees": 2,
    "together": True,
    "group": "Engine",
    "at": AT,
    "zone": "Europe/Berlin",
    "posts": POSTS,
    "spoke": False,
}
ISSUE: Mapping[str, Value] = {
    "phase": "writing",
    "group": "Engine",
    "cohort": "Autumn",
    "zone": "Europe/Berlin",
    "read": READ,
    "over": OVER,
    "well": "What we did well",
    "better": "What we could do better",
    "heading": "Learnings",
    "worked": [],
    "missed": [],
    "learnings": [],
    "waiting": ["maya", "kemal"],
    "before_project": True,
    "doc": None,
    "me": ME,
    "private": True,
    "list": None,
    "sent": None,
    "goes": None,
}
NOTED: Mapping[str, Value] = {
    **ISSUE,
    "phase": "learnings",
    "worked": ["We paired every Tuesday, @kemal.", "/mentor done chat"],
    "missed": ["Smaller pull requests | please"],
    "learnings": LEARNINGS,
    "waiting": [],
}
BEGINS: Mapping[str, Value] = {
    "people": [Mention("maya"), Mention("bartek")],
    "group": "Engine",
    "read": READ,
    "zone": "Europe/Berlin",
    "minutes": 5,
    "me": ME,
}
MOVED: Mapping[str, Value] = {
    "people": [Mention("bartek")],
    "group": "Engine",
    "was": AT,
    "at": OVER,
    "zone": "Europe/Berlin",
    "explained": False,
    "together": True,
    "mentees": 2,
}
LIST = Link("mentoring@acme.example")
PUBLISHED: Mapping[str, Value] = {
    "mentors": [Mention("bartek")],
    "list": LIST,
    "goes": OVER,
    "zone": "Europe/Berlin",
    "withheld": False,
}
SUBJECT: Mapping[str, Value] = {"group": "Engine", "cohort": "Autumn"}
MAIL: Mapping[str, Value] = {**SUBJECT, "learnings": LEARNINGS, "sent": True}
UNSENT: Mapping[str, Value] = {"mentors": [Mention("bartek")], "list": LIST}

SAMPLES: Mapping[str, list[Mapping[str, Value]]] = {
    "retrospective/begins": [BEGINS, {**BEGINS, "me": None, "minutes": 1}],
    "retrospective/explained": [{"mentees": [Mention("maya")]}],
    "retrospective/explanation": [
        EXPLANATION,
        {**EXPLANATION, "me": None, "together": False, "before_project": False},
        {**EXPLANATION, "me": None, "private": False, "minutes": 1},
        {**EXPLANATION, "me": None, "doc": DOC, "list": LIST},
    ],
    "retrospective/issue": [
        ISSUE,
        {**ISSUE, "me": None, "waiting": [], "before_project": False},
        {**ISSUE, "me": None, "private": False},
        NOTED,
        {**NOTED, "worked": [], "missed": [], "learnings": [], "doc": DOC, "me": None},
        {**NOTED, "phase": "over"},
        {**ISSUE, "phase": "over"},
        {**NOTED, "list": LIST},
        {**NOTED, "phase": "over", "list": LIST, "goes": OVER},
        {**NOTED, "phase": "over", "list": LIST, "sent": OVER},
    ],
    "retrospective/issue.title": [{"group": "Engine", "cohort": "Autumn"}],
    "retrospective/mail": [MAIL, {**MAIL, "sent": False}],
    "retrospective/mail-subject": [SUBJECT],
    "retrospective/moved": [
        MOVED,
        {**MOVED, "explained": True},
        {**MOVED, "together": False, "mentees": 1},
    ],
    "retrospective/prepared": [
        PREPARED,
        {**PREPARED, "mentors": [], "spoke": True},
        {**PREPARED, "together": False, "mentees": 1},
    ],
    "retrospective/published": [
        PUBLISHED,
        {**PUBLISHED, "goes": None},
        {**PUBLISHED, "list": None, "goes": None},
        {**PUBLISHED, "goes": None, "withheld": True},
    ],
    "retrospective/refused": [
        {"reason": reason, "most": MOST} for reason in ("who", "over", "empty", "many", "full")
    ],
    "retrospective/slides": [{**SUBJECT, "learnings": LEARNINGS}],
    "retrospective/undecided": [{"reason": reason} for reason in ("number", "organisers")],
    "retrospective/unsent": [
        {**UNSENT, "why": why} for why in ("failed", "unknown", "changed", "late")
    ],
}
