"""A total order of what happened, by kind (rule 1 of the design).

GitHub's times have whole seconds, and several events share one. So an order is a string that
sorts as: time in milliseconds, rank of the source, GitHub's id, place in the text.
"""

from enum import IntEnum


class Rank(IntEnum):
    """Who is believed when two things share a second: the later in this list."""

    EVENT = 0
    HAND = 1
    COMMAND = 2
    READ = 9


def order(at: float, rank: int = Rank.EVENT, id: int = 0, place: int = 0) -> str:
    """The order of something that happened `at` (Unix seconds)."""
    return f"{round(at * 1000):015d}.{rank}.{id:015d}.{place:03d}"


def instant(of: str) -> float:
    """The Unix seconds that an order begins with."""
    return int(of[:15]) / 1000


def id_in(of: str) -> int:
    """GitHub's id of what an order is of; 0 where it has none."""
    return int(of.split(".")[2].rstrip("+"))


def just_after(of: str) -> str:
    """An order behind `of` and before everything else (a box seen in a read: rule 1)."""
    return of + "+"
