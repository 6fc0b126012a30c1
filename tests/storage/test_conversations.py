"""Conversations and their log: what is stored comes back, once, and goes whole."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import event, func, select

from meedoen_app.core.along import HelperRole
from meedoen_app.core.consent import Asked
from meedoen_app.core.conversation.answers import Answer, Entry, Voice
from meedoen_app.core.conversation.conversation import (
    Conversation,
    Keeping,
    Participant,
    Role,
    SnapshotKind,
    State,
    expiry,
)
from meedoen_app.core.errors import KeyReused, NotAllowed, NotThere
from meedoen_app.core.reading import Reading, ReadingLevel
from meedoen_app.core.reissue import KnownBy
from meedoen_app.core.trace import Actor
from meedoen_app.storage import (
    along,
    assignments,
    case_lines,
    consents,
    conversations,
    devices,
    households,
    identities,
    monitor,
    notes,
    outbox,
    participants,
    reissues,
    sessions,
    snapshots,
    waiting,
    wordcodes,
)
from meedoen_app.storage.database import Database, Session
from meedoen_app.storage.tables import Row
from meedoen_app.storage.vault import Vault
from tests.cases import plain

SAID = Entry(
    0,
    Answer("wonen-1", ("ja",), (("rij_1", "nee"), ("1_naam", "Ayşe \U0001f642")), "tekst met \x00 en \ud800"),
    participant=2,
    voice=Voice.SEEN,
    device="tablet",
    base=3,
    client_time="2026-11-23T10:30:00+01:00",
)
OF_STAFF = {
    "account",
    "account_identity",
    "attempt",
    "factor",
    "lookup_report",
    "recovery_code",
    "rights_change",
    "staff_session",
}
WORDS = ("appel", "berg", "citroen", "dak", "emmer", "fiets")
OTHER_WORDS = ("fiets", "emmer", "dak", "citroen", "berg", "appel")


def append(
    database: Database, vault: Vault, id: str, entry: Entry, key: str, now: datetime, by: Actor
) -> int:
    with database.writing() as session:
        return conversations.append(session, vault, id, entry, key=key, now=now, by=by)


def test_a_conversation_begins_open_for_one_visit(
    database: Database, conversation: Conversation, now: datetime
) -> None:
    with database.reading() as session:
        assert conversations.get(session, conversation.id) == conversation
        assert participants.listed(session, conversation.id) == (Participant(1, Role.RESIDENT),)
    assert (conversation.state, conversation.keeping) == (State.OPEN, Keeping.VISIT)
    assert conversation.expires_at == now + timedelta(hours=16)
    assert len(conversation.id) == 22


def test_an_entry_comes_back_as_it_was_given(
    database: Database, conversation: Conversation, vault: Vault, now: datetime, resident: Actor
) -> None:
    later = now + timedelta(minutes=5)
    assert append(database, vault, conversation.id, SAID, "k", later, resident) == 1
    with database.reading() as session:
        assert conversations.log(session, vault, conversation.id) == (replace(SAID, seq=1, at=later),)
        assert conversations.get(session, conversation.id).visited_at == later


def test_the_same_thing_sent_twice_has_one_effect(
    database: Database, conversation: Conversation, vault: Vault, now: datetime, resident: Actor
) -> None:
    first = append(database, vault, conversation.id, SAID, "k", now, resident)
    append(database, vault, conversation.id, replace(SAID, voice=Voice.OWN), "other", now, resident)
    again = append(database, vault, conversation.id, SAID, "k", now + timedelta(days=3), resident)
    assert (first, again) == (1, 1)
    with database.reading() as session:
        assert len(conversations.log(session, vault, conversation.id)) == 2


def test_one_key_with_two_answers_is_refused_and_both_are_kept(
    database: Database, conversation: Conversation, vault: Vault, now: datetime, resident: Actor
) -> None:
    other = replace(SAID, answer=Answer("wonen-1", ("nee",)))
    append(database, vault, conversation.id, SAID, "k", now, resident)
    with pytest.raises(KeyReused):
        append(database, vault, conversation.id, other, "k", now, resident)
    for _ in range(2):
        with database.writing() as session:
            assert waiting.put(session, vault, conversation.id, other, key="k", now=now, by=resident) == 1
    with database.reading() as session:
        [stored] = conversations.log(session, vault, conversation.id)
        [waits] = waiting.listed(session, vault, conversation.id)
    assert (stored.answer, waits.key) == (SAID.answer, "k")
    assert waits.said == replace(other, at=now)


@pytest.mark.parametrize("key", ["", "a\x00b", "\ud800", "k" * 201])
def test_a_key_that_cannot_be_stored_is_refused(
    database: Database, conversation: Conversation, vault: Vault, now: datetime, resident: Actor, key: str
) -> None:
    with pytest.raises(NotAllowed):
        append(database, vault, conversation.id, SAID, key, now, resident)
    with pytest.raises(NotAllowed), database.writing() as session:
        waiting.put(session, vault, conversation.id, SAID, key=key, now=now, by=resident)


@pytest.mark.parametrize("id", ["", "unknown", "a\x00b", "\ud800", "x" * 5000])
def test_an_id_that_is_not_there_is_not_there(
    database: Database, vault: Vault, now: datetime, resident: Actor, id: str
) -> None:
    with pytest.raises(NotThere), database.reading() as session:
        conversations.get(session, id)
    with pytest.raises(NotThere):
        append(database, vault, id, SAID, "k", now, resident)


def test_a_conversation_is_kept_extended_read_otherwise_and_finished(
    database: Database, conversation: Conversation, vault: Vault, now: datetime, resident: Actor
) -> None:
    id, until = conversation.id, expiry(Keeping.KEPT, now, days=90)
    simple = Reading("ar", ReadingLevel.SIMPLE)
    with database.writing() as session:
        conversations.keep(session, vault, id, expires_at=now, now=now, by=resident)
        conversations.extend(session, vault, id, expires_at=until, now=now, by=resident)
        conversations.read_as(session, vault, id, simple, now=now, by=resident)
        conversations.finish(session, vault, id, now=now, by=resident)
    with database.reading() as session:
        found = conversations.get(session, id)
    assert found == replace(
        conversation, keeping=Keeping.KEPT, expires_at=until, reading=simple, state=State.FINISHED
    )


def test_what_is_over_is_found_the_oldest_first(
    database: Database, conversation: Conversation, vault: Vault, now: datetime
) -> None:
    with database.reading() as session:
        assert conversations.expired(session, conversation.expires_at) == ()
        assert conversations.expired(session, conversation.expires_at + timedelta(seconds=1)) == (
            conversation.id,
        )


def test_erasing_leaves_only_the_trace(
    database: Database, conversation: Conversation, vault: Vault, now: datetime, resident: Actor
) -> None:
    with database.writing() as session:
        fill_every_table(session, vault, conversation.id, now, resident)
    before = counts(database)
    assert {table for table, count in before.items() if not count} == OF_STAFF
    with database.writing() as session:
        conversations.erase(session, vault, conversation.id, now=now, by=resident)
    kept = {table: count for table, count in counts(database).items() if count}
    assert kept == {
        "installation_key": 1,
        "monitor_cell": 1,
        "trace": before["trace"] + 1,
        "trace_head": before["trace_head"],
    }
    with pytest.raises(NotThere), database.reading() as session:
        conversations.log(session, vault, conversation.id)


def fill_every_table(session: Session, vault: Vault, id: str, now: datetime, by: Actor) -> None:
    conversations.append(session, vault, id, SAID, key="k", now=now, by=by)
    participants.add(session, vault, id, Role.COACH, now=now, by=by)
    wordcodes.give(session, vault, id, WORDS, now=now, by=by)
    consents.give(session, vault, id, purpose="meetellen", asked=Asked("Ja.", "nl"), now=now, by=by)
    notes.add(session, vault, id, "{}", key="k3", about="oordeel", now=now, by=by)
    snapshots.add(
        session, vault, id, kind=SnapshotKind.LADDER, rule_version="1", content="{}", now=now, by=by
    )
    waiting.put(session, vault, id, SAID, key="k2", now=now, by=by)
    devices.add(session, vault, id, key="a", now=now, expires_at=now, by=by)
    sessions.begin(session, vault, now=now, owner=id)
    outbox.put(session, vault, "mail", "{}", due_at=now, conversation=id)
    monitor.add(session, period="2026-2", table="wijk", wijk="Voorstad", code="1", declared={"wijk"})
    along.add(session, vault, id, OTHER_WORDS, HelperRole.FAMILY, key="k5", now=now, by=by)
    reissues.add(session, vault, id, "12345678", KnownBy.SEEN, ground="", now=now, by=by)
    identities.link(session, id, "code", now)
    hand_over(session, vault, id, now, by)


def hand_over(session: Session, vault: Vault, id: str, now: datetime, by: Actor) -> None:
    case = plain(session, vault, id, now=now, by=by).id
    case_lines.add(session, vault, case, "{}", key="k4", about="contact", now=now, by=by)
    assignments.assign(session, vault, case, "fatma", reason="", now=now, by=by)
    assignments.coordinate(session, vault, case, "fatma", now=now, by=by)
    households.ask(session, vault, [case], now=now, by=by)
    assignments.break_glass(session, vault, case, "noor", reason="nood", until=now, now=now, by=by)


def counts(database: Database) -> dict[str, int]:
    with database.reading() as session:
        return {
            name: session.scalar(select(func.count()).select_from(table)) or 0
            for name, table in Row.metadata.tables.items()
        }


def test_a_session_asks_for_a_conversation_and_its_key_once(
    database: Database, conversation: Conversation, vault: Vault, now: datetime, resident: Actor
) -> None:
    asked: list[str] = []
    event.listen(database.engine, "before_cursor_execute", lambda *told: asked.append(told[2]))
    with database.writing() as session:
        for key in "abc":
            conversations.append(session, vault, conversation.id, SAID, key=key, now=now, by=resident)
    for table in ("conversation", "installation_key"):
        assert (
            len([sql for sql in asked if "SELECT" in sql and f"FROM {table} " in sql.replace("\n", "")]) == 1
        )
