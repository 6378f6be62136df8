"""What a plan becomes for those who want no mention at all (row K6: an opt-out on `/me`). Pure.

They are named without a mention and assigned nothing; what would be said to them alone is not said.
An issue of theirs still opens: it is where their work stands.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import Any

from app.model.artefacts import Comment, Issue, Plan, Want
from app.model.text import Mention, Text, Value
from app.model.workflow import View


def unmentioned(view: View, plan: Plan) -> Plan:
    """The plan without mentions of those who want none."""
    people = view.programme.unmentioned
    if not people:
        return plan
    return replace(plan, wants=[kept for want in plan.wants for kept in _kept(want, people)])


def _kept(want: Want, people: Collection[str]) -> Iterator[Want]:
    match want:
        case Comment():
            notify = _others(want.notify, people)
            if notify or not want.notify:
                yield replace(want, notify=notify, text=_named(want.text, people))
        case Issue():
            body = _named(want.body, people) if isinstance(want.body, Text) else want.body
            notify, assignees = _others(want.notify, people), _others(want.assignees, people)
            yield replace(want, notify=notify, assignees=assignees, body=body)
        case _:
            yield want


def _others(logins: tuple[str, ...], people: Collection[str]) -> tuple[str, ...]:
    return tuple(login for login in logins if login.lower() not in people)


def _named(text: Text, people: Collection[str]) -> Text:
    then = tuple(_named(each, people) for each in text.then)
    return replace(text, values=_plain(text.values, people), then=then)


def _plain(value: Value, people: Collection[str]) -> Any:
    match value:
        case Mention(login):
            return login if login.lower() in people else value
        case Mapping():
            return {name: _plain(item, people) for name, item in value.items()}
        case list() | tuple():
            return [_plain(item, people) for item in value]
        case _:
            return value
