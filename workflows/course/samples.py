"""Made-up values for the course's texts."""

from collections.abc import Mapping

from app.model.asked import LONGEST
from app.model.text import Markdown, Mention, Value

WEEK: Mapping[str, Value] = {
    "mentee": Mention("maya"),
    "number": 3,
    "weeks": 6,
    "title": "The second tool, on a simple case",
    "agenda": ["Go through the take-home first", "Meet @strace on a simple case"],
    "take_home": Markdown("Use the second tool on a small program."),
    "due": "2026-11-24",
    "done": False,
    "at": 1_794_920_400.0,
    "zone": "Europe/Berlin",
    "minutes": 60,
    "elsewhere": [
        {"zone": "Asia/Kolkata", "names": ["maya"]},
        {"zone": "America/New_York", "names": ["sam", "Bartek"]},
    ],
    "day_off": True,
    "carried": [{"number": 2, "issue": 7, "done": False}],
    "goal": None,
    "asks": True,
    "ends": "2026-12-11",
    "issue": 2,
}
FIRST: Mapping[str, Value] = {
    **WEEK,
    "number": 1,
    "minutes": 1,
    "take_home": None,
    "elsewhere": [],
    "day_off": False,
    "carried": [],
}
LAST: Mapping[str, Value] = {
    **FIRST,
    "number": 6,
    "agenda": [],
    "take_home": Markdown("Show it to somebody."),
    "due": None,
    "done": True,
    "carried": [{"number": 5, "issue": 12, "done": True}],
    "goal": "A runbook for slow storage calls, @sam",
    "asks": False,
}
MOVED: Mapping[str, Value] = {
    **LAST,
    "carried": [{"number": 5, "issue": None, "done": False}],
    "issue": None,
}
"""The cohort has become private, and what came before is public."""


def _refused(reason: str, name: str) -> Mapping[str, Value]:
    return {"reason": reason, "name": name, "mentee": "maya", "longest": LONGEST}


SAMPLES: Mapping[str, list[Mapping[str, Value]]] = {
    "course/week": [WEEK, FIRST, LAST, MOVED],
    "course/week.title": [{"mentee": "maya", "number": 3, "title": "The second tool"}],
    "course/refused": [
        *(_refused("who", name) for name in ("goal", "extend", "done")),
        _refused("place", "goal"),
        _refused("many", "extend"),
        *(_refused("empty", name) for name in ("goal", "extend")),
        _refused("left", "goal"),
    ],
}
