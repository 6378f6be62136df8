"""The people and teams that programme files name, and where each is named first."""

from collections.abc import Collection, Iterator, Sequence

from app.programme.errors import FileError
from app.programme.joined import in_order
from app.programme.source import Node, SourceFile, parse


def nobody(files: Sequence[SourceFile], missing: frozenset[str]) -> list[FileError]:
    """An error for each mentor and mentee in `missing` (logins in lower case)."""
    found: dict[str, FileError] = {}
    for node in _named(files):
        login = str(node.value).lower()
        if login in missing:
            message = f"there is nobody called `{node.value}` on GitHub; look for a letter amiss"
            found.setdefault(login, node.error(message))
    return list(found.values())


def unreadable(files: Sequence[SourceFile], teams: Collection[str]) -> list[FileError]:
    """An error for each of these teams (`org/team`, as the files spell them)."""
    message = (
        "GitHub does not say who is in the team `{}`; look for a letter amiss, let the App read "
        "the organisation's members, or name the people themselves"
    )
    roots = (parse(file).root for file in in_order(files))
    named = (node for root in roots if root for node in root.items("organisers"))
    return [node.error(message.format(node.value)) for node in named if node.value in teams]


def _named(files: Sequence[SourceFile]) -> Iterator[Node]:
    for file in in_order(files):
        root = parse(file).root
        for cohort in root.items("cohorts") if root else ():
            for group in cohort.items("groups"):
                yield from group.items("mentors")
                mentees = (mentee.get("login") for mentee in group.items("mentees"))
                yield from filter(None, mentees)
