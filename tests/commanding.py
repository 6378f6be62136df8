"""Commands as they were given, for tables of what their words mean."""

from app.commands import Command, CommandSpec, parse, registry
from app.model import events, things
from app.model.workflow import Given


def as_given(line: str, specs: tuple[CommandSpec, ...], place: str, by: str = "maya") -> Given:
    """The one command in a comment, given in acme/engine#12 (repository 8, of the home 7)."""
    (command,) = parse(line, registry(specs))
    assert isinstance(command, Command)
    moment = "2026-09-01T12:00:00Z"
    issue = {"number": 12, "title": "It is slow", "created_at": moment, "updated_at": moment}
    return Given(
        command,
        place,
        "thread:7/8/12",
        by,
        1_788_264_000.0,
        things.Repository(id=8, full_name="acme/engine"),
        events.of(things.Issue, issue),
    )
