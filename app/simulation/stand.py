"""What `simulate` plays: the files on a disk, loaded as Cairn loads them, with their texts."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from app.model.names import REPOSITORY
from app.programme.errors import FileError
from app.programme.load import Loaded, load, private_repository_of
from app.programme.model import Programme
from app.programme.source import Node, SourceFile, parse
from app.programmes import Kinds
from app.simulation.checkout import Checkout, read, read_private
from app.simulation.organisation import Stand, repositories
from app.simulation.warnings import FindPlace, Warning, find_place, missing_texts, unread_private
from app.texts import text_errors

NAME = "mentorship"
"""What the home repository is called where nobody says: the files do not."""

Checkouts = Mapping[str, Checkout]
"""By the repository's name in lower case."""


class Unusable(Exception):
    """What was asked for cannot be simulated; the text says why, and what to do."""


class Wrong(Exception):
    """The files have errors."""

    def __init__(self, errors: Sequence[FileError]) -> None:
        super().__init__(f"{len(errors)} errors")
        self.errors = errors


@dataclass(frozen=True, slots=True)
class Prepared:
    """What is to be played, how to find a word's place in the files, and what is missing."""

    stand: Stand
    place: FindPlace
    warnings: tuple[Warning, ...]


def prepare(path: Path, kinds: Kinds, home: str | None, private: Path | None) -> Prepared:
    """Read the files. `home` is the home repository, made up where it is None; `private` where the
    private repository's files are. Raises OSError where a file cannot be read, Wrong where they
    have errors, Unusable where `home` is no name."""
    if home is not None and re.fullmatch(REPOSITORY, home) is None:
        raise Unusable(f"--home {home}: write it like acme/mentorship")
    found = read(path)
    named = private_repository_of(found.files)
    hidden = read_private(private) if private is not None else None
    sides = _sides("", found, named, hidden)
    programme = _good(_load(_files(sides), kinds, None), sides.values())
    home = home or _home_of(programme)
    checkouts = _sides(home, found, named, hidden)
    programme = _installed(checkouts, replace(programme, home=home), kinds)
    texts, missing = _texts(checkouts, programme, kinds)
    _check(checkouts, programme, texts, kinds)
    place = find_place(_roots(checkouts))
    warned = (
        *missing_texts(missing, place),
        *unread_private(named, private, hidden is not None and bool(hidden.files), place),
    )
    return Prepared(Stand(home, _files(checkouts), programme, texts), place, warned)


def _files(checkouts: Checkouts) -> tuple[SourceFile, ...]:
    return tuple(file for each in checkouts.values() for file in each.files)


def _sides(home: str, found: Checkout, named: str | None, hidden: Checkout | None) -> Checkouts:
    sides = {home.lower(): found.of(home)}
    if hidden is not None and named is not None:
        sides.setdefault(named.lower(), hidden.of(named))
    return sides


def _installed(checkouts: Checkouts, programme: Programme, kinds: Kinds) -> Programme:
    """The programme anew, in an organisation that has the repositories which it names."""
    owner = programme.home.partition("/")[0].lower()
    # An installation is one account's, so it sees only what is that account's.
    installed = {
        name: private
        for name, private in repositories(programme).items()
        if name.partition("/")[0].lower() == owner
    }
    return _good(_load(_files(checkouts), kinds, installed), checkouts.values())


def _load(
    files: Sequence[SourceFile], kinds: Kinds, installed: Mapping[str, bool] | None
) -> Loaded:
    return load(files, kinds.sections, kinds.templates, installed, kinds.texts.replaceable)


def _good(loaded: Loaded, checkouts: Iterable[Checkout]) -> Programme:
    if loaded.programme is None:
        raise Wrong(_placed(loaded.errors, checkouts))
    return loaded.programme


def _placed(errors: Iterable[FileError], checkouts: Iterable[Checkout]) -> list[FileError]:
    """The errors at their places on the disk."""
    by_side = {each.files[0].private: each for each in checkouts if each.files}
    return sorted(by_side[e.private].found(e) if e.private in by_side else e for e in errors)


def _home_of(programme: Programme) -> str:
    """A home repository beside those that the files name."""
    names = [programme.private_repository, *sorted(programme.tracked)]
    owner = next((name.partition("/")[0] for name in names if name), "acme")
    taken = (programme.private_repository or "").lower() == f"{owner}/{NAME}".lower()
    return f"{owner}/{NAME}{'-home' if taken else ''}"


# ---- texts ---------------------------------------------------------------------------------------


def _texts(
    checkouts: Checkouts, programme: Programme, kinds: Kinds
) -> tuple[dict[str, dict[str, bytes]], list[str]]:
    """The texts that cohorts name, by repository and path; ours for those that are not there, which
    are named as well."""
    found: dict[str, dict[str, bytes]] = {}
    missing: set[str] = set()
    for cohort in programme.cohorts:
        texts, checkout = found.setdefault(cohort.home.lower(), {}), checkouts[cohort.home.lower()]
        for name, path in cohort.messages.items():
            try:
                texts[path] = (checkout.root / path).read_bytes()
            except OSError:
                texts[path] = kinds.texts.sources[name].encode()
                missing.add(path)
    return found, sorted(missing)


def _check(
    checkouts: Checkouts,
    programme: Programme,
    texts: Mapping[str, Mapping[str, bytes]],
    kinds: Kinds,
) -> None:
    written = {
        home: {path: text.decode("utf-8", "replace") for path, text in some.items()}
        for home, some in texts.items()
    }
    if errors := text_errors(programme, _files(checkouts), written, kinds.texts):
        raise Wrong(_placed(errors, checkouts.values()))


def _roots(checkouts: Checkouts) -> list[tuple[str, Node]]:
    """The trees of all files, each with the file's place on the disk."""
    return [
        (checkout.on_disk(file.path), root)
        for checkout in checkouts.values()
        for file in checkout.files
        if (root := parse(file).root) is not None
    ]
