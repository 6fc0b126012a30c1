"""What was said to "klopt dit?". A log: the last verdict holds, the earlier ones stay."""

from datetime import datetime

from sqlalchemy import select

from meedoen_app.core.conversation.conversation import Verdict
from meedoen_app.core.trace import Action, Actor, Event
from meedoen_app.storage import keys, trace
from meedoen_app.storage.database import Session
from meedoen_app.storage.numbers import next_number
from meedoen_app.storage.tables.conversation import VerdictRow
from meedoen_app.storage.vault import Vault

VERDICT = "verdict"


def add(session: Session, vault: Vault, id: str, content: str, *, now: datetime, by: Actor) -> int:
    """Add a verdict (JSON) and return its seq."""
    key = keys.of(session, vault, id)
    seq = next_number(session, VerdictRow.seq, VerdictRow.conversation_id == id)
    session.add(VerdictRow(conversation_id=id, seq=seq, ciphertext=key.seal(content, VERDICT, seq), at=now))
    event = Event(Action.CREATE, "oordeel", VERDICT, str(seq))
    trace.append(session, vault, by, event, now=now, conversation=id)
    return seq


def listed(session: Session, vault: Vault, id: str) -> tuple[Verdict, ...]:
    """Return every verdict of a conversation, the first one first."""
    key = keys.of(session, vault, id)
    rows = session.scalars(select(VerdictRow).filter_by(conversation_id=id).order_by(VerdictRow.seq))
    return tuple(Verdict(row.seq, key.open(row.ciphertext, VERDICT, row.seq), row.at) for row in rows)
