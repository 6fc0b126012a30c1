"""Taking back holds at the next request: nobody who asks after it was answered reads anything any more."""

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
from flask import Flask

from meedoen_app.actions import casework, handing_over
from meedoen_app.core.conversation.answers import Answer
from meedoen_app.core.trace import Actor
from meedoen_app.web import pages
from tests import cases, staff
from tests.amounts import amount, note
from tests.journeys.served import serving
from tests.journeys.wire import Wire
from tests.visitor import Visitor

WITHDRAWALS = amount(4, 1000)
READERS = 3
TEAM = "buurtcoaches"
PATIENCE = 30
LEAKY = ("-m", "tests.journeys.planted", "deaf")


@dataclass
class Reader:
    """Somebody who keeps looking at a case. `reads` is (asked at, whether the words were there)."""

    visitor: Visitor
    page: str = ""
    words: str = ""
    reads: list[tuple[float, bool]] = field(default_factory=list)
    stopped: threading.Event = field(default_factory=threading.Event)

    def forever(self) -> None:
        while not self.stopped.is_set():
            page, words = self.page, self.words
            if not page:
                time.sleep(0.002)
                continue
            asked = time.monotonic()
            body = self.visitor.client.get(page).get_data(as_text=True)
            if page == self.page:
                self.reads.append((asked, words in body))


@dataclass(frozen=True)
class Desk:
    """An installation with readers at work, and how a case is made and taken back."""

    app: Flask
    readers: list[Reader]
    account: str

    def share(self, number: int) -> tuple[str, str, str]:
        """Return a conversation, its case, and the words that only stand there."""
        words, now = f"kanarie-{number}-is-er", datetime.now(UTC)
        with self.app.app_context(), self.app.extensions["meedoen"].database.writing() as session:
            means = pages.means()
            talk = cases.tell(session, means, now=now)
            cases.say(session, means, talk, Answer("slechte_dag", text=words), now=now)
            offer = cases.offer(now, "gezondheid", desk="buurtcoach")
            case = cases.hand_over(session, means, talk, offer, now=now).id
            by = Actor(id=self.account, role="buurtcoach")
            casework.take(session, means, case, self.account, now=now, by=by)
        return talk, case, words

    def take_back(self, talk: str, case: str) -> float:
        """Take back, and return when that was acknowledged."""
        with self.app.app_context(), self.app.extensions["meedoen"].database.writing() as session:
            handing_over.withdraw(
                session, pages.means(), talk, case, now=datetime.now(UTC), by=cases.RESIDENT
            )
        return time.monotonic()


@pytest.fixture
def desk(make: Callable[..., Flask], database_url: str, tmp_path: Path) -> Iterator[Callable[..., Desk]]:
    """Serve Meedoen, and let readers sign in, each with a session of their own."""
    stops: list[Callable[[], None]] = []

    def opening(*command: str) -> Desk:
        app = make()
        serving_it = serving(tmp_path / "log", *command, MEEDOEN_DATABASE_URL=database_url)
        served = serving_it.__enter__()
        stops.append(lambda: serving_it.__exit__(None, None, None))
        account = staff.make(app, "buurtcoach", team=TEAM)
        readers = []
        for near in range(READERS):
            visitor = Visitor(Wire(served.port))  # type: ignore[arg-type]
            staff.sign_in_as(visitor, account, near=near - 1)
            readers.append(Reader(visitor))
        for reader in readers:
            thread = threading.Thread(target=reader.forever)
            thread.start()
            stops.insert(0, lambda reader=reader, thread=thread: (reader.stopped.set(), thread.join()))
        return Desk(app, readers, account.id)

    try:
        yield opening
    finally:
        for stop in stops:
            stop()


def until(readers: list[Reader], is_so: Callable[[Reader], bool]) -> None:
    """Wait until this is so for every reader."""
    last = time.monotonic() + PATIENCE
    while not all(is_so(reader) for reader in readers):
        assert time.monotonic() < last, "the readers did not get that far"
        time.sleep(0.002)


def asked_after(moment: float, reader: Reader) -> bool:
    return bool(reader.reads) and reader.reads[-1][0] > moment


def late_reads(desk: Desk, count: int) -> tuple[int, int]:
    """Take back so many times while others read; return how many reads there were, and how many too late."""
    total = late = 0
    for number in range(count):
        talk, case, words = desk.share(number)
        for reader in desk.readers:
            reader.page, reader.words = "", ""
            reader.reads.clear()
            reader.words, reader.page = words, f"/werk/zaak/{case}"
        until(desk.readers, lambda reader: any(seen for _, seen in reader.reads))
        acknowledged = desk.take_back(talk, case)
        until(desk.readers, partial(asked_after, acknowledged))
        found = [read for reader in desk.readers for read in list(reader.reads)]
        total += len(found)
        late += sum(seen for asked, seen in found if asked > acknowledged)
    return total, late


def test_nothing_is_read_after_it_was_taken_back(
    desk: Callable[..., Desk], request: pytest.FixtureRequest
) -> None:
    reads, late = late_reads(desk(), WITHDRAWALS)
    note(request, withdrawals=WITHDRAWALS, readers=READERS, reads=reads, late=late)
    assert late == 0


def test_a_server_that_does_not_hear_of_it_is_seen(desk: Callable[..., Desk]) -> None:
    assert late_reads(desk(*LEAKY), 1)[1] > 0
