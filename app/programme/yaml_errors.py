"""The parser's complaints about YAML, in the words of somebody who has never heard of a token."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ruamel.yaml.error import MarkedYAMLError, YAMLError

from app.programme.errors import FileError

if TYPE_CHECKING:
    from app.programme.source import SourceFile

# What the parser says, what is said instead; the first that fits is taken.
_WORDS = (
    (
        "mapping values are not allowed",
        "there is a colon too many, or this line is indented too far; "
        "text with a colon in it needs quotes",
    ),
    (
        "expected <block end>",
        "this line is indented differently from the lines it belongs to; align them",
    ),
    ("could not find expected ':'", "a colon is missing after the key; write `key: value`"),
    ("found character '@'", "write a login without @; other text with @ in front needs quotes"),
    ("found character '\\t'", "there is a tab here; use spaces"),
    ("cannot start any token", "text that begins with this character needs quotes"),
    ("expected ',' or ']'", "a list in brackets is not closed, or a comma is missing"),
    ("expected ',' or '}'", "a group in braces is not closed, or a comma is missing"),
    ("expected the node content", "a value is missing here, or a bracket is not closed"),
    ("sequence entries are not allowed", "a list with dashes begins on a line of its own"),
    ("unknown escape", "a backslash in double quotes is special; use single quotes"),
    ("expected escape sequence", "a backslash in double quotes is special; use single quotes"),
)

# What a line looks like that the parser stumbled over, there or one line later.
_LOOKS = (
    (
        re.compile(r"[ \t]*[\u00a0\u2007\u202f\u3000]"),
        "this line is indented with a space that is no "
        "ordinary one, as chats and web pages have; type the spaces anew",
    ),
    (
        re.compile(r"\s*[\u2010-\u2015\u2212\u2022]"),
        "an entry of a list begins with a plain hyphen and a space: `- `",
    ),
    (re.compile(r"\s*-[^\s-]+:"), "write a space after the hyphen: `- `"),
    (re.compile(r"\s*(- )?[\w-]+:[^\s:/]+$"), "write a space after the colon: `key: value`"),
    (
        re.compile(r"[^'\"]*'[^']*\w'\w"),
        "the apostrophe ends this text; put the text in double quotes",
    ),
)


def explain(file: "SourceFile", text: str, error: YAMLError) -> Iterator[FileError]:
    """The error where a person would look for it. A parser stops at the first."""
    problem = getattr(error, "problem", None) or "unknown reason"
    mark = getattr(error, "problem_mark", None)
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    tabs = [number for number, start in _indents(text) if "\t" in start and number <= line]
    if tabs:
        for number in tabs:
            yield file.error(number, 1, "this line is indented with a tab; use spaces")
        return
    if isinstance(error, MarkedYAMLError) and "quoted scalar" in (error.context or ""):
        opened = error.context_mark
        if "unexpected end" in problem and opened:
            yield file.error(opened.line + 1, opened.column + 1, "this quote is never closed")
            return
    looks = _by_its_looks(text, line)
    if looks is not None:
        yield file.error(*looks)
    else:
        yield file.error(line, column, _in_words(problem) + _opened(error))


def _by_its_looks(text: str, line: int) -> tuple[int, int, str] | None:
    """Line, column and words, where the line itself shows what is wrong with it."""
    lines = text.split("\n")
    for number, written in enumerate(lines[:line], start=1):
        if written.count('"') % 2:  # then the next quote, lines below, closes this one
            return number, written.rindex('"') + 1, "this quote is never closed"
    for number in (line, line - 1):
        written = lines[number - 1].rstrip() if 0 < number <= len(lines) else ""
        for looks, words in _LOOKS:
            if looks.match(written):
                return number, len(written) - len(written.lstrip()) + 1, words
    return None


def _opened(error: YAMLError) -> str:
    mark = getattr(error, "context_mark", None)
    inside = "flow" in (getattr(error, "context", None) or "")
    return f"; it begins in line {mark.line + 1}" if mark and inside else ""


def _indents(text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text.split("\n"), start=1):
        match = re.match(r"[ \t]*(?=[^ \t\r])", line)
        yield number, match[0] if match else ""


def _in_words(problem: str) -> str:
    for said, instead in _WORDS:
        if said in problem:
            return instead
    return f"this cannot be read as YAML ({problem})"
