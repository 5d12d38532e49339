"""Milestones know their version, so that no editor overwrites what another one wrote meanwhile."""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"


def upgrade() -> None:
    """Every milestone begins with its first version."""
    op.add_column("milestone", sa.Column("version", sa.Integer(), nullable=False, server_default="1"))


def downgrade() -> None:
    """Without it."""
    op.execute("ALTER TABLE milestone DROP COLUMN version")
