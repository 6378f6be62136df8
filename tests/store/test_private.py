"""What people set: every process sees what any of them wrote, whenever it looks (row K6)."""

from random import Random

import pytest
import sqlalchemy as sa

from app.model.own import Own
from app.people import Kept, People
from app.store import tables as t
from app.store.database import Database
from app.vault import Vault

ZONES = ("Asia/Tokyo", "Europe/Berlin", "UTC")
LOGINS = ("maya", "Li", "kemal")


@pytest.mark.parametrize("seed", range(4))
async def test_all_processes_agree(database: Database, seed: int) -> None:
    random, vault = Random(seed), Vault([b"secret"])
    processes = [People(database, vault) for _ in range(3)]
    for came in range(40):
        person, process = random.randrange(4), random.choice(processes)
        async with database.write() as connection:
            if random.random() < 0.3:
                await process.forget(connection, person)
            else:
                own = Own(zone=random.choice(ZONES))
                kept = Kept(login=random.choice(LOGINS), came=float(came), own=own)
                await process.keep(connection, person, kept)
        fresh = People(database, vault)
        async with database.read() as connection:
            await process.refresh(connection)
            await fresh.refresh(connection)
        assert process.by_login == fresh.by_login


async def test_every_write_is_noticed(database: Database) -> None:
    people, c = People(database, Vault([b"secret"])), t.installation.c
    async with database.write() as connection:
        await connection.execute(sa.insert(t.installation).values(id=1, active=True))
        await people.keep(connection, 7, Kept(login="maya", came=0.0))
        await people.forget(connection, 7)
    async with database.read() as connection:
        assert (await connection.execute(sa.select(c.settings))).scalar_one() == 2


async def test_more_people_than_a_statement_takes(database: Database) -> None:
    people, vault = People(database, Vault([b"secret"])), Vault([b"secret"])
    kept = Kept(login="maya", came=0.0).model_dump(mode="json")
    rows = [
        {"person": n, "name": "settings", "edition": n, "sealed": vault.seal(n, "settings", kept)}
        for n in range(2_500)
    ]
    async with database.write() as connection:
        await connection.execute(sa.insert(t.private), rows)
        await people.refresh(connection)
    assert set(people.by_login) == {"maya"}
