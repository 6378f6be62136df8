"""What was learned goes to the mailing list: once, or not at all (row T6)."""

import json
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from app.operation import status
from app.sandbox.state import Comment, Issue
from tests.behaviour.conftest import Enter
from tests.behaviour.files import HEAD, programme
from tests.behaviour.reading import answers, reactions, remembered, say, shown
from tests.behaviour.retrospectives import MENTORS, at, begun, entry, file, one
from tests.behaviour.test_confirming import lose_database
from tests.behaviour.test_membership import push
from tests.mail_server import LIST, LOST, MailServer, mailer, serving
from tests.world import World

ON, TOLD, SENT = at("2026-09-16", "12:01"), at("2026-09-22"), at("2026-09-22", "13:30")
LATER = at("2026-09-25")
WITH_LIST = HEAD.replace("links:\n", f"links:\n  mailing_list: {LIST}\n")
DAY = "Tuesday 22 September 2026, 15:00 (Europe/Berlin)"
PROMISED = f"Cairn sends the text to <{LIST}> on {DAY}"


class Crash(BaseException):
    """The process ends."""


@pytest.fixture
async def server() -> AsyncIterator[MailServer]:
    async with serving(MailServer()) as server:
        yield server


async def mailing(
    enter: Enter, server: MailServer, text: bytes = file(head=WITH_LIST), lists: str = LIST
) -> World:
    """A world in which Cairn can send mail."""
    world = await begun(enter, text)
    world.mailer = mailer(server, lists)
    await world.crash(begin=True)
    return world


async def learned(enter: Enter, server: MailServer, *, until: float = TOLD) -> World:
    """The same, where two things were learned; as a rule before the mail goes."""
    world = await mailing(enter, server)
    await world.cairn.play_until(ON)
    await say(world, "maya", one(world), "/mentor learning change: Draft *early* @maya")
    await say(world, "bartek", one(world), "/mentor learning keep: Tea, says `@kemal`")
    await world.cairn.play_until(until)
    return world


async def anew(world: World, folder: Path) -> list[str]:
    """Lose the database; what is written after that."""
    writes = len(world.writes)
    new = folder / f"anew-{writes}"
    new.mkdir()
    await lose_database(world, new)
    return world.writes[writes:]


def comment(world: World) -> Comment:
    """The one that named list and day."""
    (found,) = [c for c in world.said_in(one(world)) if "Here is what you learned" in shown(c)]
    return found


def told(world: World) -> list[str]:
    """What mentors were told after that."""
    return [said for said in answers(world, one(world)) if "an earlier comment had said" in said]


# ---- sent ----------------------------------------------------------------------------------------


async def test_once_and_everybody_knows(
    enter_on_both: Enter, server: MailServer, tmp_path: Path
) -> None:
    world = await learned(enter_on_both, server)
    issue = one(world)
    assert PROMISED in shown(comment(world))
    assert f"Cairn sends them to <{LIST}> on {DAY}" in shown(issue)
    assert server.offered == 0
    await world.cairn.play_until(SENT)
    (mail,) = server.mails
    assert (mail["From"], mail["To"]) == ("Cairn <cairn@acme.example>", LIST)
    assert mail["Subject"] == "What we learned in autumn-group, Autumn"
    assert mail["Date"].startswith("Tue, 22 Sep 2026 13:00:")
    assert mail["Auto-Submitted"] == "auto-generated"
    text = mail.get_content().replace("\r\n", "\n")
    assert "\n- We change: Draft *early* (maya looks after it)\n" in text
    assert "\n- We keep: Tea, says `@kemal`\n" in text
    assert text.endswith("in the name of this group's mentors.\n")
    assert f"Sent to <{LIST}> on {DAY}." in shown(issue)
    await world.cairn.play_until(LATER)
    assert await anew(world, tmp_path) == []
    await world.cairn.play_until(at("2026-10-20"))
    assert (server.offered, told(world)) == (1, [])


async def test_it_is_told_before(enter: Enter, server: MailServer) -> None:
    world = await mailing(enter, server)
    await world.cairn.play_until(at("2026-09-09"))
    assert f"after the end: Cairn sends them to <{LIST}>" in shown(one(world))
    await world.cairn.play_until(at("2026-09-17", "16:00"))
    assert f"a working day later Cairn sends them to <{LIST}>" in shown(one(world))


async def test_the_message_id_tells_nothing_and_stays(enter: Enter, server: MailServer) -> None:
    server.answers = ["451 later"]
    world = await learned(enter, server, until=LATER)
    (mail,) = server.mails
    name = mail["Message-ID"].removeprefix("<").removesuffix("@acme.example>")
    assert (len(name), server.offered) == (32, 2)
    assert set(name) <= set("0123456789abcdef")
    assert world.installation == 1 or str(world.installation) not in mail["Message-ID"]


