"""The issues of a mentee's weeks, as everybody sees them who hears commands in them. Pure."""

from collections.abc import Mapping
from typing import Any

from app.commands import split_names
from app.model.facts import Data, Known
from app.model.workflow import View

WEEK = "week:"
"""How the keys of the weeks' issues begin."""

_TICKS = ("done", "todo")
_NAMES = frozenset({"take-home", "takehome", "take", "home", "task", "homework", "it"})
"""What people call the take-home; in a week's issue no word at all means it as well."""


def week_key(number: int) -> str:
    """The key of a week's issue; weeks count from 1."""
    return f"{WEEK}{number}"


def week_of(view: View, said: Data) -> str:
    """The key of the week's issue in which a command was given, by its data; "" for anywhere else.
    What is only remembered says so itself."""
    known: Mapping[str, Any] = said
    if "week" in known:
        return str(known["week"])
    number, repository = known.get("number"), str(known.get("repository", "")).lower()
    for key, row in view.said.items():
        here = view.sight.names.get(repository, row.repository) == row.repository
        if key.startswith(WEEK) and row.ref == number and here:
            return key
    return ""


def about_take_home(view: View, known: Known) -> bool:
    """Whether a `done` or `todo` in a week's issue means that week's take-home."""
    if known.data["name"] not in _TICKS or not week_of(view, known.data):
        return False
    return _NAMES.issuperset(split_names(known.data.get("words", ())))
