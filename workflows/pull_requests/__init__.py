"""Mentees' pull requests: whose turn it is, and a kind word where one waits."""

from pathlib import Path

from app.model.reviews import recall
from app.model.workflow import Workflow
from workflows.pull_requests.card import plan_mentee
from workflows.pull_requests.commands import SPECS, did
from workflows.pull_requests.facts import record
from workflows.pull_requests.plan import plan
from workflows.pull_requests.settings import SECTIONS
from workflows.pull_requests.why import explain

WORKFLOW = Workflow(
    name="pull_requests",
    scopes=frozenset({"pull"}),
    plan=plan,
    record=record,
    did=did,
    commands=SPECS,
    sections=SECTIONS,
    explain=explain,
    messages=Path(__file__).parent / "messages",
)

OF_A_MENTEE = Workflow(
    name="pull_requests_of_a_mentee",
    scopes=frozenset({"mentee"}),
    plan=plan_mentee,
    recall=recall,
)
"""Hands on the cards of a mentee's pull requests, and the reviews that they gave."""
