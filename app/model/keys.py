"""Keys of issues to which several workflows write."""

HOME = "home"
"""A mentee's onboarding issue."""

PRIVATE_HOME = "private-home"
"""The one in which it goes on, where the cohort has become private meanwhile (`app.model.home` says
which of the two counts)."""

COMPLETE = "complete"
"""The congratulation in it, after which it closes."""

TRACKING = "tracking"
"""A cohort's tracking issue."""

FAREWELL, EARLY = "farewell:", "early:"
"""How the keys of comments in a mentee's issue begin: of their summary at the end (its number and
the day follow), and of the word that one came too early (its number follows)."""
