"""Which of their issues a mentee's first steps are in now (decision 013). Pure.

A cohort can become private while it runs. From then on what concerns a mentee goes on in another
issue, in the private repository; and it stays there, also if the cohort becomes public again, so
that nothing of it has to be carried back.
"""

from app.model.facts import Ledger, Said
from app.model.keys import HOME, PRIVATE_HOME
from app.model.workflow import View

UNREAD = "unread"
"""In the card of a mentee who cannot read where their issue is to go on."""


def home_key(view: View) -> str:
    """The key of the issue in which things go on. One that was private from its start keeps the
    key of all others."""
    moved, first = view.said.get(PRIVATE_HOME), view.said.get(HOME)
    if moved is not None and moved.ref:
        return PRIVATE_HOME
    return (
        PRIVATE_HOME if first is not None and first.ref and _is_left_behind(view, first) else HOME
    )


def home_row(view: View) -> Said | None:
    """Where that issue is; None before it opens."""
    return view.said.get(home_key(view))


def home_place(view: View, declared: str) -> str:
    """The full name of its repository; `declared` is the one in which the cohort is."""
    moved = view.said.get(PRIVATE_HOME)
    return view.sight.name_of(moved.repository) if moved is not None and moved.ref else declared


def number_beside(view: View, declared: str) -> int | None:
    """Its number, where the cohort's page may name it by that alone: both are in one repository."""
    home = home_row(view)
    if home is None or home.status != "there":
        return None
    here = view.sight.names.get(declared.lower(), home.repository)
    return home.ref if home.repository == here else None


def was_opened(view: View) -> bool:
    """Whether the mentee ever had such an issue."""
    return HOME in view.said or PRIVATE_HOME in view.said


def may_be_told(view: View, repository: str) -> bool:
    """Whether Cairn speaks to the mentee in the repository with this full name: no longer where an
    issue of theirs was left behind, which everybody can read (R5)."""
    if home_key(view) != PRIVATE_HOME:
        return True
    home, cohort = view.said.get(PRIVATE_HOME), view.programme.cohort(view.scope.cohort)
    declared = view.sight.names.get(cohort.home.lower(), 0) if cohort is not None else 0
    return view.sight.shows(
        home.repository if home is not None and home.ref else declared, repository
    )


def said_at_home(view: View) -> Ledger:
    """What was said in that very issue."""
    home = home_row(view)
    return {
        key: row
        for key, row in view.said.items()
        if home is not None and (row.repository, row.target) == (home.repository, home.ref)
    }


def _is_left_behind(view: View, first: Said) -> bool:
    """Whether everybody can read an issue whose cohort is private by now. A repository of which
    nobody knows that is taken as private: nothing is opened a second time by mistake."""
    cohort = view.programme.cohort(view.scope.cohort)
    if cohort is None or not cohort.private:
        return False
    here = view.sight.names.get(cohort.home.lower())
    return first.repository != here and not view.sight.private.get(first.repository, True)
