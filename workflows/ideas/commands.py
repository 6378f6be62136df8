"""`/mentor idea`: where it may be said, and what its words are (row R9). Pure."""

from app.commands import CommandSpec
from app.model import scopes
from app.model.facts import ABOVE, Data, Known
from app.model.text import shortened
from app.model.workflow import Context, Given, View

IDEA = "idea"
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


def understand(context: Context, given: Given) -> Data:  # noqa: ARG001
    """The idea, on one line and cut to the length of a roster's tip."""
    return {"idea": shortened(given.command.text)}


def scope_of(given: Given) -> str:
    """A cohort's ideas belong together, wherever they were said."""
    where = scopes.parse(given.place)
    return scopes.ideas(where.home, where.cohort) if where.kind in _PLACES else given.place


def did(view: View) -> dict[str, Known]:
    """The ideas that somebody of the cohort had here: they are the whole cohort's, and `undo` here
    may mean one of them. Of a line in an edited comment a sweep takes the comment's author for its
    own; mostly that is right, and an `undo` that means nothing would be wrong more often."""
    return {
        key: known
        for key, known in view.facts.get(ABOVE, {}).items()
        if known.data["name"] == IDEA and may_have_ideas(known)
    }


def may_have_ideas(known: Known) -> bool:
    """Whether a command is an idea in words of one of the cohort's mentees or mentors."""
    return bool(known.data["idea"]) and not {"mentee", "mentor"}.isdisjoint(known.data["roles"])
