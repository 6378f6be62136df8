"""Harnesses that show the promises of the README, on random histories and scratch copies."""
