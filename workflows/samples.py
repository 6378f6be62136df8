"""Made-up values for each text that may be posted: one case or more.

Texts that organisers replace are tried out with them, and the tests read ours with them.
"""

from collections.abc import Mapping
from typing import Any

from app.model.text import Link, Markdown, Mention, Value
from workflows.course.samples import SAMPLES as COURSE
from workflows.elsewhere.samples import SAMPLES as ELSEWHERE
from workflows.farewell.samples import SAMPLES as FAREWELL
from workflows.hangout.samples import SAMPLES as HANGOUT
from workflows.help_sessions.samples import SAMPLES as HELP_SESSIONS
from workflows.ideas.samples import SAMPLES as IDEAS
from workflows.meetup.samples import SAMPLES as MEETUP
from workflows.office_hours.samples import SAMPLES as OFFICE_HOURS
from workflows.pairing.samples import SAMPLES as PAIRING
from workflows.retrospective.samples import SAMPLES as RETROSPECTIVE
from workflows.roster.samples import SAMPLES as ROSTER
from workflows.rota.samples import SAMPLES as ROTA
from workflows.selection.samples import SAMPLES as SELECTION
from workflows.summary.samples import SAMPLES as SUMMARY
from workflows.summary.samples import STAGES, line

MAYA = Mention("maya")


def item(id: str, *, done: bool = False, **more: Value) -> Mapping[str, Any]:
    """A to-do as the planner hands it over."""
    return {
        "id": Markdown(id),
        "text": Markdown(f"Do what **{id}** says."),
        "done": done,
        "optional": False,
        "for_mentors": False,
        "proof": None,
        **more,
    }


ITEMS: list[Value] = [
    item("conduct", done=True),
    item("chat", proof=Link("https://github.test/acme/engine/pull/3", "seen"), done=True),
    item("social", optional=True),
]
BARTEK: Mapping[str, Value] = {
    "login": "bartek",
    "name": "Bartek",
    "place": "London",
    "main": True,
}
KEMAL: Mapping[str, Value] = {"login": "kemal", "name": None, "place": None, "main": False}
ISSUE: Mapping[str, Value] = {
    "mentee": MAYA,
    "cohort": "Autumn",
    "group": "engine",
    "programme": Link("https://mentorship.example/lfx", "LFX Mentorship"),
    "mentors": [BARTEK, KEMAL],
    "mentors_soon": False,
    "tasks": [Markdown("acme/engine#42")],
    "starts": "2026-09-01",
    "ends": "2026-11-27",
    "dates": [{"on": "2026-10-16", "title": "Half-way talk"}],
    "contact": Link("mentoring@acme.example"),
    "organisers": ["alice"],
    "goal": None,
    "items": [*ITEMS, item("channel", for_mentors=True)],
}
BARE: Mapping[str, Value] = {
    **ISSUE,
    "programme": None,
    "mentors": [KEMAL],
    "tasks": [Markdown("acme/engine#42"), Markdown("acme/ui#7")],
    "dates": [],
    "contact": None,
    "organisers": [],
    "items": [*ITEMS, item("channel", for_mentors=True)],
}
ALONE: Mapping[str, Value] = {**BARE, "tasks": [], "goal": "Fewer @flaky tests", "items": ITEMS}
NO_MENTOR_YET: Mapping[str, Value] = {**ISSUE, "mentors": [], "mentors_soon": True}
ONE_OF_TWO: Mapping[str, Value] = {**ISSUE, "mentors": [KEMAL], "mentors_soon": True}
BOTH: list[Value] = [Mention("bartek"), Mention("kemal")]
CHANGED: Mapping[str, Value] = {
    "mentee": MAYA,
    "mentor": None,
    "before": "kemal",
    "added": 0,
    "mentors": [],
    "course": False,
}
PULLS = [line(stage) for stage in STAGES]
QUIET: list[Value] = [
    {"mentor": Mention("bartek"), "mentees": ["maya"]},
    {"mentor": Mention("kemal"), "mentees": ["li", "lin"]},
]
IDLE: Mapping[str, Value] = {
    **{"over": False, "ended": None, "goal": None, "pulls": [], "under_way": 0}
}
OVER: Mapping[str, Value] = {**IDLE, "over": True, "pulls": PULLS[:1], "under_way": 1}
SENT_TO = (
    *(("done", "mentee"), ("well", "group"), ("host", "meetup"), ("idea", "ideas")),
    *(("confirm", "cohort"), ("accept", "selection"), ("take", "rota"), ("topic", "office-hours")),
    *(("away", "mentee"), ("away", "rota"), ("pause", "cohort")),
)


