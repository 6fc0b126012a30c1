"""The log of a case: sealed lines that are only ever added."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from meedoen_app.core.errors import KeyReused
from meedoen_app.core.trace import Action, Actor, Event
from meedoen_app.storage import entries, handoffs
from meedoen_app.storage.database import Session
from meedoen_app.storage.numbers import next_number
from meedoen_app.storage.tables.casework import CaseLineRow, HandoffRow
from meedoen_app.storage.vault import DataKey, Vault

LINE = "case_line"


@dataclass(frozen=True, slots=True)
class Stored:
    """A line as it is kept: JSON, in the order in which it was written."""

    seq: int
    content: str
    at: datetime


def add(
    session: Session,
    vault: Vault,
    id: str,
    content: str,
    *,
    key: str,
    about: str,
    now: datetime,
    by: Actor,
) -> int:
    """Add a line (JSON) and return its seq; the trace says no more of it than what it is `about`.

    The same key with the same content has no effect. Raises KeyReused for the same key with other content.
    """
    data_key = handoffs.key(session, vault, id)
    first = session.scalar(select(CaseLineRow).filter_by(handoff_id=id, key=entries.check_key(key)))
    if first is not None:
        if data_key.open(first.ciphertext, LINE, f"{id}:{first.seq}") != content:
            raise KeyReused(str(first.seq))
        return first.seq
    seq = next_number(session, CaseLineRow.seq, CaseLineRow.handoff_id == id)
    sealed = data_key.seal(content, LINE, f"{id}:{seq}")
    session.add(CaseLineRow(handoff_id=id, seq=seq, key=key, ciphertext=sealed, at=now))
    session.flush()
    handoffs.note(session, vault, id, Event(Action.CREATE, about, LINE, str(seq)), now=now, by=by)
    return seq


def listed(session: Session, vault: Vault, id: str) -> Sequence[Stored]:
    """Return every line of a case, the oldest first. Raises NotThere."""
    data_key = handoffs.key(session, vault, id)
    rows = session.scalars(select(CaseLineRow).filter_by(handoff_id=id).order_by(CaseLineRow.seq))
    return tuple(_stored(data_key, row) for row in rows)


def of_cases(session: Session, vault: Vault, ids: Iterable[str]) -> Mapping[str, Sequence[Stored]]:
    """Return the lines of each of these cases, the oldest first."""
    found: dict[str, list[Stored]] = {id: [] for id in ids}
    keys: dict[str, DataKey] = {}
    joined = select(CaseLineRow, HandoffRow).join(HandoffRow, HandoffRow.id == CaseLineRow.handoff_id)
    chosen = joined.where(CaseLineRow.handoff_id.in_(list(found)))
    for row, handoff in session.execute(chosen.order_by(CaseLineRow.handoff_id, CaseLineRow.seq)):
        if handoff.id not in keys:
            keys[handoff.id] = handoffs.key_of(handoff, vault)
        found[handoff.id].append(_stored(keys[handoff.id], row))
    return found


def is_known(session: Session, id: str, key: str) -> bool:
    """Say whether a line came with this key before."""
    found = select(CaseLineRow.seq).filter_by(handoff_id=id, key=entries.check_key(key))
    return session.scalar(found) is not None


def _stored(key: DataKey, row: CaseLineRow) -> Stored:
    return Stored(row.seq, key.open(row.ciphertext, LINE, f"{row.handoff_id}:{row.seq}"), row.at)
