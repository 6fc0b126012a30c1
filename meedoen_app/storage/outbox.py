"""The outbox: what has to be sent, and the only queue. Nothing is sent inside a transaction.

A worker claims due rows, commits, sends, and says how it went. A claim is a lease: a worker that dies
leaves its rows to the next one once the lease is over.
"""

from datetime import datetime, timedelta

from sqlalchemy import delete, func, or_, select

from meedoen_app.core.message import Message
from meedoen_app.storage import keys
from meedoen_app.storage.database import Session, add_if_absent
from meedoen_app.storage.tables.records import OutboxRow
from meedoen_app.storage.vault import CannotOpen, Vault

OUTBOX = "outbox"
LEASE = timedelta(minutes=5)
EMPTY = b""


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
    row = OutboxRow(
        conversation_id=conversation, kind=kind, payload=EMPTY, due_at=due_at, attempts=0, last_error=""
    )
    session.add(row)
    session.flush()
    row.payload = key.seal(payload, OUTBOX, row.id)
    return row.id


def put_once(session: Session, vault: Vault, kind: str, payload: str, *, due_at: datetime, key: str) -> bool:
    """Leave something to be sent that belongs to no conversation; say whether it was not there yet.

    Whatever comes again with the same `key` is not there twice, also when two come at once.
    """
    own = keys.of_installation(session, vault)
    code = own.mac(OUTBOX, key)
    if session.scalar(select(OutboxRow.id).where(OutboxRow.key == code)) is not None:
        return False
    row = OutboxRow(key=code, kind=kind, payload=EMPTY, due_at=due_at, attempts=0, last_error="")
    add_if_absent(session, row)
    if row not in session:
        return False
    row.payload = own.seal(payload, OUTBOX, row.id)
    return True


def claim(
    session: Session, vault: Vault, now: datetime, *, limit: int = 10, lease: timedelta = LEASE
) -> tuple[Message, ...]:
    """Take what is due, the oldest first; no other worker gets it before the lease is over."""
    due = (
        select(OutboxRow)
        .where(OutboxRow.sent_at.is_(None), OutboxRow.failed_at.is_(None), OutboxRow.due_at <= now)
        .order_by(OutboxRow.due_at, OutboxRow.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    rows = session.scalars(due).all()
    for row in rows:
        row.attempts += 1
        row.due_at = now + lease
    opened = (_message(session, vault, row, now) for row in rows)
    return tuple(message for message in opened if message is not None)


def sent(session: Session, id: int, now: datetime) -> None:
    """Note that it was sent, and empty it. What was erased meanwhile is gone, and that is fine."""
    row = session.get(OutboxRow, id, with_for_update=True)
    if row is not None:
        row.sent_at, row.payload = now, EMPTY


def failed(session: Session, id: int, *, now: datetime, error: str, retry_at: datetime | None) -> None:
    """Note the class of the fault (one word, no text of it) and when to try again; None gives up."""
    row = session.get(OutboxRow, id, with_for_update=True)
    if row is None:
        return
    row.last_error = error
    if retry_at is None:
        row.failed_at = now
    else:
        row.due_at = retry_at


def given_up(session: Session) -> int:
    """Return how many are given up, and still there to be sent after all."""
    count = select(func.count()).select_from(OutboxRow).where(OutboxRow.failed_at.is_not(None))
    return session.scalar(count) or 0


def purge(session: Session, before: datetime) -> int:
    """Delete what was sent or given up before this moment; return how many."""
    old = delete(OutboxRow).where(or_(OutboxRow.sent_at < before, OutboxRow.failed_at < before))
    return len(session.scalars(old.returning(OutboxRow.id)).all())


def drop_unsent(session: Session, kind: str, before: datetime) -> int:
    """Delete what is of this kind and was due before this moment, and nobody sent; return how many."""
    unsent = OutboxRow.sent_at.is_(None), OutboxRow.failed_at.is_(None)
    old = delete(OutboxRow).where(OutboxRow.kind == kind, OutboxRow.due_at < before, *unsent)
    return len(session.scalars(old.returning(OutboxRow.id)).all())


def _message(session: Session, vault: Vault, row: OutboxRow, now: datetime) -> Message | None:
    """Return a row as a message. What does not open is given up, so that it holds up nothing else."""
    key = keys.for_place(session, vault, row.conversation_id, holding=False)
    try:
        payload = key.open(row.payload, OUTBOX, row.id)
    except CannotOpen as fault:
        row.failed_at, row.last_error = now, type(fault).__name__
        return None
    return Message(row.id, row.kind, payload, row.attempts, row.conversation_id)
