"""Lists for pages, to read only. The web may call these without an action in between."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import select

from meedoen_app.core.access.account import Account, RightsChange
from meedoen_app.core.access.factor import Factor
from meedoen_app.core.access.session import Device, SessionLine, WebSession, is_alive
from meedoen_app.core.casework.assignment import Glass
from meedoen_app.core.conversation.conversation import Participant
from meedoen_app.core.datamap import KeptColumn
from meedoen_app.core.reissue import Reissue
from meedoen_app.storage import accounts, assignments, identities, keys, lookups
from meedoen_app.storage import factors as second
from meedoen_app.storage import participants as table
from meedoen_app.storage import reissues as codes
from meedoen_app.storage import sessions as stored_sessions
from meedoen_app.storage.database import Session
from meedoen_app.storage.tables import Row
from meedoen_app.storage.tables.access import DeviceRow, SessionRow
from meedoen_app.storage.tables.columns import CLASSIFIED
from meedoen_app.storage.vault import Vault


def devices(session: Session, id: str) -> tuple[Device, ...]:
    """Return the devices that reopen, or reopened, this conversation; the newest first."""
    keys.hold(session, id)
    rows = session.scalars(
        select(DeviceRow).filter_by(conversation_id=id).order_by(DeviceRow.created_at.desc())
    )
    return tuple(Device(row.id_hash, row.created_at, row.expires_at, row.revoked_at) for row in rows)


def participants(session: Session, id: str) -> tuple[Participant, ...]:
    """Return who sits at this table, the resident first."""
    return table.listed(session, id)


def sessions(session: Session, id: str, now: datetime) -> tuple[SessionLine, ...]:
    """Return the sessions in which this conversation is open now; the newest first."""
    keys.hold(session, id)
    rows = session.scalars(
        select(SessionRow).filter_by(conversation_id=id, ended_at=None).order_by(SessionRow.created_at.desc())
    )
    return tuple(
        SessionLine(row.id_hash, row.created_at, row.seen_at)
        for row in rows
        if is_alive(row.created_at, row.seen_at, now)
    )


def account(session: Session, id: str) -> Account | None:
    """Return an account as it is now."""
    return accounts.find(session, id)


def accounts_of_all(session: Session) -> tuple[Account, ...]:
    """Return every account, by name."""
    return accounts.all_of_them(session)


def proposals(session: Session) -> tuple[RightsChange, ...]:
    """Return what was proposed about rights and waits for a second person, the oldest first."""
    return accounts.proposals(session)


def factors(session: Session, account: str) -> tuple[Factor, ...]:
    """Return the second factors of an account, the oldest first."""
    return second.listed(session, account)


def recovery_codes_left(session: Session, account: str) -> int:
    return accounts.recovery_codes_left(session, account)


def is_bound(session: Session, account: str) -> bool:
    """Say whether somebody signs in elsewhere for this account."""
    return identities.is_bound(session, account)


def linked_since(session: Session, id: str) -> datetime | None:
    """Return since when a sign-in elsewhere reopens this conversation; None where none does."""
    keys.hold(session, id)
    return identities.linked_since(session, id)


def staff_sessions(session: Session, vault: Vault, account: str, now: datetime) -> tuple[WebSession, ...]:
    """Return the sessions of an account that still hold; the newest first."""
    return stored_sessions.listed(session, vault, account, now, door=stored_sessions.STAFF)


def glasses_of(session: Session, vault: Vault, id: str) -> tuple[tuple[Glass, str], ...]:
    """Return every glass that was broken for a conversation, each with its reason."""
    return assignments.glasses_of_talk(session, vault, id)


def accounts_of(session: Session, ids: Iterable[str]) -> dict[str, Account]:
    """Return the accounts of these ids, as they now are; without those that are no more."""
    found = (accounts.find(session, id) for id in set(ids) if id)
    return {account.id: account for account in found if account}


def reissues(session: Session, id: str) -> tuple[Reissue, ...]:
    """Return every code that was given to who lost the words of this conversation, the oldest first."""
    return codes.listed(session, id)


def lookup_days(session: Session, most: int) -> tuple[date, ...]:
    """Return the days of which there is a report of look-ups, the newest first."""
    return lookups.days(session, most)


def data_map() -> tuple[KeptColumn, ...]:
    """Return every column that is kept, with its class, owner, term and export."""
    return tuple(
        KeptColumn(table.name, column.name, column.info[CLASSIFIED])
        for table in Row.metadata.sorted_tables
        for column in table.columns
    )
