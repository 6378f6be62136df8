"""How both cohorts end: talks, a course's weeks, two weeks more for zoe, three retrospectives, a
post to remember."""

from app.sandbox.github import Sandbox
from app.sandbox.story.acts import Act, local_to

HOME = "acme/mentorship"
LFX, STRACE = "LFX Mentorship, autumn 2026", "Log parsing and strace"
ENGINE, UI = f"Retrospective: engine, {LFX}", f"Retrospective: ui, {LFX}"
SUPPORT = f"Retrospective: strace, {STRACE}"


def says(who: str, when: str, title: str, *lines: str) -> Act:
    """A comment in the issue with this title, at a time of day of theirs."""

    def act(sandbox: Sandbox) -> None:
        issues = sandbox.world.repository(HOME).issues.values()
        found = next(issue for issue in issues if issue.title == title)
        sandbox.person(who).comment(HOME, found.number, "\n".join(lines))

    return Act(local_to(who, when), act)


_MEETUP = (
    says(
        "maya",
        "2026-11-02T16:00",
        f"Welcome, maya: your first steps in {LFX}",
        "/mentor talk Compactions that fit into memory",
        "What I tried, what I measured, and the one line that it came to.",
    ),
    says(
        "lin",
        "2026-11-03T10:00",
        f"Welcome, lin: your first steps in {LFX}",
        "/mentor talk A table that everybody can read",
        "How I learned to ask people before I draw.",
    ),
    says("bartek", "2026-11-04T11:00", LFX, "/mentor host"),
    says(
        "maya",
        "2026-11-20T17:00",
        f"Welcome, maya: your first steps in {LFX}",
        "/mentor log https://blog.acme.example/compactions What I learned about memory",
    ),
)

_LONGER = (
    says(
        "bartek",
        "2026-11-03T10:00",
        f"Welcome, zoe: your first steps in {LFX}",
        "You came a week late, and waited three for our release, so let us give that back to you.",
        "",
        "/mentor extend 2 weeks",
    ),
    says("zoe", "2026-11-04T15:30", f"Welcome, zoe: your first steps in {LFX}", "Thank you!"),
)
"""Until 11 December: her farewell comes on the Monday after."""

_COURSE = (
    says(
        "tariq",
        "2026-11-12T16:00",
        "Week 2 for tariq: jq, first steps",
        "Nine of the ten come from one customer's nightly job.",
        "/mentor done",
    ),
    says(
        "tariq",
        "2026-11-17T16:30",
        "Week 3 for tariq: strace on a simple program",
        "/mentor goal A runbook for slow storage calls, with two samples",
    ),
    says(
        "tariq",
        "2026-12-02T10:00",
        "Week 4 for tariq: Reading complex output",
        "The second trace took me longer, and now I know why: it was a relative path.",
    ),
)

_LOOKING_BACK = (
    says(
        "maya",
        "2026-11-25T18:32",
        ENGINE,
        "/mentor well Every question got an answer within a day.",
        "/mentor better I did not dare to ask before the third week.",
        "/mentor written",
    ),
    says(
        "bartek",
        "2026-11-25T13:03",
        ENGINE,
        "/mentor well We wrote down what we had decided.",
        "/mentor better My first reviews were too long to be read.",
        "/mentor written",
    ),
    says("ravi", "2026-11-25T14:04", ENGINE, "/mentor better My dates were clear to nobody."),
    says(
        "kemal",
        "2026-11-25T15:20",
        ENGINE,
        "/mentor learning change: ask in the first week what is unclear @bartek 2027-01-15",
        "/mentor learning keep: one small pull request in the first week",
    ),
    says(
        "lin",
        "2026-11-27T15:30",
        UI,
        "/mentor well I could try things without breaking any.",
        "/mentor better I learned late who uses the page.",
        "/mentor written",
    ),
    says(
        "kemal", "2026-11-27T16:00", UI, "/mentor well Small steps, each seen.", "/mentor written"
    ),
    says(
        "lin",
        "2026-11-30T11:00",
        UI,
        "/mentor learning change: talk to two users in the first month @kemal 2027-02-01",
    ),
    says(
        "tariq",
        "2026-12-11T16:00",
        SUPPORT,
        "/mentor well An hour a week, and real traces.",
        "/mentor better Week three had two tools at once.",
        "/mentor written",
    ),
    says(
        "sam", "2026-12-11T11:00", SUPPORT, "/mentor well He ran it, I watched.", "/mentor written"
    ),
    says(
        "sam",
        "2026-12-14T10:30",
        SUPPORT,
        "/mentor learning change: one tool a week @sam 2027-01-11",
    ),
)

ENDING = (*_MEETUP, *_LONGER, *_COURSE, *_LOOKING_BACK)
