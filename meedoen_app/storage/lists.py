"""Lists for pages, to read only. The web may call these without an action in between."""

from datetime import datetime

from sqlalchemy import select

from meedoen_app.core.access.session import Device, SessionLine, is_alive
from meedoen_app.core.conversation.conversation import Participant
from meedoen_app.core.datamap import KeptColumn
from meedoen_app.core.trace import Line
from meedoen_app.storage import keys, trace
from meedoen_app.storage import participants as table
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


def looks(session: Session, vault: Vault, id: str) -> tuple[Line, ...]:
    """Return who did or saw what in this conversation: the resident's own log."""
    keys.hold(session, id)
    return trace.lines(session, vault, id)


def data_map() -> tuple[KeptColumn, ...]:
    """Return every column that is kept, with its class, owner, term and export."""
    return tuple(
        KeptColumn(table.name, column.name, column.info[CLASSIFIED])
        for table in Row.metadata.sorted_tables
        for column in table.columns
    )
