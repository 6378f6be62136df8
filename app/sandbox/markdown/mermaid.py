"""What a Mermaid drawing says: the four kinds that summaries and timelines are made of.

Syntax: mermaid.js.org, pages "Gantt", "Timeline", "Pie chart", "XY Chart". Other kinds, and lines
that are not understood, give None: the source is shown instead, and nothing is drawn wrongly.
"""

import re
from dataclasses import dataclass, field
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Bar:
    """A task of a Gantt chart; a milestone where both days are one and `point` says so."""

    section: str
    name: str
    start: date
    end: date
    state: str
    point: bool


@dataclass(slots=True)
class Gantt:
    """Tasks on days."""

    title: str = ""
    bars: list[Bar] = field(default_factory=list)


@dataclass(slots=True)
class Timeline:
    """Periods, each with its section and events."""

    title: str = ""
    periods: list[tuple[str, str, list[str]]] = field(default_factory=list)


@dataclass(slots=True)
class Pie:
    """Shares of a whole."""

    title: str = ""
    slices: list[tuple[str, float]] = field(default_factory=list)


@dataclass(slots=True)
class XyChart:
    """Bars and lines over categories."""

    title: str = ""
    categories: list[str] = field(default_factory=list)
    y_title: str = ""
    series: list[tuple[str, list[float]]] = field(default_factory=list)


Drawing = Gantt | Timeline | Pie | XyChart

_IGNORED = re.compile(
    r"(?:dateFormat|axisFormat|tickInterval|todayMarker|excludes|weekday|weekend|accTitle|accDescr)\b"
)
_SLICE = re.compile(r'"(?P<name>[^"]+)"\s*:\s*(?P<share>\d+(?:\.\d+)?)')
_SERIES = re.compile(r'(?P<kind>bar|line)\s+(?:"[^"]*"\s*)?\[(?P<values>[^\]]*)\]')
_AXIS = re.compile(r"x-axis\s+(?:\"[^\"]*\"\s*)?\[(?P<names>[^\]]*)\]")
_LENGTH = re.compile(r"(?P<number>\d+)(?P<unit>[dw])")
_STATES = ("done", "active", "crit")


def parse(source: str) -> Drawing | None:
    """What the drawing says; None for another kind, or where a line is not understood."""
    lines = [line.strip() for line in source.split("\n")]
    lines = [line for line in lines if line and not line.startswith("%%")]
    kind, *rest = lines or [""]
    try:
        match kind.split(" ")[0]:
            case "gantt":
                return _gantt(rest)
            case "timeline":
                return _timeline(rest)
            case "pie":
                return _pie(kind.removeprefix("pie").strip(), rest)
            case "xychart-beta" | "xychart":
                return _xychart(rest)
    except ValueError:
        return None
    return None


def _title(line: str) -> str | None:
    return line.removeprefix("title").strip(' "') if line.startswith("title ") else None


def _gantt(lines: list[str]) -> Gantt:
    made, section, ends = Gantt(), "", dict[str, date]()
    for line in lines:
        title = _title(line)
        if title is not None:
            made.title = title
        elif line.startswith("section "):
            section = line.removeprefix("section ").strip()
        elif not _IGNORED.match(line):
            made.bars.append(_bar(section, line, ends, made.bars))
    if not made.bars:
        raise ValueError("no tasks")
    return made


def _bar(section: str, line: str, ends: dict[str, date], before: list[Bar]) -> Bar:
    name, colon, rest = line.partition(":")
    if not colon:
        raise ValueError(line)
    words = [word.strip() for word in rest.split(",")]
    tags = []
    while words and words[0] in (*_STATES, "milestone"):
        tags.append(words.pop(0))
    key = words.pop(0) if len(words) == 3 else ""
    start_text, end_text = words if len(words) == 2 else ("", words[0])
    start = _start(start_text, ends, before)
    end = _end(end_text, start)
    if key:
        ends[key] = end
    state = next((tag for tag in tags if tag in _STATES), "")
    return Bar(section, name.strip(), start, end, state, "milestone" in tags)


def _start(text: str, ends: dict[str, date], before: list[Bar]) -> date:
    if text.startswith("after "):
        return ends.get(text.removeprefix("after ").strip()) or date.fromisoformat(text)
    return date.fromisoformat(text) if text else before[-1].end if before else _no_start()


def _no_start() -> date:
    raise ValueError("the first task has no start")


def _end(text: str, start: date) -> date:
    length = _LENGTH.fullmatch(text)
    if length is None:
        return date.fromisoformat(text)
    return start + timedelta(days=int(length["number"]) * {"d": 1, "w": 7}[length["unit"]])


def _timeline(lines: list[str]) -> Timeline:
    made, section = Timeline(), ""
    for line in lines:
        title = _title(line)
        if title is not None:
            made.title = title
        elif line.startswith("section "):
            section = line.removeprefix("section ").strip()
        else:
            period, *events = [part.strip() for part in re.split(r"\s:\s|^:\s", line)]
            if period:
                made.periods.append((section, period, events))
            elif made.periods:
                made.periods[-1][2].extend(events)
    if not made.periods:
        raise ValueError("no periods")
    return made


def _pie(head: str, lines: list[str]) -> Pie:
    made = Pie(_title(head.removeprefix("showData").strip()) or "")
    for line in lines:
        title, share = _title(line), _SLICE.fullmatch(line)
        if title is not None:
            made.title = title
        elif share is not None:
            made.slices.append((share["name"], float(share["share"])))
        elif line != "showData":
            raise ValueError(line)
    if not sum(share for _, share in made.slices):
        raise ValueError("nothing to share")
    return made


def _xychart(lines: list[str]) -> XyChart:
    made = XyChart()
    for line in lines:
        title, axis, series = _title(line), _AXIS.fullmatch(line), _SERIES.fullmatch(line)
        if title is not None:
            made.title = title
        elif axis is not None:
            made.categories = [name.strip(' "') for name in axis["names"].split(",")]
        elif line.startswith("y-axis"):
            made.y_title = line.removeprefix("y-axis").split("-->")[0].strip(' "0123456789')
        elif series is not None:
            values = [float(value) for value in series["values"].split(",")]
            made.series.append((series["kind"], values))
        else:
            raise ValueError(line)
    if not made.series or any(len(s) != len(made.categories) for _, s in made.series):
        raise ValueError("no series, or not one value for each category")
    return made
