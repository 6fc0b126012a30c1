"""The vault opens at one place only, and a new master key takes over whole."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from meedoen_app.core.conversation.answers import Answer, Entry
from meedoen_app.core.conversation.conversation import Conversation
from meedoen_app.core.trace import Actor
from meedoen_app.storage import conversations, entries, keys, sessions, trace, wordcodes
from meedoen_app.storage.database import Database
from meedoen_app.storage.tables.conversation import AnswerRow, ConversationRow
from meedoen_app.storage.vault import BLOCK, CannotOpen, DataKey, Vault, WrappedKey
from tests.beginning import begin

K1, K2 = bytes(32), bytes(range(32))
WORDS = ("appel", "berg", "citroen", "dak", "emmer", "fiets")
HERE = DataKey("deventer", "c1", K2)


def test_what_is_sealed_opens_at_its_own_place() -> None:
    assert HERE.open(HERE.seal("Ik woon alleen.", "answer", 1), "answer", 1) == "Ik woon alleen."


@given(st.text(), st.text(alphabet="\x00\x80", max_size=3))
def test_what_is_sealed_fills_whole_blocks_and_comes_back(text: str, end: str) -> None:
    sealed = HERE.seal(text + end, "note", 1)
    assert HERE.open(sealed, "note", 1) == text + end
    assert len(sealed) % BLOCK == len(HERE.seal("", "note", 1)) % BLOCK


def test_its_length_does_not_tell_which_choice_was_sealed() -> None:
    choices = ("klopt", "klopt_niet", "niet_delen", "")
    assert len({len(HERE.seal(choice, "note", 1)) for choice in choices}) == 1


@pytest.mark.parametrize(
    ("key", "table", "row"),
    [
        (HERE, "answer", 2),
        (HERE, "waiting", 1),
        (DataKey("deventer", "c2", K2), "answer", 1),
        (DataKey("zwolle", "c1", K2), "answer", 1),
        (DataKey("deventer", "c1", K1), "answer", 1),
    ],
    ids=["row", "table", "conversation", "installation", "key"],
)
def test_at_another_place_it_does_not_open(key: DataKey, table: str, row: int) -> None:
    with pytest.raises(CannotOpen):
        key.open(HERE.seal("Ik woon alleen.", "answer", 1), table, row)


@given(st.integers(0, 10_000), st.integers(1, 255))
def test_one_changed_byte_does_not_open(place: int, change: int) -> None:
    sealed = bytearray(HERE.seal("Ik woon alleen.", "answer", 1))
    sealed[place % len(sealed)] ^= change
    with pytest.raises(CannotOpen):
        HERE.open(bytes(sealed), "answer", 1)


@pytest.mark.parametrize("sealed", [b"", b"short", bytes(12), bytes(27)])
def test_a_stump_does_not_open(sealed: bytes) -> None:
    with pytest.raises(CannotOpen):
        HERE.open(sealed, "answer", 1)


def test_a_wrapped_key_opens_for_its_own_conversation() -> None:
    vault = Vault("deventer", {"k1": K1}, "k1")
    wrapped = vault.new_key("c1")
    assert vault.unwrap("c1", wrapped).conversation == "c1"
    for other in (vault, Vault("zwolle", {"k1": K1}, "k1"), Vault("deventer", {"k1": K2}, "k1")):
        with pytest.raises(CannotOpen):
            other.unwrap("c2" if other is vault else "c1", wrapped)
    with pytest.raises(CannotOpen, match="k0"):
        vault.unwrap("c1", WrappedKey("k0", wrapped.wrapped))


def test_each_key_is_new_and_never_shown() -> None:
    vault = Vault("deventer", {"k1": K1}, "k1")
    secrets_made = {vault.unwrap("c1", vault.new_key("c1")).secret for _ in range(50)}
    assert len(secrets_made) == 50
    assert repr(HERE) == "DataKey(installation='deventer', conversation='c1')"


def test_each_purpose_has_its_own_code() -> None:
    assert HERE.mac("trace", "x") != HERE.mac("word_code", "x")


@pytest.mark.parametrize(
    ("installation", "master_keys", "current"),
    [("", {"k": K1}, "k"), ("a|b", {"k": K1}, "k"), ("a", {"k": K1}, "j"), ("a", {"k": K1[:31]}, "k")],
)
def test_nonsense_is_refused(installation: str, master_keys: dict[str, bytes], current: str) -> None:
    with pytest.raises(ValueError, match=r"installation|master key"):
        Vault(installation, master_keys, current)


@given(st.text(max_size=400), st.lists(st.text(max_size=20), max_size=4))
def test_an_entry_is_written_and_read_back(text: str, options: list[str]) -> None:
    entry = Entry(0, Answer("q", tuple(options), (("row", text),), text))
    written = entries.to_text(entry)
    at = datetime.fromisoformat("2026-11-23T09:30:00+00:00")
    assert entries.are_same(entries.from_text(written, 5, at), entry)
    assert entries.from_text(written, 5, at).seq == 5


def test_a_ciphertext_moved_to_another_row_is_found_out(
    database: Database, conversation: Conversation, vault: Vault, now: datetime, resident: Actor
) -> None:
    with database.writing() as session:
        for key in "ab":
            entry = Entry(0, Answer("q", (key,)))
            conversations.append(session, vault, conversation.id, entry, key=key, now=now, by=resident)
    with database.writing() as session:
        first, second = session.scalars(select(AnswerRow).order_by(AnswerRow.seq))
        first.ciphertext, second.ciphertext = second.ciphertext, first.ciphertext
    with pytest.raises(CannotOpen), database.reading() as session:
        conversations.log(session, vault, conversation.id)


def test_a_key_moved_to_another_conversation_is_found_out(
    database: Database, conversation: Conversation, vault: Vault, now: datetime, resident: Actor
) -> None:
    with database.writing() as session:
        other = begin(session, vault, now, resident).id
        session.get_one(ConversationRow, other).wrapped_key = session.get_one(
            ConversationRow, conversation.id
        ).wrapped_key
    with pytest.raises(CannotOpen), database.reading() as session:
        conversations.log(session, vault, other)


def test_a_new_master_key_takes_over_and_the_old_one_is_not_needed_any_more(
    database: Database, now: datetime, resident: Actor
) -> None:
    old = Vault("deventer", {"k1": K1}, "k1")
    both = Vault("deventer", {"k1": K1, "k2": K2}, "k2")
    new = Vault("deventer", {"k2": K2}, "k2")
    with database.writing() as session:
        ids = [begin(session, old, now, resident).id for _ in range(7)]
        entry = Entry(0, Answer("q", text="Dag."))
        conversations.append(session, old, ids[0], entry, key="k", now=now, by=resident)
        wordcodes.give(session, old, ids[0], WORDS, now=now, by=resident)
        token = sessions.begin(session, old, now=now, state='{"stap": 1}')
    assert rewrap_killed_half_way(database, both) == 4
    assert keys.rewrap(database, both, batch=3) == 4
    assert keys.rewrap(database, both) == 0
    with database.reading() as session:
        assert keys.uses(session) == {"k2": 8}
        assert conversations.log(session, new, ids[0])[0].answer.text == "Dag."
        assert wordcodes.find(session, new, WORDS) == ids[0]
        assert sessions.find(session, new, token, now) is not None
        assert trace.verify(session, new) == ()
        with pytest.raises(CannotOpen):
            conversations.log(session, old, ids[0])


def rewrap_killed_half_way(database: Database, vault: Vault) -> int:
    """Do what a run that stops after its first two transactions has done."""
    with database.writing() as session:
        done = keys.rewrap_installation(session, vault)
    with database.writing() as session:
        return done + keys.rewrap_batch(session, vault, 3)
