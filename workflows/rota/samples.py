"""Made-up values for the rota's texts."""

from collections.abc import Mapping
from typing import Any

from app.model.text import Link, Mention, Value

_OWN = {"hour": "10:00", "place": "Chicago"}


def day(weekday: str, on: str, who: str = "", **more: Value) -> Mapping[str, Any]:
    """A day of the page."""
    plain: Mapping[str, Value] = {"own": None, "offered": "", "reasons": [], "over": False}
    return {"weekday": weekday, "on": on, "who": who, **plain, **more}


def reason(kind: str, *people: str, more: int = 0, everybody: bool = False) -> Mapping[str, Any]:
    """Why these do not lead."""
    return {"kind": kind, "people": list(people), "more": more, "everybody": everybody}


_ALL = [
    reason("away", "noor"),
    reason("holiday", "sam", "kim"),
    reason("week", "ada"),
    reason("night", "bo"),
    reason("passed", "eve"),
    reason("busy", "lee"),
    reason("hidden", "max"),
]
_MANY = [
    reason("away", "noor", "sam", more=3),
    reason("busy", "kim", "bo"),
    reason("week", "a", "b"),
]
_FIRST: list[Value] = [
    day("Monday", "2026-11-23", "sam", over=True),
    day("Tuesday", "2026-11-24", over=True),
    day("Wednesday", "2026-11-25", "noor", own=_OWN, offered="sam"),
    day("Thursday", "2026-11-26", reasons=_ALL, offered="kim"),
    day("Friday", "2026-11-27", reasons=[reason("week", "noor", "sam", everybody=True)]),
]
_SECOND: list[Value] = [
    day("Monday", "2026-11-30", "noor"),
    day("Tuesday", "2026-12-01", reasons=_MANY),
]
PAGE: Mapping[str, Any] = {
    "region": "amer",
    "at": "11:00",
    "place": "New York",
    "minutes": 60,
    "calendar": None,
    "today": _FIRST[2],
    "weeks": [
        {"from": "2026-11-23", "days": _FIRST, "seniors": 2, "sessions": 5, "shared": True},
        {"from": "2026-11-30", "days": _SECOND, "seniors": 5, "sessions": 2, "shared": False},
    ],
}
_FEED = Link("https://cairn.example/calendar/abc.ics", "all days, to subscribe to")
_ALONE = {"from": "2026-11-30", "days": _SECOND[:1], "seniors": 1, "sessions": 2, "shared": True}
_SESSION: Mapping[str, Any] = {
    "region": "amer",
    "who": Mention("maya"),
    "weekday": "Thursday",
    "on": "2026-11-26",
    "at": "11:00",
    "own": _OWN,
    "minutes": 60,
}
_ABOUT_A_DAY = ("taken", "away", "other", "nobody", "past", "none", "far")

SAMPLES: Mapping[str, list[Mapping[str, Any]]] = {
    "rota/page": [
        {**PAGE, "calendar": _FEED},
        {**PAGE, "today": _FIRST[0], "weeks": []},
        {**PAGE, "today": _FIRST[1], "weeks": []},
        {**PAGE, "today": _FIRST[4], "weeks": [_ALONE]},
        {**PAGE, "today": None, "weeks": []},
    ],
    "rota/page.title": [{"region": "amer"}],
    "rota/ended": [{}],
    "rota/offer": [
        {**_SESSION, "by": "noor", "whom": "noor"},
        {**_SESSION, "own": None, "by": "alice", "whom": "noor"},
    ],
    "rota/named": [_SESSION, {**_SESSION, "own": None}],
    "rota/refused": [
        *(
            {"reason": r, "day": None, "who": None, "region": "amer"}
            for r in ("who", "which", "unknown")
        ),
        *(
            {"reason": r, "day": "2026-11-26", "who": "noor", "region": "amer"}
            for r in _ABOUT_A_DAY
        ),
    ],
}
