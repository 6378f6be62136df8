"""Office hours: meetings that come again and again, each with an issue and an agenda."""

from pathlib import Path

from app.model.scopes import OFFICE_HOURS
from app.model.workflow import Workflow
from workflows.office_hours.commands import SPECS, understand
from workflows.office_hours.feed import feed, own_dates
from workflows.office_hours.plan import PRIVATE, PUBLIC, plan
from workflows.office_hours.settings import SECTIONS
from workflows.office_hours.why import explain

WORKFLOW = Workflow(
    name="office_hours",
    scopes=frozenset({OFFICE_HOURS}),
    plan=plan,
    understand=understand,
    commands=SPECS,
    front=(PUBLIC, PRIVATE),
    sections=SECTIONS,
    explain=explain,
    feed=feed,
    own_dates=own_dates,
    messages=Path(__file__).parent / "messages",
    of_no_cohort=("",),
)
