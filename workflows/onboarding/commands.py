"""Onboarding's commands: who may give them, what their words mean, what is answered (O5, K2)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from app.commands import CommandSpec, nearest, split_names
from app.model import scopes
from app.model.artefacts import Need, Permission, Verdict
from app.model.facts import Data, Known, Ledger, was_refused
from app.model.home import may_be_told
from app.model.leaving import had_left
from app.model.lessons import about_take_home
from app.model.order import instant
from app.model.text import Text
from app.model.undo import UNDO, undoes_rest
from app.model.whereabouts import found, is_asked, own_issues, to_ask
from app.model.workflow import Context, Given, View
from workflows.onboarding.checklist import checklist
from workflows.onboarding.fold import State, fold, remembered_order, where_said

ASKED = "asked"
"""The parameter in which a list in somebody's own comment keeps the order of the request for it."""

SPECS = (
    CommandSpec(
        name="done",
        usage="done NAME…",
        does="ticks to-dos, by name or by place in the list",
        who="mentee, mentors",
        example="done chat handle",
        arguments="words",
    ),
    CommandSpec(
        name="todo",
        usage="todo NAME…",
        does="takes ticks away again",
        who="mentee, mentors",
        example="todo chat",
        arguments="words",
        rare=True,
    ),
    CommandSpec(
        name="checklist",
        usage="checklist",
        does="puts the list into your comment, where you can tick it yourself",
        who="mentee",
        example="checklist",
        arguments="none",
    ),
)

MOST_UNKNOWN = 10
"""Words that are told back: an answer is not the place for thousands."""

_NAMES = frozenset({UNDO, *(spec.name for spec in SPECS)})
_BOX_COMMANDS = ("done", "todo")
_WRITERS = ("write", "maintain", "admin")
"""Roles that let a person tick the boxes by hand, so they may do it with a command as well."""


def understand(context: Context, given: Given) -> Data:
    """The items that are named, as the list stands on this day."""
    command, where = given.command, scopes.parse(given.place)
    if command.name not in _BOX_COMMANDS:
        return {"items": []}
    programme = context.programmes.get(where.home)
    enrolment = programme.enrolment(where.cohort, where.login) if programme else None
    if programme is None or enrolment is None:
        return {"items": [], "unknown": list(command.words)[:MOST_UNKNOWN]}
    names = [item.id for item in checklist(programme, enrolment)]
    found = {word: _item(word, names) for word in split_names(command.words)}
    return {
        "items": [item for item in found.values() if item is not None],
        "unknown": [word[:60] for word, item in found.items() if item is None][:MOST_UNKNOWN],
    }


def _item(word: str, names: Sequence[str]) -> str | None:
    if word.isdecimal():
        place = int(word)
        return names[place - 1] if 0 < place <= len(names) else None
    return next((name for name in names if name.lower() == word.lower()), None)


@dataclass(slots=True)
class Heard:
    """The commands of a scope: those that may be done, what is answered, what must be asked."""

    allowed: dict[str, Known] = field(default_factory=dict)
    verdicts: dict[str, Verdict] = field(default_factory=dict)
    needs: list[Need] = field(default_factory=list)


def hear(view: View, names: Sequence[str], home: str, mentee: str) -> Heard:
    """Sort the commands by what their authors may do. A right that the file does not give is
    asked of GitHub, once for each command, and stays as it was then (rule 2)."""
    heard = Heard(allowed=dict(view.did))
    undos = {key: known for key, known in _ours(view) if known.data["name"] == UNDO}
    for key, known in _ours(view):
        if key not in undos:
            _judge(heard, view, (key, known), names, home, mentee)
    did = {key for key, verdict in heard.verdicts.items() if verdict.did}
    of_rests = undoes_rest(view, did | view.did.keys())
    for key, known in undos.items():
        if key not in of_rests:
            _judge(heard, view, (key, known), names, home, mentee)
    return heard


def _judge(
    heard: Heard,
    view: View,
    command: tuple[str, Known],
    names: Sequence[str],
    home: str,
    mentee: str,
) -> None:
    key, known = command
    if had_left(view.said, instant(known.order)):
        heard.verdicts[key] = Verdict(Text("onboarding/no-longer", {}), idle=True)
        return
    may = _may(key, known, view)
    if may is None:
        heard.needs.append(Permission(home, known.data["by"], key))
    elif may:
        heard.allowed[key] = known
        heard.verdicts[key] = _answer(view, known, names)
    else:
        heard.needs += _own_list(view, key, known)
        own = found(view, key, known.data["repository"])
        values = {"name": known.data["name"], "mentee": mentee, "own": own["at"] if own else None}
        heard.verdicts[key] = Verdict(Text("onboarding/refused", values), refused=True)


def _own_list(view: View, key: str, known: Known) -> Iterator[Need]:
    """Where the list of another mentee is, who wrote into this one's: the answer sends them there.
    It is asked before that is given."""
    own = own_issues(view, known.data["by"])
    if own and not (is_asked(view, key) or was_refused(view.said, key) or known.ambiguous):
        yield to_ask(known, key, own)


