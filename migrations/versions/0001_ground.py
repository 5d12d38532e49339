"""Limits and used forms."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "form_nonce",
        sa.Column("key", sa.LargeBinary(length=32), nullable=False),
        sa.Column("location", sa.String(length=500), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_form_nonce")),
    )
    op.create_index(op.f("ix_form_nonce_at"), "form_nonce", ["at"], unique=False)
    op.create_table(
        "limit_window",
        sa.Column("key", sa.LargeBinary(length=16), nullable=False),
        sa.Column("ends", sa.DateTime(), nullable=False),
        sa.Column("spent", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_limit_window")),
    )
    op.create_index(op.f("ix_limit_window_ends"), "limit_window", ["ends"], unique=False)


def downgrade() -> None:
    """Take them away."""
    op.drop_index(op.f("ix_limit_window_ends"), table_name="limit_window")
    op.drop_table("limit_window")
    op.drop_index(op.f("ix_form_nonce_at"), table_name="form_nonce")
    op.drop_table("form_nonce")
