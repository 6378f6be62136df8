"""People's text, put out as inert Markdown (row K4): it pings, links, closes and runs nothing.

GitHub looks for mentions and references after Markdown has been rendered, in all text that is not
code; so neither a backslash nor an entity (`&#64;`) stops them, and code does. Hence two tools:

- a word that GitHub could bring to life (`@`, `#12`, a commit's hash, an address, `$`, `/command`)
  becomes a code span, whole;
- other punctuation that means something in Markdown gets a backslash, and reads as it was typed.

Zero-width joiners or `@<!-- -->name` would work as well, but the first spoil copying and search,
and the second is what people see in a mail. What GitHub links is listed on docs.github.com,
"Autolinked references and URLs" and "Basic writing and formatting syntax".
"""

import re
import unicodedata
from collections.abc import Callable

from app.commands import begins_command
from app.github.live import looks_live

__all__ = ["block", "code", "inline", "looks_live", "plain", "title"]

# Characters without a shape that are not format characters (category Cf): fillers, selectors.
# U+FE0F stays: it makes an emoji of a sign.
_SHAPELESS = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0e\uffa0"
    "\U000e0100-\U000e01ef]"
)
_REMOVED = frozenset({"Cc", "Cf", "Co", "Cs", "Cn"})

_HEX = r"(?<![0-9A-Za-z])[0-9a-f]{7,40}(?![0-9A-Za-z])"
_LIVE = re.compile(rf"@|\$|#\d|://|www\.|^/\S|\bGH-\d|\b(?:GHSA|CVE)-\w|{_HEX}", re.IGNORECASE)
# Brackets and stops around a live word stay outside its code span: (`@maya`),
_BEFORE, _AFTER = "(\"'“‘", ".,;:!?)\"'”’"

# "_" inside a word ("snake_case") is no emphasis. "&" is one only in front of an entity's name.
_SPECIAL = re.compile(r"[\\`*\[\]<~]|(?<![^\W_])_|_(?![^\W_])|&(?=[#\w]|$)")
# What makes a heading, a list, a rule, a quote or a table's second row, at the start of a line.
_OPENER = re.compile(r"^(\d{1,9})(?=[.)](?:\s|$))|^(?=[#>+=-]|:-)")

# A pipe ends a table's cell even in code, and would set free what is behind it: it stays outside.
_PIPE = r"\|"


def clean(text: str) -> str:
    """The text without characters that hide, reverse or control; lines end in `\\n`.

    HTML comments go as well, with what they hide. One pass is enough, because nothing is joined:
    what is removed leaves a blank, and `<!--` that is left over is broken up.
    """
    text = "\n".join(text.splitlines()).replace("\t", " ")
    text = "".join(c for c in text if c == "\n" or unicodedata.category(c) not in _REMOVED)
    return _without_comments(_SHAPELESS.sub("", text))


def _without_comments(text: str) -> str:
    # Only up to the last "-->", or each unclosed "<!--" would search to the end of the text.
    end = text.rfind("-->") + 3
    if end > 2:
        text = re.sub(r"<!--.*?-->", " ", text[:end], flags=re.DOTALL) + text[end:]
    return text.replace("<!--", "<! --")


def shorten(text: str, limit: int) -> str:
    """At most `limit` characters, the last of them `…` where something was cut off."""
    if len(text) <= limit:
        return text
    cut = limit - 1
    # Accents and emoji selectors belong to the character before.
    while cut > 0 and unicodedata.category(text[cut]).startswith("M"):
        cut -= 1
    return text[:cut].rstrip() + "…"


def inline(text: str, limit: int = 200) -> str:
    """People's words on one line, for names and titles inside a sentence.

    `limit` counts characters of their text, before anything is escaped.
    """
    return _line(shorten(" ".join(clean(text).split()), limit))


def block(text: str, limit: int = 4000) -> str:
    """People's words as a block quote, line by line; "" where there are none.

    `limit` counts characters of their text, before anything is escaped.
    """
    lines = [" ".join(line.split()) for line in clean(text).strip().split("\n")]
    kept = shorten(re.sub(r"\n{3,}", "\n\n", "\n".join(lines)), limit)
    return "\n".join(f"> {_line(line)}".rstrip() for line in kept.split("\n")) if kept else ""


def code(text: str, limit: int = 200) -> str:
    """People's words as code, for branches, commands and the like; "" for nothing."""
    words = shorten(" ".join(clean(text).split()), limit)
    return _PIPE.join(_span(part) for part in words.split("|"))


def title(text: str, limit: int = 200) -> str:
    """People's words for the title of an issue, where GitHub knows no Markdown but code spans.

    Titles notify nobody; a mention or a reference still gets its code span. Words of which nothing
    can be shown leave a `…`, because GitHub takes no empty title.
    """
    words = shorten(" ".join(clean(text).replace("`", "'").split()), limit)
    if begins_command(words) or (text and not words):
        words = f"… {words}"
    return " ".join(_word(word, escape=str) for word in words.split())


def plain(text: str, limit: int = 200) -> str:
    """People's words on one line of a plain text that goes elsewhere than to GitHub."""
    return shorten(" ".join(clean(text).split()), limit)


def _line(text: str) -> str:
    if begins_command(text):
        # A mail shows neither the quote nor the code, and a reply might run what is in it.
        text = f"… {text}"
    words = [_PIPE.join(_word(part, _escaped) for part in w.split("|")) for w in text.split()]
    return _OPENER.sub(r"\1\\", " ".join(words), count=1)


def _escaped(word: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", word)


def _word(word: str, escape: Callable[[str], str]) -> str:
    if not _LIVE.search(word):
        return escape(word)
    core = word.lstrip(_BEFORE).rstrip(_AFTER)
    if not _LIVE.search(core):
        core = word
    before, _, after = word.partition(core)
    return f"{before}{_span(core)}{after}"


def _span(text: str) -> str:
    # Without backticks inside, all spans have one on each side, and two values that a text puts
    # side by side can't open each other.
    text = text.replace("`", "").strip()
    return f"`{text}`" if text else ""
