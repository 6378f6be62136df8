"""Who leads the help sessions of a region, day by day."""

from pathlib import Path

from app.model.scopes import DESK, ROTA
from app.model.workflow import Workflow
from workflows.rota.commands import SPECS, understand
from workflows.rota.feed import feed, own_dates
from workflows.rota.memory import PAGE
from workflows.rota.own import figures
from workflows.rota.plan import plan
from workflows.rota.why import explain

WORKFLOW = Workflow(
    name="rota",
    scopes=frozenset({ROTA}),
    plan=plan,
    understand=understand,
    commands=SPECS,
    front=(PAGE,),
    explain=explain,
    feed=feed,
    own_dates=own_dates,
    figures=figures,
    figures_of=frozenset({ROTA}),
    offered=frozenset({ROTA, DESK}),
    messages=Path(__file__).parent / "messages",
    of_no_cohort=("",),
)
