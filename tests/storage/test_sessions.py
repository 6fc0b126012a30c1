"""Sessions: only a hash of the token is kept, and an ended session stays ended."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from meedoen_app.core.access.session import WebSession
from meedoen_app.core.conversation.conversation import Conversation
from meedoen_app.core.errors import NotThere, OutOfReach
from meedoen_app.core.trace import Actor
from meedoen_app.storage import conversations, lists, sessions
from meedoen_app.storage.database import Database
from meedoen_app.storage.tables.access import SessionRow
from meedoen_app.storage.vault import Vault

STATE = '{"deelnemer": 1}'
MINUTE = timedelta(minutes=1)


@pytest.fixture
def token(database: Database, conversation: Conversation, vault: Vault, now: datetime) -> str:
    with database.writing() as session:
        return sessions.begin(session, vault, now=now, owner=conversation.id, state=STATE)


def find(database: Database, vault: Vault, token: str, now: datetime) -> WebSession | None:
    with database.reading() as session:
        return sessions.find(session, vault, token, now)


def held(database: Database, vault: Vault, token: str, now: datetime) -> WebSession:
    found = find(database, vault, token, now)
    assert found is not None
    return found


def test_a_session_comes_back_by_its_token(
    database: Database, conversation: Conversation, vault: Vault, now: datetime, token: str
) -> None:
    found = held(database, vault, token, now)
    assert (found.owner, found.state) == (conversation.id, STATE)
    assert (found.created_at, found.seen_at) == (now, now)
    assert len(token) == 43
    assert find(database, vault, found.ref, now) is None
    assert find(database, vault, "\ud800", now) is None


def test_the_database_holds_no_token(database: Database, token: str) -> None:
    with database.reading() as session:
        row = session.scalars(select(SessionRow)).one()
        assert token not in repr(vars(row))
        assert STATE.encode() not in row.state_ciphertext


def test_a_session_ends_by_itself_after_15_minutes_or_8_hours(
    database: Database, vault: Vault, now: datetime, token: str
) -> None:
    assert find(database, vault, token, now + 15 * MINUTE) is not None
    assert find(database, vault, token, now + 16 * MINUTE) is None
    for minutes in range(0, 8 * 60 + 1, 10):
        with database.writing() as session:
            found = held(database, vault, token, now + minutes * MINUTE)
            assert sessions.touch(session, found, now + minutes * MINUTE)
    assert find(database, vault, token, now + 481 * MINUTE) is None


def test_a_newer_state_is_kept(database: Database, vault: Vault, now: datetime, token: str) -> None:
    found = held(database, vault, token, now)
    with database.writing() as session:
        assert sessions.save(session, vault, found, state='{"a": 1}', owner=None, now=now + MINUTE)
    newer = held(database, vault, token, now + MINUTE)
    assert (newer.state, newer.owner, newer.seen_at) == ('{"a": 1}', None, now + MINUTE)


def test_a_slow_request_does_not_overwrite_a_newer_state(
    database: Database, vault: Vault, now: datetime, token: str
) -> None:
    slow = held(database, vault, token, now)
    with database.writing() as session:
        assert sessions.save(session, vault, slow, state='{"quick": 1}', owner=None, now=now)
    with database.writing() as session:
        assert not sessions.save(session, vault, slow, state='{"slow": 1}', owner=None, now=now)
    assert held(database, vault, token, now).state == '{"quick": 1}'


def test_a_running_request_cannot_bring_an_ended_session_back(
    database: Database, vault: Vault, now: datetime, token: str
) -> None:
    running = held(database, vault, token, now)
    with database.writing() as session:
        sessions.end(session, token, now)
        sessions.end(session, token, now)
    with database.writing() as session:
        assert not sessions.touch(session, running, now)
        assert not sessions.save(session, vault, running, state=STATE, owner=None, now=now)
        with pytest.raises(NotThere):
            sessions.renew(session, vault, running, state=STATE, owner=None, now=now)
    assert find(database, vault, token, now) is None


def test_who_leaves_does_not_wait_for_who_holds_the_session(
    database: Database, vault: Vault, now: datetime, token: str
) -> None:
    running = held(database, vault, token, now)
    with database.writing() as slow:
        assert sessions.touch(slow, running, now)
        with pytest.raises(OutOfReach), database.writing_at_once() as session:
            sessions.end(session, token, now)
    with database.writing_at_once() as session:
        sessions.end(session, token, now)
    assert find(database, vault, token, now) is None


def test_a_renewed_session_has_a_new_token_and_the_old_one_opens_nothing(
    database: Database, vault: Vault, now: datetime, token: str
) -> None:
    found = held(database, vault, token, now)
    with database.writing() as session:
        renewed = sessions.renew(session, vault, found, state='{"b": 2}', owner=None, now=now)
    assert find(database, vault, token, now) is None
    assert held(database, vault, renewed, now).state == '{"b": 2}'


def test_a_resident_sees_the_living_sessions_and_ends_one_or_all(
    database: Database, conversation: Conversation, vault: Vault, now: datetime, token: str
) -> None:
    later = now + 20 * MINUTE
    with database.writing() as session:
        others = [
            sessions.begin(session, vault, now=later - age * MINUTE, owner=conversation.id)
            for age in (3, 2, 1)
        ]
    with database.reading() as session:
        listed = lists.sessions(session, conversation.id, later)
    assert [line.created_at for line in listed] == [later - age * MINUTE for age in (1, 2, 3)]
    with database.writing() as session:
        sessions.end_ref(session, conversation.id, listed[0].ref, later)
    assert [find(database, vault, other, later) is None for other in others] == [False, False, True]
    with database.writing() as session:
        assert sessions.end_all(session, conversation.id, later) == 3
    assert [find(database, vault, other, later) for other in others] == [None] * 3


def test_the_session_of_another_is_not_there(
    database: Database, conversation: Conversation, vault: Vault, now: datetime, token: str
) -> None:
    ref = held(database, vault, token, now).ref
    for of, which in (("another", ref), (conversation.id, "unknown"), (conversation.id, "a\x00b")):
        with pytest.raises(NotThere), database.writing() as session:
            sessions.end_ref(session, of, which, now)


def test_erasing_a_conversation_ends_its_sessions(
    database: Database, conversation: Conversation, vault: Vault, now: datetime, resident: Actor, token: str
) -> None:
    running = held(database, vault, token, now)
    with database.writing() as session:
        conversations.erase(session, vault, conversation.id, now=now, by=resident)
    with database.writing() as session:
        assert not sessions.save(session, vault, running, state=STATE, owner=conversation.id, now=now)
    assert find(database, vault, token, now) is None


def test_old_sessions_are_purged(
    database: Database, conversation: Conversation, vault: Vault, now: datetime, token: str
) -> None:
    with database.writing() as session:
        ended = sessions.begin(session, vault, now=now)
        sessions.end(session, ended, now)
        fresh = sessions.begin(session, vault, now=now + 60 * MINUTE)
    with database.writing() as session:
        assert sessions.purge(session, now) == 0
        assert sessions.purge(session, now + MINUTE) == 2
    assert find(database, vault, fresh, now + 60 * MINUTE) is not None
