"""The migrations come to the tables that the code knows, on both databases."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from app.store.database import Database
from app.store.migrate import migrate
from app.store.tables import metadata


async def test_migrations_make_the_tables(database_url: str) -> None:
    await migrate(database_url)
    await migrate(database_url)  # a second time does nothing
    database = Database(database_url)
    try:
        async with database.read() as connection:
            differences = await connection.run_sync(
                lambda sync: compare_metadata(
                    MigrationContext.configure(sync, opts={"compare_type": True}), metadata
                )
            )
    finally:
        await database.close()
    assert differences == []
