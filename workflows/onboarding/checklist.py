"""A mentee's checklist: the cohort's items, as far as they apply to this mentee (O2 to O4)."""

from collections.abc import Mapping

from app.model.sections.onboarding import OnboardingSettings
from app.model.settings import ChecklistItem, Links, Project
from app.model.text import Markdown, Piece
from app.programme.model import Enrolment, Mentee, Programme


def checklist(programme: Programme, enrolment: Enrolment) -> tuple[ChecklistItem, ...]:
    """The items of one mentee, in order."""
    cohort = enrolment.cohort
    settings = cohort.section(OnboardingSettings)
    links = cohort.links.over(programme.links)
    return settings.checklist(cohort.template, links, programme.projects_of(enrolment.mentee))


def text_of(
    item: ChecklistItem, programme: Programme, enrolment: Enrolment, goal: str | None
) -> Piece:
    """An item's text, with what it may be filled with."""
    projects = programme.projects_of(enrolment.mentee)
    links = enrolment.cohort.links.over(programme.links)
    own = next((id for id in projects if item.each_project and item.id.endswith(f"-{id}")), None)
    values = {
        "links": _links(links),
        "projects": [_project(id, project) for id, project in projects.items()],
        "project": _project(own, projects[own]) if own else {},
        "tasks": tasks_of(enrolment.mentee),
        "mentors": len(enrolment.group.mentors),
        "goal": goal,
    }
    return Piece(item.text, values)


def tasks_of(mentee: Mentee) -> list[Markdown]:
    """A mentee's tasks, as GitHub links them."""
    return [Markdown(f"{task.repository}#{task.number}") for task in mentee.tasks]


def _links(links: Links) -> Mapping[str, Markdown | None]:
    """Addresses were checked when the file was read, and stand within `[…]({{ … }})`. Those that
    are not set are there as well, so that a text can ask for them."""
    return {name: _address(url) if url else None for name, url in links if name != "name"}


def _address(url: str) -> Markdown:
    """Some links may be an e-mail address, which needs its scheme to be one in brackets."""
    return Markdown(url if "://" in url else f"mailto:{url}")


def _project(id: str, project: Project) -> Mapping[str, Markdown | str | None]:
    return {"id": id, "name": project.name or id, **_links(project)}
