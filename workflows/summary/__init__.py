"""The mentors' weekly summary: a standing page, and a comment only if somebody is needed."""

from pathlib import Path

from app.model.workflow import Workflow
from workflows.summary.own import numbers
from workflows.summary.plan import plan
from workflows.summary.settings import SECTIONS
from workflows.summary.why import explain

WORKFLOW = Workflow(
    name="summary",
    scopes=frozenset({"cohort"}),
    plan=plan,
    sections=SECTIONS,
    explain=explain,
    numbers=numbers,
    messages=Path(__file__).parent / "messages",
)
