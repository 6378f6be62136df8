"""Past and present mentees who asked to be on one page, with their tips."""

from pathlib import Path

from app.model.workflow import Workflow
from workflows.roster.commands import SPECS, did, understand
from workflows.roster.plan import PAGES, plan
from workflows.roster.why import explain

WORKFLOW = Workflow(
    name="roster",
    scopes=frozenset({"mentee", *PAGES}),
    plan=plan,
    understand=understand,
    did=did,
    commands=SPECS,
    everywhere=True,
    explain=explain,
    messages=Path(__file__).parent / "messages",
    of_no_cohort=("page",),
)
