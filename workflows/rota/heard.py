"""What was said by word: days that were taken and passed on (row H5). Pure.

Which of two who take one day was first is told by GitHub's time and the comment's id, and not by
whose delivery came first. The page remembers every word, with the day that it meant and who led it
then: so a comment that is gone, or a lost database, changes nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from app.model.artefacts import Permission, Verdict
from app.model.facts import TAKEN, Known
from app.model.rotas import TAKE
from app.model.sections.help_sessions import Rota
from app.model.undo import UNDO, undoes
from app.model.workflow import View
from workflows.rota.commands import SPECS
from workflows.rota.memory import Memory
from workflows.rota.words import Ear, No, Word

_NAMES = frozenset(spec.name for spec in SPECS)


@dataclass(slots=True)
class Agreed:
    """What was agreed of one day: whose it is by word, who passed it on, and the key of the word
    that offers it to somebody."""

    owner: str = ""
    passed: set[str] = field(default_factory=set)
    offer: str = ""

    def add(self, key: str, word: Word) -> None:
        """One word more."""
        if word.name == TAKE:
            self.owner, self.offer = word.by, ""
            self.passed.discard(word.by)
        elif word.to:
            self.offer = key
        else:
            self.passed.add(word.whom)
            self.offer = ""
            self.owner = "" if self.owner == word.whom else self.owner


@dataclass(slots=True)
class Heard:
    """All words that count, by the keys of their commands; those that came to nothing, and why;
    what the others come to, by day; what is answered, and what has to be asked. `again`: who leads
    again, as a word was just taken back."""

    words: dict[str, Word] = field(default_factory=dict)
    refused: dict[str, No] = field(default_factory=dict)
    agreed: dict[date, Agreed] = field(default_factory=dict)
    again: dict[date, str] = field(default_factory=dict)
    verdicts: dict[str, Verdict] = field(default_factory=dict)
    needs: list[Permission] = field(default_factory=list)

    def of(self, day: date) -> Agreed:
        """What was agreed of a day."""
        return self.agreed.setdefault(day, Agreed())

    def offered(self, to: str) -> list[date]:
        """The days that are offered to somebody."""
        return [
            day
            for day, agreed in self.agreed.items()
            if agreed.offer and self.words[agreed.offer].to == to
        ]


def hear(view: View, rota: Rota, before: Memory) -> Heard:
    """What was said comes to this, beside what the page remembers. What an `undo` means depends on
    what counted before it, so each round settles one more of them."""
    back: dict[str, str] = {}
    while True:
        heard = _round(view, rota, before, back)
        found = _taken_back(view, heard, before.told)
        if found == back:
            break
        back = found
    undos = [key for key, known in _certain(view).items() if known.data["name"] == UNDO]
    heard.verdicts |= dict.fromkeys(undos, Verdict())
    return heard


def _certain(view: View) -> dict[str, Known]:
    """Of a line in an edited comment a sweep cannot tell who wrote it, so it speaks for nobody; the
    page remembers what it did."""
    commands = view.facts.get("command", {})
    return {key: known for key, known in commands.items() if not known.ambiguous}


def _round(view: View, rota: Rota, before: Memory, back: Mapping[str, str]) -> Heard:
    """All words in their order, where these are taken back."""
    heard, told = Heard(), before.told
    led = before.days
    ear = Ear(view, rota, lambda day: heard.of(day).owner or led.get(day, ""), heard.offered)
    commands = {k: known for k, known in _certain(view).items() if known.data["name"] in _NAMES}
    orders = {key: known.order for key, known in commands.items()}
    orders |= {key: word.order for key, word in told.items()}
    for key in sorted(orders, key=lambda each: orders[each]):
        kept = told.get(key) or before.refused.get(key)
        word = kept or ear.hear(key, commands[key])
        if isinstance(word, Permission):
            heard.needs.append(word)
            continue
        if isinstance(word, Word):
            word = _unless_taken(heard, word._replace(back=back.get(key, "")))
        if isinstance(word, No):
            heard.refused[key] = word
            heard.verdicts[key] = word.verdict(rota.id)
            continue
        _add(heard, key, word, was_told=key in told and not told[key].back)
    return heard


def _unless_taken(heard: Heard, word: Word) -> Word | No:
    """Of two who take a day, the first one has it."""
    owner = heard.of(word.on).owner
    if word.name == TAKE and not word.back and owner not in ("", word.by):
        return No("taken", word.day, owner)
    return word


def _add(heard: Heard, key: str, word: Word, *, was_told: bool) -> None:
    """A word that counts, or is taken back; `was_told`: it did count so far."""
    heard.words[key] = word
    heard.verdicts[key] = Verdict()
    if not word.back:
        heard.of(word.on).add(key, word)
    elif was_told:
        heard.again[word.on] = word.whom


def _taken_back(view: View, heard: Heard, told: Mapping[str, Word]) -> dict[str, str]:
    """The words that were taken back, and the order of that `undo`: what the page remembers of it
    stands where the comment of that word is gone."""
    by_undo = {word.back: key for key, word in told.items() if word.back}
    commands = _certain(view)
    found = [(order, each.data["key"]) for order, each in view.facts.get(TAKEN, {}).items()]
    for undo, (key, _) in undoes(view, heard.words.keys() & commands.keys()).items():
        found += [(commands[undo].order, key)] if undo in commands else []
    for order, key in found:
        if by_undo.get(order) is None or by_undo[order] in commands:
            by_undo[order] = key
    return {key: order for order, key in by_undo.items() if key in heard.words}