def sent(name: str, kind: str) -> Mapping[str, Value]:
    """A command, and an issue of ours in which it works."""
    return {"name": name, "there": {"kind": kind, "at": Markdown("acme/mentorship#2")}}


HELP: list[Value] = [{"usage": "help", "does": "shows this", "who": "everybody"}]
TRACKING: Mapping[str, Value] = {
    "cohort": "Autumn",
    "programme": None,
    "starts": "2026-09-01",
    "ends": "2026-11-27",
    "dates": [{"on": "2026-10-16", "title": "Half-way talk"}],
    "timeline": None,
    "next": {"on": "2026-10-16", "title": "Half-way talk"},
    "later": [{"login": "ravi", "ends": "2027-02-26"}],
    "reviews": [
        {"reader": "ravi", "mentee": "maya", "pull": PULLS[0]["pull"]},
        {"reader": "tariq", "mentee": "maya", "pull": PULLS[0]["pull"]},
    ],
    "learned": [],
    "more_learned": 0,
    "asked": [],
    "applying": None,
    "groups": [
        {
            "name": "engine",
            "mentors": ["bartek", "kemal"],
            "more": 30,
            "mentees": [
                {
                    **{
                        "login": "maya",
                        "issue": 2,
                        "state": "under way",
                        "over": False,
                        "ended": None,
                        "goal": "A @bartek patch",
                    },
                    **{"pulls": PULLS, "under_way": 9},
                },
                {**IDLE, "login": "ravi", "issue": 3, "state": "complete"},
                {**IDLE, "login": "li", "issue": None, "state": "soon"},
                {**IDLE, "login": "lin", "issue": None, "state": "under way"},
                {**OVER, "login": "zoe", "issue": 4, "state": "complete", "ended": "2026-10-09"},
                {**OVER, "login": "noor", "issue": 5, "state": "under way"},
            ],
        },
        {
            "name": "ui",
            "mentors": ["kemal"],
            "more": 0,
            "mentees": [{**IDLE, "login": "tariq", "issue": None, "state": "soon"}],
        },
    ],
}
WAITING: list[Value] = [
    {"mentee": "maya", "group": "engine", "mentor": "bartek", "since": "2026-09-07"},
    {"mentee": "tariq", "group": "ui", "mentor": "kemal", "since": "2026-09-04"},
]
ASKED: Mapping[str, Value] = {
    **TRACKING,
    "reviews": [],
    "learned": [
        {"number": 1, "verb": "change", "text": "Draft early", "group": "UI", "cohort": "Spring"},
        {"number": 3, "verb": "", "text": "More of @kemal", "group": "UI", "cohort": "Spring"},
    ],
    "more_learned": 2,
    "asked": ["bartek", "kemal"],
    "next": None,
    "later": [{"login": "ravi", "ends": "2027-02-26"}],
    "applying": {"until": "2026-08-14", "announced": [Link("https://acme.example/places")]},
    "groups": [{"name": "engine", "mentors": [], "mentees": [], "more": 0}],
}
ERROR: Mapping[str, Value] = {
    "file": ".github/mentorship.yml",
    "line": 3,
    "column": 1,
    "message": Markdown("the key `organizers` is not known here; did you mean `organisers`?"),
}
UNKNOWN: Mapping[str, Value] = {
    "name": "done",
    "names": ["conduct", "chat"],
    "done": [],
    "unknown": [],
}

TICKED: Mapping[str, Value] = {"word": "caht", "meant": "chat", "already": True}
MISTAKE: Mapping[str, Value] = {
    "file": ".github/mentorship.yml",
    "line": 15,
    "column": 5,
    "message": Markdown("the key `begins` is not known here"),
    "where": None,
}
MISTAKES: list[Value] = [MISTAKE]
ENROLLED: Mapping[str, Value] = {
    "name": "Autumn",
    "starts": "2026-09-01",
    "ends": "2026-11-27",
    "groups": [
        {
            "name": "Engine",
            "mentors": [{"login": "bartek", "face": None}, {"login": "kemal", "face": None}],
            "mentees": [{"login": "maya", "face": Markdown('<img src="https://a.test/1"> ')}],
        }
    ],
}

