"""What a plan becomes while organisers want silence, and once they let Cairn speak again. Pure.

In a pause bodies are kept in step, and commands are answered; nothing new is said, opened or
closed. What was due meanwhile is not kept: after the pause each planner says what is still to be
said then, and several things in one issue become one comment.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from app.model.artefacts import Comment, Issue, Mail, Place, Plan, Want
from app.model.facts import Ledger, Said
from app.model.rests import is_paused, paused_until
from app.model.workflow import View

REPLY = "reply:"
"""How the keys of answers to commands begin."""

GATHERED = "with"
"""What a comment remembers that says several things: the parameters of the others, by key."""

GATHER_WITHIN = 3 * 86400.0
"""Seconds after a pause in which what is due at once is said together."""


def hush(view: View, plan: Plan) -> Plan:
    """The plan as it may be carried out now."""
    if is_paused(view):
        return replace(plan, wants=[kept for want in plan.wants for kept in _kept(want, view.said)])
    if view.now < paused_until(view) + GATHER_WITHIN:
        return replace(plan, wants=list(_gathered(plan.wants, view.said)))
    return plan


def _kept(want: Want, said: Ledger) -> Iterator[Want]:
    match want:
        case Comment():
            if want.key.startswith(REPLY):
                yield want
        case Issue():
            # Closing mails everybody who follows, so it waits as well.
            row = said.get(want.key)
            if row is not None:
                yield replace(want, state="closed" if row.state == "closed" else "open")
        case Mail():
            pass
        case _:
            yield want


def _gathered(wants: Sequence[Want], said: Ledger) -> Iterator[Want]:
    """The wants, with those comments as one that are due in the same issue."""
    due: dict[Place, list[Comment]] = {}
    for want in wants:
        if isinstance(want, Comment) and want.key not in said and not want.key.startswith(REPLY):
            due.setdefault(want.on, []).append(want)
    together = {comments[0].key: comments for comments in due.values() if len(comments) > 1}
    later = {comment.key for comments in together.values() for comment in comments[1:]}
    for want in wants:
        if want.key in together:
            yield _one(together[want.key])
        elif want.key not in later:
            yield want


def _one(comments: Sequence[Comment]) -> Comment:
    first, *others = comments
    texts = [text for each in comments for text in (replace(each.text, then=()), *each.text.then)]
    return replace(
        first,
        text=replace(texts[0], then=tuple(texts[1:])),
        notify=tuple(dict.fromkeys(login for each in comments for login in each.notify)),
        parameters={**first.parameters, GATHERED: {c.key: dict(c.parameters) for c in others}},
        private=any(each.private for each in comments),
    )


def as_said(rows: Ledger) -> Ledger:
    """The ledger with a row for everything that was said together with something else."""
    return {**dict(_together(rows.values())), **rows}


def _together(rows: Iterable[Said]) -> Iterator[tuple[str, Said]]:
    for row in rows:
        others: Mapping[str, Mapping[str, object]] = row.parameters.get(GATHERED, {})
        if row.status in ("there", "gone"):
            for key, parameters in others.items():
                yield key, replace(row, parameters=parameters)
