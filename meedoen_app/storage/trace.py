"""The trace: who did or saw what, of whom, when. A chain per client; one more for accounts and settings.

Each line carries a keyed code over itself and the code of the line before it. An edit, a deletion, an
insertion or a swap breaks the chain; a cut at its end is seen against yesterday's heads, which are kept
outside the database (NEN 7513; BIO2 8.15).
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy import Row, bindparam, insert, select, update

from meedoen_app.core.trace import Action, Actor, Damage, Event, Fault, Head, Line
from meedoen_app.storage import keys
from meedoen_app.storage.database import Session, add_if_absent
from meedoen_app.storage.tables.columns import table_of
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


def append(
    session: Session, vault: Vault, by: Actor, event: Event, *, now: datetime, conversation: str | None = None
) -> None:
    """Add a line, to the chain of a conversation or to that of accounts and settings."""
    key = keys.of_installation(session, vault)
    head = _held_head(session, SETTINGS if conversation is None else _pseudonym(key, conversation))
    line = _written(head, by, event, now)
    line["mac"] = _mac(key, line)
    session.execute(ADD, line)
    newer = {"seq": line["seq"], "mac": line["mac"], "version_id": head.version_id + 1}
    session.execute(MOVE_ON, {"of": head.client_pseudonym, **newer})
    session.flush()


def lines(session: Session, vault: Vault, conversation: str) -> tuple[Line, ...]:
    """Return who did or saw what in this conversation, the oldest first."""
    chain = _pseudonym(keys.of_installation(session, vault), conversation)
    return tuple(map(_line, _rows(session, chain)))


def heads(session: Session) -> dict[str, Head]:
    """Return the last line of every chain: the daily checkpoint, to be kept outside the database."""
    return {row.client_pseudonym: Head(row.seq, row.mac) for row in session.scalars(select(TraceHeadRow))}


def verify(
    session: Session, vault: Vault, checkpoint: Mapping[str, Head] = NO_CHECKPOINT
) -> tuple[Fault, ...]:
    """Return every place where the trace is not as it was written, given the heads of an earlier day."""
    last = heads(session)
    written = set(session.scalars(select(TraceRow.client_pseudonym).distinct()))
    chains = sorted(written | last.keys() | checkpoint.keys())
    if not chains:
        return ()
    key = keys.of_installation(session, vault)
    return tuple(
        Fault(chain, seq, damage)
        for chain in chains
        for seq, damage in _faults(key, _rows(session, chain), last.get(chain, START), checkpoint.get(chain))
    )


def _faults(
    key: DataKey, rows: Iterable[TraceRow], last: Head, checkpoint: Head | None
) -> Iterator[tuple[int, Damage]]:
    """Walk one chain from its first line to its head."""
    before = START
    for row in rows:
        if row.seq != before.seq + 1:
            yield row.seq - 1, Damage.MISSING
        elif row.prev_mac != before.mac:
            yield row.seq, Damage.UNLINKED
        before = Head(row.seq, row.mac)
        is_changed = row.mac != _mac(key, {name: getattr(row, name) for name in CODED})
        if is_changed or (checkpoint and checkpoint.seq == row.seq and checkpoint != before):
            yield row.seq, Damage.CHANGED
    if max(last.seq, checkpoint.seq if checkpoint else 0) > before.seq:
        yield before.seq, Damage.CUT
    elif last != before:
        yield before.seq, Damage.UNLINKED


def _held_head(session: Session, chain: str) -> Row[Any]:
    """Return the head of a chain, held, so that two writers of one chain come one after the other."""
    head = session.execute(HEAD_HELD, {"of": chain}).one_or_none()
    if head is not None:
        return head
    add_if_absent(session, TraceHeadRow(client_pseudonym=chain, seq=START.seq, mac=START.mac))
    return session.execute(HEAD_HELD, {"of": chain}).one()


def _pseudonym(key: DataKey, conversation: str) -> str:
    return key.mac("pseudonym", conversation)[:32]


def _mac(key: DataKey, line: Mapping[str, Any]) -> str:
    return key.mac("trace", json.dumps([str(line[name]) for name in CODED]))


def _rows(session: Session, chain: str) -> Iterable[TraceRow]:
    return session.scalars(
        select(TraceRow)
        .filter_by(client_pseudonym=chain)
        .order_by(TraceRow.seq)
        .execution_options(yield_per=500)
    )


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


def _line(row: TraceRow) -> Line:
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
