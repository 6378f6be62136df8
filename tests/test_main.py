"""The command line, as people use it."""

import asyncio
import json
from pathlib import Path

import pytest

from app.cli import main
from app.store.migrate import migrate
from tests.world import keys

ROOT = Path(__file__).parents[1]


@pytest.fixture
def environ(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An environment in which an App can start; returns the folder of its database."""
    for name, value in {
        "GITHUB_APP_ID": "1001",
        "GITHUB_PRIVATE_KEY": keys()[0],
        "GITHUB_WEBHOOK_SECRET": "a secret for tests",
        "GITHUB_API_URL": "http://127.0.0.1:9",
        "DATABASE_URL": f"sqlite:///{tmp_path / 'cairn.db'}",
        "LOG_LEVEL": "critical",
        "PORT": "0",
    }.items():
        monkeypatch.setenv(name, value)
    return tmp_path


@pytest.mark.parametrize("name", ["mentorship", "minimal"])
def test_check_has_nothing_to_say_about_the_examples(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(ROOT / "docs" / "examples" / f"{name}.yml")]) == 0
    assert capsys.readouterr().out == ""


def test_check_prints_every_error_with_its_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "mentorship.yml"
    file.write_text(
        "version: 1\ntimezone: Europe/Berlin\ncohorts:\n"
        "  - {id: a, starts: 1.9.2026, ends: 2026-11-27, groups: [{mentors: ['@kemal']}]}\n"
    )
    assert main(["check", str(file)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(": ")[0] for line in lines] == [f"{file}:4:21", f"{file}:4:69"]
    assert "2026-09-01" in lines[0]
    assert "has an @; write kemal" in lines[1]


def test_check_of_a_file_that_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "nowhere.yml"]) == 2
    assert "nowhere.yml" in capsys.readouterr().err


def test_schema_is_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema"]) == 0
    assert json.loads(capsys.readouterr().out)["properties"]["cohorts"]


def test_serve_names_all_that_is_missing(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("GITHUB_APP_ID", "GITHUB_PRIVATE_KEY", "GITHUB_WEBHOOK_SECRET"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GITHUB_WEBHOOK_SECRET", "")
    assert main(["serve"]) == 2
    told = capsys.readouterr().err
    for name in ("GITHUB_APP_ID", "GITHUB_PRIVATE_KEY", "GITHUB_WEBHOOK_SECRET"):
        assert name in told


@pytest.mark.parametrize("command", [["status"], ["replay", "some-id"]])
def test_what_only_looks_makes_no_database(
    command: list[str], environ: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(command) == 1
    assert "nothing of Cairn's in this database yet" in capsys.readouterr().out
    assert not (environ / "cairn.db").exists()


@pytest.mark.parametrize("command", [["status"], ["serve"], ["rebuild"]])
def test_a_database_that_is_none_is_told_in_a_line(
    command: list[str], environ: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (environ / "cairn.db").write_text("This is a letter, and no database at all. " * 200)
    assert main(command) == 1
    told = capsys.readouterr().err.strip().splitlines()[-1]
    assert told.startswith("Cannot use the database sqlite+aiosqlite:///")
    assert told.endswith("Check DATABASE_URL.")


def test_status_of_an_idle_app(environ: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asyncio.run(migrate(f"sqlite+aiosqlite:///{environ / 'cairn.db'}"))
    assert main(["status"]) == 0
    assert capsys.readouterr().out == "scopes to plan: 0\n"
    assert main(["replay", "some-id"]) == 1
    assert "no parked delivery has the id some-id" in capsys.readouterr().out


def test_export_needs_a_folder(environ: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (environ / "out").write_text("a file")
    assert main(["demo", "--headless", "--export", str(environ / "out")]) == 2
    assert "cannot write to" in capsys.readouterr().err


def test_headless_and_export_belong_together(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["demo", "--headless"]) == 2
    assert "--export" in capsys.readouterr().err
