"""The pull requests of the engine group: maya, zoe, li and ravi, with bartek and kemal."""

from app.sandbox.people import Person
from app.sandbox.story.proposal import Proposal, adds_a_bot, code, runs_workflows

REPOSITORY = "acme/engine"
LOG = Proposal(REPOSITORY, "maya", "Log which blocks are worth compacting")
DOCS = Proposal(REPOSITORY, "li", "Explain the block format")
SKIP = Proposal(REPOSITORY, "maya", "Leave blocks alone while they are read")
MISSING = Proposal(REPOSITORY, "zoe", "Say which file is missing at the start")
TIMING = Proposal(REPOSITORY, "ravi", "Measure how long a compaction takes")
COMPACT = Proposal(REPOSITORY, "maya", "Compact old blocks in the background, one at a time")
RETRY = Proposal(REPOSITORY, "zoe", "Try again when the disk is full")
STORAGE = Proposal(REPOSITORY, "bartek", "Move to the new storage interface")
PANEL = Proposal(REPOSITORY, "ravi", "Show compactions on the example panel")
TYPO = Proposal(REPOSITORY, "maya", "Mend a typo in the compaction docs")
LIMITS = Proposal(REPOSITORY, "ravi", "Limit how much memory a compaction takes")
PAUSE = Proposal(REPOSITORY, "maya", "Let people pause compaction")
OLDEST = Proposal(REPOSITORY, "zoe", "Show the age of the oldest block")
RETENTION = Proposal(REPOSITORY, "ravi", "Keep blocks longer for some tenants")

_LOG = (
    LOG.opened(
        "2026-09-02T16:00", {"compact.go": code(14)}, "A first, small step: only a log line."
    ),
    LOG.checked("2026-09-02T16:01", name="DCO"),
    LOG.by(
        "bartek",
        "2026-09-11T10:20",
        Person.review,
        "REQUEST_CHANGES",
        "A good first step. One wish, then it can go in.",
        [("compact.go", "Could the line say how many bytes would be saved?")],
    ),
    LOG.answered("2026-09-11T19:10", "Yes, the size is known there."),
    LOG.pushed("2026-09-14T11:00", {"compact.go": code(19)}),
    LOG.by("bartek", "2026-09-14T09:40", Person.review, "APPROVE", "Lovely."),
    LOG.by("bartek", "2026-09-14T09:41", Person.merge),
)
"""A first pull request that nobody looks at until the reminders come."""

_DOCS = (
    DOCS.opened("2026-09-08T13:00", {"docs/blocks.md": code(35)}, "Not whole yet.", draft=True),
    DOCS.by("li", "2026-09-10T10:30", Person.ready_for_review),
    DOCS.by(
        "kemal", "2026-09-11T16:00", Person.review, "REQUEST_CHANGES", "Could you add a drawing?"
    ),
    DOCS.by("li", "2026-10-01T18:00", Person.comment, "I have to stop here. Thank you all!"),
    DOCS.by("li", "2026-10-01T18:01", Person.close_pull_request),
)
"""Changes were asked for, and its author leaves the programme: closed without a merge."""

_SKIP = (
    SKIP.opened("2026-09-16T15:20", {"compact.go": code(60)}, draft=True),
    SKIP.checked("2026-09-16T15:35", "failure"),
    SKIP.pushed("2026-09-18T12:00", {"compact.go": code(64)}, "Lock before reading"),
    SKIP.checked("2026-09-18T12:15"),
    SKIP.by("maya", "2026-09-18T12:20", Person.ready_for_review),
    SKIP.by("zoe", "2026-09-21T14:00", Person.review, "COMMENT", "What if a read never ends?"),
    SKIP.by("maya", "2026-09-22T10:30", Person.comment, "Reads end after a minute at most."),
    SKIP.by("bartek", "2026-09-22T14:30", Person.review, "APPROVE"),
    SKIP.by("bartek", "2026-09-23T09:15", Person.merge),
)
"""A draft with a red check, made green and ready; a mentee reviews a mentee's work."""

_MISSING = (
    MISSING.opened("2026-09-21T17:00", {"start.go": code(22)}),
    MISSING.by("hello[bot]", "2026-09-21T17:01", Person.comment, "Thank you for contributing!"),
    MISSING.checked("2026-09-21T17:02", name="DCO"),
    MISSING.by("kemal", "2026-09-25T15:00", Person.approve_workflows),
    MISSING.checked("2026-09-25T15:14"),
    MISSING.by("kemal", "2026-09-25T15:30", Person.review, "APPROVE", "Good catch."),
    MISSING.by("kemal", "2026-09-25T15:31", Person.merge),
)
"""A first one that waits for "Approve and run" for days; another bot welcomes its author."""

