"""The grammar of `/mentor` commands. Pure: who may do what is decided elsewhere."""

from app.commands.dates import parse_date
from app.commands.grammar import (
    Command,
    CommandSpec,
    NearMiss,
    key,
    new_in_edit,
    parse,
    registry,
)
from app.commands.lines import begins_command
from app.commands.words import nearest, split_names

__all__ = [
    "Command",
    "CommandSpec",
    "NearMiss",
    "begins_command",
    "key",
    "nearest",
    "new_in_edit",
    "parse",
    "parse_date",
    "registry",
    "split_names",
]
