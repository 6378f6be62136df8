"""Statements of SQLAlchemy's as SQLite's driver takes them: compiled once, bound and read at once.

SQLAlchemy takes some 35 µs to run a statement that it has compiled before, of which 10 are
SQLite's: it makes a context and a result for each. Where thousands are run in a row and nothing
else goes on meanwhile (`app.store.inline`), that is a quarter of the time. The SQL, and what types
make of values, are SQLAlchemy's.
"""

import sqlite3
from collections import namedtuple
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from weakref import WeakKeyDictionary

import sqlalchemy as sa
from sqlalchemy.dialects import sqlite
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import TypeEngine

Parameters = Mapping[str, Any]

_Process = Callable[[Any], Any] | None

_DIALECT = sqlite.dialect(paramstyle="qmark")


class Result:
    """What is used of SQLAlchemy's result; its rows are named tuples."""

    def __init__(self, rows: list[Any], rowcount: int) -> None:
        self.rowcount = rowcount
        self._rows = rows

    def __iter__(self) -> Iterator[Any]:
        return iter(self._rows)

    def all(self) -> list[Any]:
        """All rows."""
        return self._rows

    def first(self) -> Any:
        """The first row, or None."""
        return self._rows[0] if self._rows else None

    def one(self) -> Any:
        """The only row. Raises ValueError where there is none, or more than one."""
        (row,) = self._rows
        return row

    def scalar(self) -> Any:
        """The first row's first column, or None."""
        return self._rows[0][0] if self._rows else None

    scalar_one = scalar

    def scalars(self) -> "Result":
        """The first column only."""
        return Result([row[0] for row in self._rows], self.rowcount)


class Prepared:
    """One statement, for parameters of certain names."""

    def __init__(self, statement: Any, compiled: SQLCompiler) -> None:
        binds = {name: bind for bind, name in compiled.bind_names.items()}
        self._sql = compiled.string
        self._lists = [name for name, bind in binds.items() if bind.expanding]
        self._names = [(name, _binding(binds[name].type)) for name in compiled.positiontup or ()]
        self._fixed = {name: b.effective_value for name, b in binds.items() if not b.required}
        self._row = _reader(statement)

    def run(self, cursor: sqlite3.Cursor, parameters: Parameters) -> Result:
        """Its result, all of it read. Raises SQLAlchemy's errors."""
        given, sql = {**self._fixed, **parameters}, self._sql
        for name in self._lists:
            marks = ", ".join("?" * len(given[name])) or "NULL"  # nothing is equal to NULL
            sql = sql.replace(f"__[POSTCOMPILE_{name}]", marks)
        values: list[Any] = []
        for name, process in self._names:
            if name in self._lists:
                values += given[name]
            else:
                values.append(given[name] if process is None else process(given[name]))
        try:
            cursor.execute(sql, values)
        except sqlite3.Error as error:
            hidden = sa.exc.DBAPIError.instance(
                sql, None, error, sqlite3.Error, hide_parameters=True
            )
            raise hidden from error
        return Result([self._row(line) for line in cursor], cursor.rowcount)


def _binding(type_: TypeEngine[Any]) -> _Process:
    return type_.dialect_impl(_DIALECT).bind_processor(_DIALECT)


def _reading(type_: TypeEngine[Any]) -> _Process:
    return type_.dialect_impl(_DIALECT).result_processor(_DIALECT, None)


def _reader(statement: Any) -> Callable[[Any], Any]:
    if not isinstance(statement, sa.Select | sa.CompoundSelect):
        return tuple
    columns = statement.exported_columns
    row: Any = namedtuple("row", columns.keys(), rename=True)  # type: ignore[misc]
    make: Callable[[Any], Any] = row._make
    found = [_reading(column.type) for column in columns]
    if not any(found):
        return make
    return lambda line: make(
        value if process is None else process(value)
        for value, process in zip(line, found, strict=True)
    )


_Made = dict[frozenset[str], Prepared]
_made: WeakKeyDictionary[sa.Executable, _Made] = WeakKeyDictionary()


def prepared(statement: Any, parameters: Parameters) -> Prepared:
    """A statement that gets such parameters: what an insert or update sets is told by them."""
    made, names = _made.setdefault(statement, {}), frozenset(parameters)
    if names not in made:
        sets = sorted(names) if isinstance(statement, sa.Insert | sa.Update) else None
        compiled = statement.compile(dialect=_DIALECT, column_keys=sets)
        made[names] = Prepared(statement, compiled)
    return made[names]
