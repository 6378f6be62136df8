"""GitHub's JSON objects, as its OpenAPI description has them.

Building them is most of what the sandbox does, so users and repositories are built once and kept.
What is kept is never changed, only replaced.
"""
