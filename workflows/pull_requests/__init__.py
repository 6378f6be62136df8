"""Mentees' pull requests: whose turn it is."""
