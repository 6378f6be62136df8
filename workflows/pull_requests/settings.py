"""The section of pull requests in the programme file."""

from app.model.sections.pull_requests import PullRequestSettings
from app.model.settings import Section

SECTIONS = (Section("pull_requests", "cohort", PullRequestSettings),)
