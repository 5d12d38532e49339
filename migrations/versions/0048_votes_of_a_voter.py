"""An index for what a voter has said, over all ballots of a register."""

from alembic import op

revision = "0048"
down_revision = "0047"


def upgrade() -> None:
    """Add it."""
    op.create_index("ix_vote_voter_key", "vote", ["voter_key"])


def downgrade() -> None:
    """Take it away."""
    op.drop_index("ix_vote_voter_key", "vote")
