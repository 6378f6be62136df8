"""Doors: processes that only take deliveries and acknowledge them (hop 1).

An ack then never waits for the work, and more than one processor takes part. Doors are forked
before anything else runs, so that most of their memory is shared. What a door has kept it tells
through a socket, a byte for each delivery; when that socket ends, so does the door.
"""

import asyncio
import gc
import os
import signal
import socket
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

MOST = 2
"""More would take more deliveries than any organisation's people cause."""


def wanted() -> int:
    """How many doors pay here: none where there is nothing to share, or no fork (Windows)."""
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1
    return MOST if processors > 1 and hasattr(os, "fork") else 0


@dataclass(frozen=True, slots=True)
class Line:
    """A door's end of the socket."""

    socket: socket.socket

    def tell(self, number: int) -> None:
        """So many deliveries have been kept. Where nobody reads fast enough, they know already."""
        with suppress(BlockingIOError, BrokenPipeError):
            self.socket.send(bytes(number))

    async def ended(self) -> None:
        """Return when the process that opened the door is gone."""
        ended = asyncio.Event()
        loop = asyncio.get_running_loop()
        loop.add_reader(self.socket, ended.set)  # nothing is ever sent this way
        await ended.wait()
        loop.remove_reader(self.socket)


Run = Callable[[Line, socket.socket], object]


@dataclass(slots=True)
class Doors:
    """The doors of one process. Open them before there is an event loop or a thread."""

    lines: list[socket.socket] = field(default_factory=list)
    pids: list[int] = field(default_factory=list)

    def open(self, listening: list[socket.socket], run: Run) -> None:
        """Fork one for each socket that listens. Each does `run`, and ends with it."""
        gc.collect()
        gc.freeze()  # else the collector would write to, and so copy, the memory that is shared
        for mine in listening:
            ours, theirs = socket.socketpair()
            pid = os.fork()
            if pid == 0:
                for other in (*self.lines, *listening, ours):
                    if other is not mine:  # or it would stay open when its own door is gone
                        other.close()
                _live(run, Line(theirs), mine)
            theirs.close()
            self.lines.append(ours)
            self.pids.append(pid)
        for socket_ in listening:
            socket_.close()

    async def listen(self, news: Callable[[int], None]) -> None:
        """Pass on what the doors tell. Returns when one of them has ended."""
        ended = asyncio.Event()
        loop = asyncio.get_running_loop()

        def heard(line: socket.socket) -> None:
            told = len(line.recv(65536))
            if told:
                news(told)
            else:
                loop.remove_reader(line)
                ended.set()

        for line in self.lines:
            line.setblocking(False)
            loop.add_reader(line, heard, line)
        await ended.wait()

    def close(self) -> None:
        """Let all doors end, and wait for them."""
        for line in self.lines:
            line.close()
        for pid in self.pids:
            os.waitpid(pid, 0)


def _live(run: Run, line: Line, listening: socket.socket) -> None:
    """A door's whole life. What ends the service is for the process that opened it to hear."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    line.socket.setblocking(False)
    status = 1
    try:
        run(line, listening)
        status = 0
    finally:
        os._exit(status)
