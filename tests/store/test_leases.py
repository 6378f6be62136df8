"""One converger for each installation, and never more writes than GitHub bears (rule 8)."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.store.database import Database
from app.store.leases import (
    CREATE_BURST,
    CREATE_HOURLY,
    LEASE_SECONDS,
    WRITE_EVERY,
    Lease,
    Leases,
    Lost,
)

INSTALLATION = 7
NOW = 1_800_000_000.0
HOUR = 3600.0
CREATE_EVERY = HOUR / (CREATE_HOURLY - CREATE_BURST)


@asynccontextmanager
async def leases(database: Database) -> AsyncIterator[Leases]:
    async with database.write() as connection:
        yield Leases(database, connection)


async def take(database: Database, owner: str, now: float) -> Lease | float:
    async with leases(database) as store:
        return await store.take(INSTALLATION, owner, now)


async def held(database: Database, owner: str, now: float = NOW) -> Lease:
    lease = await take(database, owner, now)
    assert isinstance(lease, Lease)
    return lease


async def test_only_one_holds_it(database: Database) -> None:
    first = await held(database, "one")
    assert await take(database, "two", NOW) == NOW + LEASE_SECONDS
    second = await held(database, "two", NOW + LEASE_SECONDS)
    assert second.fence > first.fence
    async with leases(database) as store:
        with pytest.raises(Lost):
            await store.charge(first, NOW + LEASE_SECONDS, creates=True)


async def test_whoever_works_keeps_it(database: Database) -> None:
    for passed in range(0, 600, 20):
        await held(database, "one", NOW + passed)
        assert isinstance(await take(database, "two", NOW + passed), float)


async def test_released_it_is_free_at_once(database: Database) -> None:
    first = await held(database, "one")
    async with leases(database) as store:
        await store.release(first)
    await held(database, "two")


async def test_patience_is_shared_by_all_processes(database: Database) -> None:
    first = await held(database, "one")
    async with leases(database) as store:
        await store.wait(first, NOW + 90)
        await store.release(first)
    second = await held(database, "two")
    assert second.writable_at(NOW) == NOW + 90
    assert second.backoff == 1
    async with leases(database) as store:
        await store.calm(second)
    assert (await held(database, "two")).backoff == 0


async def test_budgets_outlive_a_change_of_hands(database: Database) -> None:
    for n in range(CREATE_HOURLY):
        owner = ("one", "two")[n % 2]
        lease = await held(database, owner)
        async with leases(database) as store:
            await store.charge(lease, lease.writable_at(NOW), creates=True)
            await store.release(lease)
    assert (await held(database, "one")).writable_at(NOW) >= NOW + HOUR


# ---- the budget as arithmetic: the row as `charge` writes it -------------------------------------


def charged(lease: Lease, at: float, *, creates: bool) -> Lease:
    """The lease after a write, as the next `take` gives it. Kept equal to the store's arithmetic
    by `test_the_arithmetic_is_the_stores`."""
    creating = max(lease.creating, at) + CREATE_EVERY if creates else lease.creating
    return Lease(7, "one", 1, at + WRITE_EVERY, creating, lease.retry_after, lease.backoff)


async def test_the_arithmetic_is_the_stores(database: Database) -> None:
    model = await held(database, "one")
    for n in range(12):
        lease = await held(database, "one")
        assert lease.writable_at(NOW + n) == model.writable_at(NOW + n)
        async with leases(database) as store:
            await store.charge(lease, NOW + n, creates=n % 3 != 0)
        model = charged(model, NOW + n, creates=n % 3 != 0)


@given(st.lists(st.tuples(st.floats(0, 600), st.booleans()), max_size=2000))
def test_never_more_than_github_bears(wishes: list[tuple[float, bool]]) -> None:
    """However writes come: one a second, 60 a minute, 450 that create in any hour."""
    lease, now = Lease(7, "one", 1, 0.0, 0.0, 0.0, 0), NOW
    writes: list[float] = []
    creating: list[float] = []
    for pause, creates in [*wishes, *[(0.0, True)] * 1200]:
        now = lease.writable_at(now + pause)
        lease = charged(lease, now, creates=creates)
        writes.append(now)
        creating += [now] if creates else []
    assert all(later - earlier >= 1 for earlier, later in pairwise(writes))
    assert most_within(writes, 60.0) <= 60
    assert most_within(creating, HOUR) <= CREATE_HOURLY


def most_within(instants: list[float], seconds: float) -> int:
    """The most instants in any half-open window of so many seconds."""
    most = first = 0
    for last, at in enumerate(instants):
        while instants[first] <= at - seconds:
            first += 1
        most = max(most, last - first + 1)
    return most
