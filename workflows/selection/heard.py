"""Which words about applications count (row S1). Pure.

The list remembers each in its marker, whoever's comment is gone since; what was taken back, without
its words.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from app.model.artefacts import Need, Permission, Verdict
from app.model.facts import Known, Ledger, was_refused
from app.model.mentors import confirmed
from app.model.text import Text
from app.model.workflow import View
from app.programme.model import Cohort, Group
from workflows.selection.commands import ACCEPT, ANSWERS, NAMES, RECOMMEND
from workflows.selection.facts import LIST, applications

MOST = 80
"""What one list remembers."""


class Word(NamedTuple):
    """What somebody said of an applicant (`about`, in lower case); `name` is that of the command,
    `says` an answer or a group, `back` the order of the `undo` that took it back, or ""."""

    order: str
    name: str
    by: str
    about: str
    says: str
    why: str
    back: str = ""


@dataclass(frozen=True, slots=True)
class Heard:
    """All words by the keys of their commands, what is answered, and what has to be asked."""

    words: dict[str, Word] = field(default_factory=dict)
    verdicts: dict[str, Verdict] = field(default_factory=dict)
    needs: list[Need] = field(default_factory=list)

    @property
    def standing(self) -> list[Word]:
        """Those that were not taken back, in order."""
        return sorted(word for word in self.words.values() if not word.back)


def hear(view: View, cohort: Cohort) -> Heard:
    """What was said comes to this, beside what the list remembers."""
    heard = Heard(remembered(view.said))
    for key, known in given(view):
        if key in heard.words:
            heard.verdicts[key] = Verdict()
        elif (may := _may(view, key, known)) is None:
            heard.needs.append(Permission(view.programme.home, known.data["by"], key))
        else:
            reason = _refusal(view, cohort, known) if may else "who"
            reason = reason or ("many" if len(heard.words) >= MOST else None)
            heard.verdicts[key] = _answer(reason, cohort)
            if reason is None:
                heard.words[key] = _word(known)
    for key, word in heard.words.items():
        back = view.undone.get(key, word.back)
        heard.words[key] = word._replace(back=back, why="" if back else word.why)
    return heard


def remembered(said: Ledger) -> dict[str, Word]:
    """What the list's marker has."""
    row = said.get(LIST)
    kept = row.parameters.get("words", {}) if row is not None else {}
    return {key: Word(*word) for key, word in kept.items()}


def given(view: View) -> Iterator[tuple[str, Known]]:
    """These commands, in order. Of a line in an edited comment a sweep cannot tell who wrote it."""
    commands = view.facts.get("command", {})
    for key, known in sorted(commands.items(), key=lambda each: each[1].order):
        if known.data["name"] in NAMES and not known.ambiguous:
            yield key, known


def did(view: View) -> dict[str, Known]:
    """Those that came to something, so that `undo` may mean them."""
    cohort = view.programme.cohort(view.scope.cohort)
    if view.scope.kind != "selection" or cohort is None:
        return {}
    words = hear(view, cohort).words
    return {key: known for key, known in given(view) if key in words}


def _word(known: Known) -> Word:
    data = known.data
    why = data["why"] if data["name"] == RECOMMEND else ""
    says = data["says"] if data["name"] in (RECOMMEND, ACCEPT) else ""
    return Word(known.order, data["name"], data["by"], data["about"].lower(), says, why)


# ---- what does not count -------------------------------------------------------------------------


def _may(view: View, key: str, known: Known) -> bool | None:
    """Whether the author may; None where GitHub has to be asked who administers. A refusal that was
    given stands."""
    roles = known.data["roles"]
    if was_refused(view.said, key):
        return False
    if known.data["name"] != ACCEPT:
        return "mentor" in roles
    asked = view.facts.get("permission", {}).get(key)
    if "organiser" in roles:
        return True
    return None if asked is None else asked.data["role"] == "admin"


def _refusal(view: View, cohort: Cohort, known: Known) -> str | None:
    """Why a command comes to nothing, as the text asks for it."""
    about, name = known.data["about"].lower(), known.data["name"]
    if about not in {each.by.lower() for each in applications(view)}:
        return "nobody"
    if name == RECOMMEND and known.data["says"] not in ANSWERS:
        return "answer"
    if name != ACCEPT:
        return None
    group = group_of(cohort, known.data["says"])
    if group is None:
        return "group"
    return None if has_mentor(view, cohort, group) else "mentor"


def group_of(cohort: Cohort, id: str) -> Group | None:
    """The group with this id, in any case."""
    return next((group for group in cohort.groups if group.id.lower() == id), None)


def has_mentor(view: View, cohort: Cohort, group: Group) -> bool:
    """Whether somebody mentors there for sure: no mentee without a confirmed mentor."""
    if not cohort.confirm_mentors:
        return bool(group.mentors)
    sure: frozenset[str] = confirmed(view.parent) if view.parent is not None else frozenset()
    return any(mentor.lower() in sure for mentor in group.mentors)


def _answer(reason: str | None, cohort: Cohort) -> Verdict:
    if reason is None:
        return Verdict()
    groups = [group.id for group in cohort.groups]
    text = Text("selection/refused", {"reason": reason, "groups": groups, "most": MOST})
    return Verdict(text, refused=reason == "who", idle=reason != "who")


def latest(words: Mapping[str, Word], about: str) -> dict[str, Word]:
    """What each said last of an applicant, by author in lower case: recusing counts as a word."""
    found: dict[str, Word] = {}
    for word in sorted(words.values()):
        if word.about == about and word.name != ACCEPT and not word.back:
            found[word.by.lower()] = word
    return found
