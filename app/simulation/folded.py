"""A simulated week made short: what is alike stands once, what mails nobody is only counted."""

import re
from calendar import day_name, month_name
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from app.simulation.course import Row

ALIKE = 4
"""Rows of a week that differ only in names and numbers, from which on they stand as one."""

SILENT = {"closed": "closing", "reopened": "reopening", "edited": "edit"}
"""What is only counted where it mails nobody, by what one of them is called."""

_WORD = re.compile(r"@?[\w-]+")
_DATES = {word.lower() for word in (*day_name, *month_name) if word}
_DIGIT = re.compile(r"\d")
_GAPS = re.compile(r"…(\s…)+")


class Fold(NamedTuple):
    """Rows that are shown as one (or one alone), the oldest first; `text` is what they share."""

    rows: tuple[Row, ...]
    text: str


class Short(NamedTuple):
    """A week: what is shown, and how often what was done of which nobody got a mail."""

    folds: tuple[Fold, ...]
    silent: Counter[str]


def short(rows: Iterable[Row], people: Collection[str]) -> Short:
    """A week made short. `people` are logins in lower case: names of theirs make no difference."""
    silent: Counter[str] = Counter()
    alike: dict[tuple[str, str, str], list[Row]] = {}
    for row in rows:
        if row.what in SILENT and not row.receipts:
            silent[row.what] += 1
        else:
            key = (row.what, row.repository, _shared(row.text, people))
            alike.setdefault(key, []).append(row)
    folds = (fold for (_, _, text), found in alike.items() for fold in _folds(found, text))
    return Short(tuple(sorted(folds, key=lambda fold: fold.rows[0].at)), silent)


def _folds(rows: list[Row], text: str) -> Iterator[Fold]:
    if len(rows) >= ALIKE:
        yield Fold(tuple(rows), text)
    else:
        yield from (Fold((row,), row.text) for row in rows)


def _shared(text: str, people: Collection[str]) -> str:
    """A text without people's names, dates, and whatever has a number (groups mostly have)."""

    def kept(found: re.Match[str]) -> str:
        word = found[0].removeprefix("@").lower()
        return "…" if word in people or word in _DATES or _DIGIT.search(word) else found[0]

    return _GAPS.sub("…", _WORD.sub(kept, text))


def silently(silent: Counter[str]) -> str:
    """What was done of which nobody got a mail, in words; "" for nothing."""
    counts = [(silent[kind], word) for kind, word in SILENT.items() if silent[kind]]
    words = [f"{number} {word}{'s' if number > 1 else ''}" for number, word in counts]
    verb = "mail" if silent.total() > 1 else "mails"
    return f"{', '.join(words)}, which {verb} nobody" if words else ""
