"""Made-up values for the ideas' texts."""

from collections.abc import Mapping

from app.model.text import Value
from workflows.ideas.heard import MOST

IDEAS: list[Value] = [
    {"by": "maya", "on": "2026-09-03", "text": "A page that says what the tests need, @bartek."},
    {"by": "bartek", "on": "2026-09-07", "text": "/mentor done chat"},
]

SAMPLES: Mapping[str, list[Mapping[str, Value]]] = {
    "ideas/page": [
        {"cohort": "Autumn", "ideas": IDEAS, "others": []},
        {"cohort": "Autumn", "ideas": IDEAS[:1], "others": [7, 12]},
        {"cohort": "Autumn", "ideas": [], "others": []},
    ],
    "ideas/page.title": [{"cohort": "Autumn", "number": 1}, {"cohort": "Autumn", "number": 2}],
    "ideas/refused": [
        {"reason": reason, "most": MOST} for reason in ("empty", "who", "place", "many")
    ],
}
