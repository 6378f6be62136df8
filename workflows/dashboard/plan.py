"""What a cohort wants on GitHub (row P4): labels, a milestone, one tracking issue. Pure."""

from collections.abc import Iterator, Mapping
from datetime import date, time, timedelta
from typing import Any

from app.model import scopes
from app.model.artefacts import Issue, LabelDefinition, Milestone, Plan
from app.model.keys import TRACKING
from app.model.learnings import Learned, from_last_time
from app.model.listing import LINES, LISTED, Need, fitting, within
from app.model.mentors import memory
from app.model.sections.onboarding import OnboardingSettings
from app.model.sections.selection import SelectionSettings
from app.model.text import Link, Markdown, Text, Value, shortened
from app.model.time import at, calendar_of, last_minute, local
from app.model.work import under_way
from app.model.workflow import View
from app.programme.model import Cohort, Group, Mentee
from workflows.dashboard.applying import applying, turns
from workflows.dashboard.coming import coming, following, later
from workflows.dashboard.commands import ask, unconfirmed, verdicts
from workflows.dashboard.corner import corner
from workflows.dashboard.gone import no_longer_in_file, parameters
from workflows.dashboard.reviews import looks_again, suggested
from workflows.dashboard.settings import DashboardSettings
from workflows.dashboard.timeline import timeline

_OPENS = time(9)

MOST_LEARNED = 10
"""Earlier learnings that are listed at once."""

WITH_GOALS, LONGEST_GOAL = 50, 140
"""Mentees of a cohort up to which their goals stand on the page, and characters of each: whole, a
goal is in the mentee's own issue, which the same people can read."""

_LABELS = (
    ("mentorship", "5319e7", "Opened and kept by Cairn for a mentorship programme"),
    ("onboarding", "bfd4f2", "A mentee's first steps"),
)


def plan(view: View) -> Plan:
    """Everything that belongs to the cohort as a whole."""
    result = Plan()
    cohort = view.programme.cohort(view.scope.cohort)
    if cohort is None:
        return no_longer_in_file(view)
    result.verdicts |= verdicts(view)
    opens = _opens(view, cohort)
    if view.now < opens and TRACKING not in view.said:
        result.wake_at(opens, view.now)
        return result
    over = last_minute(cohort.ends, cohort.timezone)
    if view.now > over and TRACKING not in view.said:
        return result
    result.add(*_labels(cohort))
    if _has_milestone(cohort):
        result.add(_milestone(cohort))
    result.add(_tracking(view, cohort))
    if view.now <= over:
        result.add(*ask(view, cohort))
    days = (*_leavings(cohort), *following(cohort), *looks_again(view, cohort), *turns(cohort))
    for day in days:
        result.wake_at(day, view.now)
    corner(view, cohort, result)
    return result


def _opens(view: View, cohort: Cohort) -> float:
    """When the cohort's issue opens: before the first onboarding issue may, and when somebody can
    apply."""
    # Somebody in the far east has their morning while it is still yesterday here.
    first = _first_steps(view, cohort) - timedelta(days=1)
    settings = cohort.section(SelectionSettings)
    if settings.enabled and settings.opens is not None:
        first = min(first, settings.opens)
    return at(first, _OPENS, cohort.timezone)


def _first_steps(view: View, cohort: Cohort) -> date:
    """The day on which the first onboarding issue opens."""
    settings = cohort.section(OnboardingSettings)
    people = [mentee for group in cohort.groups for mentee in group.mentees]
    calendars = [calendar_of(view.programme.person(mentee.login)) for mentee in people]
    days = [
        calendar.before(mentee.starts, settings.opens_before)
        for calendar, mentee in zip(calendars, people, strict=True)
    ]
    return min([*days, cohort.starts])


def _labels(cohort: Cohort) -> Iterator[LabelDefinition]:
    own = (cohort.label, "c2e0c6", f"Belongs to the cohort {cohort.id}")
    for name, colour, description in (*_LABELS, own):
        yield LabelDefinition(
            repository=cohort.home, name=name, colour=colour, description=description
        )


def _has_milestone(cohort: Cohort) -> bool:
    return cohort.section(DashboardSettings).milestone


def _milestone(cohort: Cohort) -> Milestone:
    return Milestone(
        key="milestone",
        repository=cohort.home,
        title=Text("dashboard/milestone.title", {"cohort": cohort.name}),
        description=Text("dashboard/milestone", {"cohort": cohort.name}),
        # GitHub shows the day of `due_on` in its own zone: noon is the same day nearly anywhere.
        due=at(cohort.ends, time(12), "UTC"),
    )


