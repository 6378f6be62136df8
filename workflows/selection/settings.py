"""Settings of choosing mentees (row S1); the tracking issue reads them as well."""

from app.model.sections.selection import SelectionSettings
from app.model.settings import Section

SECTIONS = (Section("selection", "cohort", SelectionSettings),)
