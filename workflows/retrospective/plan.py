"""Each group's retrospective: one issue, from a week before to what is learned (T1 to T6). Pure.

Notes are about people, so it is in the private repository, if there is one. Its marker remembers
all that was said; the dates follow from the file until it begins.
"""

from collections.abc import Iterator
from datetime import timedelta

from app.model.artefacts import Comment, Issue, Mail, Plan
from app.model.facts import Said
from app.model.text import Link, Mention, Text, Value
from app.model.workflow import View
from workflows.retrospective import mailing
from workflows.retrospective.commands import BETTER, NOTES, WELL
from workflows.retrospective.dates import posts
from workflows.retrospective.heard import SAID, Heard, hear, remembered
from workflows.retrospective.learned import (
    ORIGIN,
    PUBLISHED,
    handed_on,
    learnings,
    origin,
    published,
    shown,
    waits_for_a_cohort,
)
from workflows.retrospective.sealed import OPENED, Note, opened, unseal
from workflows.retrospective.shared import shared
from workflows.retrospective.spoke import SPOKE
from workflows.retrospective.state import (
    BEGUN,
    KEY,
    Here,
    Phase,
    began,
    here,
    is_away,
    mentees,
    people,
    phase,
    waited_for,
)
from workflows.retrospective.told import TOLD, moved, told_first
from workflows.retrospective.where import asked, is_private, place, takes_sealed

EXPLAINED, BEGINS = "explained", "begins"

_A_DAY = timedelta(days=1).total_seconds()
_HERALDED = timedelta(hours=5).total_seconds()


def plan(view: View) -> Plan:
    """The issue opens a week before, follows the file until it begins, and closes when it is
    over."""
    result, found = Plan(), here(view)
    row = view.said.get(KEY)
    heard = hear(view, row, found.dates.over if found is not None else 0.0)
    result.verdicts |= heard.verdicts
    if found is None:  # what is there stays as it is
        result.facts += handed_on(view, remembered(row))
        if waits_for_a_cohort(view):
            result.wake_at(view.now + _A_DAY, view.now)
        return result
    if row is None and not _opens(view, found, result):
        return result
    result.needs += asked(view, found)
    now = phase(view, found, heard)
    notes = opened(row)
    if notes is None and now in ("learnings", "over") and takes_sealed(view, found):
        notes = unseal(view, people(found))
    if row is not None:
        result.add(*_comments(view, found, heard, now, result))
    result.add(_issue(view, found, heard, now, notes))
    result.facts += shared(view, found, heard, now)
    if now == "over":
        result.facts += handed_on(view, heard.entries)
    for instant in found.dates[:4]:
        result.wake_at(instant, view.now)
    return result


def _opens(view: View, found: Here, result: Plan) -> bool:
    """Whether its issue may open. A group without mentees has nothing to look back on."""
    result.wake_at(found.dates.opens, view.now)
    return found.dates.opens <= view.now < found.dates.over and bool(mentees(found))


# ---- what is said --------------------------------------------------------------------------------


def _comments(
    view: View, found: Here, heard: Heard, now: Phase, result: Plan
) -> Iterator[Comment | Mail]:
    """The text, if no mentor has posted it; a day that moved; that it begins, where nobody meets;
    and what was learned."""
    if now == "prepared":
        yield from _explained(view, found, result)
        yield from moved(view, found, explained=EXPLAINED in view.said)
    if now in ("prepared", "writing") and not found.dates.together:
        yield from _begins(view, found, heard, result)
    if now == "over":
        yield from published(view, found, heard, result)


def _explained(view: View, found: Here, result: Plan) -> Iterator[Comment]:
    assert found.row is not None
    at = posts(found.dates, found.row.at, found.settings, found.zone)
    result.wake_at(at, view.now)
    if EXPLAINED in view.said or (at <= view.now and not _spoke(view, found.row)):
        yield _explanation_posted(view, found)


def _explanation_posted(view: View, found: Here) -> Comment:
    listed = mentees(found)
    values: dict[str, Value] = {"mentees": [Mention(login) for login in listed]}
    return Comment(
        key=EXPLAINED,
        on=KEY,
        text=Text("retrospective/explained", values, (_explanation(view, found),)),
        notify=listed,
        parameters={TOLD: found.dates.meets},
        private=is_private(view, found),
    )


def _spoke(view: View, row: Said) -> bool:
    """Whether a mentor said anything there: then they have seen it, and told the others."""
    return bool(view.facts.get(SPOKE)) or bool(row.parameters.get(SPOKE))


