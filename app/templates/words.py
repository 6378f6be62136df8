"""People's words in a text.

They stay an object until they are put out, and putting them out makes them inert. So no filter and
no condition can bring them back to life.
"""

from collections.abc import Callable
from dataclasses import dataclass

from app.github.quoting import inline


@dataclass(frozen=True, slots=True, repr=False)
class Words:
    """People's words. Conditions compare `raw`; what is shown is inert."""

    raw: str
    show: Callable[[str], str] = inline

    def __str__(self) -> str:
        return self.show(self.raw)

    # What a list or a mapping shows of its items.
    __repr__ = __str__

    def __liquid__(self) -> str:
        """What python-liquid compares (`{% if state == "open" %}`)."""
        return self.raw


def raw(value: object) -> str:
    """A value as it was typed, for filters that make it inert in a way of their own."""
    return value.raw if isinstance(value, Words) else str(value)
