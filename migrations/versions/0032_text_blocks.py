"""Text blocks of moderators and editors."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "text_block",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(40), nullable=False),
        sa.Column("language", sa.String(12), nullable=False),
        sa.Column("title", sa.String(120), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("retired", sa.DateTime(), nullable=True),
        sa.Column("changed", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_text_block")),
    )
    op.create_index("ix_text_block_purpose", "text_block", ["purpose", "language"])


def downgrade() -> None:
    """Take it away."""
    op.drop_index("ix_text_block_purpose", table_name="text_block")
    op.drop_table("text_block")
