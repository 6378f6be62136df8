"""A commit that changes a programme's files, read and tried out for its check (row P2).

Whoever has an account can propose something. So what is read is limited, what is beyond is told in
words, and a change from a fork learns nothing of what only the App may see.
"""

import asyncio
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from app.github.quoting import shorten
from app.github.reader import Reader
from app.ground import Ground, ground, loaded, people
from app.model.artefacts import Proposed
from app.model.facts import Fact
from app.model.workflow import View
from app.programme.errors import FileError
from app.programme.model import Programme
from app.programme.people import nobody, unreadable
from app.programme.source import SourceFile, is_plain
from app.programmes import MOST_ERRORS, MOST_FILES, Programmes, is_file, pack, read_teams, silent
from app.proposed_files import Blobs, contents, listed
from app.texts import MOST_TEXTS, is_text, named_in, paths_of, shown, sources_of, text_errors

MOST_SHOWN = 5
"""Changed texts shown in one check, as they read."""

LONGEST_MESSAGE = 500
"""Characters of an error's message: it may quote."""

Written = Mapping[str, str]
"""Texts by path."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What is looked at for one check: changed files, changed texts, people who are new."""

    files: int
    texts: int
    people: int
    where: str


WRITERS = Limits(MOST_FILES, MOST_TEXTS, 100, "one change")
STRANGERS = Limits(5, 5, 20, "a change from a fork")


async def examine(
    view: View,
    need: Proposed,
    programmes: Programmes,
    installed: Mapping[str, bool],
    reader: Reader,
) -> Fact:
    """Read what a commit changes, and try it out. Raises what a Reader raises."""
    known = view.facts["proposal"]
    own = "own" in known
    look = _Look(
        ground(need.repository, programmes),
        programmes,
        reader,
        need.sha,
        WRITERS if own else STRANGERS,
        installed if own else None,
    )
    asked = known["asked"].order
    return Fact(view.key, "proposal", "read", asked, {"asked": asked, **await look.data()})


