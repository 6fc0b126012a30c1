"""Conversations and their answer log."""

import secrets
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, case, delete, func, insert, select

from meedoen_app.core.conversation.answers import Entry
from meedoen_app.core.conversation.conversation import Conversation, Keeping, Role, State
from meedoen_app.core.errors import KeyReused
from meedoen_app.core.reading import Reading, ReadingLevel
from meedoen_app.core.trace import Action, Actor, Event
from meedoen_app.storage import entries, handoffs, keys, trace
from meedoen_app.storage.database import Session
from meedoen_app.storage.tables.columns import table_of
from meedoen_app.storage.tables.conversation import AnswerRow, ConversationRow, ParticipantRow
from meedoen_app.storage.vault import DataKey, Vault

ID_BYTES = 16
RESIDENT = 1
ANSWER = "answer"
CONVERSATION = "conversation"
LINES = table_of(AnswerRow)
LOG = (
    select(LINES.c.seq, LINES.c.ciphertext, LINES.c.at)
    .where(LINES.c.conversation_id == bindparam("of"))
    .order_by(LINES.c.seq)
)
LAST_AND_SAME = select(
    func.coalesce(func.max(LINES.c.seq), 0),
    func.max(case((LINES.c.key == bindparam("key"), LINES.c.seq))),
).where(LINES.c.conversation_id == bindparam("of"))
ADD = insert(LINES)


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
    return get(session, id)


def get(session: Session, id: str) -> Conversation:
    """Return a conversation. Raises NotThere."""
    return _conversation(keys.hold(session, id))


def kept(session: Session, ids: Iterable[str]) -> frozenset[str]:
    """Return which of these conversations are there and kept, without holding them."""
    rows = session.execute(
        select(ConversationRow.id, ConversationRow.keeping).where(ConversationRow.id.in_(list(ids)))
    )
    return frozenset(row.id for row in rows if Keeping(row.keeping).is_kept)


def log(session: Session, vault: Vault, id: str) -> tuple[Entry, ...]:
    """Return all that was answered, in the order in which it was stored."""
    key = keys.of(session, vault, id)
    return tuple(_entry(key, *row) for row in session.execute(LOG, {"of": id}))


def append(
    session: Session, vault: Vault, id: str, entry: Entry, *, key: str, now: datetime, by: Actor
) -> int:
    """Add an entry to the log and return its seq; the `seq` and `at` of the entry itself are not read.

    The same key with the same content has no effect and returns the first seq. Raises KeyReused for
    the same key with other content, NotThere for a conversation that is gone.
    """
    data_key = keys.of(session, vault, id)
    last, same = session.execute(LAST_AND_SAME, {"of": id, "key": entries.check_key(key)}).one()
    if same is not None:
        return _repeated(_stored(session, data_key, id, same), entry)
    seq: int = last + 1
    sealed = data_key.seal(entries.to_text(entry), ANSWER, seq)
    session.execute(ADD, {"conversation_id": id, "seq": seq, "key": key, "ciphertext": sealed, "at": now})
    keys.change(session, id, visited_at=now)
    event = Event(Action.CREATE, "antwoord", ANSWER, str(seq))
    trace.append(session, vault, by, event, now=now, conversation=id)
    return seq


def read_as(session: Session, vault: Vault, id: str, reading: Reading, *, now: datetime, by: Actor) -> None:
    """Go on in another language or level. The answers stay as they are."""
    keys.change(session, id, language=reading.language, level=reading.level)
    _trace(session, vault, id, Action.UPDATE, "taal", now, by)


def keep(session: Session, vault: Vault, id: str, *, expires_at: datetime, now: datetime, by: Actor) -> None:
    """Keep a conversation after the visit, because its resident asked for that."""
    keys.change(session, id, keeping=Keeping.KEPT, visited_at=now, expires_at=expires_at)
    _trace(session, vault, id, Action.UPDATE, "bewaard", now, by)


def keep_with_plan(
    session: Session, vault: Vault, id: str, *, expires_at: datetime, now: datetime, by: Actor
) -> None:
    """Keep a conversation for longer, because there is a plan in it now."""
    keys.change(session, id, keeping=Keeping.PLAN, visited_at=now, expires_at=expires_at)
    _trace(session, vault, id, Action.UPDATE, "bewaard_met_plan", now, by)


def stop_keeping(
    session: Session, vault: Vault, id: str, *, expires_at: datetime, now: datetime, by: Actor
) -> None:
    """Keep a conversation for this visit only, because its resident took the yes back."""
    keys.change(session, id, keeping=Keeping.VISIT, visited_at=now, expires_at=expires_at)
    _trace(session, vault, id, Action.UPDATE, "niet_bewaard", now, by)


def extend(
    session: Session, vault: Vault, id: str, *, expires_at: datetime, now: datetime, by: Actor
) -> None:
    """Let a conversation live longer, because somebody came back to it."""
    keys.change(session, id, visited_at=now, expires_at=expires_at)
    _trace(session, vault, id, Action.UPDATE, "verlengd", now, by)


def finish(session: Session, vault: Vault, id: str, *, now: datetime, by: Actor) -> None:
    """Mark a conversation as finished."""
    keys.change(session, id, state=State.FINISHED)
    _trace(session, vault, id, Action.UPDATE, "afgerond", now, by)


def erase(session: Session, vault: Vault, id: str, *, now: datetime, by: Actor) -> None:
    """Delete a conversation with everything of it and its key.

    The trace of it stays, and of a notification what the law makes the municipality keep.
    """
    keys.hold(session, id)
    handoffs.forget_shared(session, id)
    session.execute(delete(ConversationRow).where(ConversationRow.id == id))
    keys.let_go(session, id)
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


def _stored(session: Session, key: DataKey, id: str, seq: int) -> Entry:
    return _entry(key, *session.execute(LOG.where(LINES.c.seq == seq), {"of": id}).one())


def _entry(key: DataKey, seq: int, sealed: bytes, at: datetime) -> Entry:
    return entries.from_text(key.open(sealed, ANSWER, seq), seq, at)


def _conversation(row: Row[Any]) -> Conversation:
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
