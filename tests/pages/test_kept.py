"""What is kept of people: theirs to take along and to have deleted, and readable by nobody (K6)."""

import json
from pathlib import Path

import pytest
import sqlalchemy as sa
from structlog.testing import capture_logs

from app.logs import configure
from app.people import People
from app.sandbox.export import export
from app.store import tables as t
from app.vault import Vault
from tests.behaviour.files import BEGUN, SMALL
from tests.behaviour.judge import texts
from tests.behaviour.reading import DAY, say
from tests.harness.oracle import fork
from tests.pages.browser import PUBLIC
from tests.pages.conftest import Enter, Visit
from tests.pages.test_me import CANARY, local_hours, stored
from tests.world import STARTS, World, settings

# ---- taking it along, having it deleted ----------------------------------------------------------


async def test_the_export_has_it_all_and_nobody_elses(enter: Enter, visit: Visit) -> None:
    world = await enter(SMALL)
    await world.cairn.play_until(STARTS + 10 * DAY)
    await say(world, "maya", world.issue_of("maya"), "/mentor done chat")
    await say(world, "kemal", world.issue_of("maya"), "/mentor done conduct")
    browser = await visit(world, "maya")
    await browser.post("/me/settings", zone=CANARY)
    response = await browser.get("/me/export")
    assert response.headers["content-disposition"] == 'attachment; filename="cairn.json"'
    whole = json.loads(await response.text())
    assert (whole["login"], whole["id"]) == ("maya", world.person("maya").user.id)
    assert whole["set_by_you"]["settings"]["own"]["zone"] == CANARY
    assert [it["cohort"] for it in whole["cohorts"]] == ["Autumn"]
    assert len(whole["mentioned_at"]) == 2
    said = [it["line"] for it in whole["facts"] if it["kind"] == "command"]
    assert said == ["/mentor done chat"]
    assert {it["by"] for it in whole["facts"]} == {"maya"}
    stranger = json.loads(await (await (await visit(world, "zoe")).get("/me/export")).text())
    assert stranger["set_by_you"] == {}
    assert stranger["mentioned_at"] == stranger["facts"] == stranger["cohorts"] == []


async def test_without_a_session_there_is_nothing_to_take(enter: Enter, visit: Visit) -> None:
    response = await (await visit(await enter(start=False))).get("/me/export")
    assert (response.status, response.headers["location"]) == (303, "/me")


async def test_forgotten_is_forgotten(enter: Enter, visit: Visit) -> None:
    world = await enter(BEGUN)
    browser = await visit(world, "maya")
    await browser.post("/me/settings", zone="America/Chicago")
    slip = await browser.post("/me/forget")
    assert slip.status == 422
    assert len(await stored(world)) == 1
    response = await browser.post("/me/forget", sure="on")
    assert response.headers["location"] == "/me?saved=forgotten"
    assert await stored(world) == []
    assert "you are signed out" in await browser.text("/me?saved=forgotten")
    await world.cairn.play_until(STARTS + 8 * DAY)
    assert local_hours(world, "Asia/Kolkata")[0] == "Tue 11:30"


async def test_settings_go_along_with_a_new_login(enter: Enter, visit: Visit) -> None:
    """And a login that changed hands does not bring them to its next owner."""
    world = await enter(start=False)
    await (await visit(world, "maya")).post("/me/settings", zone="Asia/Tokyo")
    old = world.sandbox.world.users.pop("maya")
    old.login, old.shown = "maya2", None
    world.sandbox.world.users["maya2"] = old
    world.sandbox.add_user("maya")
    text = await (await visit(world, "maya")).text()
    assert 'selected value="Asia/Tokyo"' not in text
    text = await (await visit(world, "maya2")).text()
    assert 'selected value="Asia/Tokyo"' in text
    people = world.cairn.service.tenants.people
    async with world.database.read() as connection:
        await people.refresh(connection)
    assert set(people.by_login) == {"maya2"}


# ---- at rest -------------------------------------------------------------------------------------


async def test_it_is_read_by_nobody_and_nowhere(enter: Enter, visit: Visit, tmp_path: Path) -> None:
    """What maya entered: not in a file, a log line, a request, an error page, a text."""
    with capture_logs() as logs:
        world = await enter(SMALL)
        browser = await visit(world, "maya")
        await browser.post("/me/settings", zone=CANARY, holidays="IN-KA")
        await browser.post("/me/settings", zone=CANARY + "x")
        await world.cairn.play_until(STARTS + 8 * DAY)
        await has_broken_rows(world)
        export(world.sandbox, tmp_path / "export")
    files = contents(tmp_path)
    told = [logs, [str(r) for r in world.sandbox.requests], [it.text for it in texts(world)]]
    for canary in ("Troll", "IN-KA"):
        assert canary.encode() not in files
        assert canary not in str(told)


