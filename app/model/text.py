"""What a message is made of: the name of a template and its values. Pure data, JSON-able.

Planners use these types; only `app.templates` turns them into Markdown. A plain `str` always counts
as people's words, and is made inert; whatever may be live on GitHub has a type of its own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Mention:
    """A person (`login`) or a team (`org/team`), without the `@`.

    Notifies only where the message may notify them; everywhere else it is the bare name.
    """

    login: str


@dataclass(frozen=True, slots=True)
class Markdown:
    """Markdown that is trusted: our own, or written by the author of the programme file."""

    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """An address from the programme file: `https:`, `mailto:`, or a bare mail address.

    With any other scheme it is shown as inert text. Without `text` the address shows itself.
    """

    url: str
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A short text from a programme file, in the language of texts, with its own values."""

    source: str
    values: Mapping[str, Any] = field(default_factory=dict)


Value = (
    None
    | bool
    | int
    | float
    | str
    | Mention
    | Markdown
    | Link
    | Piece
    | Sequence[Any]
    | Mapping[str, Any]
)
"""What a template can show. Sequences and mappings hold values again.

Local dates are ISO strings ("2026-09-01"), instants are Unix seconds: the filters of templates
take both.
"""


@dataclass(frozen=True, slots=True)
class Text:
    """A message: the template's name ("onboarding/issue") and what it is filled with.

    `then` are texts that follow in the same message, each as paragraphs of its own.
    """

    template: str
    values: Mapping[str, Value] = field(default_factory=dict)
    then: tuple["Text", ...] = ()

    def inputs(self) -> dict[str, Any]:
        """What the message is made from, as JSON-able data, to be hashed.

        The wording is not in it, so that new wording does not rewrite the past.
        """
        made = {"template": self.template, "values": _plain(self.values)}
        return {**made, "then": [text.inputs() for text in self.then]} if self.then else made


def _plain(value: Value) -> Any:
    # "$" can't begin the name of a variable, so no mapping of values looks like one of these.
    match value:
        case Mention(login):
            return {"$mention": login}
        case Markdown(text):
            return {"$markdown": text}
        case Link(url, text):
            return {"$link": [url, text]}
        case Piece(source, values):
            return {"$piece": [source, _plain(values)]}
        case None | bool() | int() | float() | str():
            return value
        case Mapping():
            return {name: _plain(item) for name, item in value.items()}
        case _:
            return [_plain(item) for item in value]


LONGEST = 280
"""Characters of what somebody says in one line of a list that many people read."""


def shortened(words: str, longest: int = LONGEST) -> str:
    """At most so many characters on one line, cut at a word if that leaves most of them."""
    text = " ".join(words.split())
    if len(text) <= longest:
        return text
    whole = text[:longest].rpartition(" ")[0]
    cut = whole if len(whole) > longest // 2 else text[: longest - 1]
    return cut.rstrip(" ,;:") + "…"
