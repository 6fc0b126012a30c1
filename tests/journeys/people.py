"""People who go on answering while processes die under them, and what the database keeps of it."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count

from sqlalchemy import func, select
from werkzeug.datastructures import MultiDict

from meedoen_app import settings
from meedoen_app.core.conversation.answers import Answer, Entry
from meedoen_app.core.trace import Action, Actor
from meedoen_app.storage import conversations, trace
from meedoen_app.storage.database import Database, Session
from meedoen_app.storage.tables.conversation import AnswerRow, ConversationRow
from meedoen_app.storage.vault import Vault
from tests.beginning import begin
from tests.journeys.wire import CUT_OFF, Wire
from tests.visitor import Visitor

HIDDEN = re.compile(r'name="(zegel|sleutel|basis)" value="([^"]*)"')
BY = Actor(id="", role="inwoner")
LONG_AGO = datetime.fromisoformat("2020-01-01T12:00:00+00:00")
OVER = 2  # Answers in a conversation whose time is over.


@dataclass
class Person:
    """Somebody who goes on answering one question, and notes each answer that the server said it kept."""

    name: str
    wire: Wire
    question: str = ""
    acknowledged: list[str] = field(default_factory=list)
    last: MultiDict[str, str] | None = None
    unanswered: MultiDict[str, str] | None = None
    numbers: Iterator[int] = field(default_factory=count)

    def arrive(self) -> None:
        visitor = Visitor(self.wire)
        visitor.go("/")
        visitor.press("deur=praten")
        self.question = f"{visitor.conversation()}/8"

    @property
    def id(self) -> str:
        return self.question.split("/")[2]

    def form(self, text: str) -> MultiDict[str, str]:
        """Return what the form of the question sends; looking for its fields is all that has to be read."""
        page = self.wire.get(self.question)
        assert page.status_code == 200, page.text
        return MultiDict([*HIDDEN.findall(page.text), ("doe", "verder"), ("tekst", text)])

    def answer(self) -> None:
        self.unanswered = self.form(f"{self.name} zegt {next(self.numbers)}")
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
        reply = self.wire.post(self.question, data=form)
        assert reply.status_code == 303, reply.text
        if form is not self.last:
            self.acknowledged.append(form["tekst"])
        self.last, self.unanswered = form, None


@dataclass(frozen=True)
class Kept:
    """What the database holds, read with the keys of the installation."""

    url: str

    def logs(self, people: Sequence[Person]) -> list[list[Entry]]:
        """Return the log of each person, of a database and a trace that are whole."""
        with self.opened() as (database, vault), database.reading() as session:
            assert is_whole(session)
            assert trace.verify(session, vault) == ()
            return [list(conversations.log(session, vault, person.id)) for person in people]

    def leave_what_is_over(self, times: int) -> list[str]:
        """Leave conversations whose time is over, for a worker to erase."""
        with self.opened() as (database, vault), database.writing() as session:
            return [_over(session, vault) for _ in range(times)]

    def erased(self, ids: Sequence[str]) -> tuple[int, list[str]]:
        """Return how many are gone, and what is half: neither wholly there nor gone, once, with its trace."""
        with self.opened() as (database, vault), database.reading() as session:
            states = {id: _state(session, vault, id) for id in ids}
        whole, gone = (1, OVER, 0), (0, 0, 1)
        half = [f"half: {id} {state}" for id, state in states.items() if state not in (whole, gone)]
        return sum(state == gone for state in states.values()), half

    @contextmanager
    def opened(self) -> Iterator[tuple[Database, Vault]]:
        chosen = settings.from_environment({})
        database = Database.at(self.url)
        try:
            yield database, Vault(chosen.installation, chosen.master_keys, next(iter(chosen.master_keys)))
        finally:
            database.close()


def is_whole(session: Session) -> bool:
    """Ask SQLite whether its file is whole; PostgreSQL is not what was killed, and has `pg_amcheck`."""
    connection = session.connection()
    if connection.dialect.name != "sqlite":
        return True
    found = [
        connection.exec_driver_sql(f"PRAGMA {check}").all()
        for check in ("integrity_check", "foreign_key_check")
    ]
    return found == [[("ok",)], []]


def faults(people: Sequence[Person], logs: Sequence[Sequence[Entry]]) -> list[str]:
    """Return every answer that was lost though acknowledged, and every one that is there twice."""
    found = []
    for person, log in zip(people, logs, strict=True):
        kept = Counter(entry.answer.text for entry in log if entry.answer.text)
        found += [f"lost: {text}" for text in person.acknowledged if not kept[text]]
        found += [f"{times} times: {text}" for text, times in kept.items() if times > 1]
    return found


def _over(session: Session, vault: Vault) -> str:
    id = begin(session, vault, LONG_AGO, BY, until=LONG_AGO + timedelta(days=1)).id
    for number in range(OVER):
        entry = Entry(0, Answer("wens", text="Voorbij"))
        conversations.append(session, vault, id, entry, key=str(number), now=LONG_AGO, by=BY)
    return id


def _state(session: Session, vault: Vault, id: str) -> tuple[int, int, int]:
    """Return how many rows it has, answers, and lines in the trace that say it was erased."""
    rows = select(func.count()).select_from(ConversationRow).filter_by(id=id)
    answers = select(func.count()).select_from(AnswerRow).filter_by(conversation_id=id)
    erasures = [line for line in trace.lines(session, vault, id) if line.event.action is Action.DELETE]
    return session.scalars(rows).one(), session.scalars(answers).one(), len(erasures)
