"""Keys of issues to which several workflows write."""

HOME = "home"
"""A mentee's onboarding issue."""

TRACKING = "tracking"
"""A cohort's tracking issue."""
