"""What is decided about farewells and what is logged (rows F1, F2)."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from itertools import permutations
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.github.markers import Signer
from app.github.writer import MAX_BODY
from app.model import scopes
from app.model.facts import Fact, Facts, Known, Said
from app.model.lookback import LEARNING, Learning
from app.model.order import order
from app.model.posts import MOST, memory, posts, recall
from app.model.sections.farewell import Opportunity
from app.model.sight import Sight
from app.model.text import LONGEST, Text
from app.model.workflow import Context, View
from app.programme.load import load
from app.programme.model import Programme
from app.programme.source import SourceFile
from app.templates import Messages
from tests.behaviour.files import HEAD, STEPS, cohort, programme
from tests.commanding import as_given
from tests.world import HOME, all_kinds
from workflows.farewell.commands import LONGEST_URL, LONGEST_WORDS, SPECS, understand
from workflows.farewell.done import MOST as MOST_PULLS
from workflows.farewell.done import SOME
from workflows.farewell.plan import due_at, fits, plan, values
from workflows.meetup.commands import LONGEST_TITLE
from workflows.onboarding.commands import undone

SCOPE = scopes.mentee(7, "autumn", "maya")
SIGHT = Sight({HOME: 7, "acme/engine": 8, "acme/mentors": 9}, {7: False, 8: False, 9: True})


def read(mentees: str = "{login: maya}", head: str = HEAD) -> Programme:
    file = programme(cohort(mentees, more=STEPS), head=head)
    kinds = all_kinds()
    source = SourceFile(HOME, ".github/mentorship.yml", file)
    found = load([source], kinds.sections, kinds.templates).programme
    assert found is not None
    return found


def view(facts: Facts, now: float = 0.0, **more: Any) -> View:
    return View(SCOPE, scopes.parse(SCOPE), facts, {}, read(), now, sight=SIGHT, **more)


# ---- words ---------------------------------------------------------------------------------------

URL = "https://a.example/1"


@pytest.mark.parametrize(
    ("line", "url", "words"),
    [
        (f"/mentor log {URL}", URL, ""),
        (f"/mentor log {URL} How I found it", URL, "How I found it"),
        (f"/mentor Log: {URL}.", URL, ""),
        (f"/mentor log <{URL}>", URL, ""),
        (f"/mentor log my talk: {URL}, with slides", URL, "my talk with slides"),
        (f"/mentor log [My talk]({URL})", URL, "My talk"),
        ("/mentor log HTTP://a.example/x", "HTTP://a.example/x", ""),
        ("/mentor log https://a.example/A_(b) ok", "https://a.example/A_(b)", "ok"),
        ("/mentor log https://a.example/\u202ex y", "https://a.example/x", "y"),
        ("/mentor log a.example/1", "", ""),
        ("/mentor log javascript:alert(1)", "", ""),
        ("/mentor log ftp://a.example/1", "", ""),
        ("/mentor log https://", "", ""),
        ("/mentor log", "", ""),
        (f"/mentor log {URL} " + "word " * 40, URL, "word " * 11 + "word…"),
    ],
)
def test_what_a_command_says(line: str, url: str, words: str) -> None:
    context = Context({}, lambda _r, _t: None, "cairn[bot]")
    found = understand(context, as_given(line, SPECS, SCOPE))
    assert found == {"url": url, "words": words, "long": False}


def test_an_address_can_be_too_long() -> None:
    context = Context({}, lambda _r, _t: None, "cairn[bot]")
    line = f"/mentor log {URL}/{'x' * LONGEST_URL}"
    assert understand(context, as_given(line, SPECS, SCOPE)) == {
        "url": "",
        "words": "",
        "long": True,
    }


# ---- what counts ---------------------------------------------------------------------------------


def command(second: int, name: str = "log", **more: Any) -> Known:
    data = {"name": name, "by": "maya", "roles": ["mentee"], "repository": HOME, "number": 3}
    said = {"url": f"https://a.example/{second}", "words": "", "long": False}
    return Known(order(1_788_000_000 + second, 2, 100 + second), {**data, **said, **more})


def fold(commands: Mapping[str, Known], **kinds: Mapping[str, Known]) -> View:
    """A view with what was taken back, as the core makes it."""
    seen = view({"command": commands, **kinds})
    seen = replace(seen, did={k: v for k, v in commands.items() if k in posts(seen, HOME)})
    return replace(seen, undone=undone(seen))


def known(facts: list[Fact]) -> dict[str, dict[str, Known]]:
    found: dict[str, dict[str, Known]] = {}
    for fact in facts:
        found.setdefault(fact.kind, {})[fact.key] = Known(fact.order, fact.data)
    return found


@given(st.lists(st.sampled_from(["log", "undo", "done"]), max_size=8), st.data())
def test_in_any_order_it_comes_to_the_same(names: list[str], data: st.DataObject) -> None:
    """And so it does after a lost database, whichever comments are left."""
    items = {"items": ["chat"], "unknown": []}
    given = {
        str(n): command(n, name, **(items if name == "done" else {}))
        for n, name in enumerate(names)
    }
    stack: list[str] = []
    for key, name in enumerate(names):
        if name != "undo":
            stack.append(str(key))
        elif stack:
            stack.pop()
    logs = [key for key in stack if names[int(key)] == "log"]
    shuffled = dict(data.draw(st.permutations(list(given.items()))))
    seen = fold(shuffled)
    assert [key for key, post in posts(seen, HOME).items() if not post.back] == logs
    kept = memory(seen, HOME)
    left = {key: each for key, each in shuffled.items() if names[int(key)] != "log"}
    back = {key: Known(at, {"order": at}) for key, at in seen.undone.items()}
    again = fold(left, undone=back, **known(list(recall(SCOPE, kept))))
    assert memory(again, HOME) == kept


def test_the_first_fifty_count() -> None:
    commands = {str(n): command(n) for n in range(MOST + 3)}
    backwards = dict(reversed(commands.items()))
    assert list(posts(view({"command": backwards}), HOME)) == [str(n) for n in range(MOST)]
    verdicts = plan(view({"command": commands})).verdicts
    assert [verdict.did for verdict in verdicts.values()] == [True] * MOST + [False] * 3


@pytest.mark.parametrize(
    "more",
    [{"roles": ["mentor"]}, {"repository": "acme/mentors"}, {"url": ""}],
)
def test_what_does_not_count(more: Mapping[str, Any]) -> None:
    assert posts(view({"command": {"a": command(1, **more)}}), HOME) == {}


# ---- when ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("person", "ends", "due"),
    [
        ("{timezone: Asia/Kolkata}", "2026-09-03", "2026-09-04T09:00"),
        ("{timezone: Asia/Kolkata}", "2026-09-04", "2026-09-07T09:00"),
        ("{timezone: Pacific/Auckland}", "2026-09-25", "2026-09-28T09:00"),  # clocks go forward
        ("{timezone: America/New_York, holidays: US}", "2026-09-04", "2026-09-08T09:00"),
        ("{timezone: America/New_York, week: sun-thu}", "2026-09-03", "2026-09-06T09:00"),
        ("{timezone: Europe/London}", "2026-10-23", "2026-10-26T09:00"),  # and back
    ],
)
def test_it_comes_on_the_next_working_morning(person: str, ends: str, due: str) -> None:
    head = HEAD.replace("maya: {timezone: Asia/Kolkata}", f"maya: {person}")
    found = read(f"{{login: maya, ends: {ends}}}", head)
    enrolment = found.enrolment("autumn", "maya")
    assert enrolment is not None
    zone = ZoneInfo(found.person("maya").timezone)
    at = due_at(replace(view({}), programme=found), enrolment)
    assert datetime.fromtimestamp(at, zone).isoformat("T", "minutes").startswith(due)


@pytest.mark.parametrize(
    ("until", "projects", "shown"),
    [
        (None, (), True),
        ("2026-11-30", (), True),
        ("2026-11-29", (), False),
        (None, ("tsdb",), True),
        (None, ("ui", "tsdb"), True),
        (None, ("ui",), False),
    ],
)
def test_opportunities_that_fit(until: str | None, projects: tuple[str, ...], shown: bool) -> None:
    on = date.fromisoformat(until) if until else None
    it = Opportunity(title="A", url="https://a.example", until=on, projects=projects)
    assert fits(it, {"tsdb"}, date(2026, 11, 30)) is shown


@pytest.mark.parametrize("keys", [*permutations(["farewell:1:2026-11-27", "early:1"])])
def test_what_was_said_is_found_in_any_order(keys: tuple[str, ...]) -> None:
    said = {key: Said("comment", 7, 5, 1.0, "", None, {}, "there") for key in (*keys, "home")}
    due = datetime(2026, 11, 30, 9, tzinfo=ZoneInfo("Asia/Kolkata")).timestamp()
    wants = plan(replace(view({}, due), said=said)).wants
    assert [want.key for want in wants] == ["farewell:2:2026-11-27"]


# ---- how much fits -------------------------------------------------------------------------------


def full() -> View:
    """Somebody who did as much as can be, in names as long as they may be."""
    url = URL + "x" * (LONGEST_URL - len(URL))
    logged = {str(n): command(n, url=url, words="*" * LONGEST_WORDS) for n in range(MOST)}
    names = [f"acme/{n:099d}" for n in range(SOME + 2)]
    pull = {
        **{"by": "maya", "stage": "merged", "turn": "nobody", "since": 1.0, "opened": 1.0},
        **{"ready": 1.0, "merged": 2.0, "closed": 2.0, "reviews": [], "first_review": None},
        **{"title": "* " * 300, "changed": 1, "files": 1},
    }
    cards = {
        f"pull:7/autumn/maya/{n}/{n}": {
            **pull,
            "repository": names[n % len(names)],
            "number": 10**9 + n,
            "link": f"https://github.test/{names[n % len(names)]}/pull/{10**9 + n}",
        }
        for n in range(3 * MOST_PULLS)
    }
    title = {"title": "* " * (LONGEST_TITLE // 2), "repository": 8}
    learning = Learning("* " * (LONGEST // 2), "change", "engine", 1.0, 8)
    facts = {
        "command": logged,
        "presented": {"m": Known(order(1.0), title)},
        LEARNING: {str(n): Known(order(1.0), learning._asdict()) for n in range(MOST)},
    }
    seen = view(facts, cards=cards)
    return replace(seen, sight=Sight({HOME: 7, **dict.fromkeys(names, 8)}, {7: False, 8: False}))


def test_the_fullest_summary_fits() -> None:
    seen = full()
    enrolment = seen.programme.enrolment("autumn", "maya")
    assert enrolment is not None
    text = Text("farewell/summary", values(seen, enrolment))
    body = Messages(all_kinds().texts.sources).render(text, ("maya",))
    assert 45_000 < len(body) < MAX_BODY - 2_000


def test_the_fullest_marker_leaves_room() -> None:
    seen = full()
    packed = Signer([b"secret"], 1).region("", {"m": dict(memory(seen, HOME))}, 7)
    assert len(packed) < MAX_BODY / 2
