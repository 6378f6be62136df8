"""Choosing mentees: applications, and what mentors say of them in private."""

from pathlib import Path

from app.model.workflow import Workflow
from workflows.selection.commands import SPECS, understand
from workflows.selection.facts import LIST, labels, record
from workflows.selection.heard import did
from workflows.selection.plan import plan
from workflows.selection.settings import SECTIONS
from workflows.selection.why import explain

WORKFLOW = Workflow(
    name="selection",
    scopes=frozenset({"selection"}),
    plan=plan,
    record=record,
    understand=understand,
    did=did,
    labels=labels,
    commands=SPECS,
    front=(LIST,),
    sections=SECTIONS,
    explain=explain,
    messages=Path(__file__).parent / "messages",
)
