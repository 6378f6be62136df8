"""Searches, as plans ask for them: at most so many a minute, and each one is a day's (row R7).

Searching has a budget of its own on GitHub, 30 a minute for an installation (docs.github.com,
"Rate limits for the REST API"). Turns are handed out by the database, so they also hold for several
processes, and after a restart.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractAsyncContextManager

import structlog

from app.github.client import Refused
from app.model import scopes
from app.model.artefacts import Search, Turn
from app.model.facts import Fact
from app.model.order import Rank, order
from app.model.searches import ASKED, EVERY, TURN, Answer, found
from app.model.workflow import View
from app.store.planning import Planning
from app.tenants import Tenant

log = structlog.get_logger()

NEXT = "next"
"""The fact that says from when on nobody has a turn yet."""

NOT_SHOWN = 422
"""GitHub's answer where it shows none of the repositories, or not the person."""

Transaction = Callable[[], AbstractAsyncContextManager[Planning]]


async def answer(tenant: Tenant, view: View, need: Turn | Search, planning: Transaction) -> None:
    """What a plan has to know before it searches, or the search itself."""
    if isinstance(need, Search):
        await _search(tenant, view, need, planning)
    else:
        await _take_turn(view, planning)


async def _take_turn(view: View, planning: Transaction) -> None:
    """The next free turn of the installation becomes this scope's."""
    everybody = scopes.searches()
    async with planning() as store:
        known = (await store.load(everybody)).facts.get(NEXT, {}).get("now")
        at = max(view.now, known.data["at"] if known is not None else 0.0)
        # Each one is behind the last, so that is their order, whatever the clock says.
        await store.records.apply(
            [
                Fact(everybody, NEXT, "now", order(at + EVERY), {"at": at + EVERY}),
                Fact(view.key, TURN, "now", order(view.now), {"at": at}),
            ]
        )


async def _search(tenant: Tenant, view: View, need: Search, planning: Transaction) -> None:
    """Search once. It is noted down before GitHub is asked, so nothing that goes wrong leads to a
    second one that day; what was known stays known."""
    async with planning() as store:
        await store.records.apply(_noted(view, need, Rank.EVENT, {}))
    try:
        brought = await tenant.reader.pull_requests_by(need.login, need.repositories, need.since)
    except Refused as error:
        log.info("search refused", scope=view.key, why=str(error))
        records = list(_refused(view, need, error.status))
    else:
        records = list(_answered(view, need, brought))
    async with planning() as store:
        await store.records.apply(records)


def _noted(view: View, need: Search, rank: Rank, data: Mapping[str, object]) -> Iterator[Fact]:
    """That these repositories were searched, and what is new about that."""
    for name in need.repositories:
        known = view.facts.get(ASKED, {}).get(name.lower())
        before = known.data if known is not None else {"until": 0, "alone": False, "hidden": False}
        yield Fact(view.key, ASKED, name.lower(), order(view.now, rank), {**before, **data})


def _refused(view: View, need: Search, status: int) -> Iterator[Fact]:
    """One that GitHub does not show would spoil the search for the others: by itself it tells."""
    if status == NOT_SHOWN:
        hidden = {"hidden": True} if len(need.repositories) == 1 else {}
        yield from _noted(view, need, Rank.READ, {"alone": True, **hidden})


def _answered(view: View, need: Search, answer: Answer) -> Iterator[Fact]:
    """What was found; nothing that was not asked for, whatever GitHub answers."""
    wanted = {name.lower() for name in need.repositories}
    for item in answer.items:
        by = item.user.login.lower() if item.user is not None else ""
        if by == need.login.lower() and item.repository.lower() in wanted:
            yield found(view.key, item, view.sight.names.get(item.repository.lower(), 0))
    data: dict[str, object] = {"alone": False, "hidden": False}
    if answer.complete:
        data["until"] = answer.items[-1].updated.timestamp() if answer.more else view.now
    yield from _noted(view, need, Rank.READ, data)
