"""The trace: who did or saw what, of whom, when. A chain per client; one more for accounts and settings.

Each line carries a keyed code over itself and the code of the line before it, and the head of a chain is
sealed by a code of its own. An edit, a deletion, an insertion, a swap or a cut breaks the chain; a
conversation without a chain is one whose chain was taken away. Who puts back an older end together with the
head of that time is seen against yesterday's heads, which are kept outside the database (NEN 7513; BIO2
8.15).
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy import Row, bindparam, insert, select, type_coerce, update
from sqlalchemy.types import NULLTYPE

from meedoen_app.core.trace import Action, Actor, Damage, Event, Fault, Head, Line
from meedoen_app.storage import keys
from meedoen_app.storage.database import Session, add_if_absent
from meedoen_app.storage.tables.columns import table_of
from meedoen_app.storage.tables.conversation import ConversationRow
from meedoen_app.storage.tables.records import TraceHeadRow, TraceRow
from meedoen_app.storage.vault import DataKey, Vault

SETTINGS = ""
START = Head(0, "")
NO_CHECKPOINT: Mapping[str, Head] = MappingProxyType({})
TRACE, HEADS = table_of(TraceRow), table_of(TraceHeadRow)
CODED = sorted(column.name for column in TRACE.columns if column.name != "mac")
ADD = insert(TRACE)
HEAD_HELD = select(HEADS).where(HEADS.c.client_pseudonym == bindparam("of")).with_for_update()
MOVE_ON = update(HEADS).where(HEADS.c.client_pseudonym == bindparam("of"))
AS_STORED = select(*(type_coerce(column, NULLTYPE).label(column.name) for column in TRACE.columns))


def append(
    session: Session, vault: Vault, by: Actor, event: Event, *, now: datetime, conversation: str | None = None
) -> None:
    """Add a line, to the chain of a conversation or to that of accounts and settings."""
    key = keys.of_installation(session, vault)
    head = _held_head(session, SETTINGS if conversation is None else pseudonym(key, conversation))
    line = _written(head, by, event, now)
    line["mac"] = _mac(key, line)
    session.execute(ADD, line)
    last = Head(line["seq"], line["mac"])
    newer = {"seq": last.seq, "mac": last.mac, "seal": _seal(key, head.client_pseudonym, last)}
    session.execute(MOVE_ON, {"of": head.client_pseudonym, "version_id": head.version_id + 1, **newer})
    session.flush()


def lines(session: Session, vault: Vault, conversation: str) -> tuple[Line, ...]:
    """Return who did or saw what in this conversation, the oldest first."""
    chain = pseudonym(keys.of_installation(session, vault), conversation)
    rows = select(TRACE).where(TRACE.c.client_pseudonym == chain).order_by(TRACE.c.seq)
    return tuple(map(_line, session.execute(rows)))


def heads(session: Session) -> dict[str, Head]:
    """Return the last line of every chain: the daily checkpoint, to be kept outside the database."""
    return {row.client_pseudonym: Head(row.seq, row.mac) for row in session.execute(select(HEADS))}


def verify(
    session: Session, vault: Vault, checkpoint: Mapping[str, Head] = NO_CHECKPOINT
) -> tuple[Fault, ...]:
    """Return every place where the trace is not as it was written, given the heads of an earlier day."""
    last = {row.client_pseudonym: row for row in session.execute(select(HEADS))}
    written = set(session.scalars(select(TRACE.c.client_pseudonym).distinct()))
    begun = session.scalars(select(ConversationRow.id)).all()
    if not (last or written or begun or checkpoint):
        return ()
    key = keys.of_installation(session, vault)
    chains = written | last.keys() | checkpoint.keys() | {pseudonym(key, id) for id in begun}
    return tuple(
        Fault(of, seq, damage)
        for of in sorted(chains)
        for seq, damage in _faults(key, of, _stored(session, of), last.get(of), checkpoint.get(of))
    )


def pseudonym(key: DataKey, conversation: str) -> str:
    """Return how the chain of a conversation is called: nobody sees by it whose it is."""
    return key.mac("pseudonym", conversation)[:32]


def _faults(
    key: DataKey, chain: str, rows: Iterable[Row[Any]], head: Row[Any] | None, checkpoint: Head | None
) -> Iterator[tuple[int, Damage]]:
    """Walk one chain from its first line to its head. What is missing is told by its first number."""
    before = START
    for row in rows:
        if row.seq != before.seq + 1:
            yield before.seq + 1, Damage.MISSING
        elif row.prev_mac != before.mac:
            yield row.seq, Damage.UNLINKED
        before = Head(_whole(row.seq), row.mac)
        coded = {**row._mapping, "ts_utc": _moment(row.ts_utc)}
        if row.mac != _mac(key, coded) or _differs(checkpoint, before):
            yield before.seq, Damage.CHANGED
    if max(_whole(head.seq) if head else 0, checkpoint.seq if checkpoint else 0) > before.seq:
        yield before.seq, Damage.CUT
    elif head is None or not _closes(head, before, _seal(key, chain, before)):
        yield before.seq, Damage.UNLINKED


def _closes(head: Row[Any], last: Head, seal: str) -> bool:
    """Say whether a stored head is that of this last line. It was changed once for every line."""
    return (head.seq, head.mac, head.seal, head.version_id) == (last.seq, last.mac, seal, last.seq + 1)


def _differs(checkpoint: Head | None, found: Head) -> bool:
    """Say whether this line is the last one of an earlier day, and is not what it was then."""
    return checkpoint is not None and checkpoint.seq == found.seq and checkpoint != found


def _whole(stored: object) -> int:
    """Return a number as it was stored; SQLite takes anything else too, and that is no number of a line."""
    return stored if isinstance(stored, int) else -1


def _moment(stored: object) -> object:
    """Return a moment as it was coded; what is none stays as it is, so that it is found."""
    with suppress(ValueError):
        told = datetime.fromisoformat(str(stored))
        return told.replace(tzinfo=UTC) if told.tzinfo is None else told.astimezone(UTC)
    return stored


def _held_head(session: Session, chain: str) -> Row[Any]:
    """Return the head of a chain, held, so that two writers of one chain come one after the other."""
    head = session.execute(HEAD_HELD, {"of": chain}).one_or_none()
    if head is not None:
        return head
    add_if_absent(session, TraceHeadRow(client_pseudonym=chain, seq=START.seq, mac=START.mac))
    return session.execute(HEAD_HELD, {"of": chain}).one()


def _mac(key: DataKey, line: Mapping[str, Any]) -> str:
    return key.mac("trace", json.dumps([str(line[name]) for name in CODED]))


def _seal(key: DataKey, chain: str, last: Head) -> str:
    """Return what only who has the key can say: that this chain ends here."""
    return key.mac("trace-head", json.dumps([chain, last.seq, last.mac]))


def _stored(session: Session, chain: str) -> Iterable[Row[Any]]:
    """Return the lines of a chain as the database gives them: whatever stands there, it can be read."""
    of_chain = AS_STORED.where(TRACE.c.client_pseudonym == chain).order_by(TRACE.c.seq)
    return session.execute(of_chain.execution_options(yield_per=500))


def _written(head: Row[Any], by: Actor, event: Event, now: datetime) -> dict[str, Any]:
    return {
        "client_pseudonym": head.client_pseudonym,
        "seq": head.seq + 1,
        "ts_utc": now.astimezone(UTC),
        "event": event.name,
        "action": event.action,
        "result": event.result,
        "actor_id": by.id,
        "actor_org": by.org,
        "actor_role": by.role,
        "responsible_id": by.responsible,
        "object_type": event.object_type,
        "object_id": event.object_id,
        "part": event.part,
        "purpose": event.purpose,
        "ground": event.ground,
        "origin": by.origin,
        "trace_id": by.trace_id,
        "app_version": by.app_version,
        "prev_mac": head.mac,
    }


def _line(row: Row[Any]) -> Line:
    by = Actor(
        row.actor_id,
        row.actor_role,
        row.actor_org,
        row.responsible_id,
        row.origin,
        row.trace_id,
        row.app_version,
    )
    event = Event(
        Action(row.action),
        row.event,
        row.object_type,
        row.object_id,
        row.part,
        row.result,
        row.purpose,
        row.ground,
    )
    return Line(row.client_pseudonym, row.seq, row.ts_utc, by, event, row.prev_mac, row.mac)
