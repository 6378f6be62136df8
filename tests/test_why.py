"""Nothing that Cairn writes over the demo's whole cohort is without an answer to "Why?"."""

import asyncio
import re
from dataclasses import dataclass
from pathlib import Path

import pytest
import sqlalchemy as sa

from app.explaining import explainer
from app.sandbox.explaining import Artefact, Explanation
from app.sandbox.state import Issue
from app.sandbox.story import ENDS, STORY
from app.sandbox.story.acts import OnOwnPage
from app.store import tables as t
from app.why import explain
from tests.behaviour.donuts import opt_in
from tests.behaviour.whys import everything, lines
from tests.harness.oracle import fork
from tests.world import World, opened, sqlite_copy
from workflows.pull_requests.missed import RECENT

Answers = dict[Artefact, Explanation | None]

JARGON = re.compile(r"\b(scope|ledger|fact|marker|sweep|key|register|artefact|occasion|plan)s?\b")


@dataclass
class Told:
    """Answers at the end of the cohort, and once more after the database was lost."""

    answers: Answers
    rebuilt: Answers
    long_closed: set[tuple[str, int]]
    """Pull requests, and requests for help, by repository and number, that are read no more after
    a loss."""

    keys: dict[str, bool]
    """Each key that was written, and whether it can be explained."""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    """The cohort of the demo, played to its end."""
    return asyncio.run(_told(tmp_path_factory.mktemp("why")))


async def _told(folder: Path) -> Told:
    async with opened(await sqlite_copy(folder)) as world:
        await world.cairn.begin()
        for act in STORY:
            await world.cairn.play_until(act.at)
            if isinstance(act, OnOwnPage):
                await opt_in(world, act.login)
            else:
                act.done_by(world.sandbox)
        await world.cairn.play_until(ENDS)
        answers, keys = await _answers(world), await _keys(world)
        rebuilt = await fork(world, folder / "rebuilt", keep=False)
        await rebuilt.cairn.settle()
        try:
            return Told(answers, await _answers(rebuilt), _long_closed(world), keys)
        finally:
            await rebuilt.close()


def _is_settled(issue: Issue) -> bool:
    """Whether it is a request that has its next step: a sweep finds requests by their labels."""
    is_request = any("/mentor ask" in comment.body for comment in issue.comments)
    return is_request and issue.user.type == "User" and not issue.labels


def _long_closed(world: World) -> set[tuple[str, int]]:
    return {
        (repository.full_name, issue.number)
        for repository in world.sandbox.world.repositories.values()
        for issue in repository.issues.values()
        if _is_settled(issue) or (issue.pull is not None and (issue.closed or ENDS) < ENDS - RECENT)
    }


async def _answers(world: World) -> Answers:
    answer = explainer(world.cairn.service)
    return {it: await answer(it) for it in everything(world)}


async def _keys(world: World) -> dict[str, bool]:
    """Labels are a repository's, and asked about by their name."""
    service = world.cairn.service
    tenant = await service.tenants.get(world.installation)
    async with world.database.read() as connection:
        found = await connection.execute(sa.select(t.ledger.c.scope, t.ledger.c.key))
        rows = [(row.scope, row.key) for row in found if not row.scope.startswith("labels:")]
    keys: dict[str, bool] = {}
    for scope, key in rows:
        view = await service.view(world.installation, scope)
        assert view is not None
        keys[key] = explain(view, key, tenant.recorder.workflows) is not None
    return keys


def test_each_key_has_an_answer(told: Told) -> None:
    """If this fails, a workflow writes something that its `explain` does not know."""
    assert [key for key, is_known in told.keys.items() if not is_known] == []
    assert {key.partition(":")[0] for key in told.keys} >= {
        *("home", "list", "complete", "nudge", "member"),
        *("tracking", "milestone", "corner", "quiet"),
        *("reply", "reaction"),
    }


def test_all_that_the_pages_show_has_an_answer(told: Told) -> None:
    assert {it.kind for it in told.answers} == {"issue", "comment", "milestone", "reaction"}
    assert [it for it, found in told.answers.items() if found is None] == []


def test_after_a_lost_database_the_answers_are_the_same(told: Told) -> None:
    """But what was said on pull requests that are closed for long is not read again."""
    asked = {it for it in told.answers if (it.repository, it.number) not in told.long_closed}
    assert {it.kind for it in asked} == {"issue", "comment", "milestone", "reaction"}
    assert {it: told.rebuilt[it] for it in asked} == {it: told.answers[it] for it in asked}


def test_newcomers_need_no_words_of_ours(told: Told) -> None:
    for found in told.answers.values():
        assert found is not None
        words = [found.because, *lines(found)]
        assert not JARGON.search(" ".join(words)), words
        assert not re.search(r"\bNone\b(?! of )", " ".join(words)), words
        assert len(found.because) < 500
        assert len(found.rows) <= 16


def test_every_answer_leads_somewhere(told: Told) -> None:
    for it, found in told.answers.items():
        assert found is not None
        assert any(row.address for row in found.rows), it
