"""Task boxes in Markdown: finding one, and clicking it."""

import re

_BOX = re.compile(
    r"(?P<before>[\s>]*(?:(?:[-*+]|\d+[.)])\s+)+\[)(?P<mark>[ xX])(?P<after>\].*)", re.DOTALL
)
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")


def _lines(body: str) -> list[str]:
    """Lines as Markdown counts them: only LF and CR LF end one."""
    return [line.removesuffix("\r") for line in body.split("\n")]


def line_of(body: str, item: str) -> int:
    """The first line with a box, outside fenced code, that shows **item**.

    Raises LookupError where there is none: whoever clicks sees a box.
    """
    fenced = False
    for number, line in enumerate(_lines(body)):
        if _FENCE.match(line):
            fenced = not fenced
        elif not fenced and f"**{item}**" in line and _BOX.fullmatch(line):
            return number
    raise LookupError(f"there is no task box for **{item}** in: {body!r}")


def count(body: str) -> tuple[int, int]:
    """How many boxes are ticked, and how many there are."""
    found = [box for line in _lines(body) if (box := _BOX.fullmatch(line))]
    return sum(box["mark"] != " " for box in found), len(found)


def is_ticked(body: str, line: int) -> bool:
    """Whether the box on that line (from 0) is ticked. Raises LookupError where it has none."""
    return _box(body, line)["mark"] != " "


def _box(body: str, line: int) -> re.Match[str]:
    lines = _lines(body)
    found = _BOX.fullmatch(lines[line]) if line < len(lines) else None
    if found is None:
        raise LookupError(f"there is no task box in line {line} of: {body!r}")
    return found


def ticked(body: str, line: int, value: bool) -> str:
    """The body with that box set. Everything else stays as it is, line ends as well."""
    lines = body.split("\n")
    found = _box(body, line)
    end = "\r" if lines[line].endswith("\r") else ""
    lines[line] = f"{found['before']}{'x' if value else ' '}{found['after']}{end}"
    return "\n".join(lines)
