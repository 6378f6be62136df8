"""The cohort itself: its labels, milestone and tracking issue, and the mentors' private corner."""

from pathlib import Path

from app.model.workflow import Workflow
from workflows.dashboard.plan import plan
from workflows.dashboard.settings import SECTIONS

WORKFLOW = Workflow(
    name="dashboard",
    scopes=frozenset({"cohort"}),
    plan=plan,
    sections=SECTIONS,
    messages=Path(__file__).parent / "messages",
)
