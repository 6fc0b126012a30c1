"""Meedoen as it is served: `meedoen start` in a process of its own, on a free port and an empty database."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

from tests.house.tree import ROOT
from tests.mailbox import mailbox

PATIENCE = 60


class DidNotStart(Exception):
    """The server did not come up. The message is what it said."""


@dataclass(frozen=True)
class Meedoen:
    """A running server: where it is, and the file with what it said."""

    root: str
    log: Path


@contextmanager
def running(folder: Path, **environ: str) -> Iterator[Meedoen]:
    """Start Meedoen with its files in this folder, wait until it answers, and stop it afterwards.

    It mails to a server of its own, so that people can ask to be called.
    """
    meedoen = Meedoen(f"http://127.0.0.1:{_free_port()}", folder / "meedoen.log")
    command = (sys.executable, "-m", "meedoen_app", "start")
    with (
        mailbox() as box,
        meedoen.log.open("wb") as log,
        subprocess.Popen(
            command,
            cwd=ROOT,
            env=_environment(meedoen, folder, {**box.environ, **environ}),
            stdout=log,
            stderr=subprocess.STDOUT,
        ) as process,
    ):
        try:
            _wait(meedoen, process)
            yield meedoen
        finally:
            process.terminate()


def _environment(meedoen: Meedoen, folder: Path, chosen: dict[str, str]) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MEEDOEN_")}
    return {
        **kept,
        "HOST": "127.0.0.1",
        "PORT": meedoen.root.rpartition(":")[2],
        "MEEDOEN_DATABASE_URL": f"sqlite:///{folder / 'meedoen.db'}",
        "MEEDOEN_CHECKPOINTS": str(folder / "ijkpunten"),
        "MEEDOEN_RATE_LIMITS": "off",
        **chosen,
    }


def _free_port() -> int:
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        return int(tried.getsockname()[1])


def _wait(meedoen: Meedoen, process: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < until:
        connection = HTTPConnection(urlsplit(meedoen.root).netloc, timeout=5)
        try:
            connection.request("GET", "/")
            connection.getresponse().read()
            return
        except OSError:
            time.sleep(0.05)
        finally:
            connection.close()
    raise DidNotStart(meedoen.log.read_text())
