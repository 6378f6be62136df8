"""What "Why?" answers, as the sandbox's pages ask for it."""

from collections.abc import Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

from app.explaining import explainer
from app.sandbox.explaining import Artefact, Explanation, Row
from app.sandbox.state import CheckRun, Comment, Issue
from tests.world import HOME, World

FILE = f"/{HOME}/blob/HEAD/.github/mentorship.yml"
ISSUE = f"/{HOME}/issues/2"
KOLKATA = "(Asia/Kolkata, maya's)"


def of(thing: Issue | Comment | CheckRun, repository: str = "") -> Artefact:
    """What a page asks about."""
    match thing:
        case Issue():
            return Artefact("issue", thing.repository.full_name, thing.number)
        case Comment():
            where = thing.issue
            return Artefact("comment", where.repository.full_name, where.number, thing.id)
        case CheckRun():
            return Artefact("check_run", repository, 0, thing.id)


async def why(world: World, it: Artefact) -> Explanation:
    """An answer that has to come."""
    found = await explainer(world.cairn.service)(it)
    assert found is not None, it
    return found


def lines(found: Explanation) -> list[str]:
    """The table, a line for each row, as a page puts it for somebody in Greenwich."""
    return [_line(row) for row in found.rows]


def _line(row: Row) -> str:
    parts = [_when(row), f"({row.zone}, {row.whose})" if row.zone else "", row.said, row.setting]
    said = " ".join(part for part in parts if part)
    return f"{row.what}: {said}" + (f" -> {row.address}" if row.address else "")


def _when(row: Row) -> str:
    if row.at is None or isinstance(row.at, date):
        return str(row.at or "")
    zone = ZoneInfo(row.zone or "UTC")
    return datetime.fromtimestamp(row.at, zone).strftime("%a %Y-%m-%d %H:%M")


def everything(world: World) -> Iterator[Artefact]:
    """All that Cairn made or wrote into, as GitHub shows it."""
    for repository in world.sandbox.world.repositories.values():
        name = repository.full_name
        for issue in repository.issues.values():
            if issue.via_app:
                yield of(issue)
            for comment in issue.comments:
                if comment.via_app or "<!-- cairn:" in comment.body:
                    yield of(comment)
                for given in comment.reactions.values():
                    if given.user is world.sandbox.world.app.bot:
                        at = of(comment)
                        yield Artefact("reaction", name, at.number, at.id, given.content)
        for number in repository.milestones:
            yield Artefact("milestone", name, number)
        for run in repository.check_runs.values():
            if run.by_app:
                yield of(run, name)
