"""The row of a conversation changes only as it was seen, and the installation's own key is read once."""

from collections.abc import Callable, Iterator
from datetime import datetime
from threading import Thread

import pytest
from sqlalchemy import event

from meedoen_app.core.conversation.answers import Answer, Entry
from meedoen_app.core.conversation.conversation import Conversation, Keeping
from meedoen_app.core.errors import NotThere, Stale
from meedoen_app.core.trace import Actor
from meedoen_app.storage import conversations, keys, sessions, trace
from meedoen_app.storage.database import Database, Session, lasting
from meedoen_app.storage.tables.conversation import ConversationRow
from meedoen_app.storage.vault import CannotOpen, Vault

K1, K2 = bytes(range(32)), bytes(range(1, 33))
OLD, BOTH, NEW = (
    Vault("deventer", {"k1": K1}, "k1"),
    Vault("deventer", {"k1": K1, "k2": K2}, "k2"),
    Vault("deventer", {"k2": K2}, "k2"),
)


@pytest.fixture
def elsewhere(database_url: str, database: Database) -> Iterator[Database]:
    """The same database, as another process has it open."""
    other = Database.at(database_url)
    yield other
    other.close()


def test_a_row_that_changed_since_it_was_seen_is_not_changed_again(
    database: Database, conversation: Conversation
) -> None:
    def change_twice(session: Session) -> None:
        keys.hold(session, conversation.id)
        session.get_one(ConversationRow, conversation.id).keeping = Keeping.KEPT
        session.flush()
        keys.change(session, conversation.id, language="ar")

    with pytest.raises(Stale), database.writing() as session:
        change_twice(session)
    with database.reading() as session:
        row = keys.hold(session, conversation.id)
        assert (row.keeping, row.language) == (Keeping.VISIT, "nl")


def test_a_session_holds_a_row_as_it_changed_it(database: Database, conversation: Conversation) -> None:
    with database.writing() as session:
        before = keys.hold(session, conversation.id).version_id
        for language in ("ar", "ti", "en"):
            keys.change(session, conversation.id, language=language)
            assert keys.hold(session, conversation.id).language == language
    with database.reading() as session:
        row = keys.hold(session, conversation.id)
        assert (row.language, row.version_id) == ("en", before + 3)


def test_a_row_that_is_not_there_cannot_be_changed(database: Database, conversation: Conversation) -> None:
    with pytest.raises(NotThere), database.writing() as session:
        keys.change(session, "bestaat-niet", language="ar")


def test_two_writers_at_once_are_heard_one_after_the_other(
    database: Database, elsewhere: Database, conversation: Conversation, vault: Vault, now: datetime
) -> None:
    by = Actor(id="", role="inwoner")

    def say(place: Database, name: str) -> None:
        for number in range(5):
            with place.writing() as session:
                entry = Entry(0, Answer("q", text=f"{name} {number}"))
                conversations.append(
                    session, vault, conversation.id, entry, key=f"{name}-{number}", now=now, by=by
                )

    writers = [Thread(target=say, args=one) for one in ((database, "een"), (elsewhere, "twee"))]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    with database.reading() as session:
        log = conversations.log(session, vault, conversation.id)
        assert [entry.seq for entry in log] == [*range(1, 11)]
        assert {entry.answer.text for entry in log} == {f"{w} {n}" for w in ("een", "twee") for n in range(5)}
        assert trace.verify(session, vault) == ()


def test_a_process_reads_the_installations_own_key_once(
    database: Database, elsewhere: Database, conversation: Conversation, vault: Vault
) -> None:
    asked = _asked_of(elsewhere)
    for _ in range(3):
        with elsewhere.reading() as session:
            keys.of_installation(session, vault)
        with elsewhere.writing() as session:
            keys.of_installation(session, vault)
    assert len([sql for sql in asked if "installation_key" in sql]) == 1


def test_what_another_process_rewrapped_still_opens(
    database: Database, elsewhere: Database, now: datetime
) -> None:
    with database.writing() as session:
        token = sessions.begin(session, OLD, now=now, state='{"stap": 1}')
    with elsewhere.reading() as session:
        assert sessions.find(session, BOTH, token, now) is not None
    assert keys.rewrap(database, BOTH) == 1
    with elsewhere.reading() as session:
        assert sessions.find(session, BOTH, token, now) is not None
    with database.reading() as session:
        assert sessions.find(session, NEW, token, now) is not None
        with pytest.raises(CannotOpen):
            sessions.find(session, OLD, token, now)


def test_a_fresh_database_gets_one_key_from_whoever_writes_first(
    database: Database, elsewhere: Database, vault: Vault
) -> None:
    with pytest.raises(NotThere), elsewhere.reading() as session:
        keys.of_installation(session, vault)
    with database.writing() as session:
        first = keys.of_installation(session, vault)
    for opened in (elsewhere.reading, elsewhere.writing, database.reading):
        with opened() as session:
            assert keys.of_installation(session, vault) == first


def test_a_key_that_was_not_stored_is_not_remembered(database: Database, vault: Vault) -> None:
    class Stopped(Exception):
        """Something went wrong after the key was made."""

    def begin(session: Session) -> None:
        keys.of_installation(session, vault)
        raise Stopped

    with pytest.raises(Stopped), database.writing() as session:
        begin(session)
    with database.reading() as session:
        assert lasting(session) == {}
        with pytest.raises(NotThere):
            keys.of_installation(session, vault)


def _asked_of(database: Database) -> list[str]:
    asked: list[str] = []
    note: Callable[..., None] = lambda *told: asked.append(told[2])  # noqa: E731
    event.listen(database.engine, "before_cursor_execute", note)
    return asked
