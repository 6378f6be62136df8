"""Dates, hours, spans, zones and holidays, as a programme file spells them."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import IntEnum
from functools import cache
from typing import Annotated, Literal
from zoneinfo import available_timezones

import holidays

from app.model.spelling import Spelled, near, nearest, text_of

FIRST_YEAR, LAST_YEAR = 2000, 2199


class Weekday(IntEnum):
    """A day of the week, numbered as by `datetime.date.weekday`."""

    MONDAY = 0
    TUESDAY = 1
    WEDNESDAY = 2
    THURSDAY = 3
    FRIDAY = 4
    SATURDAY = 5
    SUNDAY = 6

    def __str__(self) -> str:
        return self.name.lower()


WEEKDAYS = tuple(str(day) for day in Weekday)


def _clock(text: str) -> time | None:
    match = re.fullmatch(r"([01]?\d|2[0-3]):([0-5]\d)", text, re.ASCII)
    return time(int(match[1]), int(match[2])) if match else None


def parse_time(value: object) -> time:
    """An hour of the day, `10:00` or `9:00`, on the 24-hour clock."""
    if isinstance(value, time):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        raise ValueError(f"{value} is not an hour; write {_as_hour(value)}")
    text = text_of(value, '"10:00"')
    if (parsed := _clock(text)) is None:
        raise ValueError(f'"{text}" is not an hour; write hours and minutes like "17:00"')
    return parsed


def _as_hour(value: float) -> str:
    """What was probably meant by `10` or `9.30`."""
    hours, _, minutes = f"{value:.2f}".partition(".")
    meant = f"{hours:0>2}:{minutes}"
    return f'"{meant}"' if _clock(meant) else 'hours and minutes like "17:00"'


def parse_date(value: object) -> date:
    """A date, `2026-09-01`."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    is_number = isinstance(value, int) and not isinstance(value, bool)
    text = str(value) if is_number else text_of(value, "2026-09-01")
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
        return _real_date(text)
    meant = _as_iso(text) or "year, month and day like 2026-09-30"
    raise ValueError(f'"{text}" is not a date; write {meant}')


def _real_date(text: str) -> date:
    try:
        parsed = date.fromisoformat(text)
    except ValueError:
        year, month, day = text.split("-")
        swapped = _as_iso(f"{year}-{day}-{month}")
        mend = f"write {swapped}" if swapped else "check the month and the day"
        raise ValueError(f"{text} is not in the calendar; {mend}") from None
    if not FIRST_YEAR <= parsed.year <= LAST_YEAR:
        raise ValueError(f"{text}: the year should be between {FIRST_YEAR} and {LAST_YEAR}")
    return parsed


_FORMS = (
    *("%d.%m.%Y", "%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y%m%d", "%Y-%m-%dT%H:%M"),
    *("%d %B %Y", "%d. %B %Y", "%B %d, %Y", "%B %d %Y", "%d %b %Y", "%b %d, %Y", "%b %d %Y"),
)


def _as_iso(text: str) -> str:
    """What was probably meant by `1.9.2026`, `2026/9/1` or `1 September 2026`; 9/1/2026 could be
    two days."""
    text = re.sub("[‐‑–—−]", "-", text).strip(" ,;.")
    for form in _FORMS:
        try:
            return datetime.strptime(text, form).date().isoformat()  # noqa: DTZ007 (a day only)
        except ValueError:
            continue
    return ""


def parse_datetime(value: object) -> datetime:
    """A local date and hour, `2026-11-25T14:00`, without a zone: the place's own applies."""
    if isinstance(value, datetime):
        return value
    text = text_of(value, "2026-11-25T14:00")
    match = re.fullmatch(r"(\d{4}-\d{2}-\d{2})[T ](.+)", text, re.ASCII)
    hour = _clock(match[2]) if match else None
    if match is None or hour is None:
        raise ValueError(
            f'"{text}" is not a date with an hour; write it like 2026-11-25T14:00, '
            "without seconds and zone"
        )
    return datetime.combine(_real_date(match[1]), hour)


def parse_weekday(value: object) -> Weekday:
    """A day of the week, `monday` or `mon`."""
    if isinstance(value, Weekday):
        return value
    text = text_of(value, "monday")
    for day in Weekday:
        if text.lower() in (str(day), str(day)[:3]):
            return day
    raise ValueError(
        f'"{text}" is not a day of the week{nearest(text, WEEKDAYS) or "; write monday"}'
    )


def parse_week(value: object) -> frozenset[int]:
    """The working days of a week, `mon-thu` or `mon,wed-fri`; Monday is 0."""
    if isinstance(value, frozenset):
        return value
    days: set[int] = set()
    for part in text_of(value, "mon-fri").split(","):
        first, _, last = part.strip().partition("-")
        start = parse_weekday(first)
        length = (parse_weekday(last) - start) % 7 if last else 0
        days.update((start + day) % 7 for day in range(length + 1))
    return frozenset(days)


