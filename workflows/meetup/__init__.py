"""The mentees' meetup: an evening near the end, if two or more would like to present."""

from pathlib import Path

from app.model.scopes import MEETUP
from app.model.workflow import Workflow
from workflows.meetup.asked import plan_where_said
from workflows.meetup.boxes import changed, observe
from workflows.meetup.commands import SPECS, did, is_held, scope_of, understand
from workflows.meetup.feed import feed, own_dates
from workflows.meetup.plan import PRIVATE, PUBLIC, plan, recall
from workflows.meetup.settings import SECTIONS
from workflows.meetup.why import explain, explain_question

WORKFLOW = Workflow(
    name="meetup",
    scopes=frozenset({MEETUP}),
    plan=plan,
    changed=changed,
    observe=observe,
    recall=recall,
    explain=explain,
    feed=feed,
    own_dates=own_dates,
    shares=SPECS,
    front=(PUBLIC, PRIVATE),
    sections=SECTIONS,
    messages=Path(__file__).parent / "messages",
)

WHERE_SAID = Workflow(
    name="meetup_where_said",
    scopes=frozenset({"mentee", "pull", "cohort"}),
    plan=plan_where_said,
    understand=understand,
    scope_of=scope_of,
    did=did,
    everywhere=True,
    in_use=is_held,
    commands=SPECS,
    explain=explain_question,
)
"""The questions in people's own issues, and what is answered there."""
