"""Choosing mentees."""
