"""Before the 202 a delivery is on the disk; many share one transaction; the work gives way."""

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa

from app.engine.embedded import GIVE_WAY, LOOK, give_way
from app.intake import Intake
from app.pace import CROWD, CROWD_SECONDS, Pace
from app.store import tables as t
from app.store.database import Database
from app.store.deliveries import Delivery
from app.store.keeping import Keeper
from app.store.migrate import migrate
from app.webhook import Unavailable
from tests.world import World, opened, sqlite_copy


@asynccontextmanager
async def migrated(url: str) -> AsyncIterator[Database]:
    await migrate(url)
    database = Database(url)
    try:
        yield database
    finally:
        await database.close()


def delivery(id: str, sha: str = "of the body") -> Delivery:
    return Delivery(1, id, sha, "issues", "{}", 5.0)


def installed(number: int = 1) -> bytes:
    """A delivery that concerns Cairn whoever it comes from."""
    return json.dumps({"action": "created", "installation": {"id": number}}).encode()


async def rows(database: Database) -> list[tuple[str, str]]:
    async with database.read() as connection:
        row = t.delivery.c
        query = sa.select(row.id, row.status).order_by(row.seq)
        return [(found.id, found.status) for found in await connection.execute(query)]


# ---- keeping ---------------------------------------------------------------------------------


async def test_what_is_there_already_changes_nothing(database_url: str) -> None:
    async with migrated(database_url) as database:
        keeper = Keeper(database)
        keeper.keep([delivery("a"), delivery("b"), delivery("a")])
        keeper.keep([delivery("b"), delivery("b", "of another body")])
        assert await rows(database) == [("a", "waiting"), ("b", "waiting"), ("b", "waiting")]


async def test_a_group_is_kept_whole_or_not_at_all(database_url: str) -> None:
    broken = Delivery(1, "b", "sha", None, "{}", 5.0)  # type: ignore[arg-type]
    async with migrated(database_url) as database:
        keeper = Keeper(database)
        with pytest.raises(Exception, match=r"(?i)not.null"):
            keeper.keep([delivery("a"), broken])
        assert await rows(database) == []
        keeper.keep([delivery("c")])
        assert await rows(database) == [("c", "waiting")]


async def test_it_waits_for_whoever_writes(tmp_path: Path) -> None:
    async with migrated(await sqlite_copy(tmp_path)) as database:
        keeper = Keeper(database)
        async with database.write() as connection:
            await connection.execute(sa.insert(t.installation).values(id=7, active=True))
            keeping = asyncio.create_task(asyncio.to_thread(keeper.keep, [delivery("a")]))
            assert await rows(database) == []
        await keeping
        assert await rows(database) == [("a", "waiting")]


async def test_sqlite_waits_for_the_disk(tmp_path: Path) -> None:
    async with migrated(await sqlite_copy(tmp_path)) as database:
        with Keeper(database).transaction() as cursor:
            assert cursor.execute("PRAGMA synchronous").fetchone() == (2,), "FULL"
            assert cursor.execute("PRAGMA journal_mode").fetchone() == ("wal",)


# ---- the inbox's groups ------------------------------------------------------------------------


async def test_those_that_come_while_a_group_is_written_are_the_next(tmp_path: Path) -> None:
    groups: list[list[str]] = []
    async with opened(await sqlite_copy(tmp_path)) as world:
        service = world.cairn.service

        async def keep(group: Sequence[Delivery]) -> None:
            groups.append([each.id for each in group])

        intake = Intake(service.tenants, world.clock, keep, service.inbox.news)
        names = [str(number) for number in range(30)]
        await asyncio.gather(*(intake.keep("installation", name, installed()) for name in names))
        assert [name for group in groups for name in group] == names
        assert len(groups) <= 2


async def test_where_a_group_cannot_be_kept_nobody_of_it_is_told_otherwise(tmp_path: Path) -> None:
    async with opened(await sqlite_copy(tmp_path)) as world:
        await refuse(world, "id = 'no'")
        intake = world.cairn.service.intake
        names = ["a", "no", "b"]
        answers = await asyncio.gather(
            *(intake.keep("installation", name, installed()) for name in names),
            return_exceptions=True,
        )
        assert [type(answer) for answer in answers] == [Unavailable] * 3
        assert await rows(world.database) == []
        await intake.keep("installation", "later", installed())
        assert await rows(world.database) == [("later", "waiting")]


