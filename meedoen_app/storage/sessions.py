"""Sessions of browsers, on the server's side. Every change is conditional: an ended session stays ended.

A request that was still running when its session ended, or that knew an older state, changes nothing.
Residents and staff come in by a door of their own, each with its own table.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Row,
    Select,
    Table,
    bindparam,
    delete,
    insert,
    or_,
    select,
    update,
)

from meedoen_app.core.access.session import WebSession, is_alive
from meedoen_app.core.errors import NotThere
from meedoen_app.storage import keys, tokens
from meedoen_app.storage.database import Session
from meedoen_app.storage.tables.access import SessionRow
from meedoen_app.storage.tables.accounts import StaffSessionRow
from meedoen_app.storage.tables.columns import table_of
from meedoen_app.storage.vault import Vault

NO_STATE = "{}"
EMPTY = b""


@dataclass(frozen=True)
class Door:
    """Whose sessions: their table, and its column for the conversation or the account that it is of."""

    table: Table
    owner: str

    @property
    def owned(self) -> Column[str]:
        found: Column[str] = self.table.c[self.owner]
        return found

    @cached_property
    def one(self) -> Select[Any]:
        return select(self.table).where(self.table.c.id_hash == bindparam("of"))


RESIDENTS = Door(table_of(SessionRow), "conversation_id")
STAFF = Door(table_of(StaffSessionRow), "account_id")


def begin(
    session: Session,
    vault: Vault,
    *,
    now: datetime,
    owner: str | None = None,
    state: str = NO_STATE,
    since: datetime | None = None,
    door: Door = RESIDENTS,
) -> str:
    """Begin a session and return the token for its cookie. `state` is small JSON.

    `since` is from when its longest life counts, for one that goes on under a new token.
    """
    token = tokens.new()
    ref = tokens.hashed(token)
    row = {
        "id_hash": ref,
        door.owner: owner,
        "state_ciphertext": keys.of_installation(session, vault).seal(state, door.table.name, ref),
        "created_at": since or now,
        "seen_at": now,
        "version_id": 1,
    }
    session.execute(insert(door.table).values(row))
    return token


def find(
    session: Session, vault: Vault, token: str, now: datetime, *, door: Door = RESIDENTS
) -> WebSession | None:
    """Return the session of this token; None when it is unknown, ended, idle or too old."""
    row = session.execute(door.one, {"of": tokens.hashed(token)}).one_or_none()
    if row is None or row.ended_at is not None or not is_alive(row.created_at, row.seen_at, now):
        return None
    return _opened(session, vault, row, door)


def save(
    session: Session,
    vault: Vault,
    found: WebSession,
    *,
    state: str,
    owner: str | None,
    now: datetime,
    door: Door = RESIDENTS,
) -> bool:
    """Store a newer state. False, and nothing stored, when the session ended or changed meanwhile."""
    known = door.table.c
    change = (
        update(door.table)
        .where(known.id_hash == found.ref, known.ended_at.is_(None), known.version_id == found.version)
        .values(
            {
                "state_ciphertext": keys.of_installation(session, vault).seal(
                    state, door.table.name, found.ref
                ),
                door.owner: owner,
                "seen_at": now,
                "version_id": found.version + 1,
            }
        )
        .returning(known.id_hash)
    )
    return session.scalar(change) is not None


def touch(session: Session, found: WebSession, now: datetime, *, door: Door = RESIDENTS) -> bool:
    """Note that somebody is there. False when the session ended meanwhile."""
    known = door.table.c
    change = (
        update(door.table)
        .where(known.id_hash == found.ref, known.ended_at.is_(None))
        .values(seen_at=now)
        .returning(known.id_hash)
    )
    return session.scalar(change) is not None


def renew(
    session: Session,
    vault: Vault,
    found: WebSession,
    *,
    state: str,
    owner: str | None,
    now: datetime,
    since: datetime | None = None,
    door: Door = RESIDENTS,
) -> str:
    """Go on under a new token, as after opening a conversation. Raises NotThere for an ended session."""
    if not _end(session, now, door, door.table.c.id_hash == found.ref):
        raise NotThere(door.table.name)
    return begin(session, vault, now=now, owner=owner, state=state, since=since, door=door)


def end(session: Session, token: str, now: datetime, *, door: Door = RESIDENTS) -> None:
    """End a session: its owner left. Ending it again changes nothing."""
    _end(session, now, door, door.table.c.id_hash == tokens.hashed(token))


def end_ref(session: Session, owner: str, ref: str, now: datetime, *, door: Door = RESIDENTS) -> None:
    """End one session of an owner from the list. Raises NotThere for another's."""
    if not ref.isalnum() or not _end(session, now, door, door.owned == owner, door.table.c.id_hash == ref):
        raise NotThere(door.table.name)


def end_all(session: Session, owner: str, now: datetime, *, but: str = "", door: Door = RESIDENTS) -> int:
    """End every session of an owner, but the one with this ref, and return how many there were."""
    return _end(session, now, door, door.owned == owner, door.table.c.id_hash != but)


def listed(
    session: Session, vault: Vault, owner: str, now: datetime, *, door: Door = RESIDENTS
) -> tuple[WebSession, ...]:
    """Return the sessions of an owner that still hold; the newest first."""
    known = door.table.c
    of_it = select(door.table).where(door.owned == owner, known.ended_at.is_(None))
    rows = session.execute(of_it.order_by(known.created_at.desc()))
    return tuple(
        _opened(session, vault, row, door) for row in rows if is_alive(row.created_at, row.seen_at, now)
    )


def purge(session: Session, before: datetime, *, door: Door = RESIDENTS) -> int:
    """Delete sessions that ended, or were last seen, before this moment; return how many."""
    known = door.table.c
    old = or_(known.ended_at < before, known.seen_at < before)
    return len(session.scalars(delete(door.table).where(old).returning(known.id_hash)).all())


def _opened(session: Session, vault: Vault, row: Row[Any], door: Door) -> WebSession:
    state = keys.of_installation(session, vault).open(row.state_ciphertext, door.table.name, row.id_hash)
    owner = getattr(row, door.owner)
    return WebSession(row.id_hash, owner, state, row.created_at, row.seen_at, row.version_id)


def _end(session: Session, now: datetime, door: Door, *which: ColumnElement[bool]) -> int:
    """End these sessions, as far as they had not ended, and empty their state."""
    known = door.table.c
    change = (
        update(door.table)
        .where(known.ended_at.is_(None), *which)
        .values(ended_at=now, state_ciphertext=EMPTY, version_id=known.version_id + 1)
        .returning(known.id_hash)
    )
    return len(session.scalars(change).all())
