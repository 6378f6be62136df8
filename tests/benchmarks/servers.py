"""The servers that are measured: child processes on loopback, each ended by its own id."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from app.sandbox.web import API_BASE
from tests.benchmarks.github import APP_ID
from tests.benchmarks.payload import Target

SECRET = "benchmark"
STARTS = "2026-09-14T09:00:00Z"
"""Now, for Cairn and its GitHub: the example's cohort is at work, and the deliveries are recent."""

_PROBOT = Path(__file__).parent / "probot"


class Skipped(Exception):
    """This server cannot be measured here; the text says why."""


@dataclass(frozen=True)
class Server:
    """A server that takes webhooks at `url`, and the process that does it."""

    url: str
    process: subprocess.Popen[str]
    target: Target

    def cpu(self) -> float | None:
        """Seconds of processor time used so far by the process, or None where that is not told."""
        try:
            # Fields 14 and 15 of proc(5), counted behind the name, which may hold spaces.
            text = Path(f"/proc/{self.process.pid}/stat").read_text()
        except OSError:
            return None
        fields = text.rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def stop(self) -> None:
        """Let it rest, so that it takes no time from the others that are measured."""
        self.process.send_signal(signal.SIGSTOP)

    def go_on(self) -> None:
        """Let it work again."""
        self.process.send_signal(signal.SIGCONT)


@contextmanager
def bare() -> Iterator[Server]:
    """aiohttp that only reads the body."""
    port = _free_port()
    command = [sys.executable, "-m", "tests.benchmarks.bare", str(port)]
    with _listening(command, {}, port) as process:
        yield Server(_webhook(port), process, Target())


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
        "APP_ID": str(APP_ID),
        "PRIVATE_KEY": _keys()[0],
        "WEBHOOK_SECRET": SECRET,
        "WEBHOOK_PATH": "/webhook",
        "HOST": "127.0.0.1",
        "PORT": str(port),
        "NODE_ENV": "production",
        "LOG_LEVEL": "error",  # no line for each request: Cairn's is measured the same way
    }
    with _listening([node, str(_PROBOT / "index.js")], environ, port) as process:
        yield Server(_webhook(port), process, Target())


@contextmanager
def cairn(database_url: str) -> Iterator[Server]:
    """Cairn as it is deployed, installed on a GitHub in a box that it talks to over HTTP."""
    private, public = _keys()
    port = _free_port()
    with _github(public) as (api_url, target):
        environ = {
            "GITHUB_APP_ID": str(APP_ID),
            "GITHUB_PRIVATE_KEY": private,
            "GITHUB_WEBHOOK_SECRET": SECRET,
            "GITHUB_API_URL": api_url,
            "DATABASE_URL": database_url,
            "HOST": "127.0.0.1",
            "PORT": str(port),
            "LOG_LEVEL": "error",
            "CAIRN_NOW": STARTS,
        }
        with _listening([sys.executable, "-m", "app", "serve"], environ, port) as process:
            yield Server(_webhook(port), process, target)


@contextmanager
def _github(public_key: str) -> Iterator[tuple[str, Target]]:
    """The sandbox: the address of its REST API, and what deliveries are to be about."""
    port, starts_at = _free_port(), datetime.fromisoformat(STARTS).timestamp()
    command = [sys.executable, "-m", "tests.benchmarks.github", str(port), str(starts_at)]
    with _running(command, {}, subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(public_key)
        process.stdin.close()
        told = process.stdout.readline()
        if not told:
            raise Skipped("the sandbox did not start")
        yield f"http://127.0.0.1:{port}{API_BASE}", Target(**json.loads(told))


def _keys() -> tuple[str, str]:
    """An App's private and public key, as PEM."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    public = key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return private.decode(), public.decode()


def _webhook(port: int) -> str:
    return f"http://127.0.0.1:{port}/webhook"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def _listening(
    command: list[str], environ: Mapping[str, str], port: int
) -> Iterator[subprocess.Popen[str]]:
    with _running(command, environ) as process:
        _wait_until_open(process, port)
        yield process


@contextmanager
def _running(
    command: list[str], environ: Mapping[str, str], stdout: int = subprocess.DEVNULL
) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        command,
        env={**os.environ, **environ},
        stdin=subprocess.PIPE,
        stdout=stdout,
        text=True,
    )
    try:
        yield process
    finally:
        process.send_signal(signal.SIGCONT)  # one that rests would not hear of its end
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_until_open(process: subprocess.Popen[str], port: int, seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if process.poll() is not None:
            raise Skipped(f"the server ended at once, with {process.returncode}")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise Skipped(f"the server did not listen within {seconds:g} seconds")
