"""Each group's retrospective, and what later cohorts make of what was learned."""

from pathlib import Path

from app.model.workflow import Workflow
from workflows.retrospective import next_time
from workflows.retrospective.commands import SPECS, understand
from workflows.retrospective.notebook import notebook
from workflows.retrospective.plan import plan
from workflows.retrospective.settings import SECTIONS
from workflows.retrospective.spoke import record
from workflows.retrospective.state import KEY, did
from workflows.retrospective.why import explain

WORKFLOW = Workflow(
    name="retrospective",
    scopes=frozenset({"group"}),
    plan=plan,
    record=record,
    understand=understand,
    did=did,
    commands=SPECS,
    front=(KEY,),
    sections=SECTIONS,
    explain=explain,
    notebook=notebook,
    messages=Path(__file__).parent / "messages",
)

OF_A_COHORT = Workflow(
    name="retrospective_of_a_cohort",
    scopes=frozenset({"cohort"}),
    plan=next_time.plan,
    understand=next_time.understand,
    did=next_time.did,
    commands=next_time.SPECS,
)
"""What earlier cohorts learned, in a later one's tracking issue."""
