"""The outbox: what has to be sent, and the only queue. Nothing is sent inside a transaction.

A worker claims due rows, commits, sends, and says how it went. A claim is a lease: a worker that dies
leaves its rows to the next one once the lease is over.
"""

from datetime import datetime, timedelta

from sqlalchemy import delete, select

from meedoen_app.core.message import Message
from meedoen_app.storage import keys
from meedoen_app.storage.database import Session
from meedoen_app.storage.tables.records import OutboxRow
from meedoen_app.storage.vault import Vault

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
    return tuple(_message(session, vault, row) for row in rows)


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


def purge(session: Session, before: datetime) -> int:
    """Delete what was sent before this moment; return how many. What was given up stays, to be seen."""
    old = delete(OutboxRow).where(OutboxRow.sent_at < before).returning(OutboxRow.id)
    return len(session.scalars(old).all())


def _message(session: Session, vault: Vault, row: OutboxRow) -> Message:
    key = keys.for_place(session, vault, row.conversation_id, holding=False)
    return Message(row.id, row.kind, key.open(row.payload, OUTBOX, row.id), row.attempts, row.conversation_id)