_TIMING_FILES = {f"timing/{name}.go": code(110) for name in ("a", "b", "c", "d", "e", "f")}

_TIMING = (
    TIMING.opened("2026-09-28T11:00", _TIMING_FILES, "All of it at once, I am afraid."),
    TIMING.by("bartek", "2026-09-29T09:20", Person.approve_workflows),
    TIMING.checked("2026-09-29T10:45", "failure"),
    TIMING.pushed("2026-10-05T16:00", {"timing/a.go": code(112)}, "Mend the test"),
    TIMING.by("bartek", "2026-10-05T15:40", Person.approve_workflows),
    TIMING.checked("2026-10-05T17:00"),
    TIMING.by(
        "kemal", "2026-10-06T10:00", Person.review, "COMMENT", "Could only the timer come first?"
    ),
    TIMING.by("ravi", "2026-10-07T09:30", Person.convert_to_draft),
    TIMING.by("ravi", "2026-10-09T15:00", Person.force_push, {"timing/timer.go": code(85)}),
    TIMING.by("ravi", "2026-10-09T15:05", Person.ready_for_review),
    TIMING.by("bartek", "2026-10-09T14:30", Person.approve_workflows),
    TIMING.checked("2026-10-09T15:50"),
    TIMING.by("kemal", "2026-10-12T11:00", Person.review, "REQUEST_CHANGES", "A test, please."),
    TIMING.by("ravi", "2026-10-12T17:20", Person.comment, "It has one: timer_test is in `c`."),
    TIMING.dismissed("kemal", "2026-10-13T09:40", "I had missed the test."),
    TIMING.by("bartek", "2026-10-14T10:15", Person.review, "APPROVE"),
    TIMING.by("kemal", "2026-10-15T09:10", Person.merge),
)
"""Far too big, red for days, made smaller by a force push; a review is dismissed."""

_COMPACT = (
    COMPACT.opened(
        "2026-10-01T13:00",
        {"background.go": code(190), "background_test.go": code(140), "compact.go": code(70)},
        "For #42.",
        draft=True,
    ),
    COMPACT.checked("2026-10-01T13:20"),
    COMPACT.by("coverage[bot]", "2026-10-01T13:21", Person.comment, "Coverage: 81 % (+2 %)"),
    COMPACT.by("maya", "2026-10-06T12:10", Person.ready_for_review),
    COMPACT.by("alice", "2026-10-06T10:00", Person.request_review, "bartek"),
    COMPACT.by("alice", "2026-10-06T10:01", Person.request_review, "kemal"),
    COMPACT.by("kemal", "2026-10-08T16:00", Person.review, "APPROVE", "The tests are a pleasure."),
    COMPACT.by(
        "bartek",
        "2026-10-13T11:00",
        Person.review,
        "REQUEST_CHANGES",
        "Nearly there.",
        [("background.go", "What happens when two of these run at once?")],
    ),
    COMPACT.answered("2026-10-14T10:00", "They would do the same twice. I will add a lock."),
    COMPACT.pushed("2026-10-15T18:00", {"background.go": code(205)}),
    COMPACT.checked("2026-10-15T18:20"),
    COMPACT.by("coverage[bot]", "2026-10-15T18:21", Person.comment, "Coverage: 82 % (+3 %)"),
    COMPACT.by("maya", "2026-10-15T18:30", Person.request_review, "bartek"),
    COMPACT.by("bartek", "2026-10-19T10:30", Person.review, "APPROVE", "This is very good work."),
    COMPACT.by("bartek", "2026-10-19T10:31", Person.merge),
)
"""Two reviewers are asked; one approves, the other asks for changes and is asked again."""

_RETRY = (
    RETRY.opened("2026-10-12T11:30", {"write.go": code(55)}),
    RETRY.checked("2026-10-12T11:45"),
    RETRY.by("zoe", "2026-10-13T09:30", Person.comment, "/mentor blocked waits for release 2.4"),
    RETRY.by("bartek", "2026-11-02T10:00", Person.comment, "/mentor unblocked"),
    RETRY.by("maya", "2026-11-03T15:00", Person.review, "APPROVE", "I tried it: it works."),
    RETRY.by("bartek", "2026-11-04T16:30", Person.review, "APPROVE"),
    RETRY.by("kemal", "2026-11-10T10:00", Person.merge),
)
"""Blocked for weeks by a command; then approved, and nobody thinks of merging it."""

