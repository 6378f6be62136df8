"""Where an issue of ours is, for an answer that sends somebody there (row K1). Pure.

A plan sees its own scope only, so it asks which issues there are; whether those who will read the
answer may know of one (R5) is asked again when it is written.
"""

from collections.abc import Mapping

from app.model import scopes
from app.model.facts import Known
from app.model.fronts import Front, Whereabouts
from app.model.keys import HOME, PRIVATE_HOME
from app.model.text import Markdown, Value
from app.model.workflow import View

WHEREABOUTS = "whereabouts"
"""The kind of the fact that such an answer becomes; its key is the command's."""


def own_issues(view: View, login: str) -> tuple[Front, ...]:
    """Somebody's own issue, as far as the file tells: that of the cohort in which they were heard,
    else of each in which they are a mentee."""
    enrolled = [each.cohort.id for each in view.programme.enrolments(login)]
    here = [id for id in enrolled if id == view.scope.cohort]
    home = view.scope.home
    return tuple(
        Front(scopes.mentee(home, id, login), (HOME, PRIVATE_HOME)) for id in here or enrolled
    )


def to_ask(known: Known, key: str, among: tuple[Front, ...]) -> Whereabouts:
    """What a plan needs, to send whoever gave a command to one of these."""
    return Whereabouts(key, among, known.data["repository"])


def is_asked(view: View, key: str) -> bool:
    """Whether it was asked already, whatever the answer."""
    return key in view.facts.get(WHEREABOUTS, {})


def found(view: View, key: str, where: str) -> Mapping[str, Value] | None:
    """The issue to which whoever gave a command may be sent by an answer in this repository:
    `kind` of scope, and `at`, a reference. None where there is none, or it is not for all who read
    there."""
    known = view.facts.get(WHEREABOUTS, {}).get(key)
    if known is None or not known.data or not view.sight.shows(known.data["repository"], where):
        return None
    return {
        "kind": scopes.parse(known.data["scope"]).kind,
        "at": Markdown(f"{known.data['name']}#{known.data['number']}"),
    }
