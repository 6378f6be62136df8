"""Whether a week's take-home is done: a fold of commands and hands, in their order (rule 1). Pure.

What the week's issue remembers stays, whoever's comment is gone since, and also if the database was
lost.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from app.model import scopes
from app.model.facts import Data, Fact, Known, was_refused
from app.model.leaving import had_left
from app.model.lessons import WEEK, about_take_home, week_key, week_of
from app.model.order import Rank, instant, just_after, order
from app.model.workflow import Region, View

HAND = "take-home"
"""The kind of facts that somebody ticked the box of a take-home, by the key of the week."""

_TICKS = "ticks"
_CARRIED = "carried_ticks"
"""The parameter in which a week keeps the ticks of earlier ones whose issues are not written any
more, by the keys of those weeks."""
_MOST = 10
"""Ticks that an issue remembers: an `undo` leads back to the one before."""

_WRITERS = ("write", "maintain", "admin")
"""Roles that let a person tick the box by hand, so they may do it with a command as well."""

_BOX = re.compile(r"^- \[([ xX])\] \*\*Take-home of week (\d{1,4})\*\*", re.MULTILINE)


class Tick(NamedTuple):
    """What somebody said of a take-home; by hand where `by` is ""."""

    order: str
    by: str
    done: bool


def may(view: View, key: str, known: Known) -> bool | None:
    """Whether the author of a tick may; None where GitHub has to be asked who may write."""
    if known.ambiguous or was_refused(view.said, key):
        return False
    if known.data["roles"]:
        return True
    asked = view.facts.get("permission", {}).get(key)
    return None if asked is None else asked.data["role"] in _WRITERS


def problem(view: View, known: Known) -> str | None:
    """What keeps a tick from counting, as the text asks for it."""
    return "left" if had_left(view.said, instant(known.order)) else None


def ticks(view: View, week: str) -> dict[str, Tick]:
    """What was said of a week's take-home, by key; also what was taken back."""
    found = _kept(view, week)
    for key, known in view.facts.get("command", {}).items():
        is_one = about_take_home(view, known) and week_of(view, known.data) == week
        if is_one and may(view, key, known) and problem(view, known) is None:
            found[key] = Tick(known.order, known.data["by"], known.data["name"] == "done")
    hand = view.facts.get(HAND, {}).get(week)
    if hand is not None and (HAND not in found or found[HAND].order < hand.order):
        found[HAND] = Tick(hand.order, "", bool(hand.data["value"]))
    return found


def _kept(view: View, week: str) -> dict[str, Tick]:
    """What issues remember of a week's take-home: its own, and those that carry it."""
    found = dict[str, Tick]()
    for issue, row in view.said.items():
        own = row.parameters.get(_TICKS, {}) if issue == week else {}
        carried = row.parameters.get(_CARRIED, {}).get(week, {}) if issue.startswith(WEEK) else {}
        for key, values in (*own.items(), *carried.items()):
            tick = Tick(*values)
            if key not in found or found[key].order < tick.order:
                found[key] = tick
    return found


def _standing(view: View, week: str) -> list[tuple[str, Tick]]:
    """Those that were not taken back, the oldest first."""
    found = ((key, each) for key, each in ticks(view, week).items() if key not in view.undone)
    return sorted(found, key=lambda entry: (entry[1].order, entry[0]))


def last(view: View, week: str) -> Tick | None:
    """What counts."""
    return next((each for _, each in reversed(_standing(view, week))), None)


def is_done(view: View, week: str) -> bool:
    """Whether the take-home of the week with this key is done."""
    found = last(view, week)
    return found is not None and found.done


def remembered(view: View, week: str, left_behind: Sequence[str] = ()) -> Data:
    """What a week's issue keeps, among its parameters: of its own take-home, and of those carried
    into it whose issues are not written any more."""
    own = _packed(view, week)
    carried = {each: packed for each in left_behind if (packed := _packed(view, each))}
    return {**({_TICKS: own} if own else {}), **({_CARRIED: carried} if carried else {})}


def _packed(view: View, week: str) -> Data:
    return {key: list(each) for key, each in _standing(view, week)[-_MOST:]}


def did(view: View) -> dict[str, Known]:
    """Ticks by command that came to something. They are no to-dos of the mentee's list."""
    found = dict[str, Known]()
    commands = view.facts.get("command", {})
    for week in (key for key in view.said if key.startswith(WEEK)):
        for key, each in ticks(view, week).items():
            if each.by:
                known = commands.get(key)
                own = {"name": HAND, "by": each.by, "items": [], "week": week}
                found[key] = Known(each.order, {**(known.data if known else {}), **own})
    return found


# ---- by hand -------------------------------------------------------------------------------------


def _boxes(content: str) -> dict[str, bool]:
    """The boxes of take-homes that a body shows, by the key of the week."""
    return {week_key(int(number)): mark in "xX" for mark, number in _BOX.findall(content)}


def marked(view: View, weeks: list[str]) -> Data:
    """What an issue's marker remembers of the boxes in it: as they were written, and since when."""
    shown = {week: last(view, week) for week in weeks}
    return {week: [each.done, each.order] if each else [False, ""] for week, each in shown.items()}


def changed(scope: str, region: Region, before: str | None, by: str) -> Iterator[Fact]:
    """Boxes that a person's edit changed (rule 3): where `before` is unknown, those that differ
    from what the same body's marker says."""
    if scopes.parse(scope).kind != "mentee":
        return
    was = _boxes(before) if before is not None else _marked(region)
    for week, value in _boxes(region.content).items():
        if value != was.get(week, False):
            data = {"value": value, "by": by, "revision": _revision(region)}
            yield Fact(scope, HAND, week, order(region.at, Rank.HAND), data)


def observe(view: View, region: Region) -> list[Fact]:
    """Boxes of a body that was just read, as far as no event explains what they show: just after
    what its marker says, so that what is not known yet wins (rule 1)."""
    if view.scope.kind != "mentee":
        return []
    found = []
    for week, value in _boxes(region.content).items():
        since = region.memory.get("t", {}).get(week)
        known = view.facts.get(HAND, {}).get(week)
        data = {"value": value, "by": "", "revision": _revision(region)}
        explained = known is not None and (
            (known.data["value"], known.data["revision"]) == (value, _revision(region))
        )
        if since is not None and value != since[0] and not explained:
            at = since[1] or order(region.created)
            found.append(Fact(view.key, HAND, week, just_after(at), data))
    return found


def _revision(region: Region) -> str:
    """Tells this version of this body from all others of the mentee's."""
    return f"{region.created:.0f}:{region.revision}"


def _marked(region: Region) -> dict[str, bool]:
    return {week: bool(each[0]) for week, each in region.memory.get("t", {}).items()}
