"""The first tables: conversation, access and records."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

TEXT = sa.String()
NUMBER = sa.Integer()
BYTES = sa.LargeBinary()
MOMENT = sa.DateTime(timezone=True)
TABLES = (
    "conversation",
    "participant",
    "answer",
    "waiting",
    "note",
    "snapshot",
    "consent",
    "device",
    "web_session",
    "installation_key",
    "trace",
    "trace_head",
    "outbox",
    "monitor_cell",
)


def upgrade() -> None:
    _create_conversations()
    _create_access()
    _create_records()


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)


def _create_conversations() -> None:
    op.create_table(
        "conversation",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("keeping", TEXT, nullable=False),
        sa.Column("content_version", TEXT, nullable=False),
        sa.Column("notice", TEXT, nullable=False),
        sa.Column("language", TEXT, nullable=False),
        sa.Column("level", TEXT, nullable=False),
        sa.Column("key_id", TEXT, nullable=False),
        sa.Column("wrapped_key", BYTES, nullable=False),
        sa.Column("word_mac", TEXT),
        sa.Column("word_ciphertext", BYTES),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("visited_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("version_id", NUMBER, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_conversation"),
        sa.UniqueConstraint("word_mac", name="uq_conversation_word_mac"),
    )
    op.create_index("ix_conversation_expires_at", "conversation", ["expires_at"])
    op.create_index("ix_conversation_key_id", "conversation", ["key_id"])
    op.create_table(
        "participant",
        sa.Column("conversation_id", TEXT, nullable=False),
        sa.Column("number", NUMBER, autoincrement=False, nullable=False),
        sa.Column("role", TEXT, nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversation.id"],
            name="fk_participant_conversation_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("conversation_id", "number", name="pk_participant"),
    )
    op.create_table(
        "answer",
        sa.Column("conversation_id", TEXT, nullable=False),
        sa.Column("seq", NUMBER, autoincrement=False, nullable=False),
        sa.Column("key", TEXT, nullable=False),
        sa.Column("ciphertext", BYTES, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversation.id"], name="fk_answer_conversation_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("conversation_id", "seq", name="pk_answer"),
        sa.UniqueConstraint("conversation_id", "key", name="uq_answer_conversation_id_key"),
    )
    op.create_table(
        "waiting",
        sa.Column("conversation_id", TEXT, nullable=False),
        sa.Column("number", NUMBER, autoincrement=False, nullable=False),
        sa.Column("key", TEXT, nullable=False),
        sa.Column("ciphertext", BYTES, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversation.id"], name="fk_waiting_conversation_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("conversation_id", "number", name="pk_waiting"),
    )
    op.create_table(
        "note",
        sa.Column("conversation_id", TEXT, nullable=False),
        sa.Column("seq", NUMBER, autoincrement=False, nullable=False),
        sa.Column("key", TEXT, nullable=False),
        sa.Column("ciphertext", BYTES, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversation.id"], name="fk_note_conversation_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("conversation_id", "seq", name="pk_note"),
        sa.UniqueConstraint("conversation_id", "key", name="uq_note_conversation_id_key"),
    )
    op.create_table(
        "snapshot",
        sa.Column("conversation_id", TEXT, nullable=False),
        sa.Column("number", NUMBER, autoincrement=False, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("rule_version", TEXT, nullable=False),
        sa.Column("ciphertext", BYTES, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("replaced_by", NUMBER),
        sa.Column("version_id", NUMBER, nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversation.id"], name="fk_snapshot_conversation_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("conversation_id", "number", name="pk_snapshot"),
    )
    op.create_table(
        "consent",
        sa.Column("conversation_id", TEXT, nullable=False),
        sa.Column("number", NUMBER, autoincrement=False, nullable=False),
        sa.Column("purpose", TEXT, nullable=False),
        sa.Column("text_sha256", TEXT, nullable=False),
        sa.Column("language", TEXT, nullable=False),
        sa.Column("ciphertext", BYTES, nullable=False),
        sa.Column("given_at", MOMENT, nullable=False),
        sa.Column("withdrawn_at", MOMENT),
        sa.Column("version_id", NUMBER, nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversation.id"], name="fk_consent_conversation_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("conversation_id", "number", name="pk_consent"),
    )


def _create_access() -> None:
    op.create_table(
        "device",
        sa.Column("id_hash", TEXT, nullable=False),
        sa.Column("conversation_id", TEXT, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("revoked_at", MOMENT),
        sa.Column("version_id", NUMBER, nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversation.id"], name="fk_device_conversation_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id_hash", name="pk_device"),
    )
    op.create_index("ix_device_conversation_id", "device", ["conversation_id"])
    op.create_index("ix_device_expires_at", "device", ["expires_at"])
    op.create_table(
        "web_session",
        sa.Column("id_hash", TEXT, nullable=False),
        sa.Column("conversation_id", TEXT),
        sa.Column("state_ciphertext", BYTES, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("seen_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT),
        sa.Column("version_id", NUMBER, nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversation.id"],
            name="fk_web_session_conversation_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id_hash", name="pk_web_session"),
    )
    op.create_index("ix_web_session_conversation_id", "web_session", ["conversation_id"])
    op.create_index("ix_web_session_seen_at", "web_session", ["seen_at"])


def _create_records() -> None:
    op.create_table(
        "installation_key",
        sa.Column("name", TEXT, nullable=False),
        sa.Column("key_id", TEXT, nullable=False),
        sa.Column("wrapped_key", BYTES, nullable=False),
        sa.Column("version_id", NUMBER, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_installation_key"),
    )
    op.create_table(
        "trace",
        sa.Column("client_pseudonym", TEXT, nullable=False),
        sa.Column("seq", NUMBER, autoincrement=False, nullable=False),
        sa.Column("ts_utc", MOMENT, nullable=False),
        sa.Column("event", TEXT, nullable=False),
        sa.Column("action", TEXT, nullable=False),
        sa.Column("result", TEXT, nullable=False),
        sa.Column("actor_id", TEXT, nullable=False),
        sa.Column("actor_org", TEXT, nullable=False),
        sa.Column("actor_role", TEXT, nullable=False),
        sa.Column("responsible_id", TEXT, nullable=False),
        sa.Column("object_type", TEXT, nullable=False),
        sa.Column("object_id", TEXT, nullable=False),
        sa.Column("part", TEXT, nullable=False),
        sa.Column("purpose", TEXT, nullable=False),
        sa.Column("ground", TEXT, nullable=False),
        sa.Column("origin", TEXT, nullable=False),
        sa.Column("trace_id", TEXT, nullable=False),
        sa.Column("app_version", TEXT, nullable=False),
        sa.Column("prev_mac", TEXT, nullable=False),
        sa.Column("mac", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("client_pseudonym", "seq", name="pk_trace"),
    )
    op.create_table(
        "trace_head",
        sa.Column("client_pseudonym", TEXT, nullable=False),
        sa.Column("seq", NUMBER, nullable=False),
        sa.Column("mac", TEXT, nullable=False),
        sa.Column("version_id", NUMBER, nullable=False),
        sa.PrimaryKeyConstraint("client_pseudonym", name="pk_trace_head"),
    )
    op.create_table(
        "outbox",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("conversation_id", TEXT),
        sa.Column("key", TEXT),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("payload", BYTES, nullable=False),
        sa.Column("along", BYTES),
        sa.Column("along_of", TEXT),
        sa.Column("wanted_at", MOMENT, nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("attempts", NUMBER, nullable=False),
        sa.Column("sent_at", MOMENT),
        sa.Column("failed_at", MOMENT),
        sa.Column("last_error", TEXT, nullable=False),
        sa.Column("version_id", NUMBER, nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversation.id"], name="fk_outbox_conversation_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
        sa.UniqueConstraint("key", name="uq_outbox_key"),
    )
    op.create_index("ix_outbox_conversation_id", "outbox", ["conversation_id"])
    op.create_index("ix_outbox_due_at_id", "outbox", ["due_at", "id"])
    op.create_table(
        "monitor_cell",
        sa.Column("period", TEXT, nullable=False),
        sa.Column("table", TEXT, nullable=False),
        sa.Column("wijk", TEXT, nullable=False),
        sa.Column("code", TEXT, nullable=False),
        sa.Column("n", NUMBER, nullable=False),
        sa.PrimaryKeyConstraint("period", "table", "wijk", "code", name="pk_monitor_cell"),
    )
