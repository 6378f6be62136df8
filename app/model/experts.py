"""Who knows an area (row H6): found by an issue's labels, or by the files that a pull request
touches. Pure.

Files are told by patterns as in `.gitignore` (https://git-scm.com/docs/gitignore), read by the
library pathspec: of an area's patterns the last one that fits a file counts, so `!docs/**` leaves
out again.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Annotated, NamedTuple, Protocol

from pathspec import GitIgnoreSpec
from pydantic import AfterValidator, Field


def _pattern(text: str) -> str:
    """The pattern; ValueError where no file could fit it, as what it means was something else."""
    try:
        known = GitIgnoreSpec.from_lines([text]).patterns
    except ValueError:
        known = []
    if "\n" in text or all(pattern.include is None for pattern in known):
        raise ValueError(f'"{text}" fits no file; write a pattern like pkg/store/** or *.md')
    return text


PathPattern = Annotated[
    str,
    Field(min_length=1, max_length=200, title="pattern of paths"),
    AfterValidator(_pattern),
]


class Area(Protocol):
    """An area of knowledge, as the programme's file has it."""

    @property
    def area(self) -> str:
        """Its name."""

    @property
    def people(self) -> tuple[str, ...]:
        """Logins of those who know it."""

    @property
    def labels(self) -> tuple[str, ...]:
        """Labels of its issues."""

    @property
    def paths(self) -> tuple[str, ...]:
        """Patterns of its files."""


class Expert(NamedTuple):
    """Somebody, and the names of those areas in question that they know."""

    login: str
    areas: tuple[str, ...]


def matching(
    areas: Iterable[Area], labels: Iterable[str] = (), paths: Sequence[str] = ()
) -> Iterator[Area]:
    """The areas that an issue with these labels, or a change of these files, belongs to."""
    names = {label.casefold() for label in labels}  # as GitHub tells labels apart
    for area in areas:
        is_labelled = not names.isdisjoint(label.casefold() for label in area.labels)
        if is_labelled or any(_spec(area.paths).match_files(paths)):
            yield area


def experts(
    areas: Iterable[Area], labels: Iterable[str] = (), paths: Sequence[str] = ()
) -> tuple[Expert, ...]:
    """Who knows what this is about: those who know more of its areas first, else in the order of
    the file. Logins are spelled as where they come first."""
    known: dict[str, Expert] = {}
    for area in matching(areas, labels, paths):
        for login in area.people:
            before = known.get(login.lower()) or Expert(login, ())
            if area.area not in before.areas:
                known[login.lower()] = before._replace(areas=(*before.areas, area.area))
    return tuple(sorted(known.values(), key=lambda expert: -len(expert.areas)))


@lru_cache(maxsize=256)
def _spec(patterns: tuple[str, ...]) -> GitIgnoreSpec:
    """Compiling takes longer than matching, and a file keeps its patterns for months."""
    return GitIgnoreSpec.from_lines(patterns)
