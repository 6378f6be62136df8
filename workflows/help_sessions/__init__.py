"""Help sessions: slots in which anybody gets help with the next step."""

from pathlib import Path

from app.model.scopes import DESK, THREAD
from app.model.workflow import Workflow
from workflows.help_sessions.commands import SPECS, scope_of, understand
from workflows.help_sessions.facts import LABEL, record
from workflows.help_sessions.plan import did, plan, undone
from workflows.help_sessions.settings import SECTIONS
from workflows.help_sessions.why import explain
from workflows.rota.commands import SPECS as OF_A_ROTA

WORKFLOW = Workflow(
    name="help_sessions",
    scopes=frozenset({THREAD, DESK}),
    plan=plan,
    record=record,
    understand=understand,
    scope_of=scope_of,
    did=did,
    undone=undone,
    labels=frozenset({LABEL}),
    commands=SPECS,
    sections=SECTIONS,
    explain=explain,
    messages=Path(__file__).parent / "messages",
)
