"""Two weeks of help sessions in acme/support: people ask, seniors lead in turn.

Who leads follows from the rota: sam on the 9th, the 11th (a holiday), the 12th, 13th, 17th, 19th
and 20th, noor on the others.
"""

from collections.abc import Callable
from datetime import date

from app.sandbox.cast import MAINTAINER
from app.sandbox.github import Sandbox
from app.sandbox.people import Person
from app.sandbox.state import Issue
from app.sandbox.story.acts import Act, local_to
from app.sandbox.story.proposal import Proposal, code

REPOSITORY = "acme/support"
SLOW = "Storage calls are slow after an update"
STOPS = "Writes stop at midnight"
DISK = "The disk is full and nothing starts"
TRACE = "How to pass on a trace"
FILES = Proposal(REPOSITORY, "lin", "Close files of the store before compacting")
ROTA = "Help sessions, amer: who leads"


def session(day: str) -> str:
    """The title of a day's session."""
    on = date.fromisoformat(day)
    return f"Help session, amer: {on:%A} {on.day} {on:%B %Y}"


def _found(sandbox: Sandbox, title: str) -> Issue:
    issues = sandbox.world.repository(REPOSITORY).issues.values()
    return next(issue for issue in issues if issue.title == title)


def _does(who: str, when: str, title: str, do: Callable[[Person, int], object]) -> Act:
    """Somebody does something in the issue with this title, at a time of day of theirs."""

    def act(sandbox: Sandbox) -> None:
        do(sandbox.person(who), _found(sandbox, title).number)

    return Act(local_to(who, when), act)


def opens(who: str, when: str, title: str, body: str) -> Act:
    """A new issue."""

    def act(sandbox: Sandbox) -> None:
        sandbox.person(who).open_issue(REPOSITORY, title, body)

    return Act(local_to(who, when), act)


def says(who: str, when: str, where: str, text: str, about: str = "") -> Act:
    """A comment in the issue `where`. `{number}` in it is that of the issue `about`."""

    def act(sandbox: Sandbox) -> None:
        number = _found(sandbox, about).number if about else 0
        said = text.format(number=number)
        sandbox.person(who).comment(REPOSITORY, _found(sandbox, where).number, said)

    return Act(local_to(who, when), act)


_WITHOUT_PREPARATION = (
    opens("tariq", "2026-11-09T10:30", SLOW, "Since the update."),
    says("tariq", "2026-11-09T10:31", SLOW, "/mentor ask Storage calls are slow"),
    says(
        "tariq",
        "2026-11-09T11:05",
        SLOW,
        "I expected reads within 10 ms, and they take 400 ms. I ran strace for 20 minutes: most of "
        "the time goes into fsync. The command is `strace -c -p 4711`.",
    ),
    says(
        "lin",
        "2026-11-09T16:10",
        session("2026-11-09"),
        "/mentor ask How do I answer first, without promising too much? I tried two drafts for 30 "
        "minutes: https://acme.example/drafts",
    ),
    says(
        "sam",
        "2026-11-09T11:50",
        session("2026-11-09"),
        "From my phone, so short.\n\n"
        "/mentor outcome #{number} Count the fsync calls of each block first, then compare.\n"
        "/mentor outcome r1 Write one draft more, and read it together with @noor",
        about=SLOW,
    ),
    says("tariq", "2026-11-10T10:00", SLOW, "That was it: one fsync for each line. Thank you!"),
    _does("tariq", "2026-11-10T10:01", SLOW, lambda who, number: who.close(REPOSITORY, number)),
)
"""Asked without preparation, asked kindly, added; two outcomes in one comment."""

_URGENT = (
    opens(
        MAINTAINER,
        "2026-11-10T16:40",
        STOPS,
        "We use your tools at prometheus. Each midnight writes stop for an hour.",
    ),
    says(MAINTAINER, "2026-11-10T16:41", STOPS, "/mentor ask It is urgent, writes stop again"),
    says("noor", "2026-11-10T09:55", STOPS, "/mentor outcome Move the backup to six, then write."),
    opens(MAINTAINER, "2026-11-18T08:40", DISK, "It was full this morning."),
    says(MAINTAINER, "2026-11-18T08:41", DISK, "/mentor ask urgent: what may I delete?"),
    says("sam", "2026-11-18T09:20", DISK, "/mentor outcome Only what is in wal/old, by age."),
)
"""Somebody from outside: by day, when noor is at work, and in the night of all seniors."""

_TURNS = (
    says("sam", "2026-11-10T10:20", ROTA, "I work tomorrow, holiday or not.\n\n/mentor take wed"),
    says("noor", "2026-11-10T09:20", ROTA, "/mentor take wednesday"),
    says("noor", "2026-11-10T16:30", ROTA, "/mentor away until friday"),
    says("noor", "2026-11-16T11:30", ROTA, "/mentor pass thursday"),
)
"""Two take a day at the same second; noor is away, so sam leads; and noor hands a session on, which
mails nobody."""

_BY_HAND = (
    FILES.opened(
        "2026-11-13T11:00",
        {"pkg/store/files.go": code(30)},
        "It works for me, but I am not sure about the order.",
    ),
    FILES.by("sam", "2026-11-13T09:30", Person.label, "senior-help-sessions"),
    says(
        "sam",
        "2026-11-13T11:45",
        session("2026-11-13"),
        "/mentor outcome #4711 Close them in the order in which they were opened.",
    ),
    says(
        "sam",
        "2026-11-13T11:47",
        session("2026-11-13"),
        "/mentor outcome #{number} Close them in the order in which they were opened.",
        about=FILES.title,
    ),
    FILES.by("lin", "2026-11-16T11:00", Person.push_commits, {"pkg/store/files.go": code(34)}),
    FILES.by("sam", "2026-11-16T09:30", Person.approve_workflows),
    FILES.by("sam", "2026-11-16T09:32", Person.review, "APPROVE", "Now the order is plain to see."),
    FILES.by("sam", "2026-11-16T09:33", Person.merge),
)
"""A pull request to which sam puts the label, who knows its files; a wrong number, and the right
one."""

_TRACES = (
    opens("tariq", "2026-11-17T16:00", TRACE, "It is from a customer."),
    says("tariq", "2026-11-17T16:01", TRACE, "/mentor ask How do I share a customer's trace here?"),
    says(
        "sam",
        "2026-11-17T11:30",
        session("2026-11-17"),
        "/mentor outcome #{number} Replace all names first, and show the result to @noor",
        about=TRACE,
    ),
    says(
        "tariq",
        "2026-11-18T10:30",
        TRACE,
        "/mentor pair @noor the trace without names, 19 November 16:30, 45 minutes",
    ),
    says("noor", "2026-11-18T10:40", TRACE, "Gladly."),
    says("tariq", "2026-11-19T17:20", TRACE, "Thank you, noor! Names are out, and I know how."),
)
"""About customers' data, which is not for a page that everybody reads; a follow-up in two."""

HELP_DESK = (*_WITHOUT_PREPARATION, *_URGENT, *_TURNS, *_BY_HAND, *_TRACES)
