"""Mentees who stay longer than the file says: weeks that were added by command (row C3). Pure."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from app.model.facts import Known
from app.programme.model import Cohort, Mentee, Programme

Weeks = Mapping[str, Mapping[str, int]]
"""How many were added, by cohort, and login in lower case."""


def weeks_of(extended: Mapping[str, Known]) -> Weeks:
    """What the facts of a programme say that were kept by cohort and login."""
    found: dict[str, dict[str, int]] = {}
    for key, known in extended.items():
        cohort, _, login = key.partition("/")
        found.setdefault(cohort, {})[login] = int(known.data["weeks"])
    return found


def lengthened(programme: Programme, weeks: Weeks) -> Programme:
    """The programme with these weeks; what was laid over it before no longer counts."""
    changed = tuple(
        _cohort(cohort, weeks.get(cohort.id, {}))
        if cohort.id in weeks or any(m.extended for g in cohort.groups for m in g.mentees)
        else cohort
        for cohort in programme.cohorts
    )
    return replace(programme, cohorts=changed)


def _cohort(cohort: Cohort, weeks: Mapping[str, int]) -> Cohort:
    groups = (
        replace(group, mentees=tuple(_mentee(mentee, weeks) for mentee in group.mentees))
        for group in cohort.groups
    )
    return replace(cohort, groups=tuple(groups))


def _mentee(mentee: Mentee, weeks: Mapping[str, int]) -> Mentee:
    added = weeks.get(mentee.login.lower(), 0)
    ends = mentee.ends + timedelta(weeks=added - mentee.extended)
    return replace(mentee, ends=ends, extended=added)
