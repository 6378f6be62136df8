"""Task boxes in a body: `- [x] **chat** …`. The name in bold is the item's id."""

import re

_BOX = re.compile(r"^\s*[-*+] \[([ xX])\] \*\*([\w.-]+)\*\*", re.MULTILINE)


def boxes(content: str) -> dict[str, bool]:
    """Which items a text shows, and whether each is ticked."""
    return {name: mark in "xX" for mark, name in _BOX.findall(content)}
