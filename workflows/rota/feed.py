"""The rota as dates for a calendar (row H4). Pure.

They are those of the page: from this week's Monday on, with who leads. Whoever has the address may
read the public feed, so there is none where the page is in a private repository (R5).
"""

from collections.abc import Iterator
from datetime import date, datetime

from app.model.calendar import Event, Feed
from app.model.rotas import repository_of, rota_of, today
from app.model.sections.help_sessions import Rota
from app.model.workflow import View
from workflows.rota.memory import PAGE, remembered
from workflows.rota.solve import NOBODY
from workflows.rota.weeks import monday


def feed(view: View) -> Feed | None:
    """All days of the page, where everybody may read it."""
    rota, page = rota_of(view.programme, view.scope.rest), _page(view)
    if rota is None or page is None or view.sight.private.get(page, True):
        return None
    events = (_event(view, rota, day, _title(rota, who)) for day, who in _days(view, rota, page))
    return Feed(f"Help sessions, {rota.id}", tuple(events))


def own_dates(view: View, login: str) -> Iterator[Event]:
    """The same days for a senior's own calendar, theirs marked."""
    rota, page = rota_of(view.programme, view.scope.rest), _page(view)
    name = login.lower()
    if rota is None or page is None or name not in {each.lower() for each in rota.seniors}:
        return
    for day, who in _days(view, rota, page):
        own = f"You lead: help session, {rota.id}"
        yield _event(view, rota, day, own if who.lower() == name else _title(rota, who))


def _page(view: View) -> int | None:
    """The repository (id) of the page, once it is there."""
    number = view.sight.names.get(repository_of(view.programme).lower())
    return number if f"{PAGE}{number}" in view.said else None


def _days(view: View, rota: Rota, page: int) -> Iterator[tuple[date, str]]:
    """Who leads when, as this page says it; of a page elsewhere nothing is told."""
    key, now = f"{PAGE}{page}", today(rota, view.now)
    for day, who in remembered({key: view.said[key]}).days.items():
        is_held = who != NOBODY or day >= now
        if day >= monday(now) and is_held:
            yield day, who


def _title(rota: Rota, who: str) -> str:
    return f"Help session, {rota.id}: {who or 'nobody yet'}"


def _event(view: View, rota: Rota, day: date, title: str) -> Event:
    return Event(
        uid=f"{day}.{view.scope.rest}.{view.scope.home}.{view.scope.kind}@cairn",
        title=title,
        starts=datetime.combine(day, rota.at),
        zone=rota.timezone,
        minutes=rota.minutes,
    )
