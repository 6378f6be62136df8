"""The demo, played to its end over real HTTP, as `python -m app demo --headless` plays it."""

import asyncio
import json
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs

from app import demo, wiring
from app.github.live import commands
from app.sandbox.mail import REASONS
from app.sandbox.story import donut, ending, help_desk
from app.sandbox.story.acts import OnOwnPage
from tests.github.contract import Contract
from tests.harness.mails import judge, people, read


@pytest.fixture(scope="module")
def played_with_logs(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The export of a whole cohort, and what was logged meanwhile."""
    directory = tmp_path_factory.mktemp("export")
    with capture_logs() as logs:
        asyncio.run(demo.play(demo.connect(wiring.service), directory))
    return directory, "\n".join(map(str, logs))


@pytest.fixture(scope="module")
def played(played_with_logs: tuple[Path, str]) -> Path:
    """The export alone."""
    return played_with_logs[0]


def rows(file: Path) -> Iterator[dict[str, Any]]:
    for line in file.read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def test_every_request_is_what_github_describes(played: Path) -> None:
    contract = Contract()
    requests = list(rows(played / "requests.jsonl"))
    assert any(request["method"] == "PATCH" for request in requests)
    for one in requests:
        assert set(one) == {"method", "path", "query", "body", "status", "at"}
        contract.check_request(one["method"], one["path"], one["query"], one["body"])


def test_every_delivery_is_what_github_describes(played: Path) -> None:
    contract = Contract()
    deliveries = list(rows(played / "deliveries.jsonl"))
    assert len({one["id"] for one in deliveries}) == len(deliveries) > 100
    for one in deliveries:
        assert set(one) == {"at", "event", "id", "payload"}
        contract.check_webhook(one["event"], one["payload"])


def test_nothing_that_cairn_asked_for_was_refused(played: Path) -> None:
    """Only looking for a file where there is none is answered with a no."""
    refused = [
        (one["status"], one["path"])
        for one in rows(played / "requests.jsonl")
        if one["status"] >= 400
    ]
    assert {status for status, _ in refused} <= {404}
    places = ("/contents/.github", "/contents/.github/mentorship/texts")
    assert all(path.endswith(places) for _, path in refused)


def test_each_mentee_is_welcomed_once_and_the_story_ends_well(played: Path) -> None:
    issues = list(rows(played / "issues.jsonl"))
    welcomes = {i["title"].split(":")[0]: i for i in issues if i["title"].startswith("Welcome, ")}
    names = {name.removeprefix("Welcome, ") for name in welcomes}
    assert names == {"maya", "ravi", "li", "lin", "tariq", "zoe"}
    assert len(names) == len([i for i in issues if i["title"].startswith("Welcome, ")])
    assert welcomes["Welcome, maya"]["state"] == "closed"
    said = [c["body"] for c in welcomes["Welcome, maya"]["comments"] if "cairn" in c["author"]]
    assert any("Did you mean" in text for text in said)
    assert any("you have settled in" in text for text in said)
    for issue in issues:
        file = played / issue["repository"] / f"{issue['number']}.md"
        assert issue["title"] in file.read_text(encoding="utf-8")


def test_what_a_mentee_does_elsewhere_is_told_to_her_and_to_the_mentors(played: Path) -> None:
    """And nothing of it is written there."""
    issues = list(rows(played / "issues.jsonl"))
    (theirs,) = (i for i in issues if i["repository"] == "thanos-io/thanos")
    assert not [c for c in theirs["comments"] if c["author"] == "cairn[bot]"]
    (hers,) = (i for i in issues if i["title"].startswith("Welcome, lin:"))
    told = [c["at"] for c in hers["comments"] if theirs["title"] in c["body"]]
    assert len(told) == 2, "and once more in what she did, at the end"
    assert "2026-10-20" <= told[0] <= "2026-10-23"
    searched = [r for r in rows(played / "requests.jsonl") if r["path"] == "/search/issues"]
    days = {(r["query"]["q"], r["at"][:10]) for r in searched}
    assert len(days) == len(searched) > 100


def test_nothing_private_is_public_and_no_text_is_a_command(played: Path) -> None:
    for issue in rows(played / "issues.jsonl"):
        ours = [issue["body"]] if issue["author"] == "cairn[bot]" else []
        ours += [c["body"] for c in issue["comments"] if c["author"] == "cairn[bot]"]
        for text in ours:
            assert not commands(text)
            assert issue["private"] or not re.search(r"acme/mentors\b", text)
            assert issue["private"] or "quiet" not in text


def test_mails_are_few_and_come_by_day(played: Path) -> None:
    """A mentor gets three of Cairn's a week at most, and nobody one at night or on a free day."""
    mails = list(rows(played / "mail.jsonl"))
    assert {"maya", "lin", "bartek", "kemal"} <= {one["person"] for one in mails}
    fields = {"person", "at", "local", "by", "reason", "repository", "number", "text"}
    for one in mails:
        assert set(one) == fields
        assert one["reason"] in REASONS
        assert "<!--" not in one["text"]
        local = datetime.fromisoformat(one["local"])
        assert local == datetime.fromisoformat(one["at"].replace("Z", "+00:00"))
    calendars, mentors = people()
    assert judge(read(played), calendars, mentors) == []


def issue(played: Path, title: str) -> Any:
    """The one with this title."""
    (found,) = (one for one in rows(played / "issues.jsonl") if one["title"] == title)
    return found


def cairns(issue: Any) -> list[str]:
    """What Cairn says in the comments of an issue."""
    return [one["body"] for one in issue["comments"] if one["author"] == "cairn[bot]"]


def test_zoe_stays_two_weeks_longer(played: Path) -> None:
    """Her mentors are told at once; her issue has the new day, and the farewell waits for it."""
    hers = issue(played, f"Welcome, zoe: your first steps in {ending.LFX}")
    assert "1 September 2026 to 11 December 2026" in hers["body"]
    ours = [one for one in hers["comments"] if one["author"] == "cairn[bot]"]
    told, farewell = (one for one in ours if "11 December 2026" in one["body"])
    assert "That is 2 weeks more. This is for @bartek and @kemal as well." in told["body"]
    assert (told["at"][:10], farewell["at"][:10]) == ("2026-11-03", "2026-12-14")


@pytest.mark.parametrize(
    ("title", "said"),
    [
        (help_desk.SLOW, ["what you have tried", "customers' data out", "next step, from sam"]),
        (help_desk.STOPS, ["@noor, ines says that this is urgent", "next step, from noor"]),
        (help_desk.DISK, ["sam is back first", "@sam, ines says that", "next step, from sam"]),
        (help_desk.FILES.title, ["@lin, a colleague brought this", "next step, from sam"]),
        (help_desk.TRACE, ["customers' data out", "`/mentor pair @noor`", "@noor, tariq would"]),
        (help_desk.ROTA, ["sam was a moment earlier and leads on 11 November 2026"]),
        (help_desk.session("2026-11-13"), ["I know no request with that number"]),
    ],
)
def test_two_weeks_of_a_help_desk(played: Path, title: str, said: list[str]) -> None:
    """In this order, in comments of Cairn's."""
    talk = "\n".join(cairns(issue(played, title)))
    places = [talk.find(words) for words in said]
    assert -1 not in places, said[places.index(-1)]
    assert places == sorted(places)


def test_sessions_say_who_leads_and_what_came_of_it(played: Path) -> None:
    """noor is away on the 12th, and passes the 19th on; nobody is asked or told about either."""
    for day in ("2026-11-12", "2026-11-19"):
        assert "sam leads the help session" in issue(played, help_desk.session(day))["body"]
    record = issue(played, help_desk.session("2026-11-09"))
    assert "> Count the fsync calls" in record["body"]
    assert "r1, lin, with noor:" in record["body"]
    assert cairns(record) == []
    edits = [one["body"] for one in rows(played / "requests.jsonl") if one["method"] == "PATCH"]
    assert any("  sam knows this area." in str((body or {}).get("body")) for body in edits)


def test_pairs_are_drawn_twice_and_nobody_meets_whom_they_avoid(played: Path) -> None:
    found = [one for one in rows(played / "issues.jsonl") if one["title"].startswith("Pairing: ")]
    taking_part = {act.login for act in donut.DONUT if isinstance(act, OnOwnPage)}
    rounds: dict[str, list[set[str]]] = {}
    for one in found:
        people = set(one["title"].removeprefix("Pairing: ").replace(" and ", ", ").split(", "))
        assert people <= taking_part
        assert not {"lin", "kemal"} <= people
        rounds.setdefault(opened_on(one), []).append(people)
    first, second, *_ = (rounds[day] for day in sorted(rounds))
    for groups in (first, second):
        assert sum(map(len, groups)) == len(set().union(*groups)) == len(taking_part)
    assert not [group for group in second if group in first]
    assert any("met. Thank you for making the time!" in one["body"] for one in found)


def opened_on(issue: Any) -> str:
    """The day, as the export has it (UTC)."""
    return str(issue["created_at"])[:10]


def test_an_avoid_list_is_read_nowhere(played_with_logs: tuple[Path, str]) -> None:
    directory, logs = played_with_logs
    assert any(donut.AVOIDED in str(act) for act in donut.DONUT), "nobody avoids the canary"
    assert donut.AVOIDED not in logs
    for file in directory.rglob("*"):
        assert file.is_dir() or donut.AVOIDED.encode() not in file.read_bytes(), file.name


@pytest.mark.parametrize(
    ("environ", "line"),
    [
        ({}, "First page after 2.5 s."),
        ({"CAIRN_DEMO_BEGAN": "98"}, "First page after 4.5 s."),
        (
            {"CAIRN_DEMO_BEGAN": "98", "CAIRN_MAKE_BEGAN": "90"},
            "First page after 4.5 s; with the installation 12 s.",
        ),
    ],
)
def test_how_long_it_took(environ: dict[str, str], line: str) -> None:
    assert demo.took(environ, 100.0, 102.5) == line
