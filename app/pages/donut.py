"""What people enter on `/me` about the donut, the weekly pairs (row H9), and how the form shows it.
Pure.

Whom somebody avoids is told to nobody. So that the form tells nobody either who is in a private
cohort, it knows only those whom this person may know of, and takes any other name the second time.
"""

import re
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from app.model.names import parse_login
from app.model.own import UNTIL_THEY_SAY, Own
from app.pages.forms import Form, Mistakes, one

MOST_AVOIDED = 50
"""Logins in one list."""

_UNTIL_THEY_SAY, _UNTIL_A_DAY = "open", "day"


def entered(form: Form, before: Own, login: str, known: Collection[str], today: date) -> Own:
    """The settings with what was entered; `known`: logins in lower case that this person may know
    of. Raises Mistakes."""
    mistakes: dict[str, str] = {}
    paused_until: date | None = None
    avoid: frozenset[str] = frozenset()
    try:
        paused_until = _paused_until(form, before, today)
    except ValueError as error:
        mistakes["pause"] = str(error)
    try:
        avoid = _avoided(form, login.lower())
    except ValueError as error:
        mistakes["avoid"] = str(error)
    new = sorted(avoid - before.avoid - set(known))
    if new and not one(form, "keep_unknown"):
        mistakes["unknown"] = (
            f"Cairn does not know {', '.join(new)}. Look for a letter amiss, or tick the box below "
            "the names to keep them."
        )
    if mistakes:
        raise Mistakes(mistakes)
    donut = bool(one(form, "donut"))
    return before.model_copy(
        update={"donut": donut, "donut_paused_until": paused_until, "avoid": avoid}
    )


def _paused_until(form: Form, before: Own, today: date) -> date | None:
    pause, text = one(form, "pause"), one(form, "paused_until")
    try:
        day = date.fromisoformat(text) if text else None
    except ValueError:
        raise ValueError("Choose the last day of the pause.") from None
    if pause == _UNTIL_THEY_SAY:
        return UNTIL_THEY_SAY
    if pause != _UNTIL_A_DAY:
        if day not in (None, before.donut_paused_until):
            raise ValueError("Choose “until this day” as well, or leave the day empty.")
        return None
    if day is None:
        raise ValueError("Choose the last day of the pause.")
    if day < today:
        raise ValueError("That day has passed already. Choose one to come.")
    return day


def _avoided(form: Form, login: str) -> frozenset[str]:
    words = re.split(r"[\s,;]+", one(form, "avoid"))
    found = {_login(word) for word in words} - {""}
    if login in found:
        raise ValueError("That is your own name, which Cairn never pairs with you.")
    if len(found) > MOST_AVOIDED:
        raise ValueError(f"Those are {len(found)} names; write {MOST_AVOIDED} at most.")
    return frozenset(found)


def _login(word: str) -> str:
    """A login in lower case. ValueError says what is wrong with it."""
    name = word.removeprefix("@")
    try:
        return parse_login(name).lower() if name else ""
    except ValueError as error:
        raise ValueError(f"{error}.") from None


def shown(own: Own, today: date, sent: Form | None) -> Mapping[str, Any]:
    """What the form shows; `sent`: what was entered where that could not be taken."""
    values = sent if sent is not None else _as_form(own, today)
    return {
        "on": bool(one(values, "donut")),
        "pause": one(values, "pause"),
        "paused_until": one(values, "paused_until"),
        "avoid": one(values, "avoid"),
    }


def _as_form(own: Own, today: date) -> Form:
    until = own.donut_paused_until
    is_open, is_day = until == UNTIL_THEY_SAY, until is not None and today <= until < UNTIL_THEY_SAY
    return {
        "donut": ["on"] if own.donut else [],
        "pause": [_UNTIL_THEY_SAY] if is_open else [_UNTIL_A_DAY] if is_day else [],
        "paused_until": [until.isoformat()] if is_day and until else [],
        "avoid": ["\n".join(sorted(own.avoid))],
    }
