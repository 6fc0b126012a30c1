"""Who signs in elsewhere: a keyed hash for an account, and one for a conversation."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

TEXT = sa.String()
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    for owner in ("account", "conversation"):
        table, column = f"{owner}_identity", f"{owner}_id"
        unique = [sa.UniqueConstraint("mac", name=f"uq_{table}_mac")] if owner == "account" else []
        op.create_table(
            table,
            sa.Column(column, TEXT, nullable=False),
            sa.Column("mac", TEXT, nullable=False),
            sa.Column("created_at", MOMENT, nullable=False),
            sa.PrimaryKeyConstraint(column, name=f"pk_{table}"),
            sa.ForeignKeyConstraint(
                [column], [f"{owner}.id"], name=f"fk_{table}_{column}", ondelete="CASCADE"
            ),
            *unique,
        )
    op.create_index("ix_conversation_identity_mac", "conversation_identity", ["mac"])


def downgrade() -> None:
    op.drop_table("conversation_identity")
    op.drop_table("account_identity")
