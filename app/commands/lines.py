"""Which lines of a comment are commands. Markdown decides, not the look of the raw text.

Lines that look like a command get a placeholder for their `/mentor`; then the text is parsed as
Markdown. A placeholder that turns up as plain text of a paragraph, outside block quotes, is a
command. In code, in HTML and in quotes it turns up as something else.
"""

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token

from app.commands.words import visible

_HEAD = re.compile(r"( {0,3})[/／⁄∕] ?mentor(?=$|[\s:,.;!—–：，。！]|-\s)", re.IGNORECASE)
# Private-use characters mean nothing in Markdown; a body's own are replaced before.
_OPEN, _CLOSE = "\ue000", "\ue001"
_MARGIN = re.compile(r"^[\s>*+`~-]*")
_PLACEHOLDER = re.compile(f"{_OPEN}([0-9]+){_CLOSE}")
_NOT_OURS = str.maketrans(dict.fromkeys(_OPEN + _CLOSE, "\ufffd"))

# Without "lheading", a mail's signature ("-- ") does not turn the line above into a heading.
_MARKDOWN = MarkdownIt("commonmark").enable("table").disable("lheading")


class Line(NamedTuple):
    """A command's line: where it is in the comment (from 0), what follows `/mentor`, and the lines
    below it, up to the next command."""

    number: int
    rest: str
    below: str = ""


def begins_command(line: str) -> bool:
    """Whether a line of raw text would run as a command if Markdown allowed it."""
    return _HEAD.match(visible(line)) is not None


def command_lines(body: str) -> tuple[Line, ...]:
    """The lines that begin with `/mentor`, in order; never raises.

    Up to three blanks of indentation are allowed, as everywhere in Markdown. Inside a list item a
    line counts only at the very margin, where people think that their list has ended.
    """
    lines = visible(body.replace("\r\n", "\n").replace("\r", "\n")).split("\n")
    heads = {i: match for i, line in enumerate(lines) if (match := _HEAD.match(line))}
    if not heads:
        return ()
    live = set(_outside_code_and_quotes(_with_placeholders(lines, heads), heads))
    starts = [*(i for i in heads if i in live), len(lines)]
    return tuple(
        Line(i, _rest(lines[i], heads[i]), "\n".join(lines[i + 1 : end]).strip())
        for i, end in pairwise(starts)
    )


def all_lines(body: str) -> tuple[Line, ...]:
    """Every line that would be a command if it stood at the margin of plain text."""
    lines = visible(body.replace("\r\n", "\n").replace("\r", "\n")).split("\n")
    plain = [_MARGIN.sub("", line) for line in lines]
    heads = ((i, _HEAD.match(line)) for i, line in enumerate(plain))
    return tuple(Line(i, _rest(plain[i], head)) for i, head in heads if head)


def _rest(line: str, head: re.Match[str]) -> str:
    # A backslash at the end is Markdown's line break.
    return line[head.end() :].rstrip().removesuffix("\\")


def _with_placeholders(lines: list[str], heads: Mapping[int, re.Match[str]]) -> str:
    safe = [line.translate(_NOT_OURS) for line in lines]
    for i, head in heads.items():
        safe[i] = f"{head[1]}{_OPEN}{i}{_CLOSE}{safe[i][head.end() :]}"
    return "\n".join(safe)


def _outside_code_and_quotes(body: str, heads: Mapping[int, re.Match[str]]) -> Iterator[int]:
    quotes = lists = 0
    parent = ""
    for token in _MARKDOWN.parse(body):
        if token.type.startswith("blockquote"):
            quotes += token.nesting
        elif token.type.startswith("list_item"):
            lists += token.nesting
        elif token.type == "inline" and parent == "paragraph_open" and not quotes:
            yield from (i for i in _in_plain_text(token) if not lists or not heads[i][1])
        parent = token.type


def _in_plain_text(inline: Token) -> Iterator[int]:
    for child in inline.children or ():
        if child.type == "text":
            yield from map(int, _PLACEHOLDER.findall(child.content))
