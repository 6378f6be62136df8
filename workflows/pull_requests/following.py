"""Who gets a mail of whatever is said in a pull request. Pure."""

from collections.abc import Iterator

from app.model.workflow import View
from app.programme.model import Programme
from workflows.pull_requests.turn import Summary


def followers(view: View, it: Summary) -> tuple[str, ...]:
    """Its author, who is asked for a review, and who said something; in lower case, as far as the
    programme knows them: of others nobody knows when it is night."""
    found = {login.lower() for login in (*_who_spoke(view), *it.asked)}
    return tuple(sorted(login for login in found if _is_known(view.programme, login)))


def _who_spoke(view: View) -> Iterator[str]:
    yield view.facts["pull"]["now"].data["by"]
    for kind in ("review", "comment"):
        yield from (known.data["by"] for known in view.facts.get(kind, {}).values())


def _is_known(programme: Programme, login: str) -> bool:
    return (
        login in programme.mentors
        or programme.is_organiser(login)
        or bool(programme.enrolments(login))
    )
