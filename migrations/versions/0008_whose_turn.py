"""Whose turn it is in a case follows from its log and the day, so no row says it.

Going back it is read from the state: who has a report to react to is waited for. That somebody completes an
application, or reads a report beside one, stands in the sealed log alone: there it says "gemeente" until the
next line is written in the case.
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.drop_column("handoff", "waits_for")


def downgrade() -> None:
    op.add_column("handoff", sa.Column("waits_for", sa.Text(), nullable=False, server_default="gemeente"))
    op.execute("UPDATE handoff SET waits_for = 'inwoner' WHERE state = 'verslag_reactie_inwoner'")
