"""The end of a mentorship."""
