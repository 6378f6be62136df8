"""The workflows' sections: template, top of the file and cohort laid over one another."""

from collections.abc import Iterator, Mapping
from functools import reduce
from typing import Any

from pydantic import ValidationError

from app.model.settings import Section, Settings
from app.programme.errors import FileError
from app.programme.joined import place_of
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
        elif section.many:
            yield from _list_errors(section, root)
        elif node := root.get(section.name):
            yield from _problems(section, node.plain() or {}, (root,))


def _list_errors(section: Section, root: Node) -> Iterator[FileError]:
    """What does not fit within the entries of a list, and entries that cannot be told apart."""
    seen: dict[str, Node] = {}
    for place, node in enumerate(root.items(section.name)):
        raw = node.plain()
        yield from _problems(section, raw, (root,), place)
        settings = _read(section, raw)
        identity = settings.identity() if settings is not None else None
        first = seen.setdefault(identity, node) if identity is not None else node
        if first is not node:
            where = place_of(first, node)
            yield node.error(
                f"in `{section.name}`, `{identity}` is in {where} already; give one another `id`"
            )


def _read(section: Section, raw: Any) -> Settings | None:
    try:
        return section.model.model_validate(raw)
    except ValidationError:
        return None


def _problems(
    section: Section, raw: Any, places: tuple[Node, ...], *entry: int
) -> Iterator[FileError]:
    """`entry`: the place of the settings in a list, where the section is one."""
    settings = _read(section, raw)
    for problem in settings.problems() if settings is not None else ():
        way = (section.name, *entry, *problem.at)
        found = [spot(place, way) for place in places]
        best = next((one for one in found if not one.rest), found[0])
        yield best.node.error(f"`{section.name}`: {problem.message}")
