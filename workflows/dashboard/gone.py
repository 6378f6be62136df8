"""A cohort whose entry was deleted (P5): a finished one in silence, a running one with a kind line
in its tracking issue, which is closed. Pure."""

from datetime import date

from app.model.artefacts import KEEP, Comment, Issue, Plan
from app.model.facts import Data, Said
from app.model.keys import TRACKING
from app.model.mentors import memory
from app.model.text import Text
from app.model.time import last_minute
from app.model.workflow import View
from app.programme.model import Cohort

_GONE = "gone:"


def parameters(view: View, cohort: Cohort) -> Data:
    """What the tracking issue keeps for the day on which its cohort is in no file any more: when it
    is over, and how often it was deleted already (one that comes back may be deleted again)."""
    often = sum(key.startswith(_GONE) for key in view.said)
    return {"ends": cohort.ends.isoformat(), "zone": cohort.timezone, "gone": often}


def no_longer_in_file(view: View) -> Plan:
    """What is left to do for a cohort that no file has."""
    tracking = view.said.get(TRACKING)
    if tracking is None or tracking.status != "there" or _is_over(tracking, view.now):
        return Plan()
    key = f"{_GONE}{int(tracking.parameters['gone']) + 1}"
    said = Comment(key=key, on=TRACKING, text=Text("dashboard/gone", {}))
    return Plan([said, _closed(view, tracking)])


def _is_over(tracking: Said, now: float) -> bool:
    """Also where the issue is from before it kept this."""
    ends = date.fromisoformat(str(tracking.parameters.get("ends", date.min)))
    return now > last_minute(ends, str(tracking.parameters.get("zone", "UTC")))


def _closed(view: View, tracking: Said) -> Issue:
    private = view.programme.private_repository
    here = tracking.repository == view.scope.home or private is None
    return Issue(
        key=TRACKING,
        repository=view.programme.home if here or private is None else private,
        title=Text("dashboard/tracking.title", {}),
        body=KEEP,
        state="closed",
        memory=memory(view),
        parameters=tracking.parameters,
    )
