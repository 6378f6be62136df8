"""Why onboarding's artefacts are there, for somebody who is new: see `app.model.why`. Pure."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from app.model.facts import Said
from app.model.home import home_place, home_row
from app.model.keys import HOME, PRIVATE_HOME
from app.model.order import id_in, instant
from app.model.sections.onboarding import OnboardingSettings
from app.model.settings import ChecklistItem
from app.model.text import Text, Value
from app.model.time import calendar_of
from app.model.why import Clock, File, Row, Spot, Where, Why, clock_of, command_row, file_of
from app.model.workflow import View
from app.programme.model import Enrolment
from workflows.onboarding.checklist import checklist
from workflows.onboarding.commands import hear
from workflows.onboarding.facts import ALIVE
from workflows.onboarding.fold import Register, State, shown
from workflows.onboarding.plan import plan
from workflows.onboarding.quiet import alive, first_morning


def explain(view: View, key: str) -> Why | None:
    """Why an artefact of a mentee's is there; None for a key that is not onboarding's."""
    row = view.said.get(key)
    explained = _BY_KIND.get(key.partition(":")[0])
    if view.scope.kind != "mentee" or row is None or explained is None:
        return None
    return explained(_Seen.of(view, key, row))


@dataclass(frozen=True, slots=True)
class _Seen:
    """An artefact, and the mentee as today's plan sees them."""

    view: View
    key: str
    row: Said
    enrolment: Enrolment | None
    items: tuple[ChecklistItem, ...]
    state: State

    @classmethod
    def of(cls, view: View, key: str, row: Said) -> "_Seen":
        enrolment = view.programme.enrolment(view.scope.cohort, view.scope.login)
        items = checklist(view.programme, enrolment) if enrolment else ()
        home = enrolment.cohort.home if enrolment else view.programme.home
        heard = hear(view, [item.id for item in items], home, view.scope.login)
        return cls(view, key, row, enrolment, items, shown(view, heard.allowed, home))

    @property
    def login(self) -> str:
        return self.enrolment.mentee.login if self.enrolment else self.view.scope.login

    @property
    def clock(self) -> Clock | None:
        private = self.enrolment is not None and self.enrolment.cohort.private
        return clock_of(self.view.programme, self.login, private=private)

    @property
    def file(self) -> File | None:
        return file_of(self.view.programme, self.enrolment.cohort if self.enrolment else None)

    @property
    def home(self) -> Spot:
        declared = self.enrolment.cohort.home if self.enrolment else self.view.programme.home
        home = home_row(self.view)
        return Spot(home_place(self.view, declared), home.ref if home else self.row.target)

    def text(self, name: str, **values: Value) -> Text:
        """The rule, in which the mentee is named."""
        return Text(f"onboarding/why-{name}", {"mentee": self.login, **values})

    def written(self, what: str = "Written") -> Row:
        return Row(what=what, at=self.row.at, clock=self.clock)


# ---- the issue, and the list in the mentee's comment ---------------------------------------------


def _home(seen: _Seen) -> Why:
    boxes = tuple(_boxes(seen, [*seen.state.registers]))
    state = "left" if _has_left(seen.view) else seen.row.state or "open"
    dates = (*_opening(seen), seen.written("Opened"))
    return Why(seen.text("home", state=state), dates, (*_enrolled(seen), *boxes))


def _has_left(view: View) -> bool:
    rows = [row for key, row in view.said.items() if key.startswith("member:")]
    last = max(rows, key=lambda row: int(row.parameters["episode"]), default=None)
    return last is not None and not last.parameters["inside"]


def _opening(seen: _Seen) -> Iterator[Row]:
    """When the mentee starts, and when that makes their issue due: the plan itself is asked, as if
    nothing had been said yet. Where the file has changed since, that is no longer the reason."""
    if seen.enrolment is None:
        return
    cohort, _, mentee = seen.enrolment
    starts = f"starts: {mentee.starts}"
    yield Row(what="First day", at=mentee.starts, setting=starts, where=seen.file)
    due = plan(replace(seen.view, said={}, now=0.0)).wake
    if due is not None and due <= seen.row.at:
        before = cohort.section(OnboardingSettings).opens_before
        setting = f"onboarding: {{opens_before: {before}}}"
        said = f"{before} before the first day"
        yield Row(what="Due", at=due, clock=seen.clock, said=said, setting=setting, where=seen.file)


def _enrolled(seen: _Seen) -> Iterator[Row]:
    if seen.enrolment is not None:
        group = seen.enrolment.group
        said = f"{seen.login} is a mentee of the group {group.name}"
        yield Row(what="In the file", said=said, where=seen.file)


def _boxes(seen: _Seen, names: list[str]) -> Iterator[Row]:
    """What set each of these boxes, in the order of the list."""
    places = {item.id: place for place, item in enumerate(seen.items)}
    for name in sorted(names, key=lambda name: (places.get(name, len(places)), name)):
        if name in seen.state.registers and (name in places or not places):
            yield _box(seen, name, seen.state.registers[name])


def _box(seen: _Seen, name: str, register: Register) -> Row:
    row = _source(seen, name, register)
    return replace(row, at=instant(register.order), clock=seen.clock)


