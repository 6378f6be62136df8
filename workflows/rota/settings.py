"""Where a rota stands in the programme's file; the settings are those of `help_sessions`. Pure."""

from app.programme.model import Programme
from workflows.help_sessions.settings import HelpSessionSettings, Rota


def rota_of(programme: Programme, id: str) -> Rota | None:
    """The rota with this id; None where the file has it no longer."""
    rotas = programme.section(HelpSessionSettings).rotas
    return next((rota for rota in rotas if rota.id == id), None)


def repository_of(programme: Programme) -> str:
    """Where the page is: with the help sessions, else at home."""
    return next(iter(programme.section(HelpSessionSettings).repositories), programme.home)
