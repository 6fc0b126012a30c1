"""A server that is killed loses no answer that it acknowledged, and doubles none that is sent again."""

import random
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import pytest
from werkzeug.datastructures import MultiDict

from meedoen_app import settings
from meedoen_app.core.conversation.answers import Entry
from meedoen_app.storage import conversations, trace
from meedoen_app.storage.database import Database
from meedoen_app.storage.vault import Vault
from tests.journeys import served
from tests.journeys.amounts import amount, chance, note
from tests.journeys.wire import CUT_OFF, Wire
from tests.talks import form_of
from tests.visitor import Visitor

KILLS = amount(2, 50)
PEOPLE = 2
LONGEST_WAIT = 0.08  # About as long as looking at a question and answering it takes.
EARLY = ("-m", "tests.journeys.planted", "early")


@dataclass
class Person:
    """Somebody who goes on answering one question, and notes each answer that the server said it kept."""

    name: str
    visitor: Visitor
    question: str = ""
    acknowledged: list[str] = field(default_factory=list)
    last: MultiDict[str, str] | None = None
    unanswered: MultiDict[str, str] | None = None
    numbers: Iterator[int] = field(default_factory=count)

    def arrive(self) -> None:
        self.visitor.go("/")
        self.visitor.press("deur=praten")
        self.question = f"{self.visitor.conversation()}/8"

    @property
    def id(self) -> str:
        return self.question.split("/")[2]

    def answer(self) -> None:
        self.visitor.go(self.question)
        text = f"{self.name} zegt {next(self.numbers)}"
        self.unanswered = form_of(self.visitor, tekst=text)
        self._send(self.unanswered)

    def come_back(self) -> bool:
        """Come in, or repeat what got no reply, and what did; return whether there was something without."""
        if not self.question:
            self.arrive()
        was_cut_off = self.unanswered is not None
        for form in (self.last, self.unanswered):
            if form is not None:
                self._send(form)
        return was_cut_off

    def answer_until_cut_off(self) -> None:
        try:
            while True:
                self.answer()
        except CUT_OFF:
            return

    def _send(self, form: MultiDict[str, str]) -> None:
        reply = self.visitor.client.post(self.question, data=form)
        assert reply.status_code == 303, reply.text
        if form is not self.last:
            self.acknowledged.append(form["tekst"])
        self.last, self.unanswered = form, None


@dataclass(frozen=True)
class Kept:
    """What the database holds of each person, read behind the server's back with the keys."""

    url: str

    def logs(self, people: Sequence[Person]) -> list[list[Entry]]:
        with self._opened() as (database, vault), database.reading() as session:
            assert trace.verify(session, vault) == ()
            return [list(conversations.log(session, vault, person.id)) for person in people]

    @contextmanager
    def _opened(self) -> Iterator[tuple[Database, Vault]]:
        chosen = settings.from_environment({})
        database = Database.at(self.url)
        yield database, Vault(chosen.installation, chosen.master_keys, next(iter(chosen.master_keys)))
        database.close()


def faults(people: Sequence[Person], logs: Sequence[Sequence[Entry]]) -> list[str]:
    """Return every answer that was lost though acknowledged, and every one that is there twice."""
    found = []
    for person, log in zip(people, logs, strict=True):
        kept = Counter(entry.answer.text for entry in log if entry.answer.text)
        found += [f"lost: {text}" for text in person.acknowledged if not kept[text]]
        found += [f"{times} times: {text}" for text, times in kept.items() if times > 1]
    return found


def at_random(dice: random.Random, people: Sequence[Person]) -> None:
    """Wait until a few more answers are in, and then a moment that falls anywhere in the next ones."""
    until_there_are(sum(len(person.acknowledged) for person in people) + dice.randint(1, 10), people)
    time.sleep(dice.uniform(0, LONGEST_WAIT))


def until_there_are(answers: int, people: Sequence[Person]) -> None:
    until = time.monotonic() + 60
    while sum(len(person.acknowledged) for person in people) < answers:
        assert time.monotonic() < until, "the server does not answer"
        time.sleep(0.0005)


def killed(people: Sequence[Person], server: served.Served, wait: Callable[[], None]) -> None:
    """Let everybody answer at the same time, and kill the server in the middle of it."""
    with ThreadPoolExecutor(len(people)) as pool:
        answering = [pool.submit(person.answer_until_cut_off) for person in people]
        wait()
        server.kill()
    for one in answering:
        one.result()


def test_what_was_acknowledged_survives_every_kill(
    database_url: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    dice, kept, cut_off = chance(request), Kept(database_url), 0
    people = [Person(f"Persoon {n}", Visitor(Wire(0))) for n in range(PEOPLE)]
    for left in reversed(range(KILLS + 1)):
        with served.serving(tmp_path / "log", MEEDOEN_DATABASE_URL=database_url) as server:
            for person in people:
                person.visitor.client.port = server.port
                cut_off += person.come_back()
            if left:
                killed(people, server, lambda: at_random(dice, people))
        assert faults(people, kept.logs(people)) == []
    for person, log in zip(people, kept.logs(people), strict=True):
        assert [entry.answer.text for entry in log[1:]] == person.acknowledged
    assert "Traceback" not in (tmp_path / "log").read_text()
    answers = sum(len(person.acknowledged) for person in people)
    note(request, kills=KILLS, acknowledged=answers, cut_off_and_sent_again=cut_off)


def test_a_server_that_answers_too_early_is_caught(tmp_path: Path, migrated_sqlite: Path) -> None:
    """The planted fault: first the 303, a moment later the answer. The same watch has to see it."""
    url = f"sqlite:///{tmp_path / 'meedoen.db'}"
    (tmp_path / "meedoen.db").write_bytes(migrated_sqlite.read_bytes())
    person = Person("Persoon", Visitor(Wire(0)))
    with served.serving(tmp_path / "log", *EARLY, MEEDOEN_DATABASE_URL=url) as server:
        person.visitor.client.port = server.port
        person.arrive()
        killed([person], server, lambda: until_there_are(1, [person]))
    assert "lost: Persoon zegt 0" in faults([person], Kept(url).logs([person]))
