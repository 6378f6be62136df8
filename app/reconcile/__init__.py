"""One want against what is on GitHub: at most one write, then look again (rules 6 to 8)."""

from app.model import artefacts
from app.model.artefacts import Plan
from app.model.facts import Said
from app.model.workflow import View
from app.reconcile.checks import check_run
from app.reconcile.comments import comment, react
from app.reconcile.definitions import label, milestone
from app.reconcile.hand import Hand, Post, Tools
from app.reconcile.issues import issue
from app.reconcile.labels import put_label
from app.reconcile.mails import mail
from app.reconcile.own_list import own_list
from app.reconcile.sub_issues import nest
from app.reconcile.twins import remove_twins

__all__ = ["Post", "Reconciler", "Tools"]

_ONCE = (
    artefacts.SubIssue,
    artefacts.Comment,
    artefacts.Reaction,
    artefacts.CheckRun,
    artefacts.Mail,
)
"""What is written once, and stays."""


class Reconciler:
    """Compares the wants of one plan with the ledger."""

    def __init__(self, tools: Tools, view: View, plan: Plan) -> None:
        self._hand = Hand(tools, view, plan)

    async def __call__(self, want: artefacts.Want) -> bool:
        """Make one want so, unless it is so, is held back, or was refused not long ago.

        True if something was done: then the scope is loaded and planned again.
        """
        row = self._hand.said.get(want.key)
        if row is not None and self._stands(want, row):
            return False
        if self._hand.tools.dry:
            self._hand.say_what_would_be_done(want, row)
            return False
        return await self._make(want, row)

    async def _make(self, want: artefacts.Want, row: Said | None) -> bool:
        hand = self._hand
        match want:
            case artefacts.Issue():
                return await issue(hand, want, row)
            case artefacts.SubIssue():
                return await nest(hand, want, row)
            case artefacts.Comment():
                return await comment(hand, want, row)
            case artefacts.OwnList():
                return await own_list(hand, want, row)
            case artefacts.Milestone():
                return await milestone(hand, want, row)
            case artefacts.LabelDefinition():
                return await label(hand, want)
            case artefacts.Label():
                return await put_label(hand, want, row)
            case artefacts.Reaction():
                return await react(hand, want)
            case artefacts.CheckRun():
                return await check_run(hand, want, row)
            case artefacts.Mail():
                return await mail(hand, want, row)

    def _stands(self, want: artefacts.Want, row: Said) -> bool:
        """Whether nothing is to be done: it was written once for all, people took it away, or
        GitHub refused it not long ago."""
        is_once = row.status == "there" and isinstance(want, _ONCE)
        return is_once or row.status == "gone" or self._hand.still_refused(row)

    async def twins(self) -> bool:
        """Remove an artefact that turned up twice."""
        return await remove_twins(self._hand)
