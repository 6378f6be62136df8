"""What the environment says of mail."""

import pytest

from app.settings import Settings
from app.smtp import Server, parse_server
from app.wiring import mailer
from tests.test_settings import problems, read

MAIL = {
    "SMTP_URL": "smtp://cairn:hunter2@mail.example.org",
    "SMTP_FROM": "Cairn <cairn@example.org>",
    "SMTP_LISTS": "Dev@Lists.example.org, @lists.acme.example",
}


def with_mail(**changes: str | None) -> Settings:
    return read(**{**MAIL, **changes})


def test_without_them_no_mail_is_sent() -> None:
    assert mailer(read()) is None


def test_all_three() -> None:
    made = mailer(with_mail())
    assert made is not None
    assert (made.sender.display_name, made.sender.addr_spec) == ("Cairn", "cairn@example.org")
    assert made.lists == ("dev@lists.example.org", "@lists.acme.example")
    assert (made.server.host, made.server.port, made.server.user) == (
        "mail.example.org",
        587,
        "cairn",
    )


@pytest.mark.parametrize("name", MAIL)
def test_what_is_missing_of_the_three_is_named(name: str) -> None:
    (problem,) = problems(**{**MAIL, name: None})
    assert problem.startswith(f"{name} is missing or empty: mail needs SMTP_URL")
    assert "remove all three" in problem
    assert "hunter2" not in problem


@pytest.mark.parametrize(
    ("url", "server", "starttls"),
    [
        ("smtp://mail.example.org", Server("mail.example.org", 587, False), None),
        ("smtp://mail.example.org:25/", Server("mail.example.org", 25, False), None),
        ("smtp://u:p@mail.example.org", Server("mail.example.org", 587, False, "u", "p"), True),
        ("smtp://u:p@localhost", Server("localhost", 587, False, "u", "p"), None),
        ("smtp://u:p@127.0.0.2:2525", Server("127.0.0.2", 2525, False, "u", "p"), None),
        ("smtp://u:p@[::1]:25", Server("::1", 25, False, "u", "p"), None),
        ("smtps://u:p@mail.example.org", Server("mail.example.org", 465, True, "u", "p"), False),
        ("smtp://a%40b:p%3A%2F@h.example", Server("h.example", 587, False, "a@b", "p:/"), True),
    ],
)
def test_servers(url: str, server: Server, starttls: bool | None) -> None:
    assert parse_server(url) == server
    assert server.starttls is starttls


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SMTP_URL", "mail.example.org"),
        ("SMTP_URL", "https://u:hunter2@mail.example.org"),
        ("SMTP_URL", "smtp://u:hunter2@"),
        ("SMTP_URL", "smtp://u:hunter2@h:many"),
        ("SMTP_URL", "smtp://u:hunter2@h/path"),
        ("SMTP_URL", "smtp://u:hunter2/@h"),
        ("SMTP_URL", "smtp://hunter2@h"),
        ("SMTP_URL", "smtp://:hunter2@h"),
        ("SMTP_FROM", "Cairn"),
        ("SMTP_FROM", "Cairn <cairn>"),
        ("SMTP_FROM", "Cairn\n <cairn@example.org>"),
        ("SMTP_LISTS", "lists.example.org"),
        ("SMTP_LISTS", "@"),
        ("SMTP_LISTS", "dev@lists.example.org,"),
        ("SMTP_LISTS", "*@lists.example.org"),
    ],
)
def test_what_is_wrong_is_named_and_not_repeated(name: str, value: str) -> None:
    (problem,) = problems(**{**MAIL, name: value})
    assert problem.startswith(f"{name}: ")
    assert "hunter2" not in problem


def test_no_password_is_shown() -> None:
    assert "hunter2" not in repr(with_mail()) + repr(mailer(with_mail()))
