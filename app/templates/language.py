"""The language of texts: Liquid, cut down to what cannot harm.

No files, no includes, few filters, limits on everything that grows. docs/texts.md describes it for
organisers; what is added here belongs there as well.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from liquid import BoundTemplate, Environment, RenderContext, StrictUndefined
from liquid.ast import Node
from liquid.builtin import content, illegal, output
from liquid.builtin.expressions import LoopExpression
from liquid.builtin.filters.math import minus, plus
from liquid.builtin.filters.misc import default, size
from liquid.builtin.tags import (
    assign_tag,
    capture_tag,
    case_tag,
    comment_tag,
    for_tag,
    if_tag,
    inline_comment_tag,
    unless_tag,
)
from liquid.exceptions import (
    FilterArgumentError,
    LiquidError,
    LiquidSyntaxError,
    LiquidTypeError,
    ResourceLimitError,
    UndefinedError,
    UnknownFilterError,
)
from liquid.stream import TokenStream

from app.github.quoting import block, code
from app.model.liquid import unclosed
from app.templates.words import raw

LONGEST = 65_536
"""Characters that a body holds on GitHub; a text's source may not be longer either."""

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


class TextError(Exception):
    """A text that cannot be shown: where in it (from 1), and why.

    `quotes` says whether the message may hold some of what was filled in: then it is for the
    text's author, and not for a log.
    """

    def __init__(
        self, message: str, line: int = 1, column: int = 1, *, quotes: bool = False
    ) -> None:
        super().__init__(f"{line}:{column}: {message}")
        self.message, self.line, self.column, self.quotes = message, line, column, quotes


class _ListLoop(LoopExpression):
    def _to_iter(self, obj: object, context: RenderContext) -> tuple[Iterator[Any], int]:
        # A range could hold a billion numbers, and python-liquid counts them only one by one.
        if not isinstance(obj, list):
            raise LiquidTypeError("{% for %} goes over a list only", token=self.token)
        return super()._to_iter(obj, context)


class _ForTag(for_tag.ForTag):
    def parse(self, stream: TokenStream) -> Node:
        node = super().parse(stream)
        if isinstance(node, for_tag.ForNode):
            loop = node.expression
            node.expression = _ListLoop(
                loop.token,
                loop.identifier,
                loop.iterable,
                limit=loop.limit,
                offset=loop.offset,
                reversed_=loop.reversed,
                cols=None,
            )
        return node


_TAGS = (
    content.Literal,
    output.Output,
    illegal.Illegal,
    if_tag.IfTag,
    unless_tag.UnlessTag,
    case_tag.CaseTag,
    _ForTag,
    for_tag.BreakTag,
    for_tag.ContinueTag,
    assign_tag.AssignTag,
    capture_tag.CaptureTag,
    comment_tag.CommentTag,
    inline_comment_tag.InlineCommentTag,
)


def _code(value: object) -> str:
    return code(raw(value))


def _quote(value: object) -> str:
    return block(raw(value))


def _join(items: object, separator: object = ", ") -> str:
    if not isinstance(items, list):
        raise FilterArgumentError("join takes a list", token=None)
    return str(separator).join(str(item) for item in items)


def _date_long(value: object) -> str:
    try:
        day = date.fromisoformat(raw(value))
    except ValueError:
        raise FilterArgumentError("date_long takes a date", token=None) from None
    return _day(day)


def _local_time(value: object, zone: object) -> str:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise FilterArgumentError("local_time takes an instant", token=None)
    try:
        local = datetime.fromtimestamp(value, UTC).astimezone(ZoneInfo(raw(zone)))
    except (LookupError, ValueError, OverflowError, OSError):
        raise FilterArgumentError("local_time takes an instant and a zone", token=None) from None
    return f"{_WEEKDAYS[local.weekday()]} {_day(local)}, {local:%H:%M} ({raw(zone)})"


def _day(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


_FILTERS: Mapping[str, Callable[..., Any]] = {
    "code": _code,
    "quote": _quote,
    "join": _join,
    "date_long": _date_long,
    "local_time": _local_time,
    "default": default,
    "size": size,
    "plus": plus,
    "minus": minus,
}


class _Language(Environment):
    block_nesting_limit = 10
    context_depth_limit = 20
    loop_iteration_limit = 5_000
    local_namespace_limit = 4 * LONGEST
    output_stream_limit = 4 * LONGEST

    def setup_tags_and_filters(self, *, extra: bool = False) -> None:  # noqa: ARG002
        """Ours only, in place of python-liquid's own."""
        for tag in _TAGS:
            self.add_tag(tag)
        for name, function in _FILTERS.items():
            self.add_filter(name, function)


_LANGUAGE = _Language(undefined=StrictUndefined)


Compile = Callable[[str], BoundTemplate]


def on_trial() -> Compile:
    """Compiles a text once, and forgets it with the trial: compiled it takes a hundred times its
    size, and whoever proposes texts would fill the memory."""
    return lru_cache(maxsize=1)(_LANGUAGE.from_string)


in_use = lru_cache(maxsize=512)(_LANGUAGE.from_string)
"""Compiles, and keeps what is posted again and again."""


_OF_THE_SOURCE = (LiquidSyntaxError, ResourceLimitError, UndefinedError, UnknownFilterError)
"""Errors whose messages hold words of the text itself, and none of what it is filled with."""

_TOO_DEEP = "is nested too deeply; write it more simply"


def fill(source: str, values: Mapping[str, object], compiled: Compile = in_use) -> str:
    """The text with its values (see `Shown.all`) put in. Raises TextError."""
    if len(source) > LONGEST:
        raise TextError(f"is longer than {LONGEST} characters; shorten it")
    if (found := unclosed(source)) is not None:
        at, end = found
        line, column = source.count("\n", 0, at) + 1, at - source.rfind("\n", 0, at)
        raise TextError(f"begins a tag here and never ends it: expected {end!r}", line, column)
    try:
        return compiled(source).render(values)
    except RecursionError as error:
        raise TextError(_TOO_DEEP) from error
    except (ValueError, TypeError, ArithmeticError) as error:  # python-liquid lets them through
        raise TextError(f"cannot be filled in: {error}", quotes=True) from error
    except LiquidError as error:
        raise _located(error, values) from error


def _located(error: LiquidError, values: Mapping[str, object]) -> TextError:
    # python-liquid hides what its own parser stumbled over.
    message = _TOO_DEEP if isinstance(error.__cause__, RecursionError) else str(error.message)
    if isinstance(error, UndefinedError):
        message += f"; known here: {', '.join(sorted(values)) or 'nothing'}"
    try:
        context = error.context()
    except ValueError:  # an error behind the last character
        context = None
    line, column = (context[0], context[1] + 1) if context else (1, 1)
    return TextError(message, line, column, quotes=not isinstance(error, _OF_THE_SOURCE))
