"""Reviews in words, for pages, mail and the export."""

from app.sandbox.state import Review

SAYS = {
    "APPROVED": "approved these changes",
    "CHANGES_REQUESTED": "requested changes",
    "COMMENTED": "reviewed",
    "DISMISSED": "reviewed; the review was dismissed",
}
"""What stands beside the reviewer's name, by the review's state."""


def full_text(it: Review) -> str:
    """What a review says, with its comments on lines, as Markdown."""
    parts = [it.body, *(f"On `{each.path}`:\n\n{each.body}" for each in it.comments)]
    return "\n\n".join(part for part in parts if part)
