"""Does one event cost the same with 10 mentees and with 10,000? `python -m tests.harness.scale`.

The event is a mentee's `/mentor done`, from its webhook to the write in their issue. The promise
is a ratio of at most 1.2 (design, promise 4). Worlds are settled directly, without GitHub: rows
as they are once every issue was opened, in as many files as it takes (64 KiB each).
"""

import asyncio
import json
import logging
import statistics
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import structlog

from app.sandbox.state import Issue
from app.sandbox.world import Delivery
from tests.behaviour.files import STEPS, cohort, programme
from tests.world import HOME, STARTS, World, opened, sqlite_copy

FEW, MANY = 10, 10_000
A_FILE = 1_000
"""Mentees in one file: some 40 kB."""
EVENTS = 60
HEAD = "version: 1\ntimezone: Asia/Kolkata\n"


@dataclass(frozen=True)
class Scale:
    """Median milliseconds for one event."""

    mentees: int
    milliseconds: float


def files(mentees: int) -> list[bytes]:
    """The main file, with the first cohort, and one more for each further thousand."""
    made = []
    for first in range(0, mentees, A_FILE):
        numbers = range(first, min(first + A_FILE, mentees))
        logins = ", ".join(f"{{login: mentee-{n}}}" for n in numbers)
        entry = cohort(logins, id=f"c{first}", name=f"Cohort {first}", more=STEPS)
        made.append(programme(entry, head=HEAD if first == 0 else ""))
    return made


async def measure(mentees: int, events: int = EVENTS) -> Scale:
    """The time of one event among so many mentees."""
    first, *others = files(mentees)
    with tempfile.TemporaryDirectory() as folder:
        async with opened(await sqlite_copy(Path(folder)), programme=first) as world:
            for number, file in enumerate(others, 1):
                path = f".github/mentorship/{number:02}.yml"
                world.person("alice").push_file(HOME, path, file)
            world.sandbox.take_deliveries()
            await _open_for(world, mentees, events)
            return Scale(mentees, statistics.median([await _event(world, n) for n in range(events)]))
