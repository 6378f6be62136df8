"""The command line, as people use it."""

import json
from pathlib import Path

import pytest

from app.__main__ import main

ROOT = Path(__file__).parents[1]


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
    assert "without" in lines[1]


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


def test_headless_and_export_belong_together(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["demo", "--headless"]) == 2
    assert "--export" in capsys.readouterr().err
