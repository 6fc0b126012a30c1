"""The tables of who may come in: sessions and devices. Only hashes of their tokens are kept."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from meedoen_app.core.datamap import DataClass, Owner, Retention
from meedoen_app.storage.tables.columns import Row, Versioned, classified

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
