"""What is counted by month is found by ranges of an index."""

from alembic import op

revision = "0045"
down_revision = "0044"


def upgrade() -> None:
    """Put in the indexes."""
    op.create_index("ix_step_word", "step", ["word", "at"])
    op.create_index("ix_comment_published", "comment", ["published"])
    op.create_index("ix_proposal_published", "proposal", ["published"])


def downgrade() -> None:
    """Take them away."""
    op.drop_index("ix_proposal_published", "proposal")
    op.drop_index("ix_comment_published", "comment")
    op.drop_index("ix_step_word", "step")
