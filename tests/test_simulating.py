"""`simulate FILE`, as people use it (row P7)."""

import json
from pathlib import Path
from typing import Any

import pytest

from app.__main__ import main
from tests.behaviour.files import STEPS, cohort, programme

ROOT = Path(__file__).parents[1]
MINIMAL = ROOT / "docs" / "examples" / "minimal.yml"


def simulated(capsys: pytest.CaptureFixture[str], file: Path, *more: str) -> dict[str, Any]:
    assert main(["simulate", str(file), "--json", *more]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_the_minimal_example(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["simulate", str(MINIMAL)]) == 0
    shown = capsys.readouterr().out.splitlines()
    assert shown[0] == (
        f"{MINIMAL} in acme/mentorship, simulated from 26 August 2026 to 4 December 2026"
    )
    assert shown[5:16] == [
        "Wednesday, 26 August 2026",
        "  09:00  opened     acme/mentorship#1 autumn",
        "",
        "Thursday, 27 August 2026",
        "  09:00  opened     acme/mentorship#2 Welcome, maya: your first steps in autumn",
        "                    maya Thu 09:00 (mentioned)",
        "",
        "Tuesday, 1 September 2026",
        "  09:00  commented  acme/mentorship#2 @maya, how is it going? If something is unclear or "
        "in the …",
        "                    maya Tue 09:00 (mentioned)",
        "",
    ]


def test_a_draft_with_people_in_several_zones(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "mentorship.yml"
    file.write_bytes(programme(cohort(more=f"draft: true\n    {STEPS}")))
    found = simulated(capsys, file, "--until", "2026-09-09")
    assert found["ends"] == "2026-09-08T22:00:00Z"
    mails = [(mail["person"], mail["local"]) for row in found["rows"] for mail in row["mails"]]
    assert mails[0] == ("maya", "2026-08-27T09:00")
    assert {row["repository"] for row in found["rows"]} == {"acme/mentorship", "acme/mentors"}
    assert {person for person, _ in mails} == {"maya", "bartek"}
    assert [warning["kind"] for warning in found["warnings"]] == ["zone"]


def test_the_home_repository_that_was_named(
    capsys: pytest.CaptureFixture[str],
) -> None:
    found = simulated(capsys, MINIMAL, "--home", "acme/programme", "--until", "2026-08-28")
    assert {row["repository"] for row in found["rows"]} == {"acme/programme"}


def test_texts_beside_the_file_are_used_and_others_told(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    folder = tmp_path / ".github"
    folder.mkdir()
    (tmp_path / "nudge.md").write_text("One small step?")
    messages = "messages: {onboarding/nudge: nudge.md, onboarding/left: away.md}"
    (folder / "mentorship.yml").write_bytes(programme(cohort(more=messages)))
    found = simulated(capsys, folder / "mentorship.yml", "--until", "2026-09-03")
    assert "One small step?" in {row["text"] for row in found["rows"]}
    (told,) = (each for each in found["warnings"] if each["kind"] == "text")
    assert told["what"].startswith("away.md is not beside the file")


def test_a_file_with_errors(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "mentorship.yml"
    file.write_text(MINIMAL.read_text().replace("2026-11-27", "27.11.2026"))
    assert main(["check", str(file)]) == 1
    checked = capsys.readouterr().out
    assert main(["simulate", str(file)]) == 1
    assert capsys.readouterr().out == checked
    assert checked.startswith(f"{file}:4:")


def test_a_text_with_errors(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "mentorship.yml"
    file.write_bytes(programme(cohort(more="messages: {onboarding/nudge: nudge.md}")))
    (tmp_path / "nudge.md").write_text("One small step, {{ mentee")
    assert main(["simulate", str(file)]) == 1
    assert capsys.readouterr().out.startswith("nudge.md:1:")


def test_a_repository_that_the_installation_cannot_see(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["simulate", str(MINIMAL), "--home", "other/mentorship"]) == 1
    assert "the App is not installed in acme/engine" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["nowhere.yml"], "nowhere.yml: No such file"),
        ([str(MINIMAL), "--home", "acme"], "write it like acme/mentorship"),
        ([str(MINIMAL), "--from", "2027-01-01"], "it would end"),
    ],
)
def test_what_cannot_be_simulated(
    arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["simulate", *arguments]) == 2
    assert told in capsys.readouterr().err


def test_a_file_without_cohorts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "mentorship.yml"
    file.write_text("version: 1\ntimezone: Europe/Berlin\n")
    assert main(["simulate", str(file)]) == 2
    assert "has no cohort to simulate" in capsys.readouterr().err
