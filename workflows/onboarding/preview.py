"""What a change of the file brings to mentees, once it is merged (row P2). Pure."""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import groupby

from app.model.sections.onboarding import OnboardingSettings
from app.model.text import Text
from app.model.time import calendar_of, local
from app.model.workflow import Change
from app.programme.model import Enrolment, Programme

_Key = tuple[str, str]


def preview(change: Change) -> Iterator[Text]:
    """A sentence for each thing that people will notice."""
    old = _enrolments(change.old) if change.old else {}
    new = _enrolments(change.new)
    yield from _opening(change, {key: new[key] for key in new if key not in old})
    yield from _leaving({key: old[key] for key in old if key not in new})
    for key, enrolment in new.items():
        if key in old:
            yield from _moved(old[key], enrolment)


def _enrolments(programme: Programme) -> Mapping[_Key, Enrolment]:
    return {
        (cohort.id, mentee.login.lower()): Enrolment(cohort, group, mentee)
        for cohort in programme.cohorts
        if not cohort.draft
        for group in cohort.groups
        for mentee in group.mentees
        if mentee.left is None
    }


def _opening(change: Change, new: Mapping[_Key, Enrolment]) -> Iterator[Text]:
    """Those who are welcomed on the same day, together."""
    days = sorted((_day(change, enrolment), enrolment.mentee.login) for enrolment in new.values())
    for day, found in groupby(days, key=lambda each: each[0]):
        logins = [login for _, login in found]
        values = {"mentees": logins, "on": day.isoformat() if day > date.min else None}
        yield Text("onboarding/preview-opens", values)


def _day(change: Change, enrolment: Enrolment) -> date:
    """The day on which the issue opens; `date.min` where that day has come already."""
    person = change.new.person(enrolment.mentee.login)
    settings = enrolment.cohort.section(OnboardingSettings)
    day = calendar_of(person).before(enrolment.mentee.starts, settings.opens_before)
    return day if day > local(change.now, person.timezone).date() else date.min


def _leaving(gone: Mapping[_Key, Enrolment]) -> Iterator[Text]:
    if gone:
        logins = sorted({enrolment.mentee.login for enrolment in gone.values()})
        yield Text("onboarding/preview-leaves", {"mentees": logins})


def _moved(old: Enrolment, new: Enrolment) -> Iterator[Text]:
    before, after = old.mentee, new.mentee
    # Where mentors confirm first (P9), nobody knows yet whom the issue will name.
    if old.group.mentors != new.group.mentors and not new.cohort.confirm_mentors:
        yield Text(
            "onboarding/preview-mentors",
            {
                "mentee": after.login,
                "mentors": list(new.group.mentors),
                "told": old.group.mentors[0].lower() != new.group.mentors[0].lower(),
            },
        )
    if (before.starts, before.ends) != (after.starts, after.ends):
        values = {
            "mentee": after.login,
            "starts": after.starts.isoformat(),
            "ends": after.ends.isoformat(),
        }
        yield Text("onboarding/preview-dates", values)
