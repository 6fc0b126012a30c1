"""The tables of who signs in elsewhere: only a keyed hash of (issuer, subject), and what it opens."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from meedoen_app.storage.tables.accounts import ACCOUNT, ACCOUNT_KEY
from meedoen_app.storage.tables.columns import KEY, PERSONAL, Row, conversation_key


class AccountIdentityRow(Row):
    """Which sign-in elsewhere is that of an account: at most one each."""

    __tablename__ = "account_identity"

    account_id: Mapped[str] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), primary_key=True, info=ACCOUNT
    )
    mac: Mapped[str] = mapped_column(unique=True, info=ACCOUNT_KEY)
    created_at: Mapped[datetime] = mapped_column(info=ACCOUNT)


class ConversationIdentityRow(Row):
    """Which sign-in elsewhere reopens a conversation: at most one each; somebody may have several."""

    __tablename__ = "conversation_identity"

    conversation_id: Mapped[str] = conversation_key()
    mac: Mapped[str] = mapped_column(index=True, info=KEY)
    created_at: Mapped[datetime] = mapped_column(info=PERSONAL)
