"""Working in pairs: the donut, a weekly draw; and `/mentor pair`, wherever it is said."""

from pathlib import Path

from app.model.scopes import DONUT, PAIRINGS, THREAD
from app.model.workflow import Workflow
from workflows.pairing import asked, donut, met
from workflows.pairing.commands import DONE, PAIR, scope_of, understand
from workflows.pairing.facts import LABEL, record
from workflows.pairing.own import figures
from workflows.pairing.settings import SECTIONS
from workflows.pairing.why import explain

WORKFLOW = Workflow(
    name="pairing",
    scopes=frozenset({DONUT}),
    plan=donut.plan,
    record=record,
    did=met.did,
    undone=met.undone,
    shares=(DONE,),
    sections=SECTIONS,
    explain=explain,
    figures=figures,
    figures_of=frozenset({PAIRINGS}),
    of_no_cohort=("",),
    messages=Path(__file__).parent / "messages",
)

ASKED_FOR = Workflow(
    name="pairing_asked_for",
    scopes=frozenset({THREAD}),
    plan=asked.plan,
    understand=understand,
    scope_of=scope_of,
    did=asked.did,
    own_labels=frozenset({LABEL}),
    commands=(PAIR,),
)
"""What somebody asks for in an issue or pull request, whosever it is."""
