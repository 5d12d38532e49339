"""What one browser needs for its next step with a second factor."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "factor_pending",
        sa.Column("session_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("purpose", sa.String(40), nullable=False),
        sa.Column("value", sa.LargeBinary(length=2048), nullable=False),
        sa.Column("ends", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_hash"],
            ["browser_session.token_hash"],
            name=op.f("fk_factor_pending_session_hash_browser_session"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("session_hash", "purpose", name=op.f("pk_factor_pending")),
    )
    op.create_index(op.f("ix_factor_pending_ends"), "factor_pending", ["ends"], unique=False)


def downgrade() -> None:
    """Take it away."""
    op.drop_index(op.f("ix_factor_pending_ends"), table_name="factor_pending")
    op.drop_table("factor_pending")
