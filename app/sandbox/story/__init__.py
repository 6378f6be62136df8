"""What the cast of the example does over the weeks of a cohort, for `demo --headless`.

Dates and people are those of docs/examples/mentorship.yml.
"""

from app.sandbox.story.acts import Act, OnOwnPage, at
from app.sandbox.story.donut import DONUT
from app.sandbox.story.ending import ENDING
from app.sandbox.story.engine import ENGINE
from app.sandbox.story.help_desk import HELP_DESK
from app.sandbox.story.joining import JOINING
from app.sandbox.story.support import SUPPORT
from app.sandbox.story.ui import UI
from app.sandbox.story.upstream import UPSTREAM

_ALL: tuple[Act | OnOwnPage, ...] = (
    *JOINING,
    *ENGINE,
    *UI,
    *SUPPORT,
    *UPSTREAM,
    *HELP_DESK,
    *DONUT,
    *ENDING,
)

STORY = tuple(sorted(_ALL, key=lambda act: act.at))
"""In order."""

ENDS = at("2026-12-18T12:00+01:00")
"""A week after the second cohort, when what it learned is told."""
