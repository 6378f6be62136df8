"""The environment, read once.

The variables are part of what Cairn promises its operators: names and meanings stay. Whatever is
missing or wrong is told at once and all together, each with the variable's name and what to do.
"""

import base64
import binascii
from collections.abc import Mapping
from datetime import datetime
from email.headerregistry import Address
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal, Self

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    HttpUrl,
    InstanceOf,
    PositiveInt,
    SecretStr,
    TypeAdapter,
    ValidationError,
)
from pydantic_core import ErrorDetails
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from app.smtp import Server, parse_lists, parse_sender, parse_server

_KEY = "GITHUB_PRIVATE_KEY"
_KEY_PATH = "GITHUB_PRIVATE_KEY_PATH"

_REQUIRED = {
    "GITHUB_APP_ID": "the number shown as “App ID” on the App's page "
    "(GitHub: Settings, Developer settings, GitHub Apps)",
    _KEY: "generate a private key on the App's page; give the PEM text, base64 of it, "
    f"or the file's path in {_KEY_PATH}",
    "GITHUB_WEBHOOK_SECRET": "choose a long random text, and enter the same as "
    "“Webhook secret” on the App's page",
}
"""What Cairn cannot start without, and where to get it."""

_NEVER_EMPTY = {
    "DATABASE_URL": "empty would mean a new SQLite file, not your database",
    "CAIRN_SECRET": "empty would mean another secret than the one in use",
}
"""Optional variables for which empty is not the same as absent: it is a slip that costs data."""

_TOGETHER = (
    (
        ("GITHUB_CLIENT_ID", "GITHUB_CLIENT_SECRET"),
        "sign-in needs GITHUB_CLIENT_ID and GITHUB_CLIENT_SECRET, both from the App's page; "
        "without sign-in, remove both",
    ),
    (
        ("SMTP_URL", "SMTP_FROM", "SMTP_LISTS"),
        "mail needs SMTP_URL (the server), SMTP_FROM (whom it comes from) and SMTP_LISTS (the "
        "mailing lists that Cairn may write to); without mail, remove all three",
    ),
)
"""What is of use together only, and what it is for."""

_REASONS = {
    "int_parsing": "must be a whole number",
    "greater_than": "must be more than 0",
    "url_parsing": "must be a whole address, like https://cairn.example.org",
    "url_scheme": "must begin with https:// (or http://)",
    "bool_parsing": "must be true or false",
}
"""pydantic's reasons, in an operator's words."""

_DRIVERS = {
    "sqlite": "sqlite+aiosqlite",
    "sqlite+aiosqlite": "sqlite+aiosqlite",
    "postgres": "postgresql+psycopg",
    "postgresql": "postgresql+psycopg",
    "postgresql+psycopg": "postgresql+psycopg",
}


class SettingsError(Exception):
    """The environment cannot be used; `problems` says why, one sentence for each variable."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def _pem(value: str) -> str:
    """The private key as PEM; from PEM, PEM in one line with `\\n`, or base64 of PEM."""
    text = value.strip().replace("\\n", "\n")
    if "-----BEGIN" not in text:
        try:
            text = base64.b64decode("".join(text.split()), validate=True).decode("ascii")
        except (binascii.Error, UnicodeDecodeError):
            raise ValueError(
                f"neither PEM nor base64 of PEM (the path of a file goes into {_KEY_PATH})"
            ) from None
    load_private_key(text)
    return text.strip() + "\n"


def load_private_key(pem: str) -> RSAPrivateKey:
    """The App's key. ValueError unless `pem` is an RSA private key without a passphrase."""
    try:
        key = serialization.load_pem_private_key(pem.encode(), password=None)
    except (ValueError, TypeError):  # TypeError: the key is encrypted
        raise ValueError("not a private key in PEM form, without a passphrase") from None
    if not isinstance(key, RSAPrivateKey):
        raise ValueError("not an RSA key: download the one that GitHub made for the App")
    return key


def _split(value: str) -> list[str]:
    parts = [part.strip() for part in value.split(",")]
    if "" in parts:
        raise ValueError("has an empty part: put one comma between secrets, and none at the ends")
    return parts


def _url(value: str) -> str:
    """An absolute http(s) address, without a slash at its end."""
    url = TypeAdapter(HttpUrl).validate_python(value)
    if url.query or url.fragment or url.username or url.password:
        raise ValueError("must be a plain address, without user, query or fragment")
    return value.rstrip("/")


def _database_url(value: str) -> str:
    """The same database as a SQLAlchemy URL, with the driver that Cairn comes with."""
    try:
        url = make_url(value)
        driver = _DRIVERS[url.drivername]
    except (ArgumentError, KeyError, ValueError):  # the message must not repeat the password
        raise ValueError(
            "must be like postgresql://user:password@host/name or sqlite:///cairn.db"
        ) from None
    return url.set(drivername=driver).render_as_string(hide_password=False)


def _moment(value: str) -> float:
    """An ISO 8601 time with its zone, as Unix seconds."""
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        raise ValueError("must be an ISO time, like 2026-03-02T09:00:00Z") from None
    if moment.tzinfo is None:
        raise ValueError("needs a zone: end it with Z, or an offset like +01:00")
    return moment.timestamp()


