"""Statements that are handed to the driver directly come to what SQLAlchemy makes of them."""

from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.dialects import sqlite

from app.store import tables as t
from app.store.prepared import prepared
from app.store.statements import upsert

ONE: dict[str, Any] = {"installation": 7, "id": 1, "name": "acme/engine", "private": False}
TWO: dict[str, Any] = {"installation": 7, "id": 2, "name": "acme/mentors", "private": True}

_new = sqlite.insert(t.repository)
PUT = upsert(_new, {"private": _new.excluded.private}, t.repository.c.private.is_(False))
UPDATE = sa.update(t.repository).where(t.repository.c.id == sa.bindparam("of_id"))
ALL = sa.select(t.repository).order_by(t.repository.c.id)
PRIVATE = sa.select(t.repository.c.name).where(t.repository.c.private.is_(True))
NAMES = sa.select(t.repository.c.name, t.repository.c.private).order_by(t.repository.c.id)
SOME = NAMES.where(t.repository.c.id.in_(sa.bindparam("of_ids", expanding=True)))
BOTH = sa.union_all(PRIVATE, sa.select(t.repository.c.name).where(t.repository.c.id == 1))
LIMITED = ALL.limit(sa.bindparam("at_most", type_=sa.Integer))
DELETE = sa.delete(t.repository).where(t.repository.c.id == sa.bindparam("of_id"))


@pytest.fixture
def engine() -> Iterator[sa.Engine]:
    engine = sa.create_engine("sqlite://", poolclass=sa.StaticPool)
    t.metadata.create_all(engine)
    with engine.begin() as connection:
        connection.execute(sa.insert(t.repository), [ONE, TWO])
    yield engine
    engine.dispose()


@pytest.mark.parametrize(
    ("statement", "parameters"),
    [
        (ALL, {}),
        (PRIVATE, {}),
        (SOME, {"of_ids": [1, 2]}),
        (SOME, {"of_ids": [2]}),
        (SOME, {"of_ids": []}),
        (BOTH, {}),
        (LIMITED, {"at_most": 1}),
    ],
)
def test_the_same_is_read(engine: sa.Engine, statement: Any, parameters: dict[str, Any]) -> None:
    with engine.connect() as connection:
        wanted = connection.execute(statement, parameters).all()
        cursor: Any = connection.connection.cursor()
        found = prepared(statement, parameters).run(cursor, parameters).all()
    assert [tuple(row) for row in found] == [tuple(row) for row in wanted]
    assert [[type(value) for value in row] for row in found] == [
        [type(value) for value in row] for row in wanted
    ]
    assert [row._fields for row in found] == [row._fields for row in wanted]


@pytest.mark.parametrize(
    ("statement", "parameters", "rows"),
    [
        (PUT, {**ONE, "id": 3}, 1),
        (PUT, {**ONE, "private": True}, 1),
        (PUT, {**TWO, "private": False}, 0),
        (UPDATE, {"of_id": 1, "private": True}, 1),
        (UPDATE, {"of_id": 1, "private": True, "name": "acme/new"}, 1),
        (UPDATE, {"of_id": 9, "private": True}, 0),
        (DELETE, {"of_id": 2}, 1),
    ],
)
def test_the_same_is_written(
    engine: sa.Engine, statement: Any, parameters: dict[str, Any], rows: int
) -> None:
    with engine.connect() as connection:
        given = connection.execute(statement, parameters).rowcount
        wanted = connection.execute(ALL).all()
    with engine.connect() as connection:
        cursor: Any = connection.connection.cursor()
        assert prepared(statement, parameters).run(cursor, parameters).rowcount == given == rows
        assert connection.execute(ALL).all() == wanted


def test_an_error_is_sqlalchemys(engine: sa.Engine) -> None:
    with engine.connect() as connection:
        connection.execute(sa.text("DROP TABLE repository"))
        cursor: Any = connection.connection.cursor()
        with pytest.raises(sa.exc.OperationalError, match="no such table"):
            prepared(ALL, {}).run(cursor, {})


def test_what_is_read_can_be_taken_in_several_ways(engine: sa.Engine) -> None:
    with engine.connect() as connection:
        cursor: Any = connection.connection.cursor()
        found = prepared(NAMES, {}).run(cursor, {})
        assert found.first() == ("acme/engine", False)
        assert found.scalar() == "acme/engine"
        assert found.scalars().all() == [name for name, _ in found]
        with pytest.raises(ValueError, match="too many"):
            found.one()
