"""`python -m tests.bench run`: a fresh copy, `make run`, and how long until the first page is there."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from tests.house.tree import ROOT

LEFT_OUT = shutil.ignore_patterns(".git", ".venv", "var", "__pycache__", ".*_cache", "*.mo")
PATIENCE = 300


def measure(row: Callable[..., None]) -> None:
    with tempfile.TemporaryDirectory() as aside:
        copy = Path(aside) / "meedoen"
        shutil.copytree(ROOT, copy, ignore=LEFT_OUT)
        row("make run: seconds to the first page, fresh copy", f"{_seconds(copy):.1f}")


def _seconds(copy: Path) -> float:
    port, began = _free_port(), time.monotonic()
    making = subprocess.Popen(
        ["make", "run", f"PORT={port}"],
        cwd=copy,
        env={name: value for name, value in os.environ.items() if not name.startswith("MEEDOEN_")},
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        while time.monotonic() < began + PATIENCE and not _answers(port):
            time.sleep(0.1)
        return time.monotonic() - began
    finally:
        os.killpg(making.pid, signal.SIGKILL)
        making.wait()


def _free_port() -> int:
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        return int(tried.getsockname()[1])


def _answers(port: int) -> bool:
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/")
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
