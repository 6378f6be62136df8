"""Somebody's own numbers, as their page `/me` shows them (row R6): to them, and to nobody else."""

from typing import NamedTuple


class Figure(NamedTuple):
    """One number, and what it counts."""

    label: str
    value: float


class Figures(NamedTuple):
    """What belongs together, under a title; `words` stand below it: no target, and no rank."""

    title: str
    figures: tuple[Figure, ...]
    words: str = ""
