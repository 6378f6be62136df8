"""A course of weekly lessons, each week with an issue below the mentee's own."""

from pathlib import Path

from app.model.asked import recall
from app.model.workflow import Workflow
from workflows.course.commands import SPECS, did, understand
from workflows.course.plan import plan
from workflows.course.settings import SECTIONS
from workflows.course.take_home import changed, observe
from workflows.course.why import explain

WORKFLOW = Workflow(
    name="course",
    scopes=frozenset({"mentee"}),
    plan=plan,
    changed=changed,
    observe=observe,
    recall=recall,
    understand=understand,
    did=did,
    commands=SPECS,
    everywhere=True,
    sections=SECTIONS,
    explain=explain,
    messages=Path(__file__).parent / "messages",
)
