"""Results as they were shown. What was advised stays what was advised."""

from datetime import datetime

from sqlalchemy import select

from meedoen_app.core.conversation.conversation import Snapshot, SnapshotKind
from meedoen_app.core.trace import Action, Actor, Event
from meedoen_app.storage import keys, trace
from meedoen_app.storage.database import Session
from meedoen_app.storage.numbers import next_number
from meedoen_app.storage.tables.conversation import SnapshotRow
from meedoen_app.storage.vault import DataKey, Vault

SNAPSHOT = "snapshot"


def add(
    session: Session,
    vault: Vault,
    id: str,
    *,
    kind: SnapshotKind,
    rule_version: str,
    content: str,
    now: datetime,
    by: Actor,
    corrects: Snapshot | None = None,
) -> Snapshot:
    """Store a result (JSON). The one that it corrects stays, marked as replaced by it."""
    key = keys.of(session, vault, id)
    number = next_number(session, SnapshotRow.number, SnapshotRow.conversation_id == id)
    former = session.get(SnapshotRow, (id, corrects.number)) if corrects else None
    if former is not None:
        former.replaced_by = number
    row = SnapshotRow(
        conversation_id=id,
        number=number,
        kind=kind,
        rule_version=rule_version,
        ciphertext=key.seal(content, SNAPSHOT, number),
        at=now,
    )
    session.add(row)
    event = Event(Action.CREATE, "uitkomst", SNAPSHOT, str(number), part=kind)
    trace.append(session, vault, by, event, now=now, conversation=id)
    return _snapshot(key, row)


def current(session: Session, vault: Vault, id: str, kind: SnapshotKind) -> Snapshot | None:
    """Return the newest result of this kind."""
    key = keys.of(session, vault, id)
    row = _current_row(session, id, kind)
    return None if row is None else _snapshot(key, row)


def listed(session: Session, vault: Vault, id: str) -> tuple[Snapshot, ...]:
    """Return every result that was ever shown, in order."""
    key = keys.of(session, vault, id)
    rows = session.scalars(select(SnapshotRow).filter_by(conversation_id=id).order_by(SnapshotRow.number))
    return tuple(_snapshot(key, row) for row in rows)


def _current_row(session: Session, id: str, kind: SnapshotKind) -> SnapshotRow | None:
    newest = select(SnapshotRow).filter_by(conversation_id=id, kind=kind).order_by(SnapshotRow.number.desc())
    return session.scalar(newest.limit(1))


def _snapshot(key: DataKey, row: SnapshotRow) -> Snapshot:
    return Snapshot(
        number=row.number,
        kind=SnapshotKind(row.kind),
        rule_version=row.rule_version,
        at=row.at,
        content=key.open(row.ciphertext, SNAPSHOT, row.number),
        replaced_by=row.replaced_by,
    )
