"""Where a group's retrospective is: with people's own words about each other (R5). Pure.

It is in the private repository, if all of the group can read there; mentors often share one of
their own, and a retrospective without its mentees is none. Else it is where the cohort's issues
are. Once it is open it stays.
"""

from collections.abc import Iterator

from app.model.artefacts import Permission
from app.model.workflow import View
from workflows.retrospective.state import Here, people


def asked(view: View, found: Here) -> Iterator[Permission]:
    """Who can read in the private repository: asked once, before the issue opens."""
    repository, known = view.programme.private_repository, view.facts.get("permission", {})
    for login in people(found) if repository is not None and found.row is None else ():
        if repository is not None and _key(repository, login) not in known:
            yield Permission(repository, login, _key(repository, login))


def _key(repository: str, login: str) -> str:
    return f"{repository}:{login}".lower()


def place(view: View, found: Here) -> str:
    """The repository of its issue; "" where the App cannot reach it any more."""
    if found.row is not None:
        return view.sight.name_of(found.row.repository)
    private, known = view.programme.private_repository, view.facts.get("permission", {})
    if private is None:
        return found.cohort.home
    roles = [known.get(_key(private, login)) for login in people(found)]
    can = all(each is not None and each.data["role"] != "none" for each in roles)
    return private if can else found.cohort.home


def is_private(view: View, found: Here) -> bool:
    """Whether few can read there. A repository that is not known (any more) is taken as public:
    nothing is unsealed there."""
    id = view.sight.names.get(place(view, found).lower())
    return id is not None and view.sight.private.get(id, False)


def takes_sealed(view: View, found: Here) -> bool:
    """Whether people write on their own pages: those have to be there, and notes that are about
    people are shown in a private place only."""
    has_page = view.me is not None and found.group.working_doc is None
    return has_page and is_private(view, found)
