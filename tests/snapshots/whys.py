"""What the answers to "Why?" are shown with in the snapshots: one case or more for each."""

from collections.abc import Mapping

from app.model.text import Value

WHYS: Mapping[str, list[Mapping[str, Value]]] = {
    "core/why-check": [{}],
    "core/why-file-errors": [{"errors": True}, {"errors": False}],
    "core/why-reaction": [{"by": "maya", "done": True}, {"by": "maya", "done": False}],
    "core/why-reply": [
        {"by": "maya", "about": about} for about in ("help", "unknown", "refused", "rest")
    ],
    "core/why-twin": [{}],
    "course/why-week": [{}],
    "dashboard/why-access": [{}],
    "dashboard/why-ask": [{"cohort": "Autumn"}],
    "dashboard/why-corner": [{"cohort": "Autumn"}],
    "dashboard/why-gone": [{}],
    "dashboard/why-label": [
        {"cohort": "Autumn", "kind": kind} for kind in ("mentorship", "onboarding", "cohort")
    ],
    "dashboard/why-milestone": [{"cohort": "Autumn"}],
    "dashboard/why-quiet": [{"mentees": ["maya"]}, {"mentees": ["maya", "li"]}],
    "dashboard/why-tracking": [{"cohort": "Autumn"}],
    "elsewhere/why-first": [{}],
    "farewell/why-early": [{}],
    "farewell/why-summary": [{}],
    "hangout/why-hangout": [{}],
    "ideas/why-page": [{}],
    "meetup/why-asked": [{}],
    "meetup/why-issue": [{}],
    "meetup/why-told": [{}],
    "office_hours/why-meeting": [{}],
    "onboarding/why-complete": [{"mentee": "maya"}],
    "onboarding/why-home": [
        {"mentee": "maya", "state": state} for state in ("open", "closed", "left")
    ],
    "help_sessions/why-label": [{}],
    "help_sessions/why-missing": [{}],
    "help_sessions/why-night": [{}],
    "help_sessions/why-session": [{}],
    "help_sessions/why-settled": [{}],
    "help_sessions/why-urgent": [{}],
    "onboarding/why-list": [{"mentee": "maya"}],
    "onboarding/why-member": [{"mentee": "maya", "inside": inside} for inside in (False, True)],
    "onboarding/why-nudge": [{"mentee": "maya"}],
    "onboarding/why-changed": [{"mentee": "maya"}],
    "onboarding/why-question": [{"mentee": "maya"}],
    "pairing/why-asked": [{}],
    "pairing/why-met": [{}],
    "pairing/why-pair": [{}],
    "pairing/why-who": [{}],
    "retrospective/why-issue": [
        {"kind": kind} for kind in ("issue", "explained", "moved", "begins", "published", "unsent")
    ],
    "roster/why-page": [{}],
    "rota/why-named": [{}],
    "rota/why-offer": [{}],
    "rota/why-page": [{}],
    "selection/why-answer": [{}],
    "selection/why-list": [{}],
    "pull_requests/why-draft": [{"mentee": "maya"}],
    "pull_requests/why-label": [
        {"mentee": "maya", "waiting": waiting} for waiting in (False, True)
    ],
    "pull_requests/why-waiting": [{"mentee": "maya"}],
    "pull_requests/why-welcome": [{"mentee": "maya"}],
    "summary/why-page": [{"cohort": "Autumn"}],
    "summary/why-week": [{"cohort": "Autumn"}],
}