def contents(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())


async def has_broken_rows(world: World) -> None:
    """Rows that cannot be opened, or that another version wrote, are noted without their words."""
    vault = Vault(settings().secrets)
    odd = vault.seal(7, "settings", {"login": "x", "came": 0, "own": {"zone": "Troll"}})
    rows = [(7, odd), (8, odd), (9, "gibberish")]
    async with world.database.write() as connection:
        for person, sealed in rows:
            values = {"person": person, "name": "settings", "edition": person, "sealed": sealed}
            await connection.execute(sa.insert(t.private).values(**values))
        people = People(world.database, vault)
        await people.refresh(connection)
    assert set(people.by_login) == {"maya"}


@pytest.mark.parametrize(
    ("secrets", "opens"),
    [([b"old"], True), ([b"new", b"old"], True), ([b"new"], False), ([b"old", b"new"], True)],
)
def test_a_secret_can_be_rotated(secrets: list[bytes], opens: bool) -> None:
    sealed = Vault([b"old"]).seal(1, "settings", {"zone": "UTC"})
    with capture_logs() as logs:
        assert (Vault(secrets).open(1, "settings", sealed) is not None) is opens
    assert len(logs) == (not opens)


def test_what_is_written_anew_is_sealed_with_the_new_secret() -> None:
    sealed = Vault([b"new", b"old"]).seal(1, "settings", {})
    assert Vault([b"new"]).open(1, "settings", sealed) == {}
    assert Vault([b"old"]).open(1, "settings", sealed) is None


def test_a_row_cannot_be_put_in_anothers_place() -> None:
    vault = Vault([b"secret"])
    sealed = vault.seal(1, "settings", {})
    assert vault.open(2, "settings", sealed) is None
    assert vault.open(1, "notes", sealed) is None


async def test_after_the_loss_of_the_table_the_file_counts_again(
    enter: Enter, visit: Visit, tmp_path: Path
) -> None:
    world = await enter(BEGUN)
    await (await visit(world, "maya")).post("/me/settings", zone="America/Chicago")
    again = await fork(world, tmp_path / "lost", keep=False)
    await again.cairn.play_until(STARTS + 8 * DAY)
    assert local_hours(again, "Asia/Kolkata")[0] == "Tue 11:30"
    await again.close()


# ---- trouble -------------------------------------------------------------------------------------


async def test_trouble_is_told_without_what_was_entered(
    enter: Enter, visit: Visit, capsys: pytest.CaptureFixture[str]
) -> None:
    world = await enter(start=False)
    browser = await visit(world, "maya")
    token = await browser.token()
    async with world.database.write() as connection:
        await connection.execute(sa.text("DROP TABLE private"))
    configure("info", "json")
    response = await browser.post("/me/settings", token=token, zone=CANARY)
    assert response.status == 500
    told = await response.text() + "".join(capsys.readouterr())
    assert "Something went wrong on our side" in told
    assert "page failed" in told
    assert "Troll" not in told


@pytest.mark.parametrize(
    ("content_type", "body", "status"),
    [
        ("application/x-www-form-urlencoded", b"zone=" + b"x" * 70_000, 413),
        ("multipart/form-data", b"no boundary", 415),
        ("multipart/form-data; boundary=x", b"--x\r\nbroken", 415),
        ("application/x-www-form-urlencoded; charset=nobody-knows", b"zone=x", 400),
        ("application/x-www-form-urlencoded", b"zone=%ff&token=%ff", 403),
        ("application/json", b"{}", 415),
    ],
)
async def test_a_form_that_cannot_be_read(
    enter: Enter, visit: Visit, content_type: str, body: bytes, status: int
) -> None:
    browser = await visit(await enter(start=False), "maya")
    cookie = "; ".join(f"{name}={it.value}" for name, it in browser.cookies.items())
    headers = {"Cookie": cookie, "Origin": PUBLIC, "Content-Type": content_type}
    response = await browser.client.post("/me/settings", data=body, headers=headers)
    assert response.status == status
    assert response.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("value", ["\udcff", "é", "gAAAAA==", ""])
@pytest.mark.parametrize("path", ["/me", "/me/callback?state=%ff&code=x", "/me/export"])
async def test_odd_cookies_are_nobody(enter: Enter, visit: Visit, value: str, path: str) -> None:
    browser = await visit(await enter(start=False))
    headers = {"Cookie": f"__Host-cairn-session={value}; __Host-cairn-sign-in={value}"}
    response = await browser.client.get(path, headers=headers, allow_redirects=False)
    assert response.status in (200, 303, 403)
