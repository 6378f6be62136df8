"""What is wrong with a programme file, and where."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class FileError:
    """An error at a place in a file; line and column count from 1.

    `private` errors belong to a file of the private repository: nothing of them is public.
    """

    file: str
    line: int
    column: int
    message: str
    repository: str = ""
    private: bool = False

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.message}"


def check_text(errors: Iterable[FileError]) -> str:
    """One line for each error, as editors and terminals know it."""
    return "".join(f"{error}\n" for error in errors)