def _tracking(view: View, cohort: Cohort) -> Issue:
    sponsor, reviews = cohort.programme, suggested(view, cohort)
    groups = [_group(view, cohort, group) for group in cohort.groups]
    before = from_last_time(view)
    learned = [_learned(number, each) for number, each in before.open[:MOST_LEARNED]]
    values: dict[str, Value] = {
        "cohort": cohort.name,
        "programme": (Link(sponsor.url, sponsor.name) if sponsor.url else sponsor.name)
        if sponsor
        else None,
        "starts": cohort.starts.isoformat(),
        "ends": cohort.ends.isoformat(),
        "dates": [{"on": d.on.isoformat(), "title": d.title} for d in cohort.dates],
        "groups": fitting(within(groups), "pulls", LINES - len(reviews) - 3 * len(learned)),
        "learned": learned,
        "more_learned": len(before.open) - len(learned),
        "reviews": reviews,
        "timeline": _timeline(view, cohort),
        "next": coming(cohort, _today(view, cohort)),
        "later": later(cohort, _today(view, cohort)),
        "asked": [*unconfirmed(view, cohort)],
        "applying": applying(cohort, _today(view, cohort)),
    }
    return Issue(
        key=TRACKING,
        repository=cohort.home,
        title=Text("dashboard/tracking.title", {"cohort": cohort.name}),
        body=Text("dashboard/tracking", values),
        labels=("mentorship", cohort.label),
        milestone=(view.key, "milestone") if _has_milestone(cohort) else None,
        memory=memory(view),
        parameters={**parameters(view, cohort), **before.parameters()},
    )


def _learned(number: int, learned: Learned) -> Mapping[str, Any]:
    return {
        "number": number,
        "verb": learned.verb,
        "text": learned.text,
        "group": learned.group,
        "cohort": learned.cohort,
    }


def _timeline(view: View, cohort: Cohort) -> Markdown | None:
    if not cohort.section(DashboardSettings).timeline:
        return None
    return Markdown(timeline(cohort, _first_steps(view, cohort)))


def _group(view: View, cohort: Cohort, group: Group) -> Mapping[str, Any]:
    asked = unconfirmed(view, cohort)
    return {
        "name": group.name,
        "mentors": [mentor for mentor in group.mentors if mentor not in asked],
        "mentees": [
            {
                "login": mentee.login,
                "over": is_over(view, cohort, mentee),
                "ended": _ended(view, cohort, mentee),
                **_card(view, cohort, mentee.login),
            }
            for mentee in group.mentees
            if mentee.left is None or mentee.left > _today(view, cohort)
        ],
    }


def _has_room_for_goals(cohort: Cohort) -> bool:
    return sum(len(group.mentees) for group in cohort.groups) <= WITH_GOALS


def _ended(view: View, cohort: Cohort, mentee: Mentee) -> str | None:
    """The last day of somebody whose time is over while the cohort's goes on, or went on."""
    is_own = is_over(view, cohort, mentee) and mentee.ends < cohort.ends
    return mentee.ends.isoformat() if is_own else None


def is_over(view: View, cohort: Cohort, mentee: Mentee) -> bool:
    """Whether a mentee's last day has passed: from then on the page tells them apart no more."""
    return mentee.ends < _today(view, cohort)


def _leavings(cohort: Cohort) -> Iterator[float]:
    """When the page has to leave somebody out, or to say that their time is over (Unix seconds)."""
    for group in cohort.groups:
        for mentee in group.mentees:
            if mentee.left is not None:
                yield at(mentee.left, time.min, cohort.timezone)
            if mentee.ends < cohort.ends:
                yield at(mentee.ends + timedelta(days=1), time.min, cohort.timezone)


def _today(view: View, cohort: Cohort) -> date:
    return local(view.now, cohort.timezone).date()


def _card(view: View, cohort: Cohort, login: str) -> Mapping[str, Any]:
    card = view.cards.get(scopes.mentee(view.scope.home, cohort.id, login), {})
    pulls = under_way(card, view.sight, cohort.home)
    goal = card.get("goal") if _has_room_for_goals(cohort) else None
    return {
        "goal": shortened(goal, LONGEST_GOAL) if goal is not None else None,
        "issue": card.get("issue"),
        "state": card.get("state", "soon"),
        "pulls": [Need((), pull).shown(cohort.timezone) for pull in pulls[:LISTED]],
        "under_way": len(pulls),
    }
