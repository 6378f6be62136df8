"""Names on GitHub and on the web, as a programme file spells them.

The forms are GitHub's: docs.github.com, "Username considerations for external authentication"
(logins) and "About repositories" (names).
"""

import re
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlsplit

from app.model.spelling import Spelled, text_of

LOGIN = r"[A-Za-z0-9](?:[A-Za-z0-9_-]{0,37}[A-Za-z0-9_-])?"
_NAME = r"[A-Za-z0-9._-]{1,100}"
REPOSITORY = rf"{LOGIN}/{_NAME}"


def parse_login(value: object) -> str:
    """A GitHub login: letters, digits, hyphens; an underscore in managed accounts; 39 at most."""
    text = text_of(_in_quotes(value), "octocat")
    if re.fullmatch(LOGIN, text, re.ASCII):
        return text
    raise ValueError(f'"{text}" {_no_login(text)}')


def _in_quotes(value: object) -> object:
    """The value; ValueError where it is a number that could be a name, had it quotes."""
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        raise ValueError(f'should be text; write "{value}" in quotes')
    return value


_LAST_PART = "write the last part of their page's address on GitHub"


def _no_login(text: str) -> str:
    """What is wrong with a login, and what to write."""
    if page := re.match(rf"(?:https?://)?(?:www\.)?github\.com/({LOGIN})/?$", text, re.ASCII):
        return f"is the address of a page; write {page[1]}"
    if text.startswith("@") and re.fullmatch(LOGIN, text[1:], re.ASCII):
        return f"has an @; write {text[1:]}"
    if re.fullmatch(r"\S+@\S+\.\S+", text):
        return "is an e-mail address; write the login on GitHub instead"
    if re.fullmatch(rf"@?{LOGIN}/[\w-]+", text, re.ASCII):
        return "is a team; write each person's login"
    if re.search(r"[\s,;]", text):
        return f"is not one login: those have no spaces and commas; {_LAST_PART}"
    return f"is not a GitHub login; {_LAST_PART}"


def parse_team_or_login(value: object) -> str:
    """A login, or a team as `org/team`."""
    text = text_of(_in_quotes(value), "octocat or acme/mentors")
    if re.fullmatch(rf"@{LOGIN}/[\w-]+", text, re.ASCII):
        raise ValueError(f'"{text}" has an @; write {text[1:]}')
    if "/" not in text or "://" in text:
        return parse_login(text)
    if not re.fullmatch(rf"{LOGIN}/[A-Za-z0-9_-]{{1,100}}", text, re.ASCII):
        raise ValueError(f'"{text}" is neither a login nor a team; write a team like acme/mentors')
    return text


def parse_repository(value: object) -> str:
    """A repository, `owner/name`."""
    text = text_of(value, "acme/engine")
    if "://" in text or text.startswith(("git@", "www.", "github.com/")):
        path = re.sub(r"^git@[^:]*:", "", urlsplit(text).path if "://" in text else text)
        meant = "/".join(path.removeprefix("github.com").strip("/").split("/")[:2])
        raise ValueError(f'"{text}" is an address; write {meant.removesuffix(".git")}')
    if "/" not in text:
        raise ValueError(f'"{text}" has no owner; write it like acme/{text}')
    if not re.fullmatch(REPOSITORY, text, re.ASCII) or text.rpartition("/")[2] in (".", ".."):
        raise ValueError(f'"{text}" is not a repository; write it like acme/engine')
    return text


@dataclass(frozen=True, slots=True)
class TaskRef:
    """An issue or pull request, `acme/engine#42`."""

    repository: str
    number: int

    def __str__(self) -> str:
        return f"{self.repository}#{self.number}"


def parse_task(value: object) -> TaskRef:
    """An issue or pull request, `acme/engine#42`."""
    if isinstance(value, TaskRef):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        raise ValueError(f'{value} has no repository; write it like "acme/engine#{value}"')
    text = text_of(value, '"acme/engine#42"')
    url = re.search(rf"://[^/]+/({REPOSITORY})/(?:issues|pull)/(\d+)", text, re.ASCII)
    if url:
        raise ValueError(f'"{text}" is an address; write "{url[1]}#{url[2]}"')
    match = re.fullmatch(rf"({REPOSITORY})#([1-9]\d{{0,9}})", text, re.ASCII)
    if match is None:
        raise ValueError(f'"{text}" is not an issue; write it like "acme/engine#42"')
    return TaskRef(match[1], int(match[2]))


IDENTIFIER = r"[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?"


def parse_identifier(value: object) -> str:
    """A short name that never changes: lower-case letters, digits, hyphens; 40 at most."""
    text = text_of(_in_quotes(value), "autumn-2026")
    if len(text) > 40:
        raise ValueError(f'"{text}" has {len(text)} characters; 40 are the most')
    if not re.fullmatch(IDENTIFIER, text, re.ASCII):
        meant = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-") or "autumn-2026"
        raise ValueError(f'"{text}" has more than small letters, digits and hyphens; write {meant}')
    return text


def parse_url(value: object) -> str:
    """An address on the web."""
    text = text_of(value, "https://acme.example")
    if not re.fullmatch(r"https?://[^\s<>\"`\\/]+[^\s<>\"`\\]*", text) or len(text) > 500:
        raise ValueError(f'"{text}" is not a web address; write it like https://acme.example/page')
    return text


def parse_contact(value: object) -> str:
    """An address on the web or an e-mail address."""
    text = text_of(value, "mentoring@acme.example").removeprefix("mailto:")
    if "://" in text:
        return parse_url(text)
    if not re.fullmatch(r"[\w.+-]{1,64}@[\w-]+(\.[\w-]+)+", text, re.ASCII):
        raise ValueError(f'"{text}" is neither an e-mail address nor a web address')
    return text


Login = Annotated[str, Spelled(parse_login, {"title": "login", "pattern": f"^{LOGIN}$"})]
TeamOrLogin = Annotated[
    str,
    Spelled(
        parse_team_or_login, {"title": "login or org/team", "pattern": rf"^{LOGIN}(/[\w-]+)?$"}
    ),
]
Repository = Annotated[
    str, Spelled(parse_repository, {"title": "owner/name", "pattern": f"^{REPOSITORY}$"})
]
Task = Annotated[
    TaskRef,
    Spelled(parse_task, {"title": "owner/name#1", "pattern": f"^{REPOSITORY}#[1-9][0-9]*$"}),
]
Identifier = Annotated[
    str, Spelled(parse_identifier, {"title": "short name", "pattern": f"^{IDENTIFIER}$"})
]
Url = Annotated[str, Spelled(parse_url, {"title": "web address", "pattern": "^https?://"})]
Contact = Annotated[str, Spelled(parse_contact, {"title": "e-mail or web address", "minLength": 1})]
