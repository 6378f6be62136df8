"""The decisions of help sessions: forms, what is missing, what an outcome says, days and hours."""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from app.github.markers import Signer
from app.github.writer import MAX_BODY
from app.model import scopes
from app.model.artefacts import Issue
from app.model.facts import Data, Known, Said
from app.model.order import order
from app.model.sections.help_sessions import Rota
from app.model.sight import Sight
from app.model.text import Text
from app.model.workflow import View
from app.programme.load import load
from app.programme.source import SourceFile
from app.templates import Messages
from tests.behaviour.rotas import SUPPORT, at, file
from tests.world import HOME, all_kinds
from workflows.help_sessions.desk import plan
from workflows.help_sessions.desk_heard import hear
from workflows.help_sessions.form import Form, read
from workflows.help_sessions.outcomes import Outcome
from workflows.help_sessions.outcomes import read as outcome
from workflows.help_sessions.preparing import is_urgent, missing, said_in, said_in_form
from workflows.help_sessions.sessions import Session, upcoming

TEMPLATE = Path(__file__).parents[1] / "docs" / "help-session.yml"
FULL = """\
### What is the problem?

The parser drops the last line.

### What have you tried?

A smaller file.

#### And this

### Steps

### Links

_No response_

### Before you ask

- [X] I gave it 15 minutes of my own first

### How urgent is it?

- [ ] It cannot wait for the next session
"""

# ---- the form ------------------------------------------------------------------------------------


@pytest.mark.parametrize("body", [FULL, FULL.replace("\n", "\r\n"), FULL.replace("\n", "\r")])
def test_a_form_as_github_writes_it(body: str) -> None:
    tried = "A smaller file.\n\n#### And this\n\n### Steps"
    assert read(body) == Form("The parser drops the last line.", tried, "", True, False)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (FULL.replace("[ ] It", "[x] It"), ("minutes", True)),
        (FULL.replace("[X] I", "[ ] I"), ("", False)),
        (FULL.replace("A smaller file.", "_No response_"), ("minutes", False)),
    ],
)
def test_boxes_and_empty_fields(body: str, expected: tuple[str, bool]) -> None:
    form = read(body)
    assert form is not None
    assert ("minutes" if form.prepared else "", form.urgent) == expected


@pytest.mark.parametrize(
    "body",
    ["", "It is slow", "### Links\n\nhttps://a.example", "## What is the problem?\n\nx", "###"],
)
def test_other_bodies_are_no_form(body: str) -> None:
    assert read(body) is None


def test_an_empty_field_is_missing() -> None:
    form = read(FULL)
    assert form is not None
    assert missing(said_in_form(form)) == ("links",)
    assert missing(said_in_form(form._replace(tried="", prepared=False))) == (
        "tried",
        "links",
        "minutes",
    )


def test_the_template_is_what_is_read() -> None:
    """What GitHub would make of it, filled in with one word each."""
    template = YAML(typ="safe").load(TEMPLATE)
    assert template["labels"] == ["senior-help-sessions"]
    body = ""
    for field in template["body"]:
        attributes = field["attributes"]
        if field["type"] == "textarea":
            body += f"### {attributes['label']}\n\n{field['id']}\n\n"
        elif field["type"] == "checkboxes":
            boxes = "".join(f"- [X] {option['label']}\n" for option in attributes["options"])
            body += f"### {attributes['label']}\n\n{boxes}\n"
    assert read(body) == Form("problem", "tried", "links", True, True)


@given(st.text() | st.lists(st.sampled_from(FULL.splitlines())).map("\n".join))
def test_any_body_is_read(body: str) -> None:
    form = read(body)
    assert form is None or body.count("###") >= 2


