"""Characters that nobody sees, or that look like another: they hide text, or break its shape."""

import re
import unicodedata
from collections.abc import Iterator

from app.programme.slips import Slip

# Joiners belong to emoji and to several scripts; the rest hides text or turns it round.
_HARMLESS = frozenset("\t\n\r\u200c\u200d")

# Blanks for print. Between words they are fine; where YAML counts spaces, they are none.
_PRINT = "[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]"
_MISTAKEN = re.compile(rf"^[ ]*(?:-[ ]+)*(?:-|[\w-]+:)?(?={_PRINT})|(?={_PRINT}+[ \r]*$)")


def hidden(text: str) -> Iterator[Slip]:
    """Each place with a character that is not what it seems."""
    for number, line in enumerate(text.split("\n"), start=1):
        if line.isprintable():  # blanks for print are not, in Python
            continue
        if found := _MISTAKEN.search(line):
            message = "this looks like a space and is none; delete it, or type it anew"
            yield Slip(number, found.end() + 1, message)
        for column, character in enumerate(line, start=1):
            if is_unsafe(character):
                yield Slip(number, column, named(character))


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
    if _MISTAKEN.search(line):
        line = re.sub(_PRINT, " ", line)
    return "".join("\ufffd" if is_unsafe(character) else character for character in line)
