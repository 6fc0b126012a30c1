"""The tables of the municipality: its own key, the trace with its reports, the outbox and the counts."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from meedoen_app.core.datamap import DataClass, Owner, Retention
from meedoen_app.storage.tables.columns import Row, Versioned, classified

OF_OPERATION = (DataClass.OPERATION, Owner.MUNICIPALITY)
INSTALLATION = classified(*OF_OPERATION, Retention.INSTALLATION, export=False)
INSTALLATION_KEY = classified(DataClass.KEY, Owner.MUNICIPALITY, Retention.INSTALLATION, export=False)
TRACE = classified(DataClass.TRACE, Owner.RESIDENT, Retention.TRACE, export=True)
TRACE_SEAL = classified(DataClass.TRACE, Owner.MUNICIPALITY, Retention.TRACE, export=False)
REPORT = classified(DataClass.TRACE, Owner.MUNICIPALITY, Retention.TRACE, export=False)
REPORT_SEALED = classified(DataClass.SEALED, Owner.MUNICIPALITY, Retention.TRACE, export=False)
SENDING = classified(*OF_OPERATION, Retention.SENDING, export=False)
SENDING_OF = classified(DataClass.PERSONAL, Owner.RESIDENT, Retention.SENDING, export=True)
SENDING_CODE = classified(DataClass.PERSONAL, Owner.RESIDENT, Retention.SENDING, export=False)
SENDING_SEALED = classified(DataClass.SEALED, Owner.RESIDENT, Retention.SENDING, export=False)
COUNT = classified(DataClass.COUNT, Owner.MUNICIPALITY, Retention.COUNT, export=False)


class InstallationKeyRow(Versioned, Row):
    """The installation's own key, wrapped by the master key, so that changing the master is one row here."""

    __tablename__ = "installation_key"

    name: Mapped[str] = mapped_column(primary_key=True, info=INSTALLATION)
    key_id: Mapped[str] = mapped_column(info=INSTALLATION_KEY)
    wrapped_key: Mapped[bytes] = mapped_column(info=INSTALLATION_KEY)


class TraceRow(Row):
    """One line of the trace (NEN 7513). It is only ever added, and outlives the conversation.

    A chain belongs to one client, under a pseudonym; the chain "" is that of accounts and settings.
    """

    __tablename__ = "trace"

    client_pseudonym: Mapped[str] = mapped_column(primary_key=True, info=TRACE)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, info=TRACE)
    ts_utc: Mapped[datetime] = mapped_column(info=TRACE)
    event: Mapped[str] = mapped_column(info=TRACE)
    action: Mapped[str] = mapped_column(info=TRACE)
    result: Mapped[str] = mapped_column(info=TRACE)
    actor_id: Mapped[str] = mapped_column(info=TRACE)
    actor_org: Mapped[str] = mapped_column(info=TRACE)
    actor_role: Mapped[str] = mapped_column(info=TRACE)
    responsible_id: Mapped[str] = mapped_column(info=TRACE)
    object_type: Mapped[str] = mapped_column(info=TRACE)
    object_id: Mapped[str] = mapped_column(info=TRACE)
    part: Mapped[str] = mapped_column(info=TRACE)
    purpose: Mapped[str] = mapped_column(info=TRACE)
    ground: Mapped[str] = mapped_column(info=TRACE)
    origin: Mapped[str] = mapped_column(info=TRACE)
    trace_id: Mapped[str] = mapped_column(info=TRACE)
    app_version: Mapped[str] = mapped_column(info=TRACE)
    prev_mac: Mapped[str] = mapped_column(info=TRACE_SEAL)
    mac: Mapped[str] = mapped_column(info=TRACE_SEAL)


class TraceHeadRow(Versioned, Row):
    """The last line of each chain. Holding it is what puts two writers of one chain in a row.

    `seal` is a keyed code of it, so that who cuts a chain short cannot say that it ended there.
    """

    __tablename__ = "trace_head"

    client_pseudonym: Mapped[str] = mapped_column(primary_key=True, info=TRACE)
    seq: Mapped[int] = mapped_column(info=TRACE_SEAL)
    mac: Mapped[str] = mapped_column(info=TRACE_SEAL)
    seal: Mapped[str | None] = mapped_column(info=TRACE_SEAL)


class LookupReportRow(Row):
    """What the trace of one day told of look-ups outside somebody's assignment, for the privacy officer."""

    __tablename__ = "lookup_report"

    day: Mapped[date] = mapped_column(primary_key=True, info=REPORT)
    ciphertext: Mapped[bytes] = mapped_column(info=REPORT_SEALED)


class OutboxRow(Versioned, Row):
    """Something that has to be sent; without `sent_at` it still has to. What was sent is emptied.

    `key` is a keyed code of what makes sending twice harmless, for what belongs to no conversation; a form
    that leaves nothing to send is noted by it as well for two days: the day alone, and empty from the start.
    What somebody asked apart from a conversation cannot be found by it, so no page can show `payload` again.
    `along` is what goes instead of `payload`, with something of a conversation in it; `along_of`, a keyed
    code of that conversation, finds it when its resident takes that back. `wanted_at` is from when it had to
    be sent. It never moves, so that nothing outlives its term by being tried again.
    """

    __tablename__ = "outbox"
    __table_args__ = (Index(None, "due_at", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True, info=SENDING)
    conversation_id: Mapped[str | None] = mapped_column(
        ForeignKey("conversation.id", ondelete="CASCADE"), index=True, info=SENDING_OF
    )
    key: Mapped[str | None] = mapped_column(unique=True, info=SENDING)
    kind: Mapped[str] = mapped_column(info=SENDING)
    payload: Mapped[bytes] = mapped_column(info=SENDING_SEALED)
    along: Mapped[bytes | None] = mapped_column(info=SENDING_SEALED)
    along_of: Mapped[str | None] = mapped_column(info=SENDING_CODE)
    wanted_at: Mapped[datetime] = mapped_column(info=SENDING)
    due_at: Mapped[datetime] = mapped_column(info=SENDING)
    attempts: Mapped[int] = mapped_column(info=SENDING)
    sent_at: Mapped[datetime | None] = mapped_column(info=SENDING)
    failed_at: Mapped[datetime | None] = mapped_column(info=SENDING)
    last_error: Mapped[str] = mapped_column(info=SENDING)


class MonitorCellRow(Row):
    """One count of the Meedoenmonitor. Of whom it is stands nowhere."""

    __tablename__ = "monitor_cell"

    period: Mapped[str] = mapped_column(primary_key=True, info=COUNT)
    table: Mapped[str] = mapped_column(primary_key=True, info=COUNT)
    wijk: Mapped[str] = mapped_column(primary_key=True, info=COUNT)
    code: Mapped[str] = mapped_column(primary_key=True, info=COUNT)
    n: Mapped[int] = mapped_column(info=COUNT)
