"""The tables of handing over and of casework. Clear is only what lists and dates need; the rest is sealed.

Each handing over has a data key of its own: what the law makes the municipality keep stays readable when the
conversation, with its key, is thrown away.
"""

from datetime import date, datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from meedoen_app.core.datamap import DataClass, Owner, Retention
from meedoen_app.storage.tables.columns import Row, Versioned, classified

OF_CASE = (Owner.RESIDENT, Retention.CASE)
CASE = classified(DataClass.PERSONAL, *OF_CASE, export=True)
CASE_HIDDEN = classified(DataClass.PERSONAL, *OF_CASE, export=False)  # AVG art. 23: told once it was judged.
CASE_SEALED = classified(DataClass.SEALED, *OF_CASE, export=True)
CASE_KEY = classified(DataClass.KEY, *OF_CASE, export=False)
CASE_PLACE = classified(DataClass.OPERATION, *OF_CASE, export=False)


class HandoffRow(Versioned, Row):
    """One conversation at one desk. It outlives the conversation only as a notification."""

    __tablename__ = "handoff"

    id: Mapped[str] = mapped_column(primary_key=True, info=CASE)
    conversation_id: Mapped[str | None] = mapped_column(
        ForeignKey("conversation.id", ondelete="SET NULL"), index=True, info=CASE
    )
    chain: Mapped[str] = mapped_column(info=CASE_PLACE)
    desk: Mapped[str] = mapped_column(info=CASE)
    team: Mapped[str] = mapped_column(index=True, info=CASE)
    kind: Mapped[str] = mapped_column(info=CASE)
    consent_number: Mapped[int] = mapped_column(info=CASE)
    upto: Mapped[int] = mapped_column(info=CASE)
    on_behalf: Mapped[bool] = mapped_column(info=CASE)
    wijk: Mapped[str] = mapped_column(info=CASE)
    language: Mapped[str] = mapped_column(info=CASE)
    is_urgent: Mapped[bool] = mapped_column(info=CASE)
    has_note_waiting: Mapped[bool] = mapped_column(info=CASE_HIDDEN)
    state: Mapped[str] = mapped_column(info=CASE)
    due_on: Mapped[date | None] = mapped_column(info=CASE)
    shared_on: Mapped[date] = mapped_column(info=CASE)
    shared_at: Mapped[datetime] = mapped_column(info=CASE)
    notified_on: Mapped[date | None] = mapped_column(info=CASE)
    confirmed_at: Mapped[datetime | None] = mapped_column(info=CASE)
    withdrawn_at: Mapped[datetime | None] = mapped_column(info=CASE)
    closed_at: Mapped[datetime | None] = mapped_column(info=CASE)
    key_id: Mapped[str] = mapped_column(index=True, info=CASE_KEY)
    wrapped_key: Mapped[bytes] = mapped_column(info=CASE_KEY)
    reach_ciphertext: Mapped[bytes] = mapped_column(info=CASE_SEALED)


class CaseLineRow(Row):
    """One line of a case. It is only ever added; `key` makes a repeat harmless."""

    __tablename__ = "case_line"
    __table_args__ = (UniqueConstraint("handoff_id", "key"),)

    handoff_id: Mapped[str] = mapped_column(
        ForeignKey("handoff.id", ondelete="CASCADE"), primary_key=True, info=CASE
    )
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, info=CASE)
    key: Mapped[str] = mapped_column(info=CASE_PLACE)
    ciphertext: Mapped[bytes] = mapped_column(info=CASE_SEALED)
    at: Mapped[datetime] = mapped_column(info=CASE)


class AssignmentRow(Versioned, Row):
    """Who works on a case, from when, until when; why it began is sealed."""

    __tablename__ = "assignment"

    handoff_id: Mapped[str] = mapped_column(
        ForeignKey("handoff.id", ondelete="CASCADE"), primary_key=True, info=CASE
    )
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, info=CASE)
    account_id: Mapped[str] = mapped_column(index=True, info=CASE)
    reason_ciphertext: Mapped[bytes] = mapped_column(info=CASE_SEALED)
    from_at: Mapped[datetime] = mapped_column(info=CASE)
    until_at: Mapped[datetime | None] = mapped_column(info=CASE)


class GlassRow(Versioned, Row):
    """A broken glass: who looked without an assignment, why, and until when.

    A quiet one is not told to its resident yet, as that is not safe.
    """

    __tablename__ = "broken_glass"

    handoff_id: Mapped[str] = mapped_column(
        ForeignKey("handoff.id", ondelete="CASCADE"), primary_key=True, info=CASE
    )
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, info=CASE)
    account_id: Mapped[str] = mapped_column(index=True, info=CASE)
    reason_ciphertext: Mapped[bytes] = mapped_column(info=CASE_SEALED)
    from_at: Mapped[datetime] = mapped_column(info=CASE)
    until_at: Mapped[datetime] = mapped_column(info=CASE)
    is_quiet: Mapped[bool] = mapped_column(info=CASE_HIDDEN)


class CoordinatorRow(Versioned, Row):
    """The one regisseur of a plan: one row per conversation, so that there are never two."""

    __tablename__ = "coordinator"

    conversation_id: Mapped[str] = mapped_column(
        ForeignKey("conversation.id", ondelete="CASCADE"), primary_key=True, info=CASE
    )
    handoff_id: Mapped[str] = mapped_column(ForeignKey("handoff.id", ondelete="CASCADE"), info=CASE)
    account_id: Mapped[str] = mapped_column(info=CASE)
    since: Mapped[datetime] = mapped_column(info=CASE)


class HouseholdMemberRow(Versioned, Row):
    """One adult of a household that was asked. What they said is sealed, and as long whatever it is."""

    __tablename__ = "household_member"

    household_id: Mapped[str] = mapped_column(primary_key=True, info=CASE_PLACE)
    handoff_id: Mapped[str] = mapped_column(
        ForeignKey("handoff.id", ondelete="CASCADE"), primary_key=True, unique=True, info=CASE
    )
    said_ciphertext: Mapped[bytes] = mapped_column(info=CASE_SEALED)
    asked_at: Mapped[datetime] = mapped_column(info=CASE)
