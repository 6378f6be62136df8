"""What moved in the file after the issue had named it, and is told in one comment (P5, rule 5).

The issue's body follows the file by itself, and mails nobody. Told are only another main mentor,
and named days that are still to come. What was told last stands in the ledger: in the comments, or
in the issue itself as it was opened. So what is taken back before it was told comes to nothing, and
two changes become one comment. Pure.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from app.model.artefacts import Comment
from app.model.facts import Data, Ledger, Said
from app.model.keys import HOME
from app.model.lessons import WEEK
from app.model.text import Mention, Text, Value
from app.programme.model import Cohort, Mentee

TOLD = "told"
"""The parameter in which the issue, and each such comment, keep what they named."""

EXTENDED = "extended"
"""In what was named: the weeks that were added by command, where there are any."""

_CHANGED = "changed:"
_Dated = Sequence[str]
"""A day as an ISO date, and its title: a list, as JSON gives it back."""


class Moved(NamedTuple):
    """A day that was named: `kind` is "starts", "ends", or "date" for one of the cohort's dates,
    which alone has a title (people's words, and so possibly "ends"); `on` is None where it is
    planned no longer. Both days are ISO dates."""

    kind: str
    title: str | None
    was: str
    on: str | None


def named(cohort: Cohort, mentee: Mentee, main: str | None) -> Data:
    """What an issue names today. `main` is the main mentor, as far as that may be known."""
    return {
        "mentor": main,
        "starts": mentee.starts.isoformat(),
        "ends": mentee.ends.isoformat(),
        "dates": [[day.on.isoformat(), day.title] for day in sorted(cohort.dates)],
        **({EXTENDED: mentee.extended} if mentee.extended else {}),
    }


def change(
    said: Ledger,
    now: Data,
    mentee: str,
    today: date,
    mentors: Sequence[str] = (),
    on: str = HOME,
    *,
    farewell: bool = False,
) -> Comment | None:
    """The comment that tells what differs from what was told last, or None. Where somebody added
    weeks, or took them back, it tells the `mentors` as well (C3). `on` is the key of the issue that
    it goes to. A last day that an edit has put into the past is told by the `farewell`, where one
    comes."""
    is_over = today.isoformat() > now["ends"]
    if is_over and farewell:
        return None
    before = told_last(said, now)
    main = now["mentor"] if is_another_mentor(before, now) and not is_over else None
    moved = [each for each in _moved(before, now) if _is_ahead(each, today)]
    if main is None and not moved:
        return None
    is_longer = any(each.kind == "ends" for each in moved)
    added = now.get(EXTENDED, 0) - before.get(EXTENDED, 0) if is_longer else 0
    told = (*([main] if main else []), *(each for each in mentors if added and each != main))
    values: dict[str, Value] = {
        "mentee": Mention(mentee),
        "mentor": Mention(main) if main else None,
        "before": before["mentor"],
        "moved": [each._asdict() for each in moved],
        "added": added,
        "mentors": [Mention(each) for each in told if each != main],
        "course": any(key.startswith(WEEK) for key in said),
    }
    return Comment(
        key=f"{_CHANGED}{1 + sum(key.startswith(_CHANGED) for key, _ in _told_rows(said))}",
        on=on,
        text=Text("onboarding/changed", values),
        notify=(mentee, *told),
        # Who is to be the mentor and has not confirmed yet is told when they have.
        parameters={TOLD: {**now, "mentor": now["mentor"] or before["mentor"]}},
    )


def told_last(said: Ledger, now: Data) -> Data:
    """What was told last: by a comment, or an issue that opened later; else by the first one."""
    newest = max(_told_rows(said), key=lambda row: row[1].at, default=None)
    row = newest[1] if newest is not None else said.get(HOME)
    told: Data = row.parameters.get(TOLD, now) if row is not None else now
    return told


def _told_rows(said: Ledger) -> list[tuple[str, Said]]:
    """What told something after the first issue, also where people deleted it."""
    return [
        (key, row)
        for key, row in said.items()
        if key != HOME and TOLD in row.parameters and row.status in ("there", "gone")
    ]


def is_another_mentor(before: Data, now: Data) -> bool:
    """Whether somebody else is the main mentor now; nobody (yet) is no other one."""
    return now["mentor"] is not None and (
        str(before["mentor"]).lower() != str(now["mentor"]).lower()
    )


def _is_ahead(moved: Moved, today: date) -> bool:
    return max(moved.was, moved.on or "") >= today.isoformat()


def _moved(before: Data, now: Data) -> Iterator[Moved]:
    for kind in ("starts", "ends"):
        if before[kind] != now[kind]:
            yield Moved(kind, None, before[kind], now[kind])
    yield from _dates(before["dates"], now["dates"])


def _dates(before: Sequence[_Dated], now: Sequence[_Dated]) -> Iterator[Moved]:
    """A day is known by its title. One that only has another title now has not moved."""
    new = [day for day in now if day not in before]
    for on, title in (day for day in before if day not in now):
        moved = next((day for day in new if day[1] == title), None)
        if moved is not None:
            new.remove(moved)
            yield Moved("date", title, on, moved[0])
        elif not any(day[0] == on for day in new):
            yield Moved("date", title, on, None)
