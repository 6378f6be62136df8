"""What was presented, for each one's farewell (row F1). Pure."""

from collections.abc import Iterator

from app.model.facts import Fact
from app.model.presented import fact_of
from app.model.workflow import View
from app.programme.model import Cohort
from workflows.meetup.commands import TALK
from workflows.meetup.heard import Word
from workflows.meetup.settings import MeetupSettings
from workflows.meetup.shown import Shown, fitting


def ends(cohort: Cohort, meetup: Shown) -> float | None:
    """When the evening ends (Unix seconds); None where there is none."""
    starts = meetup.evening.starts
    minutes = cohort.section(MeetupSettings).minutes
    return starts + minutes * 60 if starts is not None and meetup.is_on else None


def held(view: View, cohort: Cohort, meetup: Shown) -> Iterator[Fact]:
    """Once the evening has ended, each mentee's talk that was on the agenda. Some have their
    farewell on the next morning, so it does not wait until the issue closes."""
    over = ends(cohort, meetup)
    if over is None or view.now < over:
        return
    titles = {talk.by.lower(): talk.title for talk in fitting(cohort, meetup)}
    for word in _last_words(meetup):
        title = titles.get(word.by.lower(), "")
        yield fact_of(view, word.by, word.back or word.order, title, word.where)


def _last_words(meetup: Shown) -> Iterator[Word]:
    """What each said last of their talk, or took back last."""
    said = [word for word in meetup.heard.words.values() if word.name == TALK]
    last = {word.by.lower(): word for word in sorted(said, key=lambda w: w.back or w.order)}
    yield from last.values()
