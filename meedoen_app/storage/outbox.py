"""The outbox: what has to be sent, and the only queue. Nothing is sent inside a transaction.

A worker claims due rows, commits, sends, and says how it went. A claim is a lease: a worker that dies
leaves its rows to the next one once the lease is over.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import delete, func, select, update

from meedoen_app.core.message import Message
from meedoen_app.storage import keys
from meedoen_app.storage.database import Session, add_if_absent
from meedoen_app.storage.tables.records import OutboxRow
from meedoen_app.storage.vault import CannotOpen, Vault

OUTBOX = "outbox"
NAME = "outbox.name"
ALONG = "outbox.along"
UNREADABLE = CannotOpen.__name__
NAME_LENGTH = 32
LEASE = timedelta(minutes=5)
EMPTY = b""
BY_HAND = "met_de_hand"  # After a kind: somebody does it, so no worker sends it.


@dataclass(frozen=True, slots=True)
class Along:
    """What goes instead of a payload until somebody throws away the conversation that it has something of."""

    conversation: str
    payload: str


def put(
    session: Session,
    vault: Vault,
    kind: str,
    payload: str,
    *,
    due_at: datetime,
    conversation: str | None = None,
) -> int:
    """Leave something to be sent, in the transaction of what it is about, and return its number."""
    key = keys.for_place(session, vault, conversation)
    row = _row(kind, due_at, conversation_id=conversation)
    session.add(row)
    session.flush()
    row.payload = key.seal(payload, OUTBOX, row.id)
    return row.id


def put_once(
    session: Session,
    vault: Vault,
    kind: str,
    payload: str,
    *,
    due_at: datetime,
    key: str,
    along: Along | None = None,
) -> bool:
    """Leave something to be sent that belongs to no conversation; say whether it was not there yet.

    Whatever comes again with the same `key` is not there twice, also when two come at once.
    """
    own = keys.of_installation(session, vault)
    row = _row(kind, due_at, key=own.mac(OUTBOX, key))
    if not _is_first(session, row):
        return False
    row.payload = own.seal(payload, OUTBOX, row.id)
    if along is not None:
        row.along = own.seal(along.payload, ALONG, row.id)
        row.along_of = own.mac(ALONG, along.conversation)
    return True


def note_once(session: Session, vault: Vault, kind: str, *, now: datetime, key: str) -> bool:
    """Note that something was done of which nothing has to be sent; say whether that was the first time.

    Of when it was done only the day is kept.
    """
    code = keys.of_installation(session, vault).mac(OUTBOX, key)
    day = datetime.combine(now, time(), now.tzinfo)
    return _is_first(session, _row(kind, day, key=code, sent_at=day))


def take_back(session: Session, vault: Vault, conversation: str) -> None:
    """Let nothing of a conversation go along any more with what was not sent yet; the rest of that goes."""
    code = keys.of_installation(session, vault).mac(ALONG, conversation)
    of_it = update(OutboxRow).where(OutboxRow.along_of == code)
    session.execute(of_it.values(along=None, along_of=None, version_id=OutboxRow.version_id + 1))


def claim(
    session: Session, vault: Vault, now: datetime, *, limit: int = 10, lease: timedelta = LEASE
) -> tuple[Message, ...]:
    """Take what is due, the oldest first; no other worker gets it before the lease is over.

    What does not open is given up, so that it holds up nothing else: none taken means that none is due.
    """
    while rows := _due(session, now, limit):
        for row in rows:
            row.due_at = now + lease
        opened = [_message(session, vault, row, now) for row in rows]
        if taken := tuple(message for message in opened if message is not None):
            return taken
    return ()


def by_hand(session: Session, vault: Vault, kind: str) -> tuple[tuple[Message, datetime], ...]:
    """Return what somebody still has to do by hand, each with since when, the oldest first."""
    waiting = select(OutboxRow).filter_by(kind=f"{kind} {BY_HAND}", sent_at=None, failed_at=None)
    rows = session.scalars(waiting.order_by(OutboxRow.wanted_at, OutboxRow.id)).all()
    opened = [(_message(session, vault, row, row.wanted_at), row.wanted_at) for row in rows]
    return tuple((message, at) for message, at in opened if message is not None)


def sent(session: Session, id: int, now: datetime) -> None:
    """Note that it was sent, and empty it. What was erased meanwhile is gone, and that is fine."""
    row = session.get(OutboxRow, id, with_for_update=True)
    if row is not None:
        row.sent_at, row.payload, row.along, row.along_of = now, EMPTY, None, None


def failed(session: Session, id: int, *, now: datetime, error: str, retry_at: datetime | None) -> None:
    """Note the class of the fault (one word, no text of it) and when to try again; None gives up.

    Only this is a try: a worker that died before it could say anything says nothing about the message.
    """
    row = session.get(OutboxRow, id, with_for_update=True)
    if row is None:
        return
    row.attempts, row.last_error = row.attempts + 1, error
    if retry_at is None:
        row.failed_at = now
    else:
        row.due_at = retry_at


def put_off(session: Session, id: int, until: datetime) -> None:
    """Let something wait that cannot go now, through no fault of its own: this is no try."""
    row = session.get(OutboxRow, id, with_for_update=True)
    if row is not None:
        row.due_at = until


def given_up(session: Session) -> int:
    """Return how many are given up, and still there to be sent after all."""
    count = select(func.count()).select_from(OutboxRow).where(OutboxRow.failed_at.is_not(None))
    return session.scalar(count) or 0


def take_up_again(session: Session, now: datetime) -> int:
    """Let what was given up be due again, with all its tries, but not what does not open; return how many."""
    again = update(OutboxRow).where(OutboxRow.failed_at.is_not(None), OutboxRow.last_error != UNREADABLE)
    anew = again.values(
        failed_at=None, due_at=now, attempts=0, last_error="", version_id=OutboxRow.version_id + 1
    )
    return len(session.scalars(anew.returning(OutboxRow.id)).all())


def purge(session: Session, before: datetime, kind: str | None = None) -> int:
    """Delete what was wanted before this moment, sent or not, of this kind or any; return how many."""
    old = delete(OutboxRow).where(OutboxRow.wanted_at < before)
    if kind is not None:
        old = old.where(OutboxRow.kind == kind)
    return len(session.scalars(old.returning(OutboxRow.id)).all())


def _row(kind: str, at: datetime, **more: Any) -> OutboxRow:
    """Return a row that nobody tried to send yet; its payload is sealed once it has its number."""
    return OutboxRow(kind=kind, payload=EMPTY, wanted_at=at, due_at=at, attempts=0, last_error="", **more)


def _due(session: Session, now: datetime, limit: int) -> Sequence[OutboxRow]:
    due = (
        select(OutboxRow)
        .where(OutboxRow.sent_at.is_(None), OutboxRow.failed_at.is_(None), OutboxRow.due_at <= now)
        .where(OutboxRow.kind.not_like(f"%{BY_HAND}"))
        .order_by(OutboxRow.due_at, OutboxRow.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return session.scalars(due).all()


def _message(session: Session, vault: Vault, row: OutboxRow, now: datetime) -> Message | None:
    """Return a row as a message, or give it up when it does not open."""
    key = keys.for_place(session, vault, row.conversation_id, holding=False)
    try:
        payload = key.open(row.along, ALONG, row.id) if row.along else key.open(row.payload, OUTBOX, row.id)
    except CannotOpen:
        row.failed_at, row.last_error = now, UNREADABLE
        return None
    name = key.mac(NAME, row.payload.hex())[:NAME_LENGTH]
    return Message(row.id, row.kind, payload, row.attempts, name, row.conversation_id)


def _is_first(session: Session, row: OutboxRow) -> bool:
    """Add a row, and say whether nothing with its key was there yet, nor came at this very moment."""
    if session.scalar(select(OutboxRow.id).where(OutboxRow.key == row.key)) is not None:
        return False
    add_if_absent(session, row)
    return row in session
