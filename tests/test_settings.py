"""The environment: what is missing or wrong is named, what is secret is not shown."""

import base64
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from sqlalchemy.engine import make_url

from app.settings import Settings, SettingsError


def pem(
    key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey,
    *,
    form: serialization.PrivateFormat = serialization.PrivateFormat.TraditionalOpenSSL,
    passphrase: bytes | None = None,
) -> str:
    encryption: serialization.KeySerializationEncryption = serialization.NoEncryption()
    if passphrase is not None:
        encryption = serialization.BestAvailableEncryption(passphrase)
    return key.private_bytes(serialization.Encoding.PEM, form, encryption).decode()


KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
PEM = pem(KEY)
MINIMAL = {
    "GITHUB_APP_ID": "12345",
    "GITHUB_PRIVATE_KEY": PEM,
    "GITHUB_WEBHOOK_SECRET": "in use",
}


def read(**changes: str | None) -> Settings:
    environ = MINIMAL | changes
    return Settings.from_environ({k: v for k, v in environ.items() if v is not None})


def problems(**changes: str | None) -> list[str]:
    with pytest.raises(SettingsError) as caught:
        read(**changes)
    assert str(caught.value) == "\n".join(caught.value.problems)
    return caught.value.problems


def test_three_variables_are_enough() -> None:
    settings = read()

    assert settings.app_id == 12345
    assert settings.api_url == "https://api.github.com"
    assert settings.database_url.get_secret_value() == "sqlite+aiosqlite:///cairn.db"
    assert (settings.host, settings.port) == ("127.0.0.1", 8000)
    assert (settings.log_level, settings.log_format) == ("info", "json")
    assert settings.dry_run is False
    assert settings.starts_at is None
    assert settings.client_id is None
    assert settings.public_url is None


def test_everything_missing_is_named_at_once_with_how_to_get_it() -> None:
    with pytest.raises(SettingsError) as caught:
        Settings.from_environ({})

    assert [problem.split()[0] for problem in caught.value.problems] == list(MINIMAL)
    assert all("App's page" in problem for problem in caught.value.problems)


@pytest.mark.parametrize("name", MINIMAL)
@pytest.mark.parametrize("empty", ["", "  ", "\n"])
def test_empty_is_as_good_as_missing(name: str, empty: str) -> None:
    assert problems(**{name: empty}) == problems(**{name: None})
    assert problems(**{name: empty})[0].startswith(f"{name} is missing or empty: ")


@pytest.mark.parametrize("name", ["DATABASE_URL", "CAIRN_SECRET"])
def test_empty_where_the_default_would_lose_data_is_named(name: str) -> None:
    assert [problem.split()[0] for problem in problems(**{name: ""})] == [name]


@pytest.mark.parametrize("name", ["HOST", "PORT", "LOG_LEVEL", "PUBLIC_URL", "GITHUB_CLIENT_ID"])
def test_empty_elsewhere_means_the_default(name: str) -> None:
    assert read(**{name: ""}) == read()


@pytest.mark.parametrize(
    "spelled",
    [
        PEM,
        f"\n{PEM}\n\n",
        PEM.replace("\n", "\\n"),
        PEM.replace("\n", "\r\n"),
        base64.b64encode(PEM.encode()).decode(),
        base64.encodebytes(PEM.encode()).decode(),
        pem(KEY, form=serialization.PrivateFormat.PKCS8),
    ],
)
def test_a_key_in_any_spelling_is_the_same_key(spelled: str) -> None:
    settings = read(GITHUB_PRIVATE_KEY=spelled)

    assert settings.private_key.get_secret_value().startswith("-----BEGIN ")
    assert settings.secrets == read().secrets


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("app.pem", "GITHUB_PRIVATE_KEY_PATH"),
        (base64.b64encode(b"\xff").decode(), "neither PEM nor base64"),
        (base64.b64encode(b"text").decode(), "not a private key"),
        (PEM[:200], "not a private key"),
        (pem(KEY, passphrase=b"x"), "without a passphrase"),
        (pem(ec.generate_private_key(ec.SECP256R1())), "not an RSA key"),
    ],
)
def test_what_is_no_usable_key_is_named_and_not_repeated(text: str, said: str) -> None:
    (problem,) = problems(GITHUB_PRIVATE_KEY=text)

    assert problem.startswith("GITHUB_PRIVATE_KEY: ")
    assert said in problem
    assert text not in problem


def test_the_key_may_be_in_a_file(tmp_path: Path) -> None:
    path = tmp_path / "app.pem"
    path.write_text(PEM)

    settings = read(GITHUB_PRIVATE_KEY=None, GITHUB_PRIVATE_KEY_PATH=str(path))

    assert settings.private_key == read().private_key


@pytest.mark.parametrize("content", [None, "", "no key", "ä"])
def test_a_key_file_that_cannot_be_used_is_named(tmp_path: Path, content: str | None) -> None:
    path = tmp_path / "app.pem"
    if content is not None:
        path.write_text(content, encoding="utf-8")

    (problem,) = problems(GITHUB_PRIVATE_KEY=None, GITHUB_PRIVATE_KEY_PATH=str(path))

    assert problem.startswith("GITHUB_PRIVATE_KEY_PATH: ")


def test_two_keys_are_one_too_many(tmp_path: Path) -> None:
    (problem,) = problems(GITHUB_PRIVATE_KEY_PATH=str(tmp_path))

    assert "both set" in problem


def test_a_second_webhook_secret_is_allowed() -> None:
    secrets = read(GITHUB_WEBHOOK_SECRET="new, old").webhook_secrets

    assert [secret.get_secret_value() for secret in secrets] == ["new", "old"]


