"""Settings of onboarding: when a mentee's issue opens, and its checklist (rows O1 to O4)."""

from collections.abc import Iterator, Mapping

from pydantic import Field

from app.model.days import Duration, Span
from app.model.names import Identifier, TaskRef
from app.model.settings import (
    ChecklistItem,
    Links,
    Problem,
    Project,
    Settings,
    link_of,
    repeated,
)
from app.model.spelling import nearest


class OnboardingSettings(Settings):
    """Each mentee's own issue, and the checklist in it."""

    opens_before: Span = Field(
        Duration(3, "working day"),
        description="How long before the mentee's start their issue opens.",
    )
    nudge_after: Span = Field(
        Duration(3, "working day"),
        description="How long without progress, from their first day on, before one kind nudge.",
    )
    items: tuple[ChecklistItem, ...] = Field(
        (), description="The checklist; it replaces the template's."
    )
    add: tuple[ChecklistItem, ...] = Field((), description="To-dos after the template's.")
    skip: tuple[Identifier, ...] = Field(
        (), description="The ids of the template's to-dos that are left out."
    )

    @property
    def all_items(self) -> tuple[ChecklistItem, ...]:
        """The items of the template and those that were added, for whomever they are."""
        return (*self.items, *self.add)

    def uses(self) -> Iterator[str]:
        """Repositories in which a proof is to be seen."""
        for item in self.all_items:
            for task in (item.proof.comment, item.proof.assigned) if item.proof else ():
                if isinstance(task, TaskRef):
                    yield task.repository

    def problems(self) -> Iterator[Problem]:
        """Ids that come twice, and skipped ids that no item has."""
        yield from repeated(self.items, "items")
        yield from repeated(self.add, "add")
        known = list(dict.fromkeys(item.id for item in self.items))
        for place, item in enumerate(self.add):
            if item.id in known:
                yield Problem(f"the id `{item.id}` is there already", ("add", place, "id"))
        for place, name in enumerate(self.skip):
            if name not in known:
                hint = nearest(name, known) or f"; they are: {', '.join(known)}"
                yield Problem(f"no item of the checklist is called `{name}`{hint}", ("skip", place))

    def checklist(
        self, template: str, links: Links, projects: Mapping[str, Project]
    ) -> tuple[ChecklistItem, ...]:
        """The to-dos of one mentee; `projects` are those that the mentee is involved in.

        An item for each project becomes several, each with the project's id behind its own. The
        mentors' part comes last, so that places in the list are the mentee's.
        """
        found = (
            item.model_copy(update={"id": f"{item.id}-{project_id}"}) if project_id else item
            for item, project_id in self._candidates(projects)
            if not item.templates or template in item.templates
            if not item.needs or link_of(item.needs, links, projects.get(project_id))
        )
        return tuple(sorted(found, key=lambda item: item.for_mentors))

    def _candidates(self, projects: Mapping[str, Project]) -> Iterator[tuple[ChecklistItem, str]]:
        for item in self.all_items:
            involved = [id for id in projects if not item.projects or id in item.projects]
            if item.id in self.skip or (item.projects and not involved):
                continue
            for project_id in involved if item.each_project else [""]:
                yield item, project_id