def spell_week(week: frozenset[int]) -> str:
    """The days of a week by name: `mon,tue,thu`."""
    return ",".join(WEEKDAYS[day][:3] for day in sorted(week))


@dataclass(frozen=True, slots=True)
class Duration:
    """A number of days, working days or weeks."""

    count: int
    unit: Literal["day", "working day", "week"]

    @property
    def working(self) -> bool:
        """Whether only the person's working days count."""
        return self.unit == "working day"

    @property
    def days(self) -> int:
        """Days; working days where `working`."""
        return self.count * 7 if self.unit == "week" else self.count

    def __str__(self) -> str:
        return f"{self.count} {self.unit}{'' if self.count == 1 else 's'}"


_DURATION = r"(\d{1,3}) +(day|working day|week)s?"
_UNITS: Mapping[str, Literal["day", "working day", "week"]] = {
    "day": "day",
    "working day": "working day",
    "week": "week",
}


def parse_duration(value: object) -> Duration:
    """A span, `3 working days`, `2 weeks` or `1 day`."""
    if isinstance(value, Duration):
        return value
    if isinstance(value, int) and not isinstance(value, bool) and value > 0:
        raise ValueError(f"{value} needs a unit; write {value} working days or {value} weeks")
    text = text_of(value, "3 working days")
    match = re.fullmatch(_DURATION, text, re.ASCII)
    if match is None:
        raise ValueError(
            f'"{text}" is not a length of time; write it like 3 working days, 1 day or 2 weeks'
        )
    return Duration(int(match[1]), _UNITS[match[2]])


@cache
def _zones() -> Collection[str]:
    return available_timezones() - {"Factory", "localtime"}


def parse_zone(value: object) -> str:
    """A time zone of the IANA database, `Europe/Berlin`."""
    text = text_of(value, "Europe/Berlin")
    if text not in _zones():
        raise ValueError(f'"{text}" is not a time zone{_zone_meant(text)}')
    return text


def _zone_meant(text: str) -> str:
    """The zone of a city that is named rightly or nearly so. No nearest zone for anything else:
    for "CET+1" or "PST" it would be a wrong one."""
    city = text.strip().replace(" ", "_").rpartition("/")[2]
    found = near(city, _cities(), cutoff=0.75)
    if found is None:
        return "; write a continent and a city, like Europe/Berlin"
    return f"; did you mean `{_cities()[found]}`?"


@cache
def _cities() -> Mapping[str, str]:
    """The zone of each city: of several, the one that is spelled most shortly."""
    zones = sorted(_zones(), key=lambda zone: (zone.count("/"), zone), reverse=True)
    return {
        zone.rpartition("/")[2]: zone for zone in zones if zone.partition("/")[0] in _CONTINENTS
    }


_CONTINENTS = frozenset(
    ("Africa", "America", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")
)


@cache
def _countries() -> Mapping[str, Collection[str]]:
    return holidays.list_supported_countries()


def parse_country(value: object) -> str:
    """A country whose public holidays apply, `DE`, or a part of it, `DE-BY`."""
    text = text_of(value, "DE or DE-BY")
    country, _, part = text.partition("-")
    if country not in _countries():
        hint = nearest(country, _countries()) or "; write the two-letter code, like DE, GB or IN"
        raise ValueError(f'holidays are not known for "{country}"{hint}')
    if part and part not in _countries()[country]:
        parts = ", ".join(sorted(_countries()[country])) or "none"
        raise ValueError(f'holidays are not known for "{part}" in {country}; parts are: {parts}')
    return text


_SPELLINGS = [
    form for name in WEEKDAYS for short in (name, name[:3]) for form in (short, short.capitalize())
]

LocalTime = Annotated[
    time,
    Spelled(
        parse_time,
        {"title": "hour", "pattern": "^([01]?[0-9]|2[0-3]):[0-5][0-9]$"},
        lambda value: value.isoformat("minutes"),
    ),
]
LocalDate = Annotated[
    date, Spelled(parse_date, {"title": "date", "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"})
]
LocalDateTime = Annotated[
    datetime,
    Spelled(
        parse_datetime,
        {
            "title": "date and hour",
            "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{1,2}:[0-9]{2}$",
        },
        lambda value: value.isoformat(timespec="minutes"),
    ),
]
DayOfWeek = Annotated[
    Weekday, Spelled(parse_weekday, {"title": "day of the week", "enum": _SPELLINGS})
]
Week = Annotated[
    frozenset[int],
    Spelled(parse_week, {"title": "days", "pattern": "^[A-Za-z]+([,-] *[A-Za-z]+)*$"}, spell_week),
]
Span = Annotated[Duration, Spelled(parse_duration, {"title": "span", "pattern": f"^{_DURATION}$"})]
Zone = Annotated[str, Spelled(parse_zone, {"title": "time zone", "examples": ["Europe/Berlin"]})]
Country = Annotated[
    str, Spelled(parse_country, {"title": "country", "pattern": "^[A-Z]{2,3}(-.+)?$"})
]
