"""The parser's complaints about YAML, in the words of somebody who has never heard of a token."""

import re
from typing import TYPE_CHECKING

from ruamel.yaml.error import YAMLError

from app.programme import slips
from app.programme.errors import FileError
from app.programme.slips import Line, Slip

if TYPE_CHECKING:
    from app.programme.source import SourceFile

# What the parser says, what is said instead; the first that fits is taken.
_WORDS = (
    ("found character '@'", "write a login without @; other text with @ in front needs quotes"),
    ("found character '\\t'", "there is a tab here; use spaces"),
    ("cannot start any token", "text that begins with this character needs quotes"),
    ("while scanning an alias", "text that begins with this character needs quotes"),
    ("expected the node content", "a value is missing here, or a bracket is not closed"),
    (
        "sequence entries are not allowed",
        "begin a list with dashes on the next line, or write it like [one, another]",
    ),
    ("unknown escape", "a backslash in double quotes is special; use single quotes"),
    ("expected escape sequence", "a backslash in double quotes is special; use single quotes"),
)
_UNREADABLE = "this cannot be read; compare it with the lines around it, or put the text in quotes"


def explain(file: "SourceFile", text: str, error: YAMLError) -> FileError:
    """The error where a person would look for it. A parser stops at the first."""
    line, column, message = _tab(text, error) or _slip(slips.lines_of(text), error)
    return file.error(line, column, message)


def _tab(text: str, error: YAMLError) -> Slip | None:
    mark = getattr(error, "problem_mark", None)
    until = mark.line + 1 if mark else 1
    for number, line in enumerate(text.split("\n")[:until], start=1):
        if re.match(r" *\t[ \t]*[^ \t\r]", line):
            return Slip(number, 1, "this line is indented with a tab; use spaces, in all lines")
    return None


def _slip(lines: list[Line], error: YAMLError) -> Slip:
    """What went wrong at the place that the parser names, or a bit above."""
    line, column = _place(getattr(error, "problem_mark", None))
    above = [each for each in lines if each.number < line]
    here = next((each for each in lines if each.number >= line), Line(line, ""))
    until = [*above, here] if here.number == line else above
    return (
        slips.left_over(until)
        or slips.open_quote(lines, line)
        or _around(error, above, here)
        or Slip(line, column + 1, _in_words(error))
    )


def _place(mark: object) -> tuple[int, int]:
    """Line from 1, and column from 0."""
    return getattr(mark, "line", 0) + 1, getattr(mark, "column", 0)


def _around(error: YAMLError, above: list[Line], here: Line) -> Slip | None:
    problem = str(getattr(error, "problem", ""))
    _, column = _place(getattr(error, "problem_mark", None))
    start, at = _place(getattr(error, "context_mark", None))
    began = next((each for each in [*above, here] if each.number == start), here)
    if "could not find expected ':'" in problem:
        before = [each for each in above if each.number < start]
        return slips.bullet(began) or slips.no_colon(began, before)
    if "mapping values are not allowed" in problem:
        return slips.bullet(here) or slips.stray_colon(here, column, above)
    if "expected ',' or" in problem:
        return slips.open_bracket(began, at, here, column)
    if "expected <block end>" in problem:
        if column > here.indent:
            return slips.behind_the_end(here, column)
        return slips.bullet(here) or slips.wrong_indent(here, above)
    return slips.bullet(here) if "alias" in str(getattr(error, "context", "")) else None


def _in_words(error: YAMLError) -> str:
    said = f"{getattr(error, 'context', '')} {getattr(error, 'problem', '')}"
    return next((instead for words, instead in _WORDS if words in said), _UNREADABLE)
