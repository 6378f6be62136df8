"""What a check of a change stands on: what is in force, as far as it may be known there.

Anybody may propose, also from a fork, and the answer is public. So a check in the home repository
is made from that repository alone: of the private one it knows nothing, whoever proposes (R5). What
does not fit with a private file is told in the private repository.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.programme.load import Loaded, load
from app.programme.longer import lengthened
from app.programme.model import Programme
from app.programme.source import SourceFile
from app.programmes import Programmes


@dataclass(frozen=True, slots=True)
class Ground:
    """What is in force for one repository: its `files` and `texts` (by path), `others` where it is
    the private one (the public files), and `old`, what all these make."""

    repository: str
    private: bool = False
    files: tuple[SourceFile, ...] = ()
    others: tuple[SourceFile, ...] = ()
    texts: Mapping[str, str] | None = None
    old: Programme | None = None

    @property
    def people(self) -> frozenset[str]:
        """The logins that are known here, in lower case."""
        return frozenset(login.lower() for login in people(self.old)) if self.old else frozenset()


def ground(repository: str, programmes: Programmes) -> Ground:
    """What a check in this repository stands on; nothing where no programme has it."""
    name = repository.lower()
    for home, programme in programmes.all.items():
        if name not in (programme.home.lower(), (programme.private_repository or "").lower()):
            continue
        private = name != programme.home.lower()
        files = programmes.files.get(home, ())
        own = tuple(file for file in files if file.repository.lower() == name)
        others = tuple(file for file in files if file not in own) if private else ()
        texts = programmes.texts.get(home, {}).get(name, {})
        # What was added by command is no part of the files that are compared.
        old = lengthened(programme, {}) if private else loaded(programmes, own).programme
        return Ground(repository, private, own, others, texts, old)
    return Ground(repository)


def loaded(
    programmes: Programmes,
    files: Sequence[SourceFile],
    installed: Mapping[str, bool] | None = None,
) -> Loaded:
    """Files as a programme, or what is wrong with them."""
    kinds = programmes.kinds
    return load(files, kinds.sections, kinds.templates, installed, kinds.texts.replaceable)


def people(programme: Programme) -> Iterator[str]:
    """The logins of all mentors and mentees."""
    for cohort in programme.cohorts:
        for group in cohort.groups:
            yield from group.mentors
            yield from (mentee.login for mentee in group.mentees)
