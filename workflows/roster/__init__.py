"""Past and present mentees who asked to be on one page, with their tips."""

from pathlib import Path

from app.model.workflow import Workflow
from workflows.roster.commands import SPECS, understand
from workflows.roster.plan import PAGES, plan
from workflows.roster.why import explain

WORKFLOW = Workflow(
    name="roster",
    scopes=frozenset({"mentee", *PAGES}),
    plan=plan,
    understand=understand,
    commands=SPECS,
    explain=explain,
    messages=Path(__file__).parent / "messages",
    of_no_cohort=("page",),
)
