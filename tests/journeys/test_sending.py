"""Who asked to be called is called: killing the worker while it sends loses no letter, and doubles are known.

Sending is at least once, so a letter may come twice; it then has the same Message-ID both times.
"""

import random
import re
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session
from sqlalchemy import func, select, update

from meedoen_app.storage import trace
from meedoen_app.storage.tables.records import OutboxRow
from meedoen_app.web import clock
from tests.amounts import amount, chance, note
from tests.journeys import served
from tests.journeys.people import HIDDEN, Kept, is_whole
from tests.journeys.served import Forked, Prepared
from tests.journeys.test_crash import answers_of, killed, put_away, running, until_there_are
from tests.journeys.wire import CUT_OFF, Wire
from tests.mailbox import Mailbox, mailbox

ROUNDS = amount(2, 100)  # A round kills a server and a worker.
PEOPLE = 3
PATIENCE = amount(60, 600)  # Seconds: after many kills there is a lot left to send.
LONGEST_WAIT = 0.1  # About as long as a worker takes for a few letters.
SAID = re.compile(r"^\| (.*)$", re.MULTILINE)


@dataclass
class Caller:
    """Somebody who goes on asking to be called, each time with other words."""

    name: str
    wire: Wire
    acknowledged: list[str] = field(default_factory=list)
    unanswered: dict[str, str] | None = None
    numbers: Iterator[int] = field(default_factory=count)

    def answer_until_cut_off(self) -> None:
        """Ask again what got no reply, under the key that it had, and then more."""
        try:
            while True:
                self.ask()
        except CUT_OFF:
            return

    def ask(self) -> None:
        self.unanswered = self.unanswered or self._form()
        reply = self.wire.post("/bel-mij", data=self.unanswered)
        assert reply.status_code == 303, reply.text
        self.acknowledged.append(self.unanswered["woorden"])
        self.unanswered = None

    def _form(self) -> dict[str, str]:
        page = self.wire.get("/bel-mij")
        asked = {"telefoon": "0612345678", "wanneer": "maakt_niet_uit", "taal": "nl", "doe": "bel"}
        return (
            dict(HIDDEN.findall(page.text)) | asked | {"woorden": f"{self.name} vraagt {next(self.numbers)}"}
        )


@dataclass(frozen=True)
class Arrived:
    """What came in the mailbox: each request with the names under which it came."""

    names: dict[str, list[str]]

    @classmethod
    def in_(cls, box: Mailbox) -> "Arrived":
        names = defaultdict(list)
        for letter, words in zip(box.letters, box.texts, strict=True):
            names["".join(SAID.findall(words))].append(str(letter["Message-ID"]))
        return cls(dict(names))

    def faults(self, people: Sequence[Caller]) -> list[str]:
        """Return what was lost though acknowledged, what nobody asked, and doubles that none can know."""
        said = [words for person in people for words in person.acknowledged]
        unanswered = {person.unanswered["woorden"] for person in people if person.unanswered}
        times = Counter(name for names in self.names.values() for name in set(names))
        return [
            *(f"lost: {words}" for words in said if words not in self.names),
            *(f"asked by nobody: {words}" for words in {*self.names} - {*said} - unanswered),
            *(f"under two names: {words}" for words, names in self.names.items() if len(set(names)) > 1),
            *(f"one name for {many}: {name}" for name, many in times.items() if many > 1),
        ]

    @property
    def more_than_once(self) -> int:
        return sum(len(names) > 1 for names in self.names.values())


def kill_on_receipt(box: Mailbox, processes: Sequence[Forked]) -> None:
    """Kill all at the worst moment: the next letter is there, and nobody noted that, nor had an answer.

    A server works too, in a thread beside it, so it may be the server that sends.
    """
    taking = box.handle_DATA

    async def taking_and_killing(server: SMTP, session: Session, envelope: Envelope) -> str:
        put_away(*processes)
        answer = await taking(server, session, envelope)
        vars(box).pop("handle_DATA", None)  # Both may be sending at this moment.
        return answer

    box.handle_DATA = taking_and_killing  # type: ignore[method-assign]


def let_leases_end(kept: Kept) -> None:
    """Let the time pass after which another worker may take what a dead one had claimed."""
    unsent = update(OutboxRow).where(OutboxRow.sent_at.is_(None), OutboxRow.failed_at.is_(None))
    with kept.opened() as (database, _), database.writing() as session:
        session.execute(unsent.values(due_at=clock.now()))