def _source(seen: _Seen, name: str, register: Register) -> Row:
    """Which command, proof or hand set a box. A comment may be gone, or a proof be private."""
    commands, ticked = (
        seen.view.facts.get("command", {}),
        "ticked" if register.value else "unticked",
    )
    by = register.by or "somebody"
    if register.command is not None:
        if register.command in commands:
            return command_row(commands[register.command], name)
        return Row(what=name, said=f"{by} {ticked} it with a command")
    if register.order in seen.state.undone.values():
        return Row(what=name, said=f"{by} took a command back with “/mentor undo”")
    if register.link is not None:
        return Row(what=name, said="GitHub shows that it is done", where=register.link or None)
    return Row(what=name, said=f"{by} {ticked} the box by hand", where=seen.home)


def _list(seen: _Seen) -> Why:
    comment = int(seen.key.partition(":")[2])
    asked = [
        replace(command_row(known, "Asked for"), clock=seen.clock)
        for known in seen.view.facts.get("command", {}).values()
        if known.data["comment"] == comment and known.data["name"] == "checklist"
    ]
    return Why(seen.text("list"), (seen.written("Since"),), tuple(asked))


# ---- what is said --------------------------------------------------------------------------------


def _complete(seen: _Seen) -> Why:
    required = [item.id for item in seen.items if not (item.optional or item.for_mentors)]
    done = [name for name in required if _was_done(seen, name)]
    return Why(seen.text("complete"), (seen.written(),), tuple(_boxes(seen, done)))


def _was_done(seen: _Seen, name: str) -> bool:
    """Whether a box stands as it did when that was said."""
    register = seen.state.registers.get(name)
    return register is not None and register.value and instant(register.order) <= seen.row.at


def _nudge(seen: _Seen) -> Why:
    last = int(seen.key.partition(":")[2])
    row = _first_day(seen, last) or _heard(seen, last)
    since = replace(row, at=float(last), clock=seen.clock)
    return Why(seen.text("nudge"), (since, *_due(seen, last), seen.written()))


def _first_day(seen: _Seen, last: int) -> Row | None:
    """Where nothing was heard since the morning of their first day, by today's file."""
    mentee = seen.enrolment.mentee if seen.enrolment else None
    if mentee is None or int(first_morning(seen.view, mentee)) != last:
        return None
    return Row(what="First day", setting=f"starts: {mentee.starts}", where=seen.file)


def _due(seen: _Seen, last: float) -> Iterator[Row]:
    """When the reminder was due, by today's file; nothing where that has changed since."""
    if seen.enrolment is None:
        return
    pause = seen.enrolment.cohort.section(OnboardingSettings).nudge_after
    due = calendar_of(seen.view.programme.person(seen.login)).after(last, pause)
    if due <= seen.row.at:
        yield Row(
            what="Due",
            at=due,
            clock=seen.clock,
            said=f"{pause} later",
            setting=f"onboarding: {{nudge_after: {pause}}}",
            where=seen.file,
        )


def _heard(seen: _Seen, last: int) -> Row:
    said, where = _sign(seen, last)
    return Row(what="Last heard" if said else "Quiet since", said=said, where=where)


def _sign(seen: _Seen, last: int) -> tuple[str, Where | None]:
    """What was heard in that second, as far as it is still known."""
    for name, register in seen.state.registers.items():
        if int(instant(register.order)) == last:
            row = _source(seen, name, register)
            return f"{name}: {row.said}", row.where
    comment = seen.view.facts.get(ALIVE, {}).get("comment")
    if comment is not None and int(instant(comment.order)) == last:
        return f"a comment by {seen.login}", replace(seen.home, comment=id_in(comment.order))
    if int(alive(seen.view)) == last:
        return "work on a pull request, or a review", None
    home = home_row(seen.view)
    opened = home is not None and int(home.at) == last
    return ("the issue opened", seen.home) if opened else ("", None)


def _member(seen: _Seen) -> Why:
    inside = bool(seen.row.parameters["inside"])
    left = seen.enrolment.mentee.left if seen.enrolment else None
    dates = [seen.written()]
    if left is not None and not inside:
        row = Row(what="Left", at=left, setting=f"left: {left}", where=seen.file)
        dates.insert(0, row)
    named = () if not inside and left is None else tuple(_enrolled(seen))
    return Why(seen.text("member", inside=inside), tuple(dates), named)


def _changed(seen: _Seen) -> Why:
    """What moved is in the comment itself, in words."""
    return Why(seen.text("changed"), (seen.written(),), tuple(_enrolled(seen)))


def _question(seen: _Seen) -> Why:
    comment = seen.key.partition(":")[2]
    known = seen.view.facts.get("question", {}).get(comment)
    dates = [seen.written()]
    if known is not None:
        asked = instant(str(known.data["written"]))
        number = int(known.data.get("number", seen.home.number))
        repository = str(known.data.get("repository", seen.home.repository))
        where = Spot(repository, number, int(comment))
        row = Row(what="Asked", at=asked, clock=seen.clock, said=f"by {seen.login}", where=where)
        dates.insert(0, row)
    return Why(seen.text("question"), tuple(dates), tuple(_enrolled(seen)))


_BY_KIND: Mapping[str, Callable[[_Seen], Why]] = {
    HOME: _home,
    PRIVATE_HOME: _home,
    "list": _list,
    "complete": _complete,
    "nudge": _nudge,
    "member": _member,
    "changed": _changed,
    "question": _question,
}
"""By what an artefact's key begins with, up to the colon."""
