"""Why something of ours is on a pull request, for somebody new: see `app.model.why`. Pure."""

from app.model.sections.pull_requests import PullRequestSettings
from app.model.text import Text, Value
from app.model.why import File, Row, Spot, Why, file_of
from app.model.workflow import View
from workflows.pull_requests.commands import blocked_since
from workflows.pull_requests.facts import WAITING
from workflows.pull_requests.summary import summary
from workflows.pull_requests.turn import since
from workflows.pull_requests.waiting import NUDGE
from workflows.pull_requests.welcome import DRAFT, WELCOME


def explain(view: View, key: str) -> Why | None:
    """Why this comment is there; None for a key that is not a pull request's."""
    row = view.said.get(key)
    if view.scope.kind != "pull" or row is None:
        return None
    values: dict[str, Value] = {"mentee": _login(view)}
    written = Row(what="Written", at=row.at)
    if key in (WELCOME, DRAFT):
        return Why(Text(f"pull_requests/why-{key}", values), (written,), _opened(view))
    if key.startswith(NUDGE):
        rule, made = Text("pull_requests/why-waiting", values), (*_opened(view), *_setting(view))
        return Why(rule, (*_waits(view), written), made)
    if key.startswith("label:"):
        rule = Text("pull_requests/why-label", {**values, "waiting": key.endswith(WAITING)})
        return Why(rule, (written,), (*_opened(view), *_setting(view)))
    return None


def _login(view: View) -> str:
    found = view.programme.enrolment(view.scope.cohort, view.scope.login)
    return found.mentee.login if found is not None else view.scope.login


def _opened(view: View) -> tuple[Row, ...]:
    shown = view.facts.get("pull", {}).get("now")
    if shown is None:
        return ()
    where = Spot(shown.data["repository"], shown.data["number"])
    return (Row(what="Opened", at=shown.data["opened"], where=where),)


def _waits(view: View) -> tuple[Row, ...]:
    """Since when whoever has to act has had the pull request."""
    if "pull" not in view.facts:
        return ()
    it = summary(view.facts, view.programme, blocked_since(view))
    return (Row(what="As it is since", at=since(it)),)


def _setting(view: View) -> tuple[Row, ...]:
    cohort = view.programme.cohort(view.scope.cohort)
    if cohort is None:
        return ()
    span = cohort.section(PullRequestSettings).waiting_after
    setting, where = f"pull_requests: {{waiting_after: {span}}}", file_of(view.programme, cohort)
    return (_row(str(span), setting, where),)


def _row(span: str, setting: str, where: File | None) -> Row:
    return Row(what="In the file", said=f"after {span}", setting=setting, where=where)
