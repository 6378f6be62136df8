"""What fits into the evening (row M3): mentees' talks first, then what everybody learned. Pure."""

from typing import NamedTuple

SHORTEST = 10
"""Minutes that a talk takes at least: below that it is another kind of evening."""


class Agenda(NamedTuple):
    """`offsets`: when each that fits begins, in minutes from the beginning, in order. `needed`: the
    minutes that all of them would take. `shorter`: the length of talks (minutes) with which all
    fit, None where they fit, or where nothing that short would be a talk."""

    offsets: tuple[int, ...]
    needed: int
    shorter: int | None


def agenda(talks: int, minutes: int, talk: int, questions: int) -> Agenda:
    """So many talks of the same length each, and at the end what everybody learned, for as long as
    a talk. All lengths in minutes."""
    slot, count = talk + questions, talks + 1
    fitting = min(count, minutes // slot)
    offsets = tuple(number * slot for number in range(fitting))
    shorter = minutes // count - questions
    is_help = fitting < count and shorter >= SHORTEST
    return Agenda(offsets, count * slot, shorter if is_help else None)
