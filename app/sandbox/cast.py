"""The example organisation: acme, of docs/examples/mentorship.yml, and its people."""

from collections.abc import Callable
from pathlib import Path

from app.sandbox.github import Sandbox
from app.sandbox.state import Role

PROGRAMME_FILE = Path(__file__).parents[2] / "docs" / "examples" / "mentorship.yml"
PROGRAMME_PATH = ".github/mentorship.yml"

OWNERS = ("alice",)
MENTORS = ("bartek", "kemal", "sam", "noor")
MENTEES = ("maya", "ravi", "li", "lin", "tariq")
STRANGERS = ("zoe",)

ZONES = {
    "bartek": "Europe/London",
    "maya": "Asia/Kolkata",
    "sam": "America/New_York",
    "noor": "America/Chicago",
}
"""Where people live, as the file has it; the others with the organisation, in Berlin."""

HOME_ZONE = "Europe/Berlin"

REPOSITORIES = {
    "acme/mentorship": False,
    "acme/mentors": True,
    "acme/engine": False,
    "acme/ui": False,
    "acme/support": False,
}
"""Whether each is private."""

ROLES: tuple[tuple[str, str, Role], ...] = (
    ("acme/mentorship", "kemal", "triage"),
    ("acme/mentorship", "bartek", "read"),
    ("acme/engine", "bartek", "write"),
    ("acme/engine", "kemal", "write"),
    ("acme/ui", "kemal", "write"),
    ("acme/support", "sam", "write"),
    ("acme/support", "noor", "write"),
    *(("acme/mentors", mentor, "read") for mentor in MENTORS),
)
"""Mentees have no role of their own: they read what is public, as most newcomers do."""

UPSTREAM = ("prometheus/prometheus", "thanos-io/thanos")
"""Public repositories of other organisations, where the App is not installed: the file's
`ecosystem`."""

MAINTAINER = "ines"
"""Who owns those."""

AREAS = ("stage: storage", "stage: query")


def example(
    clock: Callable[[], float],
    *,
    public_key: str,
    webhook_secret: str,
    app_id: int = 1001,
    html_url: str = "https://github.test",
    api_url: str | None = None,
    programme: bytes | None = None,
) -> tuple[Sandbox, int]:
    """The organisation as it is when the App was just installed; also the installation's id.

    `programme` replaces the example's file. Raises OSError where that cannot be read.
    """
    sandbox = Sandbox(
        clock,
        app_id=app_id,
        public_key=public_key,
        webhook_secret=webhook_secret,
        html_url=html_url,
        api_url=api_url,
    )
    _add_people(sandbox)
    _add_work(sandbox)
    _add_upstream(sandbox)
    text = PROGRAMME_FILE.read_bytes() if programme is None else programme
    sandbox.person("alice").push_file("acme/mentorship", PROGRAMME_PATH, text)
    return sandbox, sandbox.install("acme", REPOSITORIES)


def _add_people(sandbox: Sandbox) -> None:
    for login in (*OWNERS, *MENTORS, *MENTEES, *STRANGERS):
        sandbox.add_user(login).timezone = ZONES.get(login, HOME_ZONE)
    sandbox.add_organisation("acme", OWNERS, MENTORS)
    for name, private in REPOSITORIES.items():
        sandbox.add_repository(name, private)
    for repository, login, role in ROLES:
        sandbox.set_permission(repository, login, role)


def _add_work(sandbox: Sandbox) -> None:
    """The tasks and labels that the file names."""
    alice = sandbox.person("alice")
    for name in AREAS:
        alice.create_label("acme/support", name, "1d76db")
    sandbox.person("bartek").open_issue(
        "acme/engine", "Compact old blocks in the background", TASK_ENGINE, number=42
    )
    sandbox.person("kemal").open_issue(
        "acme/ui", "Keep the chosen time range when switching tabs", TASK_UI, number=7
    )


def _add_upstream(sandbox: Sandbox) -> None:
    sandbox.add_user(MAINTAINER).timezone = HOME_ZONE
    for name in UPSTREAM:
        sandbox.add_organisation(name.partition("/")[0], (MAINTAINER,))
        sandbox.add_repository(name)


TASK_ENGINE = """\
Old blocks stay as they were written, so queries over months are slow.

A first step: find out which blocks are worth compacting, and only log it.
"""

TASK_UI = """\
Whoever compares two tabs has to choose the time range twice.
"""
