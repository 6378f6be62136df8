"""The mentors' weekly summary."""
