"""Half a year of a rota with random absences: `python -m tests.harness.rota [--rotas N]`.

Each rota is played week by week. What is published is held against every rule, and against all
other ways to share the week out, tried one by one: so it is known that nothing was left undone, and
how many sessions an absence that comes late has to move. Exits with 1 where a rule is broken.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import product
from random import Random
from time import perf_counter

from workflows.rota.solve import ENOUGH, NOBODY, Week, solve

DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
FIRST = date(2026, 1, 5)
WEEKS = 26
LOOK_BACK = 8
"""Weeks that count for fairness, as the page remembers them."""

Led = Mapping[date, str]


def moved(week: Week, led: Led) -> int:
    """Sessions that stood already, and that somebody else has now."""
    stood = ((week.stood.get(day, NOBODY), led[day]) for day in week.open)
    return sum(now not in (was, NOBODY) for was, now in stood if was)


def value(week: Week, led: Led) -> tuple[object, ...]:
    """What a way to share a week out is judged by; the smallest is the best."""
    counts, people = Counter(who for who in led.values() if who), week.seniors
    own = [(n, led[day]) for n, day in enumerate(week.days) if day in week.open and led[day]]
    first = (week.days[0].toordinal() - 1) // 7 if week.days else 0
    turns = {n: (people.index(who) - first - n) % len(people) for n, who in own}
    return (
        sum(not led[day] for day in week.open),
        sum(count * count for count in counts.values()),
        moved(week, led),
        sum(week.led.get(who, 0) for _, who in own),
        [turns.get(n, 0) for n in range(len(week.days))],
    )


def ways(week: Week) -> Iterator[dict[date, str]]:
    """Every way to share a week out that no rule forbids."""
    choices = [[*sorted(week.may[day]), NOBODY] for day in week.open]
    for chosen in product(*choices):
        led = {**week.fixed, **dict(zip(week.open, chosen, strict=True))}
        counts = Counter(who for who in led.values() if who)
        if all(count <= max(week.most, week.had[who]) for who, count in counts.items()):
            yield {day: led[day] for day in week.days}


def best(week: Week) -> dict[date, str]:
    """The best of all ways, found by trying them all."""
    return min(ways(week), key=lambda led: value(week, led))


def broken(week: Week, led: Led) -> list[str]:
    """The rules that are broken, in sentences. A session without anybody is no breach where nobody
    may lead, or where each of those who may leads another and one is the most."""
    found = [
        f"{day}: {led[day]} may not" for day in week.open if led[day] not in _allowed(week, day)
    ]
    counts = Counter(who for who in led.values() if who)
    able = {who for who in week.able if who not in week.had}
    if len(week.able) >= max(ENOUGH, len(week.days)):
        found += [f"{who} leads {n}" for who, n in counts.items() if n > max(1, week.had[who])]
    else:
        found += [f"{day}: somebody may" for day in week.open if not led[day] and week.may[day]]
        free = all(week.may[day] >= able for day in week.open)  # nobody's days are in the way
        shares = [counts[who] for who in able]
        if free and not week.had and shares and max(shares) - min(shares) > 1:
            found.append(f"shared unevenly: {shares}")
    gaps = [day for day in week.open if not led[day]]
    return found + [f"{day}: without a reason" for day in gaps if not _has_reason(week, led, day)]


def _allowed(week: Week, day: date) -> set[str]:
    return {*week.may[day], NOBODY}


def _has_reason(week: Week, led: Led, day: date) -> bool:
    busy = Counter(led.values())
    return all(week.most == 1 and busy[who] >= 1 for who in week.may[day])


# ---- half a year ---------------------------------------------------------------------------------


@dataclass
class Tally:
    """What was counted. `exhaustive`: all other ways are tried as well, which takes its time."""

    exhaustive: bool = True
    weeks: int = 0
    sessions: int = 0
    empty: int = 0
    late: int = 0
    hit: int = 0
    moved: int = 0
    least: int = 0
    seconds: float = 0.0
    wrong: list[str] = field(default_factory=list)


def play(
    seniors: int, seed: int, tally: Tally, weeks: int = WEEKS, absent: float = 0.1
) -> Counter[str]:
    """One rota; how often each led. Somebody is away in a week, or has a single day off, with a
    chance of `absent`; and in each week one absence more comes when it is published, unless nobody
    is ever absent."""
    random = Random(seed)
    people = tuple(f"senior-{n}" for n in range(seniors))
    led: dict[date, str] = {}
    for number in range(weeks):
        monday = FIRST + number * WEEK
        days = tuple(monday + n * DAY for n in range(5))
        may = _may(people, days, random, absent)
        past = Counter(who for day, who in led.items() if who and day >= monday - LOOK_BACK * WEEK)
        week = Week(days, people, may, led=past)
        found = _solved(week, tally)
        late = replace(week, stood=found)
        if absent:
            late = _one_more_away(late, random)
        after = _solved(late, tally)
        _count(late, found, after, tally)
        led |= after
    return Counter(who for who in led.values() if who)


def _may(
    people: tuple[str, ...], days: tuple[date, ...], random: Random, absent: float
) -> dict[date, frozenset[str]]:
    away = {who for who in people if random.random() < absent}
    return {
        day: frozenset(who for who in people if who not in away and random.random() >= absent)
        for day in days
    }


def _one_more_away(week: Week, random: Random) -> Week:
    """Somebody who leads in this week is away from a day on that comes not after their session."""
    leading = [(day, who) for day, who in week.stood.items() if who]
    if not leading:
        return week
    day, who = random.choice(leading)
    start = random.choice([each for each in week.days if each <= day])
    may = {d: p - {who} if d >= start else p for d, p in week.may.items()}
    fixed = {each: week.stood[each] for each in week.days if each < start}
    return replace(week, may=may, fixed=fixed)


def _solved(week: Week, tally: Tally) -> dict[date, str]:
    began = perf_counter()
    found = solve(week)
    tally.seconds += perf_counter() - began
    tally.wrong += broken(week, found)
    if tally.exhaustive and found != best(week):
        tally.wrong.append(f"{week.days[0]}: there is a better way")
    return found


def _count(week: Week, before: Led, after: Led, tally: Tally) -> None:
    tally.weeks += 1
    tally.sessions += len(week.days)
    tally.empty += sum(not who for who in after.values())
    tally.late += 1
    tally.hit += sum(
        who != NOBODY and who not in week.may[day]
        for day, who in before.items()
        if day in week.open
    )
    tally.moved += moved(week, after)
    if tally.exhaustive:
        tally.least += min(moved(week, led) for led in _as_good(week, after))


def _as_good(week: Week, led: Led) -> Iterator[Led]:
    """All ways that cover as many sessions, as evenly."""
    goal = value(week, led)[:2]
    return (each for each in ways(week) if value(week, each)[:2] == goal)


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m tests.harness.rota", description=__doc__)
    parser.add_argument("--rotas", type=int, default=2, help="rotas of each size")
    rotas = parser.parse_args().rotas
    wrong: list[str] = []
    for seniors in (2, 3, 5, 7):
        tally, calm = Tally(), Tally(exhaustive=False)
        for seed in range(rotas):
            play(seniors, seed, tally)
        shares = play(seniors, 0, calm, absent=0.0).values()
        print(
            f"{seniors} seniors: {tally.weeks} weeks, {tally.sessions} sessions, {tally.empty} "
            f"with nobody, each for a reason; {tally.late} late absences hit {tally.hit} of "
            f"them and moved {tally.moved} (the least that keeps the rules: {tally.least}); "
            f"without any absence, most and least led differ by {max(shares) - min(shares)}; "
            f"{tally.seconds / tally.weeks / 2 * 1000:.2f} ms to solve a week"
        )
        wrong += [*tally.wrong, *calm.wrong]
    print(f"rules broken: {len(wrong)}", *wrong[:20], sep="\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
