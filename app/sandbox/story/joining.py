"""How the mentees of the story take their first steps, in their onboarding issues."""

from app.sandbox.actions.commits import files_of
from app.sandbox.github import Sandbox
from app.sandbox.state import Issue
from app.sandbox.story.acts import Act, at

HOME = "acme/mentorship"


def _welcome(sandbox: Sandbox, login: str) -> Issue:
    issues = sandbox.world.repository(HOME).issues.values()
    return next(i for i in issues if i.title.startswith(f"Welcome, {login}:"))


def says(when: str, login: str, text: str, where: str | None = None) -> Act:
    """A comment in the onboarding issue of `where`, or of whoever says it."""

    def act(sandbox: Sandbox) -> None:
        number = _welcome(sandbox, where or login).number
        sandbox.person(login).comment(HOME, number, text)

    return Act(at(when), act)


def ticks(when: str, login: str, where: str, item: str) -> Act:
    """A click on a box of an onboarding issue, by somebody who may."""

    def act(sandbox: Sandbox) -> None:
        sandbox.person(login).tick(HOME, _welcome(sandbox, where).number, item)

    return Act(at(when), act)


def ticks_own(when: str, login: str, *items: str) -> Act:
    """Clicks in the list that Cairn wrote into somebody's own comment."""

    def act(sandbox: Sandbox) -> None:
        comments = _welcome(sandbox, login).comments
        mine = next(c for c in comments if c.user.login == login and "cairn:" in c.body)
        for item in items:
            sandbox.person(login).tick_comment(mine.id, item)

    return Act(at(when), act)


def adds_a_mentee(when: str, login: str, newcomer: str) -> Act:
    """A change of the programme file, pushed to the default branch."""

    def act(sandbox: Sandbox) -> None:
        path = ".github/mentorship.yml"
        text = files_of(sandbox.world.repository(HOME))[path].decode()
        line = "          - {login: li, left: 2026-10-02}\n"
        assert line in text
        changed = text.replace(line, f"{line}          - {{login: {newcomer}}}\n")
        sandbox.person(login).push_file(HOME, path, changed)

    return Act(at(when), act)


JOINING = (
    says("2026-08-27T12:00+05:30", "maya", "Thank you, I am so happy to be here!"),
    says("2026-08-27T12:10+05:30", "maya", "/mentor done conduct chat"),
    says("2026-08-27T12:12+05:30", "maya", "/mentor doen handle"),
    says("2026-08-27T12:13+05:30", "maya", "/mentor done handle, hello and guide."),
    says("2026-08-28T10:00+02:00", "lin", "/mentor checklist"),
    ticks_own("2026-08-28T10:20+02:00", "lin", "conduct", "chat", "hello"),
    ticks("2026-08-28T11:00+02:00", "alice", "maya", "channel"),
    ticks("2026-08-28T11:01+02:00", "alice", "maya", "circle"),
    says("2026-09-03T09:30+05:30", "maya", "/mentor done meeting\n/mentor done task"),
    ticks_own("2026-09-03T15:00+02:00", "lin", "handle", "meeting", "guide"),
    says("2026-09-04T09:00+02:00", "lin", "/mentor done task\n/mentor done tsak"),
    adds_a_mentee("2026-09-07T10:00+02:00", "alice", "zoe"),
    says("2026-09-16T10:00+02:00", "ravi", "/mentor done conduct"),
    says("2026-09-17T18:00+02:00", "ravi", "/mentor away until 25 September"),
    says(
        "2026-10-12T16:30+02:00", "zoe", "/mentor done conduct chat handle hello meeting guide task"
    ),
    says("2026-10-29T17:00+01:00", "tariq", "/mentor done slot wishes expectations"),
    says("2026-10-30T10:00+01:00", "zoe", "/mentor done 1", where="tariq"),
    says("2026-10-30T17:00+01:00", "tariq", "/mentor done goal"),
)
