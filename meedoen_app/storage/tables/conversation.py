"""The tables of a conversation. All of it goes when the conversation goes, and so does its key.

Clear columns are only what lists and dates need; which question was answered is never one of them.
"""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from meedoen_app.storage.tables.columns import KEY, PERSONAL, PLACE, SEALED, Row, Versioned, conversation_key


class ConversationRow(Versioned, Row):
    """A conversation, with its data key (wrapped) and its word code (only as a keyed hash and sealed)."""

    __tablename__ = "conversation"

    id: Mapped[str] = mapped_column(primary_key=True, info=PERSONAL)
    state: Mapped[str] = mapped_column(info=PERSONAL)
    keeping: Mapped[str] = mapped_column(info=PERSONAL)
    content_version: Mapped[str] = mapped_column(info=PERSONAL)
    notice: Mapped[str] = mapped_column(info=PERSONAL)
    language: Mapped[str] = mapped_column(info=PERSONAL)
    level: Mapped[str] = mapped_column(info=PERSONAL)
    key_id: Mapped[str] = mapped_column(index=True, info=KEY)
    wrapped_key: Mapped[bytes] = mapped_column(info=KEY)
    word_mac: Mapped[str | None] = mapped_column(unique=True, info=KEY)
    word_ciphertext: Mapped[bytes | None] = mapped_column(info=SEALED)
    created_at: Mapped[datetime] = mapped_column(info=PERSONAL)
    visited_at: Mapped[datetime] = mapped_column(info=PERSONAL)
    expires_at: Mapped[datetime] = mapped_column(index=True, info=PERSONAL)


class ParticipantRow(Row):
    """Somebody at the table, by number and role. No name."""

    __tablename__ = "participant"

    conversation_id: Mapped[str] = conversation_key()
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, info=PERSONAL)
    role: Mapped[str] = mapped_column(info=PERSONAL)


class AnswerRow(Row):
    """One line of the answer log. It is only ever added; `key` makes a repeat harmless."""

    __tablename__ = "answer"
    __table_args__ = (UniqueConstraint("conversation_id", "key"),)

    conversation_id: Mapped[str] = conversation_key()
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, info=PERSONAL)
    key: Mapped[str] = mapped_column(info=PLACE)
    ciphertext: Mapped[bytes] = mapped_column(info=SEALED)
    at: Mapped[datetime] = mapped_column(info=PERSONAL)


class WaitingRow(Row):
    """An answer or a note that came when nobody was in session, with the key that it came with."""

    __tablename__ = "waiting"

    conversation_id: Mapped[str] = conversation_key()
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, info=PERSONAL)
    key: Mapped[str] = mapped_column(info=PLACE)
    ciphertext: Mapped[bytes] = mapped_column(info=SEALED)
    at: Mapped[datetime] = mapped_column(info=PERSONAL)


class NoteRow(Row):
    """What was said to "klopt dit?". Only ever added; `key` makes a repeat harmless."""

    __tablename__ = "note"
    __table_args__ = (UniqueConstraint("conversation_id", "key"),)

    conversation_id: Mapped[str] = conversation_key()
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, info=PERSONAL)
    key: Mapped[str] = mapped_column(info=PLACE)
    ciphertext: Mapped[bytes] = mapped_column(info=SEALED)
    at: Mapped[datetime] = mapped_column(info=PERSONAL)


class SnapshotRow(Versioned, Row):
    """A result page as it was shown, and the number of the one that came in its place."""

    __tablename__ = "snapshot"

    conversation_id: Mapped[str] = conversation_key()
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, info=PERSONAL)
    kind: Mapped[str] = mapped_column(info=PERSONAL)
    rule_version: Mapped[str] = mapped_column(info=PERSONAL)
    ciphertext: Mapped[bytes] = mapped_column(info=SEALED)
    at: Mapped[datetime] = mapped_column(info=PERSONAL)
    replaced_by: Mapped[int | None] = mapped_column(info=PERSONAL)


class ConsentRow(Versioned, Row):
    """A yes to one purpose: the hash of the text in clear, the text itself sealed."""

    __tablename__ = "consent"

    conversation_id: Mapped[str] = conversation_key()
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, info=PERSONAL)
    purpose: Mapped[str] = mapped_column(info=PERSONAL)
    text_sha256: Mapped[str] = mapped_column(info=PERSONAL)
    language: Mapped[str] = mapped_column(info=PERSONAL)
    ciphertext: Mapped[bytes] = mapped_column(info=SEALED)
    given_at: Mapped[datetime] = mapped_column(info=PERSONAL)
    withdrawn_at: Mapped[datetime | None] = mapped_column(info=PERSONAL)
    recipient: Mapped[str | None] = mapped_column(info=PERSONAL)
    parts_ciphertext: Mapped[bytes | None] = mapped_column(info=SEALED)
    ends_at: Mapped[datetime | None] = mapped_column(info=PERSONAL)
