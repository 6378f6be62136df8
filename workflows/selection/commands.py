"""What mentors and organisers say of applications (row S1), in the private list and nowhere else:
`/mentor recommend`, `recuse`, `accept`. Pure."""

import re
from textwrap import shorten

from app.commands import CommandSpec
from app.model.facts import Data
from app.model.names import LOGIN
from app.model.workflow import Context, Given

RECOMMEND, RECUSE, ACCEPT = "recommend", "recuse", "accept"
SPECS = (
    CommandSpec(
        name=RECOMMEND,
        usage="recommend LOGIN yes|no|maybe WORDS",
        does="records what you think of an application; your newest word counts",
        who="mentors",
        example="recommend octocat yes Asks good questions.",
        arguments="text",
    ),
    CommandSpec(
        name=RECUSE,
        usage="recuse LOGIN",
        does="says that you know somebody too well to recommend, for or against",
        who="mentors",
        example="recuse octocat",
        arguments="text",
    ),
    CommandSpec(
        name=ACCEPT,
        usage="accept LOGIN GROUP",
        does="prepares the change of the file that makes somebody a mentee",
        who="organisers",
        example="accept octocat engine",
        arguments="text",
    ),
)
NAMES = frozenset(spec.name for spec in SPECS)
ANSWERS = ("yes", "no", "maybe")

LONGEST = 60
"""Characters of words: all that is recorded of an application is on one page, and in its marker."""

_EDGES = " \t.,:;!–—-"


def understand(context: Context, given: Given) -> Data:  # noqa: ARG001
    """About whom it is ("" for nobody), what is said (an answer, or a group), and the words."""
    first, _, rest = given.command.text.strip().partition(" ")
    login = first.strip(_EDGES).removeprefix("@")
    second, _, words = rest.strip().partition(" ")
    return {
        "about": login if re.fullmatch(LOGIN, login, re.ASCII) else "",
        "says": second.strip(_EDGES).casefold(),
        "why": shorten(words.strip(_EDGES), LONGEST, placeholder="…"),
    }
