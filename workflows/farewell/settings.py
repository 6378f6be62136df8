"""The farewell's section of the programme file."""

from app.model.sections.farewell import FarewellSettings
from app.model.settings import Section

SECTIONS = (Section("farewell", "cohort", FarewellSettings),)
