"""From a comment to commands, and to near misses. What a command does is said elsewhere."""

import hashlib
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from app.commands.lines import Line, all_lines, command_lines
from app.commands.words import fold, nearest, split_names, split_words

MOST = 25
"""Commands in one comment; what comes after them is let go, so that nobody can flood."""

# The verb ends at a blank or at punctuation: "done: chat", "done,chat", "— done".
_VERB = re.compile(r"[\s:,.;!…—–：，。！-]*([^\s,;:，：；]*)[,;:，：；—–\s]*(.*)", re.DOTALL)
_COMMENT = re.compile(r"<!--.*?(?:-->|$)")
_EDGES = "\"'`*_.!?()[]<>"
_PUNCTUATION = str.maketrans(dict.fromkeys(".,;:!?\"'`", " "))


@dataclass(frozen=True, slots=True)
class CommandSpec:
    """A command, as a workflow offers it and as the help shows it.

    `usage`, such as "done NAME…", and `example` come without `/mentor`; `does` is one line; `who`
    names roles with commas between them, or "all". `arguments`: "words" is a list of names,
    "text" is the rest of the line as it was written. `rare`: where much can be written, help folds
    it away.
    """

    name: str
    usage: str
    does: str
    who: str
    example: str
    arguments: Literal["none", "words", "text"]
    aliases: tuple[str, ...] = ()
    rare: bool = False


@dataclass(frozen=True, slots=True)
class Command:
    """A command that was given.

    `text` is the rest of the line as written, trimmed; `line` is the whole line, normalised;
    `index` is its place among the comment's commands; `occurrence` counts equal lines before it.
    `below` is what the comment says in the lines below it, up to the next command.
    """

    name: str
    words: tuple[str, ...]
    text: str
    line: str
    index: int
    occurrence: int = 0
    below: str = ""


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A line that begins with `/mentor` and says nothing known; with what was probably meant."""

    line: str
    suggestion: str | None
    index: int
    occurrence: int = 0


Parsed = tuple[Command | NearMiss, ...]


def registry(specs: Iterable[CommandSpec]) -> dict[str, CommandSpec]:
    """Commands by name. ValueError where two share a name or an alias."""
    found: dict[str, CommandSpec] = {}
    taken: set[str] = set()
    for spec in specs:
        for word in (spec.name, *spec.aliases):
            if word in taken:
                raise ValueError(f"two commands are called {word!r}; rename one")
            taken.add(word)
        found[spec.name] = spec
    return found


def parse(body: str, specs: Mapping[str, CommandSpec], names: Collection[str] = ()) -> Parsed:
    """The commands in a comment, in order; never raises.

    `names` are the known arguments (checklist items): they only make suggestions better, and never
    decide what is a command. `/mentor` alone is `help`.
    """
    return tuple(_read(command_lines(body)[:MOST], _verbs(specs), names))


def _verbs(specs: Mapping[str, CommandSpec]) -> Mapping[str, CommandSpec]:
    return {word: spec for spec in specs.values() for word in (spec.name, *spec.aliases)}


def _read(
    lines: Iterable[Line], verbs: Mapping[str, CommandSpec], names: Collection[str]
) -> Iterator[Command | NearMiss]:
    seen: Counter[str] = Counter()
    for index, (_, rest, below) in enumerate(lines):
        verb, text = _split(rest)
        line = " ".join(["/mentor", *fold(_COMMENT.sub(" ", rest)).lstrip(":,.;!- ").split()])
        occurrence = seen[_folded(line)]
        seen[_folded(line)] += 1
        words = split_words(text)
        if not verb:
            yield Command("help", words, text, line, index, occurrence, below)
        elif verb in verbs:
            yield Command(verbs[verb].name, words, text, line, index, occurrence, below)
        else:
            yield NearMiss(line, _suggest(verb, text, verbs, names), index, occurrence)


def _split(rest: str) -> tuple[str, str]:
    match = _VERB.match(_COMMENT.sub(" ", rest))
    if match is None:
        return "", ""
    return fold(match[1]).strip(_EDGES).casefold(), match[2].strip()


def _suggest(
    verb: str, text: str, verbs: Mapping[str, CommandSpec], names: Collection[str]
) -> str | None:
    words = split_words(text)
    near = nearest(verb, verbs)
    if near is None and words and verb in names:  # "chat done"
        near, words = nearest(words[-1], verbs), (verb, *words[:-1])
    if near is None:
        return None
    kind = verbs[near].arguments
    if kind == "words":
        text = " ".join(nearest(word, names) or word for word in split_names(words))
    return f"/mentor {near} {text if kind != 'none' else ''}".rstrip()


def _folded(line: str) -> str:
    # A comma or a full stop that an edit adds does not make a command new.
    return " ".join(line.casefold().translate(_PUNCTUATION).split())


def key(given: Command | NearMiss) -> str:
    """What a line is known by within its comment: the same for the same words, however often it
    is read, and another one for each repetition of a line."""
    digest = hashlib.sha256(_folded(given.line).encode("utf-8", "replace")).hexdigest()[:16]
    return f"{digest}.{given.occurrence}" if given.occurrence else digest


def new_in_edit(
    before: str | None,
    after: str,
    specs: Mapping[str, CommandSpec],
    names: Collection[str] = (),
    *,
    own: bool = True,
) -> Parsed:
    """What an edit added: lines of `after` that `before` does not have as often. `own`: people
    edited their own comment.

    Moving lines about adds nothing. Where GitHub did not say what was there before (`None`), all
    of `after` counts; keys keep what ran already from running again.
    """
    # Somebody else who tidies up says nothing, also where a quoted or hidden line comes to light.
    lines = command_lines(before or "")[:MOST] if own else all_lines(before or "")
    had = {key(given) for given in _read(lines, _verbs(specs), names)}
    return tuple(given for given in parse(after, specs, names) if key(given) not in had)
