"""YAML 1.2 into a tree that knows its places. Nothing in it is ever executed or constructed.

Only the plain part of YAML is taken: no anchors, aliases, merge keys, tags or several documents,
which can make a small file huge, or a line mean something that stands elsewhere.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from app.programme.errors import FileError
from app.programme.invisible import hidden, is_unsafe, named, visible
from app.programme.slips import lost_dash
from app.programme.yaml_errors import explain

MAX_BYTES = 65_536
"""Far more than a programme needs; more entries go into another file."""
MAX_DEPTH = 20
_LONGEST = 500

_QUOTES = "or put the text in quotes"

Scalar = str | int | float | bool | None

# The core schema of YAML 1.2.2 (10.3.2), without what has no counterpart in JSON. A longer number
# stays text: nobody counts that far, and Python refuses to read thousands of digits.
_NULLS = frozenset(("", "~", "null", "Null", "NULL"))
_BOOLEANS = {
    spelling: word == "true"
    for word in ("true", "false")
    for spelling in (word, word.capitalize(), word.upper())
}
_INTEGER = re.compile(r"[-+]?[0-9]{1,18}")
_FLOAT = re.compile(r"[-+]?(\.[0-9]{1,18}|[0-9]{1,18}(\.[0-9]{0,18})?)([eE][-+]?[0-9]{1,2})?")


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file as it was read. `private`: from the programme's private repository."""

    repository: str
    path: str
    content: bytes
    private: bool = False

    def error(self, line: int, column: int, message: str) -> FileError:
        """An error in this file; line and column count from 1. Long ones are cut: they quote."""
        short = message if len(message) <= _LONGEST else message[: _LONGEST - 1] + "…"
        return FileError(self.path, line, column, short, self.repository, self.private)


@dataclass(slots=True)
class Node:
    """A value and where it begins; line and column count from 1."""

    file: SourceFile
    line: int
    column: int
    value: "Scalar | list[Node] | dict[str, Entry]"

    def error(self, message: str) -> FileError:
        """An error at this place."""
        return self.file.error(self.line, self.column, message)

    def get(self, key: str) -> "Node | None":
        """The value of a key, where this is a mapping that has it."""
        entry = self.value.get(key) if isinstance(self.value, dict) else None
        return entry.value if entry else None

    def entries(self, key: str) -> "dict[str, Entry]":
        """The entries of the mapping under a key; none where it is something else."""
        node = self.get(key)
        return node.value if node and isinstance(node.value, dict) else {}

    def items(self, key: str) -> "list[Node]":
        """The items of the list under a key; none where it is something else."""
        node = self.get(key)
        return node.value if node and isinstance(node.value, list) else []

    def text(self, key: str) -> str | None:
        """The text under a key; None where it is something else."""
        node = self.get(key)
        return node.value if node and isinstance(node.value, str) else None

    def plain(self) -> Any:
        """Dicts, lists and scalars, without places."""
        if isinstance(self.value, dict):
            return {key: entry.value.plain() for key, entry in self.value.items()}
        if isinstance(self.value, list):
            return [item.plain() for item in self.value]
        return self.value


class Entry(NamedTuple):
    """A key and its value."""

    key: Node
    value: Node


class Parsed(NamedTuple):
    """The tree, as far as it could be read, and what was wrong."""

    root: Node | None
    errors: Sequence[FileError]


def is_plain(path: str) -> bool:
    """Whether each part of a path means itself in an address. Paths come from files that people
    wrote: with `..` or `%2e%2e` in them, the App would read where their authors may not."""
    names = path.split("/")
    return all(re.fullmatch(r"[\w. -]+", name) and name not in (".", "..") for name in names)


@lru_cache(maxsize=32)
def parse(file: SourceFile) -> Parsed:
    """Read a file. Never raises for what is in it. Cached: each is read several times in a row."""
    if file.path.startswith(".github/") and not is_plain(file.path):
        message = "this file's name has unusual characters; rename it, to letters and hyphens"
        return Parsed(None, [file.error(1, 1, message)])
    if len(file.content) > MAX_BYTES:
        reason = f"has {len(file.content):,} bytes; at most {MAX_BYTES:,} (64 KiB) are read: "
        hint = "move cohorts to more files in .github/mentorship/"
        return Parsed(None, [file.error(1, 1, f"the file {reason}{hint}")])
    try:
        text = file.content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return Parsed(None, [_not_utf8(file, error.start)])
    if directive := re.search(r"^%", text, re.MULTILINE):
        line = text.count("\n", 0, directive.start()) + 1
        return Parsed(
            None, [file.error(line, 1, "lines that begin with % are not used; delete it")]
        )
    errors = [file.error(*slip) for slip in hidden(text)]
    builder = _Builder(file, errors, text)
    try:
        for event in YAML(typ="safe", pure=True).parse(visible(text)):
            if not builder.take(event):
                return Parsed(None, errors)
    except YAMLError as error:
        errors += [explain(file, text, error)] if not errors else []
        return Parsed(None, errors)
    if builder.root is None and not errors:
        errors.append(file.error(1, 1, "the file is empty; begin with `version: 1`"))
    return Parsed(builder.root, errors)


def _not_utf8(file: SourceFile, start: int) -> FileError:
    before = file.content[:start]
    column = len(before.rpartition(b"\n")[2].decode("utf-8", "replace")) + 1
    message = "the file is not text in UTF-8; save it with that encoding"
    return file.error(before.count(b"\n") + 1, column, message)


