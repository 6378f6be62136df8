"""The REST operations: one function each, and a table of them at the end of each module."""
