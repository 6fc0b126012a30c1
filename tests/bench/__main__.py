"""make bench: what a step costs, held against the floor in the same minutes, and what goes over the wire.

A step is POST, redirect and the next question. CPU is that of all threads of the server, read between the
steps: that holds when others use the machine. Server and client have a core of their own. Differences of
less than 20 % mean nothing.
"""

import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from meedoen_app import settings
from meedoen_app.cli.assess import read_answers
from meedoen_app.content.content import Content
from meedoen_app.content.store import Contents
from meedoen_app.core.conversation.answers import Answers
from meedoen_app.core.ladder import reading
from meedoen_app.storage import migrating
from meedoen_app.web import clock
from tests import postgres_server
from tests.bench import seen, starting, steps, stored
from tests.bench.steps import FLOOR, MEEDOEN
from tests.demo.people import PERSONAS

TURNS = 3
SERVICES = (100, 1_000, 10_000)
STORED, STORED_IN_FULL = (0, 100_000), (0, 100_000, 1_000_000)
MODERN = "gzip, deflate, br"
Fresh = Callable[[], str]


def main() -> None:
    if "run" in sys.argv:
        return starting.measure(row)
    row("this machine: cores, load before measuring", f"{os.cpu_count()}", f"{os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory() as aside:
        folder = Path(aside)
        numbers = iter(range(1_000))
        against_the_floor("SQLite", folder, lambda: f"sqlite:///{folder / str(next(numbers))}.db")
        with postgres_server.running() as server:
            against_the_floor("PostgreSQL", folder, lambda: server.url(server.create()))
        on_the_wire(folder)
        with_many_stored(folder, STORED_IN_FULL if "--full" in sys.argv else STORED)
        seen.measure(folder, row)
    thinking()
    row("load after measuring", f"{os.getloadavg()[0]:.1f}")


def against_the_floor(name: str, folder: Path, fresh: Fresh) -> None:
    """Take turns, floor and Meedoen, and compare the medians."""
    took: dict[str, list[float]] = {FLOOR: [], MEEDOEN: [], "gzip": []}
    waits: list[float] = []
    for _ in range(TURNS):
        took[FLOOR].append(median_cost(FLOOR, fresh(), folder))
        took[MEEDOEN].append(median_cost(MEEDOEN, fresh(), folder, "", waits))
        took["gzip"].append(median_cost(MEEDOEN, fresh(), folder, "gzip"))
    floor, meedoen, packed = (statistics.median(found) for found in took.values())
    row(f"{name}: CPU ms a step, floor", f"{floor:.2f}")
    row(f"{name}: CPU ms a step, Meedoen", f"{meedoen:.2f}", f"{meedoen / floor:.2f} x the floor")
    row(f"{name}: the same, packed for the wire", f"{packed:.2f}", f"{packed / floor:.2f} x the floor")
    *_, p95 = statistics.quantiles(waits, n=20)
    row(f"{name}: ms a step for one user, p50 and p95", f"{statistics.median(waits):.1f}", f"{p95:.1f}")


def median_cost(
    target: str, url: str, folder: Path, encoding: str = "", waits: list[float] | None = None
) -> float:
    if target == MEEDOEN:
        migrating.upgrade(url)
    with steps.visiting(target, url, folder / "log", encoding) as visitor:
        costs = [cost for cost, _, _ in steps.take(visitor, target)]
    if waits is not None:
        waits += visitor.waits
    return statistics.median(costs)


def with_many_stored(folder: Path, amounts: tuple[int, ...]) -> None:
    """Take the same steps in a database that holds ever more conversations (SQLite)."""
    url, there = f"sqlite:///{folder / 'vol.db'}", 0
    migrating.upgrade(url)
    for amount in amounts:
        stored.fill(folder / "vol.db", there, amount)
        there = amount
        costs = statistics.median(median_cost(MEEDOEN, url, folder) for _ in range(TURNS))
        size = (folder / "vol.db").stat().st_size / 1e6
        row(f"CPU ms a step with {amount:,} stored", f"{costs:.2f}", f"{size:,.0f} MB")


def on_the_wire(folder: Path) -> None:
    """Weigh the way to the first question, and a step."""
    url = f"sqlite:///{folder / 'wire.db'}"
    migrating.upgrade(url)
    for encoding in ("", "gzip", MODERN):
        with steps.visiting(MEEDOEN, url, folder / "log", encoding) as visitor:
            size, requests = steps.first_question(visitor)
            row(f"bytes to the first question, {encoding or 'as it is'}", f"{size:,}", f"{requests} requests")
    with steps.visiting(MEEDOEN, url, folder / "log", MODERN) as visitor:
        taken = steps.take(visitor, MEEDOEN)
    sizes = [size for _, size, _ in taken]
    requests_of_a_step = statistics.mean(requests for _, _, requests in taken)
    row("bytes a step, median", f"{statistics.median(sizes):,.0f}", f"largest {max(sizes):,}")
    row("requests a step", f"{requests_of_a_step:.2f}")


def thinking() -> None:
    """Time path, ladder and suggestions for the seven people of the demo, with a thousand services."""
    chosen = settings.from_environment({})
    content = Contents(chosen.content_folder, chosen.municipality).current()
    answers = [read_answers(content, json.dumps(persona(path)["answers"]).encode()) for path in PERSONAS]
    care, today = content.ladder.care_counts_as_level_4, clock.today()
    doings: dict[str, Callable[[Answers], object]] = {
        "path": content.questionnaire.path,
        "ladder": lambda said: reading.position_of(content.questionnaire, said, care),
    }
    for many in (with_services(content, amount) for amount in SERVICES):
        doings[f"suggestions, {len(many.services):,} services"] = partial(advised, many, today)
    for name, doing in doings.items():
        row(f"ms for {name}", f"{statistics.median(milliseconds(doing, said) for said in answers * 5):.2f}")


def advised(content: Content, today: date, said: Answers) -> object:
    return content.advise(said, today=today)


def with_services(content: Content, amount: int) -> Content:
    copies = -(-amount // len(content.services))
    many = [replace(one, id=f"{one.id}_{n}") for n in range(copies) for one in content.services]
    return replace(content, services=tuple(many[:amount]))


def persona(path: Path) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return told


def milliseconds(doing: Callable[[Answers], object], said: Answers) -> float:
    said = replace(said)  # So that nothing that follows from these answers is known yet.
    began = time.process_time()
    doing(said)
    return (time.process_time() - began) * 1_000


def row(what: str, *figures: str) -> None:
    print(f"{what:<52} {'   '.join(f'{figure:>12}' for figure in figures)}", flush=True)


if __name__ == "__main__":
    main()
