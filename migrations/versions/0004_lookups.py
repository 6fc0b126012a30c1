"""The seal of each head of the trace, and the daily reports of look-ups outside somebody's assignment."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

TEXT = sa.String()
BYTES = sa.LargeBinary()


def upgrade() -> None:
    op.add_column("trace_head", sa.Column("seal", TEXT))
    op.create_table(
        "lookup_report",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("ciphertext", BYTES, nullable=False),
        sa.PrimaryKeyConstraint("day", name="pk_lookup_report"),
    )


def downgrade() -> None:
    op.drop_table("lookup_report")
    op.drop_column("trace_head", "seal")
