"""Why a cohort's artefacts are there, for somebody who is new: see `app.model.why`. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from app.model import scopes
from app.model.keys import TRACKING
from app.model.sections.onboarding import OnboardingSettings
from app.model.text import Text
from app.model.why import Clock, Row, Spot, Why, clock_of, file_of
from app.model.workflow import View
from app.programme.model import Cohort, Group, Mentee
from workflows.dashboard.corner import ABOUT, CORNER
from workflows.dashboard.plan import is_over, plan


def explain(view: View, key: str) -> Why | None:
    """Why an artefact of a cohort's is there; None for a key that is not the dashboard's."""
    explained = _BY_KIND.get(key.partition(":")[0])
    if view.scope.kind != "cohort" or explained is None:
        return None
    cohort = view.programme.cohort(view.scope.cohort)
    if cohort is None:  # its entry may be deleted once it is over
        return Why(Text("dashboard/why-gone", {}), _written(view, key, "Written", None))
    return explained(view, cohort, key)


def _written(view: View, key: str, what: str, clock: Clock | None) -> tuple[Row, ...]:
    row = view.said.get(key)
    return (Row(what=what, at=row.at, clock=clock),) if row is not None else ()


def _clock(cohort: Cohort) -> Clock:
    return Clock(cohort.timezone, "the cohort's")


def _day(view: View, cohort: Cohort, what: str, name: str) -> Row:
    day = getattr(cohort, name)
    return Row(what=what, at=day, setting=f"{name}: {day}", where=file_of(view.programme, cohort))


def _in_file(view: View, cohort: Cohort) -> Row:
    where = file_of(view.programme, cohort)
    return Row(what="In the file", setting=f"{{id: {cohort.id}, …}}", where=where)


# ---- what everybody sees -------------------------------------------------------------------------


def _tracking(view: View, cohort: Cohort, key: str) -> Why:
    opened = _written(view, key, "Opened", _clock(cohort))
    mentees = [
        _mentee(view, cohort, mentee)
        for group in cohort.groups
        for mentee in group.mentees
        if scopes.mentee(view.scope.home, cohort.id, mentee.login) in view.cards
    ]
    dates = (_day(view, cohort, "First day", "starts"), *_due(view, cohort, key), *opened)
    made_by = (_in_file(view, cohort), *mentees)
    return Why(Text("dashboard/why-tracking", {"cohort": cohort.name}), dates, made_by)


def _due(view: View, cohort: Cohort, key: str) -> tuple[Row, ...]:
    """When it was due: the plan itself is asked, as if nothing had been said yet."""
    due, row = plan(replace(view, said={}, now=0.0)).wake, view.said.get(key)
    if due is None or row is None or due > row.at:
        return ()
    before = cohort.section(OnboardingSettings).opens_before
    return (
        Row(
            what="Due",
            at=due,
            clock=_clock(cohort),
            said=f"{before} before anybody's first day, and one day more",
            setting=f"onboarding: {{opens_before: {before}}}",
            where=file_of(view.programme, cohort),
        ),
    )


_STATES = {"under way": "first steps", "complete": "has settled in"}


def _mentee(view: View, cohort: Cohort, mentee: Mentee) -> Row:
    """How far a mentee is, with their issue; after their time that they took part, as the page."""
    card = view.cards.get(scopes.mentee(view.scope.home, cohort.id, mentee.login), {})
    number = card.get("issue")
    state = _STATES.get(str(card.get("state")), "is in the file")
    said = "took part" if is_over(view, cohort, mentee) else state
    return Row(what=mentee.login, said=said, where=Spot(cohort.home, number) if number else None)


def _ask(view: View, cohort: Cohort, key: str) -> Why:
    where = file_of(view.programme, cohort)
    row = Row(what="In the file", setting="confirm_mentors: true", where=where)
    asked = _written(view, key, "Asked", _clock(cohort))
    return Why(Text("dashboard/why-ask", {"cohort": cohort.name}), asked, (row,))


def _milestone(view: View, cohort: Cohort, key: str) -> Why:
    dates = (_day(view, cohort, "Last day", "ends"), *_written(view, key, "Made", _clock(cohort)))
    text = Text("dashboard/why-milestone", {"cohort": cohort.name})
    return Why(text, dates, (_in_file(view, cohort),))


def _label(view: View, cohort: Cohort, key: str) -> Why | None:
    """A label belongs to its repository: only what a plan would define there is Cairn's."""
    if not any(want.key == key for want in plan(view).wants):
        return None
    name = key.split(":", 2)[2]
    kind = name if name in ("mentorship", "onboarding") else "cohort"
    text = Text("dashboard/why-label", {"cohort": cohort.name, "kind": kind})
    return Why(text, (), (_in_file(view, cohort),))


# ---- the mentors' private corner -----------------------------------------------------------------


def _corner(view: View, cohort: Cohort, key: str) -> Why:
    private = view.programme.private_repository
    setting = f"private_repository: {private}"
    row = Row(what="In the file", setting=setting, where=file_of(view.programme, None))
    opened = _written(view, key, "Opened", _clock(cohort))
    return Why(Text("dashboard/why-corner", {"cohort": cohort.name}), opened, (row,))


def _quiet(view: View, cohort: Cohort, key: str) -> Why:
    since = view.said[key].parameters.get(ABOUT, {}) if key in view.said else {}
    found = [(g, m) for g in cohort.groups for m in g.mentees if m.login.lower() in since]
    logins = [mentee.login for _, mentee in found]
    dates = [
        Row(
            what="Quiet since",
            at=float(since[login.lower()]),
            clock=clock_of(view.programme, login, private=True),
        )
        for login in logins
    ]
    steps = [
        replace(_mentee(view, cohort, each), what="First steps", said=f"{each.login}'s issue")
        for _, each in found
    ]
    groups = {group.id: group for group, _ in found}
    mentors = [_main_mentor(view, cohort, group) for group in groups.values()]
    text = Text("dashboard/why-quiet", {"mentees": logins})
    written = _written(view, key, "Written", dates[0].clock if dates else _clock(cohort))
    return Why(text, (*dates, *written), (*steps, *mentors))


def _main_mentor(view: View, cohort: Cohort, group: Group) -> Row:
    return Row(
        what="Main mentor",
        said=f"{group.mentors[0]}, the first in the list",
        setting=f"mentors: [{', '.join(group.mentors)}]",
        where=file_of(view.programme, cohort),
    )


def _access(view: View, cohort: Cohort, key: str) -> Why:
    written = _written(view, key, "Written", _clock(cohort))
    return Why(Text("dashboard/why-access", {}), written, (_in_file(view, cohort),))


_BY_KIND: Mapping[str, Callable[[View, Cohort, str], Why | None]] = {
    TRACKING: _tracking,
    "ask": _ask,
    "milestone": _milestone,
    "label": _label,
    CORNER: _corner,
    "quiet": _quiet,
    "access": _access,
}
"""By what an artefact's key begins with, up to the colon."""
