"""Dates as people type them in a command."""

import re
from datetime import date, timedelta

from app.commands.words import fold

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_NOISE = re.compile(r"^(?:until|till|on)\s|\b(?:the|of)\b|[,.!?]")
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_MONTH = r"(?P<month>[a-z]{3,})"
_YEAR = r"(?: (?P<year>\d{4}))?"
_NAMED = (re.compile(f"{_DAY} {_MONTH}{_YEAR}"), re.compile(f"{_MONTH} {_DAY}{_YEAR}"))


def parse_date(text: str, today: date) -> date | None:
    """The day that is meant, or None where that is not certain.

    "2026-12-24", "24 December", "Dec 24th, 2026", "friday", "today", "tomorrow". A weekday is
    the next one after today; a day without a year is the next one from today on. "12/11" could be
    two days, so it is none.
    """
    words = " ".join(_NOISE.sub(" ", fold(text).casefold()).split())
    if words in ("today", "tomorrow"):
        return today + timedelta(days=words == "tomorrow")
    if re.fullmatch(r"\d{4}-\d{1,2}-\d{1,2}", words, re.ASCII):
        return _date(*(int(part) for part in words.split("-")))
    if (weekday := _place(words, _WEEKDAYS)) is not None:
        return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
    return _named(words, today)


def _named(words: str, today: date) -> date | None:
    match = next((found for form in _NAMED if (found := form.fullmatch(words))), None)
    month = _place(match["month"], _MONTHS) if match else None
    if match is None or month is None:
        return None
    day = int(match["day"])
    if match["year"]:
        return _date(int(match["year"]), month + 1, day)
    # 29 February is at most eight years away.
    coming = (_date(year, month + 1, day) for year in range(today.year, today.year + 9))
    return next((found for found in coming if found and found >= today), None)


def _place(word: str, names: tuple[str, ...]) -> int | None:
    """Where a name, or at least three letters of its beginning, is in a list."""
    found = [i for i, name in enumerate(names) if len(word) >= 3 and name.startswith(word)]
    return found[0] if found else None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
