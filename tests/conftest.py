"""What all tests may ask for."""

import gc
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import hypothesis
import psycopg
import pytest
import structlog

from tests.postgres import Server, serve

# A slow or busy machine is no reason to fail: what is tested is outcomes, not times.
hypothesis.settings.register_profile("cairn", deadline=None, print_blob=True)
hypothesis.settings.load_profile("cairn")

_numbers = count(1)

_PLAIN = [
    *structlog.get_config()["processors"][:-1],
    structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback),
]


def pytest_collection_finish() -> None:
    """Thousands of tests stay to the end: whoever looks for rubbish need not look at them."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def _logs_as_they_were() -> Iterator[None]:
    """A command that sets up logging takes pytest's own stream, which is closed after the test.

    Errors are logged as `app.logs` does it; structlog's own way takes seconds to draw variables.
    """
    structlog.configure(processors=_PLAIN)
    yield
    structlog.reset_defaults()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A PostgreSQL server, one for each process of the tests; started when first asked for."""
    with serve() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The SQLAlchemy URL of an empty database of its own; the test runs once on each kind."""
    if request.param == "sqlite":
        yield f"sqlite+aiosqlite:///{tmp_path / 'cairn.db'}"
    else:
        yield from _postgres_database(request.getfixturevalue("postgres"))


def _postgres_database(server: Server) -> Iterator[str]:
    name = f"test_{next(_numbers)}"
    with _administer(server) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    yield server.url(name)
    with _administer(server) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _administer(server: Server) -> psycopg.Connection[Any]:
    return psycopg.connect(
        host=str(server.directory), user="postgres", dbname="postgres", autocommit=True
    )