async def test_one_who_hangs_up_harms_nobody_in_the_group(tmp_path: Path) -> None:
    async with opened(await sqlite_copy(tmp_path)) as world:
        intake = world.cairn.service.intake
        leaving = asyncio.create_task(intake.keep("installation", "leaves", installed()))
        staying = asyncio.create_task(intake.keep("installation", "stays", installed()))
        await asyncio.sleep(0)
        leaving.cancel()
        await staying
        assert ("stays", "waiting") in await rows(world.database)


async def refuse(world: World, which: str) -> None:
    """Let the database refuse new deliveries for which a condition holds."""
    async with world.database.write() as connection:
        await connection.execute(
            sa.text(
                f"CREATE TRIGGER refused BEFORE INSERT ON delivery WHEN NEW.{which} "
                "BEGIN SELECT RAISE(ABORT, 'refused'); END"
            )
        )


# ---- taking ------------------------------------------------------------------------------------


async def test_one_that_fails_holds_up_none_of_its_batch(tmp_path: Path) -> None:
    async with opened(await sqlite_copy(tmp_path)) as world:
        service = world.cairn.service
        for name in ("a", "broken", "b"):
            await service.intake.keep("installation", name, installed(world.installation))
        async with world.database.write() as connection:
            row = t.delivery.c
            await connection.execute(
                sa.update(t.delivery).where(row.id == "broken").values(body="{")
            )
        await service.inbox.take()
        assert await rows(world.database) == [
            ("a", "done"),
            ("broken", "waiting"),
            ("b", "done"),
        ]


# ---- giving way --------------------------------------------------------------------------------


class Timer:
    """Seconds that run on only when told."""

    def __init__(self) -> None:
        self.now = 5.0
        self.slept = 0.0

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds
        self.slept += seconds


def coming(timer: Timer, number: int, apart: float) -> Pace:
    """So many came, the last just now."""
    pace = Pace(timer)
    for _ in range(number):
        timer.now += apart
        pace.count()
    return pace


@pytest.mark.parametrize(
    ("number", "apart", "crowded"),
    [
        (CROWD - 1, 0.0, False),
        (CROWD, 0.0, True),
        (CROWD, CROWD_SECONDS / CROWD, True),
        (5 * CROWD, CROWD_SECONDS / CROWD, True),
        (5 * CROWD, 1.1 * CROWD_SECONDS / (CROWD - 1), False),
    ],
)
def test_a_crowd_is_many_in_a_short_time(number: int, apart: float, crowded: bool) -> None:
    assert coming(Timer(), number, apart).is_crowded is crowded


async def test_without_a_crowd_work_does_not_wait() -> None:
    timer = Timer()
    await give_way(coming(timer, CROWD - 1, 0.0), timer.sleep)
    assert timer.slept == 0


async def test_work_waits_until_a_crowd_has_gone() -> None:
    timer = Timer()
    await give_way(coming(timer, CROWD, 0.0), timer.sleep)
    assert CROWD_SECONDS <= timer.slept <= CROWD_SECONDS + LOOK


async def test_work_does_not_wait_for_ever() -> None:
    timer = Timer()
    pace = coming(timer, CROWD, 0.0)

    async def sleep(seconds: float) -> None:
        await timer.sleep(seconds)
        for _ in range(CROWD):
            pace.count()

    await give_way(pace, sleep)
    assert timer.slept == pytest.approx(GIVE_WAY)


async def test_all_that_are_kept_count(tmp_path: Path) -> None:
    async with opened(await sqlite_copy(tmp_path)) as world:
        inbox = world.cairn.service.inbox
        inbox.pace = Pace(Timer())
        for number in range(CROWD):
            assert not inbox.pace.is_crowded
            await world.cairn.service.intake.keep("installation", str(number), installed())
        assert inbox.pace.is_crowded
