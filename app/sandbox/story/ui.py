"""The pull requests of the ui group: lin, alone with her mentor kemal."""

from app.sandbox.people import Person
from app.sandbox.story.proposal import Proposal, code, runs_workflows

REPOSITORY = "acme/ui"
ADDRESS = Proposal(REPOSITORY, "lin", "Put the time range into the address")
TABS = Proposal(REPOSITORY, "lin", "Keep the chosen time range when switching tabs, everywhere")
KEYS = Proposal(REPOSITORY, "lin", "Move between panels with the keyboard")
COLOURS = Proposal(REPOSITORY, "lin", "Try colours that everybody can tell apart")

_ADDRESS = (
    ADDRESS.opened("2026-09-09T10:15", {"src/range.ts": code(24)}, "Part of #7."),
    ADDRESS.by("kemal", "2026-09-10T09:30", Person.approve_workflows),
    ADDRESS.checked("2026-09-10T09:42"),
    ADDRESS.by(
        "kemal", "2026-09-11T11:05", Person.review, "APPROVE", "Small and clear, thank you!"
    ),
    ADDRESS.by("kemal", "2026-09-11T11:06", Person.merge),
)
"""A first pull request from a fork, let run and merged within two days."""

_TABS = (
    TABS.opened("2026-10-05T14:20", {"src/tabs.ts": code(120), "src/range.ts": code(60)}, "#7"),
    TABS.checked("2026-10-05T14:31"),
    TABS.by("zoe", "2026-10-06T16:40", Person.review, "COMMENT", "Does it work with two windows?"),
    TABS.by(
        "kemal",
        "2026-10-07T10:10",
        Person.review,
        "REQUEST_CHANGES",
        "The idea is right. The state could live in one place.",
        [("src/tabs.ts", "Could this read the range from the address instead?")],
    ),
    TABS.answered("2026-10-08T09:50", "Yes! That makes half of it unnecessary."),
    TABS.by("lin", "2026-10-09T17:30", Person.force_push, {"src/tabs.ts": code(48)}),
    TABS.checked("2026-10-09T17:41"),
    TABS.by("lin", "2026-10-09T17:45", Person.request_review, "kemal"),
    TABS.by("kemal", "2026-10-13T09:20", Person.review, "APPROVE", "Much simpler now."),
    TABS.by("kemal", "2026-10-13T09:21", Person.merge),
)
"""Changes are asked for, answered by a force push, and the review is requested again."""

_KEYS = (
    KEYS.opened("2026-11-02T11:00", {"src/keys.ts": code(75), "src/help.md": code(12)}),
    KEYS.checked("2026-11-02T11:12"),
    KEYS.by("kemal", "2026-11-12T15:30", Person.review, "APPROVE", "Sorry for the long wait."),
    KEYS.by("kemal", "2026-11-12T15:31", Person.merge),
)
"""Nobody looks for more than a week, and there is no fellow mentee to ask."""

_COLOURS = (
    COLOURS.opened("2026-11-17T13:30", {"src/colours.css": code(30)}, "An attempt.", draft=True),
    COLOURS.by("lin", "2026-11-26T16:00", Person.comment, "I will leave this to the designers."),
    COLOURS.by("lin", "2026-11-26T16:01", Person.close_pull_request),
)
"""A draft that comes to nothing, which is fine."""

UI = (
    runs_workflows("kemal", "2026-09-01T09:00", REPOSITORY, "test"),
    *_ADDRESS,
    *_TABS,
    *_KEYS,
    *_COLOURS,
)
