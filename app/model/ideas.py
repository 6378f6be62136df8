"""Ideas (row R9) in the places where they are said. Pure."""

from app.model.facts import ABOVE, Known
from app.model.workflow import View

IDEA = "idea"
"""The command."""


def ideas_given(view: View) -> dict[str, Known]:
    """The ideas that somebody of the cohort had here: they are the whole cohort's, and `undo` here
    may mean one of them."""
    return {
        key: known
        for key, known in view.facts.get(ABOVE, {}).items()
        if known.data["name"] == IDEA and may_have_ideas(known) and not known.ambiguous
    }


def may_have_ideas(known: Known) -> bool:
    """Whether a command is an idea in words of one of the cohort's mentees or mentors."""
    return bool(known.data["idea"]) and not {"mentee", "mentor"}.isdisjoint(known.data["roles"])
