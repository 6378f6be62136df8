"""`/mentor outcome [#n] TEXT [@expert]`, as people type it on a phone (row H3). Pure."""

import re
import unicodedata
from typing import NamedTuple

from app.model.text import shortened

_NAME = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})"
_REPOSITORY = rf"(?P<repository>{_NAME}/[\w.-]{{1,100}})"
_NUMBER = r"(?P<number>\d{1,9})"
_END = r"(?:\s*[:.,;)\-]+(?=\s|$)|(?=\s|$))\s*"
_FORMS = (
    re.compile(rf"\(?(?:{_REPOSITORY})? ?# ?{_NUMBER}\)?{_END}", re.ASCII),
    re.compile(
        rf"https?://[^/\s]+/{_REPOSITORY}/(?:issues|pull)/{_NUMBER}(?:#\S*)?{_END}", re.ASCII
    ),
)
_BARE = re.compile(rf"\(?{_NUMBER}\)?{_END}", re.ASCII)
_HANDLE = re.compile(rf"\(?r ?(?P<handle>\d{{1,4}})\)?{_END}", re.ASCII | re.IGNORECASE)
_CODE = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)")
_EXPERT = re.compile(rf"(?<![\w@/`])@({_NAME})(?![\w/-])", re.ASCII)


class Outcome(NamedTuple):
    """What somebody wrote down. `number` is that of an issue, in the repository `named`, if it was;
    `bare`: it has no sign, so it may be a word of the text. `handle`: the request with this number
    among those that were made in sessions themselves. `expert`: whoever is named last. `whole`: all
    words, for where a bare number turns out to be one of them."""

    text: str
    whole: str
    number: int | None = None
    named: str = ""
    bare: bool = False
    handle: int | None = None
    expert: str = ""


def read(words: str) -> Outcome:
    """What the words behind `/mentor outcome` mean."""
    line = " ".join(unicodedata.normalize("NFKC", words).split())
    for form in _FORMS:
        if (found := form.match(line)) is not None:
            rest, repository = line[found.end() :], found["repository"] or ""
            return _said(rest, line)._replace(number=int(found["number"]), named=repository)
    if (found := _HANDLE.match(line)) is not None:
        return _said(line[found.end() :], line)._replace(handle=int(found["handle"]))
    if (found := _BARE.match(line)) is not None:
        return _said(line[found.end() :], line)._replace(number=int(found["number"]), bare=True)
    return _said(line, line)


def _said(text: str, whole: str) -> Outcome:
    names = _EXPERT.findall(_CODE.sub(" ", text))
    return Outcome(shortened(text), shortened(whole), expert=names[-1] if names else "")
