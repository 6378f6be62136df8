"""`serve` as operators start it: a process of its own, ended by signals."""

import asyncio
import json
import os
import signal
import socket
import sys
from asyncio.subprocess import Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest

from tests.world import keys

SECONDS = 60.0
"""Longer than the slowest machine needs."""


@asynccontextmanager
async def serving(folder: Path, port: int = 0) -> AsyncIterator[Process]:
    """Cairn, with GitHub out of reach."""
    environ = {
        **os.environ,
        "GITHUB_APP_ID": "1001",
        "GITHUB_PRIVATE_KEY": keys()[0],
        "GITHUB_WEBHOOK_SECRET": "a secret for tests",
        "GITHUB_API_URL": "http://127.0.0.1:9",
        "DATABASE_URL": f"sqlite:///{folder / 'cairn.db'}",
        "PORT": str(port),
        "LOG_FORMAT": "json",
        "LOG_LEVEL": "info",
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "app", "serve"),
        env=environ,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    try:
        async with asyncio.timeout(SECONDS):
            yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


async def address(process: Process) -> str:
    """Where it listens, as its log tells."""
    assert process.stdout is not None
    async for line in process.stdout:
        told = json.loads(line)
        if told["event"] == "listening":
            return f"http://127.0.0.1:{told['port']}"
    raise AssertionError("it ended before it listened")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_it_answers_until_it_is_told_to_stop(tmp_path: Path, number: signal.Signals) -> None:
    async with serving(tmp_path) as process:
        base = await address(process)
        async with aiohttp.ClientSession() as session:
            for path, text in (("/healthz", "ok"), ("/readyz", "ready"), ("/metrics", "cairn_")):
                async with session.get(base + path) as response:
                    assert (response.status, text in await response.text()) == (200, True)
            async with session.post(base + "/webhook", data=b"{}") as response:
                assert response.status == 401
            async with session.post(f"{base}/calendar/a.{'0' * 32}.ics") as response:
                assert response.status == 405, "calendars are there, to be read"
        process.send_signal(number)
        assert await process.wait() == 0


async def test_a_port_that_is_taken_is_told(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        async with serving(tmp_path, port) as process:
            assert process.stdout is not None
            told = (await process.stdout.read()).decode()
            assert await process.wait() == 2
    assert told.startswith(f"Cairn cannot listen on 127.0.0.1:{port}: ")
    assert told.endswith("Set HOST and PORT.\n")
