"""What one's own page shows, in words. Pure."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

from app.model.figures import Figures
from app.model.own import Own
from app.model.time import local
from app.pages import donut, notes
from app.pages.about import Known, Part
from app.pages.calendars import Calendar
from app.pages.forms import LONGEST_ABSENCE, Form, shown
from app.pages.sessions import Session

_SAVED = {
    "settings": "Saved. It counts within a minute.",
    "away": "Noted. Cairn does not mention you until that day is over.",
    "back": "Welcome back.",
    "donut": "Saved. It counts from the next pairs on.",
    "notes": "Saved, and sealed until all notes are shown.",
    "calendar": "Your calendar has a new address. Any it had before leads nowhere now.",
    "no-calendar": "Your calendar has no address any more.",
    "forgotten": "Done: what this page held about you is deleted, and you are signed out.",
}


@dataclass(frozen=True, slots=True)
class Entered:
    """What could not be taken, so that nobody has to type it again: the form of settings, the
    donut's, or that of notes; and why, by field."""

    settings: Form | None
    donut: Form | None
    notes: Form | None
    mistakes: Mapping[str, str]


def saved(query: Mapping[str, str]) -> str | None:
    """What was just done, by the word in the address."""
    return _SAVED.get(query.get("saved", ""))


def me(
    session: Session,
    own: Own,
    known: Known,
    now: float,
    entered: Entered,
) -> Mapping[str, Any]:
    """The values of the template `me`."""
    zone = own.zone or known.usual.timezone
    today = local(now, zone).date()
    is_away = known.away_until is not None and known.away_until >= today
    return {
        "login": session.login,
        "token": session.token,
        "parts": [_part(part) for part in known.parts],
        "outside": [_figures(each) for each in known.outside],
        "takes_part": known.takes_part,
        "calendar": _calendar(known.calendar) if known.calendar else None,
        "shared": [_calendar(each) for each in known.shared],
        "away": _day(known.away_until) if is_away and known.away_until else None,
        "first_day": today.isoformat(),
        "last_day": (today + LONGEST_ABSENCE - timedelta(days=1)).isoformat(),
        "now": local(now, zone).strftime("%A, %H:%M"),
        "place": zone.replace("_", " "),
        "form": shown(own, known.usual, entered.settings),
        "donut": donut.shown(own, today, entered.donut) if known.has_donut else None,
        "notebooks": [
            notes.shown(own, book, entered.notes, known.github) for book in known.notebooks
        ],
        "mistakes": entered.mistakes,
    }


def _part(part: Part) -> Mapping[str, Any]:
    begins, ends = date.fromisoformat(part.starts), date.fromisoformat(part.ends)
    return {
        **asdict(part),
        "roles": " and ".join(part.roles),
        "starts": _day(begins),
        "ends": _day(ends),
    }


def _calendar(calendar: Calendar) -> Mapping[str, str]:
    return {"name": calendar.name, "url": calendar.url, "subscribe": calendar.subscribe}


def _figures(figures: Figures) -> Mapping[str, Any]:
    told = [{"label": it.label, "value": f"{round(it.value, 1):g}"} for it in figures.figures]
    return {"title": figures.title, "figures": told, "words": figures.words}


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
