"""Files in, a programme out, or every error at once.

First each file is read (`source`), then all are joined (`joined`); keys and types (`shape`), how
entries fit together (`relations`) and the workflows' sections (`sections`) are checked one beside
the other; and only what is free of errors is built (`build`).
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from app.model.names import REPOSITORY
from app.model.settings import Section
from app.model.spelling import few_guesses
from app.programme.build import build
from app.programme.errors import FileError
from app.programme.joined import MAIN, in_order, join
from app.programme.model import Programme
from app.programme.relations import relation_errors
from app.programme.sections import Templates, section_errors
from app.programme.shape import shape
from app.programme.source import SourceFile, parse

__all__ = ["Loaded", "SourceFile", "load", "private_repository_of", "read_templates"]


class Loaded(NamedTuple):
    """The programme, or what is wrong: sorted, and never both."""

    programme: Programme | None
    errors: tuple[FileError, ...]


def load(
    files: Sequence[SourceFile],
    sections: Sequence[Section],
    templates: Templates,
    installed: Mapping[str, bool] | None = None,
    texts: Collection[str] | None = None,
) -> Loaded:
    """Read a programme from its files, in any order; never raises for what is in them.

    `templates` are the raw settings of each built-in template; `installed` the repositories that
    the App may see, and whether each is private, where that is known; `texts` the names of those
    that may be replaced.
    """
    if not files:
        return Loaded(None, (FileError(MAIN, 1, 1, "there is no such file; begin with this one"),))
    with few_guesses():
        return _load(in_order(files), tuple(sections), templates, installed, texts)


def _load(
    files: list[SourceFile],
    kinds: tuple[Section, ...],
    templates: Templates,
    installed: Mapping[str, bool] | None,
    texts: Collection[str] | None,
) -> Loaded:
    parsed = [parse(file) for file in files]
    unreadable = {error for one in parsed for error in one.errors}
    roots = [one.root for one in parsed if one.root]
    if parsed[0].root is None:
        return _failed(unreadable)
    root, clashes = join(roots, kinds)
    entry, misspelled = shape(root, kinds)
    errors = {*clashes, *_elsewhere(misspelled, unreadable)}
    if len(roots) == len(files):
        errors.update(relation_errors(root, templates, installed, texts))
        errors.update(section_errors(root, kinds, templates))
    if errors or unreadable or entry is None:
        return _failed(errors | unreadable)
    return Loaded(build(entry, root, files, kinds, templates), ())


def _elsewhere(errors: Iterable[FileError], known: Iterable[FileError]) -> Iterator[FileError]:
    """Those errors at whose place nothing was said already."""
    places = {(error.repository, error.file, error.line, error.column) for error in known}
    for error in errors:
        if (error.repository, error.file, error.line, error.column) not in places:
            yield error


def private_repository_of(files: Iterable[SourceFile]) -> str | None:
    """The private repository that public files name: what to read before all can be loaded."""
    for file in files:
        root = parse(file).root
        name = root.text("private_repository") if root and not file.private else None
        if name and re.fullmatch(REPOSITORY, name):
            return name
    return None


def _failed(errors: Collection[FileError]) -> Loaded:
    return Loaded(None, tuple(sorted(errors)))


def read_templates(folder: Path) -> Mapping[str, Mapping[str, Any]]:
    """The built-in templates, by name: each `NAME.yml` in a folder.

    Raises ValueError where one cannot be read: that is a fault of ours, not of an organiser.
    """
    return {path.stem: _template(path) for path in sorted(folder.glob("*.yml"))}


def _template(path: Path) -> Mapping[str, Any]:
    root, errors = parse(SourceFile("", path.name, path.read_bytes()))
    if errors or root is None:
        raise ValueError("; ".join(map(str, errors)))
    settings: Mapping[str, Any] = root.plain()
    return settings