# ---- what is missing -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ("problem", "tried", "links", "minutes")),
        ("/mentor ask Why?", ("problem", "tried", "links", "minutes")),
        ("/mentor ask", ("problem", "tried", "links", "minutes")),
        ("The parser drops the last line of a file.", ("tried", "links", "minutes")),
        ("I tried a smaller file, and it works there.", ("links", "minutes")),
        ("After 20 minutes I am stuck with the parser: see #12", ("tried",)),
        ("I looked at https://acme.example/log for an hour, it is empty", ()),
        ("I searched for half an hour in acme/engine#3 and `parse()`", ()),
        ("Tried it since yesterday, pkg/store/block.go:12 panics each time", ()),
    ],
)
def test_what_is_missing(text: str, expected: tuple[str, ...]) -> None:
    assert missing(said_in(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Urgent: a customer is down", True),
        ("it is URGENT", True),
        ("I need this urgently", True),
        ("not urgent at all", False),
        ("This isn't urgent", False),
        ("It is not very urgent", False),
        ("the insurgent", False),
        ("slow", False),
    ],
)
def test_what_is_urgent(text: str, expected: bool) -> None:
    assert is_urgent(text) is expected


# ---- outcomes ------------------------------------------------------------------------------------

TRY = "Try the profiler"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (TRY, {"number": None}),
        (f"#12 {TRY}", {"number": 12}),
        (f"# 12: {TRY}", {"number": 12}),
        (f"＃12 {TRY}", {"number": 12}),
        (f"(#12) {TRY}", {"number": 12}),
        (f"#12 - {TRY}", {"number": 12}),
        (f"12: {TRY}", {"number": 12, "bare": True}),
        (f"12 {TRY}", {"number": 12, "bare": True}),
        (f"acme/engine#12 {TRY}", {"number": 12, "named": "acme/engine"}),
        (f"https://github.com/acme/engine/pull/12 {TRY}", {"number": 12, "named": "acme/engine"}),
        (
            f"https://github.com/acme/engine/issues/12#issuecomment-3 {TRY}",
            {"number": 12, "named": "acme/engine"},
        ),
        (f"r1 {TRY}", {"handle": 1}),
        (f"R 1: {TRY}", {"handle": 1}),
    ],
)
def test_which_request_an_outcome_names(words: str, expected: dict[str, object]) -> None:
    found = outcome(words)
    assert found == Outcome(TRY, found.whole, **expected)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("words", "text", "expert"),
    [
        (f"#12 {TRY} with @noor", f"{TRY} with @noor", "noor"),
        (f"#12 @noor: {TRY}.", f"@noor: {TRY}.", "noor"),
        ("ask @sam, then @noor", "ask @sam, then @noor", "noor"),
        ("mail me@acme.example", "mail me@acme.example", ""),
        ("see acme/@x/y", "see acme/@x/y", ""),
        ("wrap it: `f = @cache (g)`", "wrap it: `f = @cache (g)`", ""),
        ("``a ` @wraps b``, says @noor", "``a ` @wraps b``, says @noor", "noor"),
        ("#12", "", ""),
        ("", "", ""),
        ("#12th of May", "#12th of May", ""),
        ("3rd try", "3rd try", ""),
    ],
)
def test_what_an_outcome_says(words: str, text: str, expert: str) -> None:
    found = outcome(words)
    assert (found.text, found.expert) == (text, expert)


@given(st.text(max_size=300))
def test_any_words_are_an_outcome(words: str) -> None:
    found = outcome(words)
    assert len(found.text) <= len(found.whole) <= 280


# ---- days and hours ------------------------------------------------------------------------------


def rota(hour: str = "11:00", days: str = "mon-fri", zone: str = "America/New_York") -> Rota:
    return Rota.model_validate(
        {"id": "amer", "timezone": zone, "at": hour, "days": days, "seniors": ("sam",)}
    )


