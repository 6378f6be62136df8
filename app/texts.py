"""Texts that organisers put in the place of ours: found, read and tried out (rows P1, P2).

Each is rendered with made-up values before anything is posted with it, so that a mistake is told
like one in the programme file, at its line.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.github.quoting import shorten
from app.github.reader import Reader
from app.model.spelling import nearest
from app.model.text import Text, Value
from app.programme.errors import FileError
from app.programme.model import Cohort, Programme
from app.programme.source import SourceFile, parse
from app.templates import Messages

FOLDER = ".github/mentorship/texts"
"""A file in it, such as `onboarding/nudge.md`, replaces the text of that name in every cohort that
its repository declares."""

MOST_TEXTS = 60
"""Files read in one repository: more than there are texts."""

LONGEST_SHOWN = 4_000
"""Characters of a text that a check shows, so that several fit into it."""

_OF_THE_FILE = ("core/file-errors", "core/check-")
"""The core's own texts about the file: they belong to no cohort."""

Texts = Mapping[str, Mapping[str, str]]
"""What replaces ours: by repository in lower case, and path."""


@dataclass(frozen=True, slots=True)
class BuiltIn:
    """Our own texts by name, and made-up values for each: one case or more. `of_no_cohort`: how the
    names of those begin that no cohort replaces."""

    sources: Mapping[str, str]
    samples: Mapping[str, Sequence[Mapping[str, Value]]]
    of_no_cohort: tuple[str, ...] = ()

    @property
    def replaceable(self) -> list[str]:
        """The names that an organiser may use."""
        return [
            name
            for name in self.sources
            if not (name.startswith(self.fixed) or "/why-" in name)  # those are for the demo
        ]

    @property
    def fixed(self) -> tuple[str, ...]:
        """How the names of those begin that stay as they are."""
        return (*_OF_THE_FILE, *self.of_no_cohort)


def is_text(path: str) -> bool:
    """Whether a file at this path replaces a text without being named in the programme file."""
    return path.startswith(FOLDER + "/") and path.endswith(".md")


def paths_of(cohort: Cohort, texts: Texts) -> dict[str, str]:
    """Which file replaces which text: those in the folder, and before them the cohort's own."""
    here = texts.get(cohort.home.lower(), {})
    found = {path[len(FOLDER) + 1 : -len(".md")]: path for path in here if is_text(path)}
    return found | {name: path for name, path in cohort.messages.items() if path in here}


def sources_of(cohort: Cohort, texts: Texts) -> dict[str, str]:
    """What replaces our texts, by name."""
    here = texts.get(cohort.home.lower(), {})
    return {name: here[path] for name, path in paths_of(cohort, texts).items()}


# ---- reading -------------------------------------------------------------------------------------


def named_in(programme: Programme, home: str) -> list[str]:
    """The files that cohorts of a repository name as texts."""
    cohorts = [each for each in programme.cohorts if each.home.lower() == home.lower()]
    return sorted({path for cohort in cohorts for path in cohort.messages.values()})


async def read_texts(programme: Programme, reader: Reader) -> dict[str, dict[str, str]]:
    """The texts of a programme, on the default branch."""
    texts: dict[str, dict[str, str]] = {}
    homes = {cohort.home.lower(): cohort.home for cohort in programme.cohorts}
    for lower, home in sorted(homes.items()):
        for path in sorted({*named_in(programme, home), *await _in_folder(home, reader)})[
            :MOST_TEXTS
        ]:
            file = await reader.file(home, path)
            if file is not None:
                texts.setdefault(lower, {})[path] = file.content.decode("utf-8", "replace")
    return texts


async def _in_folder(home: str, reader: Reader) -> list[str]:
    found: list[str] = []
    for path, kind in await reader.folder(home, FOLDER):
        if kind == "dir":
            found += [each for each, of in await reader.folder(home, path) if of == "file"]
    return [path for path in found if is_text(path)]


# ---- trying out ----------------------------------------------------------------------------------


def text_errors(
    programme: Programme,
    files: Iterable[SourceFile],
    texts: Texts,
    built_in: BuiltIn,
    *,
    only: str | None = None,
    tried: Collection[tuple[str, str]] = (),
) -> list[FileError]:
    """What is wrong with the texts of a programme; of `only` one repository. What was `tried` (the
    text's name, and what replaces it) and found good is not tried again."""
    found = {error for file in files for error in _missing(file, texts)}
    done = set(tried)
    for cohort in programme.cohorts:
        for name, path in paths_of(cohort, texts).items():
            source = texts[cohort.home.lower()][path]
            if (name, source) in done:
                continue
            done.add((name, source))
            found.update(_tried(name, path, source, cohort, built_in))
    return sorted(e for e in found if only is None or e.repository.lower() == only.lower())


def _missing(file: SourceFile, texts: Texts) -> Iterator[FileError]:
    """Files that a cohort names and that are not there."""
    root = parse(file).root
    for cohort in root.items("cohorts") if root else ():
        for entry in cohort.entries("messages").values():
            path = entry.value.value
            if path not in texts.get(file.repository.lower(), {}):
                yield entry.value.error(f"there is no file `{path}` in this repository; add it")


def _tried(
    name: str, path: str, source: str, cohort: Cohort, built_in: BuiltIn
) -> Iterator[FileError]:
    def error(line: int, column: int, message: str) -> FileError:
        return FileError(path, line, column, message, cohort.home, cohort.private)

    if name not in built_in.replaceable:
        hint = nearest(name, built_in.replaceable)
        yield error(1, 1, f"there is no text called `{name}`{hint}")
    elif "\ufffd" in source:
        yield error(1, 1, "this is not text in UTF-8; save it as plain text")
    else:
        for each in Messages(built_in.sources).check(name, source, *built_in.samples[name]):
            yield error(each.line, each.column, each.message)


def in_force(texts: Texts, errors: Iterable[FileError], before: Texts) -> dict[str, dict[str, str]]:
    """The texts, with the last good one, if there was one, in the place of each that is wrong."""
    wrong = {(error.repository.lower(), error.file) for error in errors}
    kept = {
        repository: {path: source for path, source in of.items() if (repository, path) not in wrong}
        for repository, of in texts.items()
    }
    for repository, path in sorted(wrong):
        if path in before.get(repository, {}):
            kept.setdefault(repository, {})[path] = before[repository][path]
    return {repository: of for repository, of in kept.items() if of}


def shown(name: str, source: str, built_in: BuiltIn) -> str:
    """How a replaced text reads to a made-up mentee, as Markdown. As code: whoever proposed it, it
    must not look like a part of the check."""
    rendered = Messages(built_in.sources, {name: source}).render(
        Text(name, built_in.samples[name][0])
    )
    return _fenced(shorten(rendered, LONGEST_SHOWN))


def _fenced(text: str) -> str:
    """A text as a block of code, with a fence that nothing in it can close."""
    longest = max(map(len, re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}\n{text}\n{fence}"
