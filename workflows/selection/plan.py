"""Applications (row S1): one answer to whoever applies, and a list in the private repository. Pure.

In public nothing else is said. Read `README.md` beside this.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from app.model.artefacts import Comment, Issue, Plan, Thread
from app.model.sections.selection import SelectionSettings
from app.model.text import Markdown, Mention, Text, Value
from app.model.time import local
from app.model.workflow import View
from app.programme.model import Cohort
from workflows.selection.commands import ACCEPT, RECUSE
from workflows.selection.facts import LIST, Application, applications
from workflows.selection.heard import Heard, hear, latest

ANSWER = "application:"
"""How the key of the answer to an application begins; the number of its issue follows."""

WITHIN = 7 * 86400.0
"""Seconds after which an answer would come too late."""

LISTED = 60
"""Applications that the list shows, the newest: a body has an end."""


def plan(view: View) -> Plan:
    """Answers and the list, for one cohort."""
    cohort = view.programme.cohort(view.scope.cohort)
    if cohort is None or not cohort.section(SelectionSettings).enabled:
        return Plan()
    made, heard = applications(view), hear(view, cohort)
    result = Plan(verdicts=heard.verdicts, needs=heard.needs)
    result.add(*(_answer(cohort, each) for each in made if _waits(view, each)))
    private = view.programme.private_repository
    if private is not None and (made or LIST in view.said):
        result.add(_list(cohort, private, made, heard))
    return result


def _waits(view: View, it: Application) -> bool:
    return it.stands and view.now < it.at + WITHIN


def _answer(cohort: Cohort, it: Application) -> Comment:
    settings = cohort.section(SelectionSettings)
    day = local(it.at, cohort.timezone).date()
    values: dict[str, Value] = {
        "applicant": Mention(it.by),
        "cohort": cohort.name,
        "closes": settings.last_day(cohort.starts).isoformat(),
        "late": not settings.is_open(day, cohort.starts),
    }
    return Comment(
        key=f"{ANSWER}{it.number}",
        on=Thread(cohort.home, it.number),
        text=Text("selection/answer", values),
        notify=(it.by,),
    )


# ---- the private list ----------------------------------------------------------------------------


def _list(cohort: Cohort, private: str, made: list[Application], heard: Heard) -> Issue:
    standing = [each for each in made if each.stands]
    values: dict[str, Value] = {
        "cohort": cohort.name,
        "home": cohort.home,
        "applications": [_shown(cohort, each, heard) for each in standing[-LISTED:]],
        "more": max(0, len(standing) - LISTED),
        "accepted": [*_accepted(standing, heard)],
        "groups": [group.id for group in cohort.groups],
    }
    return Issue(
        key=LIST,
        repository=private,
        title=Text("selection/list.title", {"cohort": cohort.name}),
        body=Text("selection/list", values),
        parameters={
            "applications": [list(each) for each in standing[-LISTED:]],
            "words": {key: list(word) for key, word in sorted(heard.words.items())},
        },
        private=True,
    )


def _shown(cohort: Cohort, it: Application, heard: Heard) -> Mapping[str, Any]:
    """An application, and what mentors said of it, in the order of the alphabet."""
    said = sorted(latest(heard.words, it.by.lower()).items())
    return {
        "login": it.by,
        "issue": Markdown(f"{cohort.home}#{it.number}"),
        "on": local(it.at, cohort.timezone).date().isoformat(),
        "words": [
            {"by": word.by, "says": word.says, "why": word.why}
            for _, word in said
            if word.name != RECUSE
        ],
        "recused": [word.by for _, word in said if word.name == RECUSE],
    }


def _accepted(made: list[Application], heard: Heard) -> Iterator[Mapping[str, Any]]:
    """For each who was accepted the line for the file; the newest group counts."""
    groups = {word.about: word.says for word in heard.standing if word.name == ACCEPT}
    spelled = {each.by.lower(): each.by for each in made}
    for login, group in sorted(groups.items()):
        if login in spelled:
            line = f"- {{login: {spelled[login]}}}"
            yield {"login": spelled[login], "group": group, "line": Markdown(line)}
