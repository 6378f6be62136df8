"""Whom a text mentions."""

import re
from functools import lru_cache

from app.sandbox.markdown.references import NoLinks
from app.sandbox.markdown.render import render

_PERHAPS = re.compile(r"(?<![A-Za-z0-9])@|&")
"""What has none of these mentions nobody: the @ of an address of mail stands behind a letter."""


class _Collected(NoLinks):
    """Links nothing, but keeps who was mentioned."""

    def __init__(self) -> None:
        self.names: set[str] = set()

    def person(self, name: str) -> str | None:
        """Keep the name."""
        self.names.add(name.lower())
        return None


@lru_cache(maxsize=1024)
def mentioned(markdown: str) -> frozenset[str]:
    """Logins and "organisation/team", in small letters; no code, no links."""
    if _PERHAPS.search(markdown) is None:
        return frozenset()
    found = _Collected()
    render(markdown, links=found)
    return frozenset(found.names)
