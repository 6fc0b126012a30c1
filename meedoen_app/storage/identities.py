"""Who signs in elsewhere: found by a keyed hash of (issuer, subject). Neither of the two is kept."""

import json
from datetime import datetime

from sqlalchemy import delete, select

from meedoen_app.core.access.identity import Identity
from meedoen_app.core.conversation.conversation import Conversation
from meedoen_app.storage import conversations, keys
from meedoen_app.storage.database import Session, add_if_absent
from meedoen_app.storage.tables.conversation import ConversationRow
from meedoen_app.storage.tables.identities import AccountIdentityRow, ConversationIdentityRow
from meedoen_app.storage.vault import Vault

IDENTITY = "identity"
OF_STAFF, OF_RESIDENTS = "identity.staff", "identity.residents"


def mac_of_staff(session: Session, vault: Vault, identity: Identity) -> str:
    return _mac(session, vault, OF_STAFF, identity)


def mac_of_resident(session: Session, vault: Vault, identity: Identity) -> str:
    """Return how an identity is kept: another hash than that of the same person as staff."""
    return _mac(session, vault, OF_RESIDENTS, identity)


def bind(session: Session, account: str, mac: str, now: datetime) -> bool:
    """Let this sign-in be that of an account, in the place of an earlier one; False when it is another's."""
    unbind(session, account)
    add_if_absent(session, AccountIdentityRow(account_id=account, mac=mac, created_at=now))
    return account_of(session, mac) == account


def unbind(session: Session, account: str) -> None:
    session.execute(delete(AccountIdentityRow).where(AccountIdentityRow.account_id == account))


def account_of(session: Session, mac: str) -> str | None:
    """Return the account that this sign-in is of, or None."""
    return session.scalar(select(AccountIdentityRow.account_id).filter_by(mac=mac))


def is_bound(session: Session, account: str) -> bool:
    return session.get(AccountIdentityRow, account) is not None


def link(session: Session, id: str, mac: str, now: datetime) -> bool:
    """Let this sign-in reopen a conversation; False when another one does already."""
    keys.hold(session, id)
    row = session.get(ConversationIdentityRow, id)
    if row is None:
        row = ConversationIdentityRow(conversation_id=id, mac=mac, created_at=now)
        session.add(row)
        session.flush()
    return row.mac == mac


def unlink(session: Session, id: str) -> bool:
    """Let no sign-in reopen a conversation any more; say whether one did."""
    keys.hold(session, id)
    gone = delete(ConversationIdentityRow).where(ConversationIdentityRow.conversation_id == id)
    return session.scalar(gone.returning(ConversationIdentityRow.mac)) is not None


def linked_since(session: Session, id: str) -> datetime | None:
    """Return since when a sign-in reopens this conversation; None where none does."""
    row = session.get(ConversationIdentityRow, id)
    return row.created_at if row else None


def conversations_of(session: Session, mac: str, now: datetime) -> tuple[Conversation, ...]:
    """Return the conversations that this sign-in reopens, the newest first."""
    of_it = (
        select(ConversationRow.id)
        .join(ConversationIdentityRow)
        .where(ConversationIdentityRow.mac == mac, ConversationRow.expires_at > now)
        .order_by(ConversationRow.created_at.desc(), ConversationRow.id)
    )
    return tuple(conversations.get(session, id) for id in session.scalars(of_it).all())


def _mac(session: Session, vault: Vault, purpose: str, identity: Identity) -> str:
    known = json.dumps([identity.issuer, identity.subject])  # No two of them are written alike.
    return keys.of_installation(session, vault).mac(purpose, known)
