"""The servers that are measured: child processes on loopback, each ended by its own id."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

SECRET = "benchmark"
_PROBOT = Path(__file__).parent / "probot"
_NOWHERE = "http://127.0.0.1:9"
"""Where nothing listens: a benchmark never talks to GitHub."""


class Skipped(Exception):
    """This server cannot be measured here; the text says why."""


@dataclass(frozen=True)
class Server:
    """A server that takes webhooks at `url`; `pid` is None if somebody else started it."""

    url: str
    pid: int | None

    def cpu(self) -> float | None:
        """Seconds of processor time used so far by the process, or None where that is not told."""
        try:
            # Fields 14 and 15 of proc(5), counted behind the name, which may hold spaces.
            fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            return None
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def bare() -> Iterator[Server]:
    """aiohttp that only reads the body."""
    port = _free_port()
    with _running([sys.executable, "-m", "tests.benchmarks.bare", str(port)], {}, port) as server:
        yield server


@contextmanager
def probot() -> Iterator[Server]:
    """Probot from npm, installed as its lock file says. Skipped without Node or network."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        raise Skipped("Node.js and npm are not here")
    if not (_PROBOT / "node_modules").exists():
        command = [npm, "ci", "--no-audit", "--no-fund", "--ignore-scripts"]
        done = subprocess.run(command, cwd=_PROBOT, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise Skipped(f"npm ci failed: {done.stderr.strip()[-300:]}")
    port = _free_port()
    environ = {
        "APP_ID": "1",
        "PRIVATE_KEY": _private_key(),
        "WEBHOOK_SECRET": SECRET,
        "WEBHOOK_PATH": "/webhook",
        "HOST": "127.0.0.1",
        "PORT": str(port),
        "NODE_ENV": "production",
        "LOG_LEVEL": "error",  # no line for each request: Cairn's is measured the same way
    }
    with _running([node, str(_PROBOT / "index.js")], environ, port) as server:
        yield server


@contextmanager
def cairn(database_url: str, api_url: str | None = None) -> Iterator[Server]:
    """Cairn as it is deployed. `api_url`: a GitHub on loopback that knows the installation."""
    port = _free_port()
    environ = {
        "GITHUB_APP_ID": "1",
        "GITHUB_PRIVATE_KEY": _private_key(),
        "GITHUB_WEBHOOK_SECRET": SECRET,
        "GITHUB_API_URL": api_url or _NOWHERE,
        "DATABASE_URL": database_url,
        "HOST": "127.0.0.1",
        "PORT": str(port),
        "LOG_LEVEL": "error",
    }
    with _running([sys.executable, "-m", "app", "serve"], environ, port) as server:
        yield server


def _private_key() -> str:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    ).decode()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def _running(command: list[str], environ: Mapping[str, str], port: int) -> Iterator[Server]:
    process = subprocess.Popen(command, env={**os.environ, **environ})
    try:
        _wait_until_open(process, port)
        yield Server(f"http://127.0.0.1:{port}/webhook", process.pid)
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_until_open(process: subprocess.Popen[bytes], port: int, seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if process.poll() is not None:
            raise Skipped(f"the server ended at once, with {process.returncode}")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise Skipped(f"the server did not listen within {seconds:g} seconds")
