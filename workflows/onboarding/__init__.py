"""Onboarding: one issue for each mentee, with a checklist that Cairn keeps ticked."""

from pathlib import Path

from app.model.workflow import Workflow
from workflows.onboarding.commands import SPECS, understand, undone
from workflows.onboarding.facts import changed, observe, recall, record, threads
from workflows.onboarding.plan import plan
from workflows.onboarding.preview import preview
from workflows.onboarding.settings import SECTIONS
from workflows.onboarding.why import explain

WORKFLOW = Workflow(
    name="onboarding",
    scopes=frozenset({"mentee"}),
    plan=plan,
    record=record,
    changed=changed,
    observe=observe,
    recall=recall,
    threads=threads,
    understand=understand,
    undone=undone,
    preview=preview,
    commands=SPECS,
    everywhere=True,
    sections=SECTIONS,
    explain=explain,
    messages=Path(__file__).parent / "messages",
    of_no_cohort=("preview-",),
)
