"""From the name of a text and its values to Markdown that is safe to post (docs/texts.md)."""

from app.templates.language import TextError
from app.templates.messages import Messages, load_folder

__all__ = ["Messages", "TextError", "load_folder"]
