"""Where somebody writes for a retrospective before anybody reads it. Pure data, for `/me`."""

from typing import NamedTuple


class Notebook(NamedTuple):
    """Open for one person until `until` (Unix seconds). `group` is the scope's key, `title` whose
    retrospective it is; `well` and `better` are the titles of its two parts. Its issue has this
    number in this repository (owner/name)."""

    group: str
    title: str
    well: str
    better: str
    until: float
    zone: str
    repository: str
    number: int
