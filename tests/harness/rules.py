"""Breaks each of the twelve rules once, in a scratch copy, and prints which test noticed.

    python -m tests.harness.rules [RULE …]

Histories are played where no named test notices.

The rules are those of docs/decisions/001-rules-and-the-tests-that-notice.md, which keeps what this
printed. Ends with 1 if a break went unnoticed.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
HISTORIES = 40
_LEFT_OUT = shutil.ignore_patterns(".*", "__pycache__", "node_modules")


class Stale(Exception):
    """The code has changed, and a break no longer fits."""


@dataclass(frozen=True, slots=True)
class Break:
    """One rule, what is done to it, and the tests that should notice."""

    rule: int
    what: str
    file: str
    old: str
    new: str
    tests: str

    def broken(self, root: Path) -> str:
        """The file as it is broken. Raises Stale unless the text is there exactly once."""
        text = (root / self.file).read_text()
        if text.count(self.old) != 1:
            raise Stale(f"rule {self.rule}: {self.file} has {text.count(self.old)} of {self.old!r}")
        return text.replace(self.old, self.new)


BREAKS = (
    Break(
        1,
        "whatever arrives last wins",
        "app/store/records.py",
        '"newest": new.order > row.order,',
        '"newest": sa.true(),',
        "tests/test_rules.py",
    ),
    Break(
        2,
        "an edit runs with the right of the comment's author",
        "app/command_facts.py",
        "author = event.sender if edited else (comment.user or event.sender)",
        "author = comment.user or event.sender",
        "tests/behaviour/test_commands.py",
    ),
    Break(
        3,
        "every box of an edited body counts, not only those that changed",
        "workflows/onboarding/facts.py",
        "        if value != was.get(item, False):\n",
        "        if was is not None:\n",
        "tests/behaviour/test_ticking.py",
    ),
    Break(
        4,
        "a sweep does not take over what a marker remembers",
        "app/sweep.py",
        "            yield from workflow.recall(scope, memory)\n",
        "            yield from workflow.recall(scope, {})\n",
        "tests/behaviour/test_membership.py",
    ),
    Break(
        5,
        "nobody looks at what was said: every leaving is the first",
        "workflows/onboarding/membership.py",
        "if key.startswith(MEMBER)]",
        'if key.startswith("left:")]',
        "tests/behaviour/test_membership.py",
    ),
    Break(
        6,
        "unknown is taken for failed: written again at once",
        "app/settle.py",
        "    return said.intent_at + LAST_LOOK if now < said.intent_at + LAST_LOOK else None\n",
        "    return None\n",
        "tests/test_rules.py",
    ),
    Break(
        7,
        "what slips in between read and write is not put back",
        "app/record.py",
        "yield from self._overwritten(event, parts)",
        "return",
        "tests/behaviour/test_words.py",
    ),
    Break(
        8,
        "a planned scope is clean, whatever came in meanwhile",
        "app/store/planning.py",
        "        await self._do.run(_SCOPE, done, key=scope.key)\n",
        '        del done["clean"]\n'
        "        await self._do.run(_SCOPE.values(clean=_scope.dirty), done, key=scope.key)\n",
        "tests/test_rules.py",
    ),
    Break(
        9,
        "a plan takes for a no what has to be asked of GitHub",
        "workflows/onboarding/commands.py",
        "return None if asked is None else",
        "return False if asked is None else",
        "tests/behaviour/test_commands.py",
    ),
    Break(
        10,
        "pings that a sweep finds are not counted",
        "app/store/records.py",
        'seen.at, seen.parameters.get("to", ()))',
        "seen.at, ())",
        "tests/test_rules.py",
    ),
    Break(
        11,
        "a marker is believed whoever signed it",
        "app/github/markers.py",
        "trusted = self._verified(match[1], match[2], repository, within)",
        "trusted = bool(self._secrets)",
        "tests/behaviour/test_own_list.py tests/test_rules.py",
    ),
    Break(
        12,
        "our own edits count as a person's",
        "app/record.py",
        'edited_by_hand = event.action == "edited" and not _by_us(event.sender, context)',
        'edited_by_hand = event.action == "edited"',
        "tests/behaviour/test_words.py",
    ),
)


def noticed(broken: Break) -> list[str]:
    """Which tests fail on a copy that is broken like this, or how many histories end wrong."""
    with tempfile.TemporaryDirectory(prefix="cairn-rule-") as folder:
        root = Path(folder) / "copy"
        shutil.copytree(ROOT, root, ignore=_LEFT_OUT)
        (root / broken.file).write_text(broken.broken(root))
        return [*_tests(root, broken.tests)] or [*_histories(root)]


def _tests(root: Path, tests: str) -> Iterator[str]:
    output = _run(root, "pytest", *tests.split(), "--tb=no", "-q")
    for name in dict.fromkeys(
        re.findall(r"^(?:FAILED|ERROR) ([\w/.]+::\w+)", output, re.MULTILINE)
    ):
        yield f"`{name}`"


def _histories(root: Path) -> Iterator[str]:
    output = _run(root, "tests.harness", "--histories", str(HISTORIES), "--twins", "4")
    found = re.search(r": (\d+) ended wrong", output)
    if found is None:
        yield "the histories break off"
    elif found[1] != "0":
        yield f"{found[1]} of {HISTORIES} histories"


def _run(root: Path, module: str, *arguments: str) -> str:
    command = [sys.executable, "-m", module, *arguments]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


def main() -> int:
    """The command."""
    wanted = {int(argument) for argument in sys.argv[1:]}
    unnoticed = 0
    for broken in BREAKS:
        if wanted and broken.rule not in wanted:
            continue
        found = noticed(broken)
        unnoticed += not found
        print(f"| {broken.rule} | {broken.what} | {'; '.join(found) or 'NOBODY'} |", flush=True)
    return 1 if unnoticed else 0


if __name__ == "__main__":
    sys.exit(main())
