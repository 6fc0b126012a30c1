"""Until which day somebody of the staff is absent."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.add_column("account", sa.Column("absent_until", sa.Date()))


def downgrade() -> None:
    op.drop_column("account", "absent_until")
