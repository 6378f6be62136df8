"""What a sweep found, as the ledger keeps it. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from app.github.markers import Parts
from app.model import scopes, things
from app.model.artefacts import LabelDefinition, Reaction, Thread, nested_key
from app.model.facts import Gone, Record, Said, Sighting
from app.model.rests import rest
from app.store.repositories import Repo

LAG = 300.0
"""What is younger than this and missing from a list may just lag behind."""

TWIN = "twin"
SUB_ISSUE = "sub-issue"


def nested_of(repo: Repo, issue: things.Issue, seen: Sighting) -> Iterator[Sighting]:
    """That an issue of ours is a part of another, as GitHub's lists tell."""
    if issue.parent_issue_url is not None:
        key, at = nested_key(seen.key), issue.created_at
        yield Sighting(seen.scope, key, SUB_ISSUE, repo.id, issue.number, at, "", swept=True)


def gone_of(repo: Repo, number: int, scope: str, parts: Parts) -> Iterator[Record]:
    """What a marker remembers as deleted by people."""
    for key, was in ((parts.data or {}).get("g") or {}).items():
        yield Sighting(
            scope,
            key,
            was["kind"],
            repo.id,
            was["ref"],
            was["at"],
            "",
            None,
            was["p"],
            "gone",
            swept=True,
            target=number,
        )


def pause_of(scope: str, parts: Parts) -> Iterator[Record]:
    """The pause that a marker remembers, also where people tidied the command away."""
    if pause := (parts.data or {}).get("q"):
        order, on = pause
        yield rest(scope, order, on=on)


def reactions_of(repo: Repo, scope: str, comment: things.Comment) -> Iterator[Sighting]:
    """Reactions to a command. Lists only count them: whoever reacted, once more would be noise."""
    thread = Thread(repo.name, 0)
    seen = comment.reactions
    found = [
        *([Reaction(on=thread, comment=comment.id, content="+1")] if seen.plus else []),
        *([Reaction(on=thread, comment=comment.id, content="confused")] if seen.confused else []),
    ]
    for each in found:
        at, id = comment.created_at, comment.id
        said = {"seen": True}
        yield Sighting(scope, each.key, "reaction", repo.id, id, at, "", None, said, swept=True)


def label_sighting(repo: Repo, name: str) -> Sighting:
    """A label that exists, as `reconcile.definitions` keeps it."""
    key = LabelDefinition(repository=repo.name, name=name, colour="", description="").key
    return Sighting(scopes.labels(repo.id), key, "label", repo.id, 0, 0.0, "", swept=True)


def with_twins(records: list[Record]) -> list[Record]:
    """Of two artefacts with one key the older stays; the younger is marked for removal."""
    oldest: dict[tuple[str, str], Sighting] = {}
    for seen in records:
        if isinstance(seen, Sighting) and seen.status == "there":
            first = oldest.setdefault((seen.scope, seen.key), seen)
            if seen.ref < first.ref:
                oldest[seen.scope, seen.key] = seen
    return [
        _as_twin(r)
        if isinstance(r, Sighting) and r.status == "there" and oldest[r.scope, r.key].ref != r.ref
        else r
        for r in records
    ]


def _as_twin(seen: Sighting) -> Sighting:
    kind = f"{TWIN}:{seen.kind}"
    return replace(seen, key=f"{kind}:{seen.ref}", kind=kind, parameters={})


def vanished(
    ledger: Mapping[tuple[str, str], Said], found: list[Record], numbers: set[int], now: float
) -> list[Record]:
    """Artefacts that should be there and are not: people deleted them while Cairn was away."""
    seen = {(r.scope, r.key) for r in found if isinstance(r, Sighting)}
    return [
        Gone(scope, key, said.ref)
        for (scope, key), said in ledger.items()
        if said.status == "there" and (scope, key) not in seen and said.at < now - LAG
        if said.kind == "issue" or (said.kind == "comment" and said.target in numbers)
    ]
