"""The workflows' sections: template, top of the file and cohort laid over one another."""

from collections.abc import Iterator, Mapping
from functools import reduce
from typing import Any

from pydantic import ValidationError

from app.model.settings import Section, Settings
from app.programme.errors import FileError
from app.programme.source import Node
from app.programme.spots import spot

Templates = Mapping[str, Mapping[str, Any]]
DEFAULT_TEMPLATE = "open-source"


def merge(base: Any, over: Any) -> Any:
    """Lay settings over others: keys one by one, everything else as a whole; nothing changes
    nothing."""
    if over is None:
        return base
    if isinstance(base, Mapping) and isinstance(over, Mapping):
        return {**base, **{key: merge(base.get(key), value) for key, value in over.items()}}
    return over


def layered(section: Section, cohort: Node, root: Node, templates: Templates) -> dict[str, Any]:
    """The raw settings of a cohort: the template's, then the file's, then its own."""
    template = templates.get(cohort.text("template") or DEFAULT_TEMPLATE, {})
    own = [node.plain() for node in (root.get(section.name), cohort.get(section.name)) if node]
    merged: dict[str, Any] = reduce(merge, own, template.get(section.name) or {})
    return merged


def cohort_settings(
    cohort: Node, root: Node, sections: tuple[Section, ...], templates: Templates
) -> dict[type[Settings], Settings]:
    """A cohort's settings by class. Raises pydantic's ValidationError where they are wrong."""
    return {
        section.model: section.model.model_validate(layered(section, cohort, root, templates))
        for section in sections
        if section.level == "cohort"
    }


def section_errors(
    root: Node, sections: tuple[Section, ...], templates: Templates
) -> Iterator[FileError]:
    """What does not fit within a section. What is misspelled is left to `shape`."""
    for section in sections:
        if section.level == "cohort":
            for cohort in root.items("cohorts"):
                if (cohort.text("template") or DEFAULT_TEMPLATE) not in templates:
                    continue  # what would be wrong with it changes with the template
                raw = layered(section, cohort, root, templates)
                yield from _problems(section, raw, (cohort, root))
        elif not section.many and (node := root.get(section.name)):
            yield from _problems(section, node.plain() or {}, (root,))


def _problems(section: Section, raw: Any, places: tuple[Node, ...]) -> Iterator[FileError]:
    try:
        settings = section.model.model_validate(raw)
    except ValidationError:
        return
    for problem in settings.problems():
        way = (section.name, *problem.at)
        found = [spot(place, way) for place in places]
        best = next((one for one in found if not one.rest), found[0])
        yield best.node.error(f"`{section.name}`: {problem.message}")
