"""The calendars that somebody can subscribe to, with their addresses."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.pages.around import Around
from app.service import Service


@dataclass(frozen=True, slots=True)
class Calendar:
    """A feed's name, and where it is."""

    name: str
    url: str

    @property
    def subscribe(self) -> str:
        """The same address as calendars on phones and desks take it over at a click."""
        return f"webcal://{self.url.partition('://')[2]}"


class Calendars:
    """Of one person: their own, and those that everybody with the address may read."""

    def __init__(self, service: Service) -> None:
        self._service = service

    def own(self, person: int, key: str | None) -> Calendar | None:
        """Somebody's own; None where they have no address for it."""
        url = self._service.tenants.addresses.of_owner(person, key) if key is not None else None
        return Calendar("Your own calendar", url) if url is not None else None

    async def shared(self, theirs: Iterable[Around]) -> list[Calendar]:
        """The public ones of the programmes in which somebody takes part."""
        found = []
        for around in theirs:
            for key in around.scopes():
                feed = await self._service.feed(around.installation, key)
                url = self._service.tenants.addresses.of_calendar(around.installation, key)
                if feed is not None and url is not None:
                    found.append(Calendar(feed.name, url))
        return found