@pytest.mark.parametrize(
    ("session", "opens", "closes"),
    [
        (Session(rota(), date(2026, 11, 24)), "2026-11-24T09:00", "2026-11-25T09:00"),
        (Session(rota("08:30"), date(2026, 11, 24)), "2026-11-24T06:30", "2026-11-25T09:00"),
        (Session(rota(), date(2026, 11, 27)), "2026-11-27T09:00", "2026-11-30T09:00"),
        (Session(rota(), date(2026, 10, 30)), "2026-10-30T09:00", "2026-11-02T09:00"),
    ],
)
def test_when_an_issue_opens_and_closes(session: Session, opens: str, closes: str) -> None:
    assert (session.opens, session.closes) == (at(opens), at(closes))


def test_days_without_a_session_have_none() -> None:
    found = upcoming(rota(days="tue, thu"), at("2026-11-24T11:30"))
    assert [next(found).day.day for _ in range(3)] == [24, 26, 1]
    found = upcoming(rota(days="tue, thu"), at("2026-11-24T12:00"))
    assert next(found).day.day == 26


def test_a_session_over_midnight_goes_on() -> None:
    zone = ZoneInfo("Asia/Tokyo")
    now = datetime(2026, 11, 25, 0, 15, tzinfo=zone).timestamp()
    assert next(upcoming(rota("23:30", zone="Asia/Tokyo"), now)).day.day == 24


# ---- a session's issue ---------------------------------------------------------------------------

NAME, WORDS = "x" * 39, "`*[@_" * 56
SESSION = "session:amer:2026-11-24"
MORNING = at("2026-11-24T10:00")


def desk_view(cards: Mapping[str, Data], commands: Mapping[str, Known]) -> View:
    """A desk on a Tuesday, whose session has the issue acme/support#5."""
    source = SourceFile(HOME, ".github/mentorship.yml", file())
    on = load([source], all_kinds().sections, all_kinds().templates).programme
    assert on is not None
    row = Said("issue", 8, 5, at("2026-11-24T09:00"), "", "open", {}, "there")
    sight = Sight({HOME: 7, SUPPORT: 8}, {7: False, 8: False})
    key = scopes.desk(7)
    facts = {"command": commands}
    said = {SESSION: row}
    return View(key, scopes.parse(key), facts, said, on, MORNING, cards, sight=sight)


def card_of(n: int, ending: list[str] | None) -> Data:
    """What a thread hands its desk."""
    asked = {"at": order(MORNING - 900 + n), "by": [NAME], "text": WORDS, "urgent": True}
    return {"asked": {**asked, "unsure": False, "experts": [NAME] * 3, "ending": ending}}


def asked_here(n: int) -> Known:
    """A request in the session's issue."""
    said = {"name": "ask", "ask": WORDS, "urgent": True, "by": NAME, "roles": []}
    where = {"repository": SUPPORT, "number": 5, "comment": n}
    return Known(order(MORNING - 600, id=n), {**said, **where})


def test_a_session_fits_whatever_is_asked() -> None:
    """Sixty requests of others' issues, half of them settled, and sixty here, all long."""
    ending = [order(MORNING - 60), "1:f", NAME, WORDS, NAME, SESSION]
    cards = {scopes.thread(7, 8, n): card_of(n, ending if n % 2 else None) for n in range(60)}
    commands = {f"{n}:{'f' * 16}": asked_here(n) for n in range(60)}
    wants = plan(desk_view(cards, commands)).wants
    (issue,) = [want for want in wants if isinstance(want, Issue)]
    assert isinstance(issue.body, Text)
    assert issue.body.values["more"] == 105
    shown = Messages(all_kinds().texts.sources).render(issue.body, ())
    data = {"s": scopes.desk(7), "k": issue.key, "p": issue.parameters}
    assert len(Signer([b"secret"], 1).region(shown, data, 8)) < MAX_BODY - 5_000


@given(st.permutations(range(6)))
def test_numbers_of_requests_do_not_depend_on_what_came_first(places: list[int]) -> None:
    commands = {f"{n}:f": asked_here(n) for n in places}
    numbers = {key: each.number for key, each in hear(desk_view({}, commands)).asked.items()}
    assert numbers == {f"{n}:f": n + 1 for n in range(6)}
