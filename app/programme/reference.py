"""The reference of every key, as Markdown, from the same models that check the file."""

from collections.abc import Iterator, Sequence
from typing import Any

from app.model.settings import Section
from app.programme.schema import schema

Schema = dict[str, Any]

_INTRODUCTION = """# The programme file

`.github/mentorship.yml` on the default branch of the home repository describes a programme. More
files may lie in `.github/mentorship/*.yml`, and entries that should not be public in the same
places of the private repository. `cohorts`, `people`, `projects`, `organisers` and `office_hours`
of all files are joined; everything else is said once. `version` belongs in the main file.

Two whole files: [minimal.yml](examples/minimal.yml), [mentorship.yml](examples/mentorship.yml).
`python -m app check FILE` names every error with its line and column.

- A cohort follows a template (`open-source` or `support`). Sections such as `onboarding` or
  `summary` at the top of the file change what the template says for every cohort; in a cohort,
  for that one. Keys are laid over one another; a list replaces the list below it.
- Dates are `2026-09-01`, hours `10:00`, both `2026-11-25T14:00`, in the nearest zone: the entry's
  own, else the cohort's, else the file's. A span is `3 working days`, `2 weeks` or `1 day`.
- Days of the week are `monday` or `mon`, working days `mon-thu` or `mon,wed-fri`.
- Logins are written without @, repositories as `owner/name`, issues as `owner/name#42`.
- The file is YAML 1.2 in UTF-8, 64 KiB at most, without anchors, aliases, tags and tabs.

This page is made from the code that checks the file."""


def reference(sections: Sequence[Section]) -> str:
    """A table for each group of keys, outermost first; for docs/programme-file.md."""
    described = schema(sections)
    parts = [_INTRODUCTION, "\n".join(_table("The file", described))]
    for name in _in_order(described):
        definition = described["$defs"][name]
        parts.append("\n".join(_table(_heading(name), definition)))
    return "\n\n".join(parts) + "\n"


def _in_order(described: Schema) -> list[str]:
    """The definitions, as a reader meets them."""
    waiting, seen = [described], list[str]()
    while waiting:
        for found in _references(waiting.pop(0).get("properties", {})):
            if found not in seen:
                seen.append(found)
                waiting.append(described["$defs"][found])
    return seen


def _references(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if "$ref" in value:
            yield value["$ref"].rpartition("/")[2]
        value = list(value.values())
    for item in value if isinstance(value, list) else ():
        yield from _references(item)


def _heading(name: str) -> str:
    return name.removesuffix("Settings").removesuffix("Entry")


def _table(heading: str, definition: Schema) -> Iterator[str]:
    yield f"## {heading}\n"
    yield definition.get("description", "") + "\n"
    yield "| Key | Holds | Default | |"
    yield "|---|---|---|---|"
    required = definition.get("required", ())
    for key, value in definition["properties"].items():
        default = "required" if key in required else _default(value.get("default"))
        yield f"| `{key}` | {_holds(value)} | {default} | {value.get('description', '')} |"


def _default(value: Any) -> str:
    if value is None or isinstance(value, dict | list):
        return ""
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"


def _holds(value: Schema) -> str:
    """A word or two about what a key holds."""
    if "$ref" in value:
        name = _heading(value["$ref"].rpartition("/")[2])
        return f"[{name}](#{name.lower()})"
    if "anyOf" in value:
        return " or ".join(_holds(one) for one in value["anyOf"] if one.get("type") != "null")
    if value.get("type") == "array":
        return f"list: {_holds(value['items'])}"
    if value.get("type") == "object":
        entries = value.get("patternProperties") or {"": value["additionalProperties"]}
        return f"by name: {_holds(next(iter(entries.values())))}"
    if "enum" in value and "title" not in value:
        return " or ".join(f"`{one}`" for one in value["enum"])
    return str(value.get("title") or _TYPES.get(value.get("type", "")) or "text")


_TYPES = {"boolean": "true or false", "integer": "whole number"}