def waiting(kept: Kept) -> int:
    """Return how much is still in the outbox: not sent, or sent and not emptied."""
    left = (OutboxRow.sent_at.is_(None)) | (OutboxRow.payload != b"")
    with kept.opened() as (database, _), database.reading() as session:
        return session.scalars(select(func.count()).select_from(OutboxRow).where(left)).one()


def until(holds: Callable[[], bool], otherwise: str) -> None:
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, otherwise
        time.sleep(0.05)


@dataclass(frozen=True)
class Office:
    """One database that people ask in, with a server and a worker, and the dice that say when these die."""

    kept: Kept
    dice: random.Random
    people: Sequence[Caller]

    def round(self, prepared: Prepared) -> None:
        """Let everybody ask while the worker sends, and kill both at two moments in that."""
        with self._running(prepared) as processes:
            killed(self.people, lambda: self._kill(processes))

    def worst_round(self, prepared: Prepared, box: Mailbox) -> None:
        """Kill both when a letter is there. What got no reply may be sent by now, so two are asked."""
        with self._running(prepared) as processes:
            kill_on_receipt(box, processes)
            with suppress(*CUT_OFF):
                for _ in range(2):
                    self.people[0].ask()
            until(lambda: "handle_DATA" not in vars(box), "nothing arrives")

    def send_the_rest(self, prepared: Prepared) -> None:
        with self._running(prepared):
            until(lambda: not waiting(self.kept), "the worker does not send")

    @contextmanager
    def _running(self, prepared: Prepared) -> Iterator[tuple[Forked, Forked]]:
        let_leases_end(self.kept)
        with running(prepared) as processes:
            for person in self.people:
                person.wire.port = processes[0].port
            yield processes

    def _kill(self, processes: Sequence[Forked]) -> None:
        until_there_are(answers_of(self.people) + self.dice.randint(1, 4), self.people)
        for process in self.dice.sample(processes, len(processes)):
            time.sleep(self.dice.uniform(0, LONGEST_WAIT))
            process.kill()


def test_every_request_that_was_acknowledged_arrives_however_often_the_worker_dies(
    database_url: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    people = [Caller(f"Persoon {n}", Wire(0)) for n in range(PEOPLE)]
    office, log = Office(Kept(database_url), chance(request), people), tmp_path / "log"
    environ = {"MEEDOEN_DATABASE_URL": database_url, "MEEDOEN_CHECKPOINTS": str(tmp_path / "ijkpunten")}
    with mailbox() as box, served.preparing(log, **environ, **box.environ) as prepared:
        for _ in range(ROUNDS):
            office.round(prepared)
        office.worst_round(prepared, box)
        office.send_the_rest(prepared)
    arrived = Arrived.in_(box)
    assert arrived.faults(people) == []
    assert arrived.more_than_once
    assert "Traceback" not in log.read_text()
    with office.kept.opened() as (database, vault), database.reading() as session:
        assert is_whole(session)
        assert trace.verify(session, vault) == ()
    figures = {"kills": 2 * ROUNDS + 2, "acknowledged": answers_of(people), "arrived": len(box.raw)}
    note(request, **figures, more_than_once=arrived.more_than_once)


def test_a_worker_that_notes_before_it_sends_is_caught(tmp_path: Path, migrated_sqlite: Path) -> None:
    """The planted fault: first noted as sent, a moment later the letter. The same watch has to see it."""
    (tmp_path / "meedoen.db").write_bytes(migrated_sqlite.read_bytes())
    url, person = f"sqlite:///{tmp_path / 'meedoen.db'}", Caller("Persoon", Wire(0))
    environ = {"MEEDOEN_DATABASE_URL": url, "MEEDOEN_CHECKPOINTS": str(tmp_path / "ijkpunten")}
    with (
        mailbox() as box,
        served.preparing(tmp_path / "log", "hasty", **environ, **box.environ) as prepared,
        running(prepared) as (server, worker),
    ):
        person.wire.port = server.port
        person.ask()
        until(lambda: not waiting(Kept(url)), "nothing is noted")
        put_away(worker)
    assert Arrived.in_(box).faults([person]) == ["lost: Persoon vraagt 0"]


def test_doubles_that_cannot_be_known_as_such_are_caught() -> None:
    person = Caller("Persoon", Wire(0), ["a", "b"])
    arrived = Arrived({"a": ["<1>", "<2>"], "b": ["<1>"], "c": ["<3>"]})
    assert arrived.faults([person]) == [
        "asked by nobody: c",
        "under two names: a",
        "one name for 2: <1>",
    ]
