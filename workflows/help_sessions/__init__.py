"""Help sessions: slots in which anybody gets help with the next step."""

from pathlib import Path

from app.model.scopes import DESK, THREAD
from app.model.workflow import Workflow
from workflows.help_sessions import desk, desk_heard, thread
from workflows.help_sessions.commands import SPECS, has_sessions, scope_of, understand
from workflows.help_sessions.facts import labels, record
from workflows.help_sessions.settings import SECTIONS
from workflows.help_sessions.why import explain

WORKFLOW = Workflow(
    name="help_sessions",
    scopes=frozenset({THREAD}),
    plan=thread.plan,
    record=record,
    understand=understand,
    scope_of=scope_of,
    did=thread.did,
    labels=labels,
    commands=SPECS,
    in_use=has_sessions,
    sections=SECTIONS,
    explain=explain,
    messages=Path(__file__).parent / "messages",
    of_no_cohort=("",),
)
"""What people ask for in an issue or pull request."""

OF_A_DESK = Workflow(
    name="help_sessions",
    scopes=frozenset({DESK}),
    plan=desk.plan,
    did=desk_heard.did,
    undone=desk_heard.undone,
    shares=SPECS,
    explain=explain,
)
"""The sessions themselves."""