class _Builder:
    """Builds the tree from the parser's events, without recursion."""

    def __init__(self, file: SourceFile, errors: list[FileError], text: str) -> None:
        self.root: Node | None = None
        self._file = file
        self._errors = errors
        self._lines = text.split("\n")
        self._open: list[Node] = []
        self._keys: list[Node | None] = []
        self._documents = 0

    def take(self, event: Event) -> bool:
        """Take the next event; false where going on makes no sense."""
        if isinstance(event, DocumentStartEvent):
            return self._start_document(event)
        if isinstance(event, MappingEndEvent | SequenceEndEvent):
            self._open.pop()
            self._keys.pop()
        elif isinstance(event, NodeEvent):
            return self._start_node(event)
        return True

    def _start_document(self, event: DocumentStartEvent) -> bool:
        self._documents += 1
        if self._documents > 1:
            self._error(event, "a second document begins here; take the line `---` out")
        return self._documents == 1

    def _start_node(self, event: NodeEvent) -> bool:
        self._refuse_extras(event)
        node = self._node(event, _value(event))
        if self._lost_dash(event):
            node.value = str(node.value).partition(" - ")[0]
        self._place(node)
        if isinstance(event, MappingStartEvent | SequenceStartEvent):
            self._open.append(node)
            self._keys.append(None)
        if len(self._open) > MAX_DEPTH:
            self._error(event, f"this is nested more than {MAX_DEPTH} levels deep")
            return False
        return True

    def _refuse_extras(self, event: NodeEvent) -> None:
        if isinstance(event, AliasEvent):
            self._error(event, f"`*{event.anchor}` is an alias; write the value out, {_QUOTES}")
        elif event.anchor:
            self._error(event, f"`&{event.anchor}` is an anchor; leave it out, {_QUOTES}")
        elif tag := getattr(event, "tag", None):
            written = str(tag).replace("tag:yaml.org,2002:", "!!")
            self._error(event, f"`{written}` is a tag; leave it out, {_QUOTES}")
        elif isinstance(event, ScalarEvent) and "\\" in _raw(event):
            for character in filter(is_unsafe, event.value):
                self._error(event, named(character))

    def _lost_dash(self, event: NodeEvent) -> bool:
        """Whether an entry begins so far to the right that YAML takes it for more text of the
        entry above it. Told once: the rest is often more of the same."""
        begins, ends = event.start_mark.line + 1, event.end_mark.line + 1
        is_plain = isinstance(event, ScalarEvent) and not event.style
        slip = lost_dash(self._lines, begins, ends) if is_plain and not self._errors else None
        self._errors += [self._file.error(*slip)] if slip else []
        return slip is not None

    def _place(self, node: Node) -> None:
        """Put a node where it belongs: as root, item, key, or the value of the key before it."""
        if not self._open:
            self.root = node
            return
        parent = self._open[-1].value
        if isinstance(parent, list):
            parent.append(node)
        elif isinstance(parent, dict):
            self._place_in(parent, node)

    def _place_in(self, parent: dict[str, Entry], node: Node) -> None:
        key = self._keys[-1]
        if key is None:
            self._keys[-1] = self._checked_key(parent, node)
            return
        self._keys[-1] = None
        if node.value is None:  # the parser puts an empty value before what comes next
            node.line, node.column = key.line, key.column
            if re.search(r":\s+#\d", "".join(self._lines[key.line - 1 : key.line])):
                self._errors.append(key.error("text that begins with # needs quotes around it"))
        parent.setdefault(str(key.value), Entry(key, node))

    def _checked_key(self, parent: dict[str, Entry], node: Node) -> Node:
        if not isinstance(node.value, str):
            self._errors.append(node.error("a key should be a word, not a list or a group of keys"))
            return Node(node.file, node.line, node.column, "")
        if node.value == "<<":
            self._errors.append(node.error("`<<` merges keys from elsewhere; write them out here"))
        elif first := parent.get(node.value):
            in_list = len(self._open) > 1 and isinstance(self._open[-2].value, list)
            begins = in_list and next(iter(parent)) == node.value
            self._errors.append(node.error(_twice(node, first.key, begins_entry=begins)))
        return node

    def _node(self, event: Event, value: Any) -> Node:
        key_comes = bool(self._open) and isinstance(self._open[-1].value, dict)
        if key_comes and self._keys[-1] is None and isinstance(event, ScalarEvent):
            value = visible(event.value)
        mark = event.start_mark
        return Node(self._file, mark.line + 1, mark.column + 1, value)

    def _error(self, event: Event, message: str) -> None:
        self._errors.append(self._node(event, None).error(message))


def _twice(node: Node, first: Node, *, begins_entry: bool) -> str:
    """Of a key that is there already; `begins_entry`: the first one begins an entry of a list."""
    said = f"`{node.value}` is here a second time; the first is in line {first.line}"
    entry = f"if another entry begins here, write `- {node.value}`"
    return f"{said}; {entry if begins_entry else 'delete one of them'}"


def _raw(event: ScalarEvent) -> str:
    """What stands in the file, where it could hold escapes."""
    if event.style != '"':
        return ""
    mark = event.start_mark
    return str(mark.buffer[mark.pointer : event.end_mark.pointer]) if mark.buffer else "\\"


def _value(event: NodeEvent) -> Any:
    if isinstance(event, MappingStartEvent):
        return {}
    if isinstance(event, SequenceStartEvent):
        return []
    if not isinstance(event, ScalarEvent):
        return None
    return visible(event.value) if event.style else _resolve(event.value)


def _resolve(text: str) -> Scalar:
    """What an unquoted word is."""
    if text in _NULLS:
        return None
    if text in _BOOLEANS:
        return _BOOLEANS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    return float(text) if _FLOAT.fullmatch(text) else text