# ---- not sent ------------------------------------------------------------------------------------


async def test_what_is_taken_back_is_left_out(enter: Enter, server: MailServer) -> None:
    world = await learned(enter, server)
    assert reactions(await say(world, "maya", one(world), "/mentor undo")) == ["+1"]
    await world.cairn.play_until(LATER)
    (mail,) = server.mails
    assert "Draft" not in mail.get_content()
    assert "Tea" in mail.get_content()


async def test_nothing_left_nothing_sent(enter: Enter, server: MailServer) -> None:
    world = await learned(enter, server)
    for who in ("maya", "bartek"):
        await say(world, who, one(world), "/mentor undo")
    await world.cairn.play_until(at("2026-10-20"))
    assert (server.offered, told(world)) == (0, [])
    assert "Cairn sends" not in shown(one(world))


async def test_who_deletes_the_comment_stops_it(
    enter: Enter, server: MailServer, tmp_path: Path
) -> None:
    world = await learned(enter, server)
    world.person("alice").delete_comment(comment(world).id)
    await world.cairn.settle()
    assert "Cairn sends" not in shown(one(world))
    assert await anew(world, tmp_path) == []
    await world.cairn.play_until(at("2026-10-20"))
    assert (server.offered, told(world)) == (0, [])


@pytest.mark.parametrize(
    ("more", "lists", "said"),
    [
        ("", "@acme.example", f"Please send the text to <{LIST}>"),
        ("links: {mailing_list: https://acme.example/dev}\n", LIST, "Please send the"),
    ],
)
async def test_mentors_send_what_cairn_may_not(
    enter: Enter, server: MailServer, more: str, lists: str, said: str
) -> None:
    world = await mailing(enter, server, file(head=WITH_LIST, more=more), lists)
    await world.cairn.play_until(ON)
    await say(world, "maya", one(world), "/mentor learning Tea")
    await world.cairn.play_until(LATER)
    assert said in shown(comment(world))
    assert "Cairn sends" not in shown(comment(world)) + shown(one(world))
    assert (server.offered, told(world)) == (0, [])


async def test_nobody_of_a_private_cohort_is_mailed_around(
    enter: Enter, server: MailServer
) -> None:
    world = await mailing(enter, server, programme(head=WITH_LIST))
    text = b"cohorts:\n" + entry(id="quiet", name="Quiet", mentees="{login: ravi}").encode()
    world.person("alice").push_file(MENTORS, ".github/mentorship/private.yml", text)
    await world.cairn.play_until(ON)
    await say(world, "bartek", one(world), "/mentor learning Tea")
    await world.cairn.play_until(LATER)
    assert "by itself, because this cohort is private." in shown(comment(world))
    assert server.offered == 0


async def test_a_dry_run_sends_nothing(enter: Enter, server: MailServer) -> None:
    world = await learned(enter, server)
    world.dry_run = True
    await world.crash(begin=True)
    await world.cairn.play_until(LATER)
    assert server.offered == 0


async def test_a_draft_sends_nothing(enter: Enter, server: MailServer) -> None:
    world = await learned(enter, server)
    await push(world, file(head=WITH_LIST, more="draft: true\n"))
    await world.cairn.play_until(LATER)
    assert server.offered == 0


async def test_a_pause_holds_it(enter: Enter, server: MailServer) -> None:
    world = await learned(enter, server)
    tracking = next(issue for issue in world.issues() if issue.title == "Autumn")
    await say(world, "alice", tracking, "/mentor pause")
    await world.cairn.play_until(at("2026-09-27"))
    assert server.offered == 0
    await say(world, "alice", tracking, "/mentor resume")
    await world.cairn.play_until(at("2026-09-30"))
    assert server.offered == 1


@pytest.mark.parametrize(
    "head", [HEAD, HEAD.replace("links:\n", "links:\n  mailing_list: all@lists.acme.example\n")]
)
async def test_another_list_than_was_told_gets_nothing(
    enter: Enter, server: MailServer, head: str
) -> None:
    world = await learned(enter, server)
    await push(world, file(head=head))
    await world.cairn.play_until(LATER)
    assert ["not in the programme's file any more" in said for said in told(world)] == [True]
    await push(world, file(head=WITH_LIST))
    await world.cairn.play_until(at("2026-09-30"))
    assert (server.offered, len(told(world))) == (0, 1)


async def test_two_weeks_late_is_no_news(enter: Enter, server: MailServer) -> None:
    world = await learned(enter, server)
    world.clock.advance_to(at("2026-10-20"))
    await world.cairn.play_until(at("2026-10-22"))
    assert ["should have been sent two weeks ago" in said for said in told(world)] == [True]
    assert server.offered == 0


