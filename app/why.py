"""Why what the core itself writes is there: answers to commands, what concerns the programme's
file, what was written twice. Pure; see `app.model.why`."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from app.model.facts import ABOVE, Data, Known
from app.model.text import Text
from app.model.why import File, Row, Why, command_row
from app.model.workflow import View, Workflow
from app.offering import HELP
from app.replies import ANSWERS, REFUSED
from app.swept import TWIN

MOST_ERRORS = 5
"""Places in a file that are told; the issue itself has them all."""


def explain(view: View, key: str, workflows: Iterable[Workflow]) -> Why | None:
    """Why the artefact with this key is there, whoever wants it; None where nobody can tell."""
    own = _BY_KIND.get(key.partition(":")[0])
    found = own(view, key) if own is not None else None
    told = (workflow.explain(view, key) for workflow in workflows)
    return found or next((why for why in told if why is not None), None)


def _written(view: View, key: str, what: str = "Written") -> tuple[Row, ...]:
    row = view.said.get(key)
    return (Row(what=what, at=row.at),) if row is not None else ()


# ---- answers to commands -------------------------------------------------------------------------


def _reply(view: View, key: str) -> Why | None:
    row = view.said.get(key)
    if row is None:
        return None
    known = view.facts.get("command", {})
    answered = [known[each] for each in row.parameters.get(ANSWERS, ()) if each in known]
    refused = key.partition(":")[2] in row.parameters.get(REFUSED, ())
    values = {"by": _author(answered), "about": _about(answered, refused=refused)}
    return Why(Text("core/why-reply", values), _written(view, key), _commands(answered))


def _about(answered: Sequence[Known], *, refused: bool) -> str:
    """What the first of the commands that are answered was, as the text asks for it."""
    name = answered[0].data["name"] if answered else ""
    if name == HELP.name:
        return "help"
    if name is None:
        return "unknown"
    return "refused" if refused else "rest"


def _author(commands: Sequence[Known]) -> str:
    """People may have deleted the comment since, and a rebuild does not know it then."""
    return str(commands[0].data["by"]) if commands else "Somebody"


def _commands(commands: Iterable[Known]) -> tuple[Row, ...]:
    ordered = sorted(commands, key=lambda known: known.order)
    return tuple(command_row(known, "Asked") for known in ordered)


def _reaction(view: View, key: str) -> Why:
    _, comment, content = key.split(":")
    given = (*view.facts.get("command", {}).values(), *view.facts.get(ABOVE, {}).values())
    commands = [known for known in given if known.data["comment"] == int(comment)]
    text = Text("core/why-reaction", {"by": _author(commands), "done": content == "+1"})
    return Why(text, (), _commands(commands))


# ---- the programme's file ------------------------------------------------------------------------


def _file_errors(view: View, key: str) -> Why | None:
    known = view.facts.get("files", {}).get("now")
    if known is None:
        return None
    private = key.endswith(":private")
    home = view.programme.private_repository if private else known.data["home"]
    errors = [error for error in known.data["errors"] if error["private"] == private]
    rows = [_error(error, str(home)) for error in errors[:MOST_ERRORS]]
    if len(errors) > MOST_ERRORS:
        rows.append(Row(what="And more", said=f"{len(errors) - MOST_ERRORS} places"))
    text = Text("core/why-file-errors", {"errors": bool(errors)})
    return Why(text, _written(view, key, "Opened"), tuple(rows))


def _error(error: Data, repository: str) -> Row:
    where = File(repository, error["file"])
    return Row(what=f"Line {error['line']}", said=error["message"], where=where)


def _check(view: View, key: str) -> Why:
    """After a rebuild nothing is known of checks but that they are Cairn's."""
    facts = view.facts.get("proposal", {})
    rows = _read(facts["asked"], facts["read"]) if "read" in facts else ()
    commit = [Row(what="Commit", said=view.scope.rest[:7])] if view.scope.rest else []
    return Why(Text("core/why-check", {}), _written(view, key), (*commit, *rows))


def _read(asked: Known, read: Known) -> Iterator[Row]:
    """What was read there. Of the programme's other repository nothing is told (R5)."""
    for repository, path in read.data.get("paths", ()):
        if repository == asked.data["repository"]:
            yield Row(what="Read", said=path)


def _twin(view: View, key: str) -> Why:
    return Why(Text("core/why-twin", {}), _written(view, key))


_BY_KIND: Mapping[str, Callable[[View, str], Why | None]] = {
    "reply": _reply,
    "reaction": _reaction,
    "file-errors": _file_errors,
    "check": _check,
    TWIN: _twin,
}
"""By what an artefact's key begins with, up to the colon."""
