"""Steps through Meedoen and through the floor, with what each of them cost the server."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from werkzeug.test import TestResponse

from tests.bench.browser import Browser
from tests.house import walk
from tests.house.walk import Reader
from tests.journeys import served
from tests.journeys.served import Served

GUNICORN = ("-m", "gunicorn", "--worker-class", "gthread", "--threads", "4", "--bind", "127.0.0.1:PORT")
FLOOR, MEEDOEN = "tests.bench.floor:app", "meedoen start"
FLOOR_STEPS = 48
ASSETS = ("href", "src")
ASKED_FOR = ("stylesheet", "icon")  # The icon of a home screen waits for who makes one.
ON = "Ik begrijp het, verder"


@dataclass
class Counted(Reader):
    """A visitor who notes of every step what it cost (CPU ms, bytes, requests), and how long it took (ms)."""

    server: Served | None = None
    steps: list[tuple[float, int, int]] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)

    def press(self, button: str, **fields: Any) -> TestResponse:
        before, first = self._spent(), len(self.client.weights)
        began = time.perf_counter()
        reply = super().press(button, **fields)
        waited = (time.perf_counter() - began) * 1_000
        weights = self.client.weights[first:]
        cost = (self._spent() - before, sum(weights), len(weights))
        if button in ("doe=verder", "=") and {"overslaan", "token"} & {*self.choices("doe"), *self.fields()}:
            self.steps.append(cost)
            self.waits.append(waited)
        return reply

    def _spent(self) -> float:
        time.sleep(0.002)  # The server closes its books after it has answered.
        return sum(map(_milliseconds, _threads(self.server.process.pid)))


def _threads(group: int) -> Iterator[Path]:
    """Give every thread of every process that a server started."""
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            if int(stat.read_text().rpartition(")")[2].split()[2]) == group:
                yield from stat.parent.glob("task/*")
        except (FileNotFoundError, ProcessLookupError):  # It ended while we looked.
            continue


def _milliseconds(thread: Path) -> float:
    return int((thread / "schedstat").read_text().split()[0]) / 1e6


@contextmanager
def visiting(target: str, url: str, log: Path, encoding: str = "") -> Iterator[Counted]:
    """Serve the floor or Meedoen with one worker on a core of its own, and visit it from the other."""
    cores = sorted(os.sched_getaffinity(0))
    look = "/vraag/1" if target == FLOOR else "/kalender"
    command = (*GUNICORN, target) if target == FLOOR else served.START
    os.sched_setaffinity(0, cores[:1])
    databases = {"FLOOR_DATABASE_URL": url, "MEEDOEN_DATABASE_URL": url}
    with served.serving(log, *command, look=look, **databases) as server:
        os.sched_setaffinity(0, cores[1:] or cores)
        headers = {"Accept-Encoding": encoding} if encoding else {}
        yield Counted(Browser(server.port, headers), server=server)
    os.sched_setaffinity(0, cores)


def take(visitor: Counted, target: str) -> list[tuple[float, int, int]]:
    """Take the steps: round and round the floor, or once through a whole conversation."""
    if target == FLOOR:
        visitor.go("/vraag/1")
        for _ in range(FLOOR_STEPS):
            visitor.press("=", antwoord="keuze-1")
    else:
        walk.talk(visitor, walk.choice(0))
    return visitor.steps


def first_question(visitor: Counted) -> tuple[int, int]:
    """Come in with an empty browser, as far as the first question; return bytes and requests.

    Of the files those that a browser asks for to show the page; what it asks for afterwards (the manifest,
    and what the way out needs without internet) is not among them.
    """
    seen: set[str] = set()
    for come in (
        lambda: visitor.go("/"),
        lambda: visitor.press("deur=praten"),
        lambda: visitor.go(visitor.links()[ON]),
    ):
        come()
        loading = [one for one in visitor.tree.iter() if one.get("rel", ASKED_FOR[0]) in ASKED_FOR]
        told = {one.get(name, "").partition("#")[0] for one in loading for name in ASSETS}
        for url in {url for url in told if url.startswith("/static/")} - seen:
            visitor.client.get(url)
            seen.add(url)
    return sum(visitor.client.weights), len(visitor.client.weights)
