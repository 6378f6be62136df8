"""Characters that nobody sees, or that look like another: they hide text, or break its shape."""

import re
import unicodedata
from collections.abc import Iterator

from app.programme.slips import Slip

# Joiners belong to emoji and to several scripts; the rest hides text or turns it round.
_HARMLESS = frozenset("\t\n\r\u200c\u200d")

# Blanks for print. Between words they are fine; where YAML counts spaces, they are none.
_PRINT = "\u00a0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
_AS_SPACES = dict.fromkeys(map(ord, _PRINT), " ")
_AS_INDENT = re.compile(rf"[ ]*(?:-[ ]+)*(?:-|[\w-]+:)?(?=[{_PRINT}])")


def hidden(text: str) -> Iterator[Slip]:
    """Each place with a character that is not what it seems."""
    for number, line in enumerate(text.split("\n"), start=1):
        if line.isprintable():  # blanks for print are not, in Python
            continue
        if (at := _mistaken(line)) is not None:
            message = "this looks like a space and is none; delete it, or type it anew"
            yield Slip(number, at + 1, message)
        for column, character in enumerate(line, start=1):
            if is_unsafe(character):
                yield Slip(number, column, named(character))


def _mistaken(line: str) -> int | None:
    """Where blanks for print stand for spaces: in an indentation, or at the end of a line."""
    if found := _AS_INDENT.match(line):
        return found.end()
    # No search for the end: it would try each blank of a long run, and go through all the rest.
    told = line.rstrip(" \r")
    words = told.rstrip(_PRINT)
    return len(words) if words != told else None


def is_unsafe(character: str) -> bool:
    """Whether it is a control, bidirectional or otherwise invisible character."""
    kind = unicodedata.category(character)
    return kind in ("Cc", "Cf", "Cs", "Zl", "Zp") and character not in _HARMLESS


def named(character: str) -> str:
    """What is wrong with an unsafe character."""
    name = unicodedata.name(character, "control character").lower()
    return f"there is an invisible character here (U+{ord(character):04X}, {name}); delete it"


def visible(text: str) -> str:
    """The text with what `hidden` finds made harmless, so that the rest can still be read."""
    if text.isprintable():
        return text
    return "\n".join(map(_visible, text.split("\n")))


def _visible(line: str) -> str:
    if _mistaken(line) is not None:
        line = line.translate(_AS_SPACES)
    return "".join("\ufffd" if is_unsafe(character) else character for character in line)
