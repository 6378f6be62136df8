"""The cheapest way to give each row a column of its own: the Hungarian method. Pure.

Kuhn 1955 and Munkres 1957, with shortest augmenting paths: a row is added to what is matched so
far, and along the cheapest path earlier rows move. Exact, in whole numbers. Why no library does
this: docs/decisions/006-rota.md.
"""

from collections.abc import Sequence
from math import inf


def cheapest(costs: Sequence[Sequence[int]]) -> list[int]:
    """The column of each row, so that the sum of `costs[row][column]` is the smallest.

    Raises ValueError where there are fewer columns than rows.
    """
    width = len(costs[0]) if costs else 0
    if width < len(costs):
        raise ValueError(f"{len(costs)} rows cannot have a column each of {width}")
    of_row, of_column = [0] * len(costs), [0] * width
    rows: list[int | None] = [None] * width
    for row in range(len(costs)):
        _add(row, costs, rows, of_row, of_column)
    columns = {row: column for column, row in enumerate(rows) if row is not None}
    return [columns[row] for row in range(len(costs))]


def _add(
    new: int,
    costs: Sequence[Sequence[int]],
    rows: list[int | None],
    of_row: list[int],
    of_column: list[int],
) -> None:
    """Match one more row. `rows` is the row of each column; `of_row` and `of_column` are the prices
    that keep `costs[row][column] - of_row[row] - of_column[column]` at zero or above, and at zero
    for what is matched."""
    far: list[float] = [inf] * len(rows)
    before: list[int | None] = [None] * len(rows)
    seen: list[int] = []
    open_ = set(range(len(rows)))
    row: int | None = new
    column: int | None = None
    length = 0
    while row is not None:
        for each in open_:
            way = length + costs[row][each] - of_row[row] - of_column[each]
            if way < far[each]:
                far[each], before[each] = way, column
        column = min(open_, key=lambda each: (far[each], each))
        length = int(far[column])
        open_.remove(column)
        seen.append(column)
        row = rows[column]
    of_row[new] += length
    for each in seen[:-1]:
        of_column[each] -= length - int(far[each])
        matched = rows[each]
        assert matched is not None
        of_row[matched] += length - int(far[each])
    while column is not None:
        earlier = before[column]
        rows[column] = rows[earlier] if earlier is not None else new
        column = earlier
