"""What was said to "klopt dit?". A log: the last verdict holds, the earlier ones stay."""

from datetime import datetime

from sqlalchemy import select

from meedoen_app.core.conversation.conversation import Verdict
from meedoen_app.core.errors import KeyReused
from meedoen_app.core.trace import Action, Actor, Event
from meedoen_app.storage import entries, keys, trace
from meedoen_app.storage.database import Session
from meedoen_app.storage.numbers import next_number
from meedoen_app.storage.tables.conversation import VerdictRow
from meedoen_app.storage.vault import DataKey, Vault

VERDICT = "verdict"


def add(session: Session, vault: Vault, id: str, content: str, *, key: str, now: datetime, by: Actor) -> int:
    """Add a verdict (JSON) and return its seq.

    The same key with the same content has no effect and returns the first seq. Raises KeyReused for the
    same key with other content.
    """
    data_key = keys.of(session, vault, id)
    first = session.scalar(select(VerdictRow).filter_by(conversation_id=id, key=entries.check_key(key)))
    if first is not None:
        return _repeated(_verdict(data_key, first), content)
    seq = next_number(session, VerdictRow.seq, VerdictRow.conversation_id == id)
    sealed = data_key.seal(content, VERDICT, seq)
    session.add(VerdictRow(conversation_id=id, seq=seq, key=key, ciphertext=sealed, at=now))
    event = Event(Action.CREATE, "oordeel", VERDICT, str(seq))
    trace.append(session, vault, by, event, now=now, conversation=id)
    return seq


def listed(session: Session, vault: Vault, id: str) -> tuple[Verdict, ...]:
    """Return every verdict of a conversation, the first one first."""
    key = keys.of(session, vault, id)
    rows = session.scalars(select(VerdictRow).filter_by(conversation_id=id).order_by(VerdictRow.seq))
    return tuple(_verdict(key, row) for row in rows)


def _repeated(first: Verdict, content: str) -> int:
    if first.content != content:
        raise KeyReused(str(first.seq))
    return first.seq


def _verdict(key: DataKey, row: VerdictRow) -> Verdict:
    return Verdict(row.seq, key.open(row.ciphertext, VERDICT, row.seq), row.at)
