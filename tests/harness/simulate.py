"""How long `simulate` takes: `python -m tests.harness.simulate [ROUNDS]`.

Each round measures by turns: a fixed piece of Python (how fast the machine is just now), the
example, and a cohort of 200 mentees, each in a process of its own, from its start to its end. The
least of all rounds counts, in seconds; a ratio is to the fixed piece, so it can be compared with
that of another day.
"""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "mentorship.yml"
MENTEES = 200
GROUP = 4
PROMISED = {"example": 5.0, f"{MENTEES} mentees": 60.0}
"""Seconds."""

LOOP = "d = {}\nfor n in range(3_000_000):\n    d[n % 1000] = str(n)"


def large(mentees: int) -> str:
    """A file with one cohort of so many, in groups of four, with two mentors each."""
    groups = range(mentees // GROUP)
    return HEAD + "".join(
        f"      - id: g{n}\n"
        f"        mentors: [mentor-{n}, mentor-{(n + 1) % len(groups)}]\n"
        f"        repositories: [acme/engine]\n"
        f"        mentees: [{', '.join(f'{{login: m{n}-{i}}}' for i in range(GROUP))}]\n"
        for n in groups
    )


HEAD = """\
version: 1
timezone: Europe/Berlin
organisers: [alice]
private_repository: acme/mentors
cohorts:
  - id: autumn
    starts: 2026-09-01
    ends: 2026-11-27
    groups:
"""


def _seconds(*arguments: str) -> float:
    started = time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - started


def main() -> None:
    """The command."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "mentorship.yml"
        file.write_text(large(MENTEES))
        files = dict(zip(PROMISED, (EXAMPLE, file), strict=True))
        found: dict[str, list[float]] = {name: [] for name in ("a fixed piece of Python", *files)}
        for _ in range(rounds):
            found["a fixed piece of Python"].append(_seconds("-c", LOOP))
            for name, path in files.items():
                found[name].append(_seconds("-m", "app", "simulate", str(path)))
    unit = min(found["a fixed piece of Python"])
    for name, took in found.items():
        promised = f"   promised: {PROMISED[name]:.0f} s" if name in PROMISED else ""
        print(f"{name:<24} {min(took):7.2f} s   {min(took) / unit:7.2f} times{promised}")


if __name__ == "__main__":
    main()
