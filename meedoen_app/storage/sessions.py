"""Sessions of browsers, on the server's side. Every change is conditional: an ended session stays ended.

A request that was still running when its session ended, or that knew an older state, changes nothing.
"""

from datetime import datetime

from sqlalchemy import ColumnElement, bindparam, delete, or_, select, update

from meedoen_app.core.access.session import WebSession, is_alive
from meedoen_app.core.errors import NotThere
from meedoen_app.storage import keys, tokens
from meedoen_app.storage.database import Session
from meedoen_app.storage.tables.access import SessionRow
from meedoen_app.storage.tables.columns import table_of
from meedoen_app.storage.vault import Vault

SESSION = "web_session"
NO_STATE = "{}"
EMPTY = b""
TABLE = table_of(SessionRow)
ONE = select(TABLE).where(TABLE.c.id_hash == bindparam("of"))


def begin(
    session: Session, vault: Vault, *, now: datetime, conversation: str | None = None, state: str = NO_STATE
) -> str:
    """Begin a session and return the token for its cookie. `state` is small JSON."""
    token = tokens.new()
    ref = tokens.hashed(token)
    session.add(
        SessionRow(
            id_hash=ref,
            conversation_id=conversation,
            state_ciphertext=keys.of_installation(session, vault).seal(state, SESSION, ref),
            created_at=now,
            seen_at=now,
        )
    )
    session.flush()
    return token


def find(session: Session, vault: Vault, token: str, now: datetime) -> WebSession | None:
    """Return the session of this token; None when it is unknown, ended, idle or too old."""
    row = session.execute(ONE, {"of": tokens.hashed(token)}).one_or_none()
    if row is None or row.ended_at is not None or not is_alive(row.created_at, row.seen_at, now):
        return None
    state = keys.of_installation(session, vault).open(row.state_ciphertext, SESSION, row.id_hash)
    return WebSession(row.id_hash, row.conversation_id, state, row.created_at, row.seen_at, row.version_id)


def save(
    session: Session, vault: Vault, found: WebSession, *, state: str, conversation: str | None, now: datetime
) -> bool:
    """Store a newer state. False, and nothing stored, when the session ended or changed meanwhile."""
    change = (
        update(SessionRow)
        .where(
            SessionRow.id_hash == found.ref,
            SessionRow.ended_at.is_(None),
            SessionRow.version_id == found.version,
        )
        .values(
            state_ciphertext=keys.of_installation(session, vault).seal(state, SESSION, found.ref),
            conversation_id=conversation,
            seen_at=now,
            version_id=found.version + 1,
        )
        .returning(SessionRow.id_hash)
    )
    return session.scalar(change) is not None


def touch(session: Session, found: WebSession, now: datetime) -> bool:
    """Note that somebody is there. False when the session ended meanwhile."""
    change = (
        update(SessionRow)
        .where(SessionRow.id_hash == found.ref, SessionRow.ended_at.is_(None))
        .values(seen_at=now)
        .returning(SessionRow.id_hash)
    )
    return session.scalar(change) is not None


def renew(
    session: Session, vault: Vault, found: WebSession, *, state: str, conversation: str | None, now: datetime
) -> str:
    """Go on under a new token, as after opening a conversation. Raises NotThere for an ended session."""
    if not _end(session, now, SessionRow.id_hash == found.ref):
        raise NotThere(SESSION)
    return begin(session, vault, now=now, conversation=conversation, state=state)


def end(session: Session, token: str, now: datetime) -> None:
    """End a session: its owner left. Ending it again changes nothing."""
    _end(session, now, SessionRow.id_hash == tokens.hashed(token))


def end_ref(session: Session, conversation: str, ref: str, now: datetime) -> None:
    """End one session of a conversation from the list. Raises NotThere for another's."""
    mine = SessionRow.conversation_id == conversation
    if not ref.isalnum() or not _end(session, now, mine, SessionRow.id_hash == ref):
        raise NotThere(SESSION)


def end_all(session: Session, conversation: str, now: datetime) -> int:
    """End every session of a conversation and return how many there were."""
    return _end(session, now, SessionRow.conversation_id == conversation)


def purge(session: Session, before: datetime) -> int:
    """Delete sessions that ended, or were last seen, before this moment; return how many."""
    old = or_(SessionRow.ended_at < before, SessionRow.seen_at < before)
    return len(session.scalars(delete(SessionRow).where(old).returning(SessionRow.id_hash)).all())


def _end(session: Session, now: datetime, *which: ColumnElement[bool]) -> int:
    """End these sessions, as far as they had not ended, and empty their state."""
    change = (
        update(SessionRow)
        .where(SessionRow.ended_at.is_(None), *which)
        .values(ended_at=now, state_ciphertext=EMPTY, version_id=SessionRow.version_id + 1)
        .returning(SessionRow.id_hash)
    )
    return len(session.scalars(change).all())
