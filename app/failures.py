"""What went wrong around Cairn, in one line that says what to do; for the command line."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from app.github.client import Patience, Refused, Unknown


class Failure(Exception):
    """The text is for the operator."""


@contextmanager
def explained(database_url: str) -> Iterator[None]:
    """Raises Failure where the database or GitHub does not do what is needed."""
    shown = make_url(database_url).render_as_string(hide_password=True)
    try:
        yield
    except SQLAlchemyError as error:
        cause = getattr(error, "orig", None) or error
        reason = str(cause).strip().partition("\n")[0]
        raise Failure(f"Cannot use the database {shown}: {reason}. Check DATABASE_URL.") from error
    except Refused as error:
        hint = "Check GITHUB_APP_ID, GITHUB_PRIVATE_KEY and GITHUB_API_URL."
        raise Failure(f"GitHub refuses what Cairn asks ({error}). {hint}") from error
    except (Unknown, Patience) as error:
        raise Failure(f"GitHub cannot be asked now ({error}). Try again later.") from error
