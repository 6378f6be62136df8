"""What people's keyboards do to words, undone."""

import difflib
import re
import unicodedata
from collections.abc import Iterable

_DASHES = "‐‑‒–—―−"
_TYPOGRAPHY = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»″", '"'),
        **dict.fromkeys("‘’‚‛′´", "'"),
        **dict.fromkeys(_DASHES, "-"),
        **dict(zip("：，、；。！？＠＃＆", ":,,;.!?@#&", strict=True)),
    }
)
_EDGES = "\"'`*_.,;:!?()[]<>"
_AND = frozenset({"and", "&", "+"})


class _Visible(dict[int, str | None]):
    """How a character counts in a command: as itself, as a blank, or (None) not at all."""

    def __missing__(self, code: int) -> str | None:
        character = chr(code)
        shown: str | None = character
        if character.isspace() and character not in "\n\t":
            shown = " "
        elif character not in "\n\t" and unicodedata.category(character) in ("Cf", "Cc"):
            shown = None
        self[code] = shown
        return shown


_VISIBLE = _Visible()


def visible(text: str) -> str:
    """The text without characters that nobody sees, and with plain blanks."""
    return text.translate(_VISIBLE)


def fold(text: str) -> str:
    """The text with typewriter quotes, hyphens and punctuation, and single blanks."""
    return " ".join(text.translate(_TYPOGRAPHY).split())


def split_words(text: str) -> tuple[str, ...]:
    """Words between blanks, without quotes, emphasis and punctuation around them."""
    return tuple(word for part in fold(text).split() if (word := part.strip(_EDGES)))


def split_names(words: Iterable[str]) -> tuple[str, ...]:
    """Names between blanks, commas, "and" or "&": lower case, in order, each one once.

    >>> split_names(["Chat,", "handle", "and", "guide."])
    ('chat', 'handle', 'guide')
    """
    parts = re.split(r"[\s,;&+]+", fold(" ".join(words)).casefold())
    names = (part.strip(_EDGES) for part in parts)
    return tuple(dict.fromkeys(name for name in names if name and name not in _AND))


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name that was probably meant, else None.

    Letters in a wrong order ("aks"), or one slip in four letters at most.
    """
    folded = {each.casefold(): each for each in known}
    name = name.casefold()
    swapped = (each for each in folded if sorted(each) == sorted(name))
    found = next(swapped, None) or next(iter(difflib.get_close_matches(name, folded, 1, 0.75)), "")
    return folded.get(found)
