"""Each group's retrospective."""
