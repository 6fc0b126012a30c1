"""The trace: every write leaves a line, and whoever touches a line leaves a fault."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from threading import Barrier

import pytest
from sqlalchemy import ColumnElement, delete, func, select, update

from meedoen_app.core.conversation.answers import Answer, Entry
from meedoen_app.core.conversation.conversation import Conversation
from meedoen_app.core.trace import Action, Actor, Damage, Event, Fault
from meedoen_app.storage import conversations, trace
from meedoen_app.storage.database import Database, Session
from meedoen_app.storage.tables.conversation import ConversationRow
from meedoen_app.storage.tables.records import InstallationKeyRow, TraceHeadRow, TraceRow
from meedoen_app.storage.vault import Vault

LINES = 6
COACH = Actor("c-17", "buurtcoach", "team-noord", "c-17", "192.0.2.0/24", "req-1", "0.1.0")
LOOK = Event(Action.READ, "gelezen", "answer", "3", "wonen", purpose="gesprek", ground="toewijzing-4")


@pytest.fixture
def chain(
    database: Database, conversation: Conversation, vault: Vault, now: datetime, resident: Actor
) -> str:
    """A chain of six lines beside the chain of settings; returns its pseudonym."""
    with database.writing() as session:
        for number in range(LINES - 1):
            entry = Entry(0, Answer("q", text=str(number)))
            conversations.append(
                session, vault, conversation.id, entry, key=str(number), now=now, by=resident
            )
        trace.append(session, vault, resident, Event(Action.CONFIG, "instelling", "setting"), now=now)
    with database.reading() as session:
        return trace.lines(session, vault, conversation.id)[0].client_pseudonym


def test_every_write_and_every_look_is_a_line(
    database: Database, chain: str, conversation: Conversation, vault: Vault, now: datetime
) -> None:
    with database.writing() as session:
        trace.append(session, vault, COACH, LOOK, now=now, conversation=conversation.id)
    with database.reading() as session:
        lines = trace.lines(session, vault, conversation.id)
        assert trace.verify(session, vault) == ()
    assert [line.seq for line in lines] == list(range(1, LINES + 2))
    assert [line.event.name for line in lines] == ["begonnen", *["antwoord"] * (LINES - 1), "gelezen"]
    assert (lines[-1].actor, lines[-1].event, lines[-1].at) == (COACH, LOOK, now)


def test_the_pseudonym_does_not_tell_the_conversation(chain: str, conversation: Conversation) -> None:
    assert len(chain) == 32
    assert conversation.id not in chain


def test_a_failed_write_leaves_no_line(
    database: Database, chain: str, conversation: Conversation, vault: Vault, now: datetime, resident: Actor
) -> None:
    def finish_and_fail() -> None:
        with database.writing() as session:
            conversations.finish(session, vault, conversation.id, now=now, by=resident)
            raise InterruptedError

    with pytest.raises(InterruptedError):
        finish_and_fail()
    with database.reading() as session:
        assert len(trace.lines(session, vault, conversation.id)) == LINES


class Undone(Exception):
    """Leave the transaction without a trace."""


def test_an_edit_of_any_column_is_found(database: Database, chain: str, vault: Vault, now: datetime) -> None:
    columns = {*trace.CODED, "mac"} - {"client_pseudonym", "seq"}
    found = {}
    for column in columns:
        other = now + timedelta(seconds=1) if column == "ts_utc" else "anders"
        with suppress(Undone), database.writing() as session:
            session.execute(update(TraceRow).where(*at(chain, 3)).values({column: other}))
            found[column] = {fault.seq for fault in trace.verify(session, vault)}
            raise Undone
    assert {column for column, seqs in found.items() if 3 in seqs} == columns
    assert faults(database, vault) == set()


def drop(session: Session, chain: str) -> None:
    session.execute(delete(TraceRow).where(*at(chain, 3)))


def drop_and_close_up(session: Session, chain: str) -> None:
    drop(session, chain)
    for seq in (4, 5, 6):
        session.execute(update(TraceRow).where(*at(chain, seq)).values(seq=seq - 1))


def insert(session: Session, chain: str) -> None:
    for seq in (6, 5, 4):
        session.execute(update(TraceRow).where(*at(chain, seq)).values(seq=seq + 1))
    session.add(copy(session, chain, 3, to=4))


def add_at_the_end(session: Session, chain: str) -> None:
    session.add(copy(session, chain, LINES, to=LINES + 1))


def swap(session: Session, chain: str) -> None:
    for before, after in ((3, 99), (4, 3), (99, 4)):
        session.execute(update(TraceRow).where(*at(chain, before)).values(seq=after))


def move_to_another_chain(session: Session, chain: str) -> None:
    session.execute(delete(TraceRow).where(*at("", 1)))
    session.execute(update(TraceRow).where(*at(chain, 1)).values(client_pseudonym=""))


def cut(session: Session, chain: str) -> None:
    session.execute(delete(TraceRow).where(*at(chain, LINES)))


def forget_the_head(session: Session, chain: str) -> None:
    session.execute(delete(TraceHeadRow).where(TraceHeadRow.client_pseudonym == chain))


def cut_and_mend_the_head(session: Session, chain: str) -> None:
    cut(session, chain)
    last = session.get_one(TraceRow, (chain, LINES - 1))
    head = update(trace.HEADS).where(trace.HEADS.c.client_pseudonym == chain)
    session.execute(head.values(seq=last.seq, mac=last.mac, version_id=LINES))


def remove_the_chain(session: Session, chain: str) -> None:
    session.execute(delete(TraceRow).where(TraceRow.client_pseudonym == chain))
    forget_the_head(session, chain)


TAMPERING = [
    drop,
    drop_and_close_up,
    insert,
    add_at_the_end,
    swap,
    move_to_another_chain,
    cut,
    cut_and_mend_the_head,
    forget_the_head,
    remove_the_chain,
]


@pytest.mark.parametrize("tamper", TAMPERING)
def test_tampering_is_found(
    database: Database, chain: str, vault: Vault, tamper: Callable[[Session, str], None]
) -> None:
    assert faults(database, vault) == set()
    with database.writing() as session:
        tamper(session, chain)
    assert faults(database, vault) != set()


def remove_the_chain_and_the_conversation(session: Session, chain: str) -> None:
    remove_the_chain(session, chain)
    session.execute(delete(ConversationRow))


def test_a_chain_that_is_gone_with_its_conversation_is_found_against_the_heads_of_yesterday(
    database: Database, chain: str, vault: Vault
) -> None:
    with database.reading() as session:
        yesterday = trace.heads(session)
    with database.writing() as session:
        remove_the_chain_and_the_conversation(session, chain)
    with database.reading() as session:
        assert trace.verify(session, vault) == ()
        [fault] = trace.verify(session, vault, yesterday)
    assert (fault.client_pseudonym, fault.damage) == (chain, Damage.CUT)


def test_a_chain_written_anew_is_found_against_the_heads_of_yesterday(
    database: Database, chain: str, vault: Vault
) -> None:
    with database.reading() as session:
        yesterday = trace.heads(session)
        assert trace.verify(session, vault, yesterday) == ()
        other = {**yesterday, chain: replace(yesterday[chain], mac="0" * 64)}
        assert trace.verify(session, vault, other) == (Fault(chain, LINES, Damage.CHANGED),)


def test_an_empty_trace_is_whole(database: Database, vault: Vault) -> None:
    with database.reading() as session:
        assert trace.verify(session, vault) == ()


def test_an_erased_conversation_keeps_its_chain(
    database: Database, chain: str, conversation: Conversation, vault: Vault, now: datetime, resident: Actor
) -> None:
    with database.writing() as session:
        conversations.erase(session, vault, conversation.id, now=now, by=resident)
    with database.reading() as session:
        assert trace.lines(session, vault, conversation.id)[-1].event.action is Action.DELETE
        assert trace.verify(session, vault) == ()


def test_those_who_write_the_first_line_together_all_do(
    database: Database, vault: Vault, now: datetime, resident: Actor
) -> None:
    start = Barrier(6)

    def note(number: int) -> None:
        start.wait()
        with database.writing() as session:
            event = Event(Action.DENIED, "geweigerd", "wordcode", str(number))
            trace.append(session, vault, resident, event, now=now)

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(note, range(6)))
    with database.reading() as session:
        assert trace.heads(session)[""].seq == 6
        assert trace.verify(session, vault) == ()
        assert session.scalar(select(func.count()).select_from(InstallationKeyRow)) == 1


def at(chain: str, seq: int) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return TraceRow.client_pseudonym == chain, TraceRow.seq == seq


def copy(session: Session, chain: str, seq: int, to: int) -> TraceRow:
    row = session.get_one(TraceRow, (chain, seq))
    columns = {column.name: getattr(row, column.name) for column in TraceRow.__table__.columns}
    return TraceRow(**columns | {"seq": to})


def faults(database: Database, vault: Vault) -> set[tuple[int, Damage]]:
    with database.reading() as session:
        return {(fault.seq, fault.damage) for fault in trace.verify(session, vault)}
