"""The end of a mentorship: what somebody did, theirs to keep, and where to go from here."""

from pathlib import Path

from app.model.posts import recall
from app.model.workflow import Workflow
from workflows.farewell.commands import SPECS, did, understand
from workflows.farewell.plan import plan
from workflows.farewell.settings import SECTIONS
from workflows.farewell.why import explain

WORKFLOW = Workflow(
    name="farewell",
    scopes=frozenset({"mentee"}),
    plan=plan,
    recall=recall,
    understand=understand,
    did=did,
    everywhere=True,
    commands=SPECS,
    sections=SECTIONS,
    explain=explain,
    messages=Path(__file__).parent / "messages",
)
