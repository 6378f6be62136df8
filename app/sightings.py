"""How artefacts of ours describe themselves: marker to ledger row and back (rule 4).

A marker's data: `s` scope, `k` key, `h` hash of the inputs it was made from, `p` parameters, `st`
the state last written, `m` the workflow's memory, `g` what is gone from this issue, `q` the scope's
pause; and, about this one version of the body: `c` digest of the content, `o` of people's words as
they were read, `r` revision, `t` digest of the title that we gave it.
"""

from collections.abc import Mapping
from typing import Any

from app.github.markers import Parts, digest
from app.model import scopes, things
from app.model.facts import Data, Sighting
from app.model.workflow import Region
from app.programme.model import Programme
from app.store.records import UNKNOWN

OWN_LIST = "own_list"
_VERSION = frozenset("cortw")


def hash_of(data: Mapping[str, Any]) -> str:
    """What the ledger compares: inputs, then all that is remembered."""
    rest = {k: v for k, v in data.items() if k not in _VERSION and k != "h"}
    return f"{data.get('h', UNKNOWN)}/{digest(rest)}"


def external_id(scope: str, key: str) -> str:
    """By what a check of ours is known again: it has no body for a marker."""
    return digest([scope, key])


def _hash_seen(parts: Parts) -> str:
    return hash_of(parts.data) if parts.data and parts.trusted and parts.intact else UNKNOWN


def described(parts: Parts) -> bool:
    """Whether the marker says what it belongs to."""
    return parts.data is not None and bool(parts.data.get("s")) and bool(parts.data.get("k"))


def believable(
    parts: Parts, repository: things.Repository, programmes: Mapping[int, Programme]
) -> bool:
    """Whether what a marker belongs to may be believed. A signature covers the repository. Without
    one (a rotated secret, or somebody's forgery) the scope has to be one that writes here: who may
    edit our bodies in one repository must not reach people of another (rule 11)."""
    if not described(parts) or parts.data is None:
        return False
    return parts.trusted or _writes_here(str(parts.data["s"]), repository, programmes)


def _writes_here(
    key: str, repository: things.Repository, programmes: Mapping[int, Programme]
) -> bool:
    try:
        scope = scopes.parse(key)
    except ValueError:
        return False
    programme = programmes.get(scope.home)
    if programme is None:
        return scope.home == repository.id and scope.kind == "programme"
    if scope.kind == scopes.THREAD:
        return scope.rest.partition("/")[0] == str(repository.id)
    cohort, crew = programme.cohort(scope.cohort), programme.crew(scope)
    if crew is not None:
        return repository.full_name.lower() == (crew.repository or programme.home).lower()
    homes = {cohort.home if cohort else programme.home, programme.private_repository or ""}
    if scope.kind == scopes.DESK:
        homes |= programme.homes
    return repository.full_name.lower() in {name.lower() for name in homes}


def sighting(
    kind: str,
    repository: int,
    ref: int,
    at: float,
    parts: Parts,
    *,
    target: int = 0,
    swept: bool = False,
) -> Sighting:
    """An artefact of ours, as its marker describes it."""
    data: Mapping[str, Any] = parts.data or {}
    return Sighting(
        data["s"],
        data["k"],
        kind,
        repository,
        ref,
        at,
        _hash_seen(parts),
        data.get("st"),
        data.get("p", {}),
        swept=swept,
        target=target,
    )


def own_list_place(number: int, comment: int) -> str:
    """What the signature in a person's own comment covers (rule 11)."""
    return f"#{number}/{comment}"


def region(
    repository: int, where: str, thing: things.Issue | things.Comment, parts: Parts
) -> Region:
    """Our region of a body, for workflows. `where` is "" in a body of ours."""
    data: Mapping[str, Any] = parts.data or {}
    memory: Data = data.get("m", {})
    return Region(
        repository,
        where,
        thing.updated_at,
        thing.created_at,
        int(data.get("r", 0)),
        parts.content,
        memory,
        bool(data.get("w")),
        str(data.get("k", "")),
    )
