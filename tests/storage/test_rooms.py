"""The smaller rooms: participants, words, consents, notes, results, waiting place and devices."""

from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256

import pytest

from meedoen_app.core.consent import Asked, Consent
from meedoen_app.core.conversation.answers import Answer, Entry
from meedoen_app.core.conversation.conversation import Conversation, Note, Participant, Role, SnapshotKind
from meedoen_app.core.errors import KeyReused, NotThere
from meedoen_app.core.trace import Actor
from meedoen_app.storage import (
    consents,
    conversations,
    devices,
    lists,
    notes,
    participants,
    snapshots,
    waiting,
    wordcodes,
)
from meedoen_app.storage.database import Database
from meedoen_app.storage.vault import Vault
from tests.beginning import begin

WORDS = ("appel", "berg", "citroen", "dak", "emmer", "fiets")
OTHER_WORDS = ("appel", "berg", "citroen", "dak", "emmer", "gras")
SENTENCE = "Ja, mijn gesprek mag meetellen, zonder mijn naam."


def test_each_at_the_table_gets_a_number(
    database: Database, conversation: Conversation, vault: Vault, now: datetime, resident: Actor
) -> None:
    with database.writing() as session:
        coach = participants.add(session, vault, conversation.id, Role.COACH, now=now, by=resident)
    with database.reading() as session:
        listed = participants.listed(session, conversation.id)
    assert listed == (Participant(1, Role.RESIDENT), coach) == (listed[0], Participant(2, Role.COACH))


def test_the_words_open_the_conversation_and_can_be_shown_again(
    database: Database, conversation: Conversation, vault: Vault, now: datetime, resident: Actor
) -> None:
    with database.writing() as session:
        assert wordcodes.read(session, vault, conversation.id) is None
        wordcodes.give(session, vault, conversation.id, WORDS, now=now, by=resident)
    with database.reading() as session:
        assert wordcodes.read(session, vault, conversation.id) == WORDS
        assert wordcodes.find(session, vault, WORDS) == conversation.id
        with pytest.raises(NotThere):
            wordcodes.find(session, vault, OTHER_WORDS)


def test_new_words_close_the_old_ones(
    database: Database, conversation: Conversation, vault: Vault, now: datetime, resident: Actor
) -> None:
    with database.writing() as session:
        wordcodes.give(session, vault, conversation.id, WORDS, now=now, by=resident)
        wordcodes.give(session, vault, conversation.id, OTHER_WORDS, now=now, by=resident)
    with database.reading() as session:
        assert wordcodes.find(session, vault, OTHER_WORDS) == conversation.id
        with pytest.raises(NotThere):
            wordcodes.find(session, vault, WORDS)


def test_words_in_an_empty_installation_open_nothing(database: Database, vault: Vault) -> None:
    with pytest.raises(NotThere), database.reading() as session:
        wordcodes.find(session, vault, WORDS)


def test_a_consent_keeps_the_exact_words_and_can_be_taken_back(
    database: Database, conversation: Conversation, vault: Vault, now: datetime, resident: Actor
) -> None:
    later = now + timedelta(days=1)
    with database.writing() as session:
        given = consents.give(
            session,
            vault,
            conversation.id,
            purpose="meetellen",
            asked=Asked(SENTENCE, "nl"),
            now=now,
            by=resident,
        )
    assert given == Consent(1, "meetellen", SENTENCE, sha256(SENTENCE.encode()).hexdigest(), "nl", now)
    assert given.holds
    for moment in (later, later + timedelta(days=1)):
        with database.writing() as session:
            consents.withdraw(session, vault, conversation.id, 1, now=moment, by=resident)
    with database.reading() as session:
        assert consents.listed(session, vault, conversation.id) == (replace(given, withdrawn_at=later),)
    with pytest.raises(NotThere), database.writing() as session:
        consents.withdraw(session, vault, conversation.id, 2, now=now, by=resident)


def test_a_later_verdict_stands_beside_the_earlier(
    database: Database, conversation: Conversation, vault: Vault, now: datetime, resident: Actor
) -> None:
    for key, content in (("1", '{"klopt": "nee"}'), ("2", '{"klopt": "ja"}')):
        with database.writing() as session:
            notes.add(
                session, vault, conversation.id, content, key=key, about="oordeel", now=now, by=resident
            )
    with database.reading() as session:
        assert notes.listed(session, vault, conversation.id) == (
            Note(1, '{"klopt": "nee"}', now),
            Note(2, '{"klopt": "ja"}', now),
        )


def test_a_verdict_sent_twice_is_there_once(
    database: Database, conversation: Conversation, vault: Vault, now: datetime, resident: Actor
) -> None:
    for _ in range(2):
        with database.writing() as session:
            assert (
                notes.add(
                    session, vault, conversation.id, "{}", key="1", about="oordeel", now=now, by=resident
                )
                == 1
            )
    with pytest.raises(KeyReused), database.writing() as session:
        notes.add(
            session, vault, conversation.id, '{"anders": 1}', key="1", about="oordeel", now=now, by=resident
        )
    with database.reading() as session:
        assert len(notes.listed(session, vault, conversation.id)) == 1


