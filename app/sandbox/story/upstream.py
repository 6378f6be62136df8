"""What mentees contribute to other organisations' repositories, which the file calls ecosystem."""

from app.sandbox.cast import MAINTAINER
from app.sandbox.people import Person
from app.sandbox.story.proposal import Proposal, code

ZONES = Proposal("thanos-io/thanos", "lin", "Say in which zone times are shown")

UPSTREAM = (
    ZONES.opened("2026-10-20T17:30", {"docs/query.md": code(12)}, "We missed this in our own ui."),
    ZONES.by(MAINTAINER, "2026-10-23T11:00", Person.review, "APPROVE", "Thank you, well spotted."),
    ZONES.by(MAINTAINER, "2026-10-23T11:01", Person.merge),
)
"""Found by search, since the App is not installed there: read `acme/mentors` for the mentors' week,
and lin's own issue in `acme/mentorship` for what she is told."""
