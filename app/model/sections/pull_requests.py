"""Settings of following mentees' pull requests (rows R1, R2)."""

from typing import Annotated

from pydantic import Field, Strict

from app.model.days import Duration, Span
from app.model.settings import Flag, Switchable

Lines = Annotated[int, Strict(), Field(ge=0, le=10_000)]


class PullRequestSettings(Switchable):
    """Whose turn it is in mentees' pull requests, and what is said there."""

    waiting_after: Span = Field(
        Duration(2, "working day"),
        description="How long a pull request waits for a review, or is red, before one nudge.",
    )
    labels: Flag = Field(True, description="Whether pull requests get labels such as `mentee`.")
    welcome: Flag = Field(
        True, description="Whether a mentee's first pull request is welcomed, unless it was."
    )
    big_change: Lines = Field(
        500,
        description="From how many changed lines on mentors get a private hint; `0`: never.",
    )
