"""`/mentor idea`: where it may be said, and what its words are (row R9). Pure."""

from app.commands import Command, CommandSpec
from app.model import scopes
from app.model.facts import Data
from app.model.ideas import IDEA
from app.model.text import shortened
from app.model.workflow import Context

SPECS = (
    CommandSpec(
        name=IDEA,
        usage="idea TEXT",
        does="puts a suggestion for the project, with your name, on the cohort's page of ideas",
        who="mentees, mentors",
        example="idea A page that says what the tests need.",
        arguments="text",
    ),
)

_PLACES = ("mentee", "pull", "cohort")


def understand(context: Context, scope: str, command: Command) -> Data:  # noqa: ARG001
    """The idea, on one line and cut to the length of a roster's tip."""
    return {"idea": shortened(command.text)}


def scope_of(place: str) -> str:
    """A cohort's ideas belong together, wherever they were said."""
    where = scopes.parse(place)
    return scopes.ideas(where.home, where.cohort) if where.kind in _PLACES else place
