"""What people enter on `/me`, as settings, and the settings as the forms show them. Pure."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from typing import Any
from zoneinfo import available_timezones

from pydantic import ValidationError

from app.model.days import WEEKDAYS, spell_week
from app.model.own import NO_HOLIDAYS, Absence, Own
from app.programme.model import Person

LONGEST_ABSENCE = timedelta(days=366)
"""Whoever is away for longer has left, as with `/mentor away`."""

Form = Mapping[str, Sequence[str]]
"""Each field's values, as they were sent."""


class Mistakes(Exception):
    """What cannot be taken (`of`), in words, by field."""

    def __init__(self, of: Mapping[str, str]) -> None:
        super().__init__()
        self.of = of


def settings(form: Form, before: Own) -> Own:
    """The settings that were entered; what has a form of its own stays (being away, the donut).
    Raises Mistakes."""
    first, last = one(form, "from"), one(form, "until")
    half = {} if bool(first) == bool(last) else {"hours": "Choose both hours, or neither."}
    entered = {
        **dict(before),
        "zone": one(form, "zone") or None,
        "hours": (first, last) if first and last else None,
        "week": _week(form.get("day", ())),
        "holidays": _holidays(one(form, "holidays")),
        "mentions": not one(form, "no_mentions"),
        "labels": not one(form, "no_labels"),
        "numbers": not one(form, "no_numbers"),
    }
    try:
        own = Own.model_validate(entered)
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False)
        raise Mistakes({**half, **{str(it["loc"][0]): _said(it) for it in found}}) from None
    if half:
        raise Mistakes(half)
    return own


def away(form: Form, before: Own, now: float, today: date) -> Own:
    """The settings with an absence until the day that was entered. Raises Mistakes."""
    try:
        day = date.fromisoformat(one(form, "day"))
    except ValueError:
        raise Mistakes({"away": "Choose the last day on which you are away."}) from None
    if day < today:
        raise Mistakes({"away": "That day has passed already. Choose one to come."})
    if day > today + LONGEST_ABSENCE:
        raise Mistakes({"away": "That is more than a year away. Choose an earlier day."})
    return before.model_copy(update={"away": Absence(since=now, until=day)})


def back(before: Own, now: float) -> Own:
    """The settings of somebody who is back."""
    return before.model_copy(update={"away": Absence(since=now)})


def one(form: Form, name: str) -> str:
    """A field's value; "" where none was sent."""
    return next(iter(form.get(name, ())), "").strip()


def _week(days: Sequence[str]) -> str | None:
    found = {WEEKDAYS.index(day) for day in days if day in WEEKDAYS}
    return spell_week(frozenset(found)) if found else None


def _holidays(text: str) -> str | None:
    if text.casefold() == NO_HOLIDAYS:
        return NO_HOLIDAYS
    return text.upper() or None


def _said(error: Any) -> str:
    """A reason as a sentence."""
    if error["type"] != "value_error":
        return "Choose one of the list."
    text = str(error["ctx"]["error"])
    return f"{text[0].upper()}{text[1:]}."


@cache
def zones() -> Sequence[tuple[str, Sequence[str]]]:
    """The zones that people live in, by continent: (continent, names)."""
    found: dict[str, list[str]] = {}
    for name in sorted(available_timezones()):
        continent, slash, _ = name.partition("/")
        if slash and continent in _CONTINENTS:
            found.setdefault(continent, []).append(name)
    return [*found.items(), ("Elsewhere", ["UTC"])]


_CONTINENTS = frozenset(
    (
        *("Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia"),
        *("Europe", "Indian", "Pacific"),
    )
)


def shown(own: Own, usual: Person, sent: Form | None) -> Mapping[str, Any]:
    """What the form of settings shows; `usual`: what counts where nothing is set, `sent`: what was
    entered where that could not be taken, so that nobody has to type it again."""
    values = sent if sent is not None else _as_form(own)
    days = values.get("day", ())
    return {
        "zone": one(values, "zone"),
        "zones": [{"name": name, "names": names} for name, names in zones()],
        "from": one(values, "from"),
        "until": one(values, "until"),
        "hours": [{"value": str(n), "label": f"{n:02d}:00"} for n in range(24)],
        "days": [{"value": d, "name": d.capitalize(), "on": d in days} for d in WEEKDAYS],
        "holidays": one(values, "holidays"),
        "no_mentions": bool(one(values, "no_mentions")),
        "no_labels": bool(one(values, "no_labels")),
        "no_numbers": bool(one(values, "no_numbers")),
        "usual": {
            "zone": usual.timezone.replace("_", " "),
            "hours": f"{usual.hours[0]:02d}:00 to {usual.hours[1]:02d}:00",
            "week": ", ".join(WEEKDAYS[day].capitalize() for day in sorted(usual.week)),
            "holidays": usual.holidays,
        },
    }


def _as_form(own: Own) -> Form:
    hours = [str(hour) for hour in own.hours or ()]
    return {
        "zone": [own.zone or ""],
        "from": hours[:1],
        "until": hours[1:],
        "day": [WEEKDAYS[day] for day in sorted(own.week or ())],
        "holidays": [own.holidays or ""],
        "no_mentions": [] if own.mentions else ["on"],
        "no_labels": [] if own.labels else ["on"],
        "no_numbers": [] if own.numbers else ["on"],
    }
