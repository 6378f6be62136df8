"""How the entries of a file fit together: dates in order, nobody twice, nothing unknown.

This reads the tree, not the checked entries, so that a wrong date in one place does not hide a
mentee who is enrolled twice in another: all errors come at once. Values that are misspelled are
left to `shape`.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, timedelta

from app.model.days import parse_date, parse_datetime
from app.model.spelling import nearest
from app.programme.errors import FileError
from app.programme.joined import place_of
from app.programme.source import Entry, Node

NEAR = timedelta(days=92)
"""A quarter: how far from a cohort a day of its own may lie, before it looks like a typo."""

# No nearest name here: `installed` has private repositories as well, and this may be read by all.
_NOT_INSTALLED = (
    "the App is not installed in {}; install it there, or list the repository under `ecosystem`"
)
# No name here: it may be private again when this is read.
_PUBLIC = (
    "`private_repository` is public, so nothing about a person goes there; "
    "make it private, or name another"
)


def relation_errors(
    root: Node,
    templates: Collection[str],
    installed: Mapping[str, bool] | None,
    texts: Collection[str] | None,
) -> Iterator[FileError]:
    """All that does not fit. `installed`: the repositories that the App may see, if known, and
    whether each is private; `texts`: the names of those that may be replaced, if known."""
    yield from _once(_keys(root.entries("people")), "the login", "delete one of them")
    yield from _once(_named(root.items("cohorts"), "id"), "the cohort", "give one another id")
    yield from _home_is_not_private(root)
    yield from _given_twice(root)
    yield from _unknown_projects(root)
    for cohort in root.items("cohorts"):
        yield from _template(cohort, templates)
        yield from _cohort_dates(cohort)
        yield from _groups(cohort)
        yield from _unknown_texts(cohort, texts)
    if installed is not None:
        yield from _outside(root, {name.lower(): private for name, private in installed.items()})


def _unknown_texts(cohort: Node, known: Collection[str] | None) -> Iterator[FileError]:
    for name, entry in cohort.entries("messages").items():
        if known is not None and name not in known:
            yield entry.key.error(f"there is no text called `{name}`{nearest(name, known)}")


def _keys(entries: Mapping[str, Entry]) -> list[Node]:
    return [entry.key for entry in entries.values()]


def _named(nodes: Iterable[Node], key: str) -> list[Node]:
    """The values of one key in several mappings, where they are text."""
    return [value for node in nodes if (value := node.get(key)) and isinstance(value.value, str)]


def _texts(nodes: Iterable[Node]) -> list[Node]:
    return [node for node in nodes if isinstance(node.value, str)]


def _once(names: Iterable[Node], what: str, mend: str) -> Iterator[FileError]:
    """Names that come a second time, whatever their case, and what to do about it."""
    seen: dict[str, Node] = {}
    for name in names:
        first = seen.setdefault(str(name.value).lower(), name)
        if first is not name:
            where = place_of(first, name)
            yield name.error(f"{what} `{name.value}` is in {where} already; {mend}")


def _walk(node: Node, key: str = "") -> Iterator[tuple[str, Node]]:
    """Every value below a node, with the nearest key above it."""
    if isinstance(node.value, dict):
        for name, entry in node.value.items():
            yield name, entry.value
            yield from _walk(entry.value, name)
    elif isinstance(node.value, list):
        for item in node.value:
            yield from _walk(item, key)


def _home_is_not_private(root: Node) -> Iterator[FileError]:
    private = root.get("private_repository")
    if private and str(private.value).lower() == root.file.repository.lower():
        yield private.error("`private_repository` should be another one than this")


def _given_twice(root: Node) -> Iterator[FileError]:
    """Words that come twice in one list: mentors, repositories, labels …"""
    for key, node in _walk(root):
        if isinstance(node.value, list) and key != "agenda":
            yield from _once(_texts(node.value), f"in `{key}`,", "delete one of them")


def _unknown_projects(root: Node) -> Iterator[FileError]:
    projects = root.entries("projects")
    for key, node in _walk(root):
        if key != "projects" or not isinstance(node.value, list):
            continue
        for name in _texts(node.value):
            if name.value not in projects:
                known = _visible(projects, name)
                hint = nearest(str(name.value), known) or "; add it to `projects`"
                yield name.error(f"there is no project `{name.value}`{hint}")


def _visible(entries: Mapping[str, Entry], place: Node) -> list[str]:
    """The names that may be said at a place: those of private files only in private files."""
    return [
        name for name, entry in entries.items() if place.file.private or not entry.key.file.private
    ]


def _template(cohort: Node, templates: Collection[str]) -> Iterator[FileError]:
    name = cohort.get("template")
    if name and isinstance(name.value, str) and name.value not in templates:
        hint = nearest(name.value, templates) or f"; there are: {', '.join(sorted(templates))}"
        yield name.error(f"there is no template `{name.value}`{hint}")


def _date(node: Node, key: str) -> date | None:
    """A date; None where there is none, or none that can be read."""
    try:
        return parse_date(node.text(key))
    except ValueError:
        return None


def _cohort_dates(cohort: Node) -> Iterator[FileError]:
    starts, ends = _date(cohort, "starts"), _date(cohort, "ends")
    yield from _in_order(cohort, starts, ends)
    if not starts or not ends or starts >= ends:
        return
    for day in cohort.items("dates"):
        yield from _within(day, "on", starts - NEAR, ends + NEAR, "far from the cohort")
    for group in cohort.items("groups"):
        yield from _last_meeting(group, starts, ends)
        for mentee in group.items("mentees"):
            yield from _mentee_dates(mentee, starts, ends)


def _in_order(node: Node, starts: date | None, ends: date | None) -> Iterator[FileError]:
    place = node.get("ends") or node.get("starts")
    if starts and ends and starts >= ends and place:
        yield place.error(f"it ends ({ends}) before it starts ({starts}); swap or correct them")


def _within(node: Node, key: str, first: date, last: date, where: str) -> Iterator[FileError]:
    day, place = _date(node, key), node.get(key)
    if day and place and not first <= day <= last:
        yield place.error(f"`{key}`: {day} is {where}; write a day from {first} to {last}")


def _mentee_dates(mentee: Node, starts: date, ends: date) -> Iterator[FileError]:
    own_start, own_end = _date(mentee, "starts") or starts, _date(mentee, "ends") or ends
    if mentee.get("starts") or mentee.get("ends"):
        yield from _in_order(mentee, own_start, own_end)
    if own_start < own_end:
        yield from _within(mentee, "left", own_start - NEAR, own_end, "not in their time here")


def _last_meeting(group: Node, starts: date, ends: date) -> Iterator[FileError]:
    place = group.get("last_meeting")
    try:
        day = parse_datetime(group.text("last_meeting")).date()
    except ValueError:
        return
    last = max([ends, *filter(None, (_date(one, "ends") for one in group.items("mentees")))])
    if place and not starts <= day <= last:
        message = f"`last_meeting`: {day} is not in the group's time; "
        yield place.error(message + f"write a day from {starts} to {last}")


def _groups(cohort: Node) -> Iterator[FileError]:
    groups = cohort.items("groups")
    yield from _once(_named(groups, "id"), "the group", "give one another id")
    mentees = _named((one for group in groups for one in group.items("mentees")), "login")
    yield from _once(mentees, "in this cohort, the mentee", "delete one of them")
    for group in groups:
        if len(groups) > 1 and isinstance(group.value, dict) and "id" not in group.value:
            yield group.error("a group needs an `id` where a cohort has several")
        yield from _both_roles(group)


def _both_roles(group: Node) -> Iterator[FileError]:
    mentors = {str(mentor.value).lower() for mentor in _texts(group.items("mentors"))}
    for mentee in _named(group.items("mentees"), "login"):
        if str(mentee.value).lower() in mentors:
            both = f"`{mentee.value}` is both mentor and mentee in this group"
            yield mentee.error(f"{both}; delete one of them")


def _outside(root: Node, installed: Mapping[str, bool]) -> Iterator[FileError]:
    """Repositories that the App cannot see, and a private one that everybody can."""
    for key, node in _walk(root):
        if key == "repositories" and isinstance(node.value, list):
            for repository in _texts(node.value):
                if str(repository.value).lower() not in installed:
                    yield repository.error(_NOT_INSTALLED.format(repository.value))
    private = root.text("private_repository")
    place = root.get("private_repository")
    if private and place and private.lower() not in installed:
        yield place.error(f"the App is not installed in {private}; install it there")
    elif private and place and not installed[private.lower()]:
        yield place.error(_PUBLIC)
