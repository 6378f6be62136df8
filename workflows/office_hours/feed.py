"""Office hours as dates for a calendar. Pure.

Whoever has the address may read it, so there is none for an entry of a private file: an address
that was public would stay good if the entry moved there (R5).
"""

from collections.abc import Iterator

from app.model.calendar import Event, Feed, Rhythm
from app.model.workflow import View
from app.programme.model import Declared
from workflows.office_hours.plan import declared, name_of, zone_of
from workflows.office_hours.settings import OfficeHours


def feed(view: View) -> Feed | None:
    """All meetings of a public entry, as one event that comes again and again."""
    found = declared(view)
    if found is None or found.home.private:
        return None
    return Feed(found.entry.title, (_event(view, found),))


def own_dates(view: View, login: str) -> Iterator[Event]:
    """The same for one person's own calendar; of a private entry only for those who surely may
    read it: hosts and organisers."""
    found = declared(view)
    if found is None:
        return
    is_host = login.lower() in {host.lower() for host in found.entry.hosts}
    if is_host or view.programme.is_organiser(login) or not found.home.private:
        yield _event(view, found)


def _event(view: View, found: Declared[OfficeHours]) -> Event:
    entry, id = found.entry, f"{view.scope.rest}.{view.scope.home}"
    hosts = ", ".join(name_of(view, login, found) for login in entry.hosts)
    return Event(
        uid=f"{id}.{view.scope.kind}@cairn",
        title=entry.title,
        starts=entry.first,
        zone=zone_of(view, entry),
        minutes=entry.minutes,
        description=f"Hosts: {hosts}",
        url=entry.url,
        rhythm=Rhythm(entry.every.days, tuple(sorted(set(entry.skip)))),
    )