@pytest.mark.parametrize("value", [",", "a,", ",a", "a,,b", "a, ,b", "a,b,c"])
def test_odd_lists_of_webhook_secrets_are_refused(value: str) -> None:
    (problem,) = problems(GITHUB_WEBHOOK_SECRET=value)

    assert problem.startswith("GITHUB_WEBHOOK_SECRET")


def test_cairn_secrets_as_given_the_first_signs() -> None:
    assert read(CAIRN_SECRET="new,older,oldest").secrets == (b"new", b"older", b"oldest")


def test_without_cairn_secret_it_follows_from_the_key_alone() -> None:
    another = pem(rsa.generate_private_key(public_exponent=65537, key_size=2048))
    (secret,) = read().secrets

    assert len(secret) == 32
    assert read(GITHUB_APP_ID="9", GITHUB_WEBHOOK_SECRET="x").secrets == (secret,)
    assert read(GITHUB_PRIVATE_KEY=another).secrets != (secret,)


@pytest.mark.parametrize(
    ("given", "used"),
    [
        ("postgresql://u:p%40w@h:5433/d?sslmode=require", "postgresql+psycopg"),
        ("postgres://u:p%40w@h:5433/d?sslmode=require", "postgresql+psycopg"),
        ("postgresql+psycopg://u:p%40w@h:5433/d?sslmode=require", "postgresql+psycopg"),
        ("postgresql:///d?host=/run/postgresql", "postgresql+psycopg"),
        ("sqlite:///cairn.db", "sqlite+aiosqlite"),
        ("sqlite:////var/lib/cairn.db", "sqlite+aiosqlite"),
        ("sqlite+aiosqlite:///cairn.db", "sqlite+aiosqlite"),
    ],
)
def test_the_database_is_the_same_only_the_driver_is_ours(given: str, used: str) -> None:
    url = make_url(read(DATABASE_URL=given).database_url.get_secret_value())

    assert url == make_url(given).set(drivername=used)


@pytest.mark.parametrize("url", ["mysql://u:hunter2@h/d", "hunter2", "postgresql+asyncpg://h/d"])
def test_other_databases_are_refused_without_repeating_the_password(url: str) -> None:
    (problem,) = problems(DATABASE_URL=url)

    assert problem.startswith("DATABASE_URL: must be like ")
    assert "hunter2" not in problem


@pytest.mark.parametrize(
    ("given", "seconds"),
    [
        ("1970-01-01T00:00:10Z", 10.0),
        ("1970-01-01T01:00:10+01:00", 10.0),
        ("2026-03-02T09:00:00Z", 1772442000.0),
    ],
)
def test_the_clock_may_start_elsewhere(given: str, seconds: float) -> None:
    assert read(CAIRN_NOW=given).starts_at == seconds


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("GITHUB_APP_ID", "cairn"),
        ("GITHUB_APP_ID", "0"),
        ("GITHUB_API_URL", "api.github.com"),
        ("GITHUB_API_URL", "https://u:p@api.github.com"),
        ("PUBLIC_URL", "ftp://cairn.example"),
        ("PUBLIC_URL", "https://cairn.example/?a=b"),
        ("PORT", "http"),
        ("PORT", "65536"),
        ("LOG_LEVEL", "loud"),
        ("LOG_FORMAT", "xml"),
        ("DRY_RUN", "perhaps"),
        ("CAIRN_NOW", "tomorrow"),
        ("CAIRN_NOW", "2026-03-02T09:00:00"),
    ],
)
def test_a_wrong_value_is_named(name: str, value: str) -> None:
    (problem,) = problems(**{name: value})

    assert problem.startswith(f"{name}: ")


def test_several_problems_are_told_together() -> None:
    told = problems(PORT="x", LOG_LEVEL="x", GITHUB_APP_ID=None, CAIRN_SECRET="")

    assert {problem.split()[0].rstrip(":") for problem in told} == {
        "PORT",
        "LOG_LEVEL",
        "GITHUB_APP_ID",
        "CAIRN_SECRET",
    }


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ("GITHUB_CLIENT_ID", "GITHUB_CLIENT_SECRET"),
        ("GITHUB_CLIENT_SECRET", "GITHUB_CLIENT_ID"),
    ],
)
def test_sign_in_needs_both(given: str, missing: str) -> None:
    (problem,) = problems(**{given: "x"})

    assert problem.startswith(f"{missing} is missing")


def test_addresses_lose_their_last_slash() -> None:
    settings = read(GITHUB_API_URL="https://ghe.example/api/v3/", PUBLIC_URL="https://c.example/")

    assert settings.api_url == "https://ghe.example/api/v3"
    assert settings.public_url == "https://c.example"


@pytest.mark.parametrize(("value", "meant"), [("1", True), ("true", True), ("0", False)])
def test_dry_run(value: str, meant: bool) -> None:
    assert read(DRY_RUN=value).dry_run is meant


def test_no_secret_is_shown() -> None:
    settings = read(
        GITHUB_WEBHOOK_SECRET="hunter2",
        CAIRN_SECRET="hunter2",
        GITHUB_CLIENT_ID="id",
        GITHUB_CLIENT_SECRET="hunter2",
        DATABASE_URL="postgresql://u:hunter2@h/d",
    )
    assert settings.secrets == (b"hunter2",)

    for shown in (repr(settings), str(settings), settings.model_dump_json()):
        assert "hunter2" not in shown
        assert PEM.splitlines()[1] not in shown
