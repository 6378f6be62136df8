"""Onboarding's section of the programme file."""

from app.model.sections.onboarding import OnboardingSettings
from app.model.settings import Section

SECTIONS = (Section("onboarding", "cohort", OnboardingSettings),)