def test_a_correction_marks_the_result_that_it_corrects_and_both_stay(
    database: Database, conversation: Conversation, vault: Vault, now: datetime, resident: Actor
) -> None:
    kinds = (SnapshotKind.LADDER, SnapshotKind.LADDER, SnapshotKind.ADVICE, SnapshotKind.LADDER)
    for number, kind in enumerate(kinds, start=1):
        with database.writing() as session:
            former = snapshots.current(session, vault, conversation.id, kind)
            added = snapshots.add(
                session,
                vault,
                conversation.id,
                kind=kind,
                rule_version="r1",
                content=str(number),
                now=now,
                by=resident,
                corrects=former if number == len(kinds) else None,
            )
        assert (added.number, added.replaced_by) == (number, None)
    with database.reading() as session:
        listed = snapshots.listed(session, vault, conversation.id)
        assert [one.replaced_by for one in listed] == [None, 4, None, None]
        assert [one.content for one in listed] == ["1", "2", "3", "4"]
        assert snapshots.current(session, vault, conversation.id, SnapshotKind.LADDER) == listed[3]


def test_without_a_result_there_is_none(database: Database, conversation: Conversation, vault: Vault) -> None:
    with database.reading() as session:
        assert snapshots.current(session, vault, conversation.id, SnapshotKind.ADVICE) is None


def test_what_waits_is_offered_and_then_taken_up(
    database: Database, conversation: Conversation, vault: Vault, now: datetime, resident: Actor
) -> None:
    entry = Entry(0, Answer("q", text="Getypt na het einde van de sessie."), base=4)
    with database.writing() as session:
        waiting.put(session, vault, conversation.id, entry, key="k", now=now, by=resident)
    with database.writing() as session:
        [offered] = waiting.listed(session, vault, conversation.id)
        assert isinstance(offered.said, Entry)
        conversations.append(
            session, vault, conversation.id, offered.said, key=offered.key, now=now, by=resident
        )
        waiting.drop(session, vault, conversation.id, offered.number, now=now, by=resident)
    with database.reading() as session:
        assert waiting.listed(session, vault, conversation.id) == ()
        [taken_up] = conversations.log(session, vault, conversation.id)
    assert taken_up == replace(entry, seq=1, at=now)
    with pytest.raises(NotThere), database.writing() as session:
        waiting.drop(session, vault, conversation.id, 1, now=now, by=resident)


def test_a_verdict_waits_beside_answers(
    database: Database, conversation: Conversation, vault: Vault, now: datetime, resident: Actor
) -> None:
    note, entry = Note(0, '{"klopt_niet": "Te kort"}', now), Entry(0, Answer("q", text="Te kort"))
    with database.writing() as session:
        for said in (note, entry, note):
            waiting.put(session, vault, conversation.id, said, key="k", now=now, by=resident)
    with database.reading() as session:
        waits = waiting.listed(session, vault, conversation.id)
    assert [one.said for one in waits] == [note, replace(entry, at=now)]


def test_a_device_reopens_until_it_is_revoked_or_its_time_is_over(
    database: Database, conversation: Conversation, vault: Vault, now: datetime, resident: Actor
) -> None:
    until = now + timedelta(days=90)
    with database.writing() as session:
        token = devices.add(session, vault, conversation.id, key="a", now=now, expires_at=until, by=resident)
    with database.reading() as session:
        assert devices.find(session, token, now) == conversation.id
        [listed] = lists.devices(session, conversation.id)
        for wrong, moment in ((token, until), (token + "x", now), (listed.ref, now), ("\ud800", now)):
            with pytest.raises(NotThere):
                devices.find(session, wrong, moment)
    with database.writing() as session:
        devices.revoke(session, vault, conversation.id, listed.ref, now=now, by=resident)
    with database.reading() as session:
        assert lists.devices(session, conversation.id) == (replace(listed, revoked_at=now),)
        with pytest.raises(NotThere):
            devices.find(session, token, now)
    with database.writing() as session:
        assert devices.purge(session, until - timedelta(seconds=1)) == 0
        assert devices.purge(session, until) == 1


def test_a_device_of_another_conversation_is_not_there(
    database: Database, conversation: Conversation, vault: Vault, now: datetime, resident: Actor
) -> None:
    with database.writing() as session:
        other = begin(session, vault, now, resident, until=now)
        devices.add(session, vault, other.id, key="b", now=now, expires_at=now, by=resident)
    with database.reading() as session:
        [theirs] = lists.devices(session, other.id)
    for ref in (theirs.ref, "unknown", "a\x00b", ""):
        with pytest.raises(NotThere), database.writing() as session:
            devices.revoke(session, vault, conversation.id, ref, now=now, by=resident)