async def test_the_end_of_the_cohort_moves(enter: Enter, server: MailServer) -> None:
    world = await learned(enter, server)
    await push(world, file(head=WITH_LIST, ends="2026-09-25"))
    await say(world, "kemal", one(world), "/mentor learning Milk")
    await world.cairn.play_until(at("2026-09-28", "14:00"))
    assert server.offered == 0
    assert "on Tuesday 29 September 2026, 15:00" in shown(one(world))
    await world.cairn.play_until(at("2026-09-30"))
    (mail,) = server.mails
    assert "- Milk\n" in mail.get_content().replace("\r\n", "\n")
    assert "Draft" in mail.get_content()


# ---- trouble -------------------------------------------------------------------------------------


async def test_what_was_not_taken_is_offered_again(enter: Enter, server: MailServer) -> None:
    server.answers, server.to_recipients = ["451 later"], ["450 later"]
    world = await learned(enter, server, until=SENT)
    assert server.offered == 1
    await world.cairn.play_until(at("2026-09-22", "15:30"))
    assert (server.offered, server.mails) == (2, [])
    await world.cairn.play_until(LATER)
    assert (server.offered, len(server.mails), told(world)) == (3, 1, [])


async def test_five_times_and_no_more(enter: Enter, server: MailServer, tmp_path: Path) -> None:
    server.answers = ["451 later"] * 20
    world = await learned(enter, server, until=at("2026-09-23", "13:30"))
    assert server.offered == 5
    assert ["could not be sent" in said for said in told(world)] == [True]
    assert await anew(world, tmp_path) == []
    await world.cairn.play_until(at("2026-10-20"))
    assert (server.offered, len(told(world))) == (5, 1)


async def test_nobody_there_at_first(enter: Enter) -> None:
    async with serving(MailServer()) as server:
        pass
    world = await learned(enter, server, until=SENT)
    async with serving(server):
        await world.cairn.play_until(LATER)
    assert (len(server.mails), told(world)) == (1, [])


async def test_the_operator_sees_what_waits(
    enter: Enter, server: MailServer, capsys: pytest.CaptureFixture[str]
) -> None:
    server.answers = ["451 later"]
    world = await learned(enter, server, until=SENT)
    await status(world.database)
    assert "The mail server did not take mail of group:" in capsys.readouterr().out


async def test_a_no_is_a_no(enter: Enter, server: MailServer) -> None:
    server.answers = ["554 you look like a robot"]
    world = await learned(enter, server, until=LATER)
    (said,) = told(world)
    assert said.startswith("@bartek, @kemal: the text for")
    assert "robot" not in said
    assert server.offered == 1


async def test_nobody_knows_whether_it_arrived(
    enter_on_both: Enter, server: MailServer, tmp_path: Path
) -> None:
    server.answers = [LOST]
    world = await learned(enter_on_both, server, until=LATER)
    assert ["cannot tell whether it arrived" in said for said in told(world)] == [True]
    assert await anew(world, tmp_path) == []
    await world.cairn.play_until(at("2026-10-20"))
    assert (server.offered, len(told(world))) == (1, 1)
    assert "Sent to" not in shown(one(world))


def crash_at(world: World, point: str, when: Callable[[], bool]) -> None:
    """End the process at this point, once."""

    def probe(at: str) -> None:
        if at == point and when():
            world.probe = lambda _point: None
            raise Crash

    world.probe = probe


async def crashed(world: World, until: float) -> None:
    with pytest.raises(Crash):
        await world.cairn.play_until(until)


@pytest.mark.parametrize("point", ["intent", "posted"])
@pytest.mark.parametrize("is_lost", [False, True])
async def test_a_crash_on_the_way(
    enter: Enter, server: MailServer, tmp_path: Path, point: str, is_lost: bool
) -> None:
    """Before and after the mail went: that cannot be told apart, with a database or without one."""
    world = await learned(enter, server)
    offered = {"intent": 0, "posted": 1}[point]
    crash_at(world, point, lambda: _is_offering(world) and server.offered == offered)
    await crashed(world, SENT)
    assert server.offered == offered
    if is_lost:
        await anew(world, tmp_path)
    else:
        await world.crash(begin=False)
    await world.cairn.play_until(at("2026-10-20"))
    assert ["cannot tell whether it arrived" in said for said in told(world)] == [True]
    assert server.offered == offered


def _is_offering(world: World) -> bool:
    """Whether the issue's marker says that the mail goes."""
    return '"offered"' in _marker(one(world))


def _marker(issue: Issue) -> str:
    return json.dumps(remembered(issue.body))


async def test_a_lost_database_before_it_goes(
    enter: Enter, server: MailServer, tmp_path: Path
) -> None:
    world = await learned(enter, server)
    assert await anew(world, tmp_path) == []
    await world.cairn.play_until(LATER)
    assert (server.offered, told(world)) == (1, [])
