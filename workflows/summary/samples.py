"""Made-up values for each text of the summary."""

from collections.abc import Mapping
from typing import Any

from app.model.text import Link, Markdown, Mention
from workflows.summary.chart import chart

_PULL = Link("https://github.test/acme/engine/pull/44", "Compact old blocks")


def line(stage: str, changed: int | None = 120, files: int | None = 4) -> Mapping[str, Any]:
    """A pull request at such a stage."""
    size = {"changed": changed, "files": files}
    return {"mentee": "maya", "pull": _PULL, "stage": stage, "since": "2026-09-02", **size}


def _numbers(last: int | None) -> Mapping[str, Any]:
    names = ("opened", "merged", "closed", "given", "received")
    return {name: {"now": now, "last": last} for now, name in enumerate(names)}


STAGES = ("draft", "held", "review", "commented", "red", "approved", "blocked")
_FIRST = {
    "cohort": "Autumn",
    "number": 1,
    "from": "2026-08-31",
    "to": "2026-09-06",
    "needed": [],
    "more": 0,
    "groups": [
        {
            "name": "engine",
            "more": 0,
            "folded": False,
            "mentees": [
                {
                    "login": "maya",
                    "state": "soon",
                    "numbers": _numbers(None),
                    "open": [],
                    "under_way": 0,
                }
            ],
        },
        {"name": "ui", "more": 140, "folded": False, "mentees": []},
    ],
    "elsewhere": [],
    "open": False,
    "big": False,
    "opened": [0],
    "merged": [0],
    "chart": None,
    "hours": None,
}
_THERE = Link("https://github.test/upstream/tools/pull/12", "Name the flags")
_ELSEWHERE = [
    {
        "login": "maya",
        "opened": {"now": 2, "last": 0},
        "pulls": [
            {"pull": _THERE, "repository": "upstream/tools", "state": state}
            for state in ("open", "merged", "closed")
        ],
        "all": 5,
    },
    {"login": "ravi", "opened": {"now": 0, "last": 1}, "pulls": [], "all": 0},
]
_SECOND = {
    **_FIRST,
    "number": 2,
    "needed": [{"who": ["bartek"], **line(stage)} for stage in ("held", "review", "approved")]
    + [{"who": ["bartek", "kemal"], **line("review", 1, 1)}],
    "more": 2,
    "groups": [
        {
            "name": "engine",
            "more": 30,
            "folded": True,
            "mentees": [
                {
                    "login": "maya",
                    "state": state,
                    "numbers": _numbers(2),
                    "open": [
                        {**line(stage, None, None), "big": stage == "review"} for stage in STAGES
                    ],
                    "under_way": len(STAGES),
                }
                for state in ("under way", "complete")
            ],
        }
    ],
    "elsewhere": _ELSEWHERE,
    "open": True,
    "big": True,
    "opened": [3, 1],
    "merged": [0, 2],
    "chart": Markdown(chart([3, 1], [0, 2])),
    "hours": 6,
}
_ASKED = [
    {**line(stage, changed), "who": [Mention("bartek")]}
    for stage, changed in (("held", 1), ("review", 120), ("review", None), ("approved", 2))
]

SAMPLES: Mapping[str, list[Mapping[str, Any]]] = {
    "summary/page": [_FIRST, _SECOND, {**_SECOND, "hours": 1}],
    "summary/page.title": [{"cohort": "Autumn"}],
    "summary/needed": [
        {"cohort": "Autumn", "lines": _ASKED, "more": 0},
        {"cohort": "Autumn", "lines": _ASKED[:1], "more": 3},
    ],
}
