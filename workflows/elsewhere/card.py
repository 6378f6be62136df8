"""What is known of a mentee's contributions elsewhere: the card, and what of it may be shown. Pure.

Titles are in the card whatever became of the repository since; whoever shows it decides where (R5).
"""

from collections.abc import Iterable
from textwrap import shorten
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from app.model.facts import Data, Facts
from app.model.searches import ASKED, FOUND
from app.model.sight import Of, Sight
from app.model.text import Link
from app.programme.model import Enrolment

MOST = 50
"""Contributions in a card, the newest: a cohort reads the cards of all its mentees."""


TITLE = 60
"""Characters of a title that are shown: a line stays a line."""


class Contribution(NamedTuple):
    """A pull request elsewhere. `state` is open, merged or closed; instants are Unix seconds."""

    repository: str
    number: int
    title: str
    link: str
    state: str
    opened: float
    merged: float | None
    closed: float | None


def card(facts: Facts, enrolment: Enrolment, starts: float) -> dict[str, Any] | None:
    """What was opened in the mentee's time in the cohort, the oldest first, in the repositories
    that its file names today; and those of them that GitHub does not show any more."""
    wanted = {name.lower() for name in enrolment.cohort.ecosystem}
    found = [
        dict(known.data)
        for known in facts.get(FOUND, {}).values()
        if known.data["repository"].lower() in wanted and known.data["opened"] >= starts
    ]
    if not found:
        return None
    asked = facts.get(ASKED, {}).items()
    hidden = sorted(name for name, known in asked if known.data["hidden"])
    found.sort(key=lambda each: (each["opened"], each["repository"], each["number"]))
    return {"contributions": found[-MOST:], "hidden": hidden}


def seen(card: Data, sight: Sight, where: str) -> list[Contribution]:
    """Those that may be shown in the repository `where`, from a mentee's card."""
    return list(sight.seen(contributions(card, sight), where))


def contributions(card: Data, sight: Sight) -> Iterable[Of[Contribution]]:
    """All in a mentee's card, each with where it comes from."""
    elsewhere = card.get("elsewhere", {})
    hidden = set(elsewhere.get("hidden", ()))
    for each in elsewhere.get("contributions", ()):
        it = Contribution(**{name: each[name] for name in Contribution._fields})
        if it.repository.lower() in hidden:
            yield Of(0, it)
        elif each["source"]:
            yield Of(each["source"], it)
        else:
            yield sight.of_public(it.repository, it)


def hidden(card: Data) -> set[str]:
    """The repositories of a card that GitHub does not show any more, in lower case."""
    return set(card.get("elsewhere", {}).get("hidden", ()))


def link(it: Contribution) -> Link:
    """A link, with the title, that leaves no trace there: a plain one would be noted in the pull
    request, for its whole project to see. github.com leaves links of this host alone
    (github/docs#35987)."""
    parts = urlsplit(it.link)
    host = "redirect.github.com" if parts.netloc == "github.com" else parts.netloc
    title = shorten(it.title, TITLE, placeholder=" …")
    return Link(parts._replace(netloc=host).geturl(), title)
