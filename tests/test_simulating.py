"""`simulate FILE`, as people use it (row P7)."""

import json
from pathlib import Path
from typing import Any

import pytest

from app.cli import main
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
    assert shown[1] == "Mails: 11 to 2 people; 7 mean them, the others only follow along."
    assert shown[3] == "Please look at"
    first = shown.index("Week of 24 August 2026")
    assert shown[first + 1 : first + 9] == [
        "  Wed 26 09:00  opened     acme/mentorship#1 autumn",
        "  Thu 27 09:00  opened     acme/mentorship#2 Welcome, maya: your first steps in autumn",
        "                           maya Thu 09:00 (mentioned)",
        "  also 1 edit, which mails nobody",
        "",
        "Week of 31 August 2026",
        "  Fri  4 09:00  commented  acme/mentorship#2 @maya, how is it going? If something is "
        "unclear or in …",
        "                           maya Fri 09:00 (mentioned)",
    ]


def test_a_draft_with_people_in_several_zones(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "mentorship.yml"
    file.write_bytes(programme(cohort(more=f"draft: true\n    {STEPS}")))
    found = simulated(capsys, file, "--until", "2026-09-12")
    assert found["ends"] == "2026-09-11T22:00:00Z"
    mails = [(mail["person"], mail["local"]) for row in found["rows"] for mail in row["mails"]]
    assert mails[0] == ("maya", "2026-08-27T09:00")
    assert {row["repository"] for row in found["rows"]} == {"acme/mentorship", "acme/mentors"}
    assert {person for person, _ in mails} == {"maya", "bartek"}
    assert [warning["kind"] for warning in found["warnings"]] == ["zone", "private"]


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
    found = simulated(capsys, folder / "mentorship.yml", "--until", "2026-09-05")
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


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x7fELF\x00\xff",
        MINIMAL.read_bytes().replace(b"ends: 2026-11-27", b"ends: 2026-08-27"),
        MINIMAL.read_bytes().replace(b"ends:", b"\t- ends:"),
    ],
)
def test_whatever_is_in_the_file_is_told_as_check_tells_it(
    content: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "mentorship.yml"
    file.write_bytes(content)
    assert main(["check", str(file)]) == 1
    checked = capsys.readouterr().out
    assert main(["simulate", str(file)]) == 1
    assert capsys.readouterr().out == checked
    assert checked.startswith(f"{file}:")


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
        ([str(MINIMAL), "--from", "2026-09-02", "--until", "2026-09-01"], "it would end"),
        ([str(ROOT / "app")], f"{ROOT / 'app' / '.github' / 'mentorship.yml'}: No such file"),
        ([str(MINIMAL), "--private", "nowhere"], "nowhere: No such file"),
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


# ---- several files -------------------------------------------------------------------------------

SPRING = "cohorts:\n" + cohort("{login: li}", id="spring", name="Spring")
HIDDEN = "cohorts:\n" + cohort("{login: lin}", id="hidden", name="Hidden")


def checkout(folder: Path, **files: str | bytes) -> Path:
    """A checkout with these files in `.github/mentorship`, and `main` as the main one."""
    (folder / ".github" / "mentorship").mkdir(parents=True)
    for name, text in files.items():
        path = "mentorship.yml" if name == "main" else f"mentorship/{name}.yml"
        content = text if isinstance(text, bytes) else text.encode()
        (folder / ".github" / path).write_bytes(content)
    return folder


def pinged(found: dict[str, Any]) -> set[str]:
    return {mail["person"] for row in found["rows"] for mail in row["mails"] if mail["ping"]}


@pytest.mark.parametrize("path", ["", ".github/mentorship.yml"])
def test_the_files_beside_it_and_those_of_the_private_repository(
    path: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    home = checkout(tmp_path / "home", main=programme(), spring=SPRING)
    private = checkout(tmp_path / "private", hidden=HIDDEN)
    arguments = (home / path, "--private", str(private), "--until", "2026-08-29")
    found = simulated(capsys, *arguments)
    assert pinged(found) == {"maya", "li", "lin"}
    (welcome,) = (row for row in found["rows"] if row["text"].startswith("Welcome, lin"))
    assert welcome["repository"] == "acme/mentors"
    (zone,) = found["warnings"]
    assert f"lin ({private / '.github' / 'mentorship' / 'hidden.yml'}:10)" in zone["what"]


def test_without_the_private_files_that_is_told(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    home = checkout(tmp_path / "home", main=programme(), spring=SPRING)
    (tmp_path / "empty").mkdir()
    for more in ([], ["--private", str(tmp_path / "empty")]):
        found = simulated(capsys, home, "--until", "2026-08-29", *more)
        assert pinged(found) == {"maya", "li"}
        assert found["warnings"][-1]["kind"] == "private"


def test_errors_are_told_at_their_places_in_each_file(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    home = checkout(tmp_path / "home", main=programme(), spring=SPRING.replace("ends", "end"))
    private = checkout(tmp_path / "private", hidden=HIDDEN.replace("starts", "start"))
    assert main(["simulate", str(home), "--private", str(private)]) == 1
    places = {line.split(": ")[0] for line in capsys.readouterr().out.splitlines()}
    folder = Path(".github", "mentorship")
    assert {place.rpartition(":")[0] for place in places} == {
        f"{home / folder / 'spring.yml'}:5",
        f"{private / folder / 'hidden.yml'}:4",
    }


def test_texts_of_a_private_cohort_are_in_its_own_repository(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    messages = "messages: {onboarding/nudge: nudge.md}"
    hidden = "cohorts:\n" + cohort("{login: lin}", id="hidden", more=messages)
    home = checkout(tmp_path / "home", main=programme())
    private = checkout(tmp_path / "private", main="version: 1\n" + hidden)
    (private / "nudge.md").write_text("One quiet step?")
    found = simulated(capsys, home, "--private", str(private), "--until", "2026-09-05")
    (nudge,) = (row for row in found["rows"] if row["text"] == "One quiet step?")
    assert nudge["repository"] == "acme/mentors"
    assert "text" not in {warning["kind"] for warning in found["warnings"]}
