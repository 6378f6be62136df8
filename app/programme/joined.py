"""Several files as one tree: lists and maps are joined, everything else is said once."""

from collections.abc import Collection, Iterable, Sequence

from app.model.settings import Section
from app.programme.entries import LISTS, MAPS, parse_version
from app.programme.errors import FileError
from app.programme.source import Entry, Node, SourceFile

MAIN = ".github/mentorship.yml"


def in_order(files: Iterable[SourceFile]) -> list[SourceFile]:
    """The main file first, the other public ones by name, then the private ones.

    So the later of two clashing entries, where the error is shown, is never the public one.
    """
    return sorted(files, key=lambda file: (file.private, file.path != MAIN, file.path))


def place_of(first: Node, seen_from: Node) -> str:
    """Where something stands, as said at another place."""
    if first.file is seen_from.file:
        return f"line {first.line}"
    return f"{first.file.path}, line {first.line}"


def join(roots: Sequence[Node], sections: Iterable[Section]) -> tuple[Node, list[FileError]]:
    """The files' trees as one; the first is the main file's."""
    main = roots[0]
    joined: dict[str, Entry] = {}
    errors: list[FileError] = []
    lists = {*LISTS, *(section.name for section in sections if section.many)}
    for root in roots:
        if not isinstance(root.value, dict):
            errors.append(root.error("the file should begin with keys, like `version: 1`"))
            continue
        for name, entry in root.value.items():
            if name in joined:
                errors += _add(joined[name], entry, lists)
            elif name != "version" or root is main:
                joined[name] = _copy(entry)
            else:
                errors += _version(entry.value)
    return Node(main.file, main.line, main.column, joined), errors


def _version(node: Node) -> list[FileError]:
    try:
        parse_version(node.value)
    except ValueError as error:
        return [node.error(f"`version` {error}")]
    return []


def _copy(entry: Entry) -> Entry:
    key, node = entry
    value = node.value.copy() if isinstance(node.value, list | dict) else node.value
    return Entry(key, Node(node.file, node.line, node.column, value))


def _add(first: Entry, more: Entry, lists: Collection[str]) -> list[FileError]:
    """Add the entries of a later file to those of an earlier one."""
    name, node = str(more.key.value), more.value
    if name == "version":
        return _version(node)
    if name in lists and isinstance(node.value, list):
        if isinstance(first.value.value, list):
            first.value.value += node.value
        return []
    if name in MAPS and isinstance(node.value, dict):
        known = first.value.value
        return _add_entries(known, node.value) if isinstance(known, dict) else []
    if name in lists or name in MAPS:
        kind = "list" if name in lists else "group of keys"
        return [node.error(f"`{name}` should be a {kind}")]
    where = place_of(first.key, more.key)
    return [more.key.error(f"`{name}` is set a second time; it is in {where} already")]


def _add_entries(first: dict[str, Entry], more: dict[str, Entry]) -> list[FileError]:
    errors: list[FileError] = []
    for name, entry in more.items():
        if name in first:
            where = place_of(first[name].key, entry.key)
            errors.append(entry.key.error(f"`{name}` is in {where} already"))
        first.setdefault(name, entry)
    return errors
