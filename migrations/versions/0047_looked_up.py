"""Indexes for what is looked up by number alone, and for the cases of one person."""

from alembic import op

revision = "0047"
down_revision = "0046"


def upgrade() -> None:
    """Add them."""
    op.create_index("ix_record_reference", "record", ["reference"])
    op.create_index("ix_case_from_id", "case", ["from_id"])


def downgrade() -> None:
    """Take them away."""
    op.drop_index("ix_case_from_id", "case")
    op.drop_index("ix_record_reference", "record")
