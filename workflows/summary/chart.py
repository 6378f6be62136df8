"""The weeks of a cohort, drawn (row K5): Mermaid, below a sentence that says the same. Pure."""

from collections.abc import Sequence


def chart(opened: Sequence[int], merged: Sequence[int]) -> str:
    """A bar for what was opened in each week, a line for what was merged."""
    weeks = ", ".join(str(number) for number in range(1, len(opened) + 1))
    top = max([*opened, *merged, 1])
    return "\n".join(
        (
            "```mermaid",
            "xychart-beta",
            f'    x-axis "Week" [{weeks}]',
            f'    y-axis "Pull requests" 0 --> {top}',
            f"    bar [{', '.join(map(str, opened))}]",
            f"    line [{', '.join(map(str, merged))}]",
            "```",
        )
    )