class Settings(BaseModel):
    """How this process was told to run. `repr` shows no secret.

    HOST is loopback unless said otherwise, so that nobody opens a port by accident; a container
    sets HOST=0.0.0.0. CAIRN_SECRET, where absent, is derived from the App's private key.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    app_id: PositiveInt = Field(alias="GITHUB_APP_ID")
    private_key: Annotated[SecretStr, BeforeValidator(_pem)] = Field(alias=_KEY)
    webhook_secrets: Annotated[tuple[SecretStr, ...], BeforeValidator(_split)] = Field(
        alias="GITHUB_WEBHOOK_SECRET", max_length=2
    )
    """The secret in use, and the one before it while GitHub still signs with that."""

    api_url: Annotated[str, AfterValidator(_url)] = Field(
        "https://api.github.com", alias="GITHUB_API_URL"
    )
    client_id: str | None = Field(None, alias="GITHUB_CLIENT_ID")
    client_secret: SecretStr | None = Field(None, alias="GITHUB_CLIENT_SECRET")
    cairn_secrets: Annotated[tuple[SecretStr, ...], BeforeValidator(_split)] = Field(
        (), alias="CAIRN_SECRET"
    )
    """As given; `secrets` is what to sign with."""

    public_url: Annotated[str, AfterValidator(_url)] | None = Field(None, alias="PUBLIC_URL")
    """Where people reach Cairn; None: not told, so no message can link to it."""

    database_url: Annotated[SecretStr, BeforeValidator(_database_url)] = Field(
        SecretStr("sqlite+aiosqlite:///cairn.db"), alias="DATABASE_URL"
    )
    """A SQLAlchemy URL; it may hold a password."""

    host: str = Field("127.0.0.1", alias="HOST")
    port: int = Field(8000, alias="PORT", ge=0, le=65535)
    """The TCP port; 0 takes any free one."""

    log_level: Annotated[
        Literal["debug", "info", "warning", "error", "critical"], BeforeValidator(str.lower)
    ] = Field("info", alias="LOG_LEVEL")
    log_format: Annotated[Literal["json", "console"], BeforeValidator(str.lower)] = Field(
        "json", alias="LOG_FORMAT"
    )
    smtp_server: Annotated[Server, BeforeValidator(parse_server)] | None = Field(
        None, alias="SMTP_URL"
    )
    smtp_from: Annotated[InstanceOf[Address], BeforeValidator(parse_sender)] | None = Field(
        None, alias="SMTP_FROM"
    )
    smtp_lists: Annotated[tuple[str, ...], BeforeValidator(parse_lists)] = Field(
        (), alias="SMTP_LISTS"
    )
    """To whom mail may go; see `app.smtp`."""

    dry_run: bool = Field(False, alias="DRY_RUN")
    starts_at: Annotated[float, BeforeValidator(_moment)] | None = Field(None, alias="CAIRN_NOW")
    """Where this process's clock starts, in Unix seconds; None: at the true time."""

    @classmethod
    def from_environ(cls, environ: Mapping[str, str]) -> Self:
        """Read the settings; SettingsError names everything that is missing or wrong.

        Empty counts as absent, except where that would quietly lose data.
        """
        values = {name: value for name in _names() if (value := environ.get(name, "").strip())}
        problems = {**_emptied(environ), **_halves(values)}
        key_path = environ.get(_KEY_PATH, "").strip()
        if key_path:
            problems |= _read_key_file(key_path, values)
        try:
            settings = cls.model_validate(values)
        except ValidationError as error:
            source = {_KEY: _KEY_PATH} if key_path and _KEY in values else {}
            for details in error.errors(include_url=False, include_input=False):
                name = str(details["loc"][0])
                problems.setdefault(name, _explain(source.get(name, name), details))
        if problems:
            raise SettingsError(list(problems.values()))
        return settings

    @cached_property
    def secrets(self) -> tuple[bytes, ...]:
        """The secrets that sign markers and addresses: the first signs, all verify."""
        given = tuple(secret.get_secret_value().encode() for secret in self.cairn_secrets)
        return given or (_derived_secret(self.private_key.get_secret_value()),)


def _names() -> list[str]:
    return [field.alias or name for name, field in Settings.model_fields.items()]


def _emptied(environ: Mapping[str, str]) -> dict[str, str]:
    return {
        name: f"{name} is set but empty ({why}): give it a value, or remove the variable"
        for name, why in _NEVER_EMPTY.items()
        if name in environ and not environ[name].strip()
    }


def _halves(values: Mapping[str, str]) -> dict[str, str]:
    """What is missing of what is of use together only."""
    return {
        name: f"{name} is missing or empty: {why}"
        for names, why in _TOGETHER
        if not set(names).isdisjoint(values)
        for name in names
        if name not in values
    }


def _read_key_file(path: str, values: dict[str, str]) -> dict[str, str]:
    """Put the file's text where the key belongs; else the problem, under the key's name."""
    if _KEY in values:
        return {_KEY: f"{_KEY} and {_KEY_PATH} are both set: keep one of them"}
    try:
        values[_KEY] = Path(path).read_text("ascii")
    except OSError as error:
        problem = error.strerror or type(error).__name__
    except UnicodeDecodeError:
        problem = "it is not a text file"
    else:
        return {}
    return {_KEY: f"{_KEY_PATH}: cannot read {path} ({problem}): give the path of the .pem file"}


def _explain(name: str, details: ErrorDetails) -> str:
    if details["type"] == "missing":
        return f"{name} is missing or empty: {_REQUIRED[name]}"
    if details["type"] == "too_long":
        return f"{name} has too many secrets: the one in use and the one before it are enough"
    if details["type"] == "value_error":
        return f"{name}: {details['ctx']['error']}"
    reason = _REASONS.get(details["type"], details["msg"].replace("Input should be", "must be"))
    hint = f" ({_REQUIRED[name]})" if name in _REQUIRED else ""
    return f"{name}: {reason}{hint}"


def _derived_secret(pem: str) -> bytes:
    """32 bytes that only the holder of the key can know, the same for any spelling of its PEM."""
    der = load_private_key(pem).private_bytes(
        serialization.Encoding.DER,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    return HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=b"cairn secret").derive(der)
