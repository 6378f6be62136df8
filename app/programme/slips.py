"""Slips of the hand in YAML: where a person made them, which is seldom where a parser stumbles.

Each function looks at the lines around the place that the parser named, and answers with the place
of the slip and what to write there instead, or with None.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

_KEY = re.compile(r"(?P<key>[\w-]+):(?P<rest>\s+\S.*|\s*)$")
_OPENING = re.compile(r"""(?:[:,\[{-]\s+|[\[{])(["'])""")
_BULLETS = "*•‣·–—"
_MERGE = ("<<<<<<<", "=======", ">>>>>>>", "|||||||")


class Slip(NamedTuple):
    """Line and column (from 1), and what to do."""

    line: int
    column: int
    message: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line that says something: neither empty nor a comment."""

    number: int
    text: str

    @property
    def indent(self) -> int:
        """Blanks before the first character."""
        return len(self.text) - len(self.text.lstrip(" "))

    @property
    def begins_with_dash(self) -> bool:
        """Whether an entry of a list begins here."""
        return self.text.lstrip(" ").startswith("- ")

    @property
    def content(self) -> str:
        """What stands behind blanks and dashes."""
        return re.sub(r"^[ ]*(?:- +)*", "", self.text).rstrip()

    @property
    def column(self) -> int:
        """Blanks and dashes before the content: where keys of the same entry begin as well."""
        return len(self.text.rstrip()) - len(self.content)

    def slip(self, column: int, message: str) -> Slip:
        """A slip in this line; the column counts from 0 here, as in a parser's mark."""
        return Slip(self.number, column + 1, message)


def lost_dash(lines: Sequence[str], begins: int, ends: int) -> Slip | None:
    """An entry of a list that is taken for more text of the one above it. `begins` and `ends` are
    the lines of that text, from 1."""
    if slip := bullet(Line(begins, "".join(lines[begins - 1 : begins]))):
        return slip
    for number, line in enumerate(lines[begins:ends], start=begins + 1):
        if line.lstrip(" ").startswith("- "):
            return wrong_indent(Line(number, line), lines_of("\n".join(lines[: number - 1])))
    return None


def lines_of(text: str) -> list[Line]:
    """The lines that say something."""
    numbered = enumerate(text.split("\n"), start=1)
    lines = (Line(number, line.rstrip("\r")) for number, line in numbered)
    return [line for line in lines if line.text.strip() and not line.text.lstrip().startswith("#")]


def left_over(lines: Sequence[Line]) -> Slip | None:
    """What a merge or a chat left in the file."""
    for line in lines:
        if line.text.startswith(_MERGE):
            said = "a merge left this line; keep one of the two versions"
            return line.slip(0, f"{said}, and delete the lines with <<<, === and >>>")
        if line.text.lstrip().startswith("```"):
            return line.slip(line.indent, "delete this line; it only marks code in a message")
    return None


def open_quote(lines: Sequence[Line], stumbled: int) -> Slip | None:
    """A quote that is taken to end where the next one begins, lines below: in `stumbled`."""
    next_with: dict[str, int] = {}
    found: Slip | None = None
    for line in reversed(lines):
        for opening in _OPENING.finditer(line.text):
            at, quote = opening.start(1), opening[1]
            ends = line.number if quote in line.text[at + 1 :] else next_with.get(quote)
            if ends in (None, stumbled) and ends != line.number:
                found = line.slip(at, f"this quote is never closed; write {quote} at its end")
        next_with.update({quote: line.number for quote in "\"'" if quote in line.text})
    return found


def bullet(line: Line) -> Slip | None:
    """A list's entry that begins with something else than a dash and a blank."""
    start = line.text.lstrip(" ")
    if match := re.match(rf"[{_BULLETS}]\s+(?P<rest>.*)", start):
        said = "a list's entries begin with a plain dash"
        return line.slip(line.indent, f"{said}; write `- {match['rest'].strip()}`")
    if match := re.match(r"-(?P<rest>[^\s-].*)", start):
        return line.slip(
            line.indent, f"a space is missing after the dash; write `- {match['rest'].strip()}`"
        )
    return None


def no_colon(line: Line, above: Sequence[Line]) -> Slip:
    """A key without a colon, or with one that nothing sets apart from its value."""
    content, at = line.content, line.column
    if not line.begins_with_dash and _belongs_to_list(line, above):
        return line.slip(at, f"a dash is missing in front; write `- {content}`")
    if match := re.match(r"(?P<key>[\w-]+)(?::|\s*=\s*)(?P<value>\S.*)$", content):
        missing = "a space is missing after the colon"
        if "=" in match[0][: match.start("value")]:
            missing = "a colon belongs here instead of ="
        return line.slip(at, f"{missing}; write `{match['key']}: {match['value']}`")
    if match := re.match(r"(?P<key>[\w-]+)\s+(?P<value>\S.*)$", content):
        key, value = match["key"], match["value"]
        return line.slip(at, f"a colon is missing after `{key}`; write `{key}: {value}`")
    if re.fullmatch(r"[\w-]+", content):
        return line.slip(at, f"a colon is missing after `{content}`; write `{content}:`")
    return line.slip(at, "a colon is missing here; write a key and its value, like `minutes: 60`")


def _belongs_to_list(line: Line, above: Sequence[Line]) -> bool:
    nearest = next((each for each in reversed(above) if each.indent <= line.indent), None)
    return nearest is not None and nearest.indent == line.indent and nearest.begins_with_dash


def stray_colon(line: Line, at: int, above: Sequence[Line]) -> Slip:
    """A colon where none is expected: a second one in its line, or the first one in a line that
    is taken for a part of the line above."""
    first = re.match(r"(?P<start>[ ]*(?:- +)*(?P<key>[\w-]+):\s+)(?P<value>.*)", line.text)
    if first is not None and len(first["start"]) <= at:
        return _colon_in_text(line, first)
    if not above:
        return line.slip(at, "text with a colon in it needs quotes around it")
    before = above[-1]
    if not _KEY.fullmatch(before.content):
        return no_colon(before, above[:-1])
    others = above[:-1]
    if before.column < line.indent and others and others[-1].column == line.column:
        return before.slip(before.column, _begin_like(before, [others[-1]]))
    return line.slip(line.indent, _begin_like(line, [before]))


def _colon_in_text(line: Line, match: re.Match[str]) -> Slip:
    value = match["value"].rstrip()
    instead = f'; write `{match["key"]}: "{value}"`' if not set('"\\`#') & set(value) else ""
    return line.slip(match.start("value"), f"text with a colon in it needs quotes{instead}")


def wrong_indent(line: Line, above: Sequence[Line]) -> Slip:
    """A line that begins where no line that it could belong to begins."""
    if line.begins_with_dash and (first := _first_below_parent(line, above)):
        return first.slip(
            first.indent,
            f"a dash is missing in front, as it stands in line {line.number}; "
            f"write `- {first.content}`",
        )
    places = list(_open_places(above, dashes=line.begins_with_dash))
    if not places and line.begins_with_dash:
        return line.slip(line.indent, "no list begins above this; take the dash out, or move it")
    away = {place.number: abs(_start(place, line) - line.indent) for place in places}
    nearest = [place for place in places if away[place.number] == min(away.values())]
    return line.slip(line.indent, _begin_like(line, nearest))


def _first_below_parent(line: Line, above: Sequence[Line]) -> Line | None:
    """The first line of a list whose later entries have a dash, where it has none."""
    below: Line | None = None
    for each in reversed(above):
        if each.indent <= line.indent and (each.indent < line.indent or each.begins_with_dash):
            break
        below = each
    found = below is not None and not below.begins_with_dash and below.indent > line.indent
    return below if found else None


def _open_places(above: Sequence[Line], *, dashes: bool) -> Iterator[Line]:
    """The lines in whose company a line may stand, the nearest and innermost first."""
    limit = 10_000
    for each in reversed(above):
        place = each.indent if dashes else each.column
        if place < limit and (each.begins_with_dash or not dashes):
            yield each
        # Keys may stand right above the dashes of their list, in the same column.
        closed = each.indent + 1 if each.begins_with_dash and not dashes else each.indent
        limit = min(limit, closed)


def _start(line: Line, like: Line) -> int:
    return line.indent if like.begins_with_dash else line.column


def _begin_like(line: Line, places: Sequence[Line]) -> str:
    ways = [f"{_start(place, line) or 'none'}, like line {place.number}" for place in places]
    spaces = "space" if line.indent == 1 else "spaces"
    now = f"this line begins with {line.indent or 'no'} {spaces}"
    return f"{now}; begin it with {', or with '.join(ways)}" if ways else f"{now}; take them out"


def behind_the_end(line: Line, at: int) -> Slip:
    """Something behind a quote or a bracket that ended already."""
    closed = line.text[:at].rstrip()[-1:]
    if closed in ("]", "}"):
        return line.slip(
            at, f"this stands behind the {closed} that ends the list; move it in front of that"
        )
    if closed in ('"', "'"):
        return line.slip(at, "the text goes on behind its closing quote; put all of it in quotes")
    return line.slip(at, "this does not belong to what stands before it; begin a new line")


def open_bracket(line: Line, at: int, stumbled: Line, where: int) -> Slip:
    """A list in brackets, or a group in braces, that does not end or lacks a comma."""
    closing = "}" if line.text[at : at + 1] == "{" else "]"
    if "#" in line.text[at:]:
        hidden = "what follows # is not read; put text with # in quotes"
        return line.slip(line.text.index("#", at), hidden)
    if closing not in line.text[at:]:
        return line.slip(at, f"this bracket is never closed; write {closing} at its end")
    return stumbled.slip(where, "a comma is missing in front of this, or quotes around the text")
