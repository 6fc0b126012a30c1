"""Whose turn it is in a case follows from its log and the day, so no row says it."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.drop_column("handoff", "waits_for")


def downgrade() -> None:
    op.add_column("handoff", sa.Column("waits_for", sa.Text(), nullable=False, server_default="gemeente"))
