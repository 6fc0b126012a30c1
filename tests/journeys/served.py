"""A server in a process of its own, on a free port, that can be killed with everything it started."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from tests.house.tree import ROOT

START = ("-m", "meedoen_app", "start")
PATIENCE = 60


class DidNotStart(Exception):
    """The server did not come up. The message is what it said."""


@dataclass(frozen=True)
class Served:
    """A running server: its port, its first process, and the file with all that it said."""

    port: int
    process: "subprocess.Popen[bytes]"
    log: Path

    def kill(self) -> None:
        """Kill every process of the server at once, as when the power goes."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@contextmanager
def serving(log: Path, *command: str, look: str = "/kalender", **environ: str) -> Iterator[Served]:
    """Start a server, wait until it answers, and kill it afterwards. `command` is what Python runs."""
    port = _free_port()
    with log.open("ab") as written:
        process = subprocess.Popen(
            [sys.executable, *_filled(command or START, port)],
            cwd=ROOT,
            env=_environment(port, environ),
            stdout=written,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    served = Served(port, process, log)
    try:
        _wait(served, look)
        yield served
    finally:
        served.kill()


@dataclass(frozen=True)
class Forked:
    """One server or worker that a prepared process forked."""

    process: int
    port: int = 0

    def kill(self) -> None:
        """Kill every process of it at once."""
        os.killpg(self.process, signal.SIGKILL)


@dataclass(frozen=True)
class Prepared:
    """A process that starts servers and workers at once, as often as they are killed."""

    process: "subprocess.Popen[str]"
    log: Path

    def server(self) -> Forked:
        """Start a server and wait until it answers."""
        port = _free_port()
        forked = Forked(self._fork("server", port), port)
        _wait(Served(port, self.process, self.log), "/kalender")
        return forked

    def worker(self) -> Forked:
        return Forked(self._fork("worker", 0))

    def _fork(self, role: str, port: int) -> int:
        self.process.stdin.write(f"{role} {port}\n")
        self.process.stdin.flush()
        told = self.process.stdout.readline()
        if not told:
            raise DidNotStart(self.log.read_text())
        return int(told)


@contextmanager
def preparing(log: Path, *faults: str, **environ: str) -> Iterator[Prepared]:
    """Read everything once, to start servers and workers from. Who starts one has to kill it."""
    with log.open("ab") as written:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.journeys.prepared", *faults],
            cwd=ROOT,
            env=_environment(0, environ) | {"PORT": "8000"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=written,
            text=True,
        )
    with process:
        yield Prepared(process, log)


def _filled(command: Sequence[str], port: int) -> list[str]:
    return [part.replace("PORT", str(port)) for part in command]


def _environment(port: int, chosen: dict[str, str]) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MEEDOEN_")}
    return {**kept, "HOST": "127.0.0.1", "PORT": str(port), "MEEDOEN_RATE_LIMITS": "off", **chosen}


def _free_port() -> int:
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        return int(tried.getsockname()[1])


def _wait(served: Served, look: str) -> None:
    until = time.monotonic() + PATIENCE
    while served.process.poll() is None and time.monotonic() < until:
        try:
            connection = HTTPConnection("127.0.0.1", served.port, timeout=5)
            connection.request("GET", look)
            connection.getresponse().read()
        except (OSError, HTTPException):
            time.sleep(0.02)
        else:
            return
        finally:
            connection.close()
    raise DidNotStart(served.log.read_text())
