"""The tables of who may come in: sessions, devices, who looks along, lost words. Only hashes are kept."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from meedoen_app.core.datamap import DataClass, Owner, Retention
from meedoen_app.storage.tables.columns import (
    KEY,
    PERSONAL,
    PLACE,
    SEALED,
    Row,
    Versioned,
    classified,
    conversation_key,
)

OF_DEVICE = (Owner.RESIDENT, Retention.DEVICE)
OF_SESSION = (Owner.RESIDENT, Retention.SESSION)
DEVICE_KEY = classified(DataClass.KEY, *OF_DEVICE, export=False)
DEVICE = classified(DataClass.PERSONAL, *OF_DEVICE, export=True)
SESSION_KEY = classified(DataClass.KEY, *OF_SESSION, export=False)
SESSION = classified(DataClass.PERSONAL, *OF_SESSION, export=True)
SESSION_SEALED = classified(DataClass.SEALED, *OF_SESSION, export=False)


class DeviceRow(Versioned, Row):
    """A telephone whose owner said: this is mine."""

    __tablename__ = "device"

    id_hash: Mapped[str] = mapped_column(primary_key=True, info=DEVICE_KEY)
    conversation_id: Mapped[str] = mapped_column(
        ForeignKey("conversation.id", ondelete="CASCADE"), index=True, info=DEVICE
    )
    created_at: Mapped[datetime] = mapped_column(info=DEVICE)
    expires_at: Mapped[datetime] = mapped_column(index=True, info=DEVICE)
    revoked_at: Mapped[datetime | None] = mapped_column(info=DEVICE)


class SessionRow(Versioned, Row):
    """One session of a browser. Its small state is sealed; an ended one never comes back."""

    __tablename__ = "web_session"

    id_hash: Mapped[str] = mapped_column(primary_key=True, info=SESSION_KEY)
    conversation_id: Mapped[str | None] = mapped_column(
        ForeignKey("conversation.id", ondelete="CASCADE"), index=True, info=SESSION
    )
    state_ciphertext: Mapped[bytes] = mapped_column(info=SESSION_SEALED)
    created_at: Mapped[datetime] = mapped_column(info=SESSION)
    seen_at: Mapped[datetime] = mapped_column(index=True, info=SESSION)
    ended_at: Mapped[datetime | None] = mapped_column(info=SESSION)


class HelperAccessRow(Versioned, Row):
    """Somebody who looks along, with words of their own. What they may read stands in their consent."""

    __tablename__ = "helper_access"
    __table_args__ = (UniqueConstraint("conversation_id", "key"),)

    conversation_id: Mapped[str] = conversation_key()
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, info=PERSONAL)
    key: Mapped[str] = mapped_column(info=PLACE)
    word_mac: Mapped[str | None] = mapped_column(unique=True, info=KEY)
    role_ciphertext: Mapped[bytes] = mapped_column(info=SEALED)
    created_at: Mapped[datetime] = mapped_column(info=PERSONAL)
    revoked_at: Mapped[datetime | None] = mapped_column(info=PERSONAL)


class WordReissueRow(Versioned, Row):
    """A code for who lost their words: who gave it, how they knew who it was, and whether it was used.

    The first half of the code finds it and the whole opens it, so that each wrong try counts for it.
    """

    __tablename__ = "word_reissue"

    conversation_id: Mapped[str] = conversation_key()
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, info=PERSONAL)
    find_mac: Mapped[str] = mapped_column(index=True, info=KEY)
    code_mac: Mapped[str] = mapped_column(info=KEY)
    tries: Mapped[int] = mapped_column(info=PLACE)
    account_id: Mapped[str] = mapped_column(info=PERSONAL)
    known_by: Mapped[str] = mapped_column(info=PERSONAL)
    given_at: Mapped[datetime] = mapped_column(info=PERSONAL)
    expires_at: Mapped[datetime] = mapped_column(info=PERSONAL)
    used_at: Mapped[datetime | None] = mapped_column(info=PERSONAL)