def _begins(view: View, found: Here, heard: Heard, result: Plan) -> Iterator[Comment]:
    """From the morning of that day on: some are at work in the evening of others."""
    at = found.dates.meets - _HERALDED
    result.wake_at(at, view.now)
    if at > view.now and BEGINS not in view.said:
        return
    waited = tuple(waited_for(view, found, heard))
    values: dict[str, Value] = {
        "people": [Mention(login) for login in waited],
        "group": found.group.name,
        "read": found.dates.read,
        "zone": found.zone,
        "minutes": found.settings.writing_minutes,
        "me": _page(view, found),
    }
    yield Comment(
        key=BEGINS,
        on=KEY,
        text=Text("retrospective/begins", values),
        notify=waited,
        private=is_private(view, found),
    )


# ---- the issue -----------------------------------------------------------------------------------


def _issue(view: View, found: Here, heard: Heard, now: Phase, notes: list[Note] | None) -> Issue:
    cohort, told = found.cohort, _told(view, found)
    title = {"group": found.group.name, "cohort": cohort.name}
    begun = began(view, found, heard, bool(notes))
    if now == "prepared":
        body = _prepared(view, found, told)
    else:
        body = _body(view, found, heard, now, notes)
    return Issue(
        key=KEY,
        repository=place(view, found),
        title=Text("retrospective/issue.title", title),
        body=body,
        labels=("mentorship", cohort.label),
        state="closed" if now == "over" else "open",
        notify=told,
        parameters={
            TOLD: told_first(found),
            **({SAID: {k: list(e) for k, e in heard.entries.items()}} if heard.entries else {}),
            **({OPENED: [list(note) for note in notes]} if notes else {}),
            **({BEGUN: begun} if begun is not None else {}),
            **({SPOKE: True} if found.row is not None and _spoke(view, found.row) else {}),
            **({ORIGIN: origin(found)} if now == "over" else {}),
            **mailing.remembered(mailing.state(view, found, PUBLISHED)),
        },
        private=is_private(view, found),
    )


def _told(view: View, found: Here) -> tuple[str, ...]:
    """Who is told by the issue itself, as it opens. It waits for nobody: not for mentors who are
    away, and on the day itself for no good hour either."""
    if found.row is not None:
        return tuple(found.row.parameters.get("to", ()))
    if view.now >= found.dates.meets:
        return ()
    return tuple(login for login in found.group.mentors if not is_away(view, login))


def _prepared(view: View, found: Here, told: tuple[str, ...]) -> Text:
    opened_at = found.row.at if found.row is not None else view.now
    values: dict[str, Value] = {
        "mentors": [Mention(login) for login in told],
        "mentees": len(mentees(found)),
        "group": found.group.name,
        "together": found.dates.together,
        "at": found.dates.meets,
        "zone": found.zone,
        "posts": posts(found.dates, opened_at, found.settings, found.zone),
        "spoke": found.row is not None and _spoke(view, found.row),
    }
    return Text("retrospective/prepared", values, (_explanation(view, found),))


def _explanation(view: View, found: Here) -> Text:
    """What happens, for mentees and mentors alike."""
    doc, heads = found.group.working_doc, found.settings.headings
    to = mailing.list_of(view, found)
    values: dict[str, Value] = {
        "group": found.group.name,
        "cohort": found.cohort.name,
        "at": found.dates.meets,
        "read": found.dates.read,
        "zone": found.zone,
        "together": found.dates.together,
        "minutes": found.settings.writing_minutes,
        "well": heads.well,
        "better": heads.better,
        "before_project": found.settings.before_project,
        "doc": Link(doc) if doc else None,
        "me": _page(view, found),
        "private": is_private(view, found),
        "list": Link(to) if to else None,
    }
    return Text("retrospective/explanation", values)


def _page(view: View, found: Here) -> Link | None:
    """Where people write for themselves, if they can."""
    return Link(view.me) if view.me is not None and takes_sealed(view, found) else None


def _body(view: View, found: Here, heard: Heard, now: Phase, notes: list[Note] | None) -> Text:
    doc, heads = found.group.working_doc, found.settings.headings
    written = [*(notes or ()), *(Note(each.kind, each.text) for each in heard.of(*NOTES))]
    values: dict[str, Value] = {
        "phase": now,
        "group": found.group.name,
        "cohort": found.cohort.name,
        "zone": found.zone,
        "read": found.dates.read,
        "over": found.dates.over,
        "well": heads.well,
        "better": heads.better,
        "heading": heads.learnings,
        "worked": [note.text for note in written if note.kind == WELL],
        "missed": [note.text for note in written if note.kind == BETTER],
        "learnings": [shown(each) for each in learnings(heard.entries)],
        "waiting": waited_for(view, found, heard) if now == "writing" else [],
        "before_project": found.settings.before_project,
        "doc": Link(doc) if doc else None,
        "me": _page(view, found) if now == "writing" else None,
        "private": is_private(view, found),
        **mailing.shown(view, found, PUBLISHED, stands=bool(learnings(heard.entries))),
    }
    return Text("retrospective/issue", values)
