"""Measurements: how fast, how much. Run by `make bench`; nothing here is part of the tests."""
