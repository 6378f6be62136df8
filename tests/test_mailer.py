"""Mail over SMTP: what is sent, and what is known of it afterwards."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from app.mailer import Mailer, NotTaken, Rejected, Unsure
from app.model.mails import may_mail
from app.smtp import Server
from tests.mail_server import (
    LIST,
    LOOPBACK,
    LOST,
    PASSWORD,
    SILENT,
    USER,
    MailServer,
    authenticate,
    mailer,
    own_tls,
    serving,
)

AT = 1_790_000_000.0
TEXT = "Hello everybody,\n\n- We keep: pairing, every Tuesday – ja, wirklich\n.\nBye\n"


async def send(to: Mailer, text: str = TEXT, address: str = LIST) -> None:
    await to.send(to.compose("abc", address, "What we learned", text, AT))


async def test_what_a_list_gets(snapshot: SnapshotAssertion) -> None:
    async with serving(MailServer()) as server:
        await send(mailer(server))
    (envelope,), (mail,) = server.taken, server.mails
    assert (envelope.mail_from, envelope.rcpt_tos) == ("cairn@acme.example", [LIST])
    assert mail.get_content().replace("\r\n", "\n") == TEXT
    assert mail.as_string().replace("\r\n", "\n") == snapshot


@pytest.mark.parametrize("subject", ["a\nBcc: eve@evil.example", "a\r\n\r\nb"])
def test_a_name_is_no_header(subject: str) -> None:
    with pytest.raises(ValueError, match="linefeed"):
        mailer(MailServer()).compose("abc", LIST, subject, TEXT, AT)


def test_letters_of_any_alphabet_are_encoded() -> None:
    mail = mailer(MailServer()).compose("abc", LIST, "Was wir lernten: größer", TEXT, AT)
    assert mail.as_bytes().isascii()
    assert mail["Subject"] == "Was wir lernten: größer"


# ---- what is known afterwards --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("recipient", "answer", "trouble"),
    [
        ("450 later", "", NotTaken),
        ("550 no such list", "", Rejected),
        (LOST, "", NotTaken),
        ("", "421 shutting down", NotTaken),
        ("", "451 later", NotTaken),
        ("", "554 we do not like that", Rejected),
        ("", "whatever", Unsure),
        ("", LOST, Unsure),
    ],
)
async def test_three_kinds_of_trouble(
    recipient: str, answer: str, trouble: type[Exception]
) -> None:
    server = MailServer(
        answers=[answer] if answer else [], to_recipients=[recipient] if recipient else []
    )
    async with serving(server):
        with pytest.raises(trouble) as caught:
            await send(mailer(server))
    assert "like" not in str(caught.value), "what a server says stays out of it"


async def test_nobody_listens() -> None:
    async with serving(MailServer()) as server:
        pass
    with pytest.raises(NotTaken):
        await send(mailer(server))


async def test_a_server_that_never_answers() -> None:
    async with serving(MailServer(answers=[SILENT])) as server:
        with pytest.raises(Unsure):
            await send(replace(mailer(server), within=0.1))


async def test_a_server_that_hangs_up() -> None:
    silent = await asyncio.start_server(lambda _reader, writer: writer.close(), LOOPBACK, 0)
    async with silent:
        with pytest.raises(NotTaken):
            await send(mailer(MailServer(silent.sockets[0].getsockname()[1])))


async def test_only_lists_that_the_operator_named() -> None:
    async with serving(MailServer()) as server:
        with pytest.raises(Rejected, match="SMTP_LISTS"):
            await send(mailer(server), address="eve@evil.example")
    assert server.offered == 0


@pytest.mark.parametrize(
    ("address", "lists", "may"),
    [
        (LIST, (), False),
        (LIST, (LIST,), True),
        ("Dev@Lists.ACME.example", (LIST,), True),
        (LIST, ("@lists.acme.example",), True),
        (LIST, ("@acme.example",), False),
        ("dev@evil-lists.acme.example", ("@lists.acme.example",), False),
        ("https://lists.acme.example/dev", ("@lists.acme.example",), False),
        ("a@evil.example,dev@lists.acme.example", ("@lists.acme.example",), False),
    ],
)
def test_who_may_be_written_to(address: str, lists: tuple[str, ...], may: bool) -> None:
    assert may_mail(address, lists) is may


# ---- secrets -------------------------------------------------------------------------------------


async def test_a_password_goes_over_tls(tmp_path: Path) -> None:
    theirs, ours = own_tls(tmp_path)
    async with serving(
        MailServer(), tls_context=theirs, authenticator=authenticate, auth_required=True
    ) as server:
        with_password = Server(LOOPBACK, server.port, False, USER, PASSWORD)
        await send(replace(mailer(server), server=with_password, tls=ours))
        assert server.over_tls == [True]
        wrong = replace(with_password, password="another")
        with pytest.raises(NotTaken, match="password"):
            await send(replace(mailer(server), server=wrong, tls=ours))


async def test_a_server_that_nobody_vouches_for_gets_nothing(tmp_path: Path) -> None:
    theirs, _ = own_tls(tmp_path)
    async with serving(MailServer(), tls_context=theirs) as server:
        with pytest.raises(NotTaken):
            await send(mailer(server))
    assert server.offered == 0


async def test_tls_from_the_first_byte(tmp_path: Path) -> None:
    theirs, ours = own_tls(tmp_path)
    async with serving(MailServer(), listen_tls=theirs) as server:
        tls = Server(LOOPBACK, server.port, tls=True)
        await send(replace(mailer(server), server=tls, tls=ours))
    assert len(server.mails) == 1


async def test_where_tls_is_needed_nothing_goes_without() -> None:
    async with serving(MailServer()) as server:
        away = _Elsewhere(LOOPBACK, server.port, False, USER, PASSWORD)
        with pytest.raises(NotTaken):
            await send(replace(mailer(server), server=away))
    assert server.offered == 0


class _Elsewhere(Server):
    """A server on loopback, taken for one that is not."""

    starttls = True