_STORAGE = (
    STORAGE.opened("2026-10-20T09:30", {"storage.go": code(260)}, from_fork=False),
    STORAGE.checked("2026-10-20T09:50"),
    STORAGE.by("zoe", "2026-10-21T11:00", Person.review, "COMMENT", "Why is `Close` gone?"),
    STORAGE.by("bartek", "2026-10-21T13:00", Person.comment, "Good question: by mistake!"),
    STORAGE.pushed("2026-10-21T13:40", {"storage.go": code(266)}),
    STORAGE.checked("2026-10-21T14:00"),
    STORAGE.by("kemal", "2026-10-22T10:00", Person.review, "APPROVE"),
    STORAGE.by("bartek", "2026-10-22T11:00", Person.merge),
)
"""A mentor's own, in which a mentee finds a mistake."""

_PANEL = (
    PANEL.opened("2026-10-22T15:00", {"panel.json": code(40)}),
    PANEL.checked("2026-10-22T15:10"),
    PANEL.by("ravi", "2026-10-23T11:00", Person.comment, "There seems to be one already, sorry."),
    PANEL.by("ravi", "2026-10-23T11:01", Person.close_pull_request),
    PANEL.by("bartek", "2026-10-26T09:30", Person.comment, "That is an older panel: reopen it?"),
    PANEL.by("ravi", "2026-10-26T14:00", Person.reopen),
    PANEL.by("kemal", "2026-10-28T10:30", Person.review, "APPROVE"),
    PANEL.by("kemal", "2026-10-28T10:31", Person.merge),
)
"""Closed too early, and reopened."""

_TYPO = (
    TYPO.opened("2026-11-05T12:00", {"docs/compaction.md": code(2)}),
    TYPO.checked("2026-11-05T12:05"),
    TYPO.by("bartek", "2026-11-05T11:00", Person.review, "APPROVE", "Thanks!"),
    TYPO.by("bartek", "2026-11-05T11:01", Person.merge),
)
"""Two lines, merged within the day."""

_LIMITS = (
    LIMITS.opened("2026-11-09T10:30", {"limits.go": code(130), "limits_test.go": code(90)}),
    LIMITS.checked("2026-11-09T10:45"),
    LIMITS.by("kemal", "2026-11-16T14:00", Person.request_review, "bartek"),
    LIMITS.by("bartek", "2026-11-24T10:00", Person.review, "COMMENT", "What is a good default?"),
    LIMITS.by("ravi", "2026-11-25T09:30", Person.comment, "A quarter of what is free, I think."),
    LIMITS.by("bartek", "2026-11-26T10:00", Person.review, "APPROVE", "Agreed."),
    LIMITS.by("bartek", "2026-11-26T10:01", Person.merge),
)
"""Nobody looks; a review is requested after a week, and takes another one."""

_PAUSE = (
    PAUSE.opened("2026-11-16T13:30", {"pause.go": code(50)}),
    PAUSE.checked("2026-11-16T13:45"),
    PAUSE.by("kemal", "2026-11-17T10:00", Person.review, "APPROVE"),
    PAUSE.pushed("2026-11-17T16:00", {"pause.go": code(58)}, "Say so in the log"),
    PAUSE.checked("2026-11-17T16:15"),
    PAUSE.by("kemal", "2026-11-19T09:30", Person.review, "APPROVE", "Still good."),
    PAUSE.by("kemal", "2026-11-19T09:31", Person.merge),
)
"""A push after the approval, which needs another look."""

_LAST = (
    OLDEST.opened("2026-11-18T15:00", {"age.go": code(25)}, "An idea.", draft=True),
    RETENTION.opened("2026-12-02T11:00", {"retention.go": code(95)}),
    RETENTION.checked("2026-12-02T11:15"),
    RETENTION.by(
        "bartek", "2026-12-04T15:00", Person.review, "REQUEST_CHANGES", "Where are they listed?"
    ),
)
"""What is still open at the end: a draft, and one that is with its author."""

ENGINE = (
    adds_a_bot("alice", "2026-09-01T09:00", "hello[bot]"),
    adds_a_bot("alice", "2026-09-01T09:00", "coverage[bot]"),
    runs_workflows("bartek", "2026-09-15T09:00", REPOSITORY, "test"),
    *(*_LOG, *_DOCS, *_SKIP, *_MISSING, *_TIMING, *_COMPACT, *_RETRY),
    *(*_STORAGE, *_PANEL, *_TYPO, *_LIMITS, *_PAUSE, *_LAST),
)
