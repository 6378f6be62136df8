"""All texts of Cairn by name, with those that organisers have replaced."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

import structlog

from app.commands import nearest
from app.github.live import commands, html_at, live_mentions
from app.github.quoting import inline, plain, shorten, title
from app.model.text import Mention, Text, Value
from app.templates.language import LONGEST, Compile, TextError, fill, on_trial
from app.templates.values import Shown

log = structlog.get_logger()

_TITLE = ".title"
_LONGEST_TITLE = 256

LONGEST_REPLACED = 16_000
"""Characters of a text that replaces ours: some ten times our longest."""

_HTML = "has HTML here, which could hide or disguise what is around it; use Markdown"

# Ways in which a value can be lifted out of its escaping: see `_try_out`.
_PROBES = ("someone", "a @someone b", "/mentor help")

_OURS = frozenset(
    (
        *("soon", "under way", "complete", "starts", "ends", "date"),
        *("none", "unknown", "past", "year", "far"),
        *("draft", "held", "review", "commented", "changes", "red", "approved", "blocked"),
    )
)
"""Words for which texts may ask (docs/texts.md, "Which texts there are, and their values")."""


class _Unsafe(TextError):
    """Something would be live that may not be."""

    def __init__(self, message: str) -> None:
        super().__init__(message, quotes=True)


def load_folder(path: Path, prefix: str) -> dict[str, str]:
    """The texts in a folder: `issue.md` is called "PREFIX/issue", `issue.title.md` its title."""
    return {
        f"{prefix}/{file.name.removesuffix('.md')}": file.read_text(encoding="utf-8")
        for file in sorted(path.glob("*.md"))
    }


class Messages:
    """The texts of one cohort, each a piece of Liquid; names as `load_folder` gives them."""

    def __init__(
        self,
        built_in: Mapping[str, str],
        replaced: Mapping[str, str] | None = None,
        home: str = "",
    ) -> None:
        """`home` is the repository that holds the replaced texts; for the log."""
        self._built_in = built_in
        self._replaced = replaced or {}
        self._home = home

    def render(self, text: Text, mentions: Collection[str] = ()) -> str:
        """The Markdown of a text; one plain line where its name ends in ".title".

        Only people and teams in `mentions` can be notified. A replaced text that fails gives way
        to the built-in one: people should not go without because of a slip. Raises TextError where
        that one fails as well, or where there is none.
        """
        return "\n\n".join(
            self._one(part, Shown(mentions, _words_in(part.template)))
            for part in (text, *text.then)
        )

    def plain(self, text: Text) -> str:
        """The same for a mail: people's words as they were typed. Raises TextError."""
        return "\n\n".join(self._one(part, Shown((), plain)) for part in (text, *text.then))

    def _one(self, text: Text, shown: Shown) -> str:
        name = text.template
        if name in self._replaced:
            try:
                return _rendered(name, self._replaced[name], text.values, shown)
            except TextError as error:
                if name not in self._built_in:
                    raise
                self._log(name, error)
        if name not in self._built_in:
            raise TextError(f"there is no text called {name!r}")
        return _rendered(name, self._built_in[name], text.values, shown)

    def _log(self, name: str, error: TextError) -> None:
        why = "what it is filled with does not fit there" if error.quotes else error.message
        log.warning(
            "replaced text failed, so the built-in one is posted",
            text=name,
            repository=self._home,
            line=error.line,
            column=error.column,
            why=why,
        )

    def check(self, name: str, source: str, *samples: Mapping[str, Value]) -> list[TextError]:
        """What is wrong with a text that an organiser wrote; `samples` are made-up values."""
        if name not in self._built_in:
            meant = nearest(name, self._built_in)
            hint = f'; did you mean "{meant}"?' if meant else ""
            return [TextError(f'there is no text called "{name}"{hint}')]
        if len(source) > LONGEST_REPLACED:
            return [TextError(f"is longer than {LONGEST_REPLACED:,} characters; shorten it")]
        if at := html_at(source):
            return [TextError(_HTML, *at)]
        compiled = on_trial()
        try:
            for sample in samples:
                _try_out(name, source, sample, compiled)
        except TextError as error:
            return [error]
        return []


