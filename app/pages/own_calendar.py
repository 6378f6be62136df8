"""`GET /calendar/own/….ics`: all dates of one person, for whoever has the address.

It is theirs alone, so it may hold what stands in private files that they have a part in. An address
names a person by their number and carries a key that is kept sealed: with another key, or none, the
old address leads nowhere, at once.
"""

from hmac import compare_digest

from aiohttp import web

from app.clock import Clock
from app.model.calendar import Entry, Feed
from app.pages.around import Surroundings
from app.pages.calendar import ADDRESS, answer, reading
from app.pages.cohort_dates import cohort_dates
from app.service import Service

CACHE = "private, no-cache"
"""Kept by a calendar, but asked for each time: an address that was given up ends at once."""


def routes(service: Service, clock: Clock) -> list[web.RouteDef]:
    """What is served below `/calendar/own`."""
    surroundings = Surroundings(service)

    async def calendar(request: web.Request) -> web.Response:
        parts = request.match_info
        owner = service.tenants.addresses.owner(parts["packed"], parts["signature"])
        login = await reading(_login(service, *owner)) if owner is not None else None
        if login is None:
            raise web.HTTPNotFound  # the same for what is given up, and not signed by us
        feed = await reading(own_feed(service, surroundings, login))
        return answer(request, feed, clock(), CACHE)

    return [web.get(f"/calendar/own/{ADDRESS}", calendar)]


async def _login(service: Service, person: int, key: str) -> str | None:
    """Whose address it is; None where they have another by now, or none."""
    async with service.database.read() as connection:
        kept = await service.tenants.people.kept(connection, person)
    if kept is None or kept.calendar is None:
        return None
    return kept.login if compare_digest(kept.calendar.encode(), key.encode()) else None


async def own_feed(service: Service, surroundings: Surroundings, login: str) -> Feed:
    """All dates of somebody: their cohorts', and what the workflows have for them."""
    found: list[Entry] = []
    for around in await surroundings.theirs(login):
        for cohort in await surroundings.cohorts(around, login):
            found += cohort_dates(cohort, around.home, login)
            for key in cohort.section_scopes(around.home):
                found += await service.own_dates(around.installation, key, login)
        for key in around.scopes():
            found += await service.own_dates(around.installation, key, login)
    return Feed(f"Mentorship, {login}", tuple(found))
