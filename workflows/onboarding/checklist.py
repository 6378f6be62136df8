"""A mentee's checklist: the cohort's items, as far as they apply to this mentee (O2 to O4)."""

from collections.abc import Mapping

from app.model.names import TaskRef
from app.model.settings import ChecklistItem, Project
from app.model.text import Piece
from app.programme.model import Enrolment, Programme
from workflows.onboarding.settings import OnboardingSettings


def checklist(programme: Programme, enrolment: Enrolment) -> tuple[ChecklistItem, ...]:
    """The items of one mentee, in order."""
    cohort = enrolment.cohort
    settings = cohort.section(OnboardingSettings)
    links = cohort.links.over(programme.links)
    return settings.checklist(cohort.template, links, programme.projects_of(enrolment.mentee))


def text_of(item: ChecklistItem, programme: Programme, enrolment: Enrolment) -> Piece:
    """An item's text, with what it may be filled with."""
    projects = programme.projects_of(enrolment.mentee)
    links = enrolment.cohort.links.over(programme.links)
    own = next((id for id in projects if item.each_project and item.id.endswith(f"-{id}")), None)
    values = {
        "links": links.model_dump(exclude_none=True),
        "projects": [_project(id, project) for id, project in projects.items()],
        "project": _project(own, projects[own]) if own else {},
        "tasks": [_task(task) for task in enrolment.mentee.tasks],
    }
    return Piece(item.text, values)


def _project(id: str, project: Project) -> Mapping[str, str]:
    return {"id": id, "name": project.name or id, **project.model_dump(exclude_none=True)}


def _task(task: TaskRef) -> str:
    return f"{task.repository}#{task.number}"
