"""What in a piece of Markdown would come to life on GitHub. Finds, changes nothing.

It shares nothing with `app.github.quoting`, on purpose: that one escapes, this one renders, and
each is tested against the other. Where GitHub's rules are not public, it finds too much.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from app.commands import begins_command

_MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"]).use(footnote_plugin)

# Stands for code, so that words on both sides of it do not become one.
_CODE = "\ufffc"
_CLOSING = r"\b(?:close[sd]?|fix(?:es|ed)?|resolve[sd]?)\b\s*:?\s+"
_ISSUE = r"#\d+|\bGH-\d+"
_TEXT_RULES = (
    ("mention", re.compile(r"(?<![0-9A-Za-z_])@[0-9A-Za-z][\w-]*(?:/[\w.-]+)?", re.ASCII)),
    ("closing word", re.compile(rf"{_CLOSING}(?:[\w./-]{{0,140}}(?:{_ISSUE})|https?://)", re.I)),
    ("reference", re.compile(_ISSUE, re.I)),
    ("reference", re.compile(r"(?<![0-9A-Za-z])[0-9a-f]{7,40}(?![0-9A-Za-z])", re.I)),
    ("link", re.compile(r"\b[a-z][a-z0-9+.-]{1,20}://\S+|\bwww\.\S+|\w@[\w-]+\.\w+", re.I)),
    ("math", re.compile(r"\$[^$]+\$|\$\$")),
    ("command", re.compile(r"^/[A-Za-z]\S*", re.M)),
)
_TOKENS = {
    "link_open": "link",
    "image": "image",
    "html_block": "HTML",
    "html_inline": "HTML",
    "footnote_ref": "footnote",
    "footnote_block_open": "footnote",
}

_TAG = re.compile(r"<(?=[A-Za-z/!?])(?!/?(?:details|summary)>)[^<\n]*")

# Marks at the start of a line that a mail may not show, and a slash's backslash.
_UNSEEN = re.compile(r"^[ \t>`*_~]*\\?(?=[/／⁄∕])")


class Live(NamedTuple):
    """Something live: "mention", "reference", "closing word", "link", "image", "HTML", "math",
    "task box", "footnote", "command" or "marker"; and how it is written."""

    kind: str
    text: str

    def __str__(self) -> str:
        return f"{self.kind}: {self.text}"


def live_parts(markdown: str) -> list[Live]:
    """All that GitHub, another bot or Cairn itself would act upon, in no order that matters."""
    return [*_in_source(markdown), *_in_tokens(_MARKDOWN.parse(markdown))]


def looks_live(markdown: str) -> list[str]:
    """The same in words ("mention: @maya"); empty where the text is inert."""
    return [str(part) for part in live_parts(markdown)]


def live_mentions(markdown: str) -> frozenset[str]:
    """The people and teams whom a text would notify: lower case, without `@`."""
    return frozenset(
        part.text[1:].casefold() for part in live_parts(markdown) if part.kind == "mention"
    )


def commands(markdown: str) -> list[str]:
    """Lines that begin with `/mentor`, in code and quotes as well: a reply by mail would run them.

    Marks that a mail does not show (`>`, backticks, emphasis) do not count as a beginning.
    """
    return [line for line in markdown.splitlines() if begins_command(_UNSEEN.sub("", line))]


def html_at(markdown: str) -> tuple[int, int] | None:
    """Line and column (from 1) of the first raw HTML, None where there is none. A comment counts
    in code as well: some read a body as raw text. An address in `<` and `>` is none, and what folds
    a part of a text is allowed."""
    places = [_place_of(markdown, "<!--", 0)] if "<!--" in markdown else []
    places += _tags(markdown, _MARKDOWN.parse(markdown))
    return min(places, default=None)


def _tags(markdown: str, tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    line = 0
    for token in tokens:
        line = token.map[0] if token.map else line  # cells of a table have none of their own
        for each in (token, *(token.children or ())):
            found = _TAG.search(each.content) if each.type.startswith("html_") else None
            if found:
                yield _place_of(markdown, found[0], line)


def _place_of(markdown: str, words: str, line: int) -> tuple[int, int]:
    """Where words stand at or below a line (from 0)."""
    for number, each in enumerate(markdown.split("\n")[line:], start=line + 1):
        if words in each:
            return number, each.index(words) + 1
    return line + 1, 1


def _in_source(markdown: str) -> Iterator[Live]:
    """What those see who read a body as raw text: Cairn's search for markers, other bots."""
    for match in re.finditer(r"<!--[^\n]{0,40}", markdown):
        yield Live("marker", match[0])
    for match in re.finditer(r"^[ \t>]*(?:[-+*]|\d+[.)])[ \t]+\[[ xX]\]", markdown, re.M):
        yield Live("task box", match[0])
    for line in markdown.splitlines():
        if re.match(r"\s{0,3}/[A-Za-z]", line) or begins_command(line):
            yield Live("command", line)


def _in_tokens(tokens: Sequence[Token]) -> Iterator[Live]:
    for token in tokens:
        if token.type in _TOKENS:
            yield Live(_TOKENS[token.type], token.content)
        elif token.type == "inline":
            children = token.children or []
            yield from _in_tokens(children)
            yield from _in_text(_shown(children))


def _in_text(text: str) -> Iterator[Live]:
    for kind, rule in _TEXT_RULES:
        yield from (Live(kind, match[0]) for match in rule.finditer(text))


def _shown(children: Sequence[Token]) -> str:
    """The text as it is read, without code and without the words of links: they are never live."""
    shown: list[str] = []
    links = 0
    for child in children:
        links += child.nesting if child.type.startswith("link_") else 0
        if child.type in ("softbreak", "hardbreak"):
            shown.append("\n")
        elif child.type == "code_inline" or links:
            shown.append(_CODE)
        elif child.type.startswith("text"):
            shown.append(child.content)
    return "".join(shown)
