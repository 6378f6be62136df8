"""The pull requests of the second cohort: tariq, with sam and noor far west of him."""

from app.sandbox.people import Person
from app.sandbox.story.proposal import Proposal, code, runs_workflows

REPOSITORY = "acme/support"
RUNBOOK = Proposal(REPOSITORY, "tariq", "A runbook for slow storage calls")
SAMPLES = Proposal(REPOSITORY, "tariq", "Add a sample trace with one slow call")

_RUNBOOK = (
    RUNBOOK.opened(
        "2026-11-10T10:00", {"runbooks/storage.md": code(40)}, "Only headings so far.", draft=True
    ),
    RUNBOOK.by("sam", "2026-11-10T11:20", Person.approve_workflows),
    RUNBOOK.checked("2026-11-10T17:30", name="links"),
    RUNBOOK.pushed("2026-11-12T15:00", {"runbooks/storage.md": code(180)}, "Write the steps"),
    RUNBOOK.by("tariq", "2026-11-12T15:10", Person.ready_for_review),
    RUNBOOK.by("sam", "2026-11-12T10:30", Person.approve_workflows),
    RUNBOOK.checked("2026-11-12T16:40", "failure", name="links"),
    RUNBOOK.pushed("2026-11-13T09:30", {"runbooks/links.md": code(3)}, "Mend two links"),
    RUNBOOK.by("sam", "2026-11-13T09:15", Person.approve_workflows),
    RUNBOOK.checked("2026-11-13T15:25", name="links"),
    RUNBOOK.by("sam", "2026-11-13T09:40", Person.request_review, "noor"),
    RUNBOOK.by("sam", "2026-11-16T14:00", Person.review, "APPROVE", "I would have needed this."),
    RUNBOOK.by(
        "noor",
        "2026-11-18T10:00",
        Person.review,
        "REQUEST_CHANGES",
        "Very good. One step can lose data.",
        [("runbooks/storage.md", "Could this say to copy the trace first?")],
    ),
    RUNBOOK.answered("2026-11-19T10:30", "Of course, I had not thought of that."),
    RUNBOOK.pushed("2026-11-19T11:00", {"runbooks/storage.md": code(190)}),
    RUNBOOK.by("sam", "2026-11-19T09:30", Person.approve_workflows),
    RUNBOOK.checked("2026-11-19T15:45", name="links"),
    RUNBOOK.by("tariq", "2026-11-19T15:50", Person.request_review, "noor"),
    RUNBOOK.by("noor", "2026-11-23T09:45", Person.review, "APPROVE"),
    RUNBOOK.by("sam", "2026-11-24T10:00", Person.merge),
)
"""A draft made ready; each push waits to be let run; two reviewers, of whom one asks for more."""

_SAMPLES = (
    SAMPLES.opened("2026-12-01T16:00", {"samples/slow.txt": code(900)}),
    SAMPLES.checked("2026-12-01T16:05", name="links"),
    SAMPLES.by("sam", "2026-12-03T15:00", Person.review, "APPROVE", "Merging after the course."),
)
"""Approved, and still open when the cohort ends."""

SUPPORT = (
    runs_workflows("sam", "2026-11-02T09:00", REPOSITORY, "links"),
    *_RUNBOOK,
    *_SAMPLES,
)
