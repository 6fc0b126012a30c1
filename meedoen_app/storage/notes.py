"""What was said besides the answers: to "klopt dit?", in the plan, and by who looks along. Nothing goes."""

from datetime import datetime

from sqlalchemy import select

from meedoen_app.core.conversation.conversation import Note
from meedoen_app.core.errors import KeyReused
from meedoen_app.core.trace import Action, Actor, Event
from meedoen_app.storage import entries, keys, trace
from meedoen_app.storage.database import Session
from meedoen_app.storage.numbers import next_number
from meedoen_app.storage.tables.conversation import NoteRow
from meedoen_app.storage.vault import DataKey, Vault

NOTE = "note"


def add(
    session: Session, vault: Vault, id: str, content: str, *, key: str, about: str, now: datetime, by: Actor
) -> int:
    """Add a note (JSON) and return its seq; the trace says no more of it than what it is `about`.

    The same key with the same content has no effect and returns the first seq. Raises KeyReused for the
    same key with other content.
    """
    first = with_key(session, vault, id, key)
    if first is not None:
        return _repeated(first, content)
    data_key = keys.of(session, vault, id)
    seq = next_number(session, NoteRow.seq, NoteRow.conversation_id == id)
    sealed = data_key.seal(content, NOTE, seq)
    session.add(NoteRow(conversation_id=id, seq=seq, key=key, ciphertext=sealed, at=now))
    event = Event(Action.CREATE, about, NOTE, str(seq))
    trace.append(session, vault, by, event, now=now, conversation=id)
    return seq


def listed(session: Session, vault: Vault, id: str) -> tuple[Note, ...]:
    """Return every note of a conversation, the first one first."""
    key = keys.of(session, vault, id)
    rows = session.scalars(select(NoteRow).filter_by(conversation_id=id).order_by(NoteRow.seq))
    return tuple(_note(key, row) for row in rows)


def with_key(session: Session, vault: Vault, id: str, key: str) -> Note | None:
    """Return the note that came with this key; None while none did."""
    data_key = keys.of(session, vault, id)
    row = session.scalar(select(NoteRow).filter_by(conversation_id=id, key=entries.check_key(key)))
    return None if row is None else _note(data_key, row)


def _repeated(first: Note, content: str) -> int:
    if first.content != content:
        raise KeyReused(str(first.seq))
    return first.seq


def _note(key: DataKey, row: NoteRow) -> Note:
    return Note(row.seq, key.open(row.ciphertext, NOTE, row.seq), row.at)
