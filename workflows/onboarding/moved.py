"""A mentee's issue where it goes on: the cohort has become private (decision 013). Pure.

A mention reaches nobody who cannot read it. So before it opens GitHub is asked, once a day until
they can; meanwhile the organisers hear of it on the mentors' page, by way of the card.
"""

from datetime import time, timedelta

from app.model.artefacts import Permission, Plan
from app.model.home import UNREAD, home_key
from app.model.keys import PRIVATE_HOME
from app.model.text import Mention, Text
from app.model.time import at, last_minute, local
from app.model.workflow import View
from app.programme.model import Enrolment

_ASKS_AT = time(9)
_ASKED = "reads:"
"""How the keys of the answers begin; the day on which GitHub was asked follows."""


def may_be_there(view: View, enrolment: Enrolment, result: Plan) -> bool:
    """Whether the issue is there, or may open: the one in which things go on, only while the
    mentee is there, and can read it."""
    if home_key(view) != PRIVATE_HOME or PRIVATE_HOME in view.said:
        return True
    zone = view.programme.person(enrolment.mentee.login).timezone
    return view.now < last_minute(enrolment.mentee.ends, zone) and _can_read(
        view, enrolment.cohort.home, zone, result
    )


def _can_read(view: View, repository: str, zone: str, result: Plan) -> bool:
    """As far as GitHub has told; it is asked once more on the mentee's next morning."""
    known, today = view.facts.get("permission", {}), local(view.now, zone).date()
    answers = {key: each.data["role"] for key, each in known.items() if key.startswith(_ASKED)}
    if any(role != "none" for role in answers.values()):
        return True
    asked = f"{_ASKED}{today.isoformat()}"
    if asked not in answers:
        result.needs.append(Permission(repository, view.scope.login, asked))
    else:
        result.card = {**(result.card or {}), UNREAD: True}
        result.wake_at(at(today + timedelta(days=1), _ASKS_AT, zone), view.now)
    return False


def moved(view: View, enrolment: Enrolment, text: Text) -> Text:
    """What the issue shows; in the second one a word about that comes first."""
    if home_key(view) != PRIVATE_HOME:
        return text
    mentee, cohort = Mention(enrolment.mentee.login), enrolment.cohort.name
    return Text("onboarding/moved", {"mentee": mentee, "cohort": cohort}, then=(text,))
