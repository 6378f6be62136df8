"""A course of weekly lessons."""
