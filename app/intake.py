"""The intake: a delivery is kept, many to one fsync, before it is acknowledged (hop 1)."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

import msgspec

from app.clock import Clock
from app.model import events, things
from app.programme.model import Programme
from app.programmes import concerns_file
from app.proposals import is_proposal
from app.store.deliveries import Delivery, sha_of
from app.tenants import Tenants
from app.webhook import Malformed, Unavailable

ABOUT_REACH = (events.InstallationEvent, events.InstallationRepositoriesEvent)

Keep = Callable[[Sequence[Delivery]], Awaitable[None]]
"""Keeps a group, all of it or nothing; returns when it is on the disk."""


class _Waiting(NamedTuple):
    delivery: Delivery
    kept: asyncio.Future[None]


class Intake:
    """Keeps deliveries that concern a cohort."""

    def __init__(
        self, tenants: Tenants, clock: Clock, keep: Keep, news: Callable[[int], None]
    ) -> None:
        """`keep` gets one group at a time; `news` hears how many were kept."""
        self._tenants = tenants
        self._clock = clock
        self._keep = keep
        self._news = news
        self._waiting: list[_Waiting] = []
        self._writing: asyncio.Task[None] | None = None

    async def keep(self, name: str, delivery: str, body: bytes) -> None:
        """Keep what concerns a cohort; return when it is on disk, or was let go on purpose."""
        event = _parse(name, body)
        if event is None or not await self._concerns(event):
            return
        text = events.dump(event)
        kept = Delivery(event.installation.id, delivery, sha_of(text), name, text, self._clock())
        future = asyncio.get_running_loop().create_future()
        self._waiting.append(_Waiting(kept, future))
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write())
        await future

    async def _write(self) -> None:
        """Group commit: all that came while the last group was written go in together."""
        while self._waiting:
            group, self._waiting = self._waiting, []
            try:
                await self._keep([each.delivery for each in group])
            except Exception as error:  # whatever it was: nothing of the group is kept
                _settle(group, Unavailable(repr(error)))
            else:
                _settle(group, None)
                self._news(len(group))

    async def _concerns(self, event: events.Event) -> bool:
        """Whether it concerns an installed, configured cohort; else it costs no row."""
        if isinstance(event, ABOUT_REACH):
            return True
        programmes = await self._tenants.find(event.installation.id)
        if programmes is None or _is_for(programmes.all, event):
            return programmes is not None
        # Nothing is let go because of a file that another process has meanwhile read anew.
        programmes = await self._tenants.programmes(event.installation.id)
        return _is_for(programmes.all, event)


def _is_for(programmes: Mapping[int, Programme], event: events.Event) -> bool:
    if isinstance(event, events.PushEvent):
        return is_proposal(event) or any(True for _ in concerns_file(event, programmes))
    if event.repository is None:
        return False
    if isinstance(event, events.RepositoryEvent):
        return True
    name = event.repository.full_name.lower()
    using = [programme for programme in programmes.values() if name in programme.repositories_used]
    people = _reviewers(event)
    return any(people is None or _is_mentee(people, programme) for programme in using)


def _reviewers(event: events.Event) -> tuple[things.User | None, ...] | None:
    """Whom a review concerns: its author and the pull request's; None for other events. Busy
    repositories have many reviews that are nobody's here."""
    match event:
        case events.ReviewEvent(review=said) | events.ReviewCommentEvent(comment=said):
            return said.user, event.pull_request.user
    return None


def _is_mentee(people: Iterable[things.User | None], programme: Programme) -> bool:
    return any(user is not None and programme.enrolments(user.login) for user in people)


def _settle(group: Iterable[_Waiting], error: Exception | None) -> None:
    """Tell all who wait; whoever hung up meanwhile has cancelled."""
    for waiting in group:
        if waiting.kept.done():
            continue
        if error is None:
            waiting.kept.set_result(None)
        else:
            waiting.kept.set_exception(error)


def _parse(name: str, body: bytes) -> events.Event | None:
    """The event; None for one that nobody listens to, or that belongs to no installation."""
    try:
        if not body.isascii():
            body.decode()  # what is skipped is not checked otherwise
        if name not in events.EVENTS:
            msgspec.json.decode(body, type=msgspec.Raw)
            return None
        return events.parse(name, body)
    except msgspec.ValidationError as error:
        if _is_nobodys(body):
            return None
        raise Malformed(f"the payload is not what GitHub documents: {error}") from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Malformed(f"the body is not JSON: {error}") from None


class _Envelope(msgspec.Struct):
    installation: msgspec.Raw = msgspec.Raw()


def _is_nobodys(body: bytes) -> bool:
    """Whether it comes from a webhook that is not an App's."""
    try:
        return not bytes(msgspec.json.decode(body, type=_Envelope).installation)
    except (msgspec.ValidationError, RecursionError):
        return False
