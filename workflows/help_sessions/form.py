"""A request that came by the issue form (row H2): its body, as GitHub writes it. Pure.

GitHub turns a form into Markdown: a heading `### Label` for each field, a blank line, the answer.
A field that was left empty holds `_No response_`; checkboxes are `- [X] text` or `- [ ] text`.
(docs.github.com, "Syntax for GitHub's form schema"; the form is `docs/help-session.yml`.) What the
headings say is matched by what they begin with, so that organisers may add to them.
"""

import re
from typing import NamedTuple

_HEADING = re.compile(r"^### +(.+?)[ \t]*$", re.MULTILINE)
_BOX = re.compile(r"^[-*] \[([ xX])\] ", re.MULTILINE)
_EMPTY = "_No response_"

PROBLEM, TRIED, LINKS = "what is the problem", "what have you tried", "links"
MINUTES, URGENT = "before you ask", "how urgent"
_FIELDS = (PROBLEM, TRIED, LINKS, MINUTES, URGENT)


class Form(NamedTuple):
    """What somebody wrote into the form; `prepared` and `urgent` are its boxes."""

    problem: str
    tried: str
    links: str
    prepared: bool
    urgent: bool


def read(body: str) -> Form | None:
    """The form that a body was made from; None where it was made from none, or another one."""
    found = _answers(body)
    if not {PROBLEM, TRIED} <= found.keys():
        return None
    return Form(
        found[PROBLEM],
        found[TRIED],
        found.get(LINKS, ""),
        _is_ticked(found.get(MINUTES, "")),
        _is_ticked(found.get(URGENT, "")),
    )


def _answers(body: str) -> dict[str, str]:
    """The answers by field. Of two headings with one meaning the first counts: an answer may hold
    headings of its own, and those come behind."""
    text = body.replace("\r\n", "\n").replace("\r", "\n")
    heads = [(_field(match[1]), match) for match in _HEADING.finditer(text)]
    known = [(field, match) for field, match in heads if field is not None]
    answers: dict[str, str] = {}
    for place, (field, match) in enumerate(known):
        end = known[place + 1][1].start() if place + 1 < len(known) else len(text)
        answer = text[match.end() : end].strip()
        answers.setdefault(field, "" if answer == _EMPTY else answer)
    return answers


def _field(heading: str) -> str | None:
    plain = heading.casefold()
    return next((field for field in _FIELDS if plain.startswith(field)), None)


def _is_ticked(answer: str) -> bool:
    """Whether every box is: the form has one in each of these fields."""
    boxes = _BOX.findall(answer)
    return bool(boxes) and all(box != " " for box in boxes)
