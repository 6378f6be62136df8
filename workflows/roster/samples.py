"""Made-up values for the roster's texts."""

from collections.abc import Mapping

from app.model.text import Value

COHORTS: list[Value] = [
    {
        "name": "Autumn",
        "people": [
            {"login": "maya", "tip": "Ask early. Everybody here was new once, @bartek as well."},
            {"login": "ravi", "tip": ""},
        ],
    },
    {"name": "Spring", "people": [{"login": "li", "tip": "/mentor done chat"}]},
]

SAMPLES: Mapping[str, list[Mapping[str, Value]]] = {
    "roster/page": [
        {"cohorts": COHORTS, "others": []},
        {"cohorts": COHORTS[1:], "others": [7, 12]},
        {"cohorts": [], "others": []},
    ],
    "roster/page.title": [{"number": 1}, {"number": 2}],
    "roster/refused": [{"mentee": "maya"}, {"mentee": None}],
}
