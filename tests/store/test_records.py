"""Records come to the same in any order, however often they are written (rules 1 to 4)."""

from itertools import permutations

import pytest

from app.model import scopes
from app.model.facts import Dirty, Fact, Gone, Look, Place, Record, Sighting
from app.model.sight import Sight
from app.store.database import Database
from app.store.planning import Loaded, Planning

INSTALLATION = 7
SCOPE = scopes.mentee(1, "autumn", "maya")


def fact(order: str, value: int, *, first: bool = False, tie: bool = False) -> Fact:
    return Fact(SCOPE, "box", "chat", order, {"v": value}, "first" if first else "newest", tie)


def sighting(ref: int = 5, hash: str = "a/b", *, swept: bool = False) -> Sighting:
    parameters = {"to": ["Maya"]}
    return Sighting(SCOPE, "home", "issue", 1, ref, 100.0, hash, "open", parameters, swept=swept)


async def written(database: Database, *records: Record) -> Loaded:
    """What is kept after these, each written in a transaction of its own."""
    for record in records:
        async with database.write() as connection:
            await Planning(database, connection, INSTALLATION).records.apply([record])
    async with database.read() as connection:
        return await Planning(database, connection, INSTALLATION).load(SCOPE)


@pytest.mark.parametrize("order", list(permutations((1, 2, 3))))
@pytest.mark.parametrize(("first", "kept"), [(False, 3), (True, 1)])
async def test_facts_follow_their_rule_in_any_order(
    database: Database, order: tuple[int, ...], first: bool, kept: int
) -> None:
    records = [fact(f"{n:03d}", n, first=first) for n in order]
    loaded = await written(database, *records, *records)
    known = loaded.facts["box"]["chat"]
    assert (known.data, known.ambiguous) == ({"v": kept}, False)


@pytest.mark.parametrize("values", [(1, 2), (2, 1)])
async def test_a_tie_is_found_and_ends_with_news(
    database: Database, values: tuple[int, int]
) -> None:
    loaded = await written(database, *(fact("001", v, tie=True) for v in values))
    assert loaded.facts["box"]["chat"].ambiguous
    loaded = await written(database, fact("002", 3))
    assert not loaded.facts["box"]["chat"].ambiguous
    loaded = await written(database, fact("001", 1, tie=True))
    assert not loaded.facts["box"]["chat"].ambiguous


async def test_the_same_again_is_no_tie_and_dirties_nothing(database: Database) -> None:
    await written(database, fact("001", 1, tie=True))
    before = await dirty(database)
    loaded = await written(database, fact("001", 1, tie=True), fact("000", 5))
    assert not loaded.facts["box"]["chat"].ambiguous
    assert await dirty(database) == before


async def dirty(database: Database) -> int:
    async with database.read() as connection:
        found = await Planning(database, connection, INSTALLATION).next_dirty()
    return found.dirty if found else 0


async def test_an_artefact_is_adopted_placed_and_its_pings_kept(database: Database) -> None:
    loaded = await written(database, sighting(), sighting())
    assert (loaded.ledger["home"].ref, loaded.ledger["home"].status) == (5, "there")
    async with database.read() as connection:
        planning = Planning(database, connection, INSTALLATION)
        assert await planning.place(1, "#5") == SCOPE
        assert await planning.pings_of(["maya"], 0.0) == {"maya": [100.0]}


async def test_a_webhook_tells_nothing_new_of_what_is_known(database: Database) -> None:
    loaded = await written(database, sighting(hash="new/x"), sighting(hash="old/x"))
    assert loaded.ledger["home"].hash == "new/x"


async def test_a_sweep_knows_better(database: Database) -> None:
    loaded = await written(database, sighting(), sighting(hash="now/x", swept=True))
    assert loaded.ledger["home"].hash == "now/x"


@pytest.mark.parametrize("order", list(permutations((5, 6))))
async def test_of_twins_the_older_stays(database: Database, order: tuple[int, ...]) -> None:
    loaded = await written(database, *(sighting(ref, swept=True) for ref in order))
    assert loaded.ledger["home"].ref == 5


async def test_what_is_gone_stays_gone(database: Database) -> None:
    loaded = await written(database, sighting(), Gone(SCOPE, "home", 5), sighting())
    assert loaded.ledger["home"].status == "gone"


async def test_another_artefact_of_that_name_is_not_gone(database: Database) -> None:
    loaded = await written(database, sighting(), Gone(SCOPE, "home", 6))
    assert loaded.ledger["home"].status == "there"


async def test_a_look_makes_the_hash_unknown(database: Database) -> None:
    loaded = await written(database, sighting(), Look(1, "issue", 5))
    assert loaded.ledger["home"].hash == "?"


async def test_a_check_waits_for_its_commit_to_be_somebodys(database: Database) -> None:
    waiting = Fact(scopes.commit(1, "abc"), "check", "DCO", "001", {"link": ""}, "first")
    loaded = await written(database, waiting)
    assert "check" not in loaded.facts
    loaded = await written(database, Place(1, "abc", SCOPE))
    assert loaded.facts["check"]["DCO"].data == {"link": ""}


async def test_commands_are_planned_first(database: Database) -> None:
    cohort = scopes.cohort(1, "autumn")
    command = Fact(SCOPE, "command", "1:x", "001", {})
    await written(database, Dirty(cohort), command)
    async with database.read() as connection:
        found = await Planning(database, connection, INSTALLATION).next_dirty()
    assert found is not None
    assert found.key == SCOPE


async def test_installations_share_nothing(database: Database) -> None:
    await written(database, fact("001", 1), sighting())
    async with database.read() as connection:
        other = Planning(database, connection, INSTALLATION + 1)
        assert await other.load(SCOPE) == Loaded({}, {}, {}, {}, Sight())
        assert await other.next_dirty() is None
        assert await other.place(1, "#5") is None
        assert await other.pings_of(["maya"], 0.0) == {"maya": []}
