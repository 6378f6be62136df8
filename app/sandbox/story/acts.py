"""Something that somebody does in the story, and when."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from app.sandbox.cast import HOME_ZONE, ZONES
from app.sandbox.github import Sandbox


@dataclass(frozen=True, slots=True)
class Act:
    """Something that somebody does at an instant (Unix seconds)."""

    at: float
    done_by: Callable[[Sandbox], object]


@dataclass(frozen=True, slots=True)
class OnOwnPage:
    """Something that somebody saves on their own page, `/me`, at an instant (Unix seconds).

    `form`: the last part of the address that the form is sent to, such as "donut". `fields`: what
    was entered.
    """

    at: float
    login: str
    form: str
    fields: Mapping[str, str]


def at(text: str) -> float:
    """The instant (Unix seconds) of an ISO date and time with an offset."""
    return datetime.fromisoformat(text).timestamp()


def local_to(login: str, text: str) -> float:
    """The instant (Unix seconds) of an ISO date and time on the clock of somebody of the cast."""
    zone = ZoneInfo(ZONES.get(login, HOME_ZONE))
    return datetime.fromisoformat(text).replace(tzinfo=zone).timestamp()
