"""What mentees contribute elsewhere: in the public repositories that the file calls ecosystem."""

from pathlib import Path

from app.model.workflow import Workflow
from workflows.elsewhere.plan import plan
from workflows.elsewhere.told import plan_mentee
from workflows.elsewhere.why import explain

WORKFLOW = Workflow(
    name="elsewhere",
    scopes=frozenset({"elsewhere"}),
    plan=plan,
    messages=Path(__file__).parent / "messages",
)

OF_A_MENTEE = Workflow(
    name="elsewhere_of_a_mentee",
    scopes=frozenset({"mentee"}),
    plan=plan_mentee,
    explain=explain,
)
"""Hands on what was found, and tells the mentee of the first of it."""
