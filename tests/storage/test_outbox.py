"""The outbox hands out each message once, and the monitor only counts."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from hashlib import sha256
from threading import Barrier

import pytest
from sqlalchemy import select

from meedoen_app.core.conversation.conversation import Conversation
from meedoen_app.core.errors import NotThere
from meedoen_app.core.message import Message
from meedoen_app.core.trace import Actor
from meedoen_app.storage import conversations, keys, monitor, outbox
from meedoen_app.storage.database import Database
from meedoen_app.storage.tables.records import MonitorCellRow, OutboxRow
from meedoen_app.storage.vault import Vault

MESSAGES, WORKERS = 60, 3
LATER = timedelta(minutes=6)


def put(database: Database, vault: Vault, due_at: datetime, conversation: str | None = None) -> int:
    with database.writing() as session:
        return outbox.put(session, vault, "mail", '{"aan": "ik"}', due_at=due_at, conversation=conversation)


def claim(database: Database, vault: Vault, now: datetime, limit: int = 10) -> tuple[Message, ...]:
    with database.writing() as session:
        return outbox.claim(session, vault, now, limit=limit)


def test_what_is_due_is_handed_out_the_oldest_first(
    database: Database, conversation: Conversation, vault: Vault, now: datetime
) -> None:
    second = put(database, vault, now, conversation.id)
    first = put(database, vault, now - timedelta(days=1))
    put(database, vault, now + timedelta(seconds=1))
    one, two = claim(database, vault, now)
    assert one == Message(first, "mail", '{"aan": "ik"}', 0, one.name)
    assert two == Message(second, "mail", '{"aan": "ik"}', 0, two.name, conversation.id)
    assert one.name != two.name


def test_several_workers_together_get_each_message_once(
    database: Database, conversation: Conversation, vault: Vault, now: datetime
) -> None:
    with database.writing() as session:
        ids = [
            outbox.put(session, vault, "mail", "{}", due_at=now, conversation=conversation.id)
            for _ in range(MESSAGES)
        ]
    start = Barrier(WORKERS)

    def work(_: int) -> list[int]:
        start.wait()
        taken: list[int] = []
        while messages := claim(database, vault, now, limit=4):
            taken.extend(message.id for message in messages)
        return taken

    with ThreadPoolExecutor(WORKERS) as pool:
        taken = [id for ids in pool.map(work, range(WORKERS)) for id in ids]
    assert sorted(taken) == ids


def test_a_worker_that_died_leaves_its_messages_to_the_next(
    database: Database, vault: Vault, now: datetime
) -> None:
    id = put(database, vault, now)
    [first] = claim(database, vault, now)
    assert claim(database, vault, now) == ()
    [again] = claim(database, vault, now + LATER)
    assert again == first
    assert (again.id, again.attempts) == (id, 0)


def test_the_name_of_a_message_cannot_be_guessed_from_what_is_in_it(
    database: Database, vault: Vault, now: datetime
) -> None:
    id = put(database, vault, now)
    [message] = claim(database, vault, now)
    with database.reading() as session:
        sealed = session.get_one(OutboxRow, id).payload
    guesses = [f"{vault.installation}|{id}|{message.payload}", message.payload, sealed.hex()]
    assert len(message.name) == outbox.NAME_LENGTH
    assert message.name not in [sha256(one.encode()).hexdigest()[: outbox.NAME_LENGTH] for one in guesses]
    with database.reading() as session:
        own = keys.of_installation(session, vault)
    assert own.mac(outbox.NAME, sealed.hex()).startswith(message.name)


def test_what_goes_along_of_a_conversation_goes_until_it_is_taken_back(
    database: Database, vault: Vault, now: datetime
) -> None:
    with database.writing() as session:
        for of in ("a", "b", ""):
            along = outbox.Along(of, "bel mij, met koffie") if of else None
            outbox.put_once(session, vault, "bellen", "bel mij", due_at=now, key=f"k{of}", along=along)
    before = claim(database, vault, now)
    assert [one.payload for one in before] == ["bel mij, met koffie"] * 2 + ["bel mij"]
    with database.writing() as session:
        outbox.take_back(session, vault, "a")
    after = claim(database, vault, now + LATER)
    assert [one.payload for one in after] == ["bel mij", "bel mij, met koffie", "bel mij"]
    assert [one.name for one in after] == [one.name for one in before]


def test_of_what_went_along_nothing_stays_once_it_is_sent(
    database: Database, vault: Vault, now: datetime
) -> None:
    with database.writing() as session:
        along = outbox.Along("a", "bel mij, met koffie")
        outbox.put_once(session, vault, "bellen", "bel mij", due_at=now, key="k", along=along)
    [message] = claim(database, vault, now)
    with database.writing() as session:
        assert session.get_one(OutboxRow, message.id).along_of not in ("", "a", None)
        outbox.sent(session, message.id, now)
    with database.reading() as session:
        row = session.get_one(OutboxRow, message.id)
        assert (row.payload, row.along, row.along_of) == (b"", None, None)


def test_what_was_done_is_noted_once_and_is_nothing_to_send(
    database: Database, vault: Vault, now: datetime
) -> None:
    def note(key: str) -> bool:
        with database.writing() as session:
            return outbox.note_once(session, vault, "signaal", now=now, key=key)

    assert [note("a"), note("a"), note("b")] == [True, False, True]
    assert claim(database, vault, now + LATER) == ()
    with database.writing() as session:
        assert not {"a", "b"} & {*session.scalars(select(OutboxRow.key))}
        for row in session.scalars(select(OutboxRow)):
            moments = {row.wanted_at, row.due_at, row.sent_at}
            assert moments == {now.replace(hour=0, minute=0, second=0, microsecond=0)}
        assert outbox.purge(session, now) == 2


def test_what_was_given_up_can_be_taken_up_again_with_all_its_tries(
    database: Database, vault: Vault, now: datetime
) -> None:
    id, waits, done, broken = (put(database, vault, now) for _ in range(4))
    with database.writing() as session:
        outbox.failed(session, id, now=now, error="refused", retry_at=None)
        outbox.failed(session, waits, now=now, error="refused", retry_at=now + LATER)
        outbox.sent(session, done, now)
        session.get_one(OutboxRow, broken).payload = b"verminkt"
    assert claim(database, vault, now) == ()
    with database.writing() as session:
        assert outbox.given_up(session) == 2
        assert outbox.take_up_again(session, now) == 1
        assert outbox.given_up(session) == 1
    assert [(one.id, one.attempts) for one in claim(database, vault, now)] == [(id, 0)]


def test_what_was_sent_is_emptied_and_not_sent_again(database: Database, vault: Vault, now: datetime) -> None:
    id = put(database, vault, now)
    claim(database, vault, now)
    with database.writing() as session:
        outbox.sent(session, id, now)
    assert claim(database, vault, now + LATER) == ()
    with database.reading() as session:
        assert session.get_one(OutboxRow, id).payload == b""
    with database.writing() as session:
        assert outbox.purge(session, now) == 0
        assert outbox.purge(session, now + LATER) == 1


def test_what_belongs_to_no_conversation_is_put_once_for_a_key(
    database: Database, vault: Vault, now: datetime
) -> None:
    def put_once(key: str, payload: str = "{}") -> bool:
        with database.writing() as session:
            return outbox.put_once(session, vault, "bellen", payload, due_at=now, key=key)

    assert [put_once("a"), put_once("a", '{"anders": 1}'), put_once("b")] == [True, False, True]
    assert [message.payload for message in claim(database, vault, now)] == ["{}", "{}"]
    with database.writing() as session:
        outbox.sent(session, 1, now)
    assert not put_once("a")
    with database.reading() as session:
        assert not {"a", "b"} & {*session.scalars(select(OutboxRow.key))}


def test_what_comes_many_times_at_once_is_put_once(database: Database, vault: Vault, now: datetime) -> None:
    start = Barrier(4)

    def put_once(_: int) -> bool:
        start.wait()
        with database.writing() as session:
            return outbox.put_once(session, vault, "bellen", "{}", due_at=now, key="a")

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(put_once, range(4))) == [False, False, False, True]
    assert len(claim(database, vault, now)) == 1


def test_the_term_runs_from_the_moment_of_asking_whatever_is_tried_since(
    database: Database, vault: Vault, now: datetime
) -> None:
    given_up, again, waits = (put(database, vault, now) for _ in range(3))
    much_later = now + timedelta(days=9)
    with database.writing() as session:
        outbox.failed(session, again, now=much_later, error="refused", retry_at=None)
    with database.writing() as session:
        assert outbox.take_up_again(session, much_later) == 1
        outbox.failed(session, waits, now=much_later, error="refused", retry_at=much_later)
        outbox.failed(session, given_up, now=much_later, error="refused", retry_at=None)
    claim(database, vault, much_later)
    with database.writing() as session:
        assert outbox.given_up(session) == 1
        assert outbox.purge(session, now) == 0
        assert outbox.purge(session, now + timedelta(seconds=1)) == 3
        assert outbox.given_up(session) == 0


def test_what_is_over_of_one_kind_goes_and_the_rest_stays(
    database: Database, vault: Vault, now: datetime
) -> None:
    put(database, vault, now)
    with database.writing() as session:
        outbox.put_once(session, vault, "bellen", "{}", due_at=now, key="a")
    with database.writing() as session:
        assert outbox.purge(session, now, "bellen") == 0
        assert outbox.purge(session, now + LATER, "bellen") == 1
        assert [row.kind for row in session.scalars(select(OutboxRow))] == ["mail"]


def test_what_does_not_open_is_given_up_and_holds_up_nothing(
    database: Database, vault: Vault, now: datetime
) -> None:
    broken, whole = put(database, vault, now), put(database, vault, now)
    with database.writing() as session:
        session.get_one(OutboxRow, broken).payload = b"verminkt"
    assert [message.id for message in claim(database, vault, now, limit=1)] == [whole]
    with database.reading() as session:
        assert session.get_one(OutboxRow, broken).last_error == "CannotOpen"


def test_what_failed_is_tried_again_until_it_is_given_up(
    database: Database, vault: Vault, now: datetime
) -> None:
    id, healthy = put(database, vault, now), put(database, vault, now)
    claim(database, vault, now, limit=1)
    with database.writing() as session:
        outbox.failed(session, id, now=now, error="timeout", retry_at=now + timedelta(hours=1))
    assert [message.id for message in claim(database, vault, now)] == [healthy]
    [again] = [one for one in claim(database, vault, now + timedelta(hours=1)) if one.id == id]
    assert again.attempts == 1
    with database.writing() as session:
        outbox.failed(session, id, now=now, error="refused", retry_at=None)
    assert id not in [one.id for one in claim(database, vault, now + timedelta(days=9))]
    with database.reading() as session:
        assert session.get_one(OutboxRow, id).last_error == "refused"


def test_erasing_a_conversation_takes_its_messages_along(
    database: Database, conversation: Conversation, vault: Vault, now: datetime, resident: Actor
) -> None:
    id = put(database, vault, now, conversation.id)
    claim(database, vault, now)
    with database.writing() as session:
        conversations.erase(session, vault, conversation.id, now=now, by=resident)
    with database.writing() as session:
        outbox.sent(session, id, now)
        outbox.failed(session, id, now=now, error="gone", retry_at=None)
        assert session.scalars(select(OutboxRow)).all() == []


def test_counts_that_come_at_once_are_all_counted(database: Database) -> None:
    start = Barrier(4)

    def count(_: int) -> None:
        start.wait()
        for code in "aab":
            with database.writing() as session:
                monitor.add(
                    session, period="2026-2", table="tafel", wijk="Voorstad", code=code, declared={"tafel"}
                )

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(count, range(4)))
    with database.reading() as session:
        cells = {row.code: row.n for row in session.scalars(select(MonitorCellRow))}
    assert cells == {"a": 8, "b": 4}


def test_a_table_that_was_not_declared_is_not_counted(database: Database) -> None:
    with pytest.raises(NotThere), database.writing() as session:
        monitor.add(session, period="2026-2", table="naam", wijk="", code="", declared={"tafel"})
