"""A programme's files as they lie on a disk: in a checkout of the repository that has them."""

from dataclasses import dataclass, replace
from pathlib import Path

from app.programme.errors import FileError
from app.programme.joined import MAIN
from app.programme.source import SourceFile
from app.programmes import FOLDER, MOST_FILES, is_file

GITHUB = ".github"


@dataclass(frozen=True, slots=True)
class Checkout:
    """What was read. `main` is where the main file is, or would be; `root` is the folder to which
    the paths of texts are relative. Files have the paths that they have in their repository."""

    main: Path
    root: Path
    files: tuple[SourceFile, ...]

    def of(self, repository: str) -> "Checkout":
        """The same, as a checkout of this repository."""
        files = tuple(replace(file, repository=repository) for file in self.files)
        return replace(self, files=files)

    def on_disk(self, path: str) -> str:
        """Where a file is, as people named it: to be told, and clicked."""
        is_main = path == MAIN
        return str(self.main if is_main else self.main.parent / path.removeprefix(f"{GITHUB}/"))

    def found(self, error: FileError) -> FileError:
        """An error in one of the files, at its place on the disk."""
        known = any(file.path == error.file for file in self.files)
        return replace(error, file=self.on_disk(error.file)) if known else error


def read(path: Path) -> Checkout:
    """Read a programme file, and those beside it where it lies as Cairn reads it; of a folder, the
    file that is there for Cairn. Raises OSError where there is none, or one cannot be read."""
    found = _look(path)
    main = SourceFile("", MAIN, found.main.read_bytes())
    return replace(found, files=(main, *found.files))


def read_private(path: Path) -> Checkout:
    """The same of a private repository, which may have the main file, others, or none at all.
    Raises OSError where one cannot be read, or there is nothing at `path`."""
    found = _look(path)
    main = [found.main] if found.main.exists() or not path.is_dir() else []
    files = (SourceFile("", MAIN, each.read_bytes()) for each in main)
    private = tuple(replace(file, private=True) for file in (*files, *found.files))
    return replace(found, files=private)


def _look(path: Path) -> Checkout:
    """Everything but the main file."""
    main = path / MAIN if path.is_dir() else path
    folder = main.absolute().parent
    if folder.name != GITHUB:
        return Checkout(main, folder, ())
    files = _beside(folder.parent) if main.name == Path(MAIN).name else ()
    return Checkout(main, folder.parent, files)


def _beside(root: Path) -> tuple[SourceFile, ...]:
    if not (root / FOLDER).is_dir():
        return ()
    paths = sorted(f"{FOLDER}/{each.name}" for each in (root / FOLDER).iterdir() if each.is_file())
    taken = [path for path in paths if is_file(path)][:MOST_FILES]
    return tuple(SourceFile("", path, (root / path).read_bytes()) for path in taken)
