"""A place of the mentees' own, in which mentors are never mentioned."""

from pathlib import Path

from app.model.workflow import Workflow
from workflows.hangout.plan import explain, plan
from workflows.hangout.settings import SECTIONS

WORKFLOW = Workflow(
    name="hangout",
    scopes=frozenset({"cohort"}),
    plan=plan,
    sections=SECTIONS,
    explain=explain,
    messages=Path(__file__).parent / "messages",
)
