"""The demo, played to its end over real HTTP, as `python -m app demo --headless` plays it."""

import asyncio
import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from app import demo, wiring
from app.github.live import commands
from app.sandbox.mail import REASONS
from tests.github.contract import Contract
from tests.harness.mails import judge, people, read


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The export of a whole cohort."""
    directory = tmp_path_factory.mktemp("export")
    asyncio.run(demo.play(demo.connect(wiring.service), directory))
    return directory


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
    assert "you have settled in" in said[-1]
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
    assert len(told) == 1
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
            assert issue["private"] or "acme/mentors" not in text
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
