"""Two ways in: reading cannot write, writing is whole or nothing, and nobody's change gets lost."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone
from threading import Barrier, BrokenBarrierError

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, StatementError

from meedoen_app.core.conversation.answers import Answer, Entry
from meedoen_app.core.conversation.conversation import Conversation
from meedoen_app.core.errors import NotThere, Stale
from meedoen_app.core.trace import Actor
from meedoen_app.storage import conversations
from meedoen_app.storage.database import Database
from meedoen_app.storage.tables.conversation import ConversationRow
from meedoen_app.storage.vault import Vault

WRITERS, ANSWERS_EACH = 6, 8


def test_a_reading_session_cannot_write(
    database: Database, conversation: Conversation, vault: Vault, now: datetime, resident: Actor
) -> None:
    with pytest.raises(DBAPIError, match=r"readonly|read-only"), database.reading() as session:
        conversations.finish(session, vault, conversation.id, now=now, by=resident)
    with pytest.raises(DBAPIError, match=r"readonly|read-only"), database.reading() as session:
        session.execute(text("DELETE FROM conversation"))
    with database.reading() as session:
        assert conversations.get(session, conversation.id) == conversation


def test_a_connection_that_has_read_may_write_again(
    database: Database, conversation: Conversation, vault: Vault, now: datetime, resident: Actor
) -> None:
    for _ in range(3):
        with database.reading() as session:
            conversations.get(session, conversation.id)
        with database.writing() as session:
            conversations.finish(session, vault, conversation.id, now=now, by=resident)


def test_a_reading_session_sees_one_moment(
    database: Database, conversation: Conversation, vault: Vault, now: datetime, resident: Actor
) -> None:
    with database.reading() as reader:
        before = conversations.get(reader, conversation.id)
        with database.writing() as session:
            conversations.finish(session, vault, conversation.id, now=now, by=resident)
        reader.expire_all()
        assert conversations.get(reader, conversation.id) == before


def test_what_raises_is_not_stored(
    database: Database, conversation: Conversation, vault: Vault, now: datetime, resident: Actor
) -> None:
    def finish_and_fail() -> None:
        with database.writing() as session:
            conversations.finish(session, vault, conversation.id, now=now, by=resident)
            raise NotThere("on purpose")

    with pytest.raises(NotThere):
        finish_and_fail()
    with database.reading() as session:
        assert conversations.get(session, conversation.id) == conversation


def test_a_moment_without_a_zone_is_refused(database: Database, conversation: Conversation) -> None:
    naive = datetime(2026, 11, 23, 9, 30)  # noqa: DTZ001 - that is the point
    with pytest.raises(StatementError, match="time zone"), database.writing() as session:
        session.get_one(ConversationRow, conversation.id).visited_at = naive


def test_a_moment_comes_back_in_utc(
    database: Database, conversation: Conversation, vault: Vault, now: datetime, resident: Actor
) -> None:
    in_deventer = now.astimezone(timezone(timedelta(hours=1)))
    with database.writing() as session:
        conversations.extend(
            session, vault, conversation.id, expires_at=in_deventer, now=in_deventer, by=resident
        )
    with database.reading() as session:
        found = conversations.get(session, conversation.id)
    assert (found.expires_at, found.expires_at.tzinfo) == (now, UTC)


def test_many_writers_of_one_log_lose_nothing(
    database: Database, conversation: Conversation, vault: Vault, now: datetime, resident: Actor
) -> None:
    start = Barrier(WRITERS)

    def write(writer: int) -> list[int]:
        start.wait()
        seqs = []
        for number in range(ANSWERS_EACH):
            entry = Entry(0, Answer("q", text=f"{writer}-{number}"))
            with database.writing() as session:
                seqs.append(
                    conversations.append(
                        session,
                        vault,
                        conversation.id,
                        entry,
                        key=f"{writer}-{number}",
                        now=now,
                        by=resident,
                    )
                )
        return seqs

    with ThreadPoolExecutor(WRITERS) as pool:
        given = [seq for seqs in pool.map(write, range(WRITERS)) for seq in seqs]
    with database.reading() as session:
        stored = conversations.log(session, vault, conversation.id)
    assert sorted(given) == [entry.seq for entry in stored] == list(range(1, WRITERS * ANSWERS_EACH + 1))
    assert len({entry.answer.text for entry in stored}) == WRITERS * ANSWERS_EACH


def test_two_who_read_before_they_write_do_not_overwrite_each_other(
    database: Database, conversation: Conversation
) -> None:
    """The second line of defence: rows that are changed without holding their conversation."""
    both_have_read = Barrier(2)
    stale = []

    def lengthen(letter: str) -> None:
        while True:
            try:
                with database.writing() as session:
                    row = session.get_one(ConversationRow, conversation.id)
                    with suppress(BrokenBarrierError):
                        both_have_read.wait(timeout=0.5)
                    row.content_version += letter
            except Stale:
                stale.append(letter)
                continue
            return

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lengthen, "ab"))
    with database.reading() as session:
        assert sorted(conversations.get(session, conversation.id).content_version[-2:]) == ["a", "b"]
    assert len(stale) == (0 if database.is_sqlite else 1)


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "mysql://x/y", "postgresql://x/y"])
def test_another_kind_of_database_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="sqlite with a file"):
        Database.at(url)


def test_faults_do_not_show_parameters(database: Database) -> None:
    with pytest.raises(DBAPIError, match="parameters hidden"), database.writing() as session:
        session.add(ConversationRow(id="incomplete"))
