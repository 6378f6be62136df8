"""Made-up values for the texts of help sessions."""

from collections.abc import Mapping
from typing import Any

from app.model.text import Link, Markdown, Mention, Value

_WHEN = {"region": "amer", "weekday": "Tuesday", "on": "2026-12-01"}


def request(what: str, text: str, **more: Value) -> Mapping[str, Any]:
    """A request of a list."""
    plain: Mapping[str, Value] = {
        "what": Markdown(what),
        "here": False,
        "by": ["maya"],
        "text": text,
        "urgent": False,
        "experts": [],
        "outcome": None,
        "expert": "",
    }
    return {**plain, **more}


_OPEN = [
    request("acme/engine#12", "The parser drops the last line.", urgent=True, experts=["sam"]),
    request("acme/support#4", "A slow query.", by=["ravi", "li"], experts=["noor", "kim"]),
    request("r1", "How do I say no to a meeting?", here=True),
]
_DONE = [
    request("acme/engine#9", "Flaky test.", outcome="Run it a hundred times.", urgent=True),
    request("r2", "Where are the logs?", here=True, outcome="Ask noor.", expert="noor"),
]
SESSION: Mapping[str, Any] = {
    **_WHEN,
    "at": "11:00",
    "place": "New York",
    "own": {"hour": "10:00", "place": "Chicago"},
    "minutes": 60,
    "leader": Mention("maya"),
    "requests": [*_OPEN, *_DONE],
    "more": 2,
    "prepare": 15,
    "public": True,
    "contact": Link("mentoring@acme.example"),
}
_NEXT: Mapping[str, Any] = {
    "region": "amer",
    "at": 1796140800.0,
    "zone": "Asia/Kolkata",
    "leader": "sam",
    "listed": True,
}
MISSING: Mapping[str, Any] = {
    "who": Mention("maya"),
    "own": True,
    "missing": ["problem", "tried", "links", "minutes"],
    "minutes": 15,
    "public": True,
    "session": _NEXT,
}
_SETTLED: Mapping[str, Any] = {
    "askers": [Mention("maya")],
    "text": "Run it with the profiler first.",
    "by": "sam",
    "expert": None,
    "pair": None,
}
_REASONS = ("empty", "none", "closed", "who", "words", "nothing", "elsewhere")

_PRIVATE: Mapping[str, Value] = {"public": False, "contact": None}

SAMPLES: Mapping[str, list[Mapping[str, Any]]] = {
    "help_sessions/session": [
        SESSION,
        {**SESSION, "leader": None, "own": None, "requests": [], "more": 0, **_PRIVATE},
    ],
    "help_sessions/session.title": [_WHEN],
    "help_sessions/record": [
        {"leader": "sam", "settled": _DONE, "again": _OPEN, "people": ["maya", "sam"]},
        {"leader": None, "settled": [], "again": _OPEN[:1], "people": []},
    ],
    "help_sessions/missing": [
        MISSING,
        {**MISSING, "missing": ["links"], "session": {**_NEXT, "leader": None}, "public": False},
        {**MISSING, "missing": ["tried"], "session": {**_NEXT, "listed": False}, "public": False},
        {**MISSING, "missing": ["minutes"], "session": None},
        {**MISSING, "own": False},
    ],
    "help_sessions/urgent": [
        {
            "who": Mention("maya"),
            "asker": "ravi",
            "text": "Urgent: a customer is down.",
            "experts": experts,
        }
        for experts in ([], [Mention("bartek")])
    ],
    "help_sessions/night": [
        {"who": Mention("maya"), "next": None},
        {"who": Mention("maya"), "next": {"who": "sam", "at": 1796140800.0, "zone": "UTC"}},
        {"who": Mention("maya"), "next": {"who": "sam", "at": None, "zone": "UTC"}},
    ],
    "help_sessions/settled": [
        _SETTLED,
        {
            **_SETTLED,
            "askers": [Mention("maya"), Mention("ravi")],
            "expert": "bartek",
            "pair": Markdown("`/mentor pair @bartek`"),
        },
    ],
    "help_sessions/refused": [
        *({"reason": reason, "open": []} for reason in _REASONS),
        {"reason": "which", "open": ["acme/engine#12", "r1"]},
        {"reason": "unknown", "open": ["acme/engine#12"]},
    ],
}
