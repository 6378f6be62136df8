"""Suggestions for the project, recorded and credited on one page of each cohort."""

from pathlib import Path

from app.model.workflow import Workflow
from workflows.ideas.commands import SPECS, did, scope_of, understand
from workflows.ideas.plan import PRIVATE, PUBLIC, plan, plan_where_said, recall
from workflows.ideas.why import explain

WORKFLOW = Workflow(
    name="ideas",
    scopes=frozenset({"mentee", "pull", "cohort"}),
    plan=plan_where_said,
    understand=understand,
    scope_of=scope_of,
    did=did,
    everywhere=True,
    commands=SPECS,
    messages=Path(__file__).parent / "messages",
)

OF_A_COHORT = Workflow(
    name="ideas_of_a_cohort",
    scopes=frozenset({"ideas"}),
    plan=plan,
    recall=recall,
    shares=SPECS,
    front=(PUBLIC, PRIVATE),
    explain=explain,
)
"""The page, with all ideas of the cohort."""
