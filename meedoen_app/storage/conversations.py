"""Conversations and their answer log."""

import secrets
from datetime import datetime

from sqlalchemy import select

from meedoen_app.core.conversation.answers import Entry
from meedoen_app.core.conversation.conversation import Conversation, Keeping, Role, State
from meedoen_app.core.errors import KeyReused
from meedoen_app.core.reading import Reading, ReadingLevel
from meedoen_app.core.trace import Action, Actor, Event
from meedoen_app.storage import entries, keys, trace
from meedoen_app.storage.database import Session
from meedoen_app.storage.numbers import next_number
from meedoen_app.storage.tables.conversation import AnswerRow, ConversationRow, ParticipantRow
from meedoen_app.storage.vault import DataKey, Vault

ID_BYTES = 16
RESIDENT = 1
ANSWER = "answer"
CONVERSATION = "conversation"


def start(
    session: Session,
    vault: Vault,
    *,
    content_version: str,
    reading: Reading,
    now: datetime,
    expires_at: datetime,
    by: Actor,
    notice: str = "",
) -> Conversation:
    """Begin a conversation for one visit, with a key of its own and the resident at the table.

    `notice` is the version of the privacy notice that could be read before it (AVG art. 13).
    """
    id = secrets.token_urlsafe(ID_BYTES)
    key = vault.new_key(id)
    row = ConversationRow(
        id=id,
        state=State.OPEN,
        keeping=Keeping.VISIT,
        content_version=content_version,
        notice=notice,
        language=reading.language,
        level=reading.level,
        key_id=key.key_id,
        wrapped_key=key.wrapped,
        created_at=now,
        visited_at=now,
        expires_at=expires_at,
    )
    session.add(row)
    session.flush()
    session.add(ParticipantRow(conversation_id=id, number=RESIDENT, role=Role.RESIDENT))
    _trace(session, vault, id, Action.CREATE, "begonnen", now, by)
    return _conversation(row)


def get(session: Session, id: str) -> Conversation:
    """Return a conversation. Raises NotThere."""
    return _conversation(keys.hold(session, id))


def log(session: Session, vault: Vault, id: str) -> tuple[Entry, ...]:
    """Return all that was answered, in the order in which it was stored."""
    key = keys.of(session, vault, id)
    rows = session.scalars(select(AnswerRow).filter_by(conversation_id=id).order_by(AnswerRow.seq))
    return tuple(_entry(key, row) for row in rows)


def append(
    session: Session, vault: Vault, id: str, entry: Entry, *, key: str, now: datetime, by: Actor
) -> int:
    """Add an entry to the log and return its seq; the `seq` and `at` of the entry itself are not read.

    The same key with the same content has no effect and returns the first seq. Raises KeyReused for
    the same key with other content, NotThere for a conversation that is gone.
    """
    data_key = keys.of(session, vault, id)
    first = session.scalar(select(AnswerRow).filter_by(conversation_id=id, key=entries.check_key(key)))
    if first is not None:
        return _repeated(_entry(data_key, first), entry)
    seq = next_number(session, AnswerRow.seq, AnswerRow.conversation_id == id)
    sealed = data_key.seal(entries.to_text(entry), ANSWER, seq)
    session.add(AnswerRow(conversation_id=id, seq=seq, key=key, ciphertext=sealed, at=now))
    keys.hold(session, id).visited_at = now
    event = Event(Action.CREATE, "antwoord", ANSWER, str(seq))
    trace.append(session, vault, by, event, now=now, conversation=id)
    return seq


def read_as(session: Session, vault: Vault, id: str, reading: Reading, *, now: datetime, by: Actor) -> None:
    """Go on in another language or level. The answers stay as they are."""
    row = keys.hold(session, id)
    row.language, row.level = reading.language, reading.level
    _trace(session, vault, id, Action.UPDATE, "taal", now, by)


def keep(session: Session, vault: Vault, id: str, *, expires_at: datetime, now: datetime, by: Actor) -> None:
    """Keep a conversation after the visit, because its resident asked for that."""
    row = keys.hold(session, id)
    row.keeping, row.visited_at, row.expires_at = Keeping.KEPT, now, expires_at
    _trace(session, vault, id, Action.UPDATE, "bewaard", now, by)


def stop_keeping(
    session: Session, vault: Vault, id: str, *, expires_at: datetime, now: datetime, by: Actor
) -> None:
    """Keep a conversation for this visit only, because its resident took the yes back."""
    row = keys.hold(session, id)
    row.keeping, row.visited_at, row.expires_at = Keeping.VISIT, now, expires_at
    _trace(session, vault, id, Action.UPDATE, "niet_bewaard", now, by)


def extend(
    session: Session, vault: Vault, id: str, *, expires_at: datetime, now: datetime, by: Actor
) -> None:
    """Let a conversation live longer, because somebody came back to it."""
    row = keys.hold(session, id)
    row.visited_at, row.expires_at = now, expires_at
    _trace(session, vault, id, Action.UPDATE, "verlengd", now, by)


def finish(session: Session, vault: Vault, id: str, *, now: datetime, by: Actor) -> None:
    """Mark a conversation as finished."""
    keys.hold(session, id).state = State.FINISHED
    _trace(session, vault, id, Action.UPDATE, "afgerond", now, by)


def erase(session: Session, vault: Vault, id: str, *, now: datetime, by: Actor) -> None:
    """Delete a conversation with everything of it and its key. Only the trace of it stays."""
    session.delete(keys.hold(session, id))
    session.flush()
    _trace(session, vault, id, Action.DELETE, "gewist", now, by)


def expired(session: Session, now: datetime, limit: int = 100) -> tuple[str, ...]:
    """Return conversations whose time is over, the oldest first."""
    over = select(ConversationRow.id).where(ConversationRow.expires_at < now)
    return tuple(session.scalars(over.order_by(ConversationRow.expires_at).limit(limit)))


def _repeated(first: Entry, again: Entry) -> int:
    if not entries.are_same(first, again):
        raise KeyReused(str(first.seq))
    return first.seq


def _trace(
    session: Session, vault: Vault, id: str, action: Action, name: str, now: datetime, by: Actor
) -> None:
    trace.append(session, vault, by, Event(action, name, CONVERSATION), now=now, conversation=id)


def _entry(key: DataKey, row: AnswerRow) -> Entry:
    return entries.from_text(key.open(row.ciphertext, ANSWER, row.seq), row.seq, row.at)


def _conversation(row: ConversationRow) -> Conversation:
    return Conversation(
        id=row.id,
        state=State(row.state),
        keeping=Keeping(row.keeping),
        content_version=row.content_version,
        notice=row.notice,
        reading=Reading(row.language, ReadingLevel(row.level)),
        created_at=row.created_at,
        visited_at=row.visited_at,
        expires_at=row.expires_at,
    )
