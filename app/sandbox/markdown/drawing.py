"""Draws Mermaid: as tables whose bars are SVG.

GitHub draws with mermaid.js, which is 3 MB of script. The few kinds that Cairn posts need none of
it, and a table is better where the sandbox is looked at as well: words stay readable on a phone and
are heard by a screen reader, and the page needs no script at all.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from html import escape
from itertools import groupby

from app.sandbox.markdown.mermaid import Bar, Gantt, Pie, Timeline, XyChart, parse

WIDTH = 1000
"""Of a bar's whole row; SVG stretches it to what there is."""


def draw(source: str) -> str | None:
    """HTML with SVG in it; None for what is not understood."""
    match parse(source):
        case Gantt() as it:
            return _figure("gantt", it.title, _gantt(it))
        case Timeline() as it:
            return _figure("timeline", it.title, _timeline(it))
        case Pie() as it:
            return _figure("pie", it.title, _pie(it))
        case XyChart() as it:
            return _figure("xychart", it.title, _xychart(it))
    return None


def _figure(kind: str, title: str, rows: Iterable[str]) -> str:
    caption = f"<caption>{escape(title)}</caption>" if title else ""
    return f'<table class="drawing {kind}">{caption}{"".join(rows)}</table>\n'


def _bar(start: float, length: float, name: str = "") -> str:
    """A bar in a row; both figures are shares of the whole row."""
    x, width = round(start * WIDTH), max(4, round(length * WIDTH))
    return (
        f'<svg class="bar {name}" viewBox="0 0 {WIDTH} 10" preserveAspectRatio="none" aria-hidden='
        f'"true"><rect class="rail" x="0" y="4" width="{WIDTH}" height="2"/>'
        f'<rect class="fill" x="{min(x, WIDTH - 4)}" y="0" width="{width}" height="10"/></svg>'
    )


def _row(name: str, middle: str, end: str = "") -> str:
    last = f"<td>{escape(end)}</td>" if end else ""
    return f'<tr><th scope="row">{escape(name)}</th><td>{middle}</td>{last}</tr>'


def _group(name: str, columns: int) -> str:
    if not name:
        return ""
    return f'<tr><th class="group" scope="rowgroup" colspan="{columns}">{escape(name)}</th></tr>'


def _gantt(it: Gantt) -> Iterable[str]:
    first, last = min(bar.start for bar in it.bars), max(bar.end for bar in it.bars)
    days = max(1, (last - first).days)
    for section, bars in groupby(it.bars, key=lambda bar: bar.section):
        yield f"<tbody>{_group(section, 3)}"
        for bar in bars:
            length = 0 if bar.point else (bar.end - bar.start).days / days
            drawn = _bar((bar.start - first).days / days, length, bar.state)
            yield _row(bar.name, drawn, _dates(bar))
        yield "</tbody>"


def _dates(bar: Bar) -> str:
    # Mermaid's bars end as a day begins; people name the last day that is in it.
    last = bar.end - timedelta(days=1)
    end = "" if bar.point or last <= bar.start else f" – {_day(last)}"
    state = {"done": ", done", "active": ", now"}.get(bar.state, "")
    return f"{_day(bar.start)}{end}{state}"


def _day(day: date) -> str:
    return day.strftime("%-d %b")


def _timeline(it: Timeline) -> Iterable[str]:
    for section, periods in groupby(it.periods, key=lambda period: period[0]):
        yield f"<tbody>{_group(section, 2)}"
        for _, period, events in periods:
            yield _row(period, "<br>".join(escape(event) for event in events))
        yield "</tbody>"


def _pie(it: Pie) -> Iterable[str]:
    total = sum(share for _, share in it.slices)
    for name, share in it.slices:
        yield _row(name, _bar(0, share / total), f"{share:g} ({share / total:.0%})")


def _xychart(it: XyChart) -> Iterable[str]:
    highest = max((value for _, values in it.series for value in values), default=0) or 1
    if it.y_title:
        yield f'<tr><th></th><th scope="col" colspan="2">{escape(it.y_title)}</th></tr>'
    for place, category in enumerate(it.categories):
        values = [values[place] for _, values in it.series]
        bars = "".join(
            _bar(0, value / highest, kind)
            for value, (kind, _) in zip(values, it.series, strict=True)
        )
        yield _row(category, bars, " · ".join(f"{value:g}" for value in values))
