"""Settings of the mentees' meetup (rows M1 to M4)."""

from collections.abc import Iterable, Iterator

from pydantic import Field

from app.model import scopes
from app.model.days import Duration, LocalDateTime, Span
from app.model.names import Url
from app.model.settings import Count, Problem, Section, Switchable


class MeetupSettings(Switchable):
    """An evening on which mentees present, if two or more would like to."""

    on: LocalDateTime | None = Field(
        None, description="When it is, in the cohort's zone; can stay open at first."
    )
    minutes: Count = Field(120, description="How long the whole evening takes.")
    ask_before: Span = Field(
        Duration(4, "week"),
        description="How long before the cohort's end people are asked who would like to; never in "
        "their first week.",
    )
    talk_minutes: Count = Field(20, description="How long a talk takes.")
    question_minutes: Count = Field(5, description="How long questions after a talk take.")
    url: Url | None = Field(None, description="Where to join.")

    def cohort_scopes(self, home: int, cohort: str) -> Iterable[str]:
        """The evening is planned apart from the cohort."""
        return (scopes.meetup(home, cohort),) if self.enabled else ()

    def problems(self) -> Iterator[Problem]:
        """An evening in which not even one talk has room."""
        if self.talk_minutes + self.question_minutes > self.minutes:
            text = "`minutes`: not even one talk with its questions fits; write more"
            yield Problem(text, ("minutes",))


SECTIONS = (Section("meetup", "cohort", MeetupSettings),)
