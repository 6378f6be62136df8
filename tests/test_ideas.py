"""The ideas' decisions: what words mean, which count, which were taken back, how pages fill."""

from collections.abc import Iterable, Mapping
from itertools import permutations

import pytest

from app.github.markers import Signer
from app.github.writer import MAX_BODY
from app.model import scopes
from app.model.artefacts import Issue
from app.model.facts import TAKEN, Fact, Facts, Known, Said
from app.model.order import order
from app.model.paged import ROOM
from app.model.sight import Sight
from app.model.text import LONGEST, Text
from app.model.undo import taken
from app.model.workflow import Context, View
from app.programme.load import load
from app.programme.source import SourceFile
from app.templates import Messages
from tests.behaviour.files import SMALL
from tests.commanding import as_given
from tests.world import HOME, all_kinds
from workflows.ideas.commands import SPECS, scope_of, understand
from workflows.ideas.heard import MOST, Idea, hear
from workflows.ideas.plan import plan

SCOPE = scopes.ideas(7, "autumn")
REPOSITORIES = {HOME: 7, "acme/engine": 8, "acme/mentors": 9}
PRIVATE = {7: False, 8: False, 9: True}


# ---- words and places ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "idea"),
    [
        ("/mentor idea Name the tests.", "Name the tests."),
        ("/mentor Idea: name   the tests", "name the tests"),
        ("/mentor idea", ""),
        ("/mentor idea " + "word " * 60, "word " * 55 + "word…"),
    ],
)
def test_what_a_command_says(line: str, idea: str) -> None:
    context = Context({}, lambda _r, _t: None, "cairn[bot]")
    assert understand(context, as_given(line, SPECS, SCOPE)) == {"idea": idea}


@pytest.mark.parametrize(
    ("place", "scope"),
    [
        ("mentee:7/autumn/maya", SCOPE),
        ("pull:7/autumn/maya/8/12", SCOPE),
        ("cohort:7/autumn", SCOPE),
        (SCOPE, SCOPE),
        ("thread:7/8/12", "thread:7/8/12"),
        ("programme:7/", "programme:7/"),
    ],
)
def test_ideas_of_a_cohort_belong_together(place: str, scope: str) -> None:
    assert scope_of(as_given("/mentor idea Tests", SPECS, place)) == scope


# ---- which count ---------------------------------------------------------------------------------


def at(second: int) -> str:
    return order(1_788_000_000 + second, 2, 100 + second)


def command(
    second: int,
    idea: str = "Words.",
    *,
    name: str = "idea",
    roles: tuple[str, ...] = ("mentee",),
    repository: str = HOME,
    ambiguous: bool = False,
) -> Known:
    data = {"name": name, "by": "maya", "roles": roles, "repository": repository, "number": 3}
    return Known(at(second), {**data, **({"idea": idea} if name == "idea" else {})}, ambiguous)


def page(key: str, ideas: Mapping[str, Idea]) -> Said:
    kept = {"ideas": {each: list(idea) for each, idea in ideas.items()}}
    return Said("issue", 7, int(key[-1]), 0.0, "", "open", kept, "there")


def view(facts: Facts, said: Mapping[str, Said] | None = None) -> View:
    file = SourceFile(HOME, ".github/mentorship.yml", SMALL)
    programme = load([file], all_kinds().sections, all_kinds().templates).programme
    assert programme is not None
    sight = Sight(REPOSITORIES, PRIVATE)
    return View(SCOPE, scopes.parse(SCOPE), facts, said or {}, programme, 0.0, sight=sight)


@pytest.mark.parametrize(
    ("known", "reason"),
    [
        (command(1), None),
        (command(1, roles=("mentor", "organiser")), None),
        (command(1, repository="Acme/Engine"), None),
        (command(1, ""), "empty"),
        (command(1, roles=()), "who"),
        (command(1, roles=("organiser",)), "who"),
        (command(1, repository="acme/mentors"), "place"),
        (command(1, repository="acme/unheard-of"), "place"),
    ],
)
def test_which_count(known: Known, reason: str | None) -> None:
    heard = hear(view({"command": {"a": known}}))
    reply = heard.verdicts["a"].reply
    assert (reply.values["reason"] if reply else None) == reason
    assert heard.verdicts["a"].did == (reason is None)
    assert list(heard.ideas) == ([] if reason else ["a"])


def test_nobody_knows_who_wrote_an_ambiguous_line() -> None:
    heard = hear(view({"command": {"a": command(1, ambiguous=True)}}))
    assert (heard.ideas, heard.verdicts) == ({}, {})


