"""What the groups learned, for the last talk of the evening (row M3): listed as boxes, of which
mentors tick those that come into it. Pure.

From a private retrospective nothing comes into a public meetup before it is published; until
then the agenda says that mentors bring some of it along.
"""

from collections.abc import Mapping
from typing import Any

from app.model import lookback
from app.model.facts import Ledger
from app.model.lookback import Learning
from app.model.text import Markdown, shortened
from app.model.workflow import View
from app.programme.model import Cohort
from workflows.meetup import boxes
from workflows.meetup.settings import MeetupSettings

NUMBERS = "learned"
"""The parameter in which the issue keeps the number of each learning, which is its box's name."""

MOST, LONGEST = 12, 140
"""Learnings that are listed, and characters of each: a body has an end."""

MINUTES = 4
"""For each learning: to say it, and for some to answer. Our own guess, for want of a figure."""


def numbers(view: View, cohort: Cohort, *, over: bool) -> dict[str, int]:
    """The number of each, by key; they stay what they are. After the evening none is added."""
    kept = _kept(view.said)
    every = lookback.learned(view, cohort.home)
    for key in () if over else every:
        if key not in kept and len(kept) < MOST:
            kept[key] = max(kept.values(), default=0) + 1
    return kept


def _kept(said: Ledger) -> dict[str, int]:
    """What the issue remembers; also where the cohort moved, and has two."""
    rows = [row.parameters.get(NUMBERS, {}) for _, row in sorted(said.items())]
    return {key: number for each in rows for key, number in each.items()}


def values(view: View, cohort: Cohort, *, over: bool) -> Mapping[str, Any]:
    """What the issue's text is filled with: all that can be chosen, and what comes into the talk,
    which is as much as there is time for where nobody has ticked anything."""
    every, numbered = lookback.learned(view, cohort.home), numbers(view, cohort, over=over)
    listed = [(str(number), every[key]) for key, number in numbered.items() if key in every]
    ticked = boxes.all_ticked(view.facts)
    first = max(1, cohort.section(MeetupSettings).talk_minutes // MINUTES)
    chosen = [each for name, each in listed if name in ticked] or [it for _, it in listed][:first]
    return {
        "learned": [
            {"id": Markdown(name), "done": name in ticked, "group": each.group, **_words(each)}
            for name, each in listed
        ],
        "first": first,
        "chosen": [_words(each) for each in chosen],
    }


def _words(it: Learning) -> Mapping[str, Any]:
    return {"verb": it.verb, "text": shortened(it.text, LONGEST)}
