"""How each kind of value shows itself in a text."""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from app.github.quoting import inline
from app.model.text import Link, Markdown, Mention, Piece, Value
from app.templates.language import TextError, fill
from app.templates.words import Words

_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_LOGIN = re.compile(r"[A-Za-z0-9][\w-]*(?:\[bot\])?(?:/[\w.-]+)?", re.ASCII)
_WEB = re.compile(r"https?://[^\s<>\"`\\/][^\s<>\"`\\]*", re.IGNORECASE)
_MAIL = re.compile(r"(?:mailto:)?([\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Shown:
    """Converts values for one text: whom it may notify, and how people's words are made inert
    where it stands."""

    mentions: Collection[str] = ()
    show: Callable[[str], str] = inline

    @property
    def is_markdown(self) -> bool:
        """Not so in titles and in mail: links and mentions are words there."""
        return self.show is inline

    def all(self, values: Mapping[str, Value]) -> dict[str, object]:
        """The variables of a template. ValueError for a name that is none."""
        for name in values:
            if not _VARIABLE.fullmatch(name):
                raise ValueError(f"{name!r} cannot be the name of a variable")
        return {name: self.one(value) for name, value in values.items()}

    def one(self, value: Value) -> object:
        """A value as python-liquid gets it."""
        match value:
            case str():
                return Words(value, self.show)
            case Mention(login):
                return self._mention(login)
            case Link(url, text):
                return link(url, text) if self.is_markdown else self.show(text or url)
            case Markdown(text):
                return text
            case Piece(source, values):
                return self._piece(source, values)
            case None | bool() | int() | float():
                return value
            case Mapping():
                return self.all(value)
            case _:
                return [self.one(item) for item in value]

    def _piece(self, source: str, values: Mapping[str, Value]) -> str:
        try:
            return " ".join(fill(source, self.all(values)).split())
        except TextError as error:
            message = f'in "{source[:60]}" of the programme file: {error.message}'
            raise TextError(message, quotes=True) from error

    def _mention(self, login: str) -> str:
        known = {name.casefold() for name in self.mentions}
        live = login.casefold() in known and _LOGIN.fullmatch(login) and self.is_markdown
        return f"@{login}" if live else self.show(login)


def link(url: str, text: str | None) -> str:
    """A link to the web or to a mailbox; anything else is shown as inert text."""
    if mail := _MAIL.fullmatch(url):
        url = f"mailto:{mail[1]}" if text else mail[1]
    elif not _WEB.fullmatch(url):
        return inline(f"{text} ({url})" if text else url, limit=500)
    if text is None:
        return f"<{url}>"
    # Where a link goes, "&copy;" would be read as "©", and a bracket could end it.
    goal = re.sub(r"&(?=#?\w+;)", "&amp;", url).replace("(", "%28").replace(")", "%29")
    return f"[{inline(text)}]({goal})"
