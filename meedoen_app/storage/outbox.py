"""The outbox: what has to be sent, and the only queue. Nothing is sent inside a transaction.

A worker claims due rows, commits, sends, and says how it went. A claim is a lease: a worker that dies
leaves its rows to the next one once the lease is over.
"""

from datetime import datetime, timedelta

from sqlalchemy import delete, func, or_, select, update

from meedoen_app.core.errors import NotThere
from meedoen_app.core.message import Message
from meedoen_app.storage import keys
from meedoen_app.storage.database import Session, add_if_absent
from meedoen_app.storage.tables.records import OutboxRow
from meedoen_app.storage.vault import CannotOpen, Vault

OUTBOX = "outbox"
NAME = "outbox.name"
NAME_LENGTH = 32
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
    row = OutboxRow(
        key=own.mac(OUTBOX, key), kind=kind, payload=EMPTY, due_at=due_at, attempts=0, last_error=""
    )
    if not _is_first(session, row):
        return False
    row.payload = own.seal(payload, OUTBOX, row.id)
    return True


def note_once(session: Session, vault: Vault, kind: str, *, now: datetime, key: str) -> bool:
    """Note that something was done of which nothing has to be sent; say whether that was the first time."""
    code = keys.of_installation(session, vault).mac(OUTBOX, key)
    done = {"due_at": now, "sent_at": now, "attempts": 0, "last_error": ""}
    return _is_first(session, OutboxRow(key=code, kind=kind, payload=EMPTY, **done))


def tie(session: Session, vault: Vault, conversation: str, kind: str, part: str) -> str:
    """Seal a part of a payload under the key of a conversation, so that it is thrown away with it."""
    return keys.of(session, vault, conversation).seal(part, OUTBOX, kind).hex()


def untie(session: Session, vault: Vault, conversation: str, kind: str, tied: str) -> str | None:
    """Return such a part; None when its conversation was thrown away, or cannot be opened any more."""
    try:
        return keys.of(session, vault, conversation).open(bytes.fromhex(tied), OUTBOX, kind)
    except (NotThere, CannotOpen):
        return None


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
        row.due_at = now + lease
    opened = (_message(session, vault, row, now) for row in rows)
    return tuple(message for message in opened if message is not None)


def sent(session: Session, id: int, now: datetime) -> None:
    """Note that it was sent, and empty it. What was erased meanwhile is gone, and that is fine."""
    row = session.get(OutboxRow, id, with_for_update=True)
    if row is not None:
        row.sent_at, row.payload = now, EMPTY


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


def given_up(session: Session) -> int:
    """Return how many are given up, and still there to be sent after all."""
    count = select(func.count()).select_from(OutboxRow).where(OutboxRow.failed_at.is_not(None))
    return session.scalar(count) or 0


def take_up_again(session: Session, now: datetime) -> int:
    """Let what was given up be due again, with all its tries; return how many."""
    again = update(OutboxRow).where(OutboxRow.failed_at.is_not(None))
    anew = again.values(
        failed_at=None, due_at=now, attempts=0, last_error="", version_id=OutboxRow.version_id + 1
    )
    return len(session.scalars(anew.returning(OutboxRow.id)).all())


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
    name = key.mac(NAME, row.payload.hex())[:NAME_LENGTH]
    return Message(row.id, row.kind, payload, row.attempts, name, row.conversation_id)


def _is_first(session: Session, row: OutboxRow) -> bool:
    """Add a row, and say whether nothing with its key was there yet, nor came at this very moment."""
    if session.scalar(select(OutboxRow.id).where(OutboxRow.key == row.key)) is not None:
        return False
    add_if_absent(session, row)
    return row in session
