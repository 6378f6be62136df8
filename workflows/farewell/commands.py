"""`/mentor log`: what its words mean, and what is answered (row F1). Pure."""

import re
import unicodedata
from textwrap import shorten

from app.commands import CommandSpec
from app.model.artefacts import Verdict
from app.model.facts import Data, Known
from app.model.posts import LOG, MOST, logged, posts, refusal
from app.model.text import Text
from app.model.workflow import Context, Given, View

SPECS = (
    CommandSpec(
        name=LOG,
        usage="log ADDRESS, log ADDRESS WORDS",
        does="notes a post or a talk of yours for the summary that you get at the end",
        who="mentee",
        example="log https://blog.example/my-first-patch How I found the bug",
        arguments="text",
        rare=True,
    ),
)

LONGEST_URL, LONGEST_WORDS = 200, 60
"""Characters: fifty of these have to fit into a marker, and three times into the summary."""

_URL = re.compile(r"https?://[^\s<>\"`\\|/?#][^\s<>\"`\\|]*", re.IGNORECASE)
_EDGES = " \t[]()<>{}:;,.–—-\"'`"
_TRAILING = ".,;:!?]}'\""


def understand(context: Context, given: Given) -> Data:  # noqa: ARG001
    """The first address in the line, "" without one, and the words around it, as people paste them:
    `[words](address)` as well. `long`: the address is too long to be kept."""
    text = "".join(c if unicodedata.category(c)[0] != "C" else " " for c in given.command.text)
    found = _URL.search(text)
    if found is None:
        return {"url": "", "words": "", "long": False}
    url = found[0].rstrip(_TRAILING)
    if "(" not in url:
        url = url.rstrip(")" + _TRAILING)
    before, after = text[: found.start()].strip(_EDGES), text[found.end() :].strip(_EDGES)
    words = shorten(f"{before} {after}", LONGEST_WORDS, placeholder="…")
    long = len(url) > LONGEST_URL
    return {"url": "" if long else url, "words": words, "long": long}


def did(view: View) -> dict[str, Known]:
    """What a mentee logged: `undo` in their issue may mean it."""
    kept = posts(view, home_of(view)) if view.scope.kind == "mentee" else {}
    return {key: known for key, known in logged(view).items() if key in kept}


def home_of(view: View) -> str:
    """The repository with the mentee's issue: their cohort's, also once the file has it no more."""
    cohort = view.programme.cohort(view.scope.cohort)
    return cohort.home if cohort is not None else view.programme.home


def verdicts(view: View) -> dict[str, Verdict]:
    """Answers to each command of this kind."""
    home = home_of(view)
    kept, commands = posts(view, home), logged(view)
    return {
        key: Verdict() if key in kept else _no(refusal(view, key, known, home) or "many", known)
        for key, known in commands.items()
    }


def _no(reason: str, known: Known) -> Verdict:
    reason = "long" if reason == "empty" and known.data["long"] else reason
    text = Text("farewell/refused", {"reason": reason, "most": MOST, "longest": LONGEST_URL})
    refused = reason in ("who", "place")
    return Verdict(text, refused=refused, idle=not refused)
