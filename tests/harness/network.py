"""What lies between a sandbox and Cairn, and goes wrong: deliveries, answers, processes."""

import random
from dataclasses import dataclass

from app.sandbox.http import Request, Response
from app.sandbox.world import Delivery
from tests.world import World


class Crash(BaseException):
    """The process dies here. No `except Exception` may hold it up."""


@dataclass(frozen=True, slots=True)
class Odds:
    """How probable each trouble is, at each chance that it has."""

    late: float = 0.0
    double: float = 0.0
    lost: float = 0.0
    own_lost: float = 0.0
    crash: float = 0.0
    bad_gateway: float = 0.0
    race: float = 0.0
    lag: float = 0.0
    """Seconds for which lists do not show what is new."""


LOSABLE = frozenset({"created", "opened", "closed"})
"""Actions that a sweep tells exactly as the lost delivery would have."""


class Network:
    """Carries deliveries to a world, in any order, late, twice or never."""

    def __init__(self, world: World, random_: random.Random, odds: Odds) -> None:
        self.world = world
        self.odds = odds
        self.pending: list[Delivery] = []
        self.seen: list[Delivery] = []
        self.lost = 0
        self.prompt = False
        self._random = random_

    async def post(self) -> int:
        """Take what the sandbox sends; hand over some of it."""
        for delivery in self.world.sandbox.take_deliveries():
            if self._is_lost(delivery):
                self.lost += 1
            else:
                self.pending.append(delivery)
        late = 0.0 if self.prompt else self.odds.late
        now = [d for d in self.pending if _is_urgent(d) or self._random.random() >= late]
        self.pending = [d for d in self.pending if d not in now]
        self._random.shuffle(now)
        again = [d for d in self.seen[-20:] if self._random.random() < self.odds.double]
        for delivery in (*now, *again):
            intake = self.world.cairn.service.intake
            await intake.keep(delivery.event, delivery.id, delivery.body)
        self.seen += now
        return len(now)

    def _is_lost(self, delivery: Delivery) -> bool:
        payload = delivery.payload
        if payload["sender"]["type"] == "Bot":
            return self._random.random() < self.odds.own_lost
        losable = payload.get("action") in LOSABLE
        return losable and self._random.random() < self.odds.lost

    def fault(self, request: Request, phase: str) -> Response | None:
        """502 in place of an answer, before or after GitHub did what was asked."""
        if request.writes and self._random.random() < self.odds.bad_gateway / 2:
            return Response(502, {"content-type": "application/json"}, b'{"message": "oops"}')
        return None


def _is_urgent(delivery: Delivery) -> bool:
    """An edit of a comment is never late: should a sweep see it first, nothing on GitHub tells who
    made it and when, and it counts as the author's own (rule 2)."""
    return delivery.event == "issue_comment" and delivery.payload["action"] == "edited"
