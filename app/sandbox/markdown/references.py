"""`@mentions` and `#12` in running text: only those that GitHub would link.

Rules: docs.github.com, "Autolinked references and URLs" and "Mentioning people and teams". What is
written as an entity (`&#64;maya`) counts as well, because GitHub looks at the finished HTML; code
and links do not.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple, Protocol

_NAME = r"[A-Za-z0-9](?:[A-Za-z0-9]|-(?=[A-Za-z0-9])){0,38}"
_REFERENCE = re.compile(
    rf"(?<![\w`/@.+&#-])(?:@(?P<who>{_NAME}(?:/[A-Za-z0-9-]+)?)"
    rf"|(?P<repository>{_NAME}/[\w.-]+)?#(?P<number>\d{{1,9}}))(?![\w@/-])"
)


class Links(Protocol):
    """Knows what there is. Each answers with an address, or None where there is nothing to link."""

    def person(self, name: str) -> str | None:
        """Somebody's login, or "organisation/team"."""
        ...

    def issue(self, repository: str | None, number: int) -> str | None:
        """An issue or pull request; without a repository: of the one where the text stands."""
        ...


class Piece(NamedTuple):
    """A part of a text, with the address that it leads to, if it does."""

    text: str
    address: str | None
    kind: str


def pieces(text: str, links: Links) -> Iterator[Piece]:
    """The text in parts; joined, they are the text again."""
    end = 0
    for found in _REFERENCE.finditer(text):
        who, number = found["who"], found["number"]
        if who:
            address, kind = links.person(who), "mention"
        else:
            address, kind = links.issue(found["repository"], int(number)), "reference"
        if address is None:
            continue
        yield Piece(text[end : found.start()], None, "")
        yield Piece(found[0], address, kind)
        end = found.end()
    yield Piece(text[end:], None, "")


class NoLinks:
    """Links nothing."""

    def person(self, name: str) -> str | None:  # noqa: ARG002
        """Nobody."""
        return None

    def issue(self, repository: str | None, number: int) -> str | None:  # noqa: ARG002
        """Nothing."""
        return None
