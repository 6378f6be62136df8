"""Coming and going (P5): who leaves is told kindly, who comes back is a second episode. Pure."""

from datetime import date

from app.model import asked, posts, reviews
from app.model.artefacts import KEEP, Comment, Issue, Plan, Verdict
from app.model.facts import Data, Said
from app.model.home import home_key, home_row
from app.model.leaving import MEMBER
from app.model.text import Mention, Text
from app.model.time import last_minute
from app.model.workflow import View
from workflows.onboarding.changes import TOLD, is_another_mentor, told_last
from workflows.onboarding.commands import Heard, hear, heard_after_leaving
from workflows.onboarding.fold import State, shown
from workflows.onboarding.memory import memory


def _episodes(view: View) -> list[Said]:
    rows = [row for key, row in view.said.items() if key.startswith(MEMBER)]
    return sorted(rows, key=lambda row: int(row.parameters["episode"]))


def no_longer_in_file(view: View) -> Plan:
    """Taken out of the file. Where the cohort was over, nothing is said (P5)."""
    home = home_row(view)
    if home is None:
        return Plan()
    where = _home_of(view, home)
    heard = hear(view, [], where, view.scope.login)
    ends = date.fromisoformat(str(home.parameters.get("ends", "9999-12-31")))
    over = last_minute(ends, view.programme.timezone)
    state = shown(view, heard.allowed, where)
    if view.now > over:
        return Plan(verdicts=_verdicts(view, heard, state, over))
    return farewell(view, heard, state, Plan())


def _verdicts(view: View, heard: Heard, state: State, left: float | None) -> dict[str, Verdict]:
    """What becomes of commands where the mentee is followed no longer. An `undo` of a command of
    another workflow counts all the same, because that one goes on."""
    commands = view.facts.get("command", {})
    others = commands.keys() - heard.verdicts.keys()
    undos = {order for key, order in state.undone.items() if key in others}
    return {
        key: Verdict() if commands[key].order in undos else verdict
        for key, verdict in heard_after_leaving(view, heard, left).items()
    }


def farewell(view: View, heard: Heard, state: State, result: Plan) -> Plan:
    """Nothing is closed silently: a kind comment says what changed."""
    episodes = _episodes(view)
    inside = not episodes or bool(episodes[-1].parameters["inside"])
    left = None if inside else episodes[-1].at
    result.verdicts = _verdicts(view, heard, state, left)
    home = home_row(view)
    if home is None or home.status != "there":
        return result
    number = len(episodes) + inside
    text = Text("onboarding/left", {})
    parameters = {"episode": number, "inside": False}
    said = Comment(key=f"{MEMBER}{number}", on=home_key(view), text=text, parameters=parameters)
    result.add(said, _closed(view, home, state))
    return result


def _home_of(view: View, home: Said) -> str:
    """Where the issue is, also if its cohort is in no file any more: a programme has one public and
    one private home."""
    private = view.programme.private_repository
    return private if private and home.repository != view.scope.home else view.programme.home


def _closed(view: View, home: Said, state: State) -> Issue:
    where = _home_of(view, home)
    return Issue(
        key=home_key(view),
        repository=where,
        title=Text("onboarding/issue.title", {}),
        body=KEEP,
        state="closed",
        memory={
            **memory(state),
            **reviews.memory(view, where),
            **asked.memory(view),
            **posts.memory(view, where),
        },
        parameters={k: v for k, v in home.parameters.items() if k != "to"},
        notify=tuple(home.parameters.get("to", ())),
    )


def come_back(view: View, now: Data, result: Plan) -> bool:
    """A mentee who left and came back is a second episode; whether all is said about it.

    The comment also tells what moved meanwhile (`now` is what the issue names today), so that
    nothing else has to.
    """
    episodes = _episodes(view)
    if not episodes:
        return True
    said = bool(episodes[-1].parameters["inside"])
    number = len(episodes) + (not said)
    parameters = episodes[-1].parameters if said else _returns(view, number, now)
    mentor = parameters.get("mentor")
    result.add(
        Comment(
            key=f"{MEMBER}{number}",
            on=home_key(view),
            text=Text("onboarding/back", {"mentor": Mention(mentor) if mentor else None}),
            notify=(mentor,) if mentor else (),
            parameters=parameters,
        )
    )
    return said


def _returns(view: View, number: int, now: Data) -> Data:
    before = told_last(view.said, now)
    mentor = now["mentor"] if is_another_mentor(before, now) else None
    return {"episode": number, "inside": True, TOLD: now, "mentor": mentor}
