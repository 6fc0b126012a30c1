"""Handing over and casework."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

TEXT = sa.String()
NUMBER = sa.Integer()
BYTES = sa.LargeBinary()
YES_NO = sa.Boolean()
DAY = sa.Date()
MOMENT = sa.DateTime(timezone=True)
TABLES = ("handoff", "case_line", "assignment", "broken_glass", "coordinator", "household_member")
SHARING = ("recipient", "parts_ciphertext", "ends_at")


def upgrade() -> None:
    op.add_column("consent", sa.Column("recipient", TEXT))
    op.add_column("consent", sa.Column("parts_ciphertext", BYTES))
    op.add_column("consent", sa.Column("ends_at", MOMENT))
    _create_handoff()
    _create_lines()
    _create_who_works()
    _create_households()


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
    for column in SHARING:
        op.drop_column("consent", column)


def _create_handoff() -> None:
    op.create_table(
        "handoff",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("conversation_id", TEXT),
        sa.Column("chain", TEXT, nullable=False),
        sa.Column("desk", TEXT, nullable=False),
        sa.Column("team", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("consent_number", NUMBER, nullable=False),
        sa.Column("upto", NUMBER, nullable=False),
        sa.Column("on_behalf", YES_NO, nullable=False),
        sa.Column("wijk", TEXT, nullable=False),
        sa.Column("language", TEXT, nullable=False),
        sa.Column("is_urgent", YES_NO, nullable=False),
        sa.Column("has_note_waiting", YES_NO, nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("waits_for", TEXT, nullable=False),
        sa.Column("due_on", DAY),
        sa.Column("shared_on", DAY, nullable=False),
        sa.Column("shared_at", MOMENT, nullable=False),
        sa.Column("notified_on", DAY),
        sa.Column("confirmed_at", MOMENT),
        sa.Column("withdrawn_at", MOMENT),
        sa.Column("closed_at", MOMENT),
        sa.Column("key_id", TEXT, nullable=False),
        sa.Column("wrapped_key", BYTES, nullable=False),
        sa.Column("reach_ciphertext", BYTES, nullable=False),
        sa.Column("version_id", NUMBER, nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversation.id"], name="fk_handoff_conversation_id", ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_handoff"),
    )
    for column in ("conversation_id", "team", "key_id"):
        op.create_index(f"ix_handoff_{column}", "handoff", [column])


def _create_lines() -> None:
    op.create_table(
        "case_line",
        sa.Column("handoff_id", TEXT, nullable=False),
        sa.Column("seq", NUMBER, autoincrement=False, nullable=False),
        sa.Column("key", TEXT, nullable=False),
        sa.Column("ciphertext", BYTES, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        _of_handoff("case_line"),
        sa.PrimaryKeyConstraint("handoff_id", "seq", name="pk_case_line"),
        sa.UniqueConstraint("handoff_id", "key", name="uq_case_line_handoff_id_key"),
    )


def _create_who_works() -> None:
    for table, until in (("assignment", True), ("broken_glass", False)):
        quiet = [sa.Column("is_quiet", YES_NO, nullable=False)] if table == "broken_glass" else []
        op.create_table(
            table,
            sa.Column("handoff_id", TEXT, nullable=False),
            sa.Column("number", NUMBER, autoincrement=False, nullable=False),
            sa.Column("account_id", TEXT, nullable=False),
            sa.Column("reason_ciphertext", BYTES, nullable=False),
            sa.Column("from_at", MOMENT, nullable=False),
            sa.Column("until_at", MOMENT, nullable=until),
            *quiet,
            sa.Column("version_id", NUMBER, nullable=False),
            _of_handoff(table),
            sa.PrimaryKeyConstraint("handoff_id", "number", name=f"pk_{table}"),
        )
        op.create_index(f"ix_{table}_account_id", table, ["account_id"])
    op.create_table(
        "coordinator",
        sa.Column("conversation_id", TEXT, nullable=False),
        sa.Column("handoff_id", TEXT, nullable=False),
        sa.Column("account_id", TEXT, nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.Column("version_id", NUMBER, nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversation.id"],
            name="fk_coordinator_conversation_id",
            ondelete="CASCADE",
        ),
        _of_handoff("coordinator"),
        sa.PrimaryKeyConstraint("conversation_id", name="pk_coordinator"),
    )


def _create_households() -> None:
    op.create_table(
        "household_member",
        sa.Column("household_id", TEXT, nullable=False),
        sa.Column("handoff_id", TEXT, nullable=False),
        sa.Column("said_ciphertext", BYTES, nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("version_id", NUMBER, nullable=False),
        _of_handoff("household_member"),
        sa.PrimaryKeyConstraint("household_id", "handoff_id", name="pk_household_member"),
        sa.UniqueConstraint("handoff_id", name="uq_household_member_handoff_id"),
    )


def _of_handoff(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["handoff_id"], ["handoff.id"], name=f"fk_{table}_handoff_id", ondelete="CASCADE"
    )
