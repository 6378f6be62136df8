"""The roster's decisions: what words mean, what they come to, who is on which page."""

from collections.abc import Iterable, Mapping
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.github.markers import Signer
from app.github.writer import MAX_BODY
from app.model import scopes
from app.model.artefacts import Issue
from app.model.facts import Fact, Facts, Known, Said
from app.model.order import order
from app.model.paged import ROOM, paged
from app.model.text import LONGEST, Text, shortened
from app.model.workflow import Context, View
from app.programme.model import Programme
from app.templates import Messages
from app.wiring import kinds
from tests.commanding import as_given
from workflows.roster.commands import SPECS, understand
from workflows.roster.plan import entries, plan
from workflows.roster.wishes import Wish, facts_of, from_facts, together, wish

KEY = "autumn/maya"
PAGE = scopes.roster(7, private=False)


def said(line: str) -> Mapping[str, object]:
    context = Context({}, lambda _r, _t: None, "cairn[bot]")
    return understand(context, as_given(line, SPECS, "mentee:7/autumn/maya"))


# ---- words ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "on", "tip"),
    [
        ("/mentor roster", True, None),
        ("/mentor roster.", True, None),
        ("/mentor roster please!", True, None),
        ("/mentor roster on", True, None),
        ("/mentor Roster Ask early.", True, "Ask early."),
        ("/mentor roster: Ask   early", True, "Ask early"),
        ("/mentor roster Off we go, always!", True, "Off we go, always!"),
        ("/mentor roster off", False, None),
        ("/mentor roster “Off.”", False, None),
        ("/mentor roster leave", False, None),
    ],
)
def test_what_a_command_says(line: str, on: bool, tip: str | None) -> None:
    assert said(line) == {"on": on, "tip": tip}


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("short", "short"),
        ("a" * LONGEST, "a" * LONGEST),
        ("a" * (LONGEST + 1), "a" * (LONGEST - 1) + "…"),
        ("word " * 56, ("word " * 56).strip()),
        ("word " * 57, "word " * 55 + "word…"),
        ("two, " * 60, "two, " * 55 + "two…"),
        ("ab " + "c" * 300, "ab " + "c" * (LONGEST - 4) + "…"),
    ],
)
def test_a_long_tip_is_cut_at_a_word(words: str, kept: str) -> None:
    assert shortened(words) == kept


@given(st.text(max_size=700))
def test_a_tip_is_never_longer(words: str) -> None:
    kept = shortened(words)
    assert len(kept) <= LONGEST
    assert kept == " ".join(kept.split())


# ---- wishes --------------------------------------------------------------------------------------


def at(second: int) -> str:
    return order(1_788_000_000 + second, 2, 100 + second)


def given_at(second: int, *, on: bool = True, tip: str | None = None) -> Known:
    return Known(at(second), {"on": on, "tip": tip, "by": "maya"})


@pytest.mark.parametrize(
    ("commands", "undone", "on", "tip"),
    [
        ([{}], [], True, None),
        ([{"tip": "A"}, {}], [], True, "A"),
        ([{"tip": "A"}, {"tip": "B"}], [], True, "B"),
        ([{"tip": "A"}, {"on": False}], [], False, None),
        ([{"tip": "A"}, {"on": False}, {}], [], True, None),
        ([{}], [0], False, None),
        ([{"tip": "A"}, {"tip": "B"}], [1], True, "A"),
        ([{"tip": "A"}, {"on": False}], [1], True, "A"),
        ([{"tip": "A"}, {"on": False}], [1, 0], False, None),
    ],
)
def test_what_commands_come_to(
    commands: list[dict[str, object]], undone: list[int], on: bool, tip: str | None
) -> None:
    known = {str(n): given_at(n, **more) for n, more in enumerate(commands)}  # type: ignore[arg-type]
    back = {str(n): at(50 + place) for place, n in enumerate(undone)}
    made = wish("maya", known, back)
    assert (made.on, made.tip, made.joined) == (on, tip, True)


COMMANDS = {
    "a": given_at(1, tip="A"),
    "b": given_at(2),
    "c": given_at(3, on=False),
    "d": given_at(4),
    "e": given_at(5, tip="E"),
}


def kept(records: Iterable[Fact]) -> Facts:
    """Facts as the store keeps them: the newest of each."""
    found: dict[str, dict[str, Known]] = {}
    for fact in records:
        row = found.setdefault(fact.kind, {})
        if fact.key not in row or row[fact.key].order < fact.order:
            row[fact.key] = Known(fact.order, fact.data)
    return found


