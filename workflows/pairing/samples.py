"""Made-up values for pairing's texts."""

from collections.abc import Mapping
from typing import Any

from app.model.text import Mention, Value

_TWO: list[Value] = [Mention("bartek"), Mention("maya")]
_THREE: list[Value] = [*_TWO, Mention("noor")]


def _clock(who: str, weekday: str, hours: tuple[str, str], place: str) -> Mapping[str, Value]:
    return {"who": who, "weekday": weekday, "from": hours[0], "until": hours[1], "place": place}


_TIMES: list[Value] = [
    {
        "each": [
            _clock("bartek", day, ("14:00", "17:00"), "Berlin"),
            _clock("maya", day, ("18:30", "21:30"), "Kolkata"),
        ]
    }
    for day in ("Monday", "Tuesday", "Wednesday")
]
_PAIR: Mapping[str, Value] = {"people": _TWO, "state": "open", "minutes": 30, "hours": _TIMES}
_ASKED: Mapping[str, Value] = {
    "to": Mention("maya"),
    "by": "noor",
    "topic": "the test that fails now and then",
    "minutes": 45,
    "on": None,
    "at": 1_795_534_200.0,
    "clocks": [
        {"who": "noor", "zone": "America/New_York"},
        {"who": "maya", "zone": "Asia/Kolkata"},
    ],
}
_SAM: Mapping[str, Any] = {"login": "sam", "areas": ["storage", "query"]}

SAMPLES: Mapping[str, list[Mapping[str, Any]]] = {
    "pairing/pair.title": [{"people": ["bartek", "maya"]}, {"people": ["bartek", "maya", "noor"]}],
    "pairing/pair": [
        _PAIR,
        {**_PAIR, "people": _THREE, "hours": []},
        {**_PAIR, "state": "met", "hours": []},
        {**_PAIR, "people": _THREE, "state": "over", "hours": []},
    ],
    "pairing/met": [{"minutes": 30, "on": "2026-11-30"}],
    "pairing/asked": [
        _ASKED,
        {**_ASKED, "topic": "", "at": None, "clocks": [], "minutes": 1},
        {**_ASKED, "at": None, "clocks": [], "on": "2026-11-30"},
    ],
    "pairing/who": [
        {"by": "noor", "experts": [_SAM, {"login": "li", "areas": ["query"]}]},
        {"by": "noor", "experts": [_SAM]},
        {"by": "noor", "experts": []},
    ],
    "pairing/refused": [
        {"reason": reason} for reason in ("others", "self", "unknown", "past", "far")
    ],
}
