"""Where a rota stands in the programme's file; the settings are those of `help_sessions`. Pure."""

from app.model.sections.help_sessions import HelpSessionSettings, Rota
from app.programme.model import Programme


def rota_of(programme: Programme, id: str) -> Rota | None:
    """The rota with this id; None where the file has it no longer."""
    rotas = programme.section(HelpSessionSettings).rotas
    return next((rota for rota in rotas if rota.id == id), None)


def repository_of(programme: Programme) -> str:
    """Where the page is: with the help sessions, else at home."""
    return next(iter(programme.section(HelpSessionSettings).repositories), programme.home)