@pytest.mark.parametrize("arriving", list(permutations(COMMANDS))[::7])
@pytest.mark.parametrize("undone", [{}, {"e": at(9)}, {"c": at(9)}])
def test_however_late_they_arrive(arriving: tuple[str, ...], undone: dict[str, str]) -> None:
    """Each time something arrives, the page's scope gets what was known then."""
    told: list[Fact] = []
    for count in range(1, len(arriving) + 1):
        known = {key: COMMANDS[key] for key in arriving[:count]}
        told += facts_of(
            PAGE, KEY, wish("maya", known, {k: undone[k] for k in known if k in undone})
        )
    assert dict(from_facts(kept(told))) == {KEY: wish("maya", COMMANDS, undone)}


def wanted(on: bool, since: int, tip: str | None, told: int) -> Wish:
    return Wish("maya", on, at(since), tip if told else None, at(told) if told else "")


wishes = st.builds(
    wanted, st.booleans(), st.integers(0, 9), st.none() | st.text(max_size=3), st.integers(0, 9)
)


@given(st.lists(wishes, min_size=1, max_size=5, unique_by=(lambda w: w.since, lambda w: w.told)))
def test_wishes_come_together_in_any_order(some: list[Wish]) -> None:
    expected = together((KEY, each) for each in some)
    assert together((KEY, each) for each in reversed(some)) == expected
    assert together((KEY, each) for each in (*some, *expected.values())) == expected


# ---- pages ---------------------------------------------------------------------------------------

TIPS = {
    "plain": "word " * 55,
    "live": "@|" * 140,
    "escaped": "_ " * 140,
    "comment": "<!--" * 70,
    "beyond": "\U00010380" * LONGEST,
    "devanagari": "अ" * LONGEST,
}


def crowd(tip: str, count: int = 120) -> dict[str, Wish]:
    return {
        f"cohort-{n % 3}/person-{n:03}": Wish(f"Person-{n:03}", True, at(n), tip, at(n), True)
        for n in range(count)
    }


def view(people: Mapping[str, Wish], pages: Iterable[Issue] = ()) -> View:
    """The page's scope, with these wishes, and pages as they were written."""
    said = {
        page.key: Said("issue", 7, n, 0.0, "", "open", page.parameters, "there")
        for n, page in enumerate(pages, start=10)
    }
    facts = kept(fact for key, each in people.items() for fact in facts_of(PAGE, key, each))
    programme = Programme(home="acme/mentorship", timezone="UTC")
    return View(PAGE, scopes.parse(PAGE), facts, said, programme, 0.0)


def issues(found: View) -> list[Issue]:
    return [want for want in plan(found).wants if isinstance(want, Issue)]


@pytest.mark.parametrize("tip", TIPS.values(), ids=TIPS.keys())
def test_every_page_fits(tip: str) -> None:
    messages, signer = Messages(kinds().texts.sources), Signer([b"secret"], 1)
    pages = issues(view(crowd(tip)))
    assert len(pages) > 1
    for page in pages:
        assert isinstance(page.body, Text)
        data = {"s": PAGE, "k": page.key, "p": page.parameters, "m": {}}
        body = signer.region(messages.render(page.body, ()), data, 7)
        assert len(body) < MAX_BODY - 5_000, "and people's own words have room"
        assert len(body) > ROOM / 4 or page is pages[-1], "without opening one for a few"


def test_nobody_moves_and_nobody_is_lost() -> None:
    """Also once the facts are gone: the pages remember what they show."""
    people = crowd("word " * 55)
    pages = issues(view(people))
    assert issues(view(people, pages))[0].parameters == pages[0].parameters
    assert [p.parameters for p in issues(view({}, pages))] == [p.parameters for p in pages]
    shown = [key for page in pages for key in page.parameters["people"]]
    assert sorted(shown) == sorted(people)


def test_the_last_to_tell_more_moves() -> None:
    people = {key: each._replace(tip="short") for key, each in crowd("").items()}
    cohorts = {f"cohort-{n}": "A cohort" for n in range(3)}
    before = paged(entries(people, cohorts), {}, grow=True)
    assert set(before.values()) == {1}
    told = {f"cohort-0/person-{n:03}" for n in range(0, 60, 3)}
    longer = {
        key: each._replace(tip="अ" * LONGEST, told=at(1_000)) if key in told else each
        for key, each in people.items()
    }
    after = paged(entries(longer, cohorts), before, grow=True)
    moved = {key for key, page in after.items() if page != 1}
    assert moved
    assert moved < told
    assert paged(entries(longer, cohorts), after, grow=True) == after