def _rendered(
    name: str,
    source: str,
    values: Mapping[str, Value],
    shown: Shown,
    compiled: Compile | None = None,
) -> str:
    made = shown.all(values)
    output = fill(source, made, compiled) if compiled else fill(source, made)
    if name.endswith(_TITLE):
        markdown = shorten(" ".join(output.split()), _LONGEST_TITLE)
    else:
        markdown = re.sub(r"\n(?:[ \t]*\n){2,}", "\n\n", output).strip()
    _refuse(markdown, shown)
    return markdown


def _words_in(name: str) -> Callable[[str], str]:
    return title if name.endswith(_TITLE) else inline


def _refuse(markdown: str, shown: Shown) -> None:
    """Cairn's own safety net, behind the quoting of values."""
    if not markdown:
        raise TextError("comes out empty; GitHub takes no empty text")
    if len(markdown) > LONGEST:
        raise TextError(f"comes out longer than {LONGEST} characters; shorten it")
    if "<!-- cairn" in markdown:
        raise TextError("contains a marker of Cairn's; take `<!-- cairn` out")
    if shown.show is plain:  # it does not go to GitHub
        return
    if found := commands(markdown):
        raise _Unsafe(
            f"has a line that begins with a command ({found[0]!r}), and a reply by mail would "
            "run it; put a word in front"
        )
    # Titles notify nobody.
    if shown.is_markdown and (extra := _uninvited(markdown, shown.mentions)):
        raise _Unsafe(f"would notify @{extra}, whom it may not; write the name without @")


def _uninvited(markdown: str, mentions: Collection[str]) -> str | None:
    if "@" not in markdown and "&" not in markdown:
        return None
    return min(live_mentions(markdown) - {name.casefold() for name in mentions}, default=None)


def _try_out(name: str, source: str, sample: Mapping[str, Value], compiled: Compile) -> None:
    """Raises TextError for what is wrong with a text, and where people's words would come to life
    in it: right behind an `@`, or between backticks, which close where the value's own begin.

    All words at once make few renderings; only where one is unsafe, it is looked for.
    """
    shown = Shown(set(_logins(sample)), _words_in(name))
    if html_at(_rendered(name, source, sample, shown, compiled)):
        raise TextError(_HTML)  # made of pieces, or by a tag of the language
    for probe in _PROBES:
        try:
            _rendered(name, source, _probed(sample, probe), shown, compiled)
        except _Unsafe as error:
            place, why = _found(name, source, sample, probe, compiled) or ("something", error)
            raise TextError(f"where `{place}` holds people's words, it {why.message}") from error
        except TextError:
            continue  # a text may count with a word, or look it up


def _found(
    name: str, source: str, sample: Mapping[str, Value], probe: str, compiled: Compile
) -> tuple[str, _Unsafe] | None:
    """The first value that is unsafe by itself, and why."""
    shown = Shown(set(_logins(sample)), _words_in(name))
    for place in dict.fromkeys(_places(sample)):
        try:
            _rendered(name, source, _probed(sample, probe, only=place), shown, compiled)
        except _Unsafe as error:
            return place, error
        except TextError:
            continue
    return None


def _probed(values: Any, probe: str, *, only: str | None = None, place: str = "") -> Any:
    """The values with a probe in the place of people's words; at `only` one place of them."""
    if isinstance(values, str):
        return probe if only in (None, place) and _is_words(values) else values
    if isinstance(values, Mapping):
        return {
            key: _probed(value, probe, only=only, place=f"{place}.{key}".lstrip("."))
            for key, value in values.items()
        }
    if isinstance(values, list | tuple):
        return [_probed(value, probe, only=only, place=place) for value in values]
    return values


def _places(values: Any, place: str = "") -> Iterator[str]:
    """Where people's words are, such as `task.title`."""
    if isinstance(values, str) and _is_words(values):
        yield place
    elif isinstance(values, Mapping):
        for key, value in values.items():
            yield from _places(value, f"{place}.{key}".lstrip("."))
    elif isinstance(values, list | tuple):
        for value in values:
            yield from _places(value, place)


def _is_words(value: str) -> bool:
    """Whether it is no day and no word of Cairn's own: with a probe in the place of one, a text
    would fail, or leave out what it says in that case."""
    return not (value in _OURS or re.fullmatch(r"\d{4}-\d{2}-\d{2}", value))


def _logins(values: Any) -> Iterator[str]:
    if isinstance(values, Mention):
        yield values.login
    elif isinstance(values, Mapping):
        for value in values.values():
            yield from _logins(value)
    elif isinstance(values, list | tuple):
        for value in values:
            yield from _logins(value)
