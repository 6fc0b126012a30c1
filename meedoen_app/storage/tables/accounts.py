"""The tables of who works with Meedoen: accounts, what they prove it with, and their sessions.

A name and a mail address stand in clear, as lists of colleagues need them. Passwords and codes are hashes;
the secrets of second factors are sealed.
"""

from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from meedoen_app.core.datamap import DataClass, Owner, Retention
from meedoen_app.storage.tables.columns import Row, Versioned, classified

OF_ACCOUNT = (Owner.STAFF, Retention.ACCOUNT)
OF_ATTEMPT = (Owner.STAFF, Retention.ATTEMPT)
OF_SESSION = (Owner.STAFF, Retention.SESSION)
ACCOUNT = classified(DataClass.PERSONAL, *OF_ACCOUNT, export=True)
ACCOUNT_KEY = classified(DataClass.KEY, *OF_ACCOUNT, export=False)
ACCOUNT_SEALED = classified(DataClass.SEALED, *OF_ACCOUNT, export=False)
ATTEMPT = classified(DataClass.PERSONAL, *OF_ATTEMPT, export=False)
ATTEMPT_KEY = classified(DataClass.KEY, *OF_ATTEMPT, export=False)
SESSION = classified(DataClass.PERSONAL, *OF_SESSION, export=True)
SESSION_KEY = classified(DataClass.KEY, *OF_SESSION, export=False)
SESSION_SEALED = classified(DataClass.SEALED, *OF_SESSION, export=False)


class AccountRow(Versioned, Row):
    """Somebody who works with Meedoen, with the hash of their password once they chose one."""

    __tablename__ = "account"

    id: Mapped[str] = mapped_column(primary_key=True, info=ACCOUNT)
    mail: Mapped[str] = mapped_column(unique=True, info=ACCOUNT)
    name: Mapped[str] = mapped_column(info=ACCOUNT)
    role: Mapped[str] = mapped_column(info=ACCOUNT)
    profession: Mapped[str] = mapped_column(info=ACCOUNT)
    team: Mapped[str] = mapped_column(index=True, info=ACCOUNT)
    state: Mapped[str] = mapped_column(info=ACCOUNT)
    password_hash: Mapped[str | None] = mapped_column(info=ACCOUNT_KEY)
    invited_at: Mapped[datetime] = mapped_column(info=ACCOUNT)
    seen_at: Mapped[datetime | None] = mapped_column(info=ACCOUNT)
    absent_until: Mapped[date | None] = mapped_column(info=ACCOUNT)


class FactorRow(Versioned, Row):
    """A second factor. `counter` only goes up: the last step of a code, or what a passkey counts."""

    __tablename__ = "factor"

    id: Mapped[str] = mapped_column(primary_key=True, info=ACCOUNT)
    account_id: Mapped[str] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), index=True, info=ACCOUNT
    )
    kind: Mapped[str] = mapped_column(info=ACCOUNT)
    label: Mapped[str] = mapped_column(info=ACCOUNT)
    ciphertext: Mapped[bytes] = mapped_column(info=ACCOUNT_SEALED)
    counter: Mapped[int] = mapped_column(BigInteger, info=ACCOUNT_KEY)
    created_at: Mapped[datetime] = mapped_column(info=ACCOUNT)
    used_at: Mapped[datetime | None] = mapped_column(info=ACCOUNT)


class RecoveryCodeRow(Row):
    """A recovery code, as a keyed hash. What was used is gone."""

    __tablename__ = "recovery_code"

    account_id: Mapped[str] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), primary_key=True, info=ACCOUNT
    )
    mac: Mapped[str] = mapped_column(primary_key=True, info=ACCOUNT_KEY)


class AttemptRow(Row):
    """Somebody at the door, and how often they tried. `code_mac` is of the code that was sent, if one was.

    `is_handed` is for a code that was given on the server, and not asked for in a browser.
    """

    __tablename__ = "attempt"

    id_hash: Mapped[str] = mapped_column(primary_key=True, info=ATTEMPT_KEY)
    account_id: Mapped[str | None] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), index=True, info=ATTEMPT
    )
    purpose: Mapped[str] = mapped_column(info=ATTEMPT)
    is_handed: Mapped[bool] = mapped_column(info=ATTEMPT)
    code_mac: Mapped[str | None] = mapped_column(info=ATTEMPT_KEY)
    tries: Mapped[int] = mapped_column(info=ATTEMPT)
    expires_at: Mapped[datetime] = mapped_column(index=True, info=ATTEMPT)
    done_at: Mapped[datetime | None] = mapped_column(info=ATTEMPT)


class RightsChangeRow(Versioned, Row):
    """What one person proposed about the rights of an account, until a second one says yes or no."""

    __tablename__ = "rights_change"

    id: Mapped[str] = mapped_column(primary_key=True, info=ACCOUNT)
    account_id: Mapped[str] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), index=True, info=ACCOUNT
    )
    role: Mapped[str] = mapped_column(info=ACCOUNT)
    profession: Mapped[str] = mapped_column(info=ACCOUNT)
    team: Mapped[str] = mapped_column(info=ACCOUNT)
    before: Mapped[str | None] = mapped_column(info=ACCOUNT)
    proposed_by: Mapped[str] = mapped_column(info=ACCOUNT)
    proposed_at: Mapped[datetime] = mapped_column(info=ACCOUNT)


class StaffSessionRow(Versioned, Row):
    """One session of a member of staff. Its small state is sealed; an ended one never comes back."""

    __tablename__ = "staff_session"

    id_hash: Mapped[str] = mapped_column(primary_key=True, info=SESSION_KEY)
    account_id: Mapped[str | None] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), index=True, info=SESSION
    )
    state_ciphertext: Mapped[bytes] = mapped_column(info=SESSION_SEALED)
    created_at: Mapped[datetime] = mapped_column(info=SESSION)
    seen_at: Mapped[datetime] = mapped_column(index=True, info=SESSION)
    ended_at: Mapped[datetime | None] = mapped_column(info=SESSION)
