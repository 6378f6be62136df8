"""Who gets how many mails in which week of the demo: `python -m tests.harness.mails [DIR]`.

Plays the demo to its end, or reads DIR, an export of it. Prints a line for each person and week of
theirs, with what GitHub would have mailed: by Cairn of its own accord, naming them or because they
follow an issue, in answer to what the person had just done, and by people. Exits with 1 where a
mentor is named more than three times a week, or gets more than five of the first two, or anybody
gets one between 20:00 and 8:00 or on a day that is not in their working week.
"""

import argparse
import asyncio
import json
import logging
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time
from pathlib import Path
from typing import Any, Literal

import structlog

from app import demo, wiring
from app.attention import CAP
from app.model.time import Calendar, calendar_of, local
from app.programme.load import load
from app.programme.model import Programme
from app.programme.source import SourceFile
from app.sandbox.cast import (
    MAINTAINER,
    MENTEES,
    MENTORS,
    OWNERS,
    PROGRAMME_FILE,
    PROGRAMME_PATH,
    STRANGERS,
)
from app.simulation.course import by_week
from tests.world import HOME, all_kinds

ANSWERED_WITHIN = 300.0
"""Seconds after something that a person wrote in an issue in which Cairn's mail about it answers
them: they are up, and wait for it."""

EVENING, MORNING = time(20), time(8)

MOST = CAP + 2
"""Mails of Cairn's own in a week, with those that name somebody else, or say that it is closed."""

Cause = Literal["Cairn", "follows", "answer", "people"]


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail: to whom, when (Unix seconds), and what caused it."""

    person: str
    at: float
    cause: Cause


def judge(
    mails: Iterable[Mail], calendars: Mapping[str, Calendar], mentors: Iterable[str]
) -> list[str]:
    """What should not have been, in sentences. Only what Cairn sent of its own accord counts."""
    own = [mail for mail in mails if mail.cause in ("Cairn", "follows")]
    wrong = [line for mail in own for line in _untimely(mail, calendars[mail.person])]
    for (person, week), found in by_week(own, calendars):
        named = sum(mail.cause == "Cairn" for mail in found)
        if person in mentors and named > CAP:
            wrong.append(
                f"{person} was named {named} times in the week of {week}; {CAP} is the most"
            )
        if person in mentors and len(found) > MOST:
            wrong.append(f"{person} got {len(found)} in the week of {week}; {MOST} are the most")
    return wrong


def _untimely(mail: Mail, calendar: Calendar) -> Iterator[str]:
    moment = local(mail.at, calendar.zone)
    when = f"{moment:%A %Y-%m-%d, %H:%M}"
    if not MORNING <= moment.time() < EVENING:
        yield f"{mail.person} got one at night: {when}"
    if moment.weekday() not in calendar.week:
        yield f"{mail.person} got one on a free day: {when}"


def table(mails: Iterable[Mail], calendars: Mapping[str, Calendar]) -> Iterator[str]:
    """A line for each person and week, with the earliest and latest local hour of Cairn's own."""
    yield f"{'person':<10} {'week of':<10}  Cairn  follows  answers  people  earliest  latest"
    for (person, week), found in by_week(mails, calendars):
        causes = [mail.cause for mail in found]
        kinds: tuple[Cause, ...] = ("Cairn", "follows", "answer", "people")
        counts = [causes.count(kind) for kind in kinds]
        zone = calendars[person].zone
        own = (mail for mail in found if mail.cause in ("Cairn", "follows"))
        hours = sorted(local(mail.at, zone).time() for mail in own)
        first, last = (f"{hours[n]:%H:%M}" if hours else "" for n in (0, -1))
        line = (
            f"{person:<10} {week}  {counts[0]:>5}  {counts[1]:>7}  {counts[2]:>7}  {counts[3]:>6}"
        )
        yield f"{line}  {first:>8}  {last:>6}".rstrip()


# ---- an export -----------------------------------------------------------------------------------


def read(directory: Path) -> list[Mail]:
    """The mails of an export."""
    acts = list(_written(directory))
    return [_mail(row, acts) for row in _rows(directory / "mail.jsonl")]


def _mail(row: Mapping[str, Any], acts: Iterable[tuple[str, str, int, float]]) -> Mail:
    at = _instant(row["at"])
    here = (row["person"], row["repository"], row["number"])
    asked = any(act[:3] == here and 0 <= at - act[3] < ANSWERED_WITHIN for act in acts)
    if row["by"] != "cairn[bot]":  # other bots mail whenever they like
        return Mail(row["person"], at, "people")
    named: Cause = "Cairn" if f"@{row['person']}" in row["text"] else "follows"
    return Mail(row["person"], at, "answer" if asked else named)


def _written(directory: Path) -> Iterator[tuple[str, str, int, float]]:
    """Who wrote something, in which issue, and when."""
    for issue in _rows(directory / "issues.jsonl"):
        for comment in issue["comments"]:
            where = (issue["repository"], issue["number"])
            yield comment["author"], *where, _instant(comment["at"])


def _rows(file: Path) -> Iterator[dict[str, Any]]:
    for line in file.read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def _instant(text: str) -> float:
    return datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp()


def people() -> tuple[dict[str, Calendar], frozenset[str]]:
    """Everybody's working days, by login, and who mentors; as the demo's file has it."""
    programme = _programme()
    everybody = (*OWNERS, *MENTORS, *MENTEES, *STRANGERS, MAINTAINER)
    calendars = {login: calendar_of(programme.person(login)) for login in everybody}
    groups = (group for cohort in programme.cohorts for group in cohort.groups)
    return calendars, frozenset(login for group in groups for login in group.mentors)


def _programme() -> Programme:
    file = SourceFile(HOME, PROGRAMME_PATH, PROGRAMME_FILE.read_bytes())
    found = load([file], all_kinds().sections, all_kinds().templates).programme
    assert found is not None
    return found


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m tests.harness.mails", description=__doc__)
    parser.add_argument("directory", nargs="?", type=Path, metavar="DIR")
    directory = parser.parse_args().directory
    calendars, mentors = people()
    with tempfile.TemporaryDirectory(prefix="cairn-mails-") as folder:
        if directory is None:
            structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
            directory = Path(folder)
            asyncio.run(demo.play(demo.connect(wiring.service), directory))
        mails = read(directory)
    wrong = judge(mails, calendars, mentors)
    print(*table(mails, calendars), *wrong, sep="\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
