"""Office hours as dates for a calendar. Pure.

Whoever has the address may read it, so there is none for an entry of a private file: an address
that was public would stay good if the entry moved there (R5).
"""

from app.model.calendar import Event, Feed, Rhythm
from app.model.workflow import View
from workflows.office_hours.plan import declared, name_of, zone_of


def feed(view: View) -> Feed | None:
    """All meetings of a public entry, as one event that comes again and again."""
    found = declared(view)
    if found is None or found.home.private:
        return None
    entry, id = found.entry, f"{view.scope.rest}.{view.scope.home}"
    hosts = ", ".join(name_of(view, login, found) for login in entry.hosts)
    event = Event(
        uid=f"{id}.{view.scope.kind}@cairn",
        title=entry.title,
        starts=entry.first,
        zone=zone_of(view, entry),
        minutes=entry.minutes,
        description=f"Hosts: {hosts}",
        url=entry.url,
        rhythm=Rhythm(entry.every.days, tuple(sorted(set(entry.skip)))),
    )
    return Feed(entry.title, (event,))
