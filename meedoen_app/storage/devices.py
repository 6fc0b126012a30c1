"""Telephones that reopen a conversation in one tap, until they are revoked or 90 days are over."""

from datetime import datetime

from sqlalchemy import delete, select

from meedoen_app.core.errors import NotThere
from meedoen_app.core.trace import Action, Actor, Event
from meedoen_app.storage import keys, tokens, trace
from meedoen_app.storage.database import Session
from meedoen_app.storage.tables.access import DeviceRow
from meedoen_app.storage.vault import Vault

DEVICE = "device"


def add(
    session: Session,
    vault: Vault,
    id: str,
    *,
    key: str,
    now: datetime,
    expires_at: datetime,
    by: Actor,
) -> str:
    """Let a device reopen this conversation, and return the token for its cookie.

    The same form (`key`) gives the same token while that opens it: pressed twice at once is one device.
    """
    keys.hold(session, id)
    token = keys.of_installation(session, vault).mac(DEVICE, f"{id}:{key}")
    known = session.get(DeviceRow, tokens.hashed(token))
    if known is not None:
        if _is_open(known, now):
            return token
        token = tokens.new()
    row = DeviceRow(id_hash=tokens.hashed(token), conversation_id=id, created_at=now, expires_at=expires_at)
    session.add(row)
    trace.append(session, vault, by, Event(Action.CREATE, "toestel", DEVICE), now=now, conversation=id)
    return token


def ref(token: str) -> str:
    """Return how a device is named in a list. It opens nothing."""
    return tokens.hashed(token)


def find(session: Session, token: str, now: datetime) -> str:
    """Return the conversation that this device reopens. Raises NotThere."""
    row = session.get(DeviceRow, tokens.hashed(token))
    if row is None or not _is_open(row, now):
        raise NotThere(DEVICE)
    return row.conversation_id


def revoke(session: Session, vault: Vault, id: str, ref: str, *, now: datetime, by: Actor) -> None:
    """Take a device's way in away. Raises NotThere for a device of another conversation."""
    keys.hold(session, id)
    row = session.get(DeviceRow, ref) if ref.isalnum() else None
    if row is None or row.conversation_id != id:
        raise NotThere(DEVICE)
    if row.revoked_at is None:
        row.revoked_at = now
        trace.append(session, vault, by, Event(Action.REVOKE, "toestel", DEVICE), now=now, conversation=id)


def revoke_all(session: Session, vault: Vault, id: str, *, now: datetime, by: Actor) -> None:
    """Take every device's way into this conversation away."""
    open_still = select(DeviceRow.id_hash).filter_by(conversation_id=id, revoked_at=None)
    for ref in session.scalars(open_still).all():
        revoke(session, vault, id, ref, now=now, by=by)


def purge(session: Session, now: datetime) -> int:
    """Delete the devices whose time is over; return how many."""
    over = delete(DeviceRow).where(DeviceRow.expires_at <= now).returning(DeviceRow.id_hash)
    return len(session.scalars(over).all())


def _is_open(row: DeviceRow, now: datetime) -> bool:
    return row.revoked_at is None and row.expires_at > now
