"""The section of help sessions in the programme file."""

from app.model.sections.help_sessions import HelpSessionSettings
from app.model.settings import Section

SECTIONS = (Section("help_sessions", "programme", HelpSessionSettings),)