LATER: Mapping[str, Value] = {
    "kind": "ends",
    "title": None,
    "was": "2026-11-27",
    "on": "2026-12-04",
}
MOVED: list[Value] = [
    {"kind": "starts", "title": None, "was": "2026-09-01", "on": "2026-09-07"},
    LATER,
    {"kind": "date", "title": "Half-way talk", "was": "2026-10-16", "on": None},
]

CASES: Mapping[str, list[Mapping[str, Value]]] = {
    **COURSE,
    **HANGOUT,
    **ELSEWHERE,
    **FAREWELL,
    **SELECTION,
    **HELP_SESSIONS,
    **IDEAS,
    **MEETUP,
    **OFFICE_HOURS,
    **PAIRING,
    **ROSTER,
    **RETROSPECTIVE,
    **ROTA,
    **SUMMARY,
    "core/check-bad.title": [{"count": 1}, {"count": 3}],
    "core/check-bad": [
        {"errors": MISTAKES, "more": 0},
        {"errors": [*MISTAKES, {**MISTAKE, "where": "acme/mentorship"}], "more": 0},
        {"errors": MISTAKES, "more": 7},
    ],
    "core/check-good.title": [{}],
    "core/check-good": [{"happens": True}, {"happens": False}],
    "core/check-text": [
        {"name": "onboarding/nudge", "text": Markdown("```\nmaya, how is it going?\n```")}
    ],
    "core/check-removed.title": [{}],
    "core/check-removed": [{}],
    "core/check-people": [
        {"cohorts": [ENROLLED], "new": True, "unseen": 0},
        {"cohorts": [ENROLLED], "new": True, "unseen": 12},
        {"cohorts": [{**ENROLLED, "groups": []}], "new": False, "unseen": 0},
    ],
    "onboarding/preview-opens": [
        {"mentees": ["maya", "lin"], "on": "2026-08-27"},
        {"mentees": ["maya"], "on": None},
    ],
    "onboarding/preview-leaves": [{"mentees": ["maya"]}, {"mentees": ["maya", "lin"]}],
    "onboarding/preview-mentors": [
        {"mentee": "maya", "mentors": ["bartek"], "told": False},
        {"mentee": "maya", "mentors": ["bartek", "kemal"], "told": True},
    ],
    "onboarding/preview-dates": [{"mentee": "maya", "starts": "2026-09-01", "ends": "2026-12-04"}],
    "core/away": [
        *({"problem": problem, "day": None} for problem in ("none", "unknown")),
        *({"problem": problem, "day": "2026-10-05"} for problem in ("past", "year", "far")),
    ],
    "core/elsewhere": [
        *({"name": name, "there": None} for name in ("done", "away", "resume")),
        *(sent(name, kind) for name, kind in SENT_TO),
    ],
    "core/file-errors": [
        {"errors": [ERROR], "more": 0, "in_force": True},
        {"errors": [ERROR, ERROR], "more": 0, "in_force": False},
        {"errors": [ERROR], "more": 7, "in_force": True},
    ],
    "core/file-errors.title": [{}],
    "core/help": [{"commands": HELP, "more": []}, {"commands": HELP, "more": HELP}],
    "core/near-miss": [{"suggestion": "/mentor done chat"}, {"suggestion": None}],
    "core/pause-refused": [
        {"name": "pause", "organisers": []},
        {"name": "resume", "organisers": ["alice", "bartek"]},
    ],
    "core/pause-words": [{"name": "pause"}],
    "core/still-paused": [{}],
    "core/twin": [{}],
    "core/undo-nothing": [{}],
    "core/undo-rest": [
        *({"name": name, "everywhere": False} for name in ("away", "back", "pause", "resume")),
        *({"name": name, "everywhere": True} for name in ("pause", "resume")),
    ],
    "dashboard/confirm": [
        {"mentors": [Mention("bartek")], "cohort": "Autumn"},
        {"mentors": [Mention("bartek"), Mention("maya")], "cohort": "Autumn"},
    ],
    "dashboard/access": [
        {"people": BOTH[:1], "cohort": "Autumn", "mentees": ["maya"]},
        {"people": BOTH, "cohort": "Autumn", "mentees": ["maya", "li"]},
    ],
    "dashboard/corner": [
        {"cohort": "Autumn", "waiting": []},
        {"cohort": "Autumn", "waiting": WAITING},
    ],
    "dashboard/corner.title": [{"cohort": "Autumn"}],
    "dashboard/gone": [{}],
    "dashboard/milestone": [{"cohort": "Autumn"}],
    "dashboard/milestone.title": [{"cohort": "Autumn"}],
    "dashboard/only-mentors": [{}],
    "dashboard/quiet": [
        {"asked": QUIET[:1], "silent": [], "again": False},
        {"asked": QUIET[:1], "silent": ["maya"], "again": True},
        {"asked": QUIET, "silent": ["maya", "li"], "again": False},
    ],
    "dashboard/unread": [{"mentees": ["maya", "li"]}],
    "dashboard/tracking": [
        TRACKING,
        {**TRACKING, "dates": [], "timeline": Markdown("```mermaid\ngantt\n```")},
        ASKED,
    ],
    "dashboard/tracking.title": [{"cohort": "Autumn"}],
    "onboarding/back": [{"mentor": None}, {"mentor": Mention("bartek")}],
    "onboarding/changed": [
        {**CHANGED, "mentor": Mention("bartek"), "moved": []},
        {**CHANGED, "mentor": Mention("bartek"), "before": None, "moved": []},
        {**CHANGED, "moved": [LATER]},
        {**CHANGED, "mentor": Mention("bartek"), "moved": MOVED},
        {**CHANGED, "moved": [LATER], "added": 3, "course": True, "mentors": BOTH},
        {**CHANGED, "moved": [LATER], "added": 1, "mentors": BOTH[:1]},
        {**CHANGED, "moved": [LATER], "added": -3, "mentors": BOTH},
    ],
    "onboarding/congratulations": [{"mentee": MAYA}],
    "onboarding/issue": [ISSUE, BARE, ALONE, NO_MENTOR_YET, ONE_OF_TWO],
    "onboarding/issue.title": [{"mentee": MAYA, "cohort": "Autumn"}],
    "onboarding/left": [{}],
    "onboarding/list": [{"items": ITEMS}],
    "onboarding/list-moved": [{}],
    "onboarding/no-longer": [{}],
    "onboarding/nudge": [
        {"mentee": MAYA, "left": [Markdown(item) for item in left], "again": again}
        for left, again in (([], False), (["dco"], False), (["chat", "task"], False), ([], True))
    ],
    "onboarding/moved": [{"mentee": MAYA, "cohort": "Autumn"}],
    "onboarding/question": [
        {"mentor": Mention("bartek"), "main": main, "mentee": "maya", "earlier": not main}
        for main in (True, False)
    ],
    "onboarding/refused": [
        {"name": name, "mentee": "maya", "own": own}
        for name in ("checklist", "done")
        for own in (None, Markdown("acme/mentorship#3"))
    ],
    "onboarding/unknown-item": [
        UNKNOWN,
        {**UNKNOWN, "unknown": [{"word": "99", "meant": None, "already": False}]},
        {**UNKNOWN, "unknown": [TICKED]},
        {**UNKNOWN, "name": "todo", "unknown": [TICKED]},
        {
            **UNKNOWN,
            "done": ["conduct"],
            "unknown": [
                {**TICKED, "already": False},
                {"word": "x", "meant": None, "already": False},
            ],
        },
    ],
    "pull_requests/draft": [{"mentee": MAYA, "first": False}, {"mentee": MAYA, "first": True}],
    "pull_requests/refused": [{}],
    "pull_requests/waiting-author": [
        {"mentee": MAYA, "chat": Link("https://chat.acme.example", "the chat"), "readers": []},
        {"mentee": MAYA, "chat": None, "readers": ["ravi", "zoe"]},
    ],
    "pull_requests/waiting-mentees": [{"people": [MAYA, Mention("bartek")], "mentee": "ravi"}],
    "pull_requests/waiting-mentors": [
        {"people": [Mention("bartek")], "mentee": "maya", "asked": asked, "fellows": not asked}
        for asked in (True, False)
    ],
    "pull_requests/waiting-merge": [{"people": [Mention("bartek")], "mentee": "maya"}],
    "pull_requests/waiting-red": [{"mentee": MAYA}],
    "pull_requests/waiting-run": [{"people": [Mention("bartek")], "mentee": "maya"}],
    "pull_requests/welcome": [{"mentee": MAYA, "draft": draft} for draft in (False, True)],
}
