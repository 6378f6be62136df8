"""What mentorship does. Start reading here: each workflow is a folder that reads alone.

To add one: add a folder with a `WORKFLOW`, and a line below.
"""

from app.model.settings import Section
from app.model.workflow import Workflow
from workflows.course import WORKFLOW as COURSE
from workflows.dashboard import WORKFLOW as DASHBOARD
from workflows.elsewhere import OF_A_MENTEE as ELSEWHERE_OF_A_MENTEE
from workflows.elsewhere import WORKFLOW as ELSEWHERE
from workflows.farewell import WORKFLOW as FAREWELL
from workflows.hangout import WORKFLOW as HANGOUT
from workflows.help_sessions import OF_A_DESK as HELP_DESK
from workflows.help_sessions import WORKFLOW as HELP_SESSIONS
from workflows.ideas import OF_A_COHORT as IDEAS_OF_A_COHORT
from workflows.ideas import WORKFLOW as IDEAS
from workflows.meetup import WHERE_SAID as MEETUP_WHERE_SAID
from workflows.meetup import WORKFLOW as MEETUP
from workflows.office_hours import WORKFLOW as OFFICE_HOURS
from workflows.onboarding import WORKFLOW as ONBOARDING
from workflows.pairing import ASKED_FOR as PAIRING_ASKED_FOR
from workflows.pairing import WORKFLOW as PAIRING
from workflows.pull_requests import OF_A_MENTEE as PULL_REQUESTS_OF_A_MENTEE
from workflows.pull_requests import WORKFLOW as PULL_REQUESTS
from workflows.retrospective import OF_A_COHORT as RETROSPECTIVE_OF_A_COHORT
from workflows.retrospective import WORKFLOW as RETROSPECTIVE
from workflows.roster import WORKFLOW as ROSTER
from workflows.rota import WORKFLOW as ROTA
from workflows.selection import WORKFLOW as SELECTION
from workflows.summary import WORKFLOW as SUMMARY

WORKFLOWS: tuple[Workflow, ...] = (
    DASHBOARD,
    ONBOARDING,
    COURSE,
    PULL_REQUESTS,
    PULL_REQUESTS_OF_A_MENTEE,
    ELSEWHERE,
    ELSEWHERE_OF_A_MENTEE,
    SUMMARY,
    HANGOUT,
    ROSTER,
    IDEAS,
    IDEAS_OF_A_COHORT,
    OFFICE_HOURS,
    ROTA,
    PAIRING,
    PAIRING_ASKED_FOR,
    HELP_SESSIONS,
    HELP_DESK,
    RETROSPECTIVE,
    RETROSPECTIVE_OF_A_COHORT,
    FAREWELL,
    SELECTION,
    MEETUP,
    MEETUP_WHERE_SAID,
)

SECTIONS: tuple[Section, ...] = tuple(
    section for workflow in WORKFLOWS for section in workflow.sections
)
