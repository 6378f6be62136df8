"""The cohort itself: its labels, milestone and tracking issue, and the mentors' private corner."""

from pathlib import Path

from app.model.keys import TRACKING
from app.model.mentors import recall, taken_back
from app.model.workflow import Workflow
from workflows.dashboard.commands import SPECS, record
from workflows.dashboard.plan import plan
from workflows.dashboard.settings import SECTIONS
from workflows.dashboard.why import explain

WORKFLOW = Workflow(
    name="dashboard",
    scopes=frozenset({"cohort"}),
    plan=plan,
    record=record,
    recall=recall,
    undone=taken_back,
    front=(TRACKING,),
    commands=SPECS,
    sections=SECTIONS,
    explain=explain,
    messages=Path(__file__).parent / "messages",
)