def undone(view: View) -> Mapping[str, str]:
    """What was taken back in a mentee's issue: its marker remembers that with the boxes."""
    allowed = hear(view, [], "", view.scope.login).allowed
    return fold(view.facts, allowed, where_said(view)).undone


def heard_after_leaving(view: View, heard: Heard, left: float | None) -> dict[str, Verdict]:
    """Verdicts where the mentee is followed no longer (since `left`, in Unix seconds; None: that
    is about to be said). What was answered before stays so; what comes later does nothing."""
    over = Verdict(Text("onboarding/no-longer", {}), idle=True)
    return {
        key: over
        if left is not None and instant(known.order) > left
        else heard.verdicts.get(key, Verdict())
        for key, known in _ours(view)
    }


def _ours(view: View) -> Iterator[tuple[str, Known]]:
    for key, known in view.facts.get("command", {}).items():
        if known.data["name"] in _NAMES and not about_take_home(view, known):
            yield key, known


def _may(key: str, known: Known, view: View) -> bool | None:
    """Whether the author may; None where GitHub has to be asked."""
    name, roles = known.data["name"], set(known.data["roles"])
    if known.ambiguous and not _certain(known, view):
        return False
    # A refusal that was given stands, also after the database was lost.
    if was_refused(view.said, key):
        return False
    if name == UNDO:
        return True
    if name == "checklist":
        return "mentee" in roles
    if roles:
        return True
    asked = view.facts.get("permission", {}).get(key)
    return None if asked is None else asked.data["role"] in _WRITERS


def _certain(known: Known, view: View) -> bool:
    """Of a line in a comment that was edited a sweep can't tell who wrote it. A box can be set
    all the same, because only people who may set it can edit here; the rest has to be told. Nor
    can it tell when: where the mentee left after the comment, what the marker does not know may
    have been added later, and counts for nothing."""
    if known.data["name"] == "checklist":
        return list_key(known.data["comment"]) in view.said
    if remembered_order(view.facts, known) is not None:
        return True
    return known.data["name"] in _BOX_COMMANDS and not _left_since(view, instant(known.order))


def _left_since(view: View, at: float) -> bool:
    rows = (row for key, row in view.said.items() if key.startswith("member:"))
    return any(not row.parameters["inside"] and row.at >= at for row in rows)


def answers(view: View, heard: Heard, names: Sequence[str], state: State) -> dict[str, Verdict]:
    """What is answered to names that are in no list, once it is known which boxes are ticked."""
    given = {key: known for key, known in heard.allowed.items() if key in heard.verdicts}
    replied = {key: known for key, known in given.items() if heard.verdicts[key].reply is not None}
    return {key: _answer(view, known, names, state) for key, known in replied.items()}


def _answer(view: View, known: Known, names: Sequence[str], state: State | None = None) -> Verdict:
    data = known.data
    if data["name"] == "checklist" and not _is_shown(view, data):
        return Verdict(Text("onboarding/no-longer", {}), idle=True)
    if data["name"] not in _BOX_COMMANDS or (data["items"] and not data["unknown"]):
        return Verdict()
    return Verdict(
        Text(
            "onboarding/unknown-item",
            {
                "name": data["name"],
                "done": list(data["items"]),
                "unknown": [_guess(word, names, known, state) for word in data["unknown"]],
                "names": list(names),
            },
        ),
        idle=not data["items"],
    )


def _is_shown(view: View, data: Data) -> bool:
    """Whether there is a list in that comment: none is written any more where issues were left
    behind."""
    return may_be_told(view, data["repository"]) or list_key(data["comment"]) in view.said


def _guess(
    word: str, names: Sequence[str], known: Known, state: State | None
) -> Mapping[str, str | bool | None]:
    """What was probably meant, and whether it was already as the command would make it."""
    meant = None if word.isdecimal() else nearest(word, names)
    wanted = known.data["name"] == "done"
    is_so = meant is not None and state is not None and state.was_done(meant, known.order) == wanted
    return {"word": word, "meant": meant, "already": is_so}


def own_lists(said: Ledger, known: Iterable[Known]) -> dict[int, tuple[str, Known]]:
    """The mentee's own comments that hold a list, with the newest request in each and its order;
    the newest comes last. A comment holds one list, however often it asks. When an edit asked, its
    marker remembers: a sweep knows only when the comment was written."""
    found: dict[int, tuple[str, Known]] = {}
    for each in known:
        if each.data["name"] != "checklist":
            continue
        comment = each.data["comment"]
        row = said.get(list_key(comment))
        if row is not None and row.status == "gone":  # its owner took it out, or the comment
            continue
        before = row.parameters.get(ASKED, "") if row is not None else ""
        order = max(each.order, before)
        if comment not in found or order > found[comment][0]:
            found[comment] = (order, each)
    return dict(sorted(found.items(), key=lambda entry: entry[1][0]))


def list_key(comment: int) -> str:
    """The key of the list in a comment."""
    return f"list:{comment}"
