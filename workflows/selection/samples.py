"""Made-up values for the selection's texts."""

from collections.abc import Mapping

from app.model.text import Markdown, Mention, Value
from workflows.selection.heard import MOST

ANSWER: Mapping[str, Value] = {
    "applicant": Mention("maya"),
    "cohort": "Autumn",
    "closes": "2026-08-14",
    "late": False,
}
LIST: Mapping[str, Value] = {
    "cohort": "Autumn",
    "home": "acme/mentorship",
    "applications": [
        {
            "login": "maya",
            "issue": Markdown("acme/mentorship#7"),
            "on": "2026-08-03",
            "words": [
                {"by": "bartek", "says": "yes", "why": "Asks good questions, @kemal"},
                {"by": "sam", "says": "maybe", "why": ""},
            ],
            "recused": ["kemal"],
        },
        {
            "login": "ravi",
            "issue": Markdown("acme/mentorship#8"),
            "on": "2026-08-04",
            "words": [],
            "recused": [],
        },
    ],
    "more": 0,
    "accepted": [],
    "groups": ["engine", "ui"],
}
ACCEPTED: Mapping[str, Value] = {
    **LIST,
    "more": 3,
    "accepted": [{"login": "maya", "group": "engine", "line": Markdown("- {login: maya}")}],
}

SAMPLES: Mapping[str, list[Mapping[str, Value]]] = {
    "selection/answer": [ANSWER, {**ANSWER, "late": True}],
    "selection/list": [LIST, ACCEPTED, {**LIST, "applications": [], "groups": []}],
    "selection/list.title": [{"cohort": "Autumn"}],
    "selection/refused": [
        {"reason": reason, "groups": ["engine", "ui"], "most": MOST}
        for reason in ("who", "nobody", "answer", "group", "mentor", "many")
    ],
}
