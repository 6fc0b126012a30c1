"""The accounts of staff: who they are, what they prove it with, and their sessions."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

TEXT = sa.String()
NUMBER = sa.Integer()
BIG_NUMBER = sa.BigInteger()
BYTES = sa.LargeBinary()
YES_OR_NO = sa.Boolean()
MOMENT = sa.DateTime(timezone=True)
TABLES = ("account", "factor", "recovery_code", "attempt", "rights_change", "staff_session")


def upgrade() -> None:
    _create_accounts()
    _create_factors()
    _create_doors()


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)


def _of_account(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["account_id"], ["account.id"], name=f"fk_{table}_account_id", ondelete="CASCADE"
    )


def _create_accounts() -> None:
    op.create_table(
        "account",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("mail", TEXT, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("role", TEXT, nullable=False),
        sa.Column("profession", TEXT, nullable=False),
        sa.Column("team", TEXT, nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("password_hash", TEXT),
        sa.Column("invited_at", MOMENT, nullable=False),
        sa.Column("seen_at", MOMENT),
        sa.Column("version_id", NUMBER, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_account"),
        sa.UniqueConstraint("mail", name="uq_account_mail"),
    )
    op.create_index("ix_account_team", "account", ["team"])
    op.create_table(
        "rights_change",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("account_id", TEXT, nullable=False),
        sa.Column("role", TEXT, nullable=False),
        sa.Column("profession", TEXT, nullable=False),
        sa.Column("team", TEXT, nullable=False),
        sa.Column("before", TEXT),
        sa.Column("proposed_by", TEXT, nullable=False),
        sa.Column("proposed_at", MOMENT, nullable=False),
        sa.Column("version_id", NUMBER, nullable=False),
        _of_account("rights_change"),
        sa.PrimaryKeyConstraint("id", name="pk_rights_change"),
    )
    op.create_index("ix_rights_change_account_id", "rights_change", ["account_id"])


def _create_factors() -> None:
    op.create_table(
        "factor",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("account_id", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("label", TEXT, nullable=False),
        sa.Column("ciphertext", BYTES, nullable=False),
        sa.Column("counter", BIG_NUMBER, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("used_at", MOMENT),
        sa.Column("version_id", NUMBER, nullable=False),
        _of_account("factor"),
        sa.PrimaryKeyConstraint("id", name="pk_factor"),
    )
    op.create_index("ix_factor_account_id", "factor", ["account_id"])
    op.create_table(
        "recovery_code",
        sa.Column("account_id", TEXT, nullable=False),
        sa.Column("mac", TEXT, nullable=False),
        _of_account("recovery_code"),
        sa.PrimaryKeyConstraint("account_id", "mac", name="pk_recovery_code"),
    )


def _create_doors() -> None:
    op.create_table(
        "attempt",
        sa.Column("id_hash", TEXT, nullable=False),
        sa.Column("account_id", TEXT),
        sa.Column("purpose", TEXT, nullable=False),
        sa.Column("is_handed", YES_OR_NO, nullable=False),
        sa.Column("code_mac", TEXT),
        sa.Column("tries", NUMBER, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("done_at", MOMENT),
        _of_account("attempt"),
        sa.PrimaryKeyConstraint("id_hash", name="pk_attempt"),
    )
    op.create_index("ix_attempt_account_id", "attempt", ["account_id"])
    op.create_index("ix_attempt_expires_at", "attempt", ["expires_at"])
    op.create_table(
        "staff_session",
        sa.Column("id_hash", TEXT, nullable=False),
        sa.Column("account_id", TEXT),
        sa.Column("state_ciphertext", BYTES, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("seen_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT),
        sa.Column("version_id", NUMBER, nullable=False),
        _of_account("staff_session"),
        sa.PrimaryKeyConstraint("id_hash", name="pk_staff_session"),
    )
    op.create_index("ix_staff_session_account_id", "staff_session", ["account_id"])
    op.create_index("ix_staff_session_seen_at", "staff_session", ["seen_at"])
