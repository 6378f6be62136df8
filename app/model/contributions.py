"""Pull requests that mentees opened elsewhere, as their cards tell of them: what of it may be shown
where. Pure.

Titles are in the card whatever became of the repository since; whoever shows it decides where (R5).
"""

from collections.abc import Iterable
from textwrap import shorten
from typing import NamedTuple
from urllib.parse import urlsplit

from app.model.facts import Data
from app.model.sight import Of, Sight
from app.model.text import Link

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
