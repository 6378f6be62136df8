"""After an unknown outcome: look before repeating (rule 6).

Our own webhook settles most of them. Else lists are looked at after 30 s and after 2 min, because
lists lag behind; only then is the intent dropped, and the next plan writes again.
"""

from app import sightings
from app.github.client import Refused
from app.github.markers import Signer
from app.github.reader import Reader
from app.model import things
from app.model.facts import Said, Sighting

FIRST_LOOK = 30.0
LAST_LOOK = 120.0
MARGIN = 120.0
"""Clocks differ: look this much further back than the intent."""


def too_early(said: Said, now: float) -> float | None:
    """Until when to wait before the first look, or None."""
    return said.intent_at + FIRST_LOOK if now < said.intent_at + FIRST_LOOK else None


def last_look(said: Said, now: float) -> float | None:
    """When to look for the last time, or None if that is now."""
    return said.intent_at + LAST_LOOK if now < said.intent_at + LAST_LOOK else None


class Lookout:
    """Finds our artefacts in GitHub's lists, by the App's authorship and the marker's key."""

    def __init__(self, reader: Reader, signer: Signer, bot: str) -> None:
        self._reader = reader
        self._signer = signer
        self._bot = bot

    async def find(self, repo: str, scope: str, key: str, said: Said) -> Sighting | None:
        """The artefact of an intent, if GitHub lists it by now; of two, the older."""
        after = max(0.0, said.intent_at - MARGIN)
        try:
            if said.kind == "issue":
                seen = self.issues(
                    said.repository, await self._reader.issues_by(repo, self._bot, after)
                )
            elif said.kind == "comment":
                comments = await self._reader.comments(repo, said.target, after)
                seen = self.comments(said.repository, said.target, comments)
            elif said.kind == "check":
                return await self._check(repo, scope, key, said)
            else:
                seen = self.milestones(said.repository, await self._reader.milestones(repo))
        except Refused:
            return None
        ours = [s for s in seen if s.scope == scope and s.key == key]
        return min(ours, key=lambda s: s.ref, default=None)

    async def _check(self, repo: str, scope: str, key: str, said: Said) -> Sighting | None:
        sha, name = said.parameters["sha"], said.parameters["name"]
        for run in await self._reader.check_runs(repo, sha, name):
            if run.external_id == sightings.external_id(scope, key):
                at, hash_ = said.intent_at, said.hash
                where = said.repository, run.id
                return Sighting(scope, key, "check", *where, at, hash_, None, said.parameters)
        return None

    def issues(self, repository: int, issues: list[things.Issue]) -> list[Sighting]:
        """Those issues that are artefacts of ours."""
        return [
            sightings.sighting("issue", repository, i.number, i.created_at, parts, swept=True)
            for i in issues
            if i.user is not None and i.user.login == self._bot
            if sightings.described(parts := self._signer.split(i.body, repository, ours=True))
        ]

    def comments(
        self, repository: int, number: int, comments: list[things.Comment]
    ) -> list[Sighting]:
        """Those comments that are artefacts of ours."""
        return [
            sightings.sighting(
                "comment", repository, c.id, c.created_at, parts, target=number, swept=True
            )
            for c in comments
            if c.user is not None and c.user.login == self._bot
            if sightings.described(parts := self._signer.split(c.body, repository, ours=True))
        ]

    def milestones(self, repository: int, milestones: list[things.Milestone]) -> list[Sighting]:
        """Those milestones that are artefacts of ours."""
        return [
            sightings.sighting("milestone", repository, m.number, m.created_at, parts, swept=True)
            for m in milestones
            if m.creator is not None and m.creator.login == self._bot
            if sightings.described(
                parts := self._signer.split(m.description, repository, ours=True)
            )
        ]