def test_the_first_count_and_those_on_the_page() -> None:
    """Also where an older one comes late: what is on the page stays there."""
    given_ = {str(n): command(n) for n in range(1, MOST + 3)}
    heard = hear(view({"command": given_}))
    assert list(heard.ideas) == [str(n) for n in range(1, MOST + 1)]
    said = {"page:1": page("page:1", heard.ideas)}
    again = hear(view({"command": {**given_, "late": command(0)}}, said))
    assert again.ideas == heard.ideas
    assert again.verdicts["late"].refused


# ---- which were taken back -----------------------------------------------------------------------


def kept(records: Iterable[Fact]) -> Facts:
    """Facts as the store keeps them: the newest of each."""
    found: dict[str, dict[str, Known]] = {}
    for fact in records:
        row = found.setdefault(fact.kind, {})
        if fact.key not in row or row[fact.key].order < fact.order:
            row[fact.key] = Known(fact.order, fact.data)
    return found


TOLD: list[Mapping[str, str | None]] = [{at(9): "a"}, {at(9): "b"}, {at(9): None}]
"""What an `undo` was thought to mean, the more commands were known."""


@pytest.mark.parametrize("arriving", list(permutations(range(3))))
def test_whoever_knows_more_says_what_was_taken_back(arriving: tuple[int, ...]) -> None:
    for most in (1, 2, 3):
        told = [f for n in arriving if n < most for f in taken(SCOPE, TOLD[n], n)]
        facts = {"command": {"a": command(1), "b": command(2)}, **kept(told)}
        back = {key for key, idea in hear(view(facts)).ideas.items() if idea.back}
        assert back == {key for key in TOLD[most - 1].values() if key}


def test_the_page_remembers_what_was_taken_back_without_its_words() -> None:
    facts = {"command": {"a": command(1)}, TAKEN: {at(9): Known(at(9), {"key": "a"})}}
    (idea,) = hear(view(facts)).ideas.values()
    assert idea == Idea(at(1), "maya", "", 7, at(9))
    said = {"page:1": page("page:1", {"a": idea})}
    assert hear(view({}, said)).ideas == {"a": idea}
    assert hear(view({"command": {"a": command(1)}}, said)).ideas == {"a": idea}


def test_an_undo_on_the_page_means_what_was_said_there() -> None:
    there = {"b": command(2), "undo": command(3, name="undo")}
    elsewhere = command(1, repository="acme/engine")
    heard = hear(view({"command": {"a": elsewhere, **there}}))
    assert {key for key, idea in heard.ideas.items() if idea.back} == {"b"}


def test_commands_count_the_same_in_any_order() -> None:
    given_ = {"a": command(1), "b": command(2), "undo": command(3, name="undo"), "c": command(4)}
    expected = hear(view({"command": given_})).ideas
    assert [key for key, idea in expected.items() if idea.back] == ["b"]
    for some in permutations(given_):
        assert hear(view({"command": {key: given_[key] for key in some}})).ideas == expected


# ---- pages ---------------------------------------------------------------------------------------

WORDS = {
    "plain": "word " * 55,
    "live": "@|" * 140,
    "escaped": "_ " * 140,
    "comment": "<!--" * 70,
    "beyond": "\U00010380" * LONGEST,
}


def crowd(words: str, count: int = 120) -> dict[str, Idea]:
    return {f"{n:03}": Idea(at(n), f"Person-{n:03}", words, 7) for n in range(count)}


def issues(found: View) -> list[Issue]:
    return [want for want in plan(found).wants if isinstance(want, Issue)]


def spread(ideas: Mapping[str, Idea]) -> list[Issue]:
    """The pages that these ideas fill, as commands of many people."""
    facts = {
        "command": {
            key: Known(
                idea.order,
                {**command(0).data, "by": idea.by, "idea": idea.text},
            )
            for key, idea in ideas.items()
        }
    }
    return issues(view(facts))


@pytest.mark.parametrize("words", WORDS.values(), ids=WORDS.keys())
def test_every_page_fits(words: str) -> None:
    messages, signer = Messages(all_kinds().texts.sources), Signer([b"secret"], 1)
    pages = spread(crowd(words))
    assert len(pages) > 1
    for each in pages:
        assert isinstance(each.body, Text)
        data = {"s": SCOPE, "k": each.key, "p": each.parameters, "m": each.memory}
        body = signer.region(messages.render(each.body, ()), data, 7)
        assert len(body) < MAX_BODY - 5_000, "and people's own words have room"
        assert len(body) > ROOM / 4 or each is pages[-1], "without opening one for a few"
