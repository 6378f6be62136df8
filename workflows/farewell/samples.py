"""Made-up values for the farewell's texts."""

from collections.abc import Mapping
from typing import Any

from app.model.posts import MOST
from app.model.text import Link, Markdown, Mention, Value
from workflows.farewell.commands import LONGEST_URL

MAYA = Mention("maya")
ENGINE = Link("https://github.test/acme/engine/pulls?q=is%3Apr+author%3Amaya", "acme/engine")
PULL = Link("https://github.test/acme/engine/pull/7", "Name the flags, @bartek")
ROW: Mapping[str, Value] = {"repository": ENGINE, "opened": 4, "merged": 3, "reviews": 2}


def post(url: str, words: str) -> Mapping[str, Any]:
    """A post as the planner hands it over."""
    return {"url": url, "words": words, "link": Link(url, words or None)}


FULL: Mapping[str, Value] = {
    "mentee": MAYA,
    "login": "maya",
    "cohort": "Autumn",
    "group": "engine",
    "starts": "2026-09-01",
    "ends": "2026-11-27",
    "goal": "A patch of my own, reviewed by @bartek",
    "private": False,
    "closes": False,
    "counted": True,
    "rows": [ROW, {**ROW, "repository": "acme/ui", "opened": 0, "merged": 0}],
    "opened": 4,
    "merged": 3,
    "reviews": 4,
    "sessions": 2,
    "posts": [
        post("https://blog.example/bug", "How I found the bug, with @bartek"),
        post("https://talks.example/1", ""),
    ],
    "pulls": [{"pull": PULL, "repository": "acme/engine", "state": "merged"}],
    "more": 3,
    "talks": ["How I made the parser fast, @bartek"],
    "learnings": [
        {"text": "Draft pull requests from day one", "verb": "change"},
        {"text": "Tea with @bartek", "verb": ""},
    ],
    "json": Markdown('{\n  "version": 1\n}'),
    "office_hours": Link("https://acme.example/office-hours"),
    "meetings": [{"title": "Community office hours", "repository": "acme/mentorship"}],
    "opportunities": [
        {"what": Link("https://conf.example", "A conference"), "until": "2027-01-15"},
        {"what": Link("https://blog.example", "A blog"), "until": None},
    ],
}
PRIVATE: Mapping[str, Value] = {**FULL, "goal": None, "private": True, "sessions": 0, "more": 0}
NOTHING: Mapping[str, Value] = {
    **FULL,
    **{"talks": [], "learnings": []},
    **{"rows": [], "posts": [], "pulls": [], "meetings": [], "opportunities": []},
    **{"opened": 0, "merged": 0, "reviews": 0, "sessions": 0, "more": 0},
    "office_hours": None,
    "closes": True,
}

SAMPLES: Mapping[str, list[Mapping[str, Value]]] = {
    "farewell/early": [{"mentee": MAYA}],
    "farewell/refused": [
        {"reason": reason, "most": MOST, "longest": LONGEST_URL}
        for reason in ("empty", "long", "who", "place", "many", "over")
    ],
    "farewell/summary": [FULL, PRIVATE, NOTHING, {**NOTHING, "counted": False}],
}
