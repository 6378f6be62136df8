"""What is decided about applications (row S1)."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.github.markers import Signer
from app.github.writer import MAX_BODY
from app.model import events, scopes, things
from app.model.artefacts import Issue
from app.model.facts import Fact, Facts, Known, Said
from app.model.order import order
from app.model.sections.selection import SelectionSettings
from app.model.sight import Sight
from app.model.text import Text
from app.model.undo import undoes
from app.model.workflow import Context, View
from app.programme.load import load
from app.programme.model import Programme
from app.programme.source import SourceFile
from app.templates import Messages
from tests.behaviour.files import HEAD, STEPS, cohort, programme
from tests.commanding import as_given
from tests.world import HOME, all_kinds
from workflows.selection.commands import LONGEST, SPECS, understand
from workflows.selection.facts import LABEL, LIST, record
from workflows.selection.heard import MOST, did, hear
from workflows.selection.plan import LISTED, plan

SCOPE = scopes.selection(7, "autumn")


def read(*cohorts: str) -> Programme:
    entry = cohort(starts="2026-10-01", more=f"selection: {{enabled: true}}\n    {STEPS}")
    kinds = all_kinds()
    source = SourceFile(
        HOME, ".github/mentorship.yml", programme(*(cohorts or (entry,)), head=HEAD)
    )
    found = load([source], kinds.sections, kinds.templates).programme
    assert found is not None
    return found


def view(facts: Facts, said: Mapping[str, Said] | None = None) -> View:
    sight = Sight({HOME: 7, "acme/mentors": 9}, {7: False, 9: True})
    return View(SCOPE, scopes.parse(SCOPE), facts, said or {}, read(), 1e10, sight=sight)


# ---- words ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "about", "says", "why"),
    [
        ("/mentor recommend zoe yes", "zoe", "yes", ""),
        ("/mentor recommend @zoe: Yes, asks good questions.", "zoe", "yes", "asks good questions"),
        ("/mentor recommend zoe maybe - a friend", "zoe", "maybe", "a friend"),
        ("/mentor recommend", "", "", ""),
        ("/mentor recommend zoe", "zoe", "", ""),
        ("/mentor recommend -- yes", "", "yes", ""),
        ("/mentor recuse Zoe.", "Zoe", "", ""),
        ("/mentor accept zoe engine", "zoe", "engine", ""),
        ("/mentor recommend zoe no " + "word " * 30, "zoe", "no", "word " * 11 + "word…"),
    ],
)
def test_what_a_command_says(line: str, about: str, says: str, why: str) -> None:
    context = Context({}, lambda _r, _t: None, "cairn[bot]")
    found = understand(context, as_given(line, SPECS, SCOPE))
    assert found == {"about": about, "says": says, "why": why}


# ---- whose application ---------------------------------------------------------------------------


def taking(id: str, opens: str, closes: str) -> str:
    more = f"selection: {{enabled: true, opens: {opens}, closes: {closes}}}\n    {STEPS}"
    return cohort(id=id, name=id, starts="2026-10-01", more=more)


SEASONS = read(
    taking("one", "2026-03-01", "2026-03-31"),
    taking("two", "2026-06-01", "2026-07-31"),
    taking("three", "2026-07-01", "2026-07-15"),
)


def applied(on: str, **more: Any) -> events.IssueEvent:
    at = f"{on}T12:00:00Z"
    user = {"login": "zoe", "id": 5, "type": "User"}
    issue = {"number": 12, "created_at": at, "updated_at": at, "user": user}
    return events.IssueEvent(
        action="opened",
        sender=events.of(things.User, user),
        installation=things.Installation(id=1),
        repository=things.Repository(id=7, full_name=HOME, private=False),
        issue=events.of(things.Issue, {**issue, "labels": [{"name": LABEL}], **more}),
    )


@pytest.mark.parametrize(
    ("on", "found"),
    [
        ("2026-02-27", None),
        ("2026-03-05", "one"),
        ("2026-04-05", "one"),
        ("2026-06-05", "two"),
        ("2026-07-05", "three"),
        ("2026-07-20", "two"),
        ("2026-08-05", "two"),
    ],
)
def test_which_cohort_it_is_for(on: str, found: str | None) -> None:
    context = Context({7: SEASONS}, lambda _r, _t: None, "cairn[bot]")
    records = list(record(applied(on), context))
    scopes_ = [each.scope for each in records if isinstance(each, Fact)]
    assert scopes_ == ([scopes.selection(7, found)] if found else [])


@pytest.mark.parametrize(
    ("more", "stands"),
    [({}, [True]), ({"state": "closed"}, [False]), ({"labels": []}, []), ({"user": None}, [])],
)
def test_what_an_application_is(more: Mapping[str, Any], stands: list[bool]) -> None:
    context = Context({7: SEASONS}, lambda _r, _t: None, "cairn[bot]")
    records = list(record(applied("2026-06-05", **more), context))
    assert [each.data["stands"] for each in records if isinstance(each, Fact)] == stands


@pytest.mark.parametrize(
    ("opens", "closes", "day", "is_open"),
    [
        (None, None, "2026-09-30", True),
        (None, None, "2026-10-02", False),
        ("2026-08-01", None, "2026-07-31", False),
        ("2026-08-01", "2026-08-14", "2026-08-14", True),
        ("2026-08-01", "2026-08-14", "2026-08-15", False),
    ],
)
def test_when_somebody_can_apply(
    opens: str | None, closes: str | None, day: str, is_open: bool
) -> None:
    first, last = (date.fromisoformat(each) if each else None for each in (opens, closes))
    settings = SelectionSettings(enabled=True, opens=first, closes=last)
    starts = date(2026, 10, 1)
    assert settings.is_open(date.fromisoformat(day), starts) is is_open
    assert not SelectionSettings(opens=first, closes=last).is_open(date(2026, 8, 5), starts)


# ---- what counts ---------------------------------------------------------------------------------


def application(number: int, by: str = "zoe") -> dict[str, Known]:
    return {str(number): Known(order(1.0), {"by": by, "at": 1.0, "stands": True})}


def command(second: int, name: str, by: str = "bartek", **more: Any) -> Known:
    data = {"name": name, "by": by, "roles": ["mentor"], "repository": "acme/mentors", "number": 1}
    said = {"about": "zoe", "says": "yes", "why": str(second)}
    return Known(order(1_788_000_000 + second, 2, 100 + second), {**data, **said, **more})


@given(
    st.lists(
        st.tuples(st.sampled_from(["recommend", "recuse", "undo"]), st.sampled_from("ab")),
        max_size=8,
    ),
    st.data(),
)
def test_in_any_order_it_comes_to_the_same(
    said: list[tuple[str, str]], data: st.DataObject
) -> None:
    stacks: dict[str, list[str]] = {"a": [], "b": []}
    commands = {str(n): command(n, name, by) for n, (name, by) in enumerate(said)}
    for n, (name, by) in enumerate(said):
        if name != "undo":
            stacks[by].append(str(n))
        elif stacks[by]:
            stacks[by].pop()
    shuffled = dict(data.draw(st.permutations(list(commands.items()))))
    seen = view({"command": shuffled, "application": application(3)})
    seen = replace(seen, did=did(seen))
    back = {key: commands[undo].order for undo, (key, _) in undoes(seen, seen.did).items()}
    words = hear(replace(seen, undone=back), one_cohort(seen)).words
    left = {key for key, word in words.items() if not word.back}
    assert left == {key for stack in stacks.values() for key in stack}


def one_cohort(seen: View) -> Any:
    return seen.programme.cohort("autumn")


def test_the_fullest_list_fits() -> None:
    """Names and words as long as they may be, all of them escaped."""
    people = [f"{n:02d}-{'x' * 36}" for n in range(LISTED + 5)]
    made = {k: v for n, by in enumerate(people) for k, v in application(10**6 + n, by).items()}
    commands = {
        f"{n}:{'k' * 20}": command(
            n, "recommend", by="m" * 39, about=people[n % 60], why="*" * LONGEST
        )
        for n in range(MOST + 3)
    }
    seen = view({"command": commands, "application": made})
    result = plan(seen)
    (page,) = (want for want in result.wants if isinstance(want, Issue))
    assert sum(verdict.did for verdict in result.verdicts.values()) == MOST
    assert isinstance(page.body, Text)
    shown = Messages(all_kinds().texts.sources).render(page.body)
    marker = {"s": SCOPE, "k": LIST, "p": page.parameters}
    assert 30_000 < len(Signer([b"secret"], 1).region(shown, marker, 9)) < MAX_BODY - 5_000