@dataclass(slots=True)
class _Look:
    """At one commit. `installed`: the repositories that the App may see; None for a stranger, who
    could find out by trying whether a private one exists."""

    ground: Ground
    programmes: Programmes
    reader: Reader
    sha: str
    limits: Limits
    installed: Mapping[str, bool] | None

    async def data(self) -> dict[str, Any]:
        """What the check says, as a fact holds it: no texts, and files only if they are good."""
        home, sources = self.ground.repository, self.programmes.kinds.texts.sources
        folders = {name.partition("/")[0] for name in sources}
        found = await listed(home, self.sha, folders, self.reader)
        old = self.ground.old
        elsewhere = sorted(set(named_in(old, home) if old else ()) - set(found.now))
        named = await self._texts(elsewhere)
        moved = [path for path in elsewhere if await self._is_new(path, named)]
        changed = {*found.changed, *moved}
        if not changed:
            return {"touched": False}
        too_many = list(self._too_many(found.changed))
        judged = _wrong(too_many, ()) if too_many else await self._judge(found.now, named, changed)
        return {"touched": True, **judged}

    async def _texts(self, paths: Sequence[str]) -> dict[str, str]:
        files = [await self.reader.file(self.ground.repository, path, self.sha) for path in paths]
        return {file.path: _decoded(file.content) for file in files if file is not None}

    async def _is_new(self, path: str, texts: Written) -> bool:
        """Whether a text is another one than on the default branch, where it may be ahead of what
        is in force."""
        if (self.ground.texts or {}).get(path) == texts.get(path):
            return False
        file = await self.reader.file(self.ground.repository, path)
        return texts.get(path) != (_decoded(file.content) if file is not None else None)

    def _too_many(self, changed: Collection[str]) -> Iterator[FileError]:
        """What is beyond the limits, told instead of read."""
        files = sorted(path for path in changed if not is_text(path))
        yield from self._beyond(files, self.limits.files, "files of the programme")
        texts = sorted(path for path in changed if is_text(path))
        yield from self._beyond(texts, self.limits.texts, "texts")

    def _beyond(self, paths: Sequence[str], most: int, what: str) -> Iterator[FileError]:
        if len(paths) > most:
            message = (
                f"there are {len(paths)} {what} to look at, and Cairn looks at {most} at most in "
                f"{self.limits.where}; propose the others in another one"
            )
            yield FileError(paths[most], 1, 1, message, self.ground.repository, self.ground.private)

    async def _judge(self, now: Blobs, named: Written, changed: set[str]) -> dict[str, Any]:
        files, texts = await self._read(now)
        if not files:
            return {**_wrong((), ()), "files": []}
        # A big file takes seconds, and everybody else's events should not wait for it.
        made = await asyncio.to_thread(loaded, self.programmes, files, self.installed)
        if made.programme is None:
            return _wrong(made.errors, files)
        new = made.programme
        wanted = sorted(set(named_in(new, self.ground.repository)) - set(named) - set(texts))
        if too_many := list(self._beyond(wanted, self.limits.texts, "texts")):
            return _wrong(too_many, files)
        added = await self._texts(wanted)
        texts |= {**named, **added}
        errors = await asyncio.to_thread(self._text_errors, new, files, texts)
        found, unseen = await self._who_is_new(new)
        missing = frozenset(login for login, profile in found.items() if profile is None)
        errors += [*nobody(files, missing), *await self._silent(new, files)]
        if errors:
            return _wrong(errors, files)
        read = await asyncio.to_thread(self._as_read, new, texts, changed | set(added))
        good = {"files": [pack(file) for file in files], "people": found, "unseen": unseen}
        return {**_wrong((), files), **good, "read": read}

    async def _read(self, now: Blobs) -> tuple[list[SourceFile], dict[str, str]]:
        """The programme's files, with those of the other repository that belong to it, and the
        texts in their folders."""
        on = self.ground
        known = [*(file.content for file in on.files), *map(str.encode, (on.texts or {}).values())]
        files = [path for path in sorted(now) if is_file(path)][: MOST_FILES + 1]
        texts = [path for path in sorted(now) if is_text(path)][:MOST_TEXTS]
        plain = [path for path in (*files, *texts) if is_plain(path)]
        held = await contents(plain, now, known, on.repository, self.sha, self.reader)
        # What cannot be asked for is told of all the same.
        own = [SourceFile(on.repository, path, held.get(path, b""), on.private) for path in files]
        return [*on.others, *own], {p: _decoded(held[p]) for p in texts if p in held}

    def _text_errors(
        self, programme: Programme, files: Sequence[SourceFile], texts: Written
    ) -> list[FileError]:
        here = self.ground.repository
        tried = self._in_force()
        own = self.programmes.kinds.texts
        return text_errors(programme, files, {here.lower(): texts}, own, only=here, tried=tried)

    def _in_force(self) -> frozenset[tuple[str, str]]:
        """Texts that were found good before: their names and what they say."""
        texts = {self.ground.repository.lower(): self.ground.texts or {}}
        cohorts = self.ground.old.cohorts if self.ground.old else ()
        return frozenset(pair for each in cohorts for pair in sources_of(each, texts).items())

    def _as_read(
        self, programme: Programme, texts: Written, changed: Collection[str]
    ) -> list[Mapping[str, str]]:
        """How the texts that were changed read."""
        all_texts = {self.ground.repository.lower(): texts}
        found = {
            (name, path)
            for cohort in programme.cohorts
            for name, path in paths_of(cohort, all_texts).items()
            if path in changed
        }
        own = self.programmes.kinds.texts
        return [
            {"name": name, "text": shown(name, texts[path], own)}
            for name, path in sorted(found)[:MOST_SHOWN]
        ]

    async def _who_is_new(self, programme: Programme) -> tuple[dict[str, Any], int]:
        """Who is new, as GitHub shows them, and how many more there are."""
        named = {login.lower(): login for login in people(programme)}
        new = [login for lower, login in named.items() if lower not in self.ground.people]
        found: dict[str, Any] = {}
        for login in new[: self.limits.people]:
            profile = await self.reader.profile(login)
            found[login.lower()] = {"avatar": profile.avatar_url} if profile is not None else None
        return found, max(0, len(new) - self.limits.people)

    async def _silent(self, programme: Programme, files: Sequence[SourceFile]) -> list[FileError]:
        """Teams of which GitHub tells Cairn nothing; a stranger could try for secret ones."""
        if self.installed is None:
            return []
        return unreadable(files, silent(await read_teams(programme, self.reader)))


def _decoded(content: bytes) -> str:
    return content.decode("utf-8", "replace")


def _wrong(errors: Sequence[FileError], files: Sequence[SourceFile]) -> dict[str, Any]:
    cut = [replace(e, message=shorten(e.message, LONGEST_MESSAGE)) for e in errors[:MOST_ERRORS]]
    return {
        "errors": [asdict(error) for error in cut],
        "count": len(errors),
        "paths": [[file.repository, file.path] for file in files],
    }
