"""`/mentor topic`: what its words mean. Pure."""

from app.commands import CommandSpec
from app.model.facts import Data
from app.model.text import shortened
from app.model.workflow import Context, Given

TOPIC = "topic"

SPECS = (
    CommandSpec(
        name=TOPIC,
        usage="topic TEXT",
        does="puts a topic, with your name, on the agenda of these office hours",
        who="all",
        example="topic How do I test a change of the parser?",
        arguments="text",
    ),
)


def understand(context: Context, given: Given) -> Data:  # noqa: ARG001
    """The topic, on one line and cut to the length of a roster's tip."""
    return {"topic": shortened(given.command.text)}
