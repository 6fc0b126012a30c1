"""Who looks along, with words of their own; and the codes for who lost their words."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

TEXT = sa.String()
BYTES = sa.LargeBinary()
NUMBER = sa.Integer()
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "helper_access",
        sa.Column("version_id", NUMBER, nullable=False),
        sa.Column("conversation_id", TEXT, nullable=False),
        sa.Column("number", NUMBER, autoincrement=False, nullable=False),
        sa.Column("key", TEXT, nullable=False),
        sa.Column("word_mac", TEXT),
        sa.Column("role_ciphertext", BYTES, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("revoked_at", MOMENT),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversation.id"],
            name="fk_helper_access_conversation_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("conversation_id", "number", name="pk_helper_access"),
        sa.UniqueConstraint("conversation_id", "key", name="uq_helper_access_conversation_id_key"),
        sa.UniqueConstraint("word_mac", name="uq_helper_access_word_mac"),
    )
    op.create_table(
        "word_reissue",
        sa.Column("version_id", NUMBER, nullable=False),
        sa.Column("conversation_id", TEXT, nullable=False),
        sa.Column("number", NUMBER, autoincrement=False, nullable=False),
        sa.Column("find_mac", TEXT, nullable=False),
        sa.Column("code_mac", TEXT, nullable=False),
        sa.Column("tries", NUMBER, nullable=False),
        sa.Column("account_id", TEXT, nullable=False),
        sa.Column("known_by", TEXT, nullable=False),
        sa.Column("given_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("used_at", MOMENT),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversation.id"],
            name="fk_word_reissue_conversation_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("conversation_id", "number", name="pk_word_reissue"),
    )
    op.create_index("ix_word_reissue_find_mac", "word_reissue", ["find_mac"])


def downgrade() -> None:
    op.drop_table("word_reissue")
    op.drop_table("helper_access")
