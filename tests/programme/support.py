"""What the tests of the programme file share."""

from collections.abc import Mapping
from pathlib import Path

from app.programme.load import Loaded, load, read_templates
from app.programme.model import Programme
from app.programme.source import SourceFile
from workflows import SECTIONS

ROOT = Path(__file__).parents[2]
EXAMPLES = ("mentorship", "minimal")
TEMPLATES = read_templates(ROOT / "workflows" / "programmes")
MAIN = ".github/mentorship.yml"


def example(name: str) -> bytes:
    """One of the examples that stay valid for ever."""
    return (ROOT / "docs" / "examples" / f"{name}.yml").read_bytes()


def source(text: str | bytes, path: str = MAIN, *, private: bool = False) -> SourceFile:
    """A file of the home repository, or of the private one."""
    content = text if isinstance(text, bytes) else text.encode()
    return SourceFile("acme/mentors" if private else "acme/mentorship", path, content, private)


def loaded(*files: SourceFile, installed: Mapping[str, bool] | None = None) -> Loaded:
    """These files, with all sections and both templates."""
    return load(files, SECTIONS, TEMPLATES, installed)


def errors(*files: SourceFile, installed: Mapping[str, bool] | None = None) -> list[str]:
    """What `check` would print."""
    return [str(error) for error in loaded(*files, installed=installed).errors]


def programme(*files: SourceFile) -> Programme:
    """The programme of files without an error."""
    result = loaded(*files)
    assert result.programme is not None, result.errors
    return result.programme
